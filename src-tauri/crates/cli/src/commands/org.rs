//! `syncadm org`: the org that the store belongs to.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    exit::{Exit, Failure},
    output::{Output, Table, moment},
    session::{Session, read},
};

/// See the help.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List the records that other processes hold locked, a cause of UNABLE_TO_LOCK_ROW
    Locks,
    /// Release a lock that another process left behind
    ReleaseLock(ReleaseArgs),
}

/// See the help.
#[derive(Debug, clap::Args)]
pub struct ReleaseArgs {
    /// Id of the locked record
    #[arg(value_name = "RECORD_ID")]
    record_id: String,
    /// Why; it is kept in the log
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Lock {
    record_id: String,
    holder: String,
    reason: String,
    since: DateTime<Utc>,
    until: Option<DateTime<Utc>>,
}

/// Does it.
///
/// # Errors
/// When the org cannot be reached, or there is no such lock.
pub async fn run(session: &Session, command: Command, output: &Output) -> Result<Exit, Failure> {
    let locks: Vec<Value> = match command {
        Command::Locks => session.call("org.locks", json!({})).await?,
        Command::ReleaseLock(ReleaseArgs { record_id, reason }) => {
            let request = json!({ "recordId": record_id, "reason": reason });
            let left = session.call("org.releaseLock", request).await?;
            output.note(&format!("released the lock on {record_id}"));
            left
        }
    };
    if output.json {
        output.rows(&locks)?;
        return Ok(Exit::Done);
    }
    if locks.is_empty() {
        output.note("no record is locked");
        return Ok(Exit::Done);
    }
    let locks: Vec<Lock> = read("org.locks", Value::Array(locks))?;
    let mut table = Table::new(["Record", "Holder", "Since (UTC)", "Ends (UTC)", "Reason"]);
    for lock in &locks {
        let ends = lock.until.map_or_else(|| "when released".to_owned(), moment);
        table.row([
            lock.record_id.as_str().into(),
            lock.holder.as_str().into(),
            moment(lock.since).into(),
            ends.into(),
            lock.reason.as_str().into(),
        ]);
    }
    output.text(&table.text(0))?;
    Ok(Exit::Done)
}
