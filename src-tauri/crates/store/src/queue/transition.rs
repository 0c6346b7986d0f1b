//! The one place where a status changes: guarded statements that do nothing unless the transaction is still what
//! the caller saw, and that keep the counts.

use std::collections::HashSet;

use model::{RecordId, Status};
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};

use crate::{
    engine::{Fault, batch},
    store::Writing,
    tables::{
        batch_of, column_of,
        error_group::{self, Occurrence, StoredError},
        lost_claim, transaction, unreadable,
    },
};

mod journal;

pub(crate) use journal::apply_journal;
#[cfg(test)]
pub(crate) use journal::{APPLY_JOURNAL, CLEAR_ERRORS, COUNT_JOURNAL};

/// What happens to the error of a transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ErrorChange {
    /// It stays.
    Keep,
    /// It is this now, and counts as a failure of its group where the transaction becomes Failed.
    Become(StoredError),
    /// There is none, but perhaps words on why the transaction has its status.
    Clear {
        /// The words.
        message: Option<String>,
    },
}

/// A change of status.
#[derive(Debug, Clone)]
pub(crate) struct Transition {
    /// The transaction.
    pub(crate) arrival: i64,
    /// The status it must have.
    pub(crate) from: Status,
    /// The group of the error it has.
    pub(crate) had_error: Option<i64>,
    /// The lease it must have, when a processor settles.
    pub(crate) lease: Option<i64>,
    /// The status it gets.
    pub(crate) to: Status,
    /// When a Retry is due, in milliseconds.
    pub(crate) next_attempt_at: Option<i64>,
    /// Whether just one more attempt is to be made.
    pub(crate) single_attempt: bool,
    /// Whether an attempt failed.
    pub(crate) attempt_failed: bool,
    /// What happens to its error.
    pub(crate) error: ErrorChange,
    /// The log of its last attempt, when there was one: none for an attempt without error.
    pub(crate) last_run_log: Option<Option<RecordId>>,
}

impl Transition {
    /// A change of nothing but the status.
    pub(crate) fn new(arrival: i64, from: Status, had_error: Option<i64>, to: Status) -> Self {
        Self {
            arrival,
            from,
            had_error,
            lease: None,
            to,
            next_attempt_at: None,
            single_attempt: false,
            attempt_failed: false,
            error: ErrorChange::Keep,
            last_run_log: None,
        }
    }

    /// The error it gets, if any, and its words.
    fn new_error(&self) -> (Option<&StoredError>, Option<&str>) {
        match &self.error {
            ErrorChange::Keep => (None, None),
            ErrorChange::Become(error) => (Some(error), error.message.as_deref()),
            ErrorChange::Clear { message } => (None, message.as_deref()),
        }
    }

    /// The group of the error that it has afterwards.
    fn has_error(&self) -> Option<i64> {
        match &self.error {
            ErrorChange::Keep => self.had_error,
            ErrorChange::Become(error) => Some(error.group()),
            ErrorChange::Clear { .. } => None,
        }
    }
}

/// The guarded statement.
pub(crate) const TRANSITION: &str = concat!(
    "UPDATE sync_transaction AS t SET status = n.status, version = t.version + 1, ",
    "lease_until = NULL, claimed_by = NULL, claimed_from = NULL, next_attempt_at = n.next_attempt_at, ",
    // An admin's one attempt goes on while it only meets what is retried without limit.
    "single_attempt = (n.single_attempt OR (t.single_attempt AND n.was = 'InProgress' AND n.status = 'Retry')), ",
    "number_of_failed_attempts = CASE WHEN n.attempt_failed THEN COALESCE(t.number_of_failed_attempts, 0) + 1 ",
    "    ELSE t.number_of_failed_attempts END, ",
    "error_code = CASE WHEN n.error_changes THEN n.error_code ELSE t.error_code END, ",
    "error_group = CASE WHEN n.error_changes THEN n.error_group ELSE t.error_group END, ",
    "error_message = CASE WHEN n.error_changes THEN n.error_message ELSE t.error_message END, ",
    "last_run_log_id = CASE WHEN n.log_changes THEN n.last_run_log_id ELSE t.last_run_log_id END, ",
    "last_modified_date = $2, system_modstamp = $2, last_modified_by_id = $3 ",
    "FROM (SELECT CAST(input.value ->> 0 AS BIGINT) AS arrival, input.value ->> 1 AS was, ",
    "    CAST(input.value ->> 2 AS BIGINT) AS lease, input.value ->> 3 AS status, ",
    "    CAST(input.value ->> 4 AS BIGINT) AS next_attempt_at, CAST(input.value ->> 5 AS BOOLEAN) AS single_attempt, ",
    "    CAST(input.value ->> 6 AS BOOLEAN) AS attempt_failed, CAST(input.value ->> 7 AS BOOLEAN) AS error_changes, ",
    "    input.value ->> 8 AS error_code, input.value ->> 9 AS error_message, ",
    "    CAST(input.value ->> 10 AS BOOLEAN) AS log_changes, input.value ->> 11 AS last_run_log_id, ",
    "    CAST(input.value ->> 12 AS BIGINT) AS error_group ",
    "    FROM ",
    batch!("$1"),
    ") AS n ",
    "WHERE t.arrival = n.arrival AND COALESCE(t.status, '') = n.was AND (n.lease IS NULL OR t.lease = n.lease) ",
    "RETURNING arrival",
);

