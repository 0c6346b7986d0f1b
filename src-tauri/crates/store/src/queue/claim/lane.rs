//! Which transactions are next: the head run of each user.

use model::millis;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::{ClaimRequest, from_millis};
use crate::{
    engine::{Fault, gathered},
    store::Writing,
    tables::{rows_of, transaction::StoredTransaction, yes_or_no},
};

/// The next transactions.
#[derive(Default)]
pub(super) struct Heads {
    /// User by user, each in order.
    pub(super) arrivals: Vec<i64>,
    /// The user after whom to go on; none when every user was looked at.
    pub(super) next_owner: Option<String>,
}

/// What stops a user: a transaction under way, a Retry whose time ($1) has not come, one whose processor was lost, or
/// one that was imported and whose items are still to come: with some of them it would not be all or none.
macro_rules! blocks {
    ($t:literal) => {
        concat!(
            "(",
            $t,
            ".status = 'InProgress' OR (",
            $t,
            ".status = 'Retry' AND ",
            // One that was imported may have no such time, and is due.
            "COALESCE(",
            $t,
            ".next_attempt_at, $1) > $1) OR (",
            $t,
            ".is_imported AND (",
            $t,
            ".item_count = 0 OR ",
            $t,
            ".item_count < COALESCE(",
            $t,
            ".expected_record_count, 0))) OR EXISTS (SELECT 1 FROM lost_claim AS l WHERE l.arrival = ",
            $t,
            ".arrival))"
        )
    };
}
pub(super) use blocks;

/// What is looked at at all: what is not older than the lookback ($2), and what is under way. Written so that no
/// engine takes it for a way to find rows.
macro_rules! counts {
    ($t:literal) => {
        concat!(
            "CASE WHEN ",
            $t,
            ".offline_timestamp >= $2 THEN true ELSE ",
            $t,
            ".status = 'InProgress' END"
        )
    };
}
pub(super) use counts;

/// The first pending transaction of the first user after another.
macro_rules! first_after {
    ($owner:literal) => {
        concat!(
            "(SELECT h.arrival FROM sync_transaction AS h WHERE h.pending_owner > ",
            $owner,
            " AND ",
            counts!("h"),
            " ORDER BY h.pending_owner, h.order_sequence, h.offline_timestamp, h.arrival LIMIT 1)"
        )
    };
}

/// Walks from transaction to transaction: from one that does not block to the next of its user; from one that
/// blocks, or is the last, to the first of the next user. Every step is one look into the index of what is pending,
/// so the cost depends neither on the size of the store nor on how much waits behind what blocks. The plus signs
/// let the comparison use that index.
pub(crate) const HEADS: &str = concat!(
    "WITH RECURSIVE head (arrival, owner_id, order_sequence, offline_timestamp, blocked, taken) AS (",
    "SELECT t.arrival, t.owner_id, t.order_sequence, t.offline_timestamp, ",
    blocks!("t"),
    ", 0 ",
    "FROM sync_transaction AS t WHERE t.arrival = ",
    first_after!("$3"),
    " ",
    "UNION ALL ",
    "SELECT t.arrival, t.owner_id, t.order_sequence, t.offline_timestamp, ",
    blocks!("t"),
    ", head.taken + CASE WHEN head.blocked THEN 0 ELSE 1 END ",
    "FROM head CROSS JOIN sync_transaction AS t ",
    "WHERE head.taken + CASE WHEN head.blocked THEN 0 ELSE 1 END < $4 AND t.arrival = COALESCE(",
    "CASE WHEN NOT head.blocked THEN (SELECT n.arrival FROM sync_transaction AS n ",
    "WHERE n.pending_owner = head.owner_id AND (n.order_sequence, n.offline_timestamp, n.arrival) > ",
    "(+head.order_sequence, +head.offline_timestamp, +head.arrival) AND ",
    counts!("n"),
    " ORDER BY n.order_sequence, n.offline_timestamp, n.arrival LIMIT 1) END, ",
    first_after!("head.owner_id"),
    ")) ",
    "SELECT ",
    gathered!("arrival, owner_id, blocked"),
    " FROM head",
);

