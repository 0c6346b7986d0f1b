//! What was settled when, and what happened meanwhile.

use std::collections::BTreeMap;

use model::{RunTrigger, Timestamp, timestamp};
use serde::Serialize;
use sqlx::SqliteConnection;
use ts_rs::TS;

use crate::{
    SettingsScope,
    engine::Fault,
    tables::{
        DAY, app_version, batch_job,
        hour_outcome::{self, HOUR},
        setting,
    },
};

/// How many days are told: four weeks to compare with, and the one that goes on.
const DAYS: i64 = 35;

/// Marks at the most, and of each kind.
const MOST_MARKS: usize = 200;

/// What was settled in one hour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct HourCounts {
    /// When the hour began.
    pub at: Timestamp,
    /// Attempts that ended as Success.
    pub success: i64,
    /// Attempts that ended as Failed.
    pub failed: i64,
    /// Attempts that ended as Retry.
    pub retry: i64,
    /// Attempts that ended as Canceled.
    pub canceled: i64,
    /// Attempts that ended as Manual.
    pub manual: i64,
}

/// What kind of thing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum TimelineMarkKind {
    /// Somebody changed settings.
    Settings,
    /// The first transaction of a version of the mobile app came.
    AppVersion,
    /// A run of the Sync Processor that was scheduled or asked for.
    Run,
}

/// Something that happened, and may explain what was settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TimelineMark {
    /// When.
    pub at: Timestamp,
    /// What kind of thing.
    pub kind: TimelineMarkKind,
    /// In a few words.
    pub text: String,
}

/// What was settled in each hour, oldest first.
pub(super) async fn hours(c: &mut SqliteConnection, now: i64) -> Result<Vec<HourCounts>, Fault> {
    let mut hours: BTreeMap<i64, HourCounts> = BTreeMap::new();
    for (hour, outcome, count) in hour_outcome::since(c, first_day(now) / HOUR).await? {
        let counts = hours.entry(hour).or_insert_with(|| HourCounts {
            at: timestamp(hour * HOUR),
            success: 0,
            failed: 0,
            retry: 0,
            canceled: 0,
            manual: 0,
        });
        match outcome.as_str() {
            "Success" => counts.success = count,
            "Failed" => counts.failed = count,
            "Retry" => counts.retry = count,
            "Canceled" => counts.canceled = count,
            _ => counts.manual = count,
        }
    }
    Ok(hours.into_values().collect())
}

/// When the first day that is told began, in milliseconds.
const fn first_day(now: i64) -> i64 {
    (now.div_euclid(DAY) - DAYS + 1) * DAY
}

/// What happened, oldest first.
pub(super) async fn marks(c: &mut SqliteConnection, now: i64) -> Result<Vec<TimelineMark>, Fault> {
    let since = first_day(now);
    let mut marks = settings(c, since).await?;
    marks.extend(app_versions(c, since).await?);
    marks.extend(runs(c, since).await?);
    marks.sort_by(|a, b| (a.at, a.kind, &a.text).cmp(&(b.at, b.kind, &b.text)));
    marks.dedup();
    let older = marks.len().saturating_sub(MOST_MARKS);
    marks.drain(..older);
    Ok(marks)
}

async fn settings(c: &mut SqliteConnection, since: i64) -> Result<Vec<TimelineMark>, Fault> {
    let changes = setting::history(c, None, MOST_MARKS as i64).await?.into_iter();
    let recent = changes.filter(|change| change.changed_at >= since);
    let marks = recent.filter_map(|change| {
        let what = match SettingsScope::named(&change.scope) {
            // What is watched changes nothing of what is settled.
            Some(SettingsScope::Watch) => return None,
            Some(SettingsScope::Processor) => "Sync Processor settings",
            Some(SettingsScope::Schedule { .. }) => "Schedule",
            Some(SettingsScope::Profile { .. }) => "Mobile Sync Settings of a profile",
            Some(SettingsScope::Mobile) | None => "Mobile Sync Settings",
        };
        Some(TimelineMark {
            at: timestamp(change.changed_at),
            kind: TimelineMarkKind::Settings,
            text: format!("{what}: {} changed by {}", change.field, change.actor),
        })
    });
    Ok(marks.collect())
}

async fn app_versions(c: &mut SqliteConnection, since: i64) -> Result<Vec<TimelineMark>, Fault> {
    let versions = app_version::since(c, since).await?.into_iter();
    let marks = versions.map(|(version, at)| TimelineMark {
        at: timestamp(at),
        kind: TimelineMarkKind::AppVersion,
        text: format!("First transaction of app version {version}"),
    });
    Ok(marks.collect())
}

/// Runs that were scheduled or asked for; what works in the background runs all the time.
async fn runs(c: &mut SqliteConnection, since: i64) -> Result<Vec<TimelineMark>, Fault> {
    let runs = batch_job::page(c, i64::MAX, MOST_MARKS as i64).await?.into_iter();
    let marks = runs
        .filter(|run| model::millis(run.started_at) >= since)
        .filter(|run| !matches!(run.trigger, RunTrigger::Background | RunTrigger::RealTime))
        .map(|run| TimelineMark {
            at: run.started_at,
            kind: TimelineMarkKind::Run,
            text: format!(
                "Run \"{}\": {} failed of {}",
                run.name, run.counts.failed, run.counts.claimed
            ),
        });
    Ok(marks.collect())
}
