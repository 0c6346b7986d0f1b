//! `syncadm transactions reveal`: one value that is masked, on record.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{detail, edit::field_of};
use crate::{
    exit::{Exit, Failure},
    output::{Output, clean},
    session::{Session, read},
};

/// See the help.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The transaction by Id, Name or OfflineUniqueIdentifier
    #[arg(value_name = "ID")]
    key: String,
    /// The field, with the number, Name or Id of its item; FieldValues for a payload that is no JSON object
    #[arg(value_name = "ITEM.FIELD")]
    field: String,
    /// Why; it is kept with who saw it and when
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

#[derive(Deserialize)]
struct Revealed {
    value: String,
}

/// Reveals the value.
///
/// # Errors
/// When it is not there, or the reveal cannot be recorded.
pub async fn run(session: &Session, args: Args, output: &Output) -> Result<Exit, Failure> {
    let detail = detail::get(session, &args.key).await?;
    let (place, field) = field_of(&detail.items, &args.field)?;
    let request = json!({
        "place": {
            "kind": "payload",
            "transactionId": detail.transaction.id,
            "itemId": detail.items[place].id,
        },
        "field": field,
        "reason": args.reason,
    });
    let answer: Value = session.call("payload.reveal", request).await?;
    if output.json {
        output.document(&answer)?;
    } else {
        let Revealed { value } = read("payload.reveal", answer)?;
        output.text(&format!("{}\n", clean(&value)))?;
        output.note("that you saw it is on record");
    }
    Ok(Exit::Done)
}
