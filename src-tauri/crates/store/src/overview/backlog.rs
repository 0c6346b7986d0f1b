//! What waits.

use model::{Timestamp, timestamp};
use serde::Serialize;
use sqlx::SqliteConnection;
use ts_rs::TS;

use crate::{
    engine::Fault,
    tables::{Columns, DAY},
};

/// How many users with a backlog are named.
const USERS: i64 = 100;

/// A user whose transactions wait too long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct UserBacklog {
    /// The user.
    pub owner_id: String,
    /// The user's name, when the store knows the user.
    pub owner_name: Option<String>,
    /// How many are New for more than a day.
    pub count: i64,
    /// When the oldest of them was received.
    pub oldest: Timestamp,
}

/// When the New transaction was received before which so many have waited longer.
pub(super) async fn new_at(c: &mut SqliteConnection, longer: i64) -> Result<Option<Timestamp>, Fault> {
    let received: Option<i64> = sqlx::query_scalar(
        "SELECT created_date FROM sync_transaction WHERE status = 'New' ORDER BY created_date LIMIT 1 OFFSET $1",
    )
    .bind(longer)
    .fetch_optional(c)
    .await?;
    Ok(received.map(timestamp))
}

/// Users with transactions that are New and were received before $1, those who wait longest first, at most $2. Grouped by
/// an expression: grouped by the column, the engine would walk all transactions in the order of their users.
pub(crate) const USERS_WITH_OLD_NEW: &str = "SELECT old.user_id, u.name, old.waiting, old.oldest FROM ( \
     SELECT COALESCE(owner_id, '') AS user_id, count(*) AS waiting, min(created_date) AS oldest \
     FROM sync_transaction WHERE status = 'New' AND created_date < $1 \
     GROUP BY user_id ORDER BY oldest, user_id LIMIT $2) AS old \
     LEFT JOIN field_user AS u ON u.id = old.user_id ORDER BY old.oldest, old.user_id";

/// Users with transactions that are New for more than a day.
pub(super) async fn users_with_old_new(
    c: &mut SqliteConnection,
    now: i64,
) -> Result<Vec<UserBacklog>, Fault> {
    let rows = sqlx::query(USERS_WITH_OLD_NEW)
        .bind(now - DAY)
        .bind(USERS)
        .fetch_all(c)
        .await?;
    let users = rows.iter().map(|row| {
        let mut c = Columns::of(row);
        Ok(UserBacklog {
            owner_id: c.get()?,
            owner_name: c.get()?,
            count: c.get()?,
            oldest: c.moment()?,
        })
    });
    users.collect()
}
