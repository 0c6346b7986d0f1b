//! The floor: plain SQLite writing the rows that the processor wrote, 1,000 transactions to a commit, with no rules
//! and no indexes.

use std::path::Path;

use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};

use super::{Failure, Site, uploads::ITEMS};
use crate::plain;

/// Transactions of one commit.
const BATCH: usize = 1_000;

/// Writes the rows of some transactions of a site into a new plain file; answers transactions in a second.
pub(super) async fn rate(place: &Path, transactions: usize) -> Result<f64, Failure> {
    let tables = rows_of(place, transactions).await?;
    let mut file = plain::Rows::create(&place.with_extension("plain.db")).await?;
    let mut seconds = 0.0;
    let commits = transactions / BATCH;
    for commit in 0..commits {
        let part: Vec<plain::Table> = tables.iter().map(|table| table.part(commit, commits)).collect();
        seconds += file.write(&part).await?;
    }
    file.close().await;
    Ok(transactions as f64 / seconds)
}

/// Rows of the tables that processing writes.
async fn rows_of(place: &Path, transactions: usize) -> Result<Vec<plain::Table>, Failure> {
    let mut tables = Vec::new();
    let queue = [
        ("sync_transaction", transactions),
        ("sync_item", transactions * ITEMS),
        ("processed_record", transactions * ITEMS),
        ("attempt", transactions),
    ];
    let thirds = transactions / ITEMS;
    let org = [
        ("Visit", transactions),
        ("ProviderVisit", transactions),
        ("ProductDisbursement", thirds),
        ("Inquiry", thirds),
        ("org_ledger", transactions),
    ];
    for (path, names) in [
        (Site::store_path(place), &queue[..]),
        (Site::org_path(place), &org[..]),
    ] {
        let mut file =
            SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(path).read_only(true))
                .await?;
        for (name, rows) in names {
            tables.push(plain::Table::read(&mut file, name, *rows).await?);
        }
        file.close().await?;
    }
    Ok(tables)
}
