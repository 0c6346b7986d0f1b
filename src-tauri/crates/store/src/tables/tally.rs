//! `tally`: how many transactions have each status and error. Kept up to date in the commit that changes them.

use std::collections::BTreeMap;

use model::Status;
use sqlx::{Row as _, SqliteConnection};

use crate::{StatusCounts, engine::batch, tables::unreadable};

/// What a commit does to the counts.
#[derive(Debug, Default)]
pub(crate) struct TallyChanges(BTreeMap<(Status, String), i64>);

impl TallyChanges {
    /// A transaction with this status and error is there now.
    pub(crate) fn add(&mut self, status: Status, error_code: Option<&str>) {
        self.change(status, error_code, 1);
    }

    /// A transaction with this status and error is no longer there.
    pub(crate) fn take(&mut self, status: Status, error_code: Option<&str>) {
        self.change(status, error_code, -1);
    }

    /// So many more transactions with this status and error are there, or fewer.
    pub(crate) fn change(&mut self, status: Status, error_code: Option<&str>, by: i64) {
        *self
            .0
            .entry((status, error_code.unwrap_or_default().to_owned()))
            .or_default() += by;
    }

    /// Writes the changes.
    pub(crate) async fn write(&self, connection: &mut SqliteConnection) -> sqlx::Result<()> {
        let rows: Vec<(&str, &str, i64)> = self
            .0
            .iter()
            .filter(|(_, change)| **change != 0)
            .map(|((status, code), change)| (status.as_str(), code.as_str(), *change))
            .collect();
        if rows.is_empty() {
            return Ok(());
        }
        let rows = serde_json::to_string(&rows).map_err(unreadable)?;
        // Two statements: an upsert would check the row it would insert, and a negative one is refused.
        sqlx::query(concat!(
            "INSERT INTO tally (status, error_code, count) ",
            "SELECT input.value ->> 0, input.value ->> 1, 0 FROM ",
            batch!("$1"),
            " WHERE true ",
            "ON CONFLICT DO NOTHING",
        ))
        .bind(&rows)
        .execute(&mut *connection)
        .await?;
        sqlx::query(concat!(
            "UPDATE tally SET count = count + change.by ",
            "FROM (SELECT input.value ->> 0 AS status, input.value ->> 1 AS error_code, ",
            "CAST(input.value ->> 2 AS BIGINT) AS by FROM ",
            batch!("$1"),
            ") AS change ",
            "WHERE tally.status = change.status AND tally.error_code = change.error_code",
        ))
        .bind(&rows)
        .execute(connection)
        .await?;
        Ok(())
    }
}

/// How many transactions have each status.
pub(crate) async fn counts(connection: &mut SqliteConnection) -> sqlx::Result<StatusCounts> {
    let mut counts = StatusCounts::default();
    let rows = sqlx::query("SELECT status, CAST(sum(count) AS BIGINT) FROM tally GROUP BY status")
        .fetch_all(connection)
        .await?;
    for row in rows {
        let status: Status = row.try_get::<&str, _>(0)?.parse().map_err(unreadable)?;
        *counts.get_mut(status) = row.try_get(1)?;
    }
    Ok(counts)
}

/// How many transactions have this error.
pub(crate) async fn with_error(connection: &mut SqliteConnection, error_code: &str) -> sqlx::Result<i64> {
    sqlx::query_scalar("SELECT CAST(COALESCE(sum(count), 0) AS BIGINT) FROM tally WHERE error_code = $1")
        .bind(error_code)
        .fetch_one(connection)
        .await
}

/// How many Failed transactions have each error ('' for none), most first.
pub(crate) async fn failed_by_error(connection: &mut SqliteConnection) -> sqlx::Result<Vec<(String, i64)>> {
    sqlx::query_as(
        "SELECT error_code, count FROM tally WHERE status = 'Failed' AND count > 0 \
         ORDER BY count DESC, error_code",
    )
    .fetch_all(connection)
    .await
}

/// The errors that transactions have, most frequent first.
pub(crate) async fn error_codes(connection: &mut SqliteConnection) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "SELECT error_code FROM tally WHERE error_code <> '' GROUP BY error_code \
         HAVING sum(count) > 0 ORDER BY sum(count) DESC, error_code",
    )
    .fetch_all(connection)
    .await
}
