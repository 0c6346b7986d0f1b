//! What a processor gets of a transaction: what an attempt needs of it, and no more. Reading all of it would cost more
//! than claiming it.

use std::collections::HashMap;

use model::{Item, Operation, RecordId, Status, Transaction};

/// A transaction that is now InProgress for the processor that claimed it.
#[derive(Debug, Clone, PartialEq)]
pub struct Claimed {
    /// Its place in the order of arrival; the key for [`crate::Store::settle`] and [`crate::Store::release`].
    pub arrival: i64,
    /// The number of this claim; a settlement with another number is refused.
    pub lease: i64,
    /// Its status before the claim: New or Retry.
    pub was: Status,
    /// True when an admin asked for one more attempt: if it fails, it is Failed.
    pub single_attempt: bool,
    /// How often its processor was lost while it had this transaction; more than 0 only from
    /// [`crate::Store::claim_suspect`], and for simulations.
    pub lost_claims: i64,
    /// The transaction.
    pub transaction: ClaimedTransaction,
    /// Its items in the order in which they must be applied: by `Sequence`, then as they came.
    pub items: Vec<ClaimedItem>,
    /// Device-made ids that earlier transactions of this user made real, as far as the items mention them.
    pub known_ids: HashMap<String, RecordId>,
}

/// What an attempt needs of a transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedTransaction {
    /// Its Id.
    pub id: RecordId,
    /// Its name.
    pub name: String,
    /// The user whose device made it.
    pub owner_id: String,
    /// By this its device knows it, and others depend on it.
    pub offline_unique_identifier: String,
    /// How many attempts failed so far; none before the first failure.
    pub number_of_failed_attempts: Option<i64>,
    /// Whether it may share batches with its neighbours.
    pub is_bulk: bool,
    /// Whether sharing and permissions of the owner count.
    pub is_owner_permission_enforced: bool,
}

impl From<Transaction> for ClaimedTransaction {
    fn from(transaction: Transaction) -> Self {
        Self {
            id: transaction.id,
            name: transaction.name,
            owner_id: transaction.owner_id,
            offline_unique_identifier: transaction.offline_unique_identifier,
            number_of_failed_attempts: transaction.number_of_failed_attempts,
            is_bulk: transaction.is_bulk,
            is_owner_permission_enforced: transaction.is_owner_permission_enforced,
        }
    }
}

/// What an attempt needs of an item.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimedItem {
    /// Its place in the store; [`crate::ProcessedItem`] names it.
    pub key: i64,
    /// Its Id.
    pub id: RecordId,
    /// Its place among the items of the transaction; those without come last.
    pub sequence: Option<f64>,
    /// API name of the object.
    pub object_name: String,
    /// What to do.
    pub operation_type: Operation,
    /// The payload: a JSON object as text.
    pub field_values: Option<String>,
    /// A device-made id, or the Id of a record.
    pub record_identifier: Option<String>,
    /// A record that it belongs to.
    pub related_record_id: Option<String>,
}

impl ClaimedItem {
    /// The item at that place in the store.
    pub(crate) fn new(key: i64, item: Item) -> Self {
        Self {
            key,
            id: item.id,
            sequence: item.sequence,
            object_name: item.object_name,
            operation_type: item.operation_type,
            field_values: item.field_values,
            record_identifier: item.record_identifier,
            related_record_id: item.related_record_id,
        }
    }
}
