//! `syncadm process`: runs the Sync Processor.

use console::{Job, JobResult, JobState};
use serde_json::json;

use crate::{
    exit::{Exit, Failure},
    job,
    output::{Cell, GOOD, Output, Table, WARN, counted},
    session::Session,
};

const EXAMPLES: &str = "\
Examples:
  syncadm process
  syncadm process --until-empty
  syncadm --json process --lookback-days 7

Ctrl-C stops after the transactions at work; none is left halfway.";

/// See the help.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Only transactions made on a device in the last so many days
    #[arg(long, value_name = "DAYS", default_value_t = 60)]
    lookback_days: i64,
    /// Go on until nothing is left that is due, waiting for retries
    #[arg(long)]
    until_empty: bool,
}

/// Runs the processor.
///
/// # Errors
/// When the store or the org fails.
pub async fn run(session: &Session, args: Args, output: &Output) -> Result<Exit, Failure> {
    let request = json!({ "lookbackDays": args.lookback_days, "untilEmpty": args.until_empty, "trigger": "commandLine" });
    let job = job::run(session, "processor.run", request).await?;
    if output.json {
        output.document(&job)?;
    } else {
        print_summary(&job, output)?;
    }
    if job.state == JobState::Canceled {
        output.note("canceled; what was not processed is still queued");
    }
    Ok(job::exit(&job))
}

/// What a run came to.
///
/// # Errors
/// When stdout is gone.
pub fn print_summary(job: &Job, output: &Output) -> Result<(), Failure> {
    let Some(JobResult::Process(summary)) = &job.result else {
        return Ok(());
    };
    let mut table = Table::new(["Outcome", "Attempts"]);
    table.row([Cell::styled("Success", GOOD), Cell::number(summary.success)]);
    table.row([
        Cell::styled("Failed", if summary.failed > 0 { WARN } else { GOOD }),
        Cell::number(summary.failed),
    ]);
    table.row(["Retry".into(), Cell::number(summary.retry)]);
    table.row(["Canceled".into(), Cell::number(summary.canceled)]);
    table.row(["Manual".into(), Cell::number(summary.manual)]);
    let seconds = summary.duration_ms as f64 / 1_000.0;
    let claimed = counted(summary.claimed, "transaction");
    output.text(&format!(
        "{}{claimed} taken from the queue in {seconds:.1} s\n",
        table.text(0)
    ))?;
    Ok(())
}
