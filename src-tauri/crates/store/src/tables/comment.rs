//! `comment`: remarks of admins.

use model::Comment;
use sqlx::SqliteConnection;

use crate::{
    engine::batch,
    tables::{Columns, column_of},
};

/// Adds the same comment to transactions.
pub(crate) async fn insert(
    connection: &mut SqliteConnection,
    arrivals: impl IntoIterator<Item = i64>,
    written_at: i64,
    author: &str,
    body: &str,
) -> sqlx::Result<()> {
    sqlx::query(concat!(
        "INSERT INTO comment (arrival, position, written_at, author, body) ",
        "SELECT CAST(input.value ->> 0 AS BIGINT), COALESCE((SELECT max(before.position) FROM comment AS before ",
        "WHERE before.arrival = CAST(input.value ->> 0 AS BIGINT)), 0) + 1, $2, $3, $4 FROM ",
        batch!("$1"),
    ))
    .bind(column_of(arrivals)?)
    .bind(written_at)
    .bind(author)
    .bind(body)
    .execute(connection)
    .await?;
    Ok(())
}

/// The comments on a transaction, newest first.
pub(crate) async fn of(connection: &mut SqliteConnection, arrival: i64) -> sqlx::Result<Vec<Comment>> {
    let rows =
        sqlx::query("SELECT written_at, author, body FROM comment WHERE arrival = $1 ORDER BY position DESC")
            .bind(arrival)
            .fetch_all(connection)
            .await?;
    rows.iter()
        .map(|row| {
            let mut c = Columns::of(row);
            Ok(Comment {
                written_at: c.moment()?,
                author: c.get()?,
                text: c.get()?,
            })
        })
        .collect()
}
