//! Comments, and log entries written by hand.

use model::{LogEntry, RecordId};

use crate::{ActionAnswer, Change, Store, StoreError};

impl Store {
    /// Adds a comment (the reason of `change`) to transactions. Their status and version stay.
    ///
    /// # Errors
    /// When the store cannot be written; then none were changed.
    pub async fn add_comment(
        &self,
        ids: &[RecordId],
        change: &Change,
    ) -> Result<Vec<ActionAnswer>, StoreError> {
        let _ = (ids, change);
        Err(StoreError::Unreadable("add_comment is not there yet".into()))
    }

    /// Adds a log entry written by hand to a transaction. Its status and version stay.
    ///
    /// # Errors
    /// When the store cannot be written; then nothing was changed.
    pub async fn add_log_entry(
        &self,
        id: &RecordId,
        entry: LogEntry,
        change: &Change,
    ) -> Result<ActionAnswer, StoreError> {
        let _ = (id, entry, change);
        Err(StoreError::Unreadable("add_log_entry is not there yet".into()))
    }
}
