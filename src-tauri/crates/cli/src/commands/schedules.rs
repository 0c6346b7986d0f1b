//! `syncadm schedules`: when the Sync Processor runs by itself.

use model::{Schedule, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    exit::{Exit, Failure},
    output::{Cell, DIM, GOOD, Output, Table, clean, moment},
    session::{Session, read},
};

const EXAMPLES: &str = "\
Examples:
  syncadm schedules list
  syncadm schedules clone \"Sync Processor Scheduler\" Nightly --reason \"go live\"
  syncadm schedules save Nightly --cron \"30 2 * * MON-FRI\" --lookback-days 30 --reason \"after the backup\"
  syncadm schedules activate Nightly --reason \"go live\"
  syncadm schedules preview \"*/15 * * * *\"

A schedule runs while the console or syncadm daemon has the store open.";

/// See the help.
#[derive(Debug, clap::Subcommand)]
#[command(after_help = EXAMPLES)]
pub enum Command {
    /// List schedules: the template, then by name
    List,
    /// Make a schedule like another or like the template; it is not active
    Clone {
        /// The name or number of the other
        schedule: String,
        /// The name of the new one
        name: String,
        /// Why; it is kept in the history
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Change name, time or lookback of a schedule
    Save {
        /// Its name or number
        schedule: String,
        /// Another name
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
        /// Another time: five fields, in UTC
        #[arg(long, value_name = "EXPRESSION")]
        cron: Option<String>,
        /// Only transactions made on a device in the last so many days
        #[arg(long, value_name = "DAYS")]
        lookback_days: Option<i64>,
        /// Why; it is kept in the history
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Let a schedule run from now on
    Activate(Named),
    /// Let a schedule rest
    Deactivate(Named),
    /// Delete a schedule; its runs stay
    Delete(Named),
    /// Show what a cron expression means, and its next five times
    Preview {
        /// Five fields, in UTC: minute, hour, day of the month, month, day of the week
        cron: String,
    },
}

/// A schedule, and why it is changed.
#[derive(Debug, clap::Args)]
pub struct Named {
    /// Its name or number
    schedule: String,
    /// Why; it is kept in the history
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Deserialize)]
struct Preview {
    words: String,
    next: Vec<Timestamp>,
}

/// Does it.
///
/// # Errors
/// When there is no such schedule, a value is not allowed, or someone else changed it meanwhile.
pub async fn run(session: &Session, command: Command, output: &Output) -> Result<Exit, Failure> {
    match command {
        Command::List => list(session, output).await,
        Command::Preview { cron } => preview(session, &cron, output).await,
        Command::Clone {
            schedule,
            name,
            reason,
        } => {
            let original = named(session, &schedule).await?;
            let request = json!({ "id": original.id, "name": name, "reason": reason });
            changed(session, "schedules.clone", request, output).await
        }
        Command::Save {
            schedule,
            name,
            cron,
            lookback_days,
            reason,
        } => {
            let before = named(session, &schedule).await?;
            let request = json!({
                "id": before.id,
                "expectedVersion": before.version,
                "name": name.unwrap_or(before.name),
                "cron": cron.unwrap_or_else(|| before.cron.to_string()),
                "lookbackDays": lookback_days.unwrap_or(before.lookback_days),
                "reason": reason,
            });
            changed(session, "schedules.save", request, output).await
        }
        Command::Activate(which) => set_active(session, which, true, output).await,
        Command::Deactivate(which) => set_active(session, which, false, output).await,
        Command::Delete(Named { schedule, reason }) => {
            let before = named(session, &schedule).await?;
            let request = json!({ "id": before.id, "expectedVersion": before.version, "reason": reason });
            session.call::<Value>("schedules.delete", request).await?;
            output.note(&format!("\"{}\" is deleted", before.name));
            Ok(Exit::Done)
        }
    }
}

async fn list(session: &Session, output: &Output) -> Result<Exit, Failure> {
    let schedules: Vec<Value> = session.call("schedules.list", json!({})).await?;
    if output.json {
        output.rows(&schedules)?;
        return Ok(Exit::Done);
    }
    let schedules: Vec<Schedule> = read("schedules.list", Value::Array(schedules))?;
    let mut table = Table::new(["No", "Name", "When", "Lookback", "State", "Last run", "Next run"]);
    let at = |time: Option<Timestamp>| Cell::from(time.map(moment).unwrap_or_default());
    for schedule in &schedules {
        let state = match (schedule.is_template, schedule.is_active) {
            (true, _) => Cell::styled("template", DIM),
            (false, true) => Cell::styled("active", GOOD),
            (false, false) => Cell::from("inactive"),
        };
        table.row([
            Cell::number(schedule.id),
            Cell::from(&schedule.name),
            Cell::from(&schedule.words),
            format!("{} days", schedule.lookback_days).into(),
            state,
            at(schedule.last_run_at),
            at(schedule.next_run_at),
        ]);
    }
    output.text(&table.text(0))?;
    Ok(Exit::Done)
}

async fn preview(session: &Session, cron: &str, output: &Output) -> Result<Exit, Failure> {
    let preview: Value = session.call("schedules.preview", json!({ "cron": cron })).await?;
    if output.json {
        output.document(&preview)?;
        return Ok(Exit::Done);
    }
    let Preview { words, next } = read("schedules.preview", preview)?;
    let times: String = next.into_iter().map(|at| format!("  {}\n", moment(at))).collect();
    output.text(&format!("{words}\n{times}"))?;
    Ok(Exit::Done)
}

async fn set_active(
    session: &Session,
    which: Named,
    is_active: bool,
    output: &Output,
) -> Result<Exit, Failure> {
    let before = named(session, &which.schedule).await?;
    let request = json!({
        "id": before.id,
        "expectedVersion": before.version,
        "isActive": is_active,
        "reason": which.reason,
    });
    changed(session, "schedules.setActive", request, output).await
}

/// Calls a command that answers the schedule, and shows that.
async fn changed(session: &Session, command: &str, request: Value, output: &Output) -> Result<Exit, Failure> {
    let answer: Value = session.call(command, request).await?;
    if output.json {
        output.document(&answer)?;
        return Ok(Exit::Done);
    }
    let schedule: Schedule = read(command, answer)?;
    let next = match schedule.next_run_at {
        Some(at) => format!("next run {}", moment(at)),
        None => "not active".to_owned(),
    };
    output.text(&format!(
        "{}: {}, {next}\n",
        clean(&schedule.name),
        schedule.words
    ))?;
    Ok(Exit::Done)
}

/// The schedule of that name, in any case, or number.
async fn named(session: &Session, key: &str) -> Result<Schedule, Failure> {
    let schedules: Vec<Schedule> = session.call("schedules.list", json!({})).await?;
    let is_it =
        |schedule: &Schedule| schedule.name.eq_ignore_ascii_case(key) || schedule.id.to_string() == key;
    let found = schedules.into_iter().find(is_it);
    found.ok_or_else(|| {
        Failure::NotFound(format!(
            "there is no schedule \"{key}\"; see syncadm schedules list"
        ))
    })
}
