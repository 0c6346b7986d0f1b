//! `syncadm import`: reads Data Loader files.

use std::path::PathBuf;

use console::{FileReport, ImportReport, Job, JobResult, JobState};
use serde_json::json;

use crate::{
    exit::{Exit, Failure},
    job,
    output::{Cell, GOOD, Output, Table, WARN, clean},
    session::Session,
};

const EXAMPLES: &str = "\
Examples:
  syncadm import DeviceSyncTransaction.csv DeviceSyncTransactionRecord.csv DeviceSyncTransactionLog.csv
  syncadm import *.csv --all-or-none

Files are CSV as Data Loader exports it: UTF-8, API names in the header in any order and case, ISO 8601 moments.
The object of a file is told from its header; transactions are read first, then items, then log entries.
Bad rows go to FILE.rejects.csv beside the file, with line, column, value and reason; the rest goes in. Mended,
the rejects file can be imported itself. The same file again changes nothing; an import that was stopped goes on
where it was.";

/// See the help.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Stop at the first bad row, and leave the store as it was. Nobody else can write to the store meanwhile
    #[arg(long)]
    all_or_none: bool,
}

/// Imports the files.
///
/// # Errors
/// When a file or its header cannot be read, or the store cannot be written.
pub async fn run(session: &Session, args: Args, output: &Output) -> Result<Exit, Failure> {
    let files: Vec<String> = args.files.iter().map(|file| file.display().to_string()).collect();
    let request = json!({ "files": files, "allOrNone": args.all_or_none });
    let job = job::run(session, "data.import", request).await?;
    if let Some(JobResult::Import(report)) = &job.result {
        print(report, output)?;
    }
    tell_end(&job, args.all_or_none, output);
    Ok(job::exit(&job))
}

fn print(report: &ImportReport, output: &Output) -> Result<(), Failure> {
    if output.json {
        return Ok(output.document(report)?);
    }
    let mut table = Table::new(["Object", "Added", "Unchanged", "Rejected", "File"]);
    for file in &report.files {
        let rejected = Cell::number(file.rejected).with(if file.rejected > 0 { WARN } else { GOOD });
        table.row([
            file.object_name.as_str().into(),
            Cell::number(file.added),
            Cell::number(file.unchanged),
            rejected,
            file.file.as_str().into(),
        ]);
    }
    output.text(&table.text(0))?;
    report.files.iter().for_each(|file| tell(file, output));
    Ok(())
}

/// What a person should know about a file beyond the numbers.
fn tell(report: &FileReport, output: &Output) {
    let file = clean(&report.file);
    if report.resumed_at_row > 0 {
        output.note(&format!(
            "{file}: went on after row {}, where an earlier import stopped",
            report.resumed_at_row
        ));
    }
    if !report.unknown_columns.is_empty() {
        let columns = report
            .unknown_columns
            .iter()
            .map(|column| format!("\"{}\"", clean(column)));
        let columns = columns.collect::<Vec<_>>().join(", ");
        output.note(&format!(
            "{file}: not read, because {} has no such column: {columns}",
            report.object_name
        ));
    }
    for row in &report.first_rejects {
        let column = row
            .column
            .as_ref()
            .map(|column| format!(", column {}", clean(column)))
            .unwrap_or_default();
        let value = row
            .value
            .as_ref()
            .map(|value| format!(" \"{}\"", clean(value)))
            .unwrap_or_default();
        output.note(&format!(
            "{file}, line {}{column}{value}: {}",
            row.line,
            clean(&row.reason)
        ));
    }
    if let Some(rejects) = &report.rejects_file {
        let more = report.rejected - report.first_rejects.len() as i64;
        let more = if more > 0 {
            format!("{more} more and the rows themselves")
        } else {
            "the rows".to_owned()
        };
        output.note(&format!("{more} are in {}", clean(rejects)));
    }
}

fn tell_end(job: &Job, all_or_none: bool, output: &Output) {
    if job.state == JobState::Canceled {
        output.note(if all_or_none {
            "canceled; nothing was imported"
        } else {
            "canceled; the same files again go on from here"
        });
    }
}
