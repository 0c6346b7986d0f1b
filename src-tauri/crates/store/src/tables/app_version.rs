//! `app_version`: when the first transaction of each version of the mobile app came.

use std::collections::HashMap;

use sqlx::SqliteConnection;

use crate::{
    engine::batch,
    tables::{batch_of, transaction::StoredTransaction},
};

/// Notes the versions of these transactions.
pub(crate) async fn note(connection: &mut SqliteConnection, rows: &[StoredTransaction]) -> sqlx::Result<()> {
    let mut seen: HashMap<&str, i64> = HashMap::new();
    for row in rows {
        let at = model::millis(row.transaction.created_date);
        let first = seen.entry(&row.transaction.app_version).or_insert(at);
        *first = at.min(*first);
    }
    sqlx::query(concat!(
        "INSERT INTO app_version (version, first_seen) ",
        "SELECT input.value ->> 0, CAST(input.value ->> 1 AS BIGINT) FROM ",
        batch!("$1"),
        " WHERE true ON CONFLICT (version) DO UPDATE SET first_seen = excluded.first_seen ",
        "WHERE excluded.first_seen < app_version.first_seen",
    ))
    .bind(batch_of(seen)?)
    .execute(connection)
    .await?;
    Ok(())
}

/// The versions that came first at or after one moment and before another (milliseconds): (version, moment), oldest
/// first.
pub(crate) async fn first_seen_between(
    connection: &mut SqliteConnection,
    from: i64,
    until: i64,
) -> sqlx::Result<Vec<(String, i64)>> {
    sqlx::query_as(
        "SELECT version, first_seen FROM app_version WHERE first_seen >= $1 AND first_seen < $2 \
         ORDER BY first_seen, version",
    )
    .bind(from)
    .bind(until)
    .fetch_all(connection)
    .await
}
