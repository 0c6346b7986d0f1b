//! Actions on one transaction or many: retry, ignore, comment, mark manual, mark resolved.

use std::collections::HashMap;

use model::{RecordId, Status};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    detail,
    filter::FilterArgs,
    list::{self, Found},
    many::{self, Wanted},
};
use crate::{
    commands::bulk,
    exit::{Exit, Failure},
    output::{Cell, Output, Table, WARN, counted, status_style},
    session::{Session, read},
};

/// Transactions that the console takes at once.
const AT_ONCE: usize = 1_000;

/// Examples of every action.
pub const EXAMPLES: &str = "\
Examples:
  syncadm transactions retry DST-0000000042 DST-0000000043 --reason \"lock released\"
  syncadm transactions ignore --status failed --error DUPLICATE_VALUE --reason \"entered twice\"
  syncadm transactions retry --all-that-match --error UNABLE_TO_LOCK_ROW --canary --reason \"lock released\"";

/// See the help.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Transactions by Id, Name or OfflineUniqueIdentifier
    #[arg(value_name = "ID", conflicts_with = "FilterArgs")]
    keys: Vec<String>,
    /// Why; it is kept in the history of each transaction. For a comment: what it says
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    #[command(flatten)]
    pub filter: FilterArgs,
    /// As one bulk job: fast, however many match, and it can be undone (see syncadm bulk)
    #[arg(long, conflicts_with_all = ["keys", "limit"])]
    pub all_that_match: bool,
    /// At most so many of those that meet the filter; 0 for all
    #[arg(long, value_name = "N", default_value_t = 0, conflicts_with = "keys")]
    limit: usize,
}

/// What can be done to transactions.
#[derive(Debug, Clone, Copy)]
pub enum Action {
    /// One more attempt.
    Retry,
    /// They become Canceled.
    Ignore,
    /// The reason as a comment.
    Comment,
    /// They become Manual.
    MarkManual,
    /// They become Success.
    MarkResolved,
}

impl Action {
    /// The command for transactions by Id.
    const fn command(self) -> &'static str {
        match self {
            Self::Retry => "transactions.retry",
            Self::Ignore => "transactions.ignore",
            Self::Comment => "transactions.comment",
            Self::MarkManual => "transactions.markManual",
            Self::MarkResolved => "transactions.markResolved",
        }
    }

    /// What a bulk job calls it; none when there is no such job.
    const fn in_bulk(self) -> Option<&'static str> {
        match self {
            Self::Retry => Some("retry"),
            Self::Ignore => Some("ignore"),
            Self::Comment => Some("comment"),
            Self::MarkManual => Some("markManual"),
            Self::MarkResolved => None,
        }
    }
}

/// What became of one transaction.
#[derive(Deserialize)]
struct Answer {
    id: RecordId,
    result: ActionResult,
}

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
enum ActionResult {
    Done { status: Status },
    NotAllowed { status: Status, reason: String },
    Conflict { version: i64 },
    NotFound,
}

/// Acts on transactions, and tells what became of each.
///
/// # Errors
/// When none was named, or the store cannot be written.
pub async fn run(session: &Session, action: Action, args: Args, output: &Output) -> Result<Exit, Failure> {
    if args.reason.trim().is_empty() {
        return Err(Failure::Usage(
            "give a --reason: it is kept in the history".to_owned(),
        ));
    }
    if args.all_that_match {
        return all_that_match(session, action, args, output).await;
    }
    let command = action.command();
    let (targets, names) = targets(session, &args).await?;
    let mut answers: Vec<Value> = Vec::new();
    for part in targets.chunks(AT_ONCE) {
        #[derive(Deserialize)]
        struct Answers {
            answers: Vec<Value>,
        }
        let request = json!({ "targets": part, "reason": args.reason });
        let Answers { answers: of_part } = session.call(command, request).await?;
        answers.extend(of_part);
    }
    if output.json {
        output.rows(&answers)?;
    }
    let answers: Vec<Answer> = read(command, Value::Array(answers))?;
    if !output.json {
        output.text(&table(&answers, &names))?;
        let done = answers
            .iter()
            .filter(|answer| matches!(answer.result, ActionResult::Done { .. }))
            .count();
        output.note(&format!(
            "done for {done} of {}",
            counted(answers.len() as i64, "transaction")
        ));
    }
    Ok(exit(&answers))
}

async fn all_that_match(
    session: &Session,
    action: Action,
    args: Args,
    output: &Output,
) -> Result<Exit, Failure> {
    let kind = action.in_bulk().ok_or_else(|| {
        Failure::Usage("what was done by hand is resolved one by one; leave out --all-that-match".to_owned())
    })?;
    let wanted = Wanted {
        action: json!({ "kind": kind }),
        scope: many::scope(session, &args.filter).await?,
        reason: args.reason,
        canary: Value::Null,
        accept_problems: false,
    };
    bulk::start(session, "bulk.start", wanted.request(), output).await
}

/// The transactions to act on, as the console takes them, and how the caller knows them.
async fn targets(session: &Session, args: &Args) -> Result<(Vec<Value>, HashMap<RecordId, String>), Failure> {
    let (mut targets, mut names) = (Vec::new(), HashMap::new());
    if !args.keys.is_empty() {
        for key in &args.keys {
            let id = detail::id(session, key).await?;
            targets.push(json!({ "id": id, "expectedVersion": null }));
            names.insert(id, key.clone());
        }
    } else if args.filter.is_empty() {
        return Err(Failure::Usage(
            "say which transactions: by ID, or by a filter such as --status failed".to_owned(),
        ));
    } else {
        for Found { id, name, version } in list::find(session, &args.filter, args.limit).await? {
            targets.push(json!({ "id": id, "expectedVersion": version }));
            names.insert(id, name);
        }
    }
    Ok((targets, names))
}

fn table(answers: &[Answer], names: &HashMap<RecordId, String>) -> String {
    let mut table = Table::new(["Transaction", "Status", "Result"]);
    for Answer { id, result } in answers {
        let name = names.get(id).map_or(id.as_str(), String::as_str);
        let status = |status: &Status| Cell::styled(status.as_str(), status_style(*status));
        let failed = |text: String| Cell::styled(text, WARN);
        let (status, result) = match result {
            ActionResult::Done { status: now } => (status(now), "done".into()),
            ActionResult::NotAllowed { status: now, reason } => (status(now), failed(reason.clone())),
            ActionResult::Conflict { version } => {
                let text =
                    format!("changed by someone else meanwhile (now version {version}); look at it again");
                (Cell::default(), failed(text))
            }
            ActionResult::NotFound => (Cell::default(), failed("not found".to_owned())),
        };
        table.row([name.into(), status, result]);
    }
    table.text(0)
}

fn exit(answers: &[Answer]) -> Exit {
    let is_done = |answer: &Answer| matches!(answer.result, ActionResult::Done { .. });
    let is_gone = |answer: &Answer| {
        matches!(
            answer.result,
            ActionResult::NotFound | ActionResult::Conflict { .. }
        )
    };
    if answers.iter().all(is_done) {
        Exit::Done
    } else if answers.iter().all(is_gone) {
        Exit::NotFound
    } else {
        Exit::Failures
    }
}
