//! `bulk_job`: actions on many transactions.

use model::{BulkAction, BulkJob, BulkState};
use sqlx::{SqliteConnection, sqlite::SqliteRow};

use crate::tables::{Columns, unreadable};

/// Every column that is read, in the order of [`read`]; $1 is the moment in milliseconds.
macro_rules! columns {
    () => {
        "j.id, j.action, j.title, j.actor, j.reason, \
         CASE WHEN j.ended_at IS NULL AND j.lease_until <= $1 THEN 'Interrupted' ELSE j.state END, \
         j.total, j.done, j.refused, j.followed, j.started_at, j.ended_at, j.note, \
         (SELECT max(u.id) FROM bulk_job AS u WHERE u.undo_of = j.id), j.journal_pruned_at, \
         (SELECT count(*) FROM bulk_held AS h WHERE h.job = j.id)"
    };
}

/// A job that begins. Moments in milliseconds.
pub(crate) struct NewRow<'a> {
    /// What is done.
    pub(crate) action: &'a BulkAction,
    /// What and to which, in words.
    pub(crate) title: &'a str,
    /// To which, as JSON.
    pub(crate) scope: &'a str,
    /// Who asked.
    pub(crate) actor: &'a str,
    /// Why.
    pub(crate) reason: &'a str,
    /// How many it is about.
    pub(crate) total: i64,
    /// When it begins.
    pub(crate) started_at: i64,
    /// Until when its program need not be heard of.
    pub(crate) lease_until: i64,
}

/// Begins a job; answers its number.
pub(crate) async fn insert(connection: &mut SqliteConnection, row: &NewRow<'_>) -> sqlx::Result<i64> {
    let undo_of = match row.action {
        BulkAction::Undo { of } => Some(*of),
        _ => None,
    };
    sqlx::query_scalar(
        "INSERT INTO bulk_job (action, title, scope, actor, reason, state, total, done, refused, followed, \
         started_at, lease_until, undo_of) VALUES ($1, $2, $3, $4, $5, 'Running', $6, 0, 0, 0, $7, $8, $9) \
         RETURNING id",
    )
    .bind(serde_json::to_string(row.action).map_err(unreadable)?)
    .bind(row.title)
    .bind(row.scope)
    .bind(row.actor)
    .bind(row.reason)
    .bind(row.total)
    .bind(row.started_at)
    .bind(row.lease_until)
    .bind(undo_of)
    .fetch_one(connection)
    .await
}

/// One job as it is at `now` (milliseconds).
pub(crate) async fn get(
    connection: &mut SqliteConnection,
    now: i64,
    id: i64,
) -> sqlx::Result<Option<BulkJob>> {
    let row = sqlx::query(concat!(
        "SELECT ",
        columns!(),
        " FROM bulk_job AS j WHERE j.id = $2"
    ))
    .bind(now)
    .bind(id)
    .fetch_optional(connection)
    .await?;
    row.as_ref().map(read).transpose()
}

/// Jobs before `before` as they are at `now` (milliseconds), newest first.
pub(crate) async fn page(
    connection: &mut SqliteConnection,
    now: i64,
    before: i64,
    limit: i64,
) -> sqlx::Result<Vec<BulkJob>> {
    let rows = sqlx::query(concat!(
        "SELECT ",
        columns!(),
        " FROM bulk_job AS j WHERE j.id < $2 ORDER BY j.id DESC LIMIT $3"
    ))
    .bind(now)
    .bind(before)
    .bind(limit)
    .fetch_all(connection)
    .await?;
    rows.iter().map(read).collect()
}

/// Adds to the counts of a job at work and renews its lease.
pub(crate) async fn progress(
    connection: &mut SqliteConnection,
    id: i64,
    (done, refused, followed): (i64, i64, i64),
    lease_until: i64,
) -> sqlx::Result<()> {
    sqlx::query(
        "UPDATE bulk_job SET done = done + $2, refused = refused + $3, followed = followed + $4, lease_until = $5 \
         WHERE id = $1",
    )
    .bind(id)
    .bind(done)
    .bind(refused)
    .bind(followed)
    .bind(lease_until)
    .execute(connection)
    .await?;
    Ok(())
}

/// Says what a job at work waits for, and renews its lease.
pub(crate) async fn wait(
    connection: &mut SqliteConnection,
    id: i64,
    note: Option<&str>,
    lease_until: i64,
) -> sqlx::Result<()> {
    sqlx::query("UPDATE bulk_job SET note = $2, lease_until = $3 WHERE id = $1 AND ended_at IS NULL")
        .bind(id)
        .bind(note)
        .bind(lease_until)
        .execute(connection)
        .await?;
    Ok(())
}

/// Ends a job at work.
pub(crate) async fn end(
    connection: &mut SqliteConnection,
    id: i64,
    state: BulkState,
    note: Option<&str>,
    ended_at: i64,
) -> sqlx::Result<()> {
    sqlx::query(
        "UPDATE bulk_job SET state = $2, note = $3, ended_at = $4 WHERE id = $1 AND ended_at IS NULL",
    )
    .bind(id)
    .bind(state.as_str())
    .bind(note)
    .bind(ended_at)
    .execute(connection)
    .await?;
    Ok(())
}

/// The first job whose journal is to be removed at `now`, or is being removed: of those that ended, or lost their
/// program, before `before`, and that nobody is taking back. Moments in milliseconds.
pub(crate) async fn to_prune(
    connection: &mut SqliteConnection,
    now: i64,
    before: i64,
) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar(TO_PRUNE)
        .bind(now)
        .bind(before)
        .fetch_optional(connection)
        .await
}

/// See [`to_prune`].
pub(crate) const TO_PRUNE: &str = "SELECT j.id FROM bulk_job AS j WHERE j.has_journal \
     AND (j.journal_pruned_at IS NOT NULL OR COALESCE(j.ended_at, j.lease_until) < $2) \
     AND NOT EXISTS (SELECT 1 FROM bulk_job AS u WHERE u.undo_of = j.id AND u.ended_at IS NULL AND u.lease_until > $1) \
     ORDER BY j.id LIMIT 1";

/// Notes that the journal of a job is removed, wholly or as far as it `has_journal`.
pub(crate) async fn note_pruned(
    connection: &mut SqliteConnection,
    id: i64,
    has_journal: bool,
    now: i64,
) -> sqlx::Result<()> {
    sqlx::query(
        "UPDATE bulk_job SET journal_pruned_at = COALESCE(journal_pruned_at, $3), has_journal = $2 WHERE id = $1",
    )
    .bind(id)
    .bind(has_journal)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

fn read(row: &SqliteRow) -> sqlx::Result<BulkJob> {
    let mut c = Columns::of(row);
    Ok(BulkJob {
        id: c.get()?,
        action: serde_json::from_str(c.get()?).map_err(unreadable)?,
        title: c.get()?,
        actor: c.get()?,
        reason: c.get()?,
        state: c.parse()?,
        total: c.get()?,
        done: c.get()?,
        refused: c.get()?,
        followed: c.get()?,
        started_at: c.moment()?,
        ended_at: c.optional_moment()?,
        note: c.get()?,
        undone_by: c.get()?,
        journal_pruned_at: c.optional_moment()?,
        held: c.get()?,
    })
}
