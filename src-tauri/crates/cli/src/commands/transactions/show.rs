//! `syncadm transactions show`.

use std::fmt::Write as _;

use model::{AttemptOutcome, Explanation, FieldValues, Item};
use serde_json::{Value, json};

use super::{
    detail::{Detail, Related},
    why,
};
use crate::{
    exit::{Exit, Failure},
    output::{Cell, DIM, GOOD, HEAD, Output, Table, WARN, clean, moment, status_style},
    session::{Session, read},
};

/// See the help.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The transaction by Id, Name or OfflineUniqueIdentifier
    #[arg(value_name = "ID")]
    key: String,
}

/// Shows a transaction.
///
/// # Errors
/// When it is not there.
pub async fn run(session: &Session, args: Args, output: &Output) -> Result<Exit, Failure> {
    let mut answer: Value = session
        .call("transactions.get", json!({ "key": args.key }))
        .await?;
    let request = json!({ "id": answer["transaction"]["Id"] });
    let why: Value = session.call("transactions.explain", request).await?;
    if output.json {
        answer["explanation"] = why;
        output.document(&answer)?;
    } else {
        let detail: Detail = read("transactions.get", answer)?;
        let why: Explanation = read("transactions.explain", why)?;
        output.text(&text(&detail, &why))?;
    }
    Ok(Exit::Done)
}

fn text(detail: &Detail, why: &Explanation) -> String {
    let mut text = head(detail);
    text.push_str(&why::section(why));
    for (place, item) in detail.items.iter().enumerate() {
        text.push_str(&item_text(place + 1, item));
    }
    text.push_str(&section("Depends on", related(&detail.dependencies)));
    text.push_str(&section("Others depend on it", related(&detail.dependents)));
    text.push_str(&section("Attempts", attempts(detail)));
    text.push_str(&section("Log entries", log_entries(detail)));
    text.push_str(&section("Comments", comments(detail)));
    text.push_str(&section("History", history(detail)));
    text
}

/// A heading and a table; nothing when there is no table.
fn section(title: &str, table: Option<Table>) -> String {
    table
        .map(|table| format!("\n{HEAD}{title}{HEAD:#}\n{}", table.text(2)))
        .unwrap_or_default()
}

