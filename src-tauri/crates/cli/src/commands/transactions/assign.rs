//! `syncadm transactions assign`: who looks after transactions.

use serde_json::{Value, json};

use super::{
    filter::FilterArgs,
    many::{self, Wanted},
};
use crate::{
    commands::bulk,
    exit::{Exit, Failure},
    output::Output,
    session::Session,
};

/// See the help.
#[derive(Debug, clap::Args)]
#[group(id = "person", required = true, multiple = false, args = ["person_name", "nobody"])]
pub struct Args {
    /// The person who looks after them
    #[arg(id = "person_name", long = "person", value_name = "NAME")]
    person: Option<String>,
    /// Nobody looks after them any more
    #[arg(long)]
    nobody: bool,
    /// Why; it is kept in the history of each transaction
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    filter: FilterArgs,
}

/// Assigns all that match.
///
/// # Errors
/// When no filter is given, or the store cannot be written.
pub async fn run(session: &Session, args: Args, output: &Output) -> Result<Exit, Failure> {
    let wanted = Wanted {
        action: json!({ "kind": "assign", "assignee": args.person }),
        scope: many::scope(session, &args.filter).await?,
        reason: args.reason,
        canary: Value::Null,
        accept_problems: false,
    };
    bulk::start(session, "bulk.start", wanted.request(), output).await
}
