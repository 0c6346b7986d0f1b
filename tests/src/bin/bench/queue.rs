//! Claim, load and settle, beside plain SQLite writing the status of the same rows.

use std::{error::Error, path::Path, sync::Arc, time::Instant};

use chrono::Duration;
use model::{Attempt, AttemptOutcome, Clock, IdGenerator, SystemClock};
use sqlx::Connection as _;
use store::{ClaimRequest, ClaimedItem, ProcessedItem, SettledAs, Settlement, Store, Upload};

use crate::{plain, rows, table::Table};

/// Transactions that are uploaded and settled.
const COUNT: i64 = 50_000;
/// Transactions of one claim and one settle.
const BATCH: usize = 500;

/// Uploads, claims and settles in a copy of the queue's shape: a store beside the big one.
pub(crate) async fn settle(folder: &Path, table: &mut Table) -> Result<(), Box<dyn Error>> {
    let path = folder.join("queue.syncstore");
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(folder.join(format!("queue.syncstore{ending}")));
    }
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let store = Store::create(&path, Arc::clone(&clock)).await?;
    let received = upload(&store).await?;
    let settled = claim_and_settle(&store, &clock).await?;
    store.close().await;
    let plain = plain_updates(folder).await?;
    table.note(
        "receive (3 items each)",
        &format!("{received:.0} transactions/s"),
        "",
    );
    table.rate("claim, load, settle", "transactions", settled, plain, "");
    Ok(())
}

async fn upload(store: &Store) -> Result<f64, Box<dyn Error>> {
    let ids = IdGenerator::seeded(5);
    let mut seconds = 0.0;
    for first in (0..COUNT).step_by(BATCH) {
        let uploads: Vec<Upload> = (first..first + BATCH as i64)
            .map(|number| {
                let transaction = rows::transaction(number, &ids);
                let items = (0..rows::ITEMS)
                    .map(|p| rows::item(number, p, &transaction.id, &ids))
                    .collect();
                Upload { transaction, items }
            })
            .collect();
        let began = Instant::now();
        store.receive(uploads).await?;
        seconds += began.elapsed().as_secs_f64();
    }
    Ok(COUNT as f64 / seconds)
}

async fn claim_and_settle(store: &Store, clock: &Arc<dyn Clock>) -> Result<f64, Box<dyn Error>> {
    let began = Instant::now();
    let (mut done, mut after_owner) = (0, None);
    while done < COUNT {
        let request = ClaimRequest {
            processor: "bench".into(),
            limit: BATCH,
            lease: Duration::minutes(5),
            lookback_from: None,
            after_owner,
        };
        let claims = store.claim(request).await?;
        after_owner = claims.next_owner.clone();
        let settlements: Vec<Settlement> = store
            .read_claimed(&claims)
            .await?
            .into_iter()
            .map(|claimed| Settlement {
                transaction: claimed.transaction,
                arrival: claimed.arrival,
                lease: claimed.lease,
                outcome: SettledAs::Success,
                attempt: Attempt {
                    number: 0,
                    started_at: clock.now(),
                    duration_ms: 1,
                    outcome: AttemptOutcome::Success,
                    error_code: None,
                    message: None,
                    next_attempt_at: None,
                    processor: "bench".into(),
                    usage: None,
                },
                records: claimed.items.iter().map(processed).collect(),
                new_ids: Vec::new(),
                log_entries: Vec::new(),
            })
            .collect();
        done += i64::try_from(settlements.len())?;
        store.settle(settlements).await?;
    }
    Ok(COUNT as f64 / began.elapsed().as_secs_f64())
}

fn processed(item: &ClaimedItem) -> ProcessedItem {
    ProcessedItem {
        key: item.key,
        record_id: item.id.clone(),
        is_renamed: true,
    }
}

/// The floor: the status of each row set twice, 500 rows to a commit.
async fn plain_updates(folder: &Path) -> Result<f64, Box<dyn Error>> {
    let path = folder.join("plain-queue.db");
    let _ = std::fs::remove_file(&path);
    let mut connection = plain::connect(&path).await?;
    sqlx::query("CREATE TABLE q (arrival INTEGER PRIMARY KEY, status TEXT)")
        .execute(&mut connection)
        .await?;
    sqlx::query(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1) INSERT INTO q SELECT i, 'New' FROM n",
    )
    .bind(COUNT)
    .execute(&mut connection)
    .await?;
    let began = Instant::now();
    for first in (1..=COUNT).step_by(BATCH) {
        for status in ["InProgress", "Success"] {
            sqlx::query("UPDATE q SET status = $1 WHERE arrival BETWEEN $2 AND $3")
                .bind(status)
                .bind(first)
                .bind(first + BATCH as i64 - 1)
                .execute(&mut connection)
                .await?;
        }
    }
    let rate = COUNT as f64 / began.elapsed().as_secs_f64();
    connection.close().await?;
    Ok(rate)
}
