//! Uploads of devices: what arrives becomes part of the queue, once.

use model::{Item, Status, Transaction};

use crate::{Store, StoreError};

/// A transaction as a device sends it, with the items that came along. The caller makes the Ids; `Name`,
/// `Status`, the counts and the dates of creation and change are filled in by the store.
#[derive(Debug, Clone, PartialEq)]
pub struct Upload {
    /// The transaction.
    pub transaction: Transaction,
    /// Its items, in the order they came.
    pub items: Vec<Item>,
}

/// What became of an upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Received {
    /// It is in the queue now.
    Queued {
        /// Its place in the order of arrival.
        arrival: i64,
        /// `New`; `Waiting` while items or dependencies are missing; `Canceled` when a dependency is.
        status: Status,
    },
    /// It came before, with the same content. Nothing was changed.
    AlreadyThere {
        /// Its place in the order of arrival.
        arrival: i64,
    },
    /// It cannot be taken. Nothing was changed.
    Refused {
        /// Why, for the person who sent it.
        reason: String,
    },
}

impl Store {
    /// Takes uploads into the queue, all in one commit; answers one [`Received`] per upload, in order.
    ///
    /// `OfflineUniqueIdentifier` makes an upload count once: the same content again is
    /// [`Received::AlreadyThere`], other content is [`Received::Refused`] and the first stands.
    ///
    /// # Errors
    /// When the store cannot be written; then none of the uploads were taken.
    pub async fn receive(&self, uploads: Vec<Upload>) -> Result<Vec<Received>, StoreError> {
        let _ = uploads;
        Err(StoreError::Unreadable("receive is not there yet".into()))
    }
}
