//! Which transactions are next on arrival: the head runs of users who have real-time ones.

use futures::TryStreamExt as _;
use sqlx::{Row as _, SqliteConnection};

use super::{
    ClaimRequest, from_millis,
    lane::{Heads, blocks, counts},
};
use crate::{Store, StoreError, engine::Fault};

/// The first user after another who has something pending that is real-time.
pub(crate) const NEXT_OWNER: &str = "SELECT pending_owner FROM sync_transaction \
     WHERE is_real_time AND pending_owner > $1 ORDER BY pending_owner LIMIT 1";

/// What is pending of a user ($3), in order: whether it blocks, whether it is real-time, and whether its items are
/// there.
pub(crate) const LANE: &str = concat!(
    "SELECT t.arrival, ",
    blocks!("t"),
    ", t.is_real_time, ",
    "t.item_count > 0 AND t.item_count >= COALESCE(t.expected_record_count, 0) ",
    "FROM sync_transaction AS t WHERE t.pending_owner = $3 AND ",
    counts!("t"),
    " ORDER BY t.order_sequence, t.offline_timestamp, t.arrival",
);

impl Store {
    /// Whether [`Store::claim_real_time`] would claim something if the processor was not paused.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn is_real_time_due(&self, request: &ClaimRequest) -> Result<bool, StoreError> {
        let now = self.now();
        self.read(async |c| Ok(!heads(c, now, request).await?.arrivals.is_empty()))
            .await
    }
}

/// The head runs of users after `after_owner`, each up to its last real-time transaction; at most `limit` in all.
pub(super) async fn heads(
    c: &mut SqliteConnection,
    now: i64,
    request: &ClaimRequest,
) -> Result<Heads, Fault> {
    let mut arrivals = Vec::new();
    let mut owner = request.after_owner.clone().unwrap_or_default();
    while arrivals.len() < request.limit {
        let next: Option<String> = sqlx::query_scalar(NEXT_OWNER)
            .bind(&owner)
            .fetch_optional(&mut *c)
            .await?;
        let Some(next) = next else {
            return Ok(Heads {
                arrivals,
                next_owner: None,
            });
        };
        owner = next;
        let room = request.limit - arrivals.len();
        arrivals.extend(lane(c, now, request, &owner, room).await?);
    }
    Ok(Heads {
        arrivals,
        next_owner: Some(owner),
    })
}

/// The head run of a user up to the last real-time transaction, at most as long as there is room.
async fn lane(
    c: &mut SqliteConnection,
    now: i64,
    request: &ClaimRequest,
    owner: &str,
    room: usize,
) -> Result<Vec<i64>, Fault> {
    let mut rows = sqlx::query(LANE)
        .bind(now)
        .bind(from_millis(request.lookback_from))
        .bind(owner)
        .fetch(c);
    let (mut head, mut wanted) = (Vec::new(), 0);
    // Once there is no more room, it is only looked whether the head leads to a real-time one at all.
    while head.len() < room || wanted == 0 {
        let Some(row) = rows.try_next().await? else {
            break;
        };
        let (blocks, is_complete): (bool, bool) = (row.try_get(1)?, row.try_get(3)?);
        if blocks || !is_complete {
            break;
        }
        if head.len() < room {
            head.push(row.try_get(0)?);
        }
        if row.try_get(2)? {
            wanted = head.len();
        }
    }
    head.truncate(wanted);
    Ok(head)
}
