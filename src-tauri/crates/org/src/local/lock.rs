//! Locks that others hold on records: the cause of UNABLE_TO_LOCK_ROW.

use model::{RecordId, Timestamp, millis, timestamp};
use serde::{Deserialize, Serialize};
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};
use ts_rs::TS;

use super::stored::to_json;

/// A record that somebody else holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RecordLock {
    /// The record.
    pub record_id: RecordId,
    /// Who holds it, such as the name of a batch job.
    pub holder: String,
    /// What for.
    pub reason: String,
    /// Since when.
    pub since: Timestamp,
    /// When it ends by itself; none when somebody has to release it.
    pub until: Option<Timestamp>,
}

pub(super) const CREATE: &str = "CREATE TABLE org_lock (
    record_id TEXT PRIMARY KEY NOT NULL,
    holder TEXT NOT NULL,
    reason TEXT NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER
) STRICT";

/// Adds locks; a record that is locked already gets the new lock.
pub(super) async fn add(connection: &mut SqliteConnection, locks: &[RecordLock]) -> Result<(), sqlx::Error> {
    let rows: Vec<_> = locks
        .iter()
        .map(|lock| {
            (
                &lock.record_id,
                &lock.holder,
                &lock.reason,
                millis(lock.since),
                lock.until.map(millis),
            )
        })
        .collect();
    sqlx::query(
        "INSERT INTO org_lock (record_id, holder, reason, since, until)
         SELECT value->>0, value->>1, value->>2, value->>3, value->>4 FROM jsonb_each($1) WHERE true
         ON CONFLICT (record_id) DO UPDATE SET
             holder = excluded.holder, reason = excluded.reason, since = excluded.since, until = excluded.until",
    )
    .bind(to_json(&rows)?)
    .execute(connection)
    .await?;
    Ok(())
}

/// The locks that hold at `now`, oldest first.
pub(super) async fn all(
    connection: &mut SqliteConnection,
    now: Timestamp,
) -> Result<Vec<RecordLock>, sqlx::Error> {
    sqlx::query(
        "SELECT record_id, holder, reason, since, until FROM org_lock
         WHERE until IS NULL OR until > $1 ORDER BY since, record_id",
    )
    .bind(millis(now))
    .try_map(read)
    .fetch_all(connection)
    .await
}

/// The locks that hold at `now` on any of these records (a JSON array of Ids).
pub(super) async fn of(
    connection: &mut SqliteConnection,
    ids: String,
    now: Timestamp,
) -> Result<Vec<RecordLock>, sqlx::Error> {
    sqlx::query(
        "SELECT record_id, holder, reason, since, until FROM org_lock
         WHERE record_id IN (SELECT value FROM jsonb_each($1)) AND (until IS NULL OR until > $2)",
    )
    .bind(ids)
    .bind(millis(now))
    .try_map(read)
    .fetch_all(connection)
    .await
}

/// Ends the lock on a record; answers whether there was one that still held at `now`.
pub(super) async fn release(
    connection: &mut SqliteConnection,
    id: &RecordId,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    let until: Option<Option<i64>> =
        sqlx::query_scalar("DELETE FROM org_lock WHERE record_id = $1 RETURNING until")
            .bind(id.as_str())
            .fetch_optional(connection)
            .await?;
    Ok(until.is_some_and(|until| until.is_none_or(|until| until > millis(now))))
}

fn read(row: SqliteRow) -> Result<RecordLock, sqlx::Error> {
    let id: String = row.try_get(0)?;
    Ok(RecordLock {
        record_id: id.parse().map_err(|error| sqlx::Error::Decode(Box::new(error)))?,
        holder: row.try_get(1)?,
        reason: row.try_get(2)?,
        since: timestamp(row.try_get(3)?),
        until: row.try_get::<Option<i64>, _>(4)?.map(timestamp),
    })
}
