//! Claiming: a processor takes the next transactions of each user, for as long as its lease runs.

use std::collections::HashMap;

use model::{Item, RecordId, Status, Timestamp, Transaction};

use crate::{Store, StoreError};

/// What a processor asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimRequest {
    /// The processor's name.
    pub processor: String,
    /// At most so many transactions.
    pub limit: usize,
    /// How long the claim holds.
    pub lease: chrono::Duration,
    /// Transactions with an earlier `OfflineTimestamp` are passed over; none: all count.
    pub lookback_from: Option<Timestamp>,
    /// Only users after this `OwnerId` (the `next_owner` of the claim before); none: from the first user on.
    pub after_owner: Option<String>,
}

/// What a processor gets.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Claims {
    /// The transactions, those of one user one after the other and in the order in which they must be applied.
    pub transactions: Vec<Claimed>,
    /// Where the next claim goes on; none when every user was looked at.
    pub next_owner: Option<String>,
}

/// A transaction that is now InProgress for the processor that claimed it.
#[derive(Debug, Clone, PartialEq)]
pub struct Claimed {
    /// Its place in the order of arrival; the key for [`Store::settle`] and [`Store::release`].
    pub arrival: i64,
    /// The number of this claim; a settlement with another number is refused.
    pub lease: i64,
    /// Its status before the claim: New or Retry.
    pub was: Status,
    /// True when an admin asked for one more attempt: if it fails, it is Failed.
    pub single_attempt: bool,
    /// The transaction.
    pub transaction: Transaction,
    /// Its items in the order in which they must be applied: by `Sequence`, then as they came.
    pub items: Vec<Item>,
    /// Device-made ids that earlier transactions of this user made real, as far as the items mention them.
    pub known_ids: HashMap<String, RecordId>,
}

impl Store {
    /// Claims the head run of each user: its transactions in order (`Sequence`, those without last, then
    /// `OfflineTimestamp`, then arrival), up to a Retry that is not due yet or a transaction that is InProgress.
    ///
    /// # Errors
    /// When the store cannot be written; then nothing was claimed.
    pub async fn claim(&self, request: ClaimRequest) -> Result<Claims, StoreError> {
        let _ = request;
        Err(StoreError::Unreadable("claim is not there yet".into()))
    }

    /// Gives claims back: each becomes New or Retry as before, and no attempt is counted. A claim that was settled
    /// or taken over meanwhile is left alone. Answers how many were given back.
    ///
    /// # Errors
    /// When the store cannot be written; then none were given back.
    pub async fn release(&self, claims: Vec<(i64, i64)>) -> Result<u64, StoreError> {
        let _ = claims;
        Err(StoreError::Unreadable("release is not there yet".into()))
    }

    /// Gives back every claim whose lease has run out, as after the death of a processor. Answers how many.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn recover_expired(&self) -> Result<u64, StoreError> {
        Err(StoreError::Unreadable("recover_expired is not there yet".into()))
    }
}
