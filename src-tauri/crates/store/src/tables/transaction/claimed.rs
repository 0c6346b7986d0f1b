//! Transactions as their processor gets them.

use model::{RecordId, Status};
use serde::Deserialize;
use sqlx::SqliteConnection;

use crate::{
    engine::{batch, gathered},
    queue::ClaimedTransaction,
    tables::{column_of, rows_of, transaction::StoredTransaction, unreadable, yes_or_no},
};

/// A claimed transaction without its items.
#[derive(Debug)]
pub(crate) struct ClaimedRow {
    /// Place in the order of arrival.
    pub(crate) arrival: i64,
    /// The number of the claim.
    pub(crate) lease: i64,
    /// The status before the claim.
    pub(crate) was: Status,
    /// Whether an admin asked for just one more attempt.
    pub(crate) single_attempt: bool,
    /// What an attempt needs of it.
    pub(crate) transaction: ClaimedTransaction,
}

impl From<StoredTransaction> for ClaimedRow {
    fn from(stored: StoredTransaction) -> Self {
        Self {
            arrival: stored.arrival,
            lease: stored.lease,
            was: stored.claimed_from.unwrap_or(Status::New),
            single_attempt: stored.single_attempt,
            transaction: stored.transaction.into(),
        }
    }
}

/// The columns of [`CLAIMED`], in their order.
#[derive(Deserialize)]
struct Columns(
    i64,
    i64,
    Option<Status>,
    #[serde(deserialize_with = "yes_or_no")] bool,
    RecordId,
    String,
    String,
    String,
    Option<i64>,
    #[serde(deserialize_with = "yes_or_no")] bool,
    #[serde(deserialize_with = "yes_or_no")] bool,
);

/// Those of these transactions that a processor holds until a moment.
macro_rules! held {
    () => {
        concat!(
            " FROM ",
            batch!("$1"),
            " CROSS JOIN sync_transaction AS t WHERE t.arrival = CAST(input.value ->> 0 AS BIGINT) ",
            "AND COALESCE(t.status, '') = 'InProgress' AND +t.lease_until = $2 AND t.claimed_by = $3",
        )
    };
}

/// What an attempt on them needs.
pub(crate) const CLAIMED: &str = concat!(
    "SELECT ",
    gathered!(
        "t.arrival, t.lease, t.claimed_from, t.single_attempt, t.id, t.name, t.owner_id, \
         t.offline_unique_identifier, t.number_of_failed_attempts, t.is_bulk, t.is_owner_permission_enforced"
    ),
    held!(),
);

/// How many of them had which status and error group.
pub(crate) const CLAIMED_FROM: &str = concat!(
    "SELECT COALESCE(t.claimed_from, 'New') AS was, t.error_group, count(*)",
    held!(),
    " GROUP BY was, t.error_group",
);

/// Of those of these transactions that `processor` holds until `lease_until` (milliseconds), how many had which status
/// and error group.
pub(crate) async fn claimed_from(
    connection: &mut SqliteConnection,
    arrivals: &[i64],
    lease_until: i64,
    processor: &str,
) -> sqlx::Result<Vec<(Status, Option<i64>, i64)>> {
    let rows: Vec<(String, Option<i64>, i64)> = sqlx::query_as(CLAIMED_FROM)
        .bind(column_of(arrivals)?)
        .bind(lease_until)
        .bind(processor)
        .fetch_all(connection)
        .await?;
    let counts = rows.into_iter().map(|(was, error, count)| {
        let was = was.parse().map_err(unreadable)?;
        Ok((was, error, count))
    });
    counts.collect()
}

/// Those of these transactions that `processor` holds until `lease_until` (milliseconds).
pub(crate) async fn claimed(
    connection: &mut SqliteConnection,
    arrivals: &[i64],
    lease_until: i64,
    processor: &str,
) -> sqlx::Result<Vec<ClaimedRow>> {
    let rows: String = sqlx::query_scalar(CLAIMED)
        .bind(column_of(arrivals)?)
        .bind(lease_until)
        .bind(processor)
        .fetch_one(connection)
        .await?;
    let row = |c: Columns| ClaimedRow {
        arrival: c.0,
        lease: c.1,
        was: c.2.unwrap_or(Status::New),
        single_attempt: c.3,
        transaction: ClaimedTransaction {
            id: c.4,
            name: c.5,
            owner_id: c.6,
            offline_unique_identifier: c.7,
            number_of_failed_attempts: c.8,
            is_bulk: c.9,
            is_owner_permission_enforced: c.10,
        },
    };
    Ok(rows_of(&rows)?.into_iter().map(row).collect())
}
