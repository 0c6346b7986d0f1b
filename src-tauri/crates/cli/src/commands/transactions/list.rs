//! `syncadm transactions list`.

use chrono::{DateTime, Utc};
use clap::ValueEnum;
use model::{RecordId, Status};
use serde::Deserialize;
use serde_json::{Value, json};

use super::filter::FilterArgs;
use crate::{
    exit::{Exit, Failure},
    output::{Cell, Output, Table, moment, status_style},
    session::{Session, read},
};

/// Rows that the console gives at once.
const PAGE: usize = 500;

const EXAMPLES: &str = "\
Examples:
  syncadm transactions list --status failed,retry
  syncadm transactions list --where 'error:APEX* attempts>=2 -has:dependency after:3d'
  syncadm transactions list --user \"Ada Field\" --from 2026-11-01 --limit 500
  syncadm --json transactions list --text 'warehouse*' | jq -r .name";

/// See the help.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// What to sort by; the newest come first
    #[arg(long, value_enum, default_value = "received")]
    sort: Sort,
    /// The oldest first
    #[arg(long)]
    ascending: bool,
    /// At most so many; 0 for all
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
    #[command(flatten)]
    filter: FilterArgs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Sort {
    /// When the queue received them
    Received,
    /// When the change was made on the device
    OfflineTimestamp,
    /// When they were last changed
    LastModified,
}

#[derive(Deserialize)]
struct Page {
    rows: Vec<Value>,
    next: Option<Value>,
}

/// What the list shows of a row.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    name: String,
    status: Status,
    owner_id: String,
    owner_name: Option<String>,
    object_names: Vec<String>,
    item_count: i64,
    offline_timestamp: DateTime<Utc>,
    number_of_failed_attempts: i64,
    error_code: Option<String>,
    error_message: Option<String>,
}

/// What an action needs of a row.
#[derive(Deserialize)]
pub struct Found {
    /// The Id.
    pub id: RecordId,
    /// The name.
    pub name: String,
    /// The version that was seen.
    pub version: i64,
}

/// Lists transactions.
///
/// # Errors
/// When the store cannot be read.
pub async fn run(session: &Session, args: Args, output: &Output) -> Result<Exit, Failure> {
    let by = match args.sort {
        Sort::Received => "received",
        Sort::OfflineTimestamp => "offlineTimestamp",
        Sort::LastModified => "lastModified",
    };
    let filter = args.filter.to_request(session).await?;
    let sort = json!({ "by": by, "descending": !args.ascending });
    let mut pages = Pages {
        session,
        filter,
        sort,
        cursor: None,
        left: limit(args.limit),
        ended: false,
    };
    if output.json {
        while let Some(rows) = pages.next().await? {
            output.rows(&rows)?;
        }
    } else {
        let mut rows = Vec::new();
        while let Some(page) = pages.next().await? {
            rows.extend(read::<Vec<Row>>("transactions.list", Value::Array(page))?);
        }
        output.text(&table(&rows))?;
        if rows.is_empty() {
            output.note("no transaction meets the filter");
        }
    }
    if pages.cursor.is_some() {
        output.note(&format!(
            "only the first {}; there are more (--limit N, 0 for all)",
            args.limit
        ));
    }
    Ok(Exit::Done)
}

/// The transactions that meet a filter, newest first, at most `limit` (0: all).
///
/// # Errors
/// When the store cannot be read.
pub async fn find(session: &Session, filter: &FilterArgs, at_most: usize) -> Result<Vec<Found>, Failure> {
    let filter = filter.to_request(session).await?;
    let sort = json!({ "by": "received", "descending": true });
    let mut pages = Pages {
        session,
        filter,
        sort,
        cursor: None,
        left: limit(at_most),
        ended: false,
    };
    let mut found = Vec::new();
    while let Some(page) = pages.next().await? {
        found.extend(read::<Vec<Found>>("transactions.list", Value::Array(page))?);
    }
    Ok(found)
}

const fn limit(given: usize) -> usize {
    if given == 0 { usize::MAX } else { given }
}

/// The list, page by page.
struct Pages<'a> {
    session: &'a Session,
    filter: Value,
    sort: Value,
    /// Where the next page begins.
    cursor: Option<Value>,
    /// Rows still wanted.
    left: usize,
    ended: bool,
}

impl Pages<'_> {
    async fn next(&mut self) -> Result<Option<Vec<Value>>, Failure> {
        if self.ended || self.left == 0 {
            return Ok(None);
        }
        let request = json!({
            "filter": self.filter,
            "sort": self.sort,
            "cursor": self.cursor,
            "limit": self.left.min(PAGE),
        });
        let Page { rows, next } = self.session.call("transactions.list", request).await?;
        self.left = self.left.saturating_sub(rows.len());
        self.ended = next.is_none();
        self.cursor = next;
        Ok(Some(rows))
    }
}

fn table(rows: &[Row]) -> String {
    let mut table = Table::new([
        "Name",
        "Status",
        "User",
        "Objects",
        "Items",
        "Made on device (UTC)",
        "Failed attempts",
        "Error",
    ]);
    for row in rows {
        let error = [row.error_code.as_deref(), row.error_message.as_deref()];
        let error: Vec<&str> = error.into_iter().flatten().collect();
        table.row([
            Cell::from(&row.name),
            Cell::styled(row.status.as_str(), status_style(row.status)),
            Cell::from(row.owner_name.as_ref().unwrap_or(&row.owner_id)),
            row.object_names.join(", ").into(),
            Cell::number(row.item_count),
            moment(row.offline_timestamp).into(),
            Cell::number(row.number_of_failed_attempts),
            error.join(": ").into(),
        ]);
    }
    table.text(0)
}
