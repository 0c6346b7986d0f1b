//! Devices that have been offline for long.

use model::{MobileSyncSettings, MobileSyncSettingsOverride, Timestamp, timestamp};
use serde::Serialize;
use sqlx::SqliteConnection;
use ts_rs::TS;

use crate::{
    engine::Fault,
    tables::{
        DAY,
        device::{self, SilentRow},
        setting,
    },
};

/// How many devices are named.
const NAMED: usize = 100;

/// Devices near or over their Mobile Offline Days Limit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct OfflineDevices {
    /// How many have not been heard of for at least 80 % of the limit.
    pub near: i64,
    /// How many more have not been heard of for longer than the limit.
    pub over: i64,
    /// Those near the limit, the longest silent of them first, then those over it, latest heard of first; 100 at the
    /// most.
    pub devices: Vec<OfflineDevice>,
}

/// A device that has not been heard of for long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct OfflineDevice {
    /// The device, as its transactions name it.
    pub device_identifier: String,
    /// Its user.
    pub owner_id: String,
    /// The user's name, when the store knows the user.
    pub owner_name: Option<String>,
    /// The version of the mobile app that it had.
    pub app_version: String,
    /// The version of its metadata.
    pub metadata_version: String,
    /// When its first transaction was received.
    pub first_seen: Timestamp,
    /// When its newest was received.
    pub last_seen: Timestamp,
    /// The Mobile Offline Days Limit of its user's profile.
    pub limit_days: i64,
    /// Whether it has been silent for longer: the next sync is a full one.
    pub is_over: bool,
}

/// The devices of active users that are near or over the limit at `now` (milliseconds).
pub(super) async fn offline(c: &mut SqliteConnection, now: i64) -> Result<OfflineDevices, Fault> {
    let org_default: MobileSyncSettings = match setting::get(c, "mobile").await? {
        Some((value, _)) => serde_json::from_str(&value)?,
        None => MobileSyncSettings::default(),
    };
    let by_profile = limits_by_profile(c).await?;
    let limit = org_default.mobile_offline_days_limit;
    let rows = device::silent(c, limit, &by_profile, now).await?.into_iter();
    let all: Vec<OfflineDevice> = rows.map(|row| told(row, now)).collect();
    let (over, mut near): (Vec<_>, Vec<_>) = all.into_iter().partition(|device| device.is_over);
    near.reverse();
    let counts = (near.len() as i64, over.len() as i64);
    Ok(OfflineDevices {
        near: counts.0,
        over: counts.1,
        devices: near.into_iter().chain(over).take(NAMED).collect(),
    })
}

/// The limits of profiles that have their own.
async fn limits_by_profile(c: &mut SqliteConnection) -> Result<Vec<(String, i64)>, Fault> {
    let mut limits = Vec::new();
    for (profile, value) in setting::of_profiles(c).await? {
        let value: MobileSyncSettingsOverride = serde_json::from_str(&value)?;
        limits.extend(value.mobile_offline_days_limit.map(|days| (profile, days)));
    }
    Ok(limits)
}

fn told(row: SilentRow, now: i64) -> OfflineDevice {
    OfflineDevice {
        is_over: now - row.last_seen > row.limit_days * DAY,
        device_identifier: row.device_identifier,
        owner_id: row.owner_id,
        owner_name: row.owner_name,
        app_version: row.app_version,
        metadata_version: row.metadata_version,
        first_seen: timestamp(row.first_seen),
        last_seen: timestamp(row.last_seen),
        limit_days: row.limit_days,
    }
}
