//! Error groups, with what explains them.

use model::{Cause, CauseOwner, ErrorTraits};
use store::DayErrorGroup;

use super::{ReportCell, ReportSection, section, text};

/// How many groups each table names.
const MOST: usize = 20;

const COLUMNS: [(&str, bool); 9] = [
    ("Error", false),
    ("State", false),
    ("About", false),
    ("Pattern of the message", false),
    ("Failures", true),
    ("Day before", true),
    ("A week before", true),
    ("Cause", false),
    ("Who can fix it", false),
];

const NOTE: &str = "Failures are counted by UTC day, and by whole days.";

/// Errors that came or came back on the day.
pub(super) fn new_and_regressed(groups: &[DayErrorGroup], causes: &[Cause]) -> ReportSection {
    let came = groups.iter().filter(|group| group.is_new || group.is_regressed);
    ReportSection {
        note: Some(NOTE.into()),
        rows: came.take(MOST).map(|group| row(group, causes)).collect(),
        ..section(
            "New errors, and errors that came back",
            &COLUMNS,
            "No error is new or came back.",
        )
    }
}

/// Errors with most failures on the day.
pub(super) fn most_frequent(groups: &[DayErrorGroup], causes: &[Cause]) -> ReportSection {
    let failed = groups.iter().filter(|group| group.failures > 0);
    ReportSection {
        note: Some(NOTE.into()),
        rows: failed.take(MOST).map(|group| row(group, causes)).collect(),
        ..section("Most frequent errors", &COLUMNS, "Nothing failed.")
    }
}

fn row(group: &DayErrorGroup, causes: &[Cause]) -> Vec<ReportCell> {
    let error = ErrorTraits {
        code: group.error_code.as_str(),
        object_name: group.object_name.as_deref(),
        field_name: group.field_name.as_deref(),
        message: &group.sample_message,
        value: None,
    };
    let cause = Cause::best(causes, &error);
    let about = [&group.object_name, &group.field_name];
    let about: Vec<&str> = about.into_iter().flatten().map(String::as_str).collect();
    vec![
        text(group.error_code.as_str()),
        text(match (group.is_regressed, group.is_new) {
            (true, _) => "Came back",
            (false, true) => "New",
            (false, false) => "Known before",
        }),
        text(&about.join(".")),
        text(&group.pattern),
        ReportCell::Count(group.failures),
        ReportCell::Count(group.day_before),
        ReportCell::Count(group.week_before),
        text(cause.map_or("", |cause| &cause.title)),
        text(cause.map_or("", |cause| who(cause.owner))),
    ]
}

const fn who(owner: CauseOwner) -> &'static str {
    match owner {
        CauseOwner::DeviceUser => "User of the device",
        CauseOwner::Admin => "Admin",
        CauseOwner::OrgDeveloper => "Org developer",
    }
}
