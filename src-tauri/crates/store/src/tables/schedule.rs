//! `schedule`: when the Sync Processor runs by itself.

use model::{Cron, Schedule};
use sqlx::{SqliteConnection, sqlite::SqliteRow};

use crate::tables::Columns;

/// Every column, in the order of [`read`].
macro_rules! columns {
    () => {
        "id, name, cron, lookback_days, is_active, is_template, created_at, last_run_at, next_run_at, version"
    };
}

/// The values of a schedule that change together. Moments in milliseconds.
#[derive(Debug, Clone)]
pub(crate) struct Row<'a> {
    /// The name.
    pub(crate) name: &'a str,
    /// When it is due.
    pub(crate) cron: &'a Cron,
    /// In days.
    pub(crate) lookback_days: i64,
    /// Whether it runs.
    pub(crate) is_active: bool,
    /// When it runs next.
    pub(crate) next_run_at: Option<i64>,
}

/// Every schedule: the template, then by name.
pub(crate) async fn all(connection: &mut SqliteConnection) -> sqlx::Result<Vec<Schedule>> {
    let rows = sqlx::query(concat!(
        "SELECT ",
        columns!(),
        " FROM schedule ORDER BY is_template DESC, lower(name), id"
    ))
    .fetch_all(connection)
    .await?;
    rows.iter().map(read).collect()
}

/// One schedule.
pub(crate) async fn get(connection: &mut SqliteConnection, id: i64) -> sqlx::Result<Option<Schedule>> {
    let row = sqlx::query(concat!("SELECT ", columns!(), " FROM schedule WHERE id = $1"))
        .bind(id)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(read).transpose()
}

/// Those that are active, the one that is due first first.
pub(crate) async fn active(connection: &mut SqliteConnection) -> sqlx::Result<Vec<Schedule>> {
    let rows = sqlx::query(concat!(
        "SELECT ",
        columns!(),
        " FROM schedule WHERE is_active AND next_run_at IS NOT NULL ORDER BY next_run_at, id"
    ))
    .fetch_all(connection)
    .await?;
    rows.iter().map(read).collect()
}

/// Whether another schedule than `id` has this name, in any case.
pub(crate) async fn is_named(connection: &mut SqliteConnection, name: &str, id: i64) -> sqlx::Result<bool> {
    sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM schedule WHERE lower(name) = lower($1) AND id <> $2)")
        .bind(name)
        .bind(id)
        .fetch_one(connection)
        .await
}

/// Adds a schedule; answers its number.
pub(crate) async fn insert(
    connection: &mut SqliteConnection,
    row: &Row<'_>,
    created_at: i64,
) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "INSERT INTO schedule (name, cron, lookback_days, is_active, is_template, created_at, next_run_at, version) \
         VALUES ($1, $2, $3, $4, false, $5, $6, 1) RETURNING id",
    )
    .bind(row.name)
    .bind(row.cron.as_str())
    .bind(row.lookback_days)
    .bind(row.is_active)
    .bind(created_at)
    .bind(row.next_run_at)
    .fetch_one(connection)
    .await
}

/// Changes a schedule.
pub(crate) async fn update(connection: &mut SqliteConnection, id: i64, row: &Row<'_>) -> sqlx::Result<()> {
    sqlx::query(
        "UPDATE schedule SET name = $2, cron = $3, lookback_days = $4, is_active = $5, next_run_at = $6, \
         version = version + 1 WHERE id = $1",
    )
    .bind(id)
    .bind(row.name)
    .bind(row.cron.as_str())
    .bind(row.lookback_days)
    .bind(row.is_active)
    .bind(row.next_run_at)
    .execute(connection)
    .await?;
    Ok(())
}

/// Notes when a schedule ran last and runs next; no change in the sense of its version.
pub(crate) async fn plan(
    connection: &mut SqliteConnection,
    id: i64,
    last_run_at: Option<i64>,
    next_run_at: Option<i64>,
) -> sqlx::Result<()> {
    sqlx::query("UPDATE schedule SET last_run_at = $2, next_run_at = $3 WHERE id = $1")
        .bind(id)
        .bind(last_run_at)
        .bind(next_run_at)
        .execute(connection)
        .await?;
    Ok(())
}

/// Takes a schedule away.
pub(crate) async fn delete(connection: &mut SqliteConnection, id: i64) -> sqlx::Result<()> {
    sqlx::query("DELETE FROM schedule WHERE id = $1")
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

fn read(row: &SqliteRow) -> sqlx::Result<Schedule> {
    let mut c = Columns::of(row);
    let (id, name) = (c.get()?, c.get()?);
    let cron: Cron = c.parse()?;
    Ok(Schedule {
        id,
        name,
        words: cron.words(),
        cron,
        lookback_days: c.get()?,
        is_active: c.get()?,
        is_template: c.get()?,
        created_at: c.optional_moment()?,
        last_run_at: c.optional_moment()?,
        next_run_at: c.optional_moment()?,
        version: c.get()?,
    })
}
