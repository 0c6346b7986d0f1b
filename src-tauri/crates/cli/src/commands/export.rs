//! `syncadm export`: writes files.

use std::path::PathBuf;

use clap::ValueEnum;
use console::{JobResult, JobState};
use serde_json::json;

use super::transactions::filter::FilterArgs;
use crate::{
    exit::{Exit, Failure},
    job,
    output::{Output, counted},
    session::Session,
};

const EXAMPLES: &str = "\
Examples:
  syncadm export --format csv --out queue/
  syncadm export --format csv --out failed.csv --status failed
  syncadm export --format csv --out visits.csv --where 'object:Visit (status:failed or is:stuck)'
  syncadm export --format json --out queue.jsonl --from 2026-11-01
  syncadm export --format xlsx --out failed.xlsx --mask --status failed
  syncadm export --format bundle --out support.zip --where 'group:7852603023248805'

CSV makes three files that import takes back to the same store: transactions, items (...Record.csv) and log entries
(...Log.csv). Values stand in them as they are: a spreadsheet may take one that begins with = + - or @ for a formula;
--disarm puts an apostrophe before those. JSON makes one file with a line for each transaction, its items and log entries.
XLSX makes one workbook for people. A bundle is a ZIP for support, with personal data masked. Files appear when complete.";

/// The form of an export.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Three CSV files
    Csv,
    /// Lines of JSON
    Json,
    /// A workbook
    Xlsx,
    /// A support bundle (ZIP)
    Bundle,
}

/// See the help.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The form of the files
    #[arg(long, value_enum)]
    format: Format,
    /// A folder or the transactions' file for CSV, a file for JSON
    #[arg(long, value_name = "PATH")]
    out: PathBuf,
    /// Mask personal data: contact details, names, signatures, free text
    #[arg(long)]
    mask: bool,
    /// Put an apostrophe before what a spreadsheet would take for a formula (CSV)
    #[arg(long)]
    disarm: bool,
    #[command(flatten)]
    filter: FilterArgs,
}

/// Writes the files.
///
/// # Errors
/// When they cannot be written.
pub async fn run(session: &Session, args: Args, output: &Output) -> Result<Exit, Failure> {
    let filter = args.filter.to_request(session).await?;
    let mut request = json!({
        "filter": filter,
        "out": args.out.display().to_string(),
        "safety": { "mask": args.mask, "disarm": args.disarm },
    });
    let command = match args.format {
        Format::Bundle => "data.supportBundle",
        Format::Csv | Format::Json | Format::Xlsx => "data.export",
    };
    request["format"] = match args.format {
        Format::Csv => "csv".into(),
        Format::Json => "json".into(),
        Format::Xlsx => "xlsx".into(),
        Format::Bundle => serde_json::Value::Null,
    };
    let job = job::run(session, command, request).await?;
    if job.state == JobState::Canceled {
        output.note("canceled; no file was changed");
    }
    if let Some(JobResult::Export(report)) = &job.result {
        if output.json {
            output.document(report)?;
        } else {
            let transactions = counted(report.transactions, "transaction");
            let items = counted(report.items, "item");
            let entries = if report.log_entries == 1 {
                "log entry"
            } else {
                "log entries"
            };
            let files = report.files.join("\n  ");
            output.text(&format!(
                "{transactions}, {items}, {} {entries} in\n  {files}\n",
                report.log_entries
            ))?;
        }
    }
    Ok(job::exit(&job))
}
