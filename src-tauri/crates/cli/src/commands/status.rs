//! `syncadm status`: the state of the queue.

use chrono::{DateTime, Utc};
use model::{Status, SyncErrorCode};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::{
    exit::{Exit, Failure},
    output::{Cell, HEAD, Output, Table, counted, moment, status_style},
    session::{Session, read},
};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct View {
    counts: Map<String, Value>,
    oldest_new: Option<DateTime<Utc>>,
    users_with_old_new: Vec<Backlog>,
    offline_devices: Offline,
    failed_by_error: Vec<ErrorCount>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Backlog {
    owner_id: String,
    owner_name: Option<String>,
    count: i64,
    oldest: DateTime<Utc>,
}

#[derive(Deserialize)]
struct Offline {
    near: i64,
    over: i64,
    devices: Vec<Device>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Device {
    device_identifier: String,
    owner_id: String,
    owner_name: Option<String>,
    last_seen: DateTime<Utc>,
    limit_days: i64,
    is_over: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ErrorCount {
    error_code: Option<SyncErrorCode>,
    count: i64,
}

/// Shows the state of the queue.
///
/// # Errors
/// When the store cannot be read.
pub async fn run(session: &Session, output: &Output) -> Result<Exit, Failure> {
    let overview: Value = session.call("overview.get", json!({})).await?;
    if output.json {
        output.document(&overview)?;
        return Ok(Exit::Done);
    }
    let view: View = read("overview.get", overview)?;
    let mut text = counts(&view.counts);
    if let Some(oldest) = view.oldest_new {
        text.push_str(&format!(
            "\nThe oldest New transaction was received {}.\n",
            moment(oldest)
        ));
    }
    text.push_str(&backlog(&view.users_with_old_new));
    text.push_str(&offline(&view.offline_devices));
    text.push_str(&errors(&view.failed_by_error));
    output.text(&text)?;
    Ok(Exit::Done)
}

fn counts(counts: &Map<String, Value>) -> String {
    let mut table = Table::new(["Status", "Transactions"]);
    for status in Status::ALL {
        let count = counts
            .get(status.as_str())
            .and_then(Value::as_i64)
            .unwrap_or_default();
        table.row([
            Cell::styled(status.as_str(), status_style(status)),
            Cell::number(count),
        ]);
    }
    table.text(0)
}

fn backlog(users: &[Backlog]) -> String {
    if users.is_empty() {
        return String::new();
    }
    let mut table = Table::new(["User", "New", "Oldest (UTC)"]);
    for user in users {
        let name = user.owner_name.as_deref().unwrap_or(&user.owner_id);
        table.row([name.into(), Cell::number(user.count), moment(user.oldest).into()]);
    }
    let users = counted(users.len() as i64, "user");
    format!(
        "\n{HEAD}{users} with transactions that are New for more than a day{HEAD:#}; ask them to run Sync Database:\n{}",
        table.text(2)
    )
}

fn offline(offline: &Offline) -> String {
    if offline.devices.is_empty() {
        return String::new();
    }
    let mut table = Table::new(["Device", "User", "Last heard of (UTC)", "Limit (days)", ""]);
    for device in &offline.devices {
        let name = device.owner_name.as_deref().unwrap_or(&device.owner_id);
        table.row([
            Cell::from(&device.device_identifier),
            name.into(),
            moment(device.last_seen).into(),
            Cell::number(device.limit_days),
            if device.is_over { "over" } else { "near" }.into(),
        ]);
    }
    format!(
        "\n{HEAD}{} near the Mobile Offline Days Limit, {} over it{HEAD:#}; ask their users to sync:\n{}",
        counted(offline.near, "device"),
        offline.over,
        table.text(2)
    )
}

fn errors(errors: &[ErrorCount]) -> String {
    if errors.is_empty() {
        return String::new();
    }
    let mut table = Table::new(["Error", "Failed"]);
    for error in errors {
        let code = error.error_code.as_ref().map_or("(none)", SyncErrorCode::as_str);
        table.row([code.into(), Cell::number(error.count)]);
    }
    format!("\n{HEAD}Failed by error{HEAD:#}\n{}", table.text(2))
}
