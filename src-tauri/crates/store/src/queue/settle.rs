//! Settling: what an attempt came to is written down, with everything that follows from it, in one commit.

use model::{Attempt, LogEntry, RecordId, Timestamp};

use crate::{Store, StoreError};

/// The status that an attempt leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettledAs {
    /// Applied.
    Success,
    /// To be tried again.
    Retry {
        /// Not before this moment.
        next_attempt_at: Timestamp,
    },
    /// An error stopped it.
    Failed,
    /// Nothing was left to do.
    Canceled,
    /// Handed to an admin.
    Manual,
}

/// The result of one attempt.
#[derive(Debug, Clone, PartialEq)]
pub struct Settlement {
    /// The transaction, as claimed.
    pub arrival: i64,
    /// The number of the claim.
    pub lease: i64,
    /// The status it gets.
    pub outcome: SettledAs,
    /// The attempt; its `number` is filled in by the store.
    pub attempt: Attempt,
    /// Items and the real Ids of their records.
    pub records: Vec<(RecordId, RecordId)>,
    /// Device-made ids that became real.
    pub new_ids: Vec<(String, RecordId)>,
    /// What went wrong, item by item.
    pub log_entries: Vec<LogEntry>,
}

/// What became of a settlement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// Written down.
    Updated,
    /// The claim was no longer the processor's; nothing was written.
    LeaseLost,
}

impl Store {
    /// Writes down what attempts came to, all in one commit; answers one [`Settled`] per settlement, in order.
    ///
    /// A Success lets the transactions that waited for it become New; a Canceled cancels those that depend on it.
    ///
    /// # Errors
    /// When the store cannot be written; then none were settled, and the claims still hold.
    pub async fn settle(&self, settlements: Vec<Settlement>) -> Result<Vec<Settled>, StoreError> {
        let _ = settlements;
        Err(StoreError::Unreadable("settle is not there yet".into()))
    }
}
