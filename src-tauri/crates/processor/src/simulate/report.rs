//! What simulations tell.

use std::{cmp::Reverse, collections::HashMap};

use model::{AttemptOutcome, GovernorLimits, LimitUsage, Operation, RecordId, SyncErrorCode, TransactionRef};
use org::ItemError;
use serde::Serialize;
use ts_rs::TS;

/// Transactions that a bucket names.
const SAMPLE: usize = 10;

/// What an attempt on one transaction would come to.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TransactionSimulation {
    /// The transaction.
    pub id: RecordId,
    /// For example DST-0000000042.
    pub name: String,
    /// How the attempt would end.
    pub outcome: AttemptOutcome,
    /// Why: the rule's reason, else the first error; none for a Success.
    pub reason: Option<String>,
    /// What each item would do, in the order in which they are applied.
    pub items: Vec<ItemSimulation>,
    /// What it would use of the limits.
    pub usage: LimitUsage,
    /// What it may use.
    pub limits: GovernorLimits,
    /// Whether an edit that is not saved was part of it.
    pub with_edit: bool,
}

/// What one item would do.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ItemSimulation {
    /// The item.
    pub item_id: RecordId,
    /// API name of its object.
    pub object_name: String,
    /// What it is to do.
    pub operation: Operation,
    /// Items with the same order value are one batch.
    pub order: u32,
    /// The record it would make, change or delete; none when it is refused. The Id of a new record is made up.
    pub record_id: Option<RecordId>,
    /// The fields of the record that would change.
    pub fields: Vec<FieldEffect>,
    /// Other records that flows and deletions would change with it.
    pub others: Vec<RecordEffect>,
    /// Why it is refused.
    pub errors: Vec<SimulatedError>,
}

/// What would become of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RecordEffect {
    /// The record.
    pub record_id: RecordId,
    /// API name of its object.
    pub object_name: String,
    /// The fields that would change.
    pub fields: Vec<FieldEffect>,
}

/// What would become of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct FieldEffect {
    /// API name.
    pub field: String,
    /// The value before, as text; none when it is empty.
    pub before: Option<String>,
    /// The value after. Of a record that is deleted every field goes.
    pub after: Option<String>,
}

/// An error that would come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SimulatedError {
    /// The code.
    pub code: SyncErrorCode,
    /// In the org's words.
    pub message: String,
    /// API name of the object.
    pub object_name: String,
    /// The field to blame, if there is one.
    pub field_name: Option<String>,
    /// The value that would be refused.
    pub value: Option<String>,
}

impl From<ItemError> for SimulatedError {
    fn from(error: ItemError) -> Self {
        Self {
            code: error.code,
            message: error.message,
            object_name: error.object_name,
            field_name: error.field_name,
            value: error.value,
        }
    }
}

/// What attempts on many transactions would come to.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SimulationReport {
    /// Transactions that were asked about.
    pub total: i64,
    /// Those that were simulated.
    pub simulated: i64,
    /// Those that would not be tried: applied already, in work, waiting, or behind one that would be retried.
    pub skipped: i64,
    /// Those that would succeed.
    pub would_succeed: i64,
    /// What they would end with: Success first, then the largest first.
    pub buckets: Vec<SimulationBucket>,
    /// The most that one of them would use of each limit.
    pub most_usage: LimitUsage,
    /// What each may use.
    pub limits: GovernorLimits,
}

/// Transactions that would end alike.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SimulationBucket {
    /// How they would end.
    pub outcome: AttemptOutcome,
    /// Their first error.
    pub error_code: Option<SyncErrorCode>,
    /// The object of that error.
    pub object_name: Option<String>,
    /// Its field.
    pub field_name: Option<String>,
    /// The reason of the first of them.
    pub message: Option<String>,
    /// How many.
    pub count: i64,
    /// The first of them.
    pub sample: Vec<TransactionRef>,
}

/// What transactions of one bucket have in common.
type Likeness = (
    AttemptOutcome,
    Option<SyncErrorCode>,
    Option<String>,
    Option<String>,
);

/// Sorts simulated transactions into buckets.
#[derive(Default)]
pub(super) struct Buckets {
    buckets: Vec<SimulationBucket>,
    places: HashMap<Likeness, usize>,
}

impl Buckets {
    pub(super) fn add(
        &mut self,
        transaction: TransactionRef,
        outcome: AttemptOutcome,
        message: Option<String>,
        error: Option<&ItemError>,
    ) {
        let likeness: Likeness = (
            outcome,
            error.map(|error| error.code.clone()),
            error.map(|error| error.object_name.clone()),
            error.and_then(|error| error.field_name.clone()),
        );
        let place = *self.places.entry(likeness).or_insert_with_key(|likeness| {
            let (outcome, error_code, object_name, field_name) = likeness.clone();
            self.buckets.push(SimulationBucket {
                outcome,
                error_code,
                object_name,
                field_name,
                message,
                count: 0,
                sample: Vec::new(),
            });
            self.buckets.len() - 1
        });
        let bucket = &mut self.buckets[place];
        bucket.count += 1;
        if bucket.sample.len() < SAMPLE {
            bucket.sample.push(transaction);
        }
    }

    /// Success first, then the largest first.
    pub(super) fn sorted(mut self) -> Vec<SimulationBucket> {
        self.buckets
            .sort_by_key(|bucket| (bucket.outcome != AttemptOutcome::Success, Reverse(bucket.count)));
        self.buckets
    }
}
