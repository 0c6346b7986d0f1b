//! `syncadm transactions simulate`: what attempts would come to.

use console::{JobResult, JobState, SimulationBucket, SimulationReport};
use model::{AttemptOutcome, RecordId};
use serde_json::{Value, json};

use super::{detail, filter::FilterArgs};
use crate::{
    exit::{Exit, Failure},
    job,
    output::{Cell, GOOD, Output, Table, WARN, counted},
    session::Session,
};

const EXAMPLES: &str = "\
Examples:
  syncadm transactions simulate DST-0000000042
  syncadm transactions simulate --status failed --error REQUIRED_FIELD_MISSING
  syncadm --json transactions simulate --queue

Nothing changes but log entries, which are marked. Exit code 1: not all of them would succeed.";

/// See the help.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Transactions by Id, Name or OfflineUniqueIdentifier
    #[arg(value_name = "ID", conflicts_with_all = ["FilterArgs", "queue"])]
    keys: Vec<String>,
    /// The queue as a run would take it now, until nothing is due
    #[arg(long, conflicts_with = "FilterArgs")]
    queue: bool,
    #[command(flatten)]
    filter: FilterArgs,
}

/// Simulates, and tells the buckets.
///
/// # Errors
/// When none was named, or the store or the org fails.
pub async fn run(session: &Session, args: Args, output: &Output) -> Result<Exit, Failure> {
    let job = job::run(session, "simulation.many", request(session, &args).await?).await?;
    let Some(JobResult::Simulation(report)) = &job.result else {
        return Ok(job::exit(&job));
    };
    if output.json {
        output.document(report)?;
    } else {
        output.text(&table(report))?;
        output.note(&format!(
            "{} of {} would succeed; {} would not be tried",
            report.would_succeed,
            counted(report.simulated, "transaction"),
            report.skipped
        ));
    }
    let all_well = job.state == JobState::Completed && report.would_succeed == report.simulated;
    Ok(if all_well { Exit::Done } else { Exit::Failures })
}

async fn request(session: &Session, args: &Args) -> Result<Value, Failure> {
    let (mut ids, mut filter) = (None, None);
    if !args.keys.is_empty() {
        let mut named: Vec<RecordId> = Vec::new();
        for key in &args.keys {
            named.push(detail::id(session, key).await?);
        }
        ids = Some(named);
    } else if !args.filter.is_empty() {
        filter = Some(args.filter.to_request(session).await?);
    } else if !args.queue {
        return Err(Failure::Usage(
            "say which transactions: by ID, by a filter such as --status failed, or --queue".to_owned(),
        ));
    }
    Ok(json!({ "ids": ids, "filter": filter, "wholeQueue": args.queue, "lookbackDays": null }))
}

fn table(report: &SimulationReport) -> String {
    let mut table = Table::new(["Would end as", "Transactions", "Error", "Where", "Such as", "Why"]);
    for bucket in &report.buckets {
        let SimulationBucket {
            outcome,
            error_code,
            object_name,
            field_name,
            message,
            count,
            sample,
        } = bucket;
        let style = match outcome {
            AttemptOutcome::Success => GOOD,
            _ => WARN,
        };
        let place: Vec<&str> = [object_name, field_name]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        table.row([
            Cell::styled(outcome.as_str(), style),
            Cell::number(*count),
            error_code.as_ref().map_or("", |code| code.as_str()).into(),
            place.join(".").into(),
            sample.first().map_or("", |first| first.name.as_str()).into(),
            message.as_deref().unwrap_or_default().into(),
        ]);
    }
    table.text(0)
}
