//! Rows of Data Loader files: they come in as they are, and the same row again changes nothing.

use std::collections::{HashMap, HashSet};

use model::{Item, LogEntry, RecordId, Status, Timestamp, Transaction, timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    Store, StoreError,
    engine::Fault,
    queue::{
        Additions, dependents,
        fingerprint::{self, HoldsNul},
    },
    store::Writing,
    tables::{
        checkpoint,
        transaction::{self, StoredTransaction},
    },
};

mod children;

/// What became of an imported row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Imported {
    /// It is in the store now.
    Added,
    /// It was there already.
    Unchanged,
    /// It cannot be taken, and why. The row that was there first stands.
    Refused(String),
}

/// How far the import of a file has come, so that it can go on where it stopped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// Rows of the file that are done.
    pub rows: i64,
    /// Where the next row begins, in bytes from the start of the file.
    pub bytes: i64,
    /// Rows that were added.
    pub added: i64,
    /// Rows that were there already.
    pub unchanged: i64,
    /// Rows that were refused.
    pub refused: i64,
    /// Whether the whole file is done.
    pub finished: bool,
    /// When this was noted.
    pub noted_at: Timestamp,
}

impl Store {
    /// Adds transactions with the status and dates they bring, in one commit; answers one [`Imported`] per row.
    /// The more rows per call, the faster: some thousands are good.
    ///
    /// One that comes as InProgress belongs to no processor here; [`Store::recover_expired`] gives it back.
    ///
    /// # Errors
    /// When the store cannot be written; then none were added.
    pub async fn import_transactions(&self, rows: Vec<Transaction>) -> Result<Vec<Imported>, StoreError> {
        self.write(async |w| import_transactions(w, rows).await).await
    }

    /// Adds items to transactions that are there, in one commit; answers one [`Imported`] per row. An item is known
    /// by its Id within its transaction. An uploaded transaction that waited for them becomes New.
    ///
    /// # Errors
    /// When the store cannot be written; then none were added.
    pub async fn import_items(&self, rows: Vec<Item>) -> Result<Vec<Imported>, StoreError> {
        self.write(async |w| children::import_items(w, rows).await).await
    }

    /// Adds log entries to transactions that are there, in one commit; answers one [`Imported`] per row. The newest
    /// one with an error code gives a transaction that is not Success its error.
    ///
    /// # Errors
    /// When the store cannot be written; then none were added.
    pub async fn import_log_entries(&self, rows: Vec<LogEntry>) -> Result<Vec<Imported>, StoreError> {
        self.write(async |w| children::import_log_entries(w, rows).await)
            .await
    }

    /// Looks at everything that is Waiting, as an import may have left it: what waits for nothing more becomes New,
    /// what depends on something canceled becomes Canceled, and what depends on itself gets that as its error.
    /// Answers how many were moved. For the end of an import; uploads, edits and settlements look after those they
    /// concern.
    ///
    /// # Errors
    /// When the store cannot be written; then none were moved.
    pub async fn queue_waiting(&self) -> Result<u64, StoreError> {
        self.write(async |w| dependents::queue_waiting(w).await).await
    }

    /// How far the import of the file with this fingerprint has come; none when it never began.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn checkpoint(&self, fingerprint: &str) -> Result<Option<Checkpoint>, StoreError> {
        self.read(async |c| checkpoint::get(c, fingerprint).await).await
    }

    /// Notes how far the import of the file with this fingerprint has come.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn set_checkpoint(&self, fingerprint: &str, checkpoint: &Checkpoint) -> Result<(), StoreError> {
        self.write(async |w| checkpoint::set(w, fingerprint, checkpoint).await)
            .await
    }
}

/// An import in one transaction of the store: all of it stays, or, when this is dropped, nothing. Meanwhile nobody
/// else writes.
pub struct ImportSession {
    store: Store,
    writing: Writing,
}

impl Store {
    /// Begins an import that is committed as a whole.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn begin_import(&self) -> Result<ImportSession, StoreError> {
        Ok(ImportSession {
            store: self.clone(),
            writing: self.begin().await.map_err(|fault| self.told(fault))?,
        })
    }
}

