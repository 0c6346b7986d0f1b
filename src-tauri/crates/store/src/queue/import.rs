//! Rows of Data Loader files: they come in as they are, and the same row again changes nothing.

use model::{Item, LogEntry, Timestamp, Transaction};
use serde::{Deserialize, Serialize};

use crate::{Store, StoreError};

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
    /// Adds transactions with the status and dates they bring, in one commit.
    ///
    /// # Errors
    /// When the store cannot be written; then none were added.
    pub async fn import_transactions(&self, rows: Vec<Transaction>) -> Result<Vec<Imported>, StoreError> {
        let _ = rows;
        Err(StoreError::Unreadable("import is not there yet".into()))
    }

    /// Adds items to transactions that are there, in one commit. An item is known by its Id within its
    /// transaction.
    ///
    /// # Errors
    /// When the store cannot be written; then none were added.
    pub async fn import_items(&self, rows: Vec<Item>) -> Result<Vec<Imported>, StoreError> {
        let _ = rows;
        Err(StoreError::Unreadable("import is not there yet".into()))
    }

    /// Adds log entries to transactions that are there, in one commit. The newest one with an error code gives a
    /// transaction that is not Success its error.
    ///
    /// # Errors
    /// When the store cannot be written; then none were added.
    pub async fn import_log_entries(&self, rows: Vec<LogEntry>) -> Result<Vec<Imported>, StoreError> {
        let _ = rows;
        Err(StoreError::Unreadable("import is not there yet".into()))
    }

    /// How far the import of the file with this fingerprint has come; none when it never began.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn checkpoint(&self, fingerprint: &str) -> Result<Option<Checkpoint>, StoreError> {
        let _ = fingerprint;
        Err(StoreError::Unreadable("checkpoints are not there yet".into()))
    }

    /// Notes how far the import of the file with this fingerprint has come.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn set_checkpoint(&self, fingerprint: &str, checkpoint: &Checkpoint) -> Result<(), StoreError> {
        let _ = (fingerprint, checkpoint);
        Err(StoreError::Unreadable("checkpoints are not there yet".into()))
    }
}

/// An import in one transaction of the store: all of it stays, or, when this is dropped, nothing. Meanwhile nobody
/// else writes.
pub struct ImportSession {
    store: Store,
}

impl Store {
    /// Begins an import that is committed as a whole.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn begin_import(&self) -> Result<ImportSession, StoreError> {
        Ok(ImportSession { store: self.clone() })
    }
}

impl ImportSession {
    /// See [`Store::import_transactions`], without its commit.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn import_transactions(&mut self, rows: Vec<Transaction>) -> Result<Vec<Imported>, StoreError> {
        self.store.import_transactions(rows).await
    }

    /// See [`Store::import_items`], without its commit.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn import_items(&mut self, rows: Vec<Item>) -> Result<Vec<Imported>, StoreError> {
        self.store.import_items(rows).await
    }

    /// See [`Store::import_log_entries`], without its commit.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn import_log_entries(&mut self, rows: Vec<LogEntry>) -> Result<Vec<Imported>, StoreError> {
        self.store.import_log_entries(rows).await
    }

    /// See [`Store::set_checkpoint`], without its commit.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn set_checkpoint(&mut self, fingerprint: &str, checkpoint: &Checkpoint) -> Result<(), StoreError> {
        self.store.set_checkpoint(fingerprint, checkpoint).await
    }

    /// Makes all of it last.
    ///
    /// # Errors
    /// When the store cannot be written; then nothing of it stays.
    pub async fn commit(self) -> Result<(), StoreError> {
        Err(StoreError::Unreadable("import is not there yet".into()))
    }
}
