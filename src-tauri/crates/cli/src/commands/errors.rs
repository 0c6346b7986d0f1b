//! `syncadm errors`: failures of the same kind, and what they mean.

use chrono::{DateTime, Utc};
use model::{CauseOwner, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};

use super::transactions::filter::moment_of;
use crate::{
    exit::{Exit, Failure},
    output::{Cell, DIM, Output, Table, WARN, clean, moment},
    session::{Session, read},
};

const EXAMPLES: &str = "\
Examples:
  syncadm errors list
  syncadm errors show 7852603023248805
  syncadm errors decide 7852603023248805 --known --assignee \"Ann Lee\" --note \"waits for the new app\"
  syncadm errors decide 7852603023248805 --snooze-until 2026-12-01
  syncadm transactions list --error-group 7852603023248805";

/// See the help.
#[derive(Debug, clap::Subcommand)]
#[command(after_help = EXAMPLES)]
pub enum Command {
    /// List error groups, those that had an error last first
    List,
    /// Show an error group, its cause, what to do, and what was decided about it
    Show {
        /// Its number
        group: i64,
    },
    /// Say that a group is known, snooze it, assign it, note something
    Decide(Decision),
}

/// What is decided; what is not named stays.
#[derive(Debug, clap::Args)]
pub struct Decision {
    /// The number of the group
    group: i64,
    /// It is known
    #[arg(long, conflicts_with = "new")]
    known: bool,
    /// It is new again
    #[arg(long)]
    new: bool,
    /// Do not remind of it before this moment
    #[arg(long, value_name = "MOMENT", value_parser = moment_of)]
    snooze_until: Option<DateTime<Utc>>,
    /// Remind of it again
    #[arg(long, conflicts_with = "snooze_until")]
    wake: bool,
    /// Who looks after it; "" for nobody
    #[arg(long, value_name = "NAME")]
    assignee: Option<String>,
    /// What is known about it; "" for nothing
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

#[derive(Deserialize)]
struct Groups {
    groups: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Group {
    id: i64,
    state: String,
    error_code: String,
    object_name: Option<String>,
    field_name: Option<String>,
    pattern: String,
    sample_message: String,
    sample: Option<String>,
    first_seen: Timestamp,
    last_seen: Timestamp,
    failed: i64,
    queued: i64,
    failures: i64,
    users: i64,
    devices: i64,
    is_known: bool,
    snoozed_until: Option<Timestamp>,
    assignee: Option<String>,
    note: Option<String>,
    version: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Noted {
    decided_at: Timestamp,
    actor: String,
    field: String,
    old_value: Option<String>,
    new_value: Option<String>,
}

#[derive(Deserialize)]
struct Explained {
    cause: Option<Explanation>,
}

#[derive(Deserialize)]
struct Explanation {
    title: String,
    cause: String,
    owner: CauseOwner,
    recipe: Vec<String>,
}

/// Does it.
///
/// # Errors
/// When there is no such group, or someone else decided about it meanwhile.
pub async fn run(session: &Session, command: Command, output: &Output) -> Result<Exit, Failure> {
    match command {
        Command::List => list(session, output).await,
        Command::Show { group } => show(session, group, output).await,
        Command::Decide(decision) => decide(session, decision, output).await,
    }
}

async fn list(session: &Session, output: &Output) -> Result<Exit, Failure> {
    let Groups { groups } = session.call("errorGroups.list", json!({})).await?;
    if output.json {
        output.rows(&groups)?;
        return Ok(Exit::Done);
    }
    let groups: Vec<Group> = read("errorGroups.list", Value::Array(groups))?;
    let mut table = Table::new([
        "Group",
        "State",
        "Failed",
        "Users",
        "Last seen",
        "Error",
        "About",
        "Message",
    ]);
    for group in &groups {
        table.row([
            Cell::number(group.id),
            state(&group.state),
            Cell::number(group.failed),
            Cell::number(group.users),
            moment(group.last_seen).into(),
            Cell::from(&group.error_code),
            about(group).into(),
            Cell::from(&group.pattern),
        ]);
    }
    output.text(&table.text(0))?;
    Ok(Exit::Done)
}

async fn show(session: &Session, id: i64, output: &Output) -> Result<Exit, Failure> {
    let answer: Value = session.call("errorGroups.get", json!({ "id": id })).await?;
    let group: Group = read("errorGroups.get", answer.clone())?;
    let error = json!({
        "errorCode": group.error_code,
        "objectName": group.object_name,
        "fieldName": group.field_name,
        "message": group.sample_message,
    });
    let explained: Value = session.call("causes.explain", error).await?;
    let subject = json!({ "kind": "errorGroup", "id": id });
    let decisions: Value = session.call("decisions.list", subject).await?;
    if output.json {
        let cause = &explained["cause"];
        output.document(&json!({ "group": answer, "cause": cause, "decisions": decisions }))?;
        return Ok(Exit::Done);
    }
    output.text(&facts(&group).text(0))?;
    let Explained { cause } = read("causes.explain", explained)?;
    if let Some(cause) = cause {
        let who = match cause.owner {
            CauseOwner::DeviceUser => "the user of the device",
            CauseOwner::Admin => "an admin",
            CauseOwner::OrgDeveloper => "an org developer",
        };
        let steps = cause.recipe.iter().enumerate();
        let steps: String = steps
            .map(|(n, step)| format!("  {}. {}\n", n + 1, clean(step)))
            .collect();
        output.text(&format!(
            "\n{}\n{}\nWho can mend it: {who}\n{steps}",
            clean(&cause.title),
            clean(&cause.cause)
        ))?;
    }
    output.text(&history(&read::<Vec<Noted>>("decisions.list", decisions)?))?;
    Ok(Exit::Done)
}

fn history(decisions: &[Noted]) -> String {
    if decisions.is_empty() {
        return String::new();
    }
    let mut table = Table::new(["Decided (UTC)", "By", "What", "Before", "After"]);
    for decision in decisions {
        let value = |json: &Option<String>| Cell::from(json.as_deref().unwrap_or_default());
        table.row([
            moment(decision.decided_at).into(),
            Cell::from(&decision.actor),
            Cell::from(&decision.field),
            value(&decision.old_value),
            value(&decision.new_value),
        ]);
    }
    format!("\n{}", table.text(0))
}

fn facts(group: &Group) -> Table {
    let mut table = Table::new(["Error group", ""]);
    let mut row = |name: &'static str, cell: Cell| table.row([name.into(), cell]);
    row("Number", group.id.to_string().into());
    row("State", state(&group.state));
    row("Error", Cell::from(&group.error_code));
    row("About", about(group).into());
    row("Newest message", Cell::from(&group.sample_message));
    row(
        "Its transaction",
        group.sample.as_deref().unwrap_or_default().into(),
    );
    row("Failed now", Cell::number(group.failed));
    row("Queued again", Cell::number(group.queued));
    row("Failures so far", Cell::number(group.failures));
    row(
        "Users, devices",
        format!("{}, {}", group.users, group.devices).into(),
    );
    row("First seen", moment(group.first_seen).into());
    row("Last seen", moment(group.last_seen).into());
    if let Some(until) = group.snoozed_until {
        row("Snoozed until", moment(until).into());
    }
    for (name, text) in [("Assignee", &group.assignee), ("Note", &group.note)] {
        if let Some(text) = text {
            row(name, Cell::from(text));
        }
    }
    table
}

async fn decide(session: &Session, decision: Decision, output: &Output) -> Result<Exit, Failure> {
    let id = decision.group;
    let before: Value = session.call("errorGroups.get", json!({ "id": id })).await?;
    let group: Group = read("errorGroups.get", before)?;
    let snoozed_until = match decision.wake {
        true => None,
        false => decision.snooze_until.or(group.snoozed_until),
    };
    let values = json!({
        "isKnown": decision.known || (!decision.new && group.is_known),
        "snoozedUntil": snoozed_until,
        "assignee": decision.assignee.or(group.assignee),
        "note": decision.note.or(group.note),
    });
    let request = json!({ "id": id, "expectedVersion": group.version, "values": values });
    let after: Value = session.call("errorGroups.save", request).await?;
    if output.json {
        output.document(&after)?;
        return Ok(Exit::Done);
    }
    output.text(&facts(&read("errorGroups.save", after)?).text(0))?;
    Ok(Exit::Done)
}

fn state(state: &str) -> Cell {
    match state {
        "new" | "regressed" => Cell::styled(state, WARN),
        _ => Cell::styled(state, DIM),
    }
}

/// Object and field.
fn about(group: &Group) -> String {
    let parts = [&group.object_name, &group.field_name];
    parts
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(".")
}
