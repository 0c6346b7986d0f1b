//! `tally`: how many transactions have each status and error group. Kept up to date in the commit that changes them.

use std::collections::{BTreeMap, BTreeSet};

use model::Status;
use sqlx::{Row as _, SqliteConnection};

use crate::{StatusCounts, engine::batch, tables::unreadable};

/// The group of those that have no error.
const NO_ERROR: i64 = 0;

/// What a commit does to the counts.
#[derive(Debug, Default)]
pub(crate) struct TallyChanges(BTreeMap<(Status, i64), i64>);

impl TallyChanges {
    /// A transaction with this status and error group is there now.
    pub(crate) fn add(&mut self, status: Status, error_group: Option<i64>) {
        self.change(status, error_group, 1);
    }

    /// A transaction with this status and error group is no longer there.
    pub(crate) fn take(&mut self, status: Status, error_group: Option<i64>) {
        self.change(status, error_group, -1);
    }

    /// So many more transactions with this status and error group are there, or fewer.
    pub(crate) fn change(&mut self, status: Status, error_group: Option<i64>, by: i64) {
        *self
            .0
            .entry((status, error_group.unwrap_or(NO_ERROR)))
            .or_default() += by;
    }

    /// Writes the changes.
    pub(crate) async fn write(&self, connection: &mut SqliteConnection) -> sqlx::Result<()> {
        let rows: Vec<(&str, i64, i64)> = self
            .0
            .iter()
            .filter(|(_, change)| **change != 0)
            .map(|((status, group), change)| (status.as_str(), *group, *change))
            .collect();
        if rows.is_empty() {
            return Ok(());
        }
        let rows = serde_json::to_string(&rows).map_err(unreadable)?;
        // Two statements: an upsert would check the row it would insert, and a negative one is refused.
        sqlx::query(concat!(
            "INSERT INTO tally (status, error_group, count) ",
            "SELECT input.value ->> 0, CAST(input.value ->> 1 AS BIGINT), 0 FROM ",
            batch!("$1"),
            " WHERE true ",
            "ON CONFLICT DO NOTHING",
        ))
        .bind(&rows)
        .execute(&mut *connection)
        .await?;
        sqlx::query(concat!(
            "UPDATE tally SET count = count + change.by ",
            "FROM (SELECT input.value ->> 0 AS status, CAST(input.value ->> 1 AS BIGINT) AS error_group, ",
            "CAST(input.value ->> 2 AS BIGINT) AS by FROM ",
            batch!("$1"),
            ") AS change ",
            "WHERE tally.status = change.status AND tally.error_group = change.error_group",
        ))
        .bind(&rows)
        .execute(connection)
        .await?;
        Ok(())
    }

    /// The error groups that transactions joined or left.
    pub(crate) fn groups(&self) -> BTreeSet<i64> {
        let changed = self.0.iter().filter(|(_, change)| **change != 0);
        let groups = changed.map(|((_, group), _)| *group);
        groups.filter(|group| *group != NO_ERROR).collect()
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

/// How many transactions have this error code.
pub(crate) async fn with_error(connection: &mut SqliteConnection, error_code: &str) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "SELECT CAST(COALESCE(sum(t.count), 0) AS BIGINT) FROM error_group AS g CROSS JOIN tally AS t \
         WHERE g.error_code = $1 AND t.error_group = g.id",
    )
    .bind(error_code)
    .fetch_one(connection)
    .await
}

/// How many transactions are in this error group.
pub(crate) async fn in_group(connection: &mut SqliteConnection, group: i64) -> sqlx::Result<i64> {
    sqlx::query_scalar("SELECT CAST(COALESCE(sum(count), 0) AS BIGINT) FROM tally WHERE error_group = $1")
        .bind(group)
        .fetch_one(connection)
        .await
}

/// How many Failed transactions have each error code (none for those without), most first.
pub(crate) async fn failed_by_error(
    connection: &mut SqliteConnection,
) -> sqlx::Result<Vec<(Option<String>, i64)>> {
    sqlx::query_as(
        "SELECT g.error_code, CAST(sum(t.count) AS BIGINT) AS failed \
         FROM tally AS t LEFT JOIN error_group AS g ON g.id = t.error_group \
         WHERE t.status = 'Failed' AND t.count > 0 GROUP BY g.error_code ORDER BY failed DESC, g.error_code",
    )
    .fetch_all(connection)
    .await
}

/// The errors that transactions have, most frequent first.
pub(crate) async fn error_codes(connection: &mut SqliteConnection) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "SELECT g.error_code FROM tally AS t JOIN error_group AS g ON g.id = t.error_group \
         GROUP BY g.error_code HAVING sum(t.count) > 0 ORDER BY sum(t.count) DESC, g.error_code",
    )
    .fetch_all(connection)
    .await
}
