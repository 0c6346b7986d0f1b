//! Imported rows that belong to a transaction: items and log entries.

use std::collections::{HashMap, HashSet};

use model::{Item, LogEntry, RecordId, Status};

use crate::{
    engine::{Fault, batch},
    queue::{
        Additions, Imported, dependents,
        fingerprint::{self, HoldsNul},
    },
    store::Writing,
    tables::{
        FIRST_LOG_SLOT, MOST_ITEMS, MOST_LOG_ENTRIES, arrival_of, batch_of,
        item::{self, StoredItem},
        key,
        log_entry::{self, StoredLogEntry},
        slot_of, transaction, unreadable,
    },
};

/// Adds items; see [`crate::Store::import_items`].
pub(super) async fn import_items(w: &mut Writing, rows: Vec<Item>) -> Result<Vec<Imported>, Fault> {
    let masters = rows.iter().map(|row| &row.device_sync_transaction_id);
    let arrivals = transaction::arrivals_of_ids(w, masters).await?;
    let known = item::known(w, arrivals.values().copied()).await?;
    let mut siblings = Siblings::new(0, MOST_ITEMS, known);
    let mut additions = Additions::default();
    let mut answers = Vec::with_capacity(rows.len());
    let mut doubtful = Vec::new();
    for row in rows {
        let master = &row.device_sync_transaction_id;
        let answer = match (arrivals.get(master.as_str()), fingerprint::of_row(&row)) {
            (None, _) => Imported::Refused(no_master(master)),
            (_, Err(HoldsNul)) => Imported::Refused(HoldsNul::REASON.into()),
            (Some(arrival), Ok(fingerprint)) => match siblings.place(*arrival, &row.id, fingerprint) {
                Place::New(key) => {
                    additions.items.push(StoredItem {
                        key,
                        fingerprint,
                        item: row,
                    });
                    Imported::Added
                }
                Place::Same => Imported::Unchanged,
                Place::Full => Imported::Refused(format!(
                    "the transaction {master} has {MOST_ITEMS} items; no more fit"
                )),
                Place::Other(key) => {
                    doubtful.push((answers.len(), key, row));
                    Imported::Unchanged
                }
            },
        };
        answers.push(answer);
    }
    let touched: HashSet<i64> = additions.items.iter().map(|row| arrival_of(row.key)).collect();
    additions.write(w).await?;
    transaction::count_items(w, touched.iter().copied()).await?;
    wake_uploaded(w, touched).await?;
    compare_items(w, doubtful, &mut answers).await?;
    Ok(answers)
}

/// Adds log entries; see [`crate::Store::import_log_entries`].
pub(super) async fn import_log_entries(w: &mut Writing, rows: Vec<LogEntry>) -> Result<Vec<Imported>, Fault> {
    let masters = rows.iter().map(|row| &row.device_sync_transaction_id);
    let arrivals = transaction::arrivals_of_ids(w, masters).await?;
    let known = log_entry::known(w, arrivals.values().copied()).await?;
    let mut siblings = Siblings::new(FIRST_LOG_SLOT, FIRST_LOG_SLOT + MOST_LOG_ENTRIES, known);
    let mut additions = Additions::default();
    let mut answers = Vec::with_capacity(rows.len());
    let mut doubtful = Vec::new();
    for row in rows {
        let master = &row.device_sync_transaction_id;
        let answer = match (arrivals.get(master.as_str()), fingerprint::of_row(&row)) {
            (None, _) => Imported::Refused(no_master(master)),
            (_, Err(HoldsNul)) => Imported::Refused(HoldsNul::REASON.into()),
            (Some(arrival), Ok(fingerprint)) => match siblings.place(*arrival, &row.id, fingerprint) {
                Place::New(key) => {
                    additions.log_entries.push(StoredLogEntry {
                        key,
                        fingerprint,
                        entry: row,
                    });
                    Imported::Added
                }
                Place::Same => Imported::Unchanged,
                Place::Full => Imported::Refused(format!("no more log entries fit the transaction {master}")),
                Place::Other(key) => {
                    doubtful.push((answers.len(), key, row));
                    Imported::Unchanged
                }
            },
        };
        answers.push(answer);
    }
    let touched: HashSet<i64> = additions
        .log_entries
        .iter()
        .map(|row| arrival_of(row.key))
        .collect();
    additions.write(w).await?;
    give_errors(w, touched).await?;
    compare_log_entries(w, doubtful, &mut answers).await?;
    Ok(answers)
}

fn no_master(id: &RecordId) -> String {
    format!("there is no transaction {id}; import the transactions first")
}

/// Where rows of the same transactions go.
struct Siblings {
    first: i64,
    end: i64,
    /// Rows by transaction and Id: key and fingerprint.
    known: HashMap<(i64, String), (i64, i64)>,
    /// The slot that the next row of a transaction gets.
    next: HashMap<i64, i64>,
}

/// Where one row goes.
enum Place {
    /// Here.
    New(i64),
    /// It is there.
    Same,
    /// One with its Id is there, at this key, that came with other content.
    Other(i64),
    /// There is no room.
    Full,
}

