//! `reveal`: personal data that was revealed.

use model::{RecordId, Reveal, Revealed};
use sqlx::{SqliteConnection, sqlite::SqliteRow};

use crate::tables::{Columns, unreadable};

/// Adds one; answers its number. The moment is in milliseconds.
pub(crate) async fn insert(
    connection: &mut SqliteConnection,
    revealed_at: i64,
    actor: &str,
    what: &Revealed,
    reason: Option<&str>,
) -> sqlx::Result<i64> {
    let transaction_id = match what {
        Revealed::Payload { transaction_id, .. } => Some(transaction_id.as_str()),
        Revealed::Record { .. } | Revealed::Export { .. } => None,
    };
    sqlx::query_scalar(
        "INSERT INTO reveal (revealed_at, actor, what, reason, transaction_id) VALUES ($1, $2, $3, $4, $5) \
         RETURNING number",
    )
    .bind(revealed_at)
    .bind(actor)
    .bind(serde_json::to_string(what).map_err(unreadable)?)
    .bind(reason)
    .bind(transaction_id)
    .fetch_one(connection)
    .await
}

/// Those before the one of this number, newest first.
pub(crate) async fn page(
    connection: &mut SqliteConnection,
    before: i64,
    limit: i64,
) -> sqlx::Result<Vec<Reveal>> {
    let rows = sqlx::query(
        "SELECT number, revealed_at, actor, what, reason FROM reveal WHERE number < $1 \
         ORDER BY number DESC LIMIT $2",
    )
    .bind(before)
    .bind(limit)
    .fetch_all(connection)
    .await?;
    rows.iter().map(read).collect()
}

/// Those of a transaction, newest first.
pub(crate) async fn of(
    connection: &mut SqliteConnection,
    transaction: &RecordId,
) -> sqlx::Result<Vec<Reveal>> {
    let rows = sqlx::query(
        "SELECT number, revealed_at, actor, what, reason FROM reveal WHERE transaction_id = $1 \
         ORDER BY number DESC",
    )
    .bind(transaction.as_str())
    .fetch_all(connection)
    .await?;
    rows.iter().map(read).collect()
}

fn read(row: &SqliteRow) -> sqlx::Result<Reveal> {
    let mut c = Columns::of(row);
    Ok(Reveal {
        number: c.get()?,
        revealed_at: c.moment()?,
        actor: c.get()?,
        what: serde_json::from_str(c.get()?).map_err(unreadable)?,
        reason: c.get()?,
    })
}
