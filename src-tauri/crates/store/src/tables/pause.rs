//! `pause`: whether the Sync Processor is paused.

use model::{Pause, millis};
use sqlx::SqliteConnection;

use crate::tables::Columns;

/// The pause, while there is one.
pub(crate) async fn get(connection: &mut SqliteConnection) -> sqlx::Result<Option<Pause>> {
    let row = sqlx::query("SELECT paused_by, paused_at, reason FROM pause")
        .fetch_optional(connection)
        .await?;
    let read = |row| {
        let mut c = Columns::of(row);
        Ok(Pause {
            by: c.get()?,
            at: c.moment()?,
            reason: c.get()?,
        })
    };
    row.as_ref().map(read).transpose()
}

/// Whether there is one.
pub(crate) async fn is_on(connection: &mut SqliteConnection) -> sqlx::Result<bool> {
    sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM pause)")
        .fetch_one(connection)
        .await
}

/// Begins a pause where there is none; answers whether it did.
pub(crate) async fn begin(connection: &mut SqliteConnection, pause: &Pause) -> sqlx::Result<bool> {
    let begun = sqlx::query(
        "INSERT INTO pause (id, paused_by, paused_at, reason) VALUES (1, $1, $2, $3) ON CONFLICT (id) DO NOTHING",
    )
    .bind(&pause.by)
    .bind(millis(pause.at))
    .bind(&pause.reason)
    .execute(connection)
    .await?;
    Ok(begun.rows_affected() == 1)
}

/// Ends the pause; answers whether there was one.
pub(crate) async fn end(connection: &mut SqliteConnection) -> sqlx::Result<bool> {
    let ended = sqlx::query("DELETE FROM pause").execute(connection).await?;
    Ok(ended.rows_affected() == 1)
}
