//! `batch_job_unwritten`: what the run at work has settled that none of its parts tells of yet.

use model::{BatchJobPart, RunCounts};
use sqlx::SqliteConnection;

use crate::tables::Columns;

/// Adds what a processor settled to the run that it has at work, if it has one.
pub(crate) const ADD: &str = "INSERT INTO batch_job_unwritten \
     (batch_job, started_at, ended_at, success, retry, failed, canceled, manual) \
     SELECT id, $2, $2, $3, $4, $5, $6, $7 FROM batch_job WHERE ended_at IS NULL AND processor = $1 \
     ON CONFLICT (batch_job) DO UPDATE SET ended_at = excluded.ended_at, success = success + excluded.success, \
     retry = retry + excluded.retry, failed = failed + excluded.failed, canceled = canceled + excluded.canceled, \
     manual = manual + excluded.manual";

/// See [`ADD`]; `now` in milliseconds.
pub(crate) async fn add(
    connection: &mut SqliteConnection,
    processor: &str,
    now: i64,
    settled: &RunCounts,
) -> sqlx::Result<()> {
    sqlx::query(ADD)
        .bind(processor)
        .bind(now)
        .bind(settled.success)
        .bind(settled.retry)
        .bind(settled.failed)
        .bind(settled.canceled)
        .bind(settled.manual)
        .execute(connection)
        .await?;
    Ok(())
}

/// Parts of a run tell of these now; what is settled from `now` on is not among them.
pub(crate) async fn take(
    connection: &mut SqliteConnection,
    batch_job: i64,
    now: i64,
    told: &RunCounts,
) -> sqlx::Result<()> {
    sqlx::query(
        "UPDATE batch_job_unwritten SET started_at = $2, success = success - $3, retry = retry - $4, \
         failed = failed - $5, canceled = canceled - $6, manual = manual - $7 WHERE batch_job = $1",
    )
    .bind(batch_job)
    .bind(now)
    .bind(told.success)
    .bind(told.retry)
    .bind(told.failed)
    .bind(told.canceled)
    .bind(told.manual)
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes away what is kept of a run, as its next part; none when its parts tell everything.
pub(crate) async fn take_rest(
    connection: &mut SqliteConnection,
    batch_job: i64,
) -> sqlx::Result<Option<BatchJobPart>> {
    let row = sqlx::query(
        "DELETE FROM batch_job_unwritten WHERE batch_job = $1 RETURNING (SELECT COALESCE(max(p.number), 0) + 1 \
         FROM batch_job_part AS p WHERE p.batch_job = $1), started_at, ended_at, success, retry, failed, canceled, \
         manual",
    )
    .bind(batch_job)
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let mut c = Columns::of(&row);
    let (number, started_at, ended_at) = (c.get()?, c.moment()?, c.moment()?);
    let mut counts = RunCounts {
        claimed: 0,
        success: c.get()?,
        retry: c.get()?,
        failed: c.get()?,
        canceled: c.get()?,
        manual: c.get()?,
    };
    counts.claimed = counts.success + counts.retry + counts.failed + counts.canceled + counts.manual;
    Ok((counts.claimed > 0).then(|| BatchJobPart {
        number,
        status: counts.status(),
        started_at,
        ended_at,
        counts,
        error: None,
    }))
}
