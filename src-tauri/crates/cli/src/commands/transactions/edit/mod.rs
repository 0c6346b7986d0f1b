//! `syncadm transactions edit`: shows what an edit changes, asks the org whether it would take it, and saves it.

mod assignment;

use model::{FieldChange, RecordId, SyncErrorCode};
use serde::Deserialize;
use serde_json::{Value, json};

use self::assignment::item_edits;
pub use self::assignment::{as_json, field_of};
use super::detail::{self, Detail};
use crate::{
    exit::{Exit, Failure},
    output::{DIM, GOOD, Output, WARN, clean},
    session::{Session, read},
};

const EXAMPLES: &str = "\
Examples:
  syncadm transactions edit DST-0000000042 --set 1.Status='\"Completed\"' --reason \"picklist value renamed\"
  syncadm transactions edit DST-0000000042 --set 1.Quantity=5 --unset 1.Old__c --dry-run --reason \"device bug\"
  syncadm transactions edit DST-0000000042 --payload 2=@payload.json --reason \"JSON was cut off\"
  syncadm transactions edit DST-0000000042 --field Comments=\"call the user\" --reason \"for the record\"

ITEM is the number of an item as `transactions show` gives it, its Name or its Id.";

/// See the help.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The transaction by Id, Name or OfflineUniqueIdentifier
    #[arg(value_name = "ID")]
    key: String,
    /// Set a field of an item's payload: JSON, or a text as it is
    #[arg(long, value_name = "ITEM.FIELD=VALUE")]
    set: Vec<String>,
    /// Take a field out of an item's payload
    #[arg(long, value_name = "ITEM.FIELD")]
    unset: Vec<String>,
    /// Replace an item's whole payload, by JSON or by what is in a file
    #[arg(long, value_name = "ITEM=JSON|@FILE")]
    payload: Vec<String>,
    /// Replace the Id or device-made id of the record that an item is about
    #[arg(long, value_name = "ITEM=ID")]
    identifier: Vec<String>,
    /// Set a field of the transaction by its API name; an empty value empties it
    #[arg(long, value_name = "FIELD=VALUE")]
    field: Vec<String>,
    /// Why; it is kept in the history
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Save although the org would refuse a value
    #[arg(long)]
    accept_problems: bool,
    /// Only show what would change
    #[arg(long)]
    dry_run: bool,
}

