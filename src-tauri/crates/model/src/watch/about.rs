//! What a notice is about, and how it is said.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::error_groups::{FailedGroup, ManyErrorGroups};
use crate::Timestamp;

/// Transactions that stay New are counted up to this.
pub const MOST_COUNTED: i64 = 1_000;

/// How much of a message is said; the whole is where the notice leads to.
const MESSAGE_LENGTH: usize = 200;

/// Transactions that stay New.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct StuckNew {
    /// They are New for longer than so many hours.
    pub hours: i64,
    /// How many, counted up to [`MOST_COUNTED`].
    pub count: i64,
    /// When the one that has waited longest was received.
    pub oldest: Timestamp,
    /// The user it belongs to, by name where the store knows it.
    pub owner: String,
}

/// What became of attempts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct FailureRate {
    /// So many whole hours are looked at, and the one that goes on.
    pub hours: i64,
    /// Attempts that ended.
    pub attempts: i64,
    /// Those that ended as Failed.
    pub failed: i64,
}

/// A run that an error ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct FailedRun {
    /// Its number.
    pub run_id: i64,
    /// The schedule, when one began it.
    pub schedule_id: Option<i64>,
    /// What it is called.
    pub name: String,
    /// What ended it.
    pub error: String,
}

/// A scheduled run that did not begin in time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct MissedRun {
    /// The schedule.
    pub schedule_id: i64,
    /// Its name.
    pub name: String,
    /// When it was due; none when it was made up for since.
    pub due_at: Option<Timestamp>,
    /// The run that made up for it.
    pub run_id: Option<i64>,
}

/// A daily report that could not be saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct UnsavedReport {
    /// The day it is of.
    pub day: NaiveDate,
    /// Where it was to go.
    pub folder: String,
    /// Why it did not.
    pub error: String,
}

/// What a notice is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[ts(export)]
pub enum NoticeAbout {
    /// Transactions stay New.
    StuckNew(StuckNew),
    /// Many attempts fail.
    FailureRate(FailureRate),
    /// An error group is new or came back.
    ErrorGroup(FailedGroup),
    /// Many error groups are new or came back at once.
    ManyErrorGroups(ManyErrorGroups),
    /// A run failed.
    RunFailed(FailedRun),
    /// A scheduled run was missed.
    RunMissed(MissedRun),
    /// A daily report could not be saved.
    ReportNotSaved(UnsavedReport),
    /// Somebody tries whether notices arrive.
    Test {},
}

impl FailureRate {
    /// The share of Failed in whole percent; 0 without attempts.
    pub const fn percent(&self) -> i64 {
        match self.attempts {
            0 => 0,
            attempts => self.failed.saturating_mul(100) / attempts,
        }
    }
}

impl NoticeAbout {
    /// The condition it tells of: the same as long as that holds, and never that of another. An error group that
    /// came back is another condition than before.
    pub fn subject(&self) -> String {
        match self {
            Self::StuckNew(_) => "stuckNew".into(),
            Self::FailureRate(_) => "failureRate".into(),
            Self::ErrorGroup(group) => group.subject(),
            Self::ManyErrorGroups(groups) => groups.subject(),
            Self::RunFailed(run) => match run.schedule_id {
                Some(schedule) => format!("runFailed:schedule:{schedule}"),
                None => format!("runFailed:name:{}", run.name),
            },
            Self::RunMissed(missed) => format!("runMissed:{}", missed.schedule_id),
            Self::ReportNotSaved(_) => "reportNotSaved".into(),
            Self::Test {} => "test".into(),
        }
    }

    /// What happened, in a few words.
    pub fn title(&self) -> String {
        match self {
            Self::StuckNew(stuck) if stuck.count >= MOST_COUNTED => {
                format!("{MOST_COUNTED} or more transactions stay New")
            }
            Self::StuckNew(stuck) if stuck.count == 1 => "A transaction stays New".into(),
            Self::StuckNew(stuck) => format!("{} transactions stay New", stuck.count),
            Self::FailureRate(rate) => format!("{} % of the attempts failed", rate.percent()),
            Self::ErrorGroup(group) => {
                let state = group.regressed_at.map_or("New error", |_| "Error is back");
                format!("{state}: {}", group.what())
            }
            Self::ManyErrorGroups(groups) => groups.title(),
            Self::RunFailed(run) => format!("Run failed: {}", run.name),
            Self::RunMissed(missed) => format!("Scheduled run missed: {}", missed.name),
            Self::ReportNotSaved(report) => format!("Daily report of {} not saved", report.day),
            Self::Test {} => "Test notice".into(),
        }
    }

