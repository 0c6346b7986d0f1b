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

/// How many days the overview tells of: four weeks to compare with, and the one that goes on.
const DAYS: i64 = 35;

/// Marks at the most, and of each kind.
const MOST_MARKS: usize = 200;

/// From one moment on and before another, in milliseconds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) from: i64,
    pub(super) until: i64,
}

impl Span {
    /// The days that the overview tells of; whatever is dated later belongs to the last.
    pub(super) const fn of_overview(now: i64) -> Self {
        Self {
            from: (now.div_euclid(DAY) - DAYS + 1) * DAY,
            until: i64::MAX,
        }
    }
}

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

/// What was settled in each hour that began in a span, oldest first.
pub(super) async fn hours(c: &mut SqliteConnection, span: Span) -> Result<Vec<HourCounts>, Fault> {
    let mut hours: BTreeMap<i64, HourCounts> = BTreeMap::new();
    let (from, until) = (span.from.div_euclid(HOUR), span.until.div_euclid(HOUR));
    for (hour, outcome, count) in hour_outcome::between(c, from, until).await? {
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

/// What happened in a span, oldest first.
pub(super) async fn marks(c: &mut SqliteConnection, span: Span) -> Result<Vec<TimelineMark>, Fault> {
    let mut marks = changes(c, span).await?;
    marks.extend(runs(c, span).await?);
    Ok(in_order(marks))
}

/// What was changed in a span, oldest first: settings, and versions of the mobile app.
pub(super) async fn changes(c: &mut SqliteConnection, span: Span) -> Result<Vec<TimelineMark>, Fault> {
    let mut marks = settings(c, span).await?;
    marks.extend(app_versions(c, span).await?);
    Ok(in_order(marks))
}

/// Oldest first, each once, the newest if there are too many.
fn in_order(mut marks: Vec<TimelineMark>) -> Vec<TimelineMark> {
    marks.sort_by(|a, b| (a.at, a.kind, &a.text).cmp(&(b.at, b.kind, &b.text)));
    marks.dedup();
    let older = marks.len().saturating_sub(MOST_MARKS);
    marks.drain(..older);
    marks
}

async fn settings(c: &mut SqliteConnection, span: Span) -> Result<Vec<TimelineMark>, Fault> {
    let changes = setting::changes_between(c, span.from, span.until, MOST_MARKS as i64).await?;
    let marks = changes.into_iter().filter_map(|change| {
        let what = match SettingsScope::named(&change.scope) {
            // What is watched changes nothing of what is settled.
            Some(SettingsScope::Watch | SettingsScope::Masks) => return None,
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

async fn app_versions(c: &mut SqliteConnection, span: Span) -> Result<Vec<TimelineMark>, Fault> {
    let versions = app_version::first_seen_between(c, span.from, span.until).await?;
    let marks = versions.into_iter().map(|(version, at)| TimelineMark {
        at: timestamp(at),
        kind: TimelineMarkKind::AppVersion,
        text: format!("First transaction of app version {version}"),
    });
    Ok(marks.collect())
}

/// Runs that were scheduled or asked for; what works in the background runs all the time.
async fn runs(c: &mut SqliteConnection, span: Span) -> Result<Vec<TimelineMark>, Fault> {
    let runs = batch_job::begun_between(c, span.from, span.until).await?;
    let marks = runs
        .into_iter()
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