#[derive(Deserialize)]
struct Preview {
    changes: Vec<Change>,
    problems: Vec<Problem>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    item_id: Option<RecordId>,
    field: String,
    old_value: Option<String>,
    new_value: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Problem {
    item_id: Option<RecordId>,
    field: Option<String>,
    code: SyncErrorCode,
    message: String,
    blocks_save: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
enum Answer {
    Saved { version: i64 },
    Conflict(Box<Detail>),
    NotFound,
    NotAllowed { reason: String },
}

/// Edits a transaction.
///
/// # Errors
/// When an argument is wrong, the org would refuse a value, or someone else changed the transaction meanwhile.
pub async fn run(session: &Session, args: Args, output: &Output) -> Result<Exit, Failure> {
    let detail = detail::get(session, &args.key).await?;
    let edit = json!({
        "id": detail.transaction.id,
        "fields": transaction_fields(&args)?,
        "items": item_edits(&detail.items, &args)?,
    });
    let answer: Value = session.call("transactions.checkEdit", edit.clone()).await?;
    let preview: Preview = read("transactions.checkEdit", answer.clone())?;
    if output.json && args.dry_run {
        output.document(&answer)?;
    } else if !output.json {
        output.text(&preview.text(&detail))?;
    }
    if args.dry_run {
        return Ok(if preview.problems.is_empty() {
            Exit::Done
        } else {
            Exit::Failures
        });
    }
    preview.check(args.accept_problems)?;
    if preview.changes.is_empty() {
        output.note("nothing to change");
        return Ok(Exit::Done);
    }
    save(session, &args, &detail, edit, output).await
}

fn transaction_fields(args: &Args) -> Result<Vec<Value>, Failure> {
    let field = |assignment: &String| {
        let (name, value) = assignment
            .split_once('=')
            .ok_or_else(|| Failure::Usage(format!("\"{}\" is not FIELD=VALUE", clean(assignment))))?;
        Ok(json!({ "name": name.trim(), "value": Some(value).filter(|value| !value.is_empty()) }))
    };
    args.field.iter().map(field).collect()
}

async fn save(
    session: &Session,
    args: &Args,
    detail: &Detail,
    edit: Value,
    output: &Output,
) -> Result<Exit, Failure> {
    let request = json!({
        "edit": edit,
        "expectedVersion": detail.version,
        "reason": args.reason,
        "acceptProblems": args.accept_problems,
    });
    let answer: Value = session.call("transactions.edit", request).await?;
    match read("transactions.edit", answer.clone())? {
        Answer::Saved { version } => {
            if output.json {
                output.document(&answer)?;
            } else {
                output.text(&format!("{GOOD}saved{GOOD:#}, now version {version}\n"))?;
            }
            Ok(Exit::Done)
        }
        Answer::Conflict(now) => {
            output.note(&changes_since(detail, &now));
            let key = clean(&args.key);
            Err(Failure::Conflict(format!(
                "{key} was changed by someone else meanwhile; nothing was saved"
            )))
        }
        Answer::NotFound => Err(Failure::NotFound(format!("{} is gone", args.key))),
        Answer::NotAllowed { reason } => Err(Failure::Usage(format!("the edit was not saved: {reason}"))),
    }
}

/// What someone else changed since `seen` was read.
fn changes_since(seen: &Detail, now: &Detail) -> String {
    let new = now.history.len().saturating_sub(seen.history.len());
    let line = |change: &FieldChange| {
        let value = |value: &Option<String>| clean(value.as_deref().unwrap_or("(none)"));
        let (old, new) = (value(&change.old_value), value(&change.new_value));
        format!(
            "{} by {}: {old} -> {new}",
            clean(&change.field),
            clean(&change.actor)
        )
    };
    now.history
        .iter()
        .take(new)
        .map(line)
        .collect::<Vec<_>>()
        .join("\n")
}

impl Preview {
    /// What changes, field by field, and what the org would refuse.
    fn text(&self, detail: &Detail) -> String {
        let mut text = String::new();
        let place = |item_id: &Option<RecordId>| {
            let place = detail
                .items
                .iter()
                .position(|item| Some(&item.id) == item_id.as_ref());
            place.map(|place| format!("{}.", place + 1)).unwrap_or_default()
        };
        for Change {
            item_id,
            field,
            old_value,
            new_value,
        } in &self.changes
        {
            let value = |value: &Option<String>| clean(value.as_deref().unwrap_or("(none)"));
            let (old, new) = (value(old_value), value(new_value));
            text.push_str(&format!(
                "{}{}: {DIM}{old}{DIM:#} -> {GOOD}{new}{GOOD:#}\n",
                place(item_id),
                clean(field)
            ));
        }
        for Problem {
            item_id,
            field,
            code,
            message,
            ..
        } in &self.problems
        {
            let field = field.as_deref().unwrap_or("FieldValues");
            text.push_str(&format!(
                "{}{}: {WARN}{code}{WARN:#} {}\n",
                place(item_id),
                clean(field),
                clean(message)
            ));
        }
        text
    }

    /// Refuses what cannot be saved, and what the caller did not accept.
    fn check(&self, accept_problems: bool) -> Result<(), Failure> {
        let refused = self
            .problems
            .iter()
            .find(|problem| problem.blocks_save || !accept_problems);
        let Some(problem) = refused else { return Ok(()) };
        let way = if problem.blocks_save {
            ""
        } else {
            "; correct it, or save it so with --accept-problems"
        };
        let Problem { code, message, .. } = problem;
        Err(Failure::Usage(format!(
            "nothing was saved: {code}: {}{way}",
            clean(message)
        )))
    }
}
