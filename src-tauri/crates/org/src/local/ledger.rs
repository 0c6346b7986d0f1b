//! The ledger: what was applied, written in the same commit as the records, so that nothing is applied twice.

use std::collections::HashMap;

use model::{RecordId, Timestamp, millis};
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use super::stored::to_json;
use crate::Applied;

pub(super) const CREATE: &str = "CREATE TABLE org_ledger (
    transaction_id TEXT PRIMARY KEY NOT NULL,
    applied_at INTEGER NOT NULL,
    result TEXT NOT NULL
) STRICT";

/// What a transaction did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    /// Item and record.
    pub records: Vec<(RecordId, RecordId)>,
    /// Device-made ids that became real.
    pub new_ids: Vec<(String, RecordId)>,
}

impl Entry {
    pub(super) fn into_applied(self, replayed: bool) -> Applied {
        Applied::Committed {
            records: self.records,
            new_ids: self.new_ids,
            replayed,
        }
    }
}

/// The entries of these transactions.
pub(super) async fn read(
    connection: &mut SqliteConnection,
    transactions: &[&RecordId],
) -> Result<HashMap<RecordId, Entry>, sqlx::Error> {
    let rows: Vec<(String, String)> = sqlx::query_as(
        "SELECT transaction_id, result FROM org_ledger
         WHERE transaction_id IN (SELECT value FROM jsonb_each($1))",
    )
    .bind(to_json(transactions)?)
    .fetch_all(connection)
    .await?;
    let entry = |(id, result): (String, String)| -> Result<_, Box<dyn std::error::Error + Send + Sync>> {
        Ok((id.parse()?, serde_json::from_str(&result)?))
    };
    rows.into_iter()
        .map(entry)
        .collect::<Result<_, _>>()
        .map_err(sqlx::Error::Decode)
}

/// What the ledger has of each of these transactions.
pub(super) async fn recorded(
    connection: &mut SqliteConnection,
    transactions: &[RecordId],
) -> Result<Vec<Option<Applied>>, sqlx::Error> {
    let wanted: Vec<&RecordId> = transactions.iter().collect();
    let mut entries = read(connection, &wanted).await?;
    let recorded = transactions.iter().map(|id| entries.remove(id));
    Ok(recorded.map(|entry| Some(entry?.into_applied(true))).collect())
}

/// Writes new entries.
pub(super) async fn write(
    connection: &mut SqliteConnection,
    entries: &[(RecordId, Entry)],
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let row = |(id, entry): &'_ (RecordId, Entry)| Ok((id.clone(), to_json(entry)?));
    let rows = entries
        .iter()
        .map(row)
        .collect::<Result<Vec<(RecordId, String)>, sqlx::Error>>()?;
    sqlx::query(
        "INSERT INTO org_ledger (transaction_id, applied_at, result)
         SELECT value->>0, $2, value->>1 FROM jsonb_each($1)",
    )
    .bind(to_json(&rows)?)
    .bind(millis(now))
    .execute(connection)
    .await?;
    Ok(())
}
