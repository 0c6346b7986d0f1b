//! Imported rows that belong to a transaction: items and log entries.

use std::collections::{HashMap, HashSet};

use model::{Item, LogEntry, RecordId, Status};
use serde::Serialize;

use crate::{
    engine::{Fault, batch},
    queue::{
        Additions, Imported, dependents,
        fingerprint::{self, HoldsNul},
    },
    store::Writing,
    tables::{
        FIRST_LOG_SLOT, MOST_ITEMS, MOST_LOG_ENTRIES, arrival_of, column_of,
        error_group::{self, Occurrence},
        item::{self, StoredItem},
        key,
        log_entry::{self, StoredLogEntry},
        slot_of, transaction,
    },
};

/// A row that belongs to a transaction.
trait Child: Serialize + PartialEq + Send + 'static {
    /// The Id of the row.
    fn id(&self) -> &RecordId;

    /// The Id of its transaction.
    fn master(&self) -> &RecordId;
}

impl Child for Item {
    fn id(&self) -> &RecordId {
        &self.id
    }

    fn master(&self) -> &RecordId {
        &self.device_sync_transaction_id
    }
}

impl Child for LogEntry {
    fn id(&self) -> &RecordId {
        &self.id
    }

    fn master(&self) -> &RecordId {
        &self.device_sync_transaction_id
    }
}

/// Adds items; see [`crate::Store::import_items`].
pub(super) async fn import_items(w: &mut Writing, rows: Vec<Item>) -> Result<Vec<Imported>, Fault> {
    let masters: Vec<RecordId> = rows.iter().map(|row| row.master().clone()).collect();
    let (known, rows) = tokio::try_join!(
        async {
            let arrivals = transaction::arrivals_of_ids(w, &masters).await?;
            let known = item::known(w, arrivals.values().copied()).await?;
            Ok::<_, Fault>((arrivals, known))
        },
        fingerprint::of_rows(rows),
    )?;
    let (arrivals, known) = known;
    let mut sorted = Sorted::new(rows, &arrivals, Siblings::new(0, MOST_ITEMS, known));
    let added = sorted.added.drain(..);
    let items = added
        .map(|(key, fingerprint, item)| StoredItem {
            key,
            fingerprint,
            item,
        })
        .collect();
    let mut additions = Additions {
        items,
        ..Additions::default()
    };
    let touched: HashSet<i64> = additions.items.iter().map(|row| arrival_of(row.key)).collect();
    additions.write(w).await?;
    transaction::count_items(w, touched.iter().copied()).await?;
    wake_uploaded(w, touched).await?;
    if !sorted.doubtful.is_empty() {
        let stored = item::of(w, &sorted.doubtful_masters()).await?;
        sorted.compare(stored.into_iter().map(|row| (row.key, row.item)));
    }
    Ok(sorted.answers)
}

/// Adds log entries; see [`crate::Store::import_log_entries`].
pub(super) async fn import_log_entries(w: &mut Writing, rows: Vec<LogEntry>) -> Result<Vec<Imported>, Fault> {
    let masters: Vec<RecordId> = rows.iter().map(|row| row.master().clone()).collect();
    let (known, rows) = tokio::try_join!(
        async {
            let arrivals = transaction::arrivals_of_ids(w, &masters).await?;
            let known = log_entry::known(w, arrivals.values().copied()).await?;
            Ok::<_, Fault>((arrivals, known))
        },
        fingerprint::of_rows(rows),
    )?;
    let (arrivals, known) = known;
    let siblings = Siblings::new(FIRST_LOG_SLOT, FIRST_LOG_SLOT + MOST_LOG_ENTRIES, known);
    let mut sorted = Sorted::new(rows, &arrivals, siblings);
    let added = sorted.added.drain(..);
    let log_entries = added
        .map(|(key, fingerprint, entry)| StoredLogEntry {
            key,
            fingerprint,
            entry,
        })
        .collect();
    let mut additions = Additions {
        log_entries,
        ..Additions::default()
    };
    let touched: HashSet<i64> = additions
        .log_entries
        .iter()
        .map(|row| arrival_of(row.key))
        .collect();
    additions.write(w).await?;
    give_errors(w, touched).await?;
    if !sorted.doubtful.is_empty() {
        let stored = log_entry::of(w, &sorted.doubtful_masters()).await?;
        sorted.compare(stored.into_iter().map(|row| (row.key, row.entry)));
    }
    Ok(sorted.answers)
}

