//! `error_group` and what it counts by day, user and device: failures of the same kind, noted as they come.

use std::collections::BTreeMap;

use model::{ErrorFingerprint, ErrorTraits};
use sqlx::SqliteConnection;

use crate::{
    engine::batch,
    tables::{DAY, batch_of, column_of},
};

mod read;

pub(crate) use read::*;

/// An error that a transaction gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredError {
    /// The code.
    pub(crate) code: String,
    /// In words.
    pub(crate) message: Option<String>,
    /// The object it is about.
    pub(crate) object_name: Option<String>,
    /// The field it is about.
    pub(crate) field_name: Option<String>,
    /// The kind of failure that it is.
    pub(crate) fingerprint: ErrorFingerprint,
}

impl StoredError {
    /// Of an error as it is told.
    pub(crate) fn new(error: ErrorTraits<'_>) -> Self {
        Self {
            code: error.code.to_owned(),
            message: Some(error.message)
                .filter(|message| !message.is_empty())
                .map(str::to_owned),
            object_name: error.object_name.map(str::to_owned),
            field_name: error.field_name.map(str::to_owned),
            fingerprint: ErrorFingerprint::of(error),
        }
    }

    /// The group it belongs to.
    pub(crate) const fn group(&self) -> i64 {
        self.fingerprint.id
    }
}

/// An error that a transaction got.
#[derive(Debug)]
pub(crate) struct Occurrence<'a> {
    /// The transaction.
    pub(crate) arrival: i64,
    /// Its error.
    pub(crate) error: &'a StoredError,
    /// When, in milliseconds.
    pub(crate) at: i64,
    /// Whether it is Failed with that, rather than tried again or waiting.
    pub(crate) is_failure: bool,
}

/// What the occurrences of one group come to.
struct Sum<'a> {
    newest: &'a Occurrence<'a>,
    first: i64,
    failures: i64,
}

