//! What the next run of the Sync Processor will find.

use std::collections::HashMap;

use chrono::Duration;
use model::{Timestamp, millis, timestamp};
use serde::Serialize;
use sqlx::SqliteConnection;
use ts_rs::TS;

use crate::{
    Store, StoreError,
    engine::Fault,
    tables::{field_user, schedule, unreadable},
};

/// The lookback of a run that no schedule makes.
const LOOKBACK_DAYS: i64 = 60;

/// How many users are named.
const TOP_USERS: usize = 10;

/// What the next run will find, as the queue is now. Every transaction that is New or Retry is counted once: in `due`,
/// `held_back`, `retry_later`, `outside_lookback` or `falls_out`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Forecast {
    /// When the next run is due; none when no schedule is active. Then the forecast is for a run now.
    pub at: Option<Timestamp>,
    /// The schedule that makes it.
    pub schedule: Option<String>,
    /// The lookback that the forecast is for, in days.
    pub lookback_days: i64,
    /// Transactions that the run will take.
    pub due: i64,
    /// Users whom they are of.
    pub users: i64,
    /// The users with the most of them, at most 10.
    pub top_users: Vec<UserShare>,
    /// Behind one of the same user whose retry is due only after the run.
    pub held_back: i64,
    /// Retries that are due only after the run.
    pub retry_later: i64,
    /// Outside the lookback already now.
    pub outside_lookback: i64,
    /// Inside the lookback now, but no longer when the run is due.
    pub falls_out: i64,
}

/// A user's part of what is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct UserShare {
    /// The user.
    pub owner_id: String,
    /// The user's name, when the store knows the user.
    pub name: Option<String>,
    /// So many transactions.
    pub count: i64,
}

/// For each user how many transactions are of which kind. $1: the lookback now, $2: the lookback at the run, $3: the
/// run. What is outside the lookback holds nobody up.
pub(crate) const KINDS: &str = "\
WITH queued AS (SELECT pending_owner, order_sequence, offline_timestamp, arrival, \
CASE WHEN offline_timestamp < $1 THEN 'outside' WHEN offline_timestamp < $2 THEN 'fallsOut' \
WHEN status = 'Retry' AND next_attempt_at > $3 THEN 'later' ELSE 'due' END AS kind \
FROM sync_transaction WHERE pending_owner IS NOT NULL \
AND CASE WHEN status = 'InProgress' THEN false ELSE true END), \
judged AS (SELECT pending_owner, CASE WHEN kind = 'due' AND max(CASE WHEN kind = 'later' THEN 1 ELSE 0 END) \
OVER (PARTITION BY pending_owner ORDER BY order_sequence, offline_timestamp, arrival) = 1 \
THEN 'heldBack' ELSE kind END AS kind FROM queued) \
SELECT pending_owner, kind, count(*) FROM judged GROUP BY pending_owner, kind";

impl Store {
    /// What the next run will find, with the lookback of its schedule or another. Transactions that are InProgress
    /// are taken as settled until then.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn forecast(&self, lookback_days: Option<i64>) -> Result<Forecast, StoreError> {
        let now = timestamp(self.now());
        self.read(async |c| forecast(c, now, lookback_days).await).await
    }
}

async fn forecast(
    c: &mut SqliteConnection,
    now: Timestamp,
    lookback_days: Option<i64>,
) -> Result<Forecast, Fault> {
    let next = schedule::active(c).await?.into_iter().next();
    let at = next.as_ref().and_then(|schedule| schedule.next_run_at);
    // A run that was missed is made up for now.
    let run = at.map_or(now, |at| at.max(now));
    let mut forecast = Forecast {
        at,
        lookback_days: lookback_days
            .or_else(|| next.as_ref().map(|schedule| schedule.lookback_days))
            .unwrap_or(LOOKBACK_DAYS),
        schedule: next.map(|schedule| schedule.name),
        due: 0,
        users: 0,
        top_users: Vec::new(),
        held_back: 0,
        retry_later: 0,
        outside_lookback: 0,
        falls_out: 0,
    };
    let rows: Vec<(String, String, i64)> = sqlx::query_as(KINDS)
        .bind(lookback_from(now, forecast.lookback_days))
        .bind(lookback_from(run, forecast.lookback_days))
        .bind(millis(run))
        .fetch_all(&mut *c)
        .await?;
    let mut due: HashMap<String, i64> = HashMap::new();
    for (owner, kind, count) in rows {
        match kind.as_str() {
            "due" => {
                forecast.due += count;
                due.insert(owner, count);
            }
            "heldBack" => forecast.held_back += count,
            "later" => forecast.retry_later += count,
            "outside" => forecast.outside_lookback += count,
            "fallsOut" => forecast.falls_out += count,
            other => return Err(unreadable(other).into()),
        }
    }
    forecast.users = i64::try_from(due.len()).unwrap_or(i64::MAX);
    forecast.top_users = top(c, due).await?;
    Ok(forecast)
}

async fn top(c: &mut SqliteConnection, due: HashMap<String, i64>) -> Result<Vec<UserShare>, Fault> {
    let mut users: Vec<(String, i64)> = due.into_iter().collect();
    users.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    users.truncate(TOP_USERS);
    let mut top = Vec::with_capacity(users.len());
    for (owner_id, count) in users {
        let user = field_user::with_id(c, &owner_id).await?;
        top.push(UserShare {
            owner_id,
            name: user.map(|user| user.name),
            count,
        });
    }
    Ok(top)
}

/// In milliseconds.
fn lookback_from(moment: Timestamp, days: i64) -> i64 {
    Duration::try_days(days)
        .and_then(|lookback| moment.checked_sub_signed(lookback))
        .map_or(i64::MIN, millis)
}