/// Arrival, owner, and whether it blocks.
#[derive(Deserialize)]
struct Head(i64, String, #[serde(deserialize_with = "yes_or_no")] bool);

/// The head runs after `after_owner`, at most `limit` transactions in all.
pub(super) async fn heads(w: &mut Writing, request: &ClaimRequest) -> Result<Heads, Fault> {
    let now = w.now;
    let rows: String = sqlx::query_scalar(HEADS)
        .bind(now)
        .bind(from_millis(request.lookback_from))
        .bind(request.after_owner.as_deref().unwrap_or_default())
        .bind(i64::try_from(request.limit).unwrap_or(i64::MAX))
        .fetch_one(&mut **w)
        .await?;
    let rows: Vec<Head> = rows_of(&rows)?;
    let mut arrivals = Vec::with_capacity(rows.len());
    let mut last_owner = None;
    for row in &rows {
        if !row.2 {
            arrivals.push(row.0);
            last_owner = Some(row.1.as_str());
        }
    }
    let is_full = arrivals.len() >= request.limit;
    let next_owner = last_owner.filter(|_| is_full).map(str::to_owned);
    Ok(Heads { arrivals, next_owner })
}

/// The suspect that comes next: due, not older than the lookback, the first of its user, with the fewest lost claims.
pub(crate) const SUSPECT: &str = concat!(
    "SELECT l.arrival, l.count FROM lost_claim AS l CROSS JOIN sync_transaction AS s ",
    "WHERE s.arrival = l.arrival AND s.offline_timestamp >= $2 ",
    "AND (COALESCE(s.status, '') = 'New' ",
    "    OR (COALESCE(s.status, '') = 'Retry' AND COALESCE(s.next_attempt_at, $1) <= $1)) ",
    "AND NOT EXISTS (SELECT 1 FROM sync_transaction AS h WHERE h.pending_owner = s.owner_id ",
    "    AND (h.order_sequence, h.offline_timestamp, h.arrival) < ",
    "    (+s.order_sequence, +s.offline_timestamp, +s.arrival) AND ",
    counts!("h"),
    ") ORDER BY l.count, l.arrival LIMIT 1",
);

/// The suspect that comes next, and how often its processor was lost.
pub(super) async fn suspect(w: &mut Writing, request: &ClaimRequest) -> Result<Option<(i64, i64)>, Fault> {
    let now = w.now;
    Ok(sqlx::query_as(SUSPECT)
        .bind(now)
        .bind(from_millis(request.lookback_from))
        .fetch_optional(&mut **w)
        .await?)
}

/// The first transaction that holds another one up: of the same user ($3), before its place ($4 to $6), blocking.
pub(crate) const BLOCKER: &str = concat!(
    "SELECT h.arrival FROM sync_transaction AS h WHERE h.pending_owner = $3 ",
    "AND (h.order_sequence, h.offline_timestamp, h.arrival) < ($4, $5, $6) AND ",
    counts!("h"),
    " AND ",
    blocks!("h"),
    " ORDER BY h.order_sequence, h.offline_timestamp, h.arrival LIMIT 1",
);

/// The transaction that holds this one up, if one does at `now` (milliseconds) for a run that looks back to
/// `lookback_from`.
pub(crate) async fn blocker(
    connection: &mut SqliteConnection,
    stored: &StoredTransaction,
    now: i64,
    lookback_from: i64,
) -> sqlx::Result<Option<i64>> {
    let it = &stored.transaction;
    sqlx::query_scalar(BLOCKER)
        .bind(now)
        .bind(lookback_from)
        .bind(&it.owner_id)
        .bind(it.sequence.unwrap_or(i64::MAX))
        .bind(millis(it.offline_timestamp))
        .bind(stored.arrival)
        .fetch_optional(connection)
        .await
}
