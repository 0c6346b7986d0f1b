//! `setting` and `setting_change`: settings as JSON, one row per scope, and what was changed in them.

use sqlx::{SqliteConnection, sqlite::SqliteRow};

use crate::tables::Columns;

/// The stored value and version of a scope; none while it was never set.
pub(crate) async fn get(
    connection: &mut SqliteConnection,
    scope: &str,
) -> sqlx::Result<Option<(String, i64)>> {
    sqlx::query_as("SELECT value, version FROM setting WHERE scope = $1")
        .bind(scope)
        .fetch_optional(connection)
        .await
}

/// Writes the value of a scope, unless its version is no longer `expected`; answers whether it did.
pub(crate) async fn set(
    connection: &mut SqliteConnection,
    scope: &str,
    value: &str,
    expected: i64,
) -> sqlx::Result<bool> {
    let written = sqlx::query(
        "INSERT INTO setting (scope, value, version) SELECT $1, $2, $3 + 1 \
         WHERE $3 = 0 OR EXISTS (SELECT 1 FROM setting WHERE scope = $1) \
         ON CONFLICT (scope) DO UPDATE SET value = excluded.value, version = excluded.version \
         WHERE setting.version = $3",
    )
    .bind(scope)
    .bind(value)
    .bind(expected)
    .execute(connection)
    .await?;
    Ok(written.rows_affected() == 1)
}

/// A change of one setting, as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredChange {
    /// The scope.
    pub(crate) scope: String,
    /// When, in milliseconds.
    pub(crate) changed_at: i64,
    /// Who.
    pub(crate) actor: String,
    /// The field.
    pub(crate) field: String,
    /// The value before, as JSON.
    pub(crate) old_value: String,
    /// The value after, as JSON.
    pub(crate) new_value: String,
    /// Why.
    pub(crate) reason: String,
}

/// Notes a change.
pub(crate) async fn note(connection: &mut SqliteConnection, change: &StoredChange) -> sqlx::Result<()> {
    sqlx::query(
        "INSERT INTO setting_change (scope, changed_at, actor, field, old_value, new_value, reason) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(&change.scope)
    .bind(change.changed_at)
    .bind(&change.actor)
    .bind(&change.field)
    .bind(&change.old_value)
    .bind(&change.new_value)
    .bind(&change.reason)
    .execute(connection)
    .await?;
    Ok(())
}

/// What profiles override, as stored: (Id of the profile, value).
pub(crate) async fn of_profiles(connection: &mut SqliteConnection) -> sqlx::Result<Vec<(String, String)>> {
    sqlx::query_as(
        "SELECT substr(scope, 9), value FROM setting WHERE scope >= 'profile:' AND scope < 'profile;'",
    )
    .fetch_all(connection)
    .await
}

/// Changes, newest first; of one scope, or of all.
pub(crate) async fn history(
    connection: &mut SqliteConnection,
    scope: Option<&str>,
    limit: i64,
) -> sqlx::Result<Vec<StoredChange>> {
    let rows = sqlx::query(
        "SELECT scope, changed_at, actor, field, old_value, new_value, reason FROM setting_change \
         WHERE $1 IS NULL OR scope = $1 ORDER BY position DESC LIMIT $2",
    )
    .bind(scope)
    .bind(limit)
    .fetch_all(connection)
    .await?;
    rows.iter().map(read).collect()
}

/// Changes of all scopes at or after one moment and before another (milliseconds), newest first.
pub(crate) async fn changes_between(
    connection: &mut SqliteConnection,
    from: i64,
    until: i64,
    limit: i64,
) -> sqlx::Result<Vec<StoredChange>> {
    let rows = sqlx::query(
        "SELECT scope, changed_at, actor, field, old_value, new_value, reason FROM setting_change \
         WHERE changed_at >= $1 AND changed_at < $2 ORDER BY position DESC LIMIT $3",
    )
    .bind(from)
    .bind(until)
    .bind(limit)
    .fetch_all(connection)
    .await?;
    rows.iter().map(read).collect()
}

fn read(row: &SqliteRow) -> sqlx::Result<StoredChange> {
    let mut c = Columns::of(row);
    Ok(StoredChange {
        scope: c.get()?,
        changed_at: c.get()?,
        actor: c.get()?,
        field: c.get()?,
        old_value: c.get()?,
        new_value: c.get()?,
        reason: c.get()?,
    })
}
