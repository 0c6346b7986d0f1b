//! `syncadm transactions retry`: as any action, and in bulk as a canary, or of what another job held.

use serde_json::{Value, json};

use super::{
    act,
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
#[command(after_help = act::EXAMPLES)]
#[group(id = "RetryArgs")]
pub struct Args {
    #[command(flatten)]
    act: act::Args,
    /// Retry one, then ten, then a hundred, then all, and stop when the same error comes back
    #[arg(long, requires = "all_that_match")]
    canary: bool,
    /// Run the Sync Processor for each stage of a canary; it takes everything that is due
    #[arg(long, requires = "canary")]
    run_processor: bool,
    /// Retry what this bulk job held because of what it depends on
    #[arg(long, value_name = "NO", conflicts_with_all = ["keys", "FilterArgs", "all_that_match"])]
    held_of: Option<i64>,
}

/// Retries.
///
/// # Errors
/// When none was named, or the store cannot be written.
pub async fn run(session: &Session, args: Args, output: &Output) -> Result<Exit, Failure> {
    let scope = match args.held_of {
        Some(job) => json!({ "kind": "held", "job": job }),
        None if args.act.all_that_match => many::scope(session, &args.act.filter).await?,
        None => return act::run(session, act::Action::Retry, args.act, output).await,
    };
    let wanted = Wanted {
        action: json!({ "kind": "retry" }),
        scope,
        reason: args.act.reason,
        canary: match args.canary {
            true => json!({ "runProcessor": args.run_processor }),
            false => Value::Null,
        },
        accept_problems: false,
    };
    bulk::start(session, "bulk.start", wanted.request(), output).await
}
