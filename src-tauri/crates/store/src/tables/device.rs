//! `device`: the devices, and when they were heard of.

use std::collections::HashMap;

use sqlx::{SqliteConnection, sqlite::SqliteRow};

use crate::{
    engine::batch,
    tables::{Columns, batch_of, transaction::StoredTransaction},
};

/// A device of which nothing was heard for long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SilentRow {
    pub(crate) device_identifier: String,
    pub(crate) owner_id: String,
    pub(crate) owner_name: Option<String>,
    pub(crate) app_version: String,
    pub(crate) metadata_version: String,
    pub(crate) first_seen: i64,
    pub(crate) last_seen: i64,
    /// The limit that holds for its user, in days.
    pub(crate) limit_days: i64,
}

/// Notes the devices of these transactions: one row for each device, whatever the number of transactions.
pub(crate) async fn note(connection: &mut SqliteConnection, rows: &[StoredTransaction]) -> sqlx::Result<()> {
    let mut seen: HashMap<&str, (i64, &StoredTransaction)> = HashMap::new();
    for row in rows
        .iter()
        .filter(|row| !row.transaction.device_identifier.is_empty())
    {
        let at = row.transaction.created_date;
        let (first, newest) = seen
            .entry(&row.transaction.device_identifier)
            .or_insert((model::millis(at), row));
        *first = model::millis(at).min(*first);
        if at >= newest.transaction.created_date {
            *newest = row;
        }
    }
    if seen.is_empty() {
        return Ok(());
    }
    let devices = seen.into_iter().map(|(device, (first, newest))| {
        let newest = &newest.transaction;
        let last = model::millis(newest.created_date);
        (
            device,
            &newest.owner_id,
            &newest.app_version,
            &newest.metadata_version,
            first,
            last,
        )
    });
    sqlx::query(concat!(
        "INSERT INTO device (device_identifier, owner_id, app_version, metadata_version, first_seen, last_seen) ",
        "SELECT input.value ->> 0, input.value ->> 1, input.value ->> 2, input.value ->> 3, ",
        "CAST(input.value ->> 4 AS BIGINT), CAST(input.value ->> 5 AS BIGINT) FROM ",
        batch!("$1"),
        " WHERE true ON CONFLICT (device_identifier) DO UPDATE SET ",
        "owner_id = CASE WHEN excluded.last_seen >= device.last_seen THEN excluded.owner_id ELSE device.owner_id END, ",
        "app_version = CASE WHEN excluded.last_seen >= device.last_seen THEN excluded.app_version ",
        "    ELSE device.app_version END, ",
        "metadata_version = CASE WHEN excluded.last_seen >= device.last_seen THEN excluded.metadata_version ",
        "    ELSE device.metadata_version END, ",
        "first_seen = min(device.first_seen, excluded.first_seen), ",
        "last_seen = max(device.last_seen, excluded.last_seen)",
    ))
    .bind(batch_of(devices)?)
    .execute(connection)
    .await?;
    Ok(())
}

/// Devices last heard of before $4, and for at least four fifths of the limit of their user's profile: $1 is
/// (profile, limit in days), $2 the limit of all other profiles, $3 now. Users who are no longer active do not count.
/// Those last heard of first come last: the others can be helped in time.
pub(crate) const SILENT: &str = concat!(
    "SELECT d.device_identifier, d.owner_id, u.name, d.app_version, d.metadata_version, d.first_seen, d.last_seen, ",
    "COALESCE(p.days, $2) AS days FROM device AS d LEFT JOIN field_user AS u ON u.id = d.owner_id ",
    "LEFT JOIN (SELECT input.value ->> 0 AS profile_id, CAST(input.value ->> 1 AS BIGINT) AS days FROM ",
    batch!("$1"),
    ") AS p ON p.profile_id = u.profile_id ",
    "WHERE d.last_seen <= $4 AND d.last_seen <= $3 - COALESCE(p.days, $2) * 69120000 ",
    "AND COALESCE(u.is_active, true) ORDER BY d.last_seen DESC",
);

/// Devices of which nothing was heard for at least four fifths of the limit, which is `limit_days` or what `by_profile`
/// says for the user's profile. Moments in milliseconds.
pub(crate) async fn silent(
    connection: &mut SqliteConnection,
    limit_days: i64,
    by_profile: &[(String, i64)],
    now: i64,
) -> sqlx::Result<Vec<SilentRow>> {
    let shortest = by_profile
        .iter()
        .map(|(_, days)| *days)
        .fold(limit_days, i64::min);
    let rows = sqlx::query(SILENT)
        .bind(batch_of(by_profile)?)
        .bind(limit_days)
        .bind(now)
        .bind(now - shortest * NEAR)
        .fetch_all(connection)
        .await?;
    rows.iter().map(read).collect()
}

/// Four fifths of a day, in milliseconds: so long for each day of the limit, and a device is near it.
const NEAR: i64 = super::DAY / 5 * 4;

fn read(row: &SqliteRow) -> sqlx::Result<SilentRow> {
    let mut c = Columns::of(row);
    Ok(SilentRow {
        device_identifier: c.get()?,
        owner_id: c.get()?,
        owner_name: c.get()?,
        app_version: c.get()?,
        metadata_version: c.get()?,
        first_seen: c.get()?,
        last_seen: c.get()?,
        limit_days: c.get()?,
    })
}
