//! `syncadm transactions log`: a log entry by hand.

use serde_json::{Value, json};

use super::detail;
use crate::{
    exit::{Exit, Failure},
    output::Output,
    session::Session,
};

/// See the help.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The transaction by Id, Name or OfflineUniqueIdentifier
    #[arg(value_name = "ID")]
    key: String,
    /// What happened
    #[arg(long, value_name = "TEXT")]
    message: String,
    /// Why it is logged by hand; it is kept in the history
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// The item it is about
    #[arg(long, value_name = "ID")]
    item: Option<String>,
    /// An error code
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
    /// The object it is about
    #[arg(long, value_name = "OBJECT")]
    object: Option<String>,
    /// The field it is about
    #[arg(long, value_name = "FIELD")]
    field: Option<String>,
    /// The value it is about
    #[arg(long, value_name = "TEXT")]
    value: Option<String>,
}

/// Adds the entry.
///
/// # Errors
/// When the transaction is not there, or the message is empty.
pub async fn run(session: &Session, args: Args, output: &Output) -> Result<Exit, Failure> {
    let request = json!({
        "id": detail::id(session, &args.key).await?,
        "itemId": args.item,
        "exceptionCode": args.code,
        "objectName": args.object,
        "fieldName": args.field,
        "value": args.value,
        "message": args.message,
        "reason": args.reason,
    });
    let detail: Value = session.call("transactions.log", request).await?;
    if output.json {
        output.document(&detail)?;
    } else {
        output.text(&format!("added a log entry to {}\n", args.key))?;
    }
    Ok(Exit::Done)
}