    /// Why it is told, and what to do.
    pub fn text(&self) -> String {
        match self {
            Self::StuckNew(stuck) => format!(
                "New for more than {}. The one that has waited longest was received on {} UTC and belongs to {}. Ask \
                 for a full manual sync, or see why no run takes it.",
                counted(stuck.hours, "hour"),
                minute(stuck.oldest),
                stuck.owner
            ),
            Self::FailureRate(rate) => format!(
                "{} of {} ended as Failed in the last {}.",
                rate.failed,
                counted(rate.attempts, "attempt"),
                counted(rate.hours, "hour")
            ),
            Self::ErrorGroup(group) => format!(
                "{}: {}",
                counted(group.failures, "failure"),
                shortened(&group.pattern)
            ),
            Self::ManyErrorGroups(groups) => groups.text(),
            Self::RunFailed(run) => shortened(&run.error),
            Self::RunMissed(missed) => match missed.due_at {
                Some(due) => format!(
                    "It was due on {} UTC and has not begun: no program runs schedules, the processor is paused, or \
                     another run is still at work.",
                    minute(due)
                ),
                None => "It did not begin in time. A later run made up for it.".into(),
            },
            Self::ReportNotSaved(report) => format!(
                "It was to go to {}: {}. See that the folder is there and can be written, or choose another; the \
                 console tries again by itself.",
                report.folder,
                shortened(&report.error)
            ),
            Self::Test {} => "Notices arrive: this is how the console tells you what needs attention.".into(),
        }
    }
}

fn minute(moment: Timestamp) -> impl std::fmt::Display {
    moment.format("%Y-%m-%d %H:%M")
}

pub(super) fn counted(count: i64, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(MESSAGE_LENGTH) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SyncErrorCode, timestamp};

    fn group(regressed_at: Option<Timestamp>) -> NoticeAbout {
        NoticeAbout::ErrorGroup(FailedGroup {
            group_id: 7,
            error_code: SyncErrorCode::RequiredFieldMissing,
            object_name: Some("Visit".into()),
            field_name: Some("Status".into()),
            pattern: "ü".repeat(300),
            failures: 1,
            regressed_at,
        })
    }

    #[test]
    fn an_error_group_that_came_back_is_another_condition() {
        let back = group(Some(timestamp(5)));
        assert_ne!(group(None).subject(), back.subject());
        assert_ne!(back.subject(), group(Some(timestamp(6))).subject());
        assert_eq!(
            (group(None).title(), back.title()),
            (
                "New error: REQUIRED_FIELD_MISSING on Visit.Status".into(),
                "Error is back: REQUIRED_FIELD_MISSING on Visit.Status".into()
            )
        );
    }

    #[test]
    fn long_messages_are_cut_between_letters() {
        assert_eq!(group(None).text(), format!("1 failure: {}…", "ü".repeat(200)));
    }

    #[test]
    fn counts_are_said_as_people_say_them() {
        let stuck = |count| {
            NoticeAbout::StuckNew(StuckNew {
                hours: 24,
                count,
                oldest: timestamp(0),
                owner: "Anna".into(),
            })
            .title()
        };
        assert_eq!(stuck(1), "A transaction stays New");
        assert_eq!(stuck(12), "12 transactions stay New");
        assert_eq!(stuck(MOST_COUNTED), "1000 or more transactions stay New");
        let rate = FailureRate {
            hours: 1,
            attempts: 3,
            failed: 2,
        };
        assert_eq!(rate.percent(), 66);
        let rate = NoticeAbout::FailureRate(rate);
        assert_eq!(rate.text(), "2 of 3 attempts ended as Failed in the last 1 hour.");
    }

    #[test]
    fn what_travels_reads_back() {
        for about in [group(Some(timestamp(5))), NoticeAbout::Test {}] {
            let text = serde_json::to_string(&about).unwrap();
            assert_eq!(serde_json::from_str::<NoticeAbout>(&text).unwrap(), about);
        }
    }
}
