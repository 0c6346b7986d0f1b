//! The contract between the processor and an org.

use std::{collections::HashMap, sync::Arc};

use async_trait::async_trait;
use model::{LimitUsage, Operation, RecordId, SyncErrorCode};
use serde::{Deserialize, Serialize};

use crate::{Catalogue, OrgError, OrgRecord};

/// A transaction as an org sees it.
#[derive(Debug, Clone)]
pub struct OrgTransaction {
    /// The transaction; the key of the ledger, so that a second apply answers what the first did.
    pub id: RecordId,
    /// The user whose device made it.
    pub owner_id: String,
    /// Whether sharing and field permissions of the owner count (`IsOwnerPermissionEnforced`). The existence
    /// of records, locks and rules always count.
    pub enforce_owner_permission: bool,
    /// The items in the order in which they are to be applied.
    pub items: Vec<OrgItem>,
    /// Device-made ids that earlier transactions of this user made real.
    pub known_ids: HashMap<String, RecordId>,
    /// Whether its items share batches, by their order value, with the transaction before it in its lane
    /// (`IsBulk`). It changes what is counted, never what is done.
    pub shares_batches: bool,
}

/// One change to one record.
#[derive(Debug, Clone)]
pub struct OrgItem {
    /// The item in the queue.
    pub item_id: RecordId,
    /// API name of the object.
    pub object_name: String,
    /// What to do.
    pub operation: Operation,
    /// A device-made id (insert), or the Id (or device-made id) of an existing record.
    pub record_identifier: Option<String>,
    /// The payload: a JSON object as text; none for a delete.
    pub field_values: Option<String>,
    /// Items of a transaction with the same order value are one batch: they share queries and statements.
    pub order: u32,
}

/// The transactions of one user, to be applied one after the other.
#[derive(Debug, Clone)]
pub struct Lane {
    /// In order.
    pub transactions: Vec<OrgTransaction>,
}

/// Whether a lane goes on after a transaction was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LaneStep {
    /// The next transaction of the lane is tried.
    Continue,
    /// The rest of the lane is not tried: it stays [`Applied::NotTried`].
    Stop,
}

/// What became of one transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Applied {
    /// All of its items are in the org.
    Committed {
        /// Item and the real Id of its record, for every item.
        records: Vec<(RecordId, RecordId)>,
        /// Device-made ids that became real.
        new_ids: Vec<(String, RecordId)>,
        /// True when the ledger already had it: nothing was written now.
        replayed: bool,
    },
    /// None of its items are in the org.
    Refused(Vec<ItemError>),
    /// Not tried, because an earlier one of its lane stopped it.
    NotTried,
}

/// What the org answers for one transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What became of it.
    pub applied: Applied,
    /// What it used of the governor limits; none when it was not evaluated, or the org cannot tell.
    pub usage: Option<LimitUsage>,
}

impl Answer {
    /// An answer for a transaction that was not evaluated.
    pub const fn unused(applied: Applied) -> Self {
        Self { applied, usage: None }
    }
}

/// Why an item was refused, in Salesforce's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemError {
    /// The item.
    pub item_id: RecordId,
    /// Salesforce status code.
    pub code: SyncErrorCode,
    /// What happened, as an admin of the org reads it.
    pub message: String,
    /// The object.
    pub object_name: String,
    /// The field, when one is to blame.
    pub field_name: Option<String>,
    /// The value that was refused, as text.
    pub value: Option<String>,
}

/// An org that transactions are applied to.
#[async_trait]
pub trait Org: Send + Sync {
    /// What the org knows of its objects.
    ///
    /// # Errors
    /// When the org cannot be reached.
    async fn catalogue(&self) -> Result<Arc<Catalogue>, OrgError>;

    /// Applies lanes of transactions; lanes are independent of each other. Answers one [`Answer`] per
    /// transaction, in the shape of `lanes`. What is committed is in the ledger with the same database commit.
    /// After each refusal `on_refused(lane, position, errors)` decides whether the lane goes on.
    ///
    /// # Errors
    /// When the org cannot be reached or its file fails: then none of the lanes were applied, or those that
    /// were are in the ledger.
    async fn apply(
        &self,
        lanes: Vec<Lane>,
        on_refused: &(dyn for<'a> Fn(usize, usize, &'a [ItemError]) -> LaneStep + Sync),
    ) -> Result<Vec<Vec<Answer>>, OrgError>;

    /// What the ledger has of these transactions, in their order; none for what was never committed. Evaluates
    /// nothing, so it answers also for what cannot be evaluated.
    ///
    /// # Errors
    /// When the org cannot be reached.
    async fn recorded(&self, ids: &[RecordId]) -> Result<Vec<Option<Applied>>, OrgError>;

    /// A record as it is now, deleted ones too; none when the Id was never given.
    ///
    /// # Errors
    /// When the org cannot be reached.
    async fn record(&self, id: &RecordId) -> Result<Option<OrgRecord>, OrgError>;
}
