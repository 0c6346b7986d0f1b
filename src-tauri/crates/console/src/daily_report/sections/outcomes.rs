//! How attempts ended, by outcome and by hour.

use model::AttemptOutcome;
use store::{DayFigures, HourCounts};

use super::{ReportCell, ReportSection, section, text};
use crate::daily_report::day::ReportDay;

/// The day in a sentence.
pub(crate) fn summary(figures: &DayFigures) -> String {
    let of = |hours: &[HourCounts]| {
        let (failed, all) = (count(hours, AttemptOutcome::Failed), attempts(hours));
        format!("{failed} of {all}")
    };
    format!(
        "{} attempts failed; the day before {}, a week before {}.",
        of(&figures.day),
        of(&figures.day_before),
        of(&figures.week_before)
    )
}

/// Each outcome, beside the days it is compared with.
pub(super) fn by_outcome(day: &ReportDay, figures: &DayFigures) -> ReportSection {
    let days = [&figures.day, &figures.day_before, &figures.week_before].map(Vec::as_slice);
    let row = |name: &str, figure: &dyn Fn(&[HourCounts]) -> ReportCell| {
        let mut row = vec![text(name)];
        row.extend(days.map(figure));
        row
    };
    let mut rows: Vec<Vec<ReportCell>> = AttemptOutcome::ALL
        .into_iter()
        .map(|outcome| {
            row(outcome.as_str(), &|hours| {
                ReportCell::Count(count(hours, outcome))
            })
        })
        .collect();
    rows.push(row("All attempts", &|hours| ReportCell::Count(attempts(hours))));
    rows.push(row("Share that failed", &failed_share));
    let note = match day.is_complete {
        true => None,
        false => Some("The day goes on: the other days are told up to the same hour.".to_owned()),
    };
    ReportSection {
        note,
        rows,
        ..section(
            "Attempts by outcome",
            &[
                ("Outcome", false),
                ("The day", true),
                ("Day before", true),
                ("A week before", true),
            ],
            "",
        )
    }
}

/// Each hour in which something was settled.
pub(super) fn by_hour(day: &ReportDay, hours: &[HourCounts]) -> ReportSection {
    let rows = hours.iter().map(|hour| {
        let hours = std::slice::from_ref(hour);
        vec![
            text(&day.hour(hour.at)),
            ReportCell::Count(attempts(hours)),
            ReportCell::Count(hour.failed),
            failed_share(hours),
        ]
    });
    ReportSection {
        rows: rows.collect(),
        ..section(
            "Attempts by hour",
            &[
                ("Hour", false),
                ("Attempts", true),
                ("Failed", true),
                ("Share that failed", true),
            ],
            "Nothing was settled.",
        )
    }
}

fn count(hours: &[HourCounts], outcome: AttemptOutcome) -> i64 {
    let of = |hour: &HourCounts| match outcome {
        AttemptOutcome::Success => hour.success,
        AttemptOutcome::Retry => hour.retry,
        AttemptOutcome::Failed => hour.failed,
        AttemptOutcome::Canceled => hour.canceled,
        AttemptOutcome::Manual => hour.manual,
    };
    hours.iter().map(of).sum()
}

fn attempts(hours: &[HourCounts]) -> i64 {
    AttemptOutcome::ALL
        .into_iter()
        .map(|outcome| count(hours, outcome))
        .sum()
}

/// A dash when there was no attempt.
fn failed_share(hours: &[HourCounts]) -> ReportCell {
    match attempts(hours) {
        0 => text("–"),
        all => ReportCell::Share(count(hours, AttemptOutcome::Failed) as f64 / all as f64),
    }
}
