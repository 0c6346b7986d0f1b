//! `syncadm init`: makes a store.

use std::path::Path;

use console::JobState;
use serde::Deserialize;
use serde_json::{Value, json};

use super::process::print_summary;
use crate::{
    exit::{Exit, Failure},
    job,
    output::Output,
    session::{Session, named},
};

const EXAMPLES: &str = "\
Examples:
  syncadm --store queue.syncstore init
  syncadm --store demo.syncstore init --sample
  syncadm --store small.syncstore init --sample --users 20 --transactions 500 --seed 7";

/// See the help.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Fill it with a sample: an org, its users and sixty days of their transactions
    #[arg(long)]
    sample: bool,
    /// Field users of the sample [default: 200]
    #[arg(long, value_name = "N", requires = "sample", value_parser = clap::value_parser!(u32).range(1..))]
    users: Option<u32>,
    /// Transactions of the sample [default: 20000]
    #[arg(long, value_name = "N", requires = "sample")]
    transactions: Option<u32>,
    /// The same seed makes the same sample on the same day [default: 1]
    #[arg(long, value_name = "N", requires = "sample")]
    seed: Option<u64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Workspace {
    store_path: String,
    org_path: String,
}

/// Makes the store.
///
/// # Errors
/// When it is there already, or cannot be written.
pub async fn run(store: Option<&Path>, args: Args, output: &Output) -> Result<Exit, Failure> {
    let store = named(store)?;
    let session = Session::new();
    let made = if args.sample {
        sample(&session, store, args, output).await
    } else {
        empty(&session, store, output).await
    };
    session.close().await;
    made
}

async fn empty(session: &Session, store: String, output: &Output) -> Result<Exit, Failure> {
    let made: Value = session
        .call("workspace.create", json!({ "storePath": store }))
        .await?;
    if output.json {
        output.document(&made)?;
    } else {
        let Workspace { store_path, org_path } = crate::session::read("workspace.create", made)?;
        output.text(&format!("made {store_path} and its org {org_path}\n"))?;
    }
    Ok(Exit::Done)
}

async fn sample(session: &Session, store: String, args: Args, output: &Output) -> Result<Exit, Failure> {
    let request = json!({
        "storePath": store,
        "users": args.users,
        "transactions": args.transactions,
        "seed": args.seed,
    });
    let job = job::run(session, "workspace.createSample", request).await?;
    if job.state == JobState::Canceled {
        output.note("canceled; nothing was made");
        return Ok(Exit::Failures);
    }
    if output.json {
        output.document(&job)?;
    } else {
        output.text(&format!(
            "made the sample {store}; the Sync Processor did on the way:\n"
        ))?;
        print_summary(&job, output)?;
    }
    // That some transactions failed is what a sample is for.
    Ok(Exit::Done)
}
