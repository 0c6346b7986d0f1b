//! The way of a transaction through the queue: received or imported, claimed, settled, and what that does to others.

mod additions;
mod claim;
pub(crate) mod cycle;
pub(crate) mod dependents;
mod due;
pub(crate) mod fingerprint;
mod import;
#[cfg(test)]
pub(crate) mod plans;
mod receive;
mod settle;
pub(crate) mod transition;

pub(crate) use additions::Additions;
pub use claim::{ClaimRequest, Claimed, ClaimedItem, ClaimedTransaction, Claims};
pub(crate) use claim::{blocker, in_order, put_together};
pub use import::{Checkpoint, ImportSession, Imported};
pub use receive::{Received, Upload};
pub(crate) use settle::append_logs;
pub use settle::{ProcessedItem, Settled, SettledAs, Settlement};

/// Who changes what nobody asked for: the queue itself.
pub(crate) const QUEUE: &str = "queue";