/// Makes those changes whose transaction is still what the caller saw; answers their arrivals.
pub(crate) async fn apply(
    w: &mut Writing,
    actor: &str,
    transitions: &[Transition],
) -> Result<HashSet<i64>, Fault> {
    if transitions.is_empty() {
        return Ok(HashSet::new());
    }
    let rows = batch_of(transitions.iter().map(|t| {
        let (error, message) = t.new_error();
        let log = t
            .last_run_log
            .as_ref()
            .and_then(|log| log.as_ref().map(RecordId::as_str));
        let (from, to) = (t.from.as_str(), t.to.as_str());
        let log_changes = t.last_run_log.is_some();
        (
            t.arrival,
            from,
            t.lease,
            to,
            t.next_attempt_at,
            t.single_attempt,
            t.attempt_failed,
            t.error != ErrorChange::Keep,
            error.map(|error| &error.code),
            message,
            log_changes,
            log,
            error.map(StoredError::group),
        )
    }))?;
    let now = w.now;
    let updated: Vec<i64> = sqlx::query_scalar(TRANSITION)
        .bind(rows)
        .bind(now)
        .bind(actor)
        .fetch_all(&mut **w)
        .await?;
    let updated: HashSet<i64> = updated.into_iter().collect();
    for t in transitions.iter().filter(|t| updated.contains(&t.arrival)) {
        w.tally.take(t.from, t.had_error);
        w.tally.add(t.to, t.has_error());
    }
    let changed = transitions.iter().filter(|t| updated.contains(&t.arrival));
    let occurrences: Vec<Occurrence<'_>> = changed
        .filter_map(|t| {
            Some(Occurrence {
                arrival: t.arrival,
                error: t.new_error().0?,
                at: now,
                is_failure: t.to == Status::Failed,
            })
        })
        .collect();
    error_group::record(w, &occurrences).await?;
    lost_claim::settle(w, updated.iter().copied()).await?;
    Ok(updated)
}

/// The guarded statement for transactions whose attempt succeeded, and which therefore all become the same.
pub(crate) const SUCCEED: &str = concat!(
    "UPDATE sync_transaction SET status = 'Success', version = version + 1, lease_until = NULL, claimed_by = NULL, ",
    "claimed_from = NULL, next_attempt_at = NULL, single_attempt = false, error_code = NULL, error_group = NULL, ",
    "error_message = NULL, ",
    "last_run_log_id = NULL, last_modified_date = $3, system_modstamp = $3, last_modified_by_id = $4 ",
    "WHERE arrival IN (SELECT CAST(input.value ->> 0 AS BIGINT) FROM ",
    batch!("$1"),
    ") AND COALESCE(status, '') = 'InProgress' AND lease = $2",
);

/// Makes transactions Success that are InProgress with this lease: arrival, and the group of the error each has. The caller has
/// made sure in the same commit that they are.
pub(crate) async fn succeed(
    w: &mut Writing,
    actor: &str,
    lease: i64,
    transactions: &[(i64, Option<i64>)],
) -> Result<(), Fault> {
    let now = w.now;
    sqlx::query(SUCCEED)
        .bind(column_of(transactions.iter().map(|(arrival, _)| arrival))?)
        .bind(lease)
        .bind(now)
        .bind(actor)
        .execute(&mut **w)
        .await?;
    for (_, had_error) in transactions {
        w.tally.take(Status::InProgress, *had_error);
        w.tally.add(Status::Success, None);
    }
    Ok(lost_claim::settle(w, transactions.iter().map(|(arrival, _)| *arrival)).await?)
}

/// Claims transactions that are New or Retry; the rest are left. The claimed keep their version: whoever edits
/// meanwhile is told that they are InProgress.
pub(crate) const CLAIM: &str = concat!(
    "UPDATE sync_transaction SET status = 'InProgress', lease = lease + 1, lease_until = $2, claimed_by = $3, ",
    "claimed_from = status ",
    "WHERE arrival IN (SELECT CAST(input.value ->> 0 AS BIGINT) FROM ",
    batch!("$1"),
    ") ",
    "AND COALESCE(status, '') IN ('New', 'Retry')",
);

