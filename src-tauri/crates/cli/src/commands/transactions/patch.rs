//! `syncadm transactions patch`: one change of one field, in many payloads.

use model::TransactionRef;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    edit::as_json,
    filter::FilterArgs,
    many::{self, Wanted},
};
use crate::{
    commands::bulk,
    exit::{Exit, Failure},
    output::{Cell, Output, Table, WARN, counted},
    session::{Session, read},
};

const EXAMPLES: &str = "\
Examples:
  syncadm transactions patch Visit Status --map Done=Completed --status failed --preview
  syncadm transactions patch Visit Status --map Done=Completed --status failed --reason \"picklist renamed\"
  syncadm transactions patch Account Phone --replace 0043 +43 --user \"Anna Berger\" --reason \"area code\"
  syncadm transactions patch Visit Legacy__c --remove --error INVALID_FIELD --reason \"field is gone\"

A value is JSON (12.5, true, null, \"text\"); what is no JSON is taken for a text.";

/// See the help.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
#[group(id = "change", required = true, multiple = false, args = ["set", "replace", "map", "remove"])]
pub struct Args {
    /// API name of the object
    #[arg(id = "patched_object", value_name = "OBJECT")]
    object: String,
    /// API name of the field
    #[arg(value_name = "FIELD")]
    field: String,
    /// Give it this value
    #[arg(long, value_name = "VALUE")]
    set: Option<String>,
    /// Within a text, replace one text by another
    #[arg(long, num_args = 2, value_names = ["FIND", "WITH"])]
    replace: Option<Vec<String>>,
    /// Replace one value by another; may be given several times
    #[arg(long, value_name = "FROM=TO")]
    map: Vec<String>,
    /// Take the field out
    #[arg(long)]
    remove: bool,
    /// Show what would change in the first 500 transactions, and change nothing
    #[arg(long)]
    preview: bool,
    /// With --preview: show the next 500 after those that ended here
    #[arg(long, value_name = "PLACE", requires = "preview")]
    after: Option<i64>,
    /// Patch also where the org would refuse the value
    #[arg(long)]
    accept_problems: bool,
    /// Why; it is kept in the history of each transaction
    #[arg(long, value_name = "TEXT", required_unless_present = "preview")]
    reason: Option<String>,
    #[command(flatten)]
    filter: FilterArgs,
}

/// What a patch would change.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Preview {
    total: i64,
    changing: i64,
    looked_at: i64,
    patched: Vec<Patched>,
    next: Option<i64>,
}

#[derive(Deserialize)]
struct Patched {
    transaction: TransactionRef,
    before: Option<String>,
    after: Option<String>,
    problem: Option<String>,
}

/// Patches, or shows what a patch would change.
///
/// # Errors
/// When the rule is wrong, no filter is given, or the store cannot be read or written.
pub async fn run(session: &Session, args: Args, output: &Output) -> Result<Exit, Failure> {
    let rule = json!({ "objectName": args.object, "field": args.field, "change": change(&args)? });
    let action = json!({ "kind": "patch", "rule": rule });
    let scope = many::scope(session, &args.filter).await?;
    if args.preview {
        let request = json!({ "action": action, "scope": scope, "after": args.after });
        return preview(session, request, output).await;
    }
    let wanted = Wanted {
        action,
        scope,
        reason: args.reason.unwrap_or_default(),
        canary: Value::Null,
        accept_problems: args.accept_problems,
    };
    bulk::start(session, "bulk.start", wanted.request(), output).await
}

fn change(args: &Args) -> Result<Value, Failure> {
    if let Some(value) = &args.set {
        return Ok(json!({ "kind": "set", "value": as_json(value) }));
    }
    if let Some([find, with]) = args.replace.as_deref() {
        return Ok(json!({ "kind": "replace", "find": find, "with": with }));
    }
    if args.remove {
        return Ok(json!({ "kind": "remove" }));
    }
    let pair = |text: &String| {
        let (from, to) = text
            .split_once('=')
            .ok_or_else(|| Failure::Usage(format!("write --map as FROM=TO, not \"{text}\"")))?;
        Ok(json!({ "from": as_json(from), "to": as_json(to) }))
    };
    let pairs: Result<Vec<Value>, Failure> = args.map.iter().map(pair).collect();
    Ok(json!({ "kind": "map", "pairs": pairs? }))
}

async fn preview(session: &Session, request: Value, output: &Output) -> Result<Exit, Failure> {
    let answer: Value = session.call("bulk.preview", request).await?;
    if output.json {
        output.document(&answer)?;
        return Ok(Exit::Done);
    }
    let preview: Preview = read("bulk.preview", answer)?;
    let mut table = Table::new(["Transaction", "Before", "After", "Problem"]);
    for row in &preview.patched {
        let value = |value: &Option<String>| Cell::from(value.as_deref().unwrap_or("(not there)"));
        table.row([
            Cell::from(&row.transaction.name),
            value(&row.before),
            value(&row.after),
            Cell::styled(row.problem.as_deref().unwrap_or_default(), WARN),
        ]);
    }
    output.text(&table.text(0))?;
    output.note(&format!(
        "{} of {} looked at, {} would be patched",
        preview.looked_at,
        counted(preview.total, "transaction"),
        preview.changing
    ));
    if let Some(next) = preview.next {
        output.note(&format!("look at the next with --after {next}"));
    }
    Ok(Exit::Done)
}
