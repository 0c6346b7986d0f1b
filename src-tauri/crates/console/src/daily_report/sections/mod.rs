//! The tables of a report.

mod errors;
mod outcomes;
mod runs;
mod waiting;

use model::{Cause, Schedule, Timestamp};
use store::{DayFigures, TimelineMark, UserCount};

use super::{ReportCell, ReportColumn, ReportSection, day::ReportDay};

pub(super) use outcomes::summary;

/// The longest text from outside that is told, in characters.
const LONGEST: usize = 300;

/// How many users are named.
const USERS: usize = 10;

/// All tables, the most important first.
pub(super) fn sections(
    day: &ReportDay,
    figures: &DayFigures,
    causes: &[Cause],
    schedules: &[Schedule],
    now: Timestamp,
) -> Vec<ReportSection> {
    vec![
        outcomes::by_outcome(day, figures),
        outcomes::by_hour(day, &figures.day),
        errors::new_and_regressed(&figures.error_groups, causes),
        errors::most_frequent(&figures.error_groups, causes),
        users(&figures.now.failed_by_user),
        waiting::how_long(day, &figures.now),
        waiting::users(day, &figures.now.users_with_old_new),
        waiting::devices(day, &figures.now.offline_devices),
        runs::runs(day, &figures.runs),
        runs::missed(day, &figures.runs, schedules, now),
        changes(day, &figures.changes),
    ]
}

fn users(users: &[UserCount]) -> ReportSection {
    let rows = users.iter().take(USERS).map(|user| {
        let name = user.owner_name.as_deref().unwrap_or(&user.owner_id);
        vec![text(name), ReportCell::Count(user.count)]
    });
    ReportSection {
        note: Some("As it is now, whatever the day.".into()),
        rows: rows.collect(),
        ..section(
            "Users with most Failed transactions",
            &[("User", false), ("Failed", true)],
            "No transaction is Failed.",
        )
    }
}

fn changes(day: &ReportDay, changes: &[TimelineMark]) -> ReportSection {
    let rows = changes
        .iter()
        .map(|change| vec![text(&day.moment(change.at)), text(&change.text)]);
    ReportSection {
        rows: rows.collect(),
        ..section(
            "App versions and settings",
            &[("When", false), ("What", false)],
            "No new app version, no change of settings.",
        )
    }
}

/// A table without rows; of each column its name and whether it has numbers.
fn section(title: &str, columns: &[(&str, bool)], when_empty: &str) -> ReportSection {
    let columns = columns.iter().map(|(name, is_number)| ReportColumn {
        name: (*name).to_owned(),
        is_number: *is_number,
    });
    ReportSection {
        title: title.to_owned(),
        note: None,
        columns: columns.collect(),
        rows: Vec::new(),
        when_empty: when_empty.to_owned(),
    }
}

/// A text, which may come from a device: on one line, and not too long.
fn text(text: &str) -> ReportCell {
    let mut characters = text.chars();
    let mut told: String = characters
        .by_ref()
        .take(LONGEST)
        .map(|character| if character.is_control() { ' ' } else { character })
        .collect();
    if characters.next().is_some() {
        told.push('…');
    }
    ReportCell::Text(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_a_device_stays_on_one_line_and_short() {
        assert_eq!(text("a\r\nb\u{7}"), ReportCell::Text("a  b ".into()));
        let ReportCell::Text(long) = text(&"x".repeat(100_000)) else {
            panic!("a text stays one")
        };
        assert_eq!(long.chars().count(), LONGEST + 1);
    }
}
