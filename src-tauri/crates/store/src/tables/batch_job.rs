//! `batch_job`: runs of the Sync Processor.

use model::{BatchJob, BatchJobStatus, RunCounts};
use sqlx::{SqliteConnection, sqlite::SqliteRow};

use crate::tables::Columns;

/// Every column that is read, in the order of [`read`].
macro_rules! columns {
    () => {
        "id, name, schedule_id, run_trigger, status, lookback_days, started_at, ended_at, processor, \
         claimed, success, retry, failed, canceled, manual, error"
    };
}

/// A run that begins. Moments in milliseconds.
pub(crate) struct NewRow<'a> {
    /// The schedule's name, or what else makes it run.
    pub(crate) name: &'a str,
    /// The schedule.
    pub(crate) schedule_id: Option<i64>,
    /// What makes it begin, as stored.
    pub(crate) trigger: &'static str,
    /// In days.
    pub(crate) lookback_days: i64,
    /// When it begins.
    pub(crate) started_at: i64,
    /// Until when its program need not be heard of.
    pub(crate) lease_until: i64,
    /// The processor.
    pub(crate) processor: &'a str,
}

/// Begins a run; answers its number.
pub(crate) async fn insert(connection: &mut SqliteConnection, row: &NewRow<'_>) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "INSERT INTO batch_job (name, schedule_id, run_trigger, status, lookback_days, started_at, lease_until, \
         processor, claimed, success, retry, failed, canceled, manual) \
         VALUES ($1, $2, $3, 'Submitted', $4, $5, $6, $7, 0, 0, 0, 0, 0, 0) RETURNING id",
    )
    .bind(row.name)
    .bind(row.schedule_id)
    .bind(row.trigger)
    .bind(row.lookback_days)
    .bind(row.started_at)
    .bind(row.lease_until)
    .bind(row.processor)
    .fetch_one(connection)
    .await
}

/// One run.
pub(crate) async fn get(connection: &mut SqliteConnection, id: i64) -> sqlx::Result<Option<BatchJob>> {
    let row = sqlx::query(concat!("SELECT ", columns!(), " FROM batch_job WHERE id = $1"))
        .bind(id)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(read).transpose()
}

/// The run at work.
pub(crate) async fn at_work(connection: &mut SqliteConnection) -> sqlx::Result<Option<BatchJob>> {
    let row = sqlx::query(concat!(
        "SELECT ",
        columns!(),
        " FROM batch_job WHERE ended_at IS NULL"
    ))
    .fetch_optional(connection)
    .await?;
    row.as_ref().map(read).transpose()
}

/// Runs before `before`, newest first. What was begun to look for work ([`model::RunTrigger::only_looks`]) and has not
/// found any yet is no run to show.
pub(crate) async fn page(
    connection: &mut SqliteConnection,
    before: i64,
    limit: i64,
) -> sqlx::Result<Vec<BatchJob>> {
    let rows = sqlx::query(concat!(
        "SELECT ",
        columns!(),
        " FROM batch_job WHERE id < $1 AND NOT (run_trigger IN ('background', 'realTime') AND status = 'Submitted') \
         ORDER BY id DESC LIMIT $2"
    ))
    .bind(before)
    .bind(limit)
    .fetch_all(connection)
    .await?;
    rows.iter().map(read).collect()
}

/// Of each schedule, and of each name without one, the run that ended last by itself or by an error.
pub(crate) async fn newest_ended(connection: &mut SqliteConnection) -> sqlx::Result<Vec<BatchJob>> {
    let rows = sqlx::query(concat!(
        "SELECT ",
        columns!(),
        " FROM batch_job WHERE id IN (SELECT max(id) FROM batch_job WHERE ended_at IS NOT NULL \
         AND status <> 'Canceled' GROUP BY COALESCE(CAST(schedule_id AS TEXT), name), schedule_id IS NULL) \
         ORDER BY id"
    ))
    .fetch_all(connection)
    .await?;
    rows.iter().map(read).collect()
}

