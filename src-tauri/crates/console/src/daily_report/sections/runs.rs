//! Runs of the Sync Processor.

use chrono::Duration;
use model::{BatchJob, RunCounts, RunTrigger, Schedule, Timestamp};

use super::{ReportCell, ReportSection, section, text};
use crate::daily_report::day::ReportDay;

/// A schedule that is due for longer than this was missed, in minutes.
const MISSED_AFTER: i64 = 5;

/// Runs that were scheduled or asked for, one by one, and what the background did in one row.
pub(super) fn runs(day: &ReportDay, runs: &[BatchJob]) -> ReportSection {
    let (background, asked_for): (Vec<&BatchJob>, Vec<&BatchJob>) = runs
        .iter()
        .partition(|run| matches!(run.trigger, RunTrigger::Background | RunTrigger::RealTime));
    let mut rows: Vec<_> = asked_for.into_iter().map(|run| row(day, run)).collect();
    if !background.is_empty() {
        let mut counts = RunCounts::default();
        background.iter().for_each(|run| counts.add(&run.counts));
        let name = format!("In the background, {} runs", background.len());
        let mut row = vec![text(""), text(&name), text(""), text("")];
        row.extend(numbers(&counts));
        row.push(text(""));
        rows.push(row);
    }
    ReportSection {
        rows,
        ..section(
            "Runs of the Sync Processor",
            &[
                ("Began", false),
                ("Run", false),
                ("Begun by", false),
                ("Status", false),
                ("Claimed", true),
                ("Success", true),
                ("Retry", true),
                ("Failed", true),
                ("Error", false),
            ],
            "The Sync Processor did not run.",
        )
    }
}

fn row(day: &ReportDay, run: &BatchJob) -> Vec<ReportCell> {
    let begun_by = match run.trigger {
        RunTrigger::Schedule => "Schedule",
        RunTrigger::CatchUp => "Schedule, after it was missed",
        RunTrigger::Manual => "Admin",
        RunTrigger::CommandLine => "Command line",
        RunTrigger::Background | RunTrigger::RealTime => "Background",
    };
    let mut row = vec![
        text(&day.moment(run.started_at)),
        text(&run.name),
        text(begun_by),
        text(run.status.as_str()),
    ];
    row.extend(numbers(&run.counts));
    row.push(text(run.error.as_deref().unwrap_or_default()));
    row
}

fn numbers(counts: &RunCounts) -> [ReportCell; 4] {
    [counts.claimed, counts.success, counts.retry, counts.failed].map(ReportCell::Count)
}

/// Runs that a schedule missed on the day: those made up for, and those that are due still.
pub(super) fn missed(
    day: &ReportDay,
    runs: &[BatchJob],
    schedules: &[Schedule],
    now: Timestamp,
) -> ReportSection {
    let made_up = runs
        .iter()
        .filter(|run| run.trigger == RunTrigger::CatchUp)
        .map(|run| {
            let told = format!("Made up for at {}", day.moment(run.started_at));
            vec![text(&run.name), text(&told)]
        });
    let overdue = schedules.iter().filter_map(|schedule| {
        let due = schedule.next_run_at?;
        let is_missed = due + Duration::minutes(MISSED_AFTER) < now;
        let told = format!("Due since {}, not run yet", day.moment(due));
        is_missed.then(|| vec![text(&schedule.name), text(&told)])
    });
    ReportSection {
        rows: made_up.chain(overdue).collect(),
        ..section(
            "Missed runs",
            &[("Schedule", false), ("What became of it", false)],
            "No schedule was missed.",
        )
    }
}
