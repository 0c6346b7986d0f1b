//! Trying transactions out: the same evaluation as applying them, on a state of the org that nothing can change.

use async_trait::async_trait;
use model::{GovernorLimits, LimitUsage, RecordId};

use crate::{Applied, ItemError, Lane, LaneStep, OrgError};

/// What an org would answer for a transaction, and what it would do.
#[derive(Debug, Clone, PartialEq)]
pub struct Simulated {
    /// What would become of it.
    pub applied: Applied,
    /// What it would use of the governor limits.
    pub usage: Option<LimitUsage>,
    /// What each item would do, in the order in which they are applied. After a limit was exceeded, items are
    /// missing.
    pub effects: Vec<ItemEffect>,
}

/// What an item would do.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemEffect {
    /// The item.
    pub item_id: RecordId,
    /// The records that it would make, change or delete: its own first, then those that flows and deletions change
    /// with it. None when it is refused.
    pub changes: Vec<RecordChange>,
}

/// What would become of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordChange {
    /// The record.
    pub record_id: RecordId,
    /// API name of its object.
    pub object_name: String,
    /// The fields that change: name, text before, text after. Of a record that is deleted, every field goes.
    pub fields: Vec<(String, Option<String>, Option<String>)>,
}

/// An org that can be looked at as it is at one moment.
#[async_trait]
pub trait SimulatedOrg: Send + Sync {
    /// The org as it is now. Nothing can be written through it.
    ///
    /// # Errors
    /// When the org cannot be reached.
    async fn snapshot(&self) -> Result<Box<dyn OrgSnapshot>, OrgError>;
}

/// A state of an org to try transactions on. Effects of earlier transactions are seen by later ones, also by those of
/// later calls; they end with it.
#[async_trait]
pub trait OrgSnapshot: Send {
    /// What each transaction may use.
    fn limits(&self) -> GovernorLimits;

    /// What [`crate::Org::apply`] would answer, and what each item would do, in the shape of `lanes`.
    ///
    /// # Errors
    /// When the org cannot be reached.
    async fn simulate(
        &mut self,
        lanes: Vec<Lane>,
        on_refused: &(dyn for<'a> Fn(usize, usize, &'a [ItemError]) -> LaneStep + Sync),
    ) -> Result<Vec<Vec<Simulated>>, OrgError>;

    /// What [`crate::Org::recorded`] would answer.
    ///
    /// # Errors
    /// When the org cannot be reached.
    async fn recorded(&mut self, ids: &[RecordId]) -> Result<Vec<Option<Applied>>, OrgError>;
}