/// The run of each schedule that began last.
pub(crate) async fn newest_of_schedules(connection: &mut SqliteConnection) -> sqlx::Result<Vec<BatchJob>> {
    let rows = sqlx::query(concat!(
        "SELECT ",
        columns!(),
        " FROM batch_job WHERE id IN (SELECT max(id) FROM batch_job WHERE schedule_id IS NOT NULL \
         GROUP BY schedule_id) ORDER BY id"
    ))
    .fetch_all(connection)
    .await?;
    rows.iter().map(read).collect()
}

/// Runs that began at or after one moment and before another (milliseconds), oldest first; as [`page`], without what
/// only looked for work.
pub(crate) async fn begun_between(
    connection: &mut SqliteConnection,
    from: i64,
    until: i64,
) -> sqlx::Result<Vec<BatchJob>> {
    let rows = sqlx::query(concat!(
        "SELECT ",
        columns!(),
        " FROM batch_job WHERE started_at >= $1 AND started_at < $2 \
         AND NOT (run_trigger IN ('background', 'realTime') AND status = 'Submitted') ORDER BY id"
    ))
    .bind(from)
    .bind(until)
    .fetch_all(connection)
    .await?;
    rows.iter().map(read).collect()
}

/// Adds to the counts of the run and renews its lease, unless it was ended; answers whether it did.
pub(crate) async fn progress(
    connection: &mut SqliteConnection,
    id: i64,
    more: &RunCounts,
    lease_until: i64,
) -> sqlx::Result<bool> {
    let written = sqlx::query(
        "UPDATE batch_job SET claimed = claimed + $2, success = success + $3, retry = retry + $4, \
         failed = failed + $5, canceled = canceled + $6, manual = manual + $7, lease_until = $8, \
         status = CASE WHEN $2 > 0 THEN 'InProgress' ELSE status END WHERE id = $1 AND ended_at IS NULL",
    )
    .bind(id)
    .bind(more.claimed)
    .bind(more.success)
    .bind(more.retry)
    .bind(more.failed)
    .bind(more.canceled)
    .bind(more.manual)
    .bind(lease_until)
    .execute(connection)
    .await?;
    Ok(written.rows_affected() == 1)
}

/// Ends a run at work.
pub(crate) async fn end(
    connection: &mut SqliteConnection,
    id: i64,
    status: BatchJobStatus,
    error: Option<&str>,
    ended_at: i64,
) -> sqlx::Result<()> {
    sqlx::query(
        "UPDATE batch_job SET status = $2, error = $3, ended_at = $4 WHERE id = $1 AND ended_at IS NULL",
    )
    .bind(id)
    .bind(status.as_str())
    .bind(error)
    .bind(ended_at)
    .execute(connection)
    .await?;
    Ok(())
}

/// The number of the run at work whose lease is over at `now`.
pub(crate) async fn lost(connection: &mut SqliteConnection, now: i64) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar("SELECT id FROM batch_job WHERE ended_at IS NULL AND lease_until <= $1")
        .bind(now)
        .fetch_optional(connection)
        .await
}

/// Takes away a run that has no parts.
pub(crate) async fn discard(connection: &mut SqliteConnection, id: i64) -> sqlx::Result<()> {
    sqlx::query("DELETE FROM batch_job WHERE id = $1")
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

/// Takes away the runs up to `last`, whose parts are gone.
pub(crate) async fn delete_until(connection: &mut SqliteConnection, last: i64) -> sqlx::Result<()> {
    sqlx::query("DELETE FROM batch_job WHERE id <= $1")
        .bind(last)
        .execute(connection)
        .await?;
    Ok(())
}

fn read(row: &SqliteRow) -> sqlx::Result<BatchJob> {
    let mut c = Columns::of(row);
    Ok(BatchJob {
        id: c.get()?,
        name: c.get()?,
        schedule_id: c.get()?,
        trigger: c.parse()?,
        status: c.parse()?,
        lookback_days: c.get()?,
        started_at: c.moment()?,
        ended_at: c.optional_moment()?,
        processor: c.get()?,
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
