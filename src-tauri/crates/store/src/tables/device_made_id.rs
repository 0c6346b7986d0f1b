//! `device_made_id`: device-made ids of each user, and the real Ids they became.

use std::collections::BTreeSet;

use model::RecordId;
use sqlx::SqliteConnection;

use crate::{
    engine::{batch, gathered, place_in_batch},
    tables::{WideInsert, batch_of, rows_of},
};

static INSERT: WideInsert = WideInsert::on_conflict(
    "INSERT INTO device_made_id (owner_id, device_made_id, record_id)",
    3,
    "ON CONFLICT (owner_id, device_made_id) DO UPDATE SET record_id = excluded.record_id",
);

/// Notes that device-made ids of users became real: (owner, device-made id, record Id).
pub(crate) async fn insert(
    connection: &mut SqliteConnection,
    ids: &[(&str, &str, &str)],
) -> sqlx::Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    INSERT
        .run(connection, ids, |statement, (owner, device_made, record)| {
            statement
                .bind((*owner).to_owned())
                .bind((*device_made).to_owned())
                .bind((*record).to_owned())
        })
        .await?;
    let lengths: BTreeSet<(i64,)> = ids.iter().map(|(_, id, _)| (id.len() as i64,)).collect();
    sqlx::query(concat!(
        "INSERT INTO device_made_id_length (length) ",
        "SELECT CAST(input.value ->> 0 AS BIGINT) FROM ",
        batch!("$1"),
        " WHERE true ON CONFLICT DO NOTHING",
    ))
    .bind(batch_of(lengths)?)
    .execute(connection)
    .await?;
    Ok(())
}

/// The lengths in bytes that device-made ids have.
pub(crate) async fn lengths(connection: &mut SqliteConnection) -> sqlx::Result<BTreeSet<usize>> {
    let lengths: Vec<i64> = sqlx::query_scalar("SELECT length FROM device_made_id_length")
        .fetch_all(connection)
        .await?;
    Ok(lengths
        .into_iter()
        .filter_map(|length| usize::try_from(length).ok())
        .collect())
}

/// What became of those of these ids that are known: (owner, device-made id).
pub(crate) const KNOWN: &str = concat!(
    "SELECT ",
    gathered!(place_in_batch!(), ", known.record_id"),
    " FROM ",
    batch!("$1"),
    " CROSS JOIN device_made_id AS known ",
    "WHERE known.owner_id = input.value ->> 0 AND known.device_made_id = input.value ->> 1",
);

/// What became of those of these ids (owner, device-made id) that are known: place among these, and record Id.
pub(crate) async fn known(
    connection: &mut SqliteConnection,
    wanted: &[(&str, &str)],
) -> sqlx::Result<Vec<(usize, RecordId)>> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let found: String = sqlx::query_scalar(KNOWN)
        .bind(batch_of(wanted)?)
        .fetch_one(connection)
        .await?;
    rows_of(&found)
}
