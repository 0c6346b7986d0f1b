//! `transaction_object`: which objects a transaction is about.

use std::collections::BTreeSet;

use sqlx::SqliteConnection;

use crate::{engine::batch, tables::batch_of};

/// Notes objects of transactions; those known are left.
pub(crate) async fn insert(
    connection: &mut SqliteConnection,
    objects: &BTreeSet<(&str, i64)>,
) -> sqlx::Result<()> {
    sqlx::query(concat!(
        "INSERT INTO transaction_object (object_name, arrival) ",
        "SELECT input.value ->> 0, CAST(input.value ->> 1 AS BIGINT) FROM ",
        batch!("$1"),
        " WHERE true ",
        "ON CONFLICT DO NOTHING",
    ))
    .bind(batch_of(objects)?)
    .execute(connection)
    .await?;
    Ok(())
}
