//! The org of the sample: who works in it, for whom, and with what.

use model::{Profile, RecordId, User};
use serde_json::Value;

use super::rep::Rep;

/// A record to put into the org.
pub(super) struct Record {
    pub(super) object: &'static str,
    pub(super) id: RecordId,
    /// JSON object of API names and values.
    pub(super) values: Value,
}

/// An account, as far as activities need it.
#[derive(Clone)]
pub(super) struct Account {
    pub(super) id: RecordId,
    pub(super) name: String,
    pub(super) territory: usize,
    pub(super) address: RecordId,
    pub(super) street: String,
    pub(super) postal_code: String,
    /// The professional side; none for an organization.
    pub(super) provider: Option<RecordId>,
    /// The National Provider Identifier of `provider`.
    pub(super) npi: String,
    pub(super) goal: RecordId,
    pub(super) territory_info: RecordId,
    /// What ties it to its territory.
    pub(super) tie: RecordId,
}

/// A territory.
pub(super) struct Territory {
    pub(super) id: RecordId,
    pub(super) name: String,
    /// Place in the list of cities.
    pub(super) city: usize,
    /// Positions in [`World::accounts`] of those that any rep may visit on any day.
    pub(super) accounts: Vec<usize>,
}

/// A product.
pub(super) struct Product {
    pub(super) id: RecordId,
    pub(super) name: &'static str,
}

/// Who and what there is.
pub(super) struct World {
    pub(super) profiles: Vec<Profile>,
    pub(super) territories: Vec<Territory>,
    pub(super) products: Vec<Product>,
    pub(super) accounts: Vec<Account>,
    pub(super) reps: Vec<Rep>,
    /// The user that other systems work as.
    pub(super) integration: RecordId,
    /// Everything above as records of the org, in an order in which each comes after those it refers to.
    pub(super) records: Vec<Record>,
}

impl World {
    /// The users as the store keeps them.
    pub(super) fn users(&self) -> Vec<User> {
        self.reps.iter().map(|rep| rep.user.clone()).collect()
    }
}
