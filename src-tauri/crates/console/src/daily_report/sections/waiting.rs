//! What waits now.

use model::Timestamp;
use store::{OfflineDevices, Overview, UserBacklog};

use super::{ReportCell, ReportSection, section, text};
use crate::daily_report::day::ReportDay;

/// How long the New transactions have waited.
pub(super) fn how_long(day: &ReportDay, now: &Overview) -> ReportSection {
    let row =
        |name: &str, since: Option<Timestamp>| since.map(|since| vec![text(name), text(&day.moment(since))]);
    let rows = [
        row("The oldest", now.oldest_new),
        row("One of twenty, or longer", now.p95_new),
        row("Half, or longer", now.median_new),
    ];
    ReportSection {
        note: Some(format!("As it is now: {} transactions are New.", now.counts.new)),
        rows: rows.into_iter().flatten().collect(),
        ..section(
            "How long New transactions have waited",
            &[("Which", false), ("Since", false)],
            "No transaction is New.",
        )
    }
}

/// Users to be contacted.
pub(super) fn users(day: &ReportDay, users: &[UserBacklog]) -> ReportSection {
    let rows = users.iter().map(|user| {
        let name = user.owner_name.as_deref().unwrap_or(&user.owner_id);
        vec![
            text(name),
            ReportCell::Count(user.count),
            text(&day.moment(user.oldest)),
        ]
    });
    ReportSection {
        note: Some("As it is now. Contact them: a full manual sync (Sync Database) brings the rest.".into()),
        rows: rows.collect(),
        ..section(
            "Users with transactions New for more than a day",
            &[("User", false), ("New", true), ("Oldest", false)],
            "Nobody waits for more than a day.",
        )
    }
}

/// Devices that have been offline for nearly as long as they may, or longer.
pub(super) fn devices(day: &ReportDay, offline: &OfflineDevices) -> ReportSection {
    let rows = offline.devices.iter().map(|device| {
        let name = device.owner_name.as_deref().unwrap_or(&device.owner_id);
        let limit = if device.is_over {
            "Over the limit"
        } else {
            "Near the limit"
        };
        vec![
            text(&device.device_identifier),
            text(name),
            text(&day.moment(device.last_seen)),
            ReportCell::Count(device.limit_days),
            text(limit),
        ]
    });
    let (near, over) = (offline.near, offline.over);
    ReportSection {
        note: Some(format!("As it is now: {near} near the limit, {over} over it.")),
        rows: rows.collect(),
        ..section(
            "Devices offline for long",
            &[
                ("Device", false),
                ("User", false),
                ("Last heard of", false),
                ("Limit in days", true),
                ("How it stands", false),
            ],
            "No device is near its Mobile Offline Days Limit.",
        )
    }
}
