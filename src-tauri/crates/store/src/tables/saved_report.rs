//! `saved_report`: daily reports that saved themselves, or that could not be saved.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use crate::{saved_reports::SavedReport, tables::Columns};

/// A row.
pub(crate) struct Row {
    /// What is shown of it.
    pub(crate) report: SavedReport,
    /// Until when nobody else is to try, in milliseconds.
    pub(crate) claimed_until: i64,
}

/// The row of the last day.
pub(crate) async fn last(connection: &mut SqliteConnection) -> sqlx::Result<Option<Row>> {
    let row = sqlx::query(
        "SELECT day, folder, saved_at, error, claimed_until FROM saved_report ORDER BY day DESC LIMIT 1",
    )
    .fetch_optional(connection)
    .await?;
    let read = |row| {
        let mut c = Columns::of(row);
        Ok(Row {
            report: SavedReport {
                day: c.parse()?,
                folder: c.get()?,
                saved_at: c.optional_moment()?,
                error: c.get()?,
            },
            claimed_until: c.get()?,
        })
    };
    row.as_ref().map(read).transpose()
}

/// Claims the report of a day.
pub(crate) async fn claim(
    connection: &mut SqliteConnection,
    day: NaiveDate,
    folder: &str,
    until: i64,
) -> sqlx::Result<()> {
    sqlx::query(
        "INSERT INTO saved_report (day, folder, claimed_until) VALUES ($1, $2, $3) ON CONFLICT (day) DO UPDATE \
         SET folder = excluded.folder, claimed_until = excluded.claimed_until",
    )
    .bind(day.to_string())
    .bind(folder)
    .bind(until)
    .execute(connection)
    .await?;
    Ok(())
}

/// Notes that it is saved.
pub(crate) async fn saved(connection: &mut SqliteConnection, day: NaiveDate, now: i64) -> sqlx::Result<()> {
    sqlx::query("UPDATE saved_report SET saved_at = $2, error = NULL WHERE day = $1")
        .bind(day.to_string())
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}

/// Notes why it could not be saved, and until when nobody tries again.
pub(crate) async fn not_saved(
    connection: &mut SqliteConnection,
    day: NaiveDate,
    error: &str,
    until: i64,
) -> sqlx::Result<()> {
    sqlx::query("UPDATE saved_report SET error = $2, claimed_until = $3 WHERE day = $1 AND saved_at IS NULL")
        .bind(day.to_string())
        .bind(error)
        .bind(until)
        .execute(connection)
        .await?;
    Ok(())
}
