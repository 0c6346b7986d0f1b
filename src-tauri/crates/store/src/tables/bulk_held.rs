//! `bulk_held`: what a bulk job did not retry because of what it depends on.

use sqlx::SqliteConnection;

use crate::{engine::batch, tables::column_of};

/// Remembers transactions that a job held.
pub(crate) async fn add(
    connection: &mut SqliteConnection,
    job: i64,
    arrivals: impl IntoIterator<Item = i64>,
) -> sqlx::Result<()> {
    sqlx::query(concat!(
        "INSERT INTO bulk_held (job, arrival) SELECT $2, CAST(input.value ->> 0 AS BIGINT) FROM ",
        batch!("$1"),
        " WHERE true ON CONFLICT DO NOTHING",
    ))
    .bind(column_of(arrivals)?)
    .bind(job)
    .execute(connection)
    .await?;
    Ok(())
}

/// What a job held, in order of arrival.
pub(crate) async fn of(connection: &mut SqliteConnection, job: i64) -> sqlx::Result<Vec<i64>> {
    sqlx::query_scalar("SELECT arrival FROM bulk_held WHERE job = $1 ORDER BY arrival")
        .bind(job)
        .fetch_all(connection)
        .await
}