impl ImportSession {
    /// See [`Store::import_transactions`], without its commit.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn import_transactions(&mut self, rows: Vec<Transaction>) -> Result<Vec<Imported>, StoreError> {
        import_transactions(&mut self.writing, rows)
            .await
            .map_err(|fault| self.store.told(fault))
    }

    /// See [`Store::import_items`], without its commit.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn import_items(&mut self, rows: Vec<Item>) -> Result<Vec<Imported>, StoreError> {
        children::import_items(&mut self.writing, rows)
            .await
            .map_err(|fault| self.store.told(fault))
    }

    /// See [`Store::import_log_entries`], without its commit.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn import_log_entries(&mut self, rows: Vec<LogEntry>) -> Result<Vec<Imported>, StoreError> {
        children::import_log_entries(&mut self.writing, rows)
            .await
            .map_err(|fault| self.store.told(fault))
    }

    /// See [`Store::set_checkpoint`], without its commit.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn set_checkpoint(
        &mut self,
        fingerprint: &str,
        checkpoint: &Checkpoint,
    ) -> Result<(), StoreError> {
        let set = checkpoint::set(&mut self.writing, fingerprint, checkpoint).await;
        set.map_err(|fault| self.store.told(fault))
    }

    /// Makes all of it last.
    ///
    /// # Errors
    /// When the store cannot be written; then nothing of it stays.
    pub async fn commit(self) -> Result<(), StoreError> {
        let Self { store, writing } = self;
        writing.commit().await.map_err(|fault| store.told(fault))
    }
}

async fn import_transactions(w: &mut Writing, rows: Vec<Transaction>) -> Result<Vec<Imported>, Fault> {
    let identifiers: Vec<String> = rows.iter().map(|r| r.offline_unique_identifier.clone()).collect();
    let ids: Vec<RecordId> = rows.iter().map(|row| row.id.clone()).collect();
    let (known, rows) = tokio::try_join!(
        async {
            let taken = transaction::by_offline_identifier(w, identifiers.iter().map(String::as_str)).await?;
            Ok::<_, Fault>((taken, known_by_id(w, &ids).await?))
        },
        fingerprint::of_rows(rows),
    )?;
    let (taken, mut known) = known;
    let mut identifiers: HashSet<String> = taken.into_keys().collect();
    let mut next_arrival = transaction::next_arrival(w).await?;
    let mut additions = Additions::default();
    let mut answers = Vec::with_capacity(rows.len());
    for (row, fingerprint) in rows {
        let Ok(fingerprint) = fingerprint else {
            answers.push(Imported::Refused(HoldsNul::REASON.into()));
            continue;
        };
        if let Some(before) = known.get(&row.id) {
            answers.push(compare(before, fingerprint, &row));
        } else if row.offline_unique_identifier.trim().is_empty() {
            answers.push(Imported::Refused("OfflineUniqueIdentifier is empty".into()));
        } else if identifiers.contains(&row.offline_unique_identifier) {
            answers.push(Imported::Refused(format!(
                "OfflineUniqueIdentifier {} belongs to a transaction with another Id",
                row.offline_unique_identifier
            )));
        } else {
            identifiers.insert(row.offline_unique_identifier.clone());
            let stored = as_it_is(w.now, next_arrival, fingerprint, row);
            next_arrival += 1;
            known.insert(stored.transaction.id.clone(), Known::Here(fingerprint));
            additions.transactions.push(stored);
            answers.push(Imported::Added);
        }
    }
    additions.write(w).await?;
    Ok(answers)
}

/// A transaction that is there already.
enum Known {
    /// It came before.
    Before(Box<StoredTransaction>),
    /// It came with the same call, with this fingerprint.
    Here(i64),
}

async fn known_by_id(w: &mut Writing, ids: &[RecordId]) -> Result<HashMap<RecordId, Known>, Fault> {
    let arrivals = transaction::arrivals_of_ids(w, ids).await?;
    let stored = match arrivals.is_empty() {
        true => Vec::new(),
        false => transaction::load(w, arrivals.into_values()).await?,
    };
    Ok(stored
        .into_iter()
        .map(|row| (row.transaction.id.clone(), Known::Before(Box::new(row))))
        .collect())
}

/// A row counts as the same when it is what came, or what has become of it (as an export gives it).
fn compare(before: &Known, fingerprint: i64, row: &Transaction) -> Imported {
    let (same, name) = match before {
        Known::Here(first) => (*first == fingerprint, row.name.as_str()),
        Known::Before(stored) => (
            stored.fingerprint == fingerprint || as_given(&stored.transaction) == as_given(row),
            stored.transaction.name.as_str(),
        ),
    };
    match same {
        true => Imported::Unchanged,
        false => Imported::Refused(format!(
            "{} ({name}) is there already, with other content",
            row.id
        )),
    }
}

/// A transaction without what is calculated.
fn as_given(transaction: &Transaction) -> Transaction {
    Transaction {
        tot_sync_tran_record_count: None,
        is_retry: false,
        is_simulatable: false,
        can_canc_dpnd_be_retired: false,
        ..transaction.clone()
    }
}

fn as_it_is(now: i64, arrival: i64, fingerprint: i64, row: Transaction) -> StoredTransaction {
    let in_progress = row.status == Status::InProgress;
    StoredTransaction {
        is_imported: true,
        claimed_from: in_progress.then_some(Status::New),
        lease_until: in_progress.then(|| timestamp(now)),
        ..StoredTransaction::new(arrival, fingerprint, row)
    }
}
