//! The daily report: what a day was like beside the day before and the same day a week before, and what waits now.
//!
//! `day` says which times it is about, `sections` makes tables of what the store keeps, and every form shows the same
//! tables: the window's preview, `html` and plain text, `csv`, and `mail` with all of them. It tells patterns of errors,
//! never messages or payloads.

mod csv;
mod day;
mod form;
mod mail;
mod save;
mod saving;
mod sections;
#[cfg(test)]
mod tests;

use chrono::{Local, NaiveDate, Utc};
use model::Timestamp;
use serde::{Deserialize, Serialize};
use store::Store;
use ts_rs::TS;

use self::day::ReportDay;
use crate::ConsoleError;

pub(crate) use save::{ReportTargets, save};
pub(crate) use saving::save_due;

/// Whose day it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum ReportZone {
    /// The day in UTC.
    Utc,
    /// The day where this program runs.
    Local,
}

/// A day and the state of the queue, as tables.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct DailyReport {
    /// The day.
    pub day: NaiveDate,
    /// Whose day.
    pub zone: ReportZone,
    /// What it is the report of.
    pub title: String,
    /// The day in a sentence.
    pub summary: String,
    /// When it was written.
    pub written_at: Timestamp,
    /// The tables.
    pub sections: Vec<ReportSection>,
}

/// A table of a report.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ReportSection {
    /// What it is about.
    pub title: String,
    /// What must be known to read it.
    pub note: Option<String>,
    /// What its columns are called.
    pub columns: Vec<ReportColumn>,
    /// Its rows, each with a cell for each column.
    pub rows: Vec<Vec<ReportCell>>,
    /// What is said when there is no row.
    pub when_empty: String,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ReportColumn {
    /// What it is called.
    pub name: String,
    /// Whether it has numbers.
    pub is_number: bool,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", content = "value", rename_all = "camelCase")]
#[ts(export)]
pub enum ReportCell {
    /// Words; what comes from outside is cut to 300 characters, without control characters.
    Text(String),
    /// So many.
    Count(i64),
    /// A part of a whole, from 0 to 1.
    Share(f64),
}

impl ReportCell {
    /// Whether it has words, not a number.
    const fn is_text(&self) -> bool {
        matches!(self, Self::Text(_))
    }

    /// Whether it has a part of a whole, which can be drawn as a bar.
    const fn is_share(&self) -> bool {
        matches!(self, Self::Share(_))
    }
}

/// The report of a day; of yesterday when none is named. A day that goes on is compared with the same hours of others.
///
/// # Errors
/// When the day has not begun, or the store cannot be read.
pub(crate) async fn daily_report(
    store: &Store,
    day: Option<NaiveDate>,
    zone: ReportZone,
    now: Timestamp,
) -> Result<DailyReport, ConsoleError> {
    let day = match zone {
        ReportZone::Utc => ReportDay::of(day, Utc, now)?,
        ReportZone::Local => ReportDay::of(day, Local, now)?,
    };
    let figures = store.day_figures(&day.spans).await?;
    let mut causes = store.own_causes().await?;
    causes.extend(model::Cause::known());
    let schedules = store.schedules().await?;
    let zone_name = match zone {
        ReportZone::Utc => "UTC".to_owned(),
        ReportZone::Local => format!("local time, UTC{}", day.in_zone(day.spans.day.from).offset()),
    };
    let so_far = if day.is_complete { "" } else { " so far" };
    Ok(DailyReport {
        day: day.date,
        zone,
        title: format!("Daily report of {}{so_far} ({zone_name})", day.date),
        summary: sections::summary(&figures),
        written_at: now,
        sections: sections::sections(&day, &figures, &causes, &schedules, now),
    })
}
