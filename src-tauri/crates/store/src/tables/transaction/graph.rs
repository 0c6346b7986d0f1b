//! Transactions as a graph tells them.

use std::collections::HashMap;

use model::SyncErrorCode;
use sqlx::SqliteConnection;

use crate::{
    engine::batch,
    graph::GraphTransaction,
    tables::{Columns, column_of},
};

/// The identifiers of the transactions with these arrivals.
pub(crate) async fn identifiers_of(
    connection: &mut SqliteConnection,
    arrivals: impl IntoIterator<Item = i64>,
) -> sqlx::Result<Vec<(i64, String)>> {
    sqlx::query_as(concat!(
        "SELECT arrival, offline_unique_identifier FROM sync_transaction WHERE arrival IN ",
        "(SELECT CAST(input.value ->> 0 AS BIGINT) FROM ",
        batch!("$1"),
        ") ORDER BY arrival",
    ))
    .bind(column_of(arrivals)?)
    .fetch_all(connection)
    .await
}

/// The transactions with these identifiers, by identifier; those that have not arrived are left out.
pub(crate) async fn graph_nodes(
    connection: &mut SqliteConnection,
    identifiers: &[String],
) -> sqlx::Result<HashMap<String, GraphTransaction>> {
    let rows = sqlx::query(concat!(
        "SELECT offline_unique_identifier, id, name, status, version, error_code, offline_timestamp ",
        "FROM sync_transaction WHERE offline_unique_identifier IN (SELECT input.value ->> 0 FROM ",
        batch!("$1"),
        ")",
    ))
    .bind(column_of(identifiers)?)
    .fetch_all(connection)
    .await?;
    let nodes = rows.iter().map(|row| {
        let mut c = Columns::of(row);
        let identifier = c.get()?;
        let transaction = GraphTransaction {
            id: c.parse()?,
            name: c.get()?,
            status: c.parse()?,
            version: c.get()?,
            error_code: c.get::<Option<String>>()?.map(SyncErrorCode::from),
            offline_timestamp: c.moment()?,
        };
        Ok((identifier, transaction))
    });
    nodes.collect()
}
