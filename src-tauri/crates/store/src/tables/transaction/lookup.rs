//! Finding transactions, and how they stand.

use std::collections::HashMap;

use model::{RecordId, Status, Timestamp};
use sqlx::SqliteConnection;

use crate::{
    engine::batch,
    tables::{Columns, beyond, bulk_change::Stretch, column_of, unreadable},
};

/// Arrivals of the transactions with these Ids.
pub(crate) async fn arrivals_of_ids<'a>(
    connection: &mut SqliteConnection,
    ids: impl IntoIterator<Item = &'a RecordId>,
) -> sqlx::Result<HashMap<String, i64>> {
    let found: Vec<(String, i64)> = sqlx::query_as(concat!(
        "SELECT id, arrival FROM sync_transaction WHERE id IN ",
        "(SELECT input.value ->> 0 FROM ",
        batch!("$1"),
        ")",
    ))
    .bind(column_of(ids.into_iter().map(RecordId::as_str))?)
    .fetch_all(connection)
    .await?;
    Ok(found.into_iter().collect())
}

/// Ids of the transactions with these arrivals.
pub(crate) async fn ids_of_arrivals(
    connection: &mut SqliteConnection,
    arrivals: impl IntoIterator<Item = i64>,
) -> sqlx::Result<HashMap<i64, RecordId>> {
    let found: Vec<(i64, String)> = sqlx::query_as(concat!(
        "SELECT arrival, id FROM sync_transaction WHERE arrival IN ",
        "(SELECT CAST(input.value ->> 0 AS BIGINT) FROM ",
        batch!("$1"),
        ")",
    ))
    .bind(column_of(arrivals)?)
    .fetch_all(connection)
    .await?;
    found
        .into_iter()
        .map(|(arrival, id)| Ok((arrival, id.parse().map_err(unreadable)?)))
        .collect()
}

/// Arrival and status of the transactions with these offline identifiers.
pub(crate) async fn by_offline_identifier<'a>(
    connection: &mut SqliteConnection,
    identifiers: impl IntoIterator<Item = &'a str>,
) -> sqlx::Result<HashMap<String, (i64, String)>> {
    let found: Vec<(String, i64, String)> = sqlx::query_as(concat!(
        "SELECT offline_unique_identifier, arrival, status FROM sync_transaction ",
        "WHERE offline_unique_identifier IN (SELECT input.value ->> 0 FROM ",
        batch!("$1"),
        ")",
    ))
    .bind(column_of(identifiers)?)
    .fetch_all(connection)
    .await?;
    Ok(found
        .into_iter()
        .map(|(identifier, arrival, status)| (identifier, (arrival, status)))
        .collect())
}

