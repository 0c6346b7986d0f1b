//! The report for people: a page of HTML that needs nothing else, and plain text. The templates escape every value.

use askama::Template;

use super::{DailyReport, ReportCell};

/// A page of HTML, for browsers and mail programs.
#[derive(Template)]
#[template(path = "daily_report.html")]
struct Page<'a> {
    report: &'a DailyReport,
}

/// The same for mail programs that show no HTML.
#[derive(Template)]
#[template(path = "daily_report.txt")]
struct Plain<'a> {
    report: &'a DailyReport,
}

/// The report as HTML.
///
/// # Errors
/// Never while there is memory: what the templates may say.
pub(super) fn html(report: &DailyReport) -> askama::Result<String> {
    Page { report }.render()
}

/// The report as plain text.
///
/// # Errors
/// As [`html`].
pub(super) fn plain(report: &DailyReport) -> askama::Result<String> {
    Plain { report }.render()
}

/// A part of a whole in percent, with one digit: "2.5%".
pub(super) fn percent(share: f64) -> String {
    format!("{:.1}%", share * 100.0)
}

/// A number with its thousands apart: "1,234".
fn grouped(count: i64) -> String {
    let digits = count.unsigned_abs().to_string();
    let mut told = String::from(if count < 0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            told.push(',');
        }
        told.push(digit);
    }
    told
}

/// A cell as people read it.
fn shown(cell: &ReportCell) -> String {
    match cell {
        ReportCell::Text(text) => text.clone(),
        ReportCell::Count(count) => grouped(*count),
        ReportCell::Share(share) => percent(*share),
    }
}
