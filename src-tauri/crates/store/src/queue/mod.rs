//! The way of a transaction through the queue: received or imported, claimed, settled, and what that does to others.

mod claim;
mod due;
mod import;
mod receive;
mod settle;

pub use claim::{ClaimRequest, Claimed, Claims};
pub use import::{Checkpoint, ImportSession, Imported};
pub use receive::{Received, Upload};
pub use settle::{Settled, SettledAs, Settlement};
