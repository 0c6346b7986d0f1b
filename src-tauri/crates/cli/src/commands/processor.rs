//! `syncadm processor`: pausing the Sync Processor, and what its next run will find.

use model::{Pause, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    exit::{Exit, Failure},
    output::{Cell, Output, Table, clean, counted, moment},
    session::{Session, read},
};

/// See the help.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Take nothing from the queue any more, in any program; what is at work is finished
    Pause(Reason),
    /// Let the processor go on
    Resume(Reason),
    /// Show what the next run will find
    Forecast {
        /// With another lookback than the schedule's
        #[arg(long, value_name = "DAYS")]
        lookback_days: Option<i64>,
    },
}

/// Why.
#[derive(Debug, clap::Args)]
pub struct Reason {
    /// Why; it is kept in the history
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Deserialize)]
struct State {
    paused: Option<Pause>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Forecast {
    at: Option<Timestamp>,
    schedule: Option<String>,
    lookback_days: i64,
    due: i64,
    users: i64,
    top_users: Vec<UserShare>,
    held_back: i64,
    retry_later: i64,
    outside_lookback: i64,
    falls_out: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct UserShare {
    owner_id: String,
    name: Option<String>,
    count: i64,
}

/// Does it.
///
/// # Errors
/// When the store cannot be read or written.
pub async fn run(session: &Session, command: Command, output: &Output) -> Result<Exit, Failure> {
    match command {
        Command::Pause(Reason { reason }) => set_paused(session, true, &reason, output).await,
        Command::Resume(Reason { reason }) => set_paused(session, false, &reason, output).await,
        Command::Forecast { lookback_days } => forecast(session, lookback_days, output).await,
    }
}

async fn set_paused(session: &Session, paused: bool, reason: &str, output: &Output) -> Result<Exit, Failure> {
    let request = json!({ "paused": paused, "reason": reason });
    let state: Value = session.call("processor.setPaused", request).await?;
    if output.json {
        output.document(&state)?;
        return Ok(Exit::Done);
    }
    let State { paused } = read("processor.setPaused", state)?;
    let text = match paused {
        Some(Pause { by, at, reason }) => format!(
            "paused by {} since {}: {}\n",
            clean(&by),
            moment(at),
            clean(&reason)
        ),
        None => "the processor may work\n".to_owned(),
    };
    output.text(&text)?;
    Ok(Exit::Done)
}

async fn forecast(session: &Session, lookback_days: Option<i64>, output: &Output) -> Result<Exit, Failure> {
    let request = json!({ "lookbackDays": lookback_days });
    let forecast: Value = session.call("processor.forecast", request).await?;
    if output.json {
        output.document(&forecast)?;
        return Ok(Exit::Done);
    }
    let forecast: Forecast = read("processor.forecast", forecast)?;
    let run = match (forecast.at, &forecast.schedule) {
        (Some(at), Some(schedule)) => format!("{}, {}", clean(schedule), moment(at)),
        _ => "no schedule is active; this is for a run now".to_owned(),
    };
    let mut table = Table::new(["Queued", "Transactions"]);
    for (what, count) in [
        ("Due", forecast.due),
        ("Held back by a retry of the same user", forecast.held_back),
        ("Retry later", forecast.retry_later),
        ("Will fall out of the lookback before the run", forecast.falls_out),
        ("Outside the lookback", forecast.outside_lookback),
    ] {
        table.row([what.into(), Cell::number(count)]);
    }
    let mut users = Table::new(["User", "Due"]);
    for user in &forecast.top_users {
        users.row([
            Cell::from(user.name.as_deref().unwrap_or(&user.owner_id)),
            Cell::number(user.count),
        ]);
    }
    output.text(&format!(
        "Next run: {run}, lookback {} days, of {}\n{}\n{}",
        forecast.lookback_days,
        counted(forecast.users, "user"),
        table.text(0),
        users.text(0)
    ))?;
    Ok(Exit::Done)
}