/// Notes errors. A failure of a group of which nothing was left to do is a regression.
pub(crate) async fn record(
    connection: &mut SqliteConnection,
    occurrences: &[Occurrence<'_>],
) -> sqlx::Result<()> {
    if occurrences.is_empty() {
        return Ok(());
    }
    let mut sums: BTreeMap<i64, Sum<'_>> = BTreeMap::new();
    let mut days: BTreeMap<(i64, i64), i64> = BTreeMap::new();
    for occurrence in occurrences {
        let group = occurrence.error.group();
        let sum = sums.entry(group).or_insert(Sum {
            newest: occurrence,
            first: occurrence.at,
            failures: 0,
        });
        sum.first = sum.first.min(occurrence.at);
        if occurrence.at >= sum.newest.at {
            sum.newest = occurrence;
        }
        if occurrence.is_failure {
            sum.failures += 1;
            *days.entry((group, occurrence.at.div_euclid(DAY))).or_default() += 1;
        }
    }
    add(connection, &sums).await?;
    if days.is_empty() {
        return Ok(());
    }
    add_days(connection, &days).await?;
    let failures = occurrences.iter().filter(|occurrence| occurrence.is_failure);
    let failures = batch_of(failures.map(|failure| (failure.arrival, failure.error.group())))?;
    for statement in [ADD_USERS, ADD_DEVICES] {
        sqlx::query(statement)
            .bind(&failures)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

async fn add(connection: &mut SqliteConnection, sums: &BTreeMap<i64, Sum<'_>>) -> sqlx::Result<()> {
    let rows = batch_of(sums.iter().map(|(group, sum)| {
        let error = sum.newest.error;
        (
            group,
            &error.code,
            &error.object_name,
            &error.field_name,
            &error.fingerprint.pattern,
            error.message.as_deref().unwrap_or_default(),
            sum.newest.arrival,
            sum.first,
            sum.newest.at,
            sum.failures,
        )
    }))?;
    sqlx::query(concat!(
        "INSERT INTO error_group (id, error_code, object_name, field_name, pattern, sample_message, sample_arrival, ",
        "first_seen, last_seen, failures, version) ",
        "SELECT CAST(input.value ->> 0 AS BIGINT), input.value ->> 1, input.value ->> 2, input.value ->> 3, ",
        "input.value ->> 4, input.value ->> 5, CAST(input.value ->> 6 AS BIGINT), CAST(input.value ->> 7 AS BIGINT), ",
        "CAST(input.value ->> 8 AS BIGINT), CAST(input.value ->> 9 AS BIGINT), 1 FROM ",
        batch!("$1"),
        " WHERE true ON CONFLICT (id) DO UPDATE SET ",
        "sample_message = CASE WHEN excluded.last_seen >= last_seen THEN excluded.sample_message ELSE sample_message END, ",
        "sample_arrival = CASE WHEN excluded.last_seen >= last_seen THEN excluded.sample_arrival ELSE sample_arrival END, ",
        "first_seen = min(first_seen, excluded.first_seen), last_seen = max(last_seen, excluded.last_seen), ",
        "failures = failures + excluded.failures, ",
        "regressed_at = CASE WHEN excluded.failures > 0 AND cleared_at IS NOT NULL THEN excluded.last_seen ",
        "    ELSE regressed_at END, ",
        "cleared_at = CASE WHEN excluded.failures > 0 THEN NULL ELSE cleared_at END",
    ))
    .bind(rows)
    .execute(connection)
    .await?;
    Ok(())
}

async fn add_days(connection: &mut SqliteConnection, days: &BTreeMap<(i64, i64), i64>) -> sqlx::Result<()> {
    sqlx::query(concat!(
        "INSERT INTO error_group_day (group_id, day, failures) ",
        "SELECT CAST(input.value ->> 0 AS BIGINT), CAST(input.value ->> 1 AS BIGINT), ",
        "CAST(input.value ->> 2 AS BIGINT) FROM ",
        batch!("$1"),
        " WHERE true ON CONFLICT (group_id, day) DO UPDATE SET failures = failures + excluded.failures",
    ))
    .bind(batch_of(
        days.iter().map(|((group, day), failures)| (group, day, failures)),
    )?)
    .execute(connection)
    .await?;
    Ok(())
}

macro_rules! add_affected {
    ($table:literal, $column:literal) => {
        concat!(
            "INSERT INTO ",
            $table,
            " (group_id, ",
            $column,
            ", failures) SELECT n.group_id, t.",
            $column,
            ", count(*) FROM (SELECT CAST(input.value ->> 0 AS BIGINT) AS arrival, ",
            "CAST(input.value ->> 1 AS BIGINT) AS group_id FROM ",
            batch!("$1"),
            ") AS n CROSS JOIN sync_transaction AS t WHERE t.arrival = n.arrival GROUP BY n.group_id, t.",
            $column,
            " ON CONFLICT (group_id, ",
            $column,
            ") DO UPDATE SET failures = failures + excluded.failures"
        )
    };
}
const ADD_USERS: &str = add_affected!("error_group_user", "owner_id");
const ADD_DEVICES: &str = add_affected!("error_group_device", "device_identifier");

/// Notes at a moment (milliseconds) which of these groups have nothing left to do: every transaction that had the error
/// was applied or canceled. One whose transactions an admin takes up again has.
pub(crate) async fn note_cleared(
    connection: &mut SqliteConnection,
    groups: impl IntoIterator<Item = i64>,
    now: i64,
) -> sqlx::Result<()> {
    let groups: Vec<i64> = groups.into_iter().collect();
    if groups.is_empty() {
        return Ok(());
    }
    sqlx::query(concat!(
        "UPDATE error_group SET cleared_at = CASE WHEN EXISTS (SELECT 1 FROM tally AS t ",
        "WHERE t.status IN ('Waiting', 'New', 'InProgress', 'Retry', 'Failed', 'Manual') ",
        "AND t.error_group = error_group.id AND t.count > 0) THEN NULL ELSE COALESCE(cleared_at, $2) END ",
        "WHERE failures > 0 AND id IN (SELECT CAST(input.value ->> 0 AS BIGINT) FROM ",
        batch!("$1"),
        ")",
    ))
    .bind(column_of(groups)?)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}
