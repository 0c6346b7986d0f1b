//! `syncadm runs`: what the Sync Processor did, run by run.

use anstyle::Style;
use model::{BatchJob, BatchJobPart, BatchJobStatus, RunCounts, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    exit::{Exit, Failure},
    output::{Cell, DIM, GOOD, Output, Table, WARN, moment},
    session::{Session, read},
};

/// See the help.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List runs, newest first
    List {
        /// At most so many, 200 at the most
        #[arg(long, value_name = "N", default_value_t = 20)]
        limit: usize,
        /// Only runs before the one of this number
        #[arg(long, value_name = "NO")]
        before: Option<i64>,
    },
    /// Show a run with its parts
    Show {
        /// Its number
        run: i64,
    },
}

#[derive(Deserialize)]
struct Page {
    runs: Vec<Value>,
}

#[derive(Deserialize)]
struct Detail {
    run: BatchJob,
    parts: Vec<BatchJobPart>,
}

/// Does it.
///
/// # Errors
/// When there is no such run, or the store cannot be read.
pub async fn run(session: &Session, command: Command, output: &Output) -> Result<Exit, Failure> {
    match command {
        Command::List { limit, before } => list(session, limit, before, output).await,
        Command::Show { run } => show(session, run, output).await,
    }
}

async fn list(
    session: &Session,
    limit: usize,
    before: Option<i64>,
    output: &Output,
) -> Result<Exit, Failure> {
    let request = json!({ "before": before, "limit": limit });
    let page: Page = session.call("runs.list", request).await?;
    if output.json {
        output.rows(&page.runs)?;
        return Ok(Exit::Done);
    }
    let runs: Vec<BatchJob> = read("runs.list", Value::Array(page.runs))?;
    let mut table = Table::new([
        "No", "Name", "Status", "Began", "Took", "Claimed", "Success", "Failed", "Retry",
    ]);
    for run in &runs {
        table.row([
            Cell::number(run.id),
            Cell::from(&run.name),
            status(run.status),
            moment(run.started_at).into(),
            took(run.started_at, run.ended_at).into(),
            Cell::number(run.counts.claimed),
            Cell::number(run.counts.success),
            Cell::number(run.counts.failed),
            Cell::number(run.counts.retry),
        ]);
    }
    output.text(&table.text(0))?;
    Ok(Exit::Done)
}

async fn show(session: &Session, id: i64, output: &Output) -> Result<Exit, Failure> {
    let detail: Value = session.call("runs.get", json!({ "id": id })).await?;
    if output.json {
        output.document(&detail)?;
        return Ok(Exit::Done);
    }
    let Detail { run, parts } = read("runs.get", detail)?;
    let mut head = Table::new(["Run", ""]);
    head.row(["Name".into(), Cell::from(&run.name)]);
    head.row(["Began by".into(), run.trigger.as_str().into()]);
    head.row(["Status".into(), status(run.status)]);
    head.row(["Began".into(), moment(run.started_at).into()]);
    head.row(["Took".into(), took(run.started_at, run.ended_at).into()]);
    head.row(["Lookback".into(), format!("{} days", run.lookback_days).into()]);
    head.row(["Processor".into(), Cell::from(&run.processor)]);
    head.row(["Counts".into(), counts(&run.counts).into()]);
    if let Some(error) = &run.error {
        head.row(["Error".into(), Cell::styled(error, WARN)]);
    }
    let mut table = Table::new(["Part", "Status", "Began", "Took", "Counts"]);
    for part in &parts {
        table.row([
            Cell::number(part.number),
            status(part.status),
            moment(part.started_at).into(),
            took(part.started_at, Some(part.ended_at)).into(),
            counts(&part.counts).into(),
        ]);
    }
    output.text(&format!("{}\n{}", head.text(0), table.text(0)))?;
    Ok(Exit::Done)
}

fn counts(counts: &RunCounts) -> String {
    format!(
        "{} claimed: {} Success, {} Failed, {} Retry, {} Canceled, {} Manual",
        counts.claimed, counts.success, counts.failed, counts.retry, counts.canceled, counts.manual
    )
}

fn took(from: Timestamp, until: Option<Timestamp>) -> String {
    let seconds = |until: Timestamp| (until - from).num_milliseconds() as f64 / 1_000.0;
    until.map_or_else(String::new, |until| format!("{:.1} s", seconds(until)))
}

fn status(status: BatchJobStatus) -> Cell {
    let style = match status {
        BatchJobStatus::Completed => GOOD,
        BatchJobStatus::CompletedWithFailures | BatchJobStatus::Failed => WARN,
        BatchJobStatus::Canceled => DIM,
        BatchJobStatus::Submitted | BatchJobStatus::InProgress => Style::new(),
    };
    Cell::styled(status.as_str(), style)
}
