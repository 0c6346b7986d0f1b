//! `syncadm watch`: what the watch tells of.

use chrono::NaiveDate;
use model::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::settings::{FieldInfo, assigned, changes, fields};
use crate::{
    exit::{Exit, Failure},
    output::{HEAD, Output, clean, moment},
    session::{Session, read},
};

const EXAMPLES: &str = "\
Examples:
  syncadm watch show
  syncadm watch set stuckNewHours=12 failureRatePercent=10 --reason \"go-live week\"
  syncadm watch set quietHours=true quietFrom=20:30 quietTo=7:00 quietDays=Mon,Tue,Wed,Thu --reason \"nobody is there\"
  syncadm watch set reportSaved=true reportFolder=/srv/reports reportTime=06:30 --reason \"for the team\"
  syncadm watch test

The console and syncadm daemon watch while they run, and save the daily report. See docs/watch.md.";

/// See the help.
#[derive(Debug, clap::Subcommand)]
#[command(after_help = EXAMPLES)]
pub enum Command {
    /// Show the rules, the quiet hours and what they mean
    Show,
    /// Change rules or quiet hours
    #[command(after_help = EXAMPLES)]
    Set {
        /// Fields and their new values, by the names that `watch show` gives
        #[arg(value_name = "FIELD=VALUE", required = true)]
        values: Vec<String>,
        /// Why; it is kept in the history
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Put a test notice into the inbox
    Test,
}

/// The rules as the console answers them.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct View {
    fields: Vec<FieldInfo>,
    value: Map<String, Value>,
    version: i64,
    local_zone: String,
    last_report: Option<LastReport>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct LastReport {
    day: NaiveDate,
    folder: String,
    saved_at: Option<Timestamp>,
    error: Option<String>,
}

impl LastReport {
    /// What became of it, in a line.
    fn told(&self) -> String {
        let folder = clean(&self.folder);
        let what = match (self.saved_at, &self.error) {
            (Some(at), _) => format!("saved {} in {folder}", moment(at)),
            (None, Some(error)) => format!("not saved in {folder}: {}", clean(error)),
            (None, None) => format!("being saved in {folder}"),
        };
        format!("Daily report of {}: {what}\n", self.day)
    }
}

/// Does it.
///
/// # Errors
/// When a field or value is wrong, or someone else changed the rules meanwhile.
pub async fn run(session: &Session, command: Command, output: &Output) -> Result<Exit, Failure> {
    match command {
        Command::Show => show(session, output).await?,
        Command::Set { values, reason } => set(session, &values, reason, output).await?,
        Command::Test => test(session, output).await?,
    }
    Ok(Exit::Done)
}

async fn show(session: &Session, output: &Output) -> Result<(), Failure> {
    let view: Value = session.call("watch.read", json!({})).await?;
    if output.json {
        return Ok(output.document(&view)?);
    }
    let view: View = read("watch.read", view)?;
    let table = fields(&view.fields, &view.value, |_| false);
    let zone = clean(&view.local_zone);
    let report = view.last_report.map(|report| report.told()).unwrap_or_default();
    Ok(output.text(&format!(
        "{HEAD}Watch{HEAD:#}\n{table}Times of the day are local time here: {zone}\n{report}"
    ))?)
}

async fn set(session: &Session, values: &[String], reason: String, output: &Output) -> Result<(), Failure> {
    let View {
        fields,
        value: before,
        version,
        ..
    } = session.call("watch.read", json!({})).await?;
    let after = assigned(&fields, &before, values)?;
    let request = json!({ "value": after, "expectedVersion": version, "reason": reason });
    let view: Value = session.call("watch.write", request).await?;
    if output.json {
        return Ok(output.document(&view)?);
    }
    Ok(output.text(&changes(&before, &after))?)
}

async fn test(session: &Session, output: &Output) -> Result<(), Failure> {
    let answer: Value = session.call("watch.test", json!({})).await?;
    if output.json {
        return Ok(output.document(&answer)?);
    }
    Ok(output.text(
        "the test notice is in the inbox; desktop notifications are shown by the console's window only\n",
    )?)
}