fn head(detail: &Detail) -> String {
    let transaction = &detail.transaction;
    let status = status_style(transaction.status);
    let mut text = format!(
        "{HEAD}{}{HEAD:#}  {status}{}{status:#}\n",
        clean(&transaction.name),
        transaction.status
    );
    if let (code, Some(message)) = (&detail.error_code, &detail.error_message) {
        let code = code.as_ref().map(|code| format!("{code}: ")).unwrap_or_default();
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{WARN}{}{}{WARN:#}", clean(&code), clean(message));
    }
    let user = detail
        .owner
        .as_ref()
        .map_or(&transaction.owner_id, |owner| &owner.name);
    let profile = detail
        .profile
        .as_ref()
        .map(|profile| format!(" ({})", profile.name))
        .unwrap_or_default();
    let platform = transaction
        .device_platform
        .map(|platform| platform.as_str())
        .unwrap_or_default();
    let attempts = transaction.number_of_failed_attempts.unwrap_or_default();
    let lines = [
        ("Id", transaction.id.to_string()),
        ("User", format!("{user}{profile}")),
        ("Made on device", moment(transaction.offline_timestamp)),
        ("Received", moment(transaction.created_date)),
        ("Last changed", moment(transaction.last_modified_date)),
        ("Device", format!("{} {platform}", transaction.device_identifier)),
        (
            "App and metadata",
            format!("{}, {}", transaction.app_version, transaction.metadata_version),
        ),
        (
            "Offline identifier",
            transaction.offline_unique_identifier.clone(),
        ),
        ("Failed attempts", attempts.to_string()),
        (
            "Next attempt",
            detail.next_attempt_at.map(moment).unwrap_or_default(),
        ),
        ("Version", detail.version.to_string()),
    ];
    for (name, value) in lines.iter().filter(|(_, value)| !value.is_empty()) {
        let _ = writeln!(text, "  {DIM}{name:<20}{DIM:#}{}", clean(value));
    }
    text
}

/// An item with its payload field by field; as it stands when it is no JSON object.
fn item_text(number: usize, item: &Item) -> String {
    let record = item
        .processed_record_identifier
        .as_ref()
        .or(item.record_identifier.as_ref());
    let record = record
        .map(|record| format!(" {}", clean(record)))
        .unwrap_or_default();
    let mut text = format!(
        "\n{HEAD}{number}. {} {}{HEAD:#}{record}  {DIM}{} {}{DIM:#}\n",
        item.operation_type,
        clean(&item.object_name),
        clean(&item.name),
        item.id
    );
    let Some(payload) = &item.field_values else {
        return text;
    };
    match FieldValues::parse(payload) {
        Ok(values) => {
            for (name, value) in values.iter() {
                let _ = writeln!(text, "   {:<28} {}", clean(name), clean(value));
            }
        }
        Err(error) => {
            let _ = writeln!(
                text,
                "   {WARN}{}{WARN:#}\n   {}",
                clean(&error.to_string()),
                clean(payload)
            );
        }
    }
    text
}

fn related(transactions: &[Related]) -> Option<Table> {
    let mut table = Table::new(["Name", "Status", "Offline identifier"]);
    for related in transactions {
        let status = match related.status {
            Some(status) => Cell::styled(status.as_str(), status_style(status)),
            None => Cell::styled("not arrived", WARN),
        };
        let name = related.name.as_deref().unwrap_or_default();
        table.row([
            name.into(),
            status,
            Cell::from(&related.offline_unique_identifier),
        ]);
    }
    (!transactions.is_empty()).then_some(table)
}

fn attempts(detail: &Detail) -> Option<Table> {
    let mut table = Table::new(["No.", "Begun (UTC)", "ms", "Outcome", "By", "Error"]);
    for attempt in &detail.attempts {
        let style = match attempt.outcome {
            AttemptOutcome::Success => GOOD,
            AttemptOutcome::Failed => WARN,
            AttemptOutcome::Retry | AttemptOutcome::Canceled | AttemptOutcome::Manual => DIM,
        };
        let code = attempt.error_code.as_ref().map(|code| code.as_str());
        let error: Vec<&str> = [code, attempt.message.as_deref()].into_iter().flatten().collect();
        table.row([
            Cell::number(attempt.number),
            moment(attempt.started_at).into(),
            Cell::number(attempt.duration_ms),
            Cell::styled(attempt.outcome.as_str(), style),
            Cell::from(&attempt.processor),
            error.join(": ").into(),
        ]);
    }
    (!detail.attempts.is_empty()).then_some(table)
}

fn log_entries(detail: &Detail) -> Option<Table> {
    let mut table = Table::new(["Written (UTC)", "Code", "Object", "Field", "Value", "Text"]);
    for entry in &detail.log_entries {
        let text = |text: &Option<String>| Cell::from(text.as_deref().unwrap_or_default());
        table.row([
            moment(entry.created_date).into(),
            text(&entry.exception_code),
            text(&entry.object_name),
            text(&entry.field_name),
            text(&entry.value),
            text(&entry.exception_log),
        ]);
    }
    (!detail.log_entries.is_empty()).then_some(table)
}

fn comments(detail: &Detail) -> Option<Table> {
    let mut table = Table::new(["Written (UTC)", "By", "Comment"]);
    for comment in &detail.comments {
        table.row([
            moment(comment.written_at).into(),
            Cell::from(&comment.author),
            Cell::from(&comment.text),
        ]);
    }
    (!detail.comments.is_empty()).then_some(table)
}

fn history(detail: &Detail) -> Option<Table> {
    let mut table = Table::new(["Changed (UTC)", "By", "Field", "Before", "After", "Reason"]);
    for change in &detail.history {
        let value = |value: &Option<String>| Cell::from(value.as_deref().unwrap_or("(none)"));
        table.row([
            moment(change.changed_at).into(),
            Cell::from(&change.actor),
            Cell::from(&change.field),
            value(&change.old_value),
            value(&change.new_value),
            Cell::from(&change.reason),
        ]);
    }
    (!detail.history.is_empty()).then_some(table)
}
