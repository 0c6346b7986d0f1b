//! `batch_job_part`: what was taken from the queue and applied together, run by run.

use model::{BatchJobPart, RunCounts, millis};
use sqlx::{SqliteConnection, sqlite::SqliteRow};

use crate::{
    engine::batch,
    tables::{Columns, batch_of},
};

/// Adds parts to a run.
pub(crate) async fn insert(
    connection: &mut SqliteConnection,
    batch_job: i64,
    parts: &[BatchJobPart],
) -> sqlx::Result<()> {
    let rows = batch_of(parts.iter().map(|part| {
        let counts = &part.counts;
        (
            part.number,
            part.status.as_str(),
            millis(part.started_at),
            millis(part.ended_at),
            counts.claimed,
            counts.success,
            counts.retry,
            counts.failed,
            counts.canceled,
            counts.manual,
            &part.error,
        )
    }))?;
    sqlx::query(concat!(
        "INSERT INTO batch_job_part (batch_job, number, status, started_at, ended_at, claimed, success, retry, ",
        "failed, canceled, manual, error) ",
        "SELECT $2, CAST(input.value ->> 0 AS BIGINT), input.value ->> 1, CAST(input.value ->> 2 AS BIGINT), ",
        "CAST(input.value ->> 3 AS BIGINT), CAST(input.value ->> 4 AS BIGINT), ",
        "CAST(input.value ->> 5 AS BIGINT), CAST(input.value ->> 6 AS BIGINT), ",
        "CAST(input.value ->> 7 AS BIGINT), CAST(input.value ->> 8 AS BIGINT), ",
        "CAST(input.value ->> 9 AS BIGINT), input.value ->> 10 FROM ",
        batch!("$1"),
    ))
    .bind(rows)
    .bind(batch_job)
    .execute(connection)
    .await?;
    Ok(())
}

/// The parts of a run, in order.
pub(crate) async fn of(connection: &mut SqliteConnection, batch_job: i64) -> sqlx::Result<Vec<BatchJobPart>> {
    let rows = sqlx::query(
        "SELECT number, status, started_at, ended_at, claimed, success, retry, failed, canceled, manual, error \
         FROM batch_job_part WHERE batch_job = $1 ORDER BY number",
    )
    .bind(batch_job)
    .fetch_all(connection)
    .await?;
    rows.iter().map(read).collect()
}

/// Takes away the parts of the runs up to `last`.
pub(crate) async fn delete_until(connection: &mut SqliteConnection, last: i64) -> sqlx::Result<()> {
    sqlx::query("DELETE FROM batch_job_part WHERE batch_job <= $1")
        .bind(last)
        .execute(connection)
        .await?;
    Ok(())
}

fn read(row: &SqliteRow) -> sqlx::Result<BatchJobPart> {
    let mut c = Columns::of(row);
    Ok(BatchJobPart {
        number: c.get()?,
        status: c.parse()?,
        started_at: c.moment()?,
        ended_at: c.moment()?,
        counts: RunCounts {
            claimed: c.get()?,
            success: c.get()?,
            retry: c.get()?,
            failed: c.get()?,
            canceled: c.get()?,
            manual: c.get()?,
        },
        error: c.get()?,
    })
}
