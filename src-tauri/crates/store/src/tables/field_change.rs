//! `field_change`: who changed which field of a transaction or of one of its items, when, and why.

use std::collections::HashMap;

use model::FieldChange;
use sqlx::SqliteConnection;

use crate::{
    engine::batch,
    tables::{Columns, batch_of},
};

/// A change to be noted; who, when and why are the same for all of one commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Changed {
    /// The transaction.
    pub(crate) arrival: i64,
    /// The item, when one of its fields changed.
    pub(crate) item_id: Option<String>,
    /// API name; within a payload `FieldValues.<field>`.
    pub(crate) field: String,
    /// The value before.
    pub(crate) old_value: Option<String>,
    /// The value after.
    pub(crate) new_value: Option<String>,
    /// Why.
    pub(crate) reason: String,
}

/// Notes changes.
pub(crate) async fn insert(
    connection: &mut SqliteConnection,
    changes: &[Changed],
    changed_at: i64,
    actor: &str,
) -> sqlx::Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    let mut numbers: HashMap<i64, i64> = HashMap::new();
    let rows = batch_of(changes.iter().map(|change| {
        let number = numbers.entry(change.arrival).or_default();
        *number += 1;
        let Changed {
            arrival,
            item_id,
            field,
            old_value,
            new_value,
            reason,
        } = change;
        (arrival, *number, item_id, field, old_value, new_value, reason)
    }))?;
    sqlx::query(concat!(
        "INSERT INTO field_change (arrival, position, changed_at, actor, item_id, field, old_value, new_value, ",
        "reason) ",
        "SELECT CAST(input.value ->> 0 AS BIGINT), COALESCE((SELECT max(before.position) ",
        "FROM field_change AS before WHERE before.arrival = CAST(input.value ->> 0 AS BIGINT)), 0) ",
        "+ CAST(input.value ->> 1 AS BIGINT), $2, $3, input.value ->> 2, input.value ->> 3, input.value ->> 4, ",
        "input.value ->> 5, input.value ->> 6 FROM ", batch!("$1"),
    ))
    .bind(rows)
    .bind(changed_at)
    .bind(actor)
    .execute(connection)
    .await?;
    Ok(())
}

/// The changes of a transaction and its items, newest first.
pub(crate) async fn of(connection: &mut SqliteConnection, arrival: i64) -> sqlx::Result<Vec<FieldChange>> {
    let rows = sqlx::query(
        "SELECT changed_at, actor, item_id, field, old_value, new_value, reason FROM field_change \
         WHERE arrival = $1 ORDER BY position DESC",
    )
    .bind(arrival)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            let mut c = Columns::of(row);
            Ok(FieldChange {
                changed_at: c.moment()?,
                actor: c.get()?,
                item_id: c.parse_optional()?,
                field: c.get()?,
                old_value: c.get()?,
                new_value: c.get()?,
                reason: c.get()?,
            })
        })
        .collect()
}
