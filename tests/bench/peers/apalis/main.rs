//! apalis on SQLite: puts jobs in, then has a worker take, run and finish each of them.
//!
//! Usage: bench-apalis FILE JOBS BATCH, where FILE is not there yet and BATCH is how many jobs it fetches at a time.
//! Prints {"jobs": N, "seconds": S} for the taking alone.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Instant,
};

use apalis::prelude::*;
use apalis_sqlite::{Config, SqliteStorage};
use futures::stream;
use serde_json::json;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

/// Jobs that are not done yet.
static LEFT: AtomicUsize = AtomicUsize::new(0);

#[tokio::main]
async fn main() -> Result<(), BoxDynError> {
    let arguments: Vec<String> = std::env::args().collect();
    let (file, jobs, batch) = (&arguments[1], arguments[2].parse::<usize>()?, arguments[3].parse::<usize>()?);
    // Its own `setup` turns syncing off on one of the connections, so the pool is made here.
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
    SqliteStorage::migrations().run(&pool).await?;
    let config = Config::default().queue("apply").batch_size(batch);
    let mut backend = SqliteStorage::<String>::new(&pool).with_config(config);
    backend.push_all(&mut stream::iter((0..jobs).map(payload).map(Task::new))).await?;

    LEFT.store(jobs, Ordering::Relaxed);
    let worker = WorkerBuilder::new("bench").backend(backend).build(apply);
    let began = Instant::now();
    worker.run().await?;
    println!("{}", json!({ "jobs": jobs, "seconds": began.elapsed().as_secs_f64() }));
    Ok(())
}

async fn apply(payload: String, worker: WorkerContext) -> Result<(), BoxDynError> {
    let items: Vec<serde_json::Value> = serde_json::from_str(&payload)?;
    assert_eq!(items.len(), 3);
    if LEFT.fetch_sub(1, Ordering::Relaxed) == 1 {
        worker.stop()?;
    }
    Ok(())
}

fn payload(number: usize) -> String {
    let item = |item: usize| {
        json!({
            "objectName": "Visit",
            "operation": "insert",
            "recordIdentifier": format!("device-{number}-{item}"),
            "fieldValues": { "AccountId": "001000000000000AAA", "Status": "Completed", "Item": item },
        })
    };
    json!([item(0), item(1), item(2)]).to_string()
}