/// The Id of the transaction with this Id, offline identifier or name; of several with one name, the newest.
pub(crate) async fn find(connection: &mut SqliteConnection, text: &str) -> sqlx::Result<Option<String>> {
    for query in [
        "SELECT id FROM sync_transaction WHERE id = $1",
        "SELECT id FROM sync_transaction WHERE offline_unique_identifier = $1",
        "SELECT id FROM sync_transaction WHERE upper(name) = upper($1) ORDER BY arrival DESC LIMIT 1",
    ] {
        if let Some(id) = sqlx::query_scalar(query)
            .bind(text)
            .fetch_optional(&mut *connection)
            .await?
        {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// How a transaction stands: what deciding about it takes.
#[derive(Debug, Clone)]
pub(crate) struct Standing {
    /// Place in the order of arrival.
    pub(crate) arrival: i64,
    /// The status.
    pub(crate) status: Status,
    /// The version.
    pub(crate) version: i64,
    /// The group of the error it has.
    pub(crate) error_group: Option<i64>,
    /// The identifier its device gave.
    pub(crate) identifier: String,
    /// The name.
    pub(crate) name: String,
}

/// How the transactions with these Ids stand.
pub(crate) async fn standings<'a>(
    connection: &mut SqliteConnection,
    ids: impl IntoIterator<Item = &'a RecordId>,
) -> sqlx::Result<HashMap<RecordId, Standing>> {
    let rows = sqlx::query(concat!(
        "SELECT id, arrival, status, version, error_group, offline_unique_identifier, name FROM sync_transaction ",
        "WHERE id IN (SELECT input.value ->> 0 FROM ", batch!("$1"), ")",
    ))
    .bind(column_of(ids.into_iter().map(RecordId::as_str))?)
    .fetch_all(connection)
    .await?;
    let standings = rows.iter().map(|row| {
        let mut c = Columns::of(row);
        let id = c.parse()?;
        let standing = Standing {
            arrival: c.get()?,
            status: c.parse()?,
            version: c.get()?,
            error_group: c.get()?,
            identifier: c.get()?,
            name: c.get()?,
        };
        Ok((id, standing))
    });
    standings.collect()
}

/// When the first Retry is due.
pub(crate) async fn next_attempt(connection: &mut SqliteConnection) -> sqlx::Result<Option<Timestamp>> {
    let next: Option<i64> = sqlx::query_scalar(
        "SELECT MIN(next_attempt_at) FROM sync_transaction WHERE resting_status = 'Retry'",
    )
    .fetch_one(connection)
    .await?;
    Ok(next.map(model::timestamp))
}

/// The processor that has this transaction; none when none has, or when it was imported as InProgress.
pub(crate) async fn claimed_by(
    connection: &mut SqliteConnection,
    arrival: i64,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("SELECT claimed_by FROM sync_transaction WHERE arrival = $1")
        .bind(arrival)
        .fetch_one(connection)
        .await
}

/// Devices whose identifiers begin so, by identifier.
pub(crate) async fn devices(
    connection: &mut SqliteConnection,
    begin: &str,
    limit: i64,
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "SELECT DISTINCT device_identifier FROM sync_transaction \
         WHERE device_identifier >= $1 AND device_identifier < $2 ORDER BY device_identifier LIMIT $3",
    )
    .bind(begin)
    .bind(beyond(begin))
    .bind(limit)
    .fetch_all(connection)
    .await
}

/// Versions of the mobile app that the latest 1,000 transactions came from, newest first as texts go.
pub(crate) async fn latest_app_versions(connection: &mut SqliteConnection) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "SELECT DISTINCT app_version FROM \
         (SELECT app_version FROM sync_transaction ORDER BY arrival DESC LIMIT 1000) AS latest \
         ORDER BY app_version DESC",
    )
    .fetch_all(connection)
    .await
}

/// Versions of the metadata that the devices of the latest 1,000 transactions had, newest first as texts go.
pub(crate) async fn latest_metadata_versions(connection: &mut SqliteConnection) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "SELECT DISTINCT metadata_version FROM \
         (SELECT metadata_version FROM sync_transaction ORDER BY arrival DESC LIMIT 1000) AS latest \
         ORDER BY metadata_version DESC",
    )
    .fetch_all(connection)
    .await
}

/// Identifier and name of those that a stretch of a bulk job's journal is about to cancel and on which others depend.
pub(crate) const CAUSES: &str = "SELECT t.offline_unique_identifier, t.name \
     FROM bulk_change AS c CROSS JOIN sync_transaction AS t \
     WHERE c.job = $1 AND c.arrival >= $2 AND c.arrival <= $3 AND c.to_status = 'Canceled' AND t.arrival = c.arrival \
     AND t.version = c.version - 1 \
     AND EXISTS (SELECT 1 FROM dependency AS d WHERE d.depends_on = t.offline_unique_identifier)";

/// See [`CAUSES`].
pub(crate) async fn causes(
    connection: &mut SqliteConnection,
    stretch: Stretch,
) -> sqlx::Result<Vec<(String, String)>> {
    sqlx::query_as(CAUSES)
        .bind(stretch.job)
        .bind(stretch.first)
        .bind(stretch.last)
        .fetch_all(connection)
        .await
}

/// Those of these transactions that wait.
pub(crate) async fn waiting(connection: &mut SqliteConnection, arrivals: &[i64]) -> sqlx::Result<Vec<i64>> {
    sqlx::query_scalar(concat!(
        "SELECT t.arrival FROM ",
        batch!("$1"),
        " CROSS JOIN sync_transaction AS t ",
        "WHERE t.arrival = CAST(input.value ->> 0 AS BIGINT) AND t.status = 'Waiting'",
    ))
    .bind(column_of(arrivals.iter())?)
    .fetch_all(connection)
    .await
}