/// Claims those of these transactions that are New or Retry until `lease_until` (milliseconds).
pub(crate) async fn claim(
    w: &mut Writing,
    processor: &str,
    lease_until: i64,
    arrivals: &[i64],
) -> Result<(), Fault> {
    sqlx::query(CLAIM)
        .bind(column_of(arrivals.iter())?)
        .bind(lease_until)
        .bind(processor)
        .execute(&mut **w)
        .await?;
    for (was, error, count) in transaction::claimed_from(w, arrivals, lease_until, processor).await? {
        w.tally.change(was, error, -count);
        w.tally.change(Status::InProgress, error, count);
    }
    Ok(())
}

/// Gives claims back: (arrival, lease).
pub(crate) const RELEASE: &str = concat!(
    "UPDATE sync_transaction AS t SET status = COALESCE(t.claimed_from, 'New'), lease_until = NULL, ",
    "claimed_by = NULL, claimed_from = NULL ",
    "FROM (SELECT CAST(input.value ->> 0 AS BIGINT) AS arrival, CAST(input.value ->> 1 AS BIGINT) AS lease ",
    "    FROM ",
    batch!("$1"),
    ") AS n ",
    "WHERE t.arrival = n.arrival AND t.lease = n.lease AND COALESCE(t.status, '') = 'InProgress' ",
    "RETURNING status, error_group, arrival, lease",
);

/// Gives back claims that ran out at or before a moment (milliseconds).
pub(crate) const RECOVER: &str = "UPDATE sync_transaction SET status = COALESCE(claimed_from, 'New'), \
     lease_until = NULL, claimed_by = NULL, claimed_from = NULL \
     WHERE COALESCE(status, '') = 'InProgress' AND lease_until <= $1 \
     RETURNING status, error_group, arrival, lease";

/// Gives back these claims; answers how many still held.
pub(crate) async fn release(w: &mut Writing, claims: &[(i64, i64)]) -> Result<u64, Fault> {
    let rows = sqlx::query(RELEASE)
        .bind(batch_of(claims)?)
        .fetch_all(&mut **w)
        .await?;
    Ok(given_back(w, &rows)?.len() as u64)
}

/// Gives back these claims, whose processing crashed; answers how many still held.
pub(crate) async fn lose(w: &mut Writing, claims: &[(i64, i64)]) -> Result<u64, Fault> {
    let rows = sqlx::query(RELEASE)
        .bind(batch_of(claims)?)
        .fetch_all(&mut **w)
        .await?;
    lost(w, &rows).await
}

/// Whether a claim ran out at or before a moment (milliseconds).
pub(crate) const IS_TO_RECOVER: &str = "SELECT EXISTS (SELECT 1 FROM sync_transaction \
     WHERE COALESCE(status, '') = 'InProgress' AND lease_until <= $1)";

/// Whether [`recover`] has anything to do at `now` (milliseconds).
pub(crate) async fn is_to_recover(c: &mut SqliteConnection, now: i64) -> sqlx::Result<bool> {
    sqlx::query_scalar(IS_TO_RECOVER).bind(now).fetch_one(c).await
}

/// Gives back every claim that has run out; answers how many.
pub(crate) async fn recover(w: &mut Writing) -> Result<u64, Fault> {
    let now = w.now;
    let rows = sqlx::query(RECOVER).bind(now).fetch_all(&mut **w).await?;
    lost(w, &rows).await
}

async fn lost(w: &mut Writing, rows: &[SqliteRow]) -> Result<u64, Fault> {
    let claims = given_back(w, rows)?;
    // What was imported as InProgress was claimed by nobody here.
    let lost: Vec<i64> = claims
        .iter()
        .filter(|(_, lease)| *lease > 0)
        .map(|(arrival, _)| *arrival)
        .collect();
    if !lost.is_empty() {
        lost_claim::add(w, lost).await?;
    }
    Ok(claims.len() as u64)
}

/// Keeps the counts of claims that came back; answers arrival and lease of each.
fn given_back(w: &mut Writing, rows: &[SqliteRow]) -> Result<Vec<(i64, i64)>, Fault> {
    let mut claims = Vec::with_capacity(rows.len());
    for row in rows {
        let status: Status = row.try_get::<&str, _>(0)?.parse().map_err(unreadable)?;
        let error: Option<i64> = row.try_get(1)?;
        w.tally.take(Status::InProgress, error);
        w.tally.add(status, error);
        claims.push((row.try_get(2)?, row.try_get(3)?));
    }
    Ok(claims)
}
