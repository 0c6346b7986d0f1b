//! The daily report.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    ConsoleError, DailyReport, ReportZone,
    command::Context,
    daily_report::{self, ReportTargets},
};

/// Which day.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, optional_fields)]
pub struct ReportRequest {
    /// The day, as 2026-11-26; none: yesterday.
    pub day: Option<NaiveDate>,
    /// Whose day.
    pub zone: ReportZone,
}

/// Which day, and where the report goes.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, optional_fields)]
pub struct SaveReportRequest {
    /// The day, as 2026-11-26; none: yesterday.
    pub day: Option<NaiveDate>,
    /// Whose day.
    pub zone: ReportZone,
    /// The file of a page of HTML.
    pub html: Option<String>,
    /// The file of a table for spreadsheets (CSV).
    pub csv: Option<String>,
    /// The file of a message that mail programs open as a draft (EML), with the page and the table.
    pub eml: Option<String>,
    /// Mail addresses to which the message is to go.
    #[serde(default)]
    pub to: Vec<String>,
}

/// What was written.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ReportFiles {
    /// The files: page, table, message, as far as they were asked for.
    pub files: Vec<String>,
}

pub(super) async fn get(context: &Context<'_>, request: ReportRequest) -> Result<DailyReport, ConsoleError> {
    let workspace = context.workspace()?;
    let now = context.console.clock().now();
    daily_report::daily_report(workspace.store(), request.day, request.zone, now).await
}

pub(super) async fn save(
    context: &Context<'_>,
    request: SaveReportRequest,
) -> Result<ReportFiles, ConsoleError> {
    let SaveReportRequest {
        day,
        zone,
        html,
        csv,
        eml,
        to,
    } = request;
    if html.is_none() && csv.is_none() && eml.is_none() {
        return Err(ConsoleError::invalid(
            "Name at least one file for the report: HTML, CSV or EML.",
        ));
    }
    let report = get(context, ReportRequest { day, zone }).await?;
    let [html, csv, eml] = [html, csv, eml].map(|path| path.map(Into::into));
    let files = daily_report::save(report, ReportTargets { html, csv, eml, to }).await?;
    Ok(ReportFiles { files })
}
