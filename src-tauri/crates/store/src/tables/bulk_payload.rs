//! `bulk_payload`: payloads before and after a patch.

use std::collections::HashMap;

use sqlx::SqliteConnection;

use crate::{
    engine::batch,
    tables::{batch_of, column_of},
};

/// A payload that a patch changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Patched {
    /// The key of the item.
    pub(crate) item_key: i64,
    /// The payload before.
    pub(crate) before: String,
    /// The payload after.
    pub(crate) after: String,
}

/// Keeps payloads that a job changed.
pub(crate) async fn insert(
    connection: &mut SqliteConnection,
    job: i64,
    rows: &[Patched],
) -> sqlx::Result<()> {
    sqlx::query(concat!(
        "INSERT INTO bulk_payload (job, item_key, before_values, after_values) ",
        "SELECT $2, CAST(input.value ->> 0 AS BIGINT), input.value ->> 1, input.value ->> 2 FROM ",
        batch!("$1"),
    ))
    .bind(batch_of(
        rows.iter().map(|row| (row.item_key, &row.before, &row.after)),
    )?)
    .bind(job)
    .execute(connection)
    .await?;
    Ok(())
}

/// What a job changed in the items of these transactions, by the key of the item.
pub(crate) const OF: &str = concat!(
    "SELECT p.item_key, p.before_values, p.after_values ",
    "FROM (SELECT CAST(input.value ->> 0 AS BIGINT) AS arrival FROM ",
    batch!("$1"),
    ") AS wanted CROSS JOIN bulk_payload AS p ",
    "WHERE p.job = $2 AND p.item_key >= wanted.arrival << 20 AND p.item_key < (wanted.arrival << 20) + 262144",
);

/// See [`OF`].
pub(crate) async fn of(
    connection: &mut SqliteConnection,
    job: i64,
    arrivals: impl IntoIterator<Item = i64>,
) -> sqlx::Result<HashMap<i64, Patched>> {
    let rows: Vec<(i64, String, String)> = sqlx::query_as(OF)
        .bind(column_of(arrivals)?)
        .bind(job)
        .fetch_all(connection)
        .await?;
    let patched = rows.into_iter().map(|(item_key, before, after)| {
        let row = Patched {
            item_key,
            before,
            after,
        };
        (item_key, row)
    });
    Ok(patched.collect())
}

/// Removes the first `most` that a job keeps; answers how many there were.
pub(crate) async fn prune(connection: &mut SqliteConnection, job: i64, most: i64) -> sqlx::Result<i64> {
    let removed = sqlx::query(
        "DELETE FROM bulk_payload WHERE job = $1 AND item_key IN \
         (SELECT item_key FROM bulk_payload WHERE job = $1 ORDER BY item_key LIMIT $2)",
    )
    .bind(job)
    .bind(most)
    .execute(connection)
    .await?;
    Ok(removed.rows_affected() as i64)
}
