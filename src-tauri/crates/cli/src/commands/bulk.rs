//! `syncadm bulk`: what was done to many transactions at once, and taking it back.

use anstyle::Style;
use console::{BulkDetail, JobResult};
use model::{BulkJob, BulkRefusal, BulkState};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    exit::{Exit, Failure},
    job,
    output::{Cell, DIM, GOOD, Output, Table, WARN, clean, counted, moment},
    session::{Session, read},
};

/// See the help.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List bulk jobs, newest first
    List {
        /// At most so many, 200 at the most
        #[arg(long, value_name = "N", default_value_t = 20)]
        limit: usize,
        /// Only jobs before the one of this number
        #[arg(long, value_name = "NO")]
        before: Option<i64>,
    },
    /// Show a bulk job, and what it left as it is
    Show {
        /// Its number
        job: i64,
    },
    /// Take back what a bulk job did, as far as it was not committed to the org since
    Undo {
        /// Its number
        job: i64,
        /// Why; it is kept in the history of each transaction
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

#[derive(Deserialize)]
struct Page {
    jobs: Vec<Value>,
}

#[derive(Deserialize)]
struct Detail {
    job: BulkJob,
    refusals: Vec<BulkRefusal>,
}

/// Does it.
///
/// # Errors
/// When there is no such job, or the store cannot be read or written.
pub async fn run(session: &Session, command: Command, output: &Output) -> Result<Exit, Failure> {
    match command {
        Command::List { limit, before } => list(session, limit, before, output).await,
        Command::Show { job } => show(session, job, output).await,
        Command::Undo { job, reason } => {
            start(
                session,
                "bulk.undo",
                json!({ "id": job, "reason": reason }),
                output,
            )
            .await
        }
    }
}

/// Starts a bulk job, waits for its end, and tells what came of it.
///
/// # Errors
/// When the console refuses it, or the store cannot be written.
pub async fn start(
    session: &Session,
    command: &str,
    request: Value,
    output: &Output,
) -> Result<Exit, Failure> {
    let job = job::run(session, command, request).await?;
    let Some(JobResult::Bulk(detail)) = &job.result else {
        return Ok(job::exit(&job));
    };
    if output.json {
        output.document(detail)?;
    } else {
        let BulkDetail { job, refusals } = detail;
        output.text(&refused(refusals))?;
        output.note(&told(job));
    }
    Ok(job::exit(&job))
}

/// What a job did, in one line.
fn told(job: &BulkJob) -> String {
    let mut text = format!(
        "bulk job {}: done for {} of {}",
        job.id,
        job.done,
        counted(job.total, "transaction")
    );
    if job.followed > 0 {
        text.push_str(&format!(
            ", and {} followed",
            counted(job.followed, "dependent transaction")
        ));
    }
    if job.held > 0 {
        text.push_str(&format!(
            "; {} held: retry them with transactions retry --held-of {}",
            counted(job.held, "transaction"),
            job.id
        ));
    }
    if let Some(note) = &job.note {
        text.push_str(&format!("; {}", clean(note)));
    }
    text
}

async fn list(
    session: &Session,
    limit: usize,
    before: Option<i64>,
    output: &Output,
) -> Result<Exit, Failure> {
    let request = json!({ "before": before, "limit": limit });
    let page: Page = session.call("bulk.list", request).await?;
    if output.json {
        output.rows(&page.jobs)?;
        return Ok(Exit::Done);
    }
    let jobs: Vec<BulkJob> = read("bulk.list", Value::Array(page.jobs))?;
    let mut table = Table::new([
        "No",
        "What",
        "State",
        "Began",
        "By",
        "Done",
        "Left",
        "Undone by",
        "Reason",
    ]);
    for job in &jobs {
        table.row([
            Cell::number(job.id),
            Cell::from(&job.title),
            state(job.state),
            moment(job.started_at).into(),
            Cell::from(&job.actor),
            Cell::number(job.done),
            Cell::number(job.refused),
            job.undone_by.map_or_else(Cell::default, Cell::number),
            Cell::from(&job.reason),
        ]);
    }
    output.text(&table.text(0))?;
    Ok(Exit::Done)
}

async fn show(session: &Session, id: i64, output: &Output) -> Result<Exit, Failure> {
    let detail: Value = session.call("bulk.get", json!({ "id": id })).await?;
    if output.json {
        output.document(&detail)?;
        return Ok(Exit::Done);
    }
    let Detail { job, refusals } = read("bulk.get", detail)?;
    let mut head = Table::new(["Bulk job", ""]);
    head.row(["What".into(), Cell::from(&job.title)]);
    head.row(["State".into(), state(job.state)]);
    head.row(["By".into(), Cell::from(&job.actor)]);
    head.row(["Reason".into(), Cell::from(&job.reason)]);
    head.row(["Began".into(), moment(job.started_at).into()]);
    head.row([
        "Ended".into(),
        job.ended_at.map_or_else(Cell::default, |at| moment(at).into()),
    ]);
    head.row(["Came of it".into(), told(&job).into()]);
    if let Some(undo) = job.undone_by {
        head.row(["Undone by".into(), format!("bulk job {undo}").into()]);
    }
    if let Some(at) = job.journal_pruned_at {
        let why = format!(
            "no longer: its journal was kept for long enough and removed {}",
            moment(at)
        );
        head.row(["Undo".into(), why.into()]);
    }
    output.text(&format!("{}\n{}", head.text(0), refused(&refusals)))?;
    Ok(Exit::Done)
}

/// What was left as it is, by reason; nothing when all was done.
fn refused(refusals: &[BulkRefusal]) -> String {
    if refusals.is_empty() {
        return String::new();
    }
    let mut table = Table::new(["Left", "Such as", "Why"]);
    for refusal in refusals {
        table.row([
            Cell::number(refusal.count).with(WARN),
            refusal
                .sample
                .first()
                .map_or("", |first| first.name.as_str())
                .into(),
            Cell::from(&refusal.reason),
        ]);
    }
    table.text(0)
}

fn state(state: BulkState) -> Cell {
    let style = match state {
        BulkState::Completed => GOOD,
        BulkState::CompletedWithFailures
        | BulkState::Failed
        | BulkState::Stopped
        | BulkState::Interrupted => WARN,
        BulkState::Canceled => DIM,
        BulkState::Running => Style::new(),
    };
    Cell::styled(state.as_str(), style)
}
