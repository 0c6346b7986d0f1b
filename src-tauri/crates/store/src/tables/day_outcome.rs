//! `day_outcome`: how many transactions were settled as what on each day.

use std::collections::BTreeMap;

use sqlx::SqliteConnection;

use crate::{engine::batch, tables::batch_of};

/// Milliseconds of a day.
pub(crate) const DAY: i64 = 86_400_000;

/// Adds to the counts: (day, outcome) and how many more.
pub(crate) async fn add(
    connection: &mut SqliteConnection,
    outcomes: &BTreeMap<(i64, &str), i64>,
) -> sqlx::Result<()> {
    if outcomes.is_empty() {
        return Ok(());
    }
    sqlx::query(concat!(
        "INSERT INTO day_outcome (day, outcome, count) ",
        "SELECT CAST(input.value ->> 0 AS BIGINT), input.value ->> 1, CAST(input.value ->> 2 AS BIGINT) FROM ",
        batch!("$1"), " WHERE true ",
        "ON CONFLICT (day, outcome) DO UPDATE SET count = day_outcome.count + excluded.count",
    ))
    .bind(batch_of(outcomes.iter().map(|((day, outcome), count)| (day, outcome, count)))?)
    .execute(connection)
    .await?;
    Ok(())
}

/// The counts from this day on: (day, outcome, count), oldest first.
pub(crate) async fn since(
    connection: &mut SqliteConnection,
    day: i64,
) -> sqlx::Result<Vec<(i64, String, i64)>> {
    sqlx::query_as("SELECT day, outcome, count FROM day_outcome WHERE day >= $1 ORDER BY day, outcome")
        .bind(day)
        .fetch_all(connection)
        .await
}
