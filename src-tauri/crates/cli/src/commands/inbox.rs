//! `syncadm inbox`: what the watch told.

use model::Notice;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    exit::{Exit, Failure},
    output::{Cell, DIM, Output, Table, WARN, counted, moment},
    session::{Session, read},
};

/// See the help.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List notices, newest first
    List {
        /// Only those that are not read
        #[arg(long)]
        unread: bool,
        /// At most so many, 200 at the most
        #[arg(long, value_name = "N", default_value_t = 50)]
        limit: usize,
        /// Only notices before the one of this number
        #[arg(long, value_name = "NO")]
        before: Option<i64>,
    },
    /// Mark notices as read
    Read {
        /// Their numbers
        #[arg(value_name = "NO", required_unless_present = "all")]
        notices: Vec<i64>,
        /// All of them
        #[arg(long, conflicts_with = "notices")]
        all: bool,
    },
    /// Take what was read out of the inbox
    Clear,
}

#[derive(Deserialize)]
struct Page {
    notices: Vec<Value>,
}

#[derive(Deserialize)]
struct Count {
    unread: i64,
}

/// Does it.
///
/// # Errors
/// When the store cannot be read or written.
pub async fn run(session: &Session, command: Command, output: &Output) -> Result<Exit, Failure> {
    match command {
        Command::List {
            unread,
            limit,
            before,
        } => list(session, unread, limit, before, output).await?,
        Command::Read { notices, all } => {
            let ids = (!all).then_some(notices);
            change(session, "inbox.markRead", json!({ "ids": ids }), output).await?;
        }
        Command::Clear => change(session, "inbox.clear", json!({}), output).await?,
    }
    Ok(Exit::Done)
}

async fn list(
    session: &Session,
    only_unread: bool,
    limit: usize,
    before: Option<i64>,
    output: &Output,
) -> Result<(), Failure> {
    let request = json!({ "before": before, "onlyUnread": only_unread, "limit": limit });
    let page: Page = session.call("inbox.list", request).await?;
    if output.json {
        return Ok(output.rows(&page.notices)?);
    }
    let notices: Vec<Notice> = read("inbox.list", Value::Array(page.notices))?;
    if notices.is_empty() {
        return Ok(output.text("no notices\n")?);
    }
    let mut table = Table::new(["No", "Since", "State", "Notice", "Why"]);
    for notice in &notices {
        table.row([
            Cell::number(notice.id),
            moment(notice.first_at).into(),
            state(notice),
            Cell::from(&notice.title),
            Cell::from(&notice.text),
        ]);
    }
    Ok(output.text(&table.text(0))?)
}

fn state(notice: &Notice) -> Cell {
    match (notice.read_at, notice.ended_at) {
        (None, None) => Cell::styled("unread", WARN),
        (None, Some(_)) => Cell::styled("unread, over", WARN),
        (Some(_), None) => Cell::from("read"),
        (Some(_), Some(_)) => Cell::styled("read, over", DIM),
    }
}

async fn change(session: &Session, command: &str, request: Value, output: &Output) -> Result<(), Failure> {
    let answer: Value = session.call(command, request).await?;
    if output.json {
        return Ok(output.document(&answer)?);
    }
    let Count { unread } = read(command, answer)?;
    Ok(output.text(&format!("{} left unread\n", counted(unread, "notice")))?)
}
