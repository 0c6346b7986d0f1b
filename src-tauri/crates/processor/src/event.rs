//! What a run tells while it goes on, and what it came to.

use model::{RecordId, RunCounts, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A step of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProcessorEvent {
    /// A run began.
    Started,
    /// Claims of a processor that died came back to the queue.
    Recovered {
        /// How many.
        transactions: u64,
    },
    /// Transactions are InProgress now.
    Claimed {
        /// Which.
        ids: Vec<RecordId>,
    },
    /// The org answered for a batch; the queue does not know it yet.
    Applied {
        /// How many transactions.
        transactions: usize,
    },
    /// The queue knows what became of a batch.
    Settled {
        /// The transactions whose status changed.
        ids: Vec<RecordId>,
        /// How many of them are Failed now.
        failed: i64,
    },
    /// A batch is done; after its `Settled`, if it did not crash.
    PartEnded(PartEnded),
    /// A run is over.
    Finished(RunSummary),
    /// A run of the background processor ended with an error; it will be tried again.
    Stopped {
        /// The error in words.
        error: String,
    },
}

/// What a batch came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartEnded {
    /// When the org was asked.
    pub started_at: Timestamp,
    /// When the queue knew what became of it.
    pub ended_at: Timestamp,
    /// What became of it.
    pub counts: RunCounts,
    /// Why it crashed, in words: all of it went back to the queue. None of a batch that the org answered for.
    pub error: Option<String>,
}

/// What a run came to, in transactions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RunSummary {
    /// When it began.
    pub started_at: Timestamp,
    /// How long it took, in milliseconds.
    pub duration_ms: i64,
    /// Taken from the queue; one that was tried twice counts twice.
    pub claimed: i64,
    /// Attempts that ended as Success.
    pub success: i64,
    /// Attempts that will be repeated.
    pub retry: i64,
    /// Attempts that ended as Failed.
    pub failed: i64,
    /// Attempts that ended as Canceled.
    pub canceled: i64,
    /// Attempts that ended as Manual.
    pub manual: i64,
    /// Given back: untried, because an earlier one of the same user is to be retried; or because the attempt
    /// crashed.
    pub given_back: i64,
    /// Results that were not written down, because the claim had run out meanwhile: another run has them.
    pub lease_lost: i64,
    /// Claims of dead processors that came back to the queue.
    pub recovered: i64,
    /// Whether a caller canceled the run.
    pub canceled_by_caller: bool,
}

impl RunSummary {
    /// Nothing done yet.
    pub fn starting_at(started_at: Timestamp) -> Self {
        Self {
            started_at,
            duration_ms: 0,
            claimed: 0,
            success: 0,
            retry: 0,
            failed: 0,
            canceled: 0,
            manual: 0,
            given_back: 0,
            lease_lost: 0,
            recovered: 0,
            canceled_by_caller: false,
        }
    }

    /// Adds what another run came to.
    pub(crate) fn add(&mut self, other: &Self) {
        self.duration_ms += other.duration_ms;
        self.claimed += other.claimed;
        self.success += other.success;
        self.retry += other.retry;
        self.failed += other.failed;
        self.canceled += other.canceled;
        self.manual += other.manual;
        self.given_back += other.given_back;
        self.lease_lost += other.lease_lost;
        self.recovered += other.recovered;
        self.canceled_by_caller |= other.canceled_by_caller;
    }
}
