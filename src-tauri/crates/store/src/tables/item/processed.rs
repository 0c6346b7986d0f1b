//! The real Ids that processing gave the records of items.

use std::collections::HashMap;

use model::RecordId;
use sqlx::SqliteConnection;

use crate::{
    engine::{batch, gathered},
    tables::{WideInsert, arrival_of, column_of, rows_of},
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

static SET: WideInsert = WideInsert::on_conflict(
    "INSERT INTO processed_record (key, record_id)",
    2,
    "ON CONFLICT (key) DO UPDATE SET record_id = excluded.record_id",
);

/// Sets the real Ids of the records of items, by key and in its order.
pub(super) async fn set_records(
    connection: &mut SqliteConnection,
    records: &[(i64, &str)],
) -> sqlx::Result<()> {
    SET.run(connection, records, |statement, (key, record)| {
        statement.bind(*key).bind((*record).to_owned())
    })
    .await
}

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
    set_records(connection, &done).await?;
    Ok(renamed)
}
