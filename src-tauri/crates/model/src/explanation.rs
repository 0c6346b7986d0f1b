//! Why a transaction is not done yet.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{RecordId, Status, Timestamp};

/// A transaction that something else names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TransactionRef {
    /// The Id.
    pub id: RecordId,
    /// For example DST-0000000042.
    pub name: String,
    /// Its status.
    pub status: Status,
}

/// Why a transaction is not done yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Explanation {
    /// The transaction.
    pub id: RecordId,
    /// Its status.
    pub status: Status,
    /// In the order of what to look at first; none for what is Success.
    pub reasons: Vec<WaitReason>,
}

/// One reason why a transaction is not done yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum WaitReason {
    /// An earlier one of the same user is pending and holds it up.
    Behind {
        /// The earlier one.
        transaction: TransactionRef,
        /// When its next attempt is due; none while it is in work, or comes when nothing else is left.
        until: Option<Timestamp>,
    },
    /// Something it depends on is not Success.
    Dependency {
        /// The `OfflineUniqueIdentifier` it names.
        identifier: String,
        /// The transaction; none while it has not arrived.
        transaction: Option<TransactionRef>,
    },
    /// It depends on itself.
    Cycle {
        /// The way round: each depends on the next, and the last is the first again.
        transactions: Vec<TransactionRef>,
    },
    /// Items have not arrived, or are not complete.
    Items {
        /// How many it will have.
        expected: i64,
        /// How many are there and complete.
        received: i64,
    },
    /// Its next attempt is due later.
    RetryAt {
        /// When.
        at: Timestamp,
    },
    /// It was made on the device too long ago for a run to take it.
    OutsideLookback {
        /// How many days runs look back.
        lookback_days: i64,
        /// Since when it is too old.
        since: Timestamp,
    },
    /// No processor works, because somebody paused them.
    Paused {
        /// Who.
        by: String,
        /// When.
        at: Timestamp,
        /// Why.
        reason: String,
    },
    /// A processor has it.
    InWork {
        /// The processor; empty when it came by import as InProgress.
        processor: String,
        /// When the claim runs out.
        until: Timestamp,
    },
    /// Nothing stands in its way: the next run takes it.
    NextRun {
        /// When that is; none when no schedule is active.
        at: Option<Timestamp>,
        /// The schedule.
        schedule: Option<String>,
    },
    /// An admin must act.
    Admin {
        /// Its status.
        status: Status,
    },
}
