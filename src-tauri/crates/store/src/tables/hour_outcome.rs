//! `hour_outcome`: how many transactions were settled as what in each hour.

use std::collections::BTreeMap;

use sqlx::SqliteConnection;

use crate::{engine::batch, tables::batch_of};

/// Milliseconds of an hour.
pub(crate) const HOUR: i64 = 3_600_000;

/// Adds to the counts: (hour, outcome) and how many more.
pub(crate) async fn add(
    connection: &mut SqliteConnection,
    outcomes: &BTreeMap<(i64, &str), i64>,
) -> sqlx::Result<()> {
    if outcomes.is_empty() {
        return Ok(());
    }
    sqlx::query(concat!(
        "INSERT INTO hour_outcome (hour, outcome, count) ",
        "SELECT CAST(input.value ->> 0 AS BIGINT), input.value ->> 1, CAST(input.value ->> 2 AS BIGINT) FROM ",
        batch!("$1"), " WHERE true ",
        "ON CONFLICT (hour, outcome) DO UPDATE SET count = hour_outcome.count + excluded.count",
    ))
    .bind(batch_of(outcomes.iter().map(|((hour, outcome), count)| (hour, outcome, count)))?)
    .execute(connection)
    .await?;
    Ok(())
}

/// The counts from one hour on and before another: (hour, outcome, count), oldest first.
pub(crate) async fn between(
    connection: &mut SqliteConnection,
    from: i64,
    until: i64,
) -> sqlx::Result<Vec<(i64, String, i64)>> {
    sqlx::query_as(
        "SELECT hour, outcome, count FROM hour_outcome WHERE hour >= $1 AND hour < $2 ORDER BY hour, outcome",
    )
    .bind(from)
    .bind(until)
    .fetch_all(connection)
    .await
}
