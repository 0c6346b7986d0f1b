//! `syncadm report`: what a day was like.

use std::path::PathBuf;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    exit::{Exit, Failure},
    output::{Cell, HEAD, Output, Table, clean},
    session::{Session, read},
};

const EXAMPLES: &str = "\
Examples:
  syncadm report
  syncadm report --day 2026-11-26 --local
  syncadm report --html report.html --csv report.csv
  syncadm report --eml report.eml --to ann@example.com --to ben@example.com

Without a file the report is shown. It has users' names and patterns of error messages, no messages and no payloads.
A mail program opens an EML file as a draft.";

/// See the help.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The day; yesterday when it is not named. Of today the report tells what has happened so far
    #[arg(long, value_name = "DAY")]
    day: Option<NaiveDate>,
    /// The day where this program runs, not in UTC
    #[arg(long)]
    local: bool,
    /// Write a page of HTML
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Write a table for spreadsheets
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Write a message with the page and the table
    #[arg(long, value_name = "FILE")]
    eml: Option<PathBuf>,
    /// To whom the message goes; can be given several times
    #[arg(long, value_name = "ADDRESS", requires = "eml")]
    to: Vec<String>,
}

#[derive(Deserialize)]
struct Files {
    files: Vec<String>,
}

#[derive(Deserialize)]
struct Report {
    title: String,
    summary: String,
    sections: Vec<Section>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Section {
    title: String,
    columns: Vec<Column>,
    rows: Vec<Vec<ReportCell>>,
    when_empty: String,
}

#[derive(Deserialize)]
struct Column {
    name: String,
}

#[derive(Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "camelCase")]
enum ReportCell {
    Text(String),
    Count(i64),
    Share(f64),
}

/// Shows the report, or writes it to files.
///
/// # Errors
/// When the day has not begun, or a file cannot be written.
pub async fn run(session: &Session, args: Args, output: &Output) -> Result<Exit, Failure> {
    let zone = if args.local { "local" } else { "utc" };
    let mut request = json!({ "zone": zone });
    let mut set = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            request[name] = value;
        }
    };
    set("day", args.day.map(|day| json!(day)));
    let files = [("html", &args.html), ("csv", &args.csv), ("eml", &args.eml)];
    for (name, path) in files {
        set(name, path.as_ref().map(|path| path.display().to_string().into()));
    }
    if files.iter().all(|(_, path)| path.is_none()) {
        return show(session, request, output).await;
    }
    request["to"] = json!(args.to);
    let answer: Value = session.call("report.save", request).await?;
    if output.json {
        output.document(&answer)?;
    } else {
        let Files { files } = read("report.save", answer)?;
        output.text(&format!("The report is in\n  {}\n", files.join("\n  ")))?;
    }
    Ok(Exit::Done)
}

async fn show(session: &Session, request: Value, output: &Output) -> Result<Exit, Failure> {
    let answer: Value = session.call("report.get", request).await?;
    if output.json {
        output.document(&answer)?;
        return Ok(Exit::Done);
    }
    let report: Report = read("report.get", answer)?;
    let mut text = format!(
        "{HEAD}{}{HEAD:#}\n{}\n",
        clean(&report.title),
        clean(&report.summary)
    );
    for section in &report.sections {
        text.push_str(&format!("\n{HEAD}{}{HEAD:#}\n", clean(&section.title)));
        text.push_str(&rows(section));
    }
    output.text(&text)?;
    Ok(Exit::Done)
}

fn rows(section: &Section) -> String {
    if section.rows.is_empty() {
        return format!("  {}\n", clean(&section.when_empty));
    }
    let mut table = Table::new(section.columns.iter().map(|column| column.name.clone()));
    for row in &section.rows {
        table.row(row.iter().map(|cell| match cell {
            ReportCell::Text(text) => Cell::from(text),
            ReportCell::Count(count) => Cell::number(*count),
            ReportCell::Share(share) => format!("{:.1} %", share * 100.0).into(),
        }));
    }
    table.text(2)
}
