//! The real Ids that processing gave the records of items.

use std::collections::HashMap;

use model::RecordId;
use sqlx::SqliteConnection;

use crate::{
    engine::{batch, gathered},
    tables::{arrival_of, batch_of, column_of, rows_of},
};

/// What the items of transactions are about.
pub(crate) const ABOUT: &str = concat!(
    "SELECT ",
    gathered!("item_key, id, record_identifier"),
    " FROM (SELECT CAST(input.value ->> 0 AS BIGINT) AS arrival FROM ",
    batch!("$1"),
    ") AS wanted ",
    "CROSS JOIN sync_item ",
    "WHERE item_key >= wanted.arrival << 20 AND item_key < (wanted.arrival << 20) + 262144",
);

/// Sets the real Ids of records.
pub(crate) const SET_PROCESSED: &str = concat!(
    "UPDATE sync_item SET processed_record_identifier = done.record_id ",
    "FROM (SELECT CAST(input.value ->> 0 AS BIGINT) AS item_key, input.value ->> 1 AS record_id FROM ",
    batch!("$1"),
    ") AS done ",
    "WHERE sync_item.item_key = done.item_key",
);

/// Notes the real Ids of records, by transaction: its arrival, and item Id and record Id of its items. Answers key and
/// record Id of those items whose record now has another Id than the device knew, by key.
pub(crate) async fn set_processed(
    connection: &mut SqliteConnection,
    records: &HashMap<i64, &[(RecordId, RecordId)]>,
) -> sqlx::Result<Vec<(i64, RecordId)>> {
    let about: String = sqlx::query_scalar(ABOUT)
        .bind(column_of(records.keys())?)
        .fetch_one(&mut *connection)
        .await?;
    let about: Vec<(i64, String, Option<String>)> = rows_of(&about)?;
    let (mut done, mut renamed) = (Vec::new(), Vec::new());
    for (key, item, known_as) in &about {
        let Some(records) = records.get(&arrival_of(*key)) else {
            continue;
        };
        // The last of several counts.
        let Some((_, record)) = records.iter().rev().find(|(id, _)| id.as_str() == item) else {
            continue;
        };
        done.push((*key, record.as_str()));
        if known_as.as_deref() != Some(record.as_str()) {
            renamed.push((*key, record.clone()));
        }
    }
    done.sort_unstable_by_key(|(key, _)| *key);
    renamed.sort_unstable_by_key(|(key, _)| *key);
    sqlx::query(SET_PROCESSED)
        .bind(batch_of(done)?)
        .execute(connection)
        .await?;
    Ok(renamed)
}