impl Siblings {
    /// Slots from `first` to `end`, and what is there: key, Id, fingerprint.
    fn new(first: i64, end: i64, rows: Vec<(i64, String, i64)>) -> Self {
        let mut siblings = Self {
            first,
            end,
            known: HashMap::new(),
            next: HashMap::new(),
        };
        for (key, id, fingerprint) in rows {
            let arrival = arrival_of(key);
            let next = siblings.next.entry(arrival).or_insert(first);
            *next = (*next).max(slot_of(key) + 1);
            siblings.known.insert((arrival, id), (key, fingerprint));
        }
        siblings
    }

    fn place(&mut self, arrival: i64, id: &RecordId, fingerprint: i64) -> Place {
        let id = (arrival, id.as_str().to_owned());
        match self.known.get(&id) {
            Some((_, before)) if *before == fingerprint => return Place::Same,
            Some((key, _)) => return Place::Other(*key),
            None => {}
        }
        let slot = self.next.entry(arrival).or_insert(self.first);
        if *slot >= self.end {
            return Place::Full;
        }
        let key = key(arrival, *slot);
        *slot += 1;
        self.known.insert(id, (key, fingerprint));
        Place::New(key)
    }
}

/// Rows that came with other content may still be what has become of it, as an export gives it.
async fn compare_items(
    w: &mut Writing,
    doubtful: Vec<(usize, i64, Item)>,
    answers: &mut [Imported],
) -> Result<(), Fault> {
    let masters = doubtful
        .iter()
        .map(|(_, key, row)| (arrival_of(*key), row.device_sync_transaction_id.clone()));
    let masters: HashMap<i64, RecordId> = masters.collect();
    let stored = item::of(w, &masters).await?;
    let stored: HashMap<i64, Item> = stored.into_iter().map(|row| (row.key, row.item)).collect();
    for (position, key, row) in doubtful {
        if stored.get(&key) != Some(&row) {
            answers[position] = Imported::Refused(format!("{} is there already, with other content", row.id));
        }
    }
    Ok(())
}

async fn compare_log_entries(
    w: &mut Writing,
    doubtful: Vec<(usize, i64, LogEntry)>,
    answers: &mut [Imported],
) -> Result<(), Fault> {
    let masters = doubtful
        .iter()
        .map(|(_, key, row)| (arrival_of(*key), row.device_sync_transaction_id.clone()));
    let masters: HashMap<i64, RecordId> = masters.collect();
    let stored = log_entry::of(w, &masters).await?;
    let stored: HashMap<i64, LogEntry> = stored.into_iter().map(|row| (row.key, row.entry)).collect();
    for (position, key, row) in doubtful {
        if stored.get(&key) != Some(&row) {
            answers[position] = Imported::Refused(format!("{} is there already, with other content", row.id));
        }
    }
    Ok(())
}

/// Uploaded transactions that waited for these items become New; imported ones keep the status they came with.
async fn wake_uploaded(w: &mut Writing, arrivals: HashSet<i64>) -> Result<(), Fault> {
    let uploaded: Vec<i64> = sqlx::query_scalar(concat!(
        "SELECT t.arrival FROM ",
        batch!("$1"),
        " CROSS JOIN sync_transaction AS t ",
        "WHERE t.arrival = CAST(input.value ->> 0 AS BIGINT) AND NOT t.is_imported AND t.status = 'Waiting'",
    ))
    .bind(batch_of(arrivals.into_iter().map(|arrival| (arrival,)))?)
    .fetch_all(&mut **w)
    .await?;
    if !uploaded.is_empty() {
        dependents::queue_ready(w, uploaded).await?;
    }
    Ok(())
}

/// Gives these transactions, unless they are Success, the error of their newest log entry that has one.
async fn give_errors(w: &mut Writing, arrivals: HashSet<i64>) -> Result<(), Fault> {
    let rows: Vec<(i64, String, Option<String>, String, Option<String>)> = sqlx::query_as(concat!(
        "SELECT t.arrival, t.status, t.error_code, e.exception_code, e.exception_log ",
        "FROM ",
        batch!("$1"),
        " CROSS JOIN sync_transaction AS t CROSS JOIN log_entry AS e ",
        "WHERE t.arrival = CAST(input.value ->> 0 AS BIGINT) AND t.status <> 'Success' AND e.entry_key = (",
        "SELECT n.entry_key FROM log_entry AS n WHERE n.exception_code IS NOT NULL ",
        "AND n.entry_key >= (t.arrival << 20) + 524288 AND n.entry_key < (t.arrival + 1) << 20 ",
        "ORDER BY n.created_date DESC, n.entry_key DESC LIMIT 1)",
    ))
    .bind(batch_of(arrivals.into_iter().map(|arrival| (arrival,)))?)
    .fetch_all(&mut **w)
    .await?;
    for (_, status, before, now, _) in &rows {
        let status: Status = status.parse().map_err(unreadable)?;
        w.tally.take(status, before.as_deref());
        w.tally.add(status, Some(now));
    }
    sqlx::query(concat!(
        "UPDATE sync_transaction AS t SET error_code = n.error_code, error_message = n.error_message ",
        "FROM (SELECT CAST(input.value ->> 0 AS BIGINT) AS arrival, input.value ->> 1 AS error_code, ",
        "      input.value ->> 2 AS error_message FROM ",
        batch!("$1"),
        ") AS n WHERE t.arrival = n.arrival",
    ))
    .bind(batch_of(
        rows.iter()
            .map(|(arrival, _, _, code, message)| (arrival, code, message)),
    )?)
    .execute(&mut **w)
    .await?;
    Ok(())
}
