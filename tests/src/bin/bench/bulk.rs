//! A retry of every transaction of a store in bulk and its undo, beside plain SQLite updating the same rows. The store
//! is left with all of them Failed, for the window to do the same.

use std::{error::Error, path::Path, sync::Arc, time::Instant};

use model::{BulkAction, BulkState, Clock, IdGenerator, Status, SystemClock};
use sqlx::Connection as _;
use store::{BulkOrder, BulkScope, Change, Store, TransactionFilter};

use crate::{plain, rows, table::Table};

/// Transactions in one commit, as the console takes them.
const BATCH: usize = 20_000;

/// Fills a store with Failed transactions, retries all of them and takes it back.
pub(crate) async fn measure(
    folder: &Path,
    transactions: i64,
    table: &mut Table,
) -> Result<(), Box<dyn Error>> {
    let path = folder.join("bulk.syncstore");
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(folder.join(format!("bulk.syncstore{ending}")));
    }
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let store = Store::create(&path, clock).await?;
    fill(&store, transactions).await?;

    let failed = BulkScope::Filter {
        filter: Box::new(TransactionFilter {
            statuses: vec![Status::Failed],
            ..TransactionFilter::default()
        }),
    };
    let (job, retried, longest) = run(&store, BulkAction::Retry, failed).await?;
    let undo = BulkAction::Undo { of: job };
    let (_, undone, _) = run(&store, undo, BulkScope::Journal { job }).await?;
    store.close().await;
    // On a copy: the window retries them again.
    let copy = folder.join("bulk-plain.syncstore");
    std::fs::copy(&path, &copy)?;
    let plain = plain_updates(&copy, transactions).await?;
    std::fs::remove_file(&copy)?;

    let seconds = |rate: f64| transactions as f64 / rate;
    table.rate("bulk retry", "transactions", retried, plain, "");
    table.rate("undo of it", "transactions", undone, plain, "");
    table.note(
        &format!("bulk retry of {transactions}"),
        &format!("{:.1} s, a commit {longest:.0} ms at the most", seconds(retried)),
        "1,000,000 in under 30 s",
    );
    Ok(())
}

async fn fill(store: &Store, transactions: i64) -> Result<(), Box<dyn Error>> {
    let ids = IdGenerator::seeded(6);
    for first in (0..transactions).step_by(BATCH) {
        let last = (first + BATCH as i64).min(transactions);
        let made = (first..last).map(|number| {
            let mut transaction = rows::transaction(number, &ids);
            transaction.status = Status::Failed;
            transaction
        });
        let made: Vec<_> = made.collect();
        let logs = made.iter().map(|made| rows::log_entry(40, made, &ids)).collect();
        let mut session = store.begin_import().await?;
        session.import_transactions(made).await?;
        session.import_log_entries(logs).await?;
        session.commit().await?;
    }
    Ok(())
}

/// The number of the job, transactions in a second, and the longest commit in milliseconds.
async fn run(store: &Store, action: BulkAction, scope: BulkScope) -> Result<(i64, f64, f64), Box<dyn Error>> {
    let change = Change {
        actor: "bench".into(),
        reason: "bench".into(),
    };
    let began = Instant::now();
    let targets = store.bulk_targets(&scope).await?;
    let order = BulkOrder {
        action: action.clone(),
        title: "bench".into(),
        scope,
        total: targets.total(),
    };
    let job = store.begin_bulk(&order, &[], &change).await?.id;
    let (mut done, mut longest) = (0, 0.0_f64);
    for batch in targets.found.chunks(BATCH) {
        let commit = Instant::now();
        let step = match &action {
            BulkAction::Undo { of } => {
                let arrivals: Vec<i64> = batch.iter().map(|(arrival, _)| *arrival).collect();
                store.undo_batch(job, *of, &arrivals, &change).await?
            }
            action => store.bulk_batch(job, action, batch, &change).await?,
        };
        longest = longest.max(commit.elapsed().as_secs_f64() * 1_000.0);
        done += step.done;
    }
    store.end_bulk(job, BulkState::Completed, None).await?;
    let rate = targets.total() as f64 / began.elapsed().as_secs_f64();
    assert_eq!(done, targets.total(), "every transaction was changed");
    Ok((job, rate, longest))
}

/// The same rows of the same file, with the same indexes, without a guard, a journal and counts.
async fn plain_updates(path: &Path, transactions: i64) -> Result<f64, Box<dyn Error>> {
    let mut connection = plain::connect(path).await?;
    // As the store has it.
    for pragma in ["PRAGMA cache_size = -131072", "PRAGMA wal_autocheckpoint = 32000"] {
        sqlx::query(pragma).execute(&mut connection).await?;
    }
    let began = Instant::now();
    for first in (1..=transactions).step_by(BATCH) {
        sqlx::query(
            "UPDATE sync_transaction SET status = 'Retry', version = version + 1, next_attempt_at = $3, \
             last_modified_date = $3, system_modstamp = $3 WHERE arrival BETWEEN $1 AND $2",
        )
        .bind(first)
        .bind(first + BATCH as i64 - 1)
        .bind(1_800_000_000_000_i64)
        .execute(&mut connection)
        .await?;
    }
    let rate = transactions as f64 / began.elapsed().as_secs_f64();
    connection.close().await?;
    Ok(rate)
}
