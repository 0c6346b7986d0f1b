//! What is Failed now.

use model::SyncErrorCode;
use serde::Serialize;
use sqlx::SqliteConnection;
use ts_rs::TS;

use crate::{
    engine::{Fault, by_index},
    tables::tally,
};

/// How many users are named.
const USERS: i64 = 20;

/// How many Failed transactions have an error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ErrorCount {
    /// The error; none for those that say none.
    pub error_code: Option<SyncErrorCode>,
    /// So many transactions.
    pub count: i64,
}

/// How many Failed transactions have an error about an object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ObjectCount {
    /// API name of the object; none for errors that are about none.
    pub object_name: Option<String>,
    /// So many transactions.
    pub count: i64,
}

/// How many transactions of a user are Failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct UserCount {
    /// The user.
    pub owner_id: String,
    /// The user's name, when the store knows the user.
    pub owner_name: Option<String>,
    /// So many transactions.
    pub count: i64,
}

/// By error, most frequent first.
pub(super) async fn by_error(c: &mut SqliteConnection) -> Result<Vec<ErrorCount>, Fault> {
    let counts = tally::failed_by_error(c).await?.into_iter();
    let counts = counts.map(|(code, count)| ErrorCount {
        error_code: code.map(SyncErrorCode::from),
        count,
    });
    Ok(counts.collect())
}

/// By the object that the error is about, most frequent first.
pub(super) async fn by_object(c: &mut SqliteConnection) -> Result<Vec<ObjectCount>, Fault> {
    let counts: Vec<(Option<String>, i64)> = sqlx::query_as(
        "SELECT g.object_name, CAST(sum(t.count) AS BIGINT) AS failed \
         FROM tally AS t LEFT JOIN error_group AS g ON g.id = t.error_group \
         WHERE t.status = 'Failed' AND t.count > 0 GROUP BY g.object_name ORDER BY failed DESC, g.object_name",
    )
    .fetch_all(c)
    .await?;
    let counts = counts
        .into_iter()
        .map(|(object_name, count)| ObjectCount { object_name, count });
    Ok(counts.collect())
}

/// Users with most Failed transactions. By the index that has these in the order of their users: by one of statuses, each
/// would be looked at.
pub(crate) const BY_USER: &str = concat!(
    "SELECT f.owner_id, u.name, f.failed FROM ( ",
    "SELECT owner_id, count(*) AS failed FROM sync_transaction ",
    by_index!("failed_owner"),
    " WHERE resting_status = 'Failed' ",
    "GROUP BY owner_id ORDER BY failed DESC, owner_id LIMIT $1) AS f ",
    "LEFT JOIN field_user AS u ON u.id = f.owner_id ORDER BY f.failed DESC, f.owner_id",
);

/// Users with most Failed transactions.
pub(super) async fn by_user(c: &mut SqliteConnection) -> Result<Vec<UserCount>, Fault> {
    let counts: Vec<(String, Option<String>, i64)> = sqlx::query_as(BY_USER).bind(USERS).fetch_all(c).await?;
    let counts = counts.into_iter().map(|(owner_id, owner_name, count)| UserCount {
        owner_id,
        owner_name,
        count,
    });
    Ok(counts.collect())
}