/// Rows of a file, told apart.
struct Sorted<C> {
    /// One per row; those in doubt count as unchanged until they are compared.
    answers: Vec<Imported>,
    /// New rows: key, fingerprint, row.
    added: Vec<(i64, i64, C)>,
    /// Rows whose Id is there with another fingerprint: position among the answers, key, row. They may still be
    /// what has become of what is there, as an export gives it.
    doubtful: Vec<(usize, i64, C)>,
}

impl<C: Child> Sorted<C> {
    fn new(
        rows: Vec<(C, Result<i64, HoldsNul>)>,
        arrivals: &HashMap<String, i64>,
        mut siblings: Siblings,
    ) -> Self {
        let mut sorted = Self {
            answers: Vec::with_capacity(rows.len()),
            added: Vec::new(),
            doubtful: Vec::new(),
        };
        for (row, fingerprint) in rows {
            let answer = sorted.place(row, fingerprint, arrivals, &mut siblings);
            sorted.answers.push(answer);
        }
        sorted
    }

    fn place(
        &mut self,
        row: C,
        fingerprint: Result<i64, HoldsNul>,
        arrivals: &HashMap<String, i64>,
        siblings: &mut Siblings,
    ) -> Imported {
        let master = row.master();
        let Some(arrival) = arrivals.get(master.as_str()) else {
            return Imported::Refused(format!(
                "there is no transaction {master}; import the transactions first"
            ));
        };
        let Ok(fingerprint) = fingerprint else {
            return Imported::Refused(HoldsNul::REASON.into());
        };
        match siblings.place(*arrival, row.id(), fingerprint) {
            Place::New(key) => {
                self.added.push((key, fingerprint, row));
                Imported::Added
            }
            Place::Same => Imported::Unchanged,
            Place::Other(key) => {
                self.doubtful.push((self.answers.len(), key, row));
                Imported::Unchanged
            }
            Place::Full => Imported::Refused(format!(
                "the transaction {master} has as many as fit; no more can be added"
            )),
        }
    }

    fn doubtful_masters(&self) -> HashMap<i64, RecordId> {
        self.doubtful
            .iter()
            .map(|(_, key, row)| (arrival_of(*key), row.master().clone()))
            .collect()
    }

    /// Compares the doubtful with what is there, by key.
    fn compare(&mut self, stored: impl Iterator<Item = (i64, C)>) {
        let stored: HashMap<i64, C> = stored.collect();
        for (position, key, row) in self.doubtful.drain(..) {
            if stored.get(&key) != Some(&row) {
                self.answers[position] =
                    Imported::Refused(format!("{} is there already, with other content", row.id()));
            }
        }
    }
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

/// Uploaded transactions that waited for these items become New; imported ones keep the status they came with.
async fn wake_uploaded(w: &mut Writing, arrivals: HashSet<i64>) -> Result<(), Fault> {
    let uploaded: Vec<i64> = sqlx::query_scalar(concat!(
        "SELECT t.arrival FROM ",
        batch!("$1"),
        " CROSS JOIN sync_transaction AS t ",
        "WHERE t.arrival = CAST(input.value ->> 0 AS BIGINT) AND NOT t.is_imported AND t.status = 'Waiting'",
    ))
    .bind(column_of(arrivals)?)
    .fetch_all(&mut **w)
    .await?;
    if !uploaded.is_empty() {
        dependents::queue_ready(w, uploaded).await?;
    }
    Ok(())
}

/// Gives these transactions, unless they are Success, the error of their newest log entry that has one.
async fn give_errors(w: &mut Writing, arrivals: HashSet<i64>) -> Result<(), Fault> {
    let given = transaction::take_newest_errors(w, arrivals).await?;
    for given in &given {
        w.tally.take(given.status, given.had);
        w.tally.add(given.status, Some(given.error.group()));
    }
    let occurrences = given.iter().map(|given| Occurrence {
        arrival: given.arrival,
        error: &given.error,
        at: given.at,
        // A further log of what it had already is no further failure.
        is_failure: given.status == Status::Failed && given.had != Some(given.error.group()),
    });
    Ok(error_group::record(w, &occurrences.collect::<Vec<_>>()).await?)
}
