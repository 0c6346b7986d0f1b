//! The Sync Processor: claims transactions from the queue, orders their items, lets the org apply them, and turns
//! the org's answers into statuses, attempts and log entries. Also [`sample`]: an org and the uploads of its users.
//!
//! It must not hold SQL, nor know a window or HTTP. It changes a status only through the store's guarded
//! settlement, and an org only through [`org::Org`].
//!
//! Where to look: [`outcome_of`] has the rules of the settings, [`order`] the order of items, `run` and `batch`
//! the way from claim to settlement, [`Simulator`] the same without consequences, [`BackgroundProcessor`] the one that runs beside a window.

mod allocator;
mod backoff;
mod batch;
mod bulk;
mod crash;
mod error;
mod event;
mod log_lines;
mod order;
mod outcome;
mod own_task;
mod processor;
mod recorded;
mod run;
pub mod sample;
mod schedule;
mod service;
mod simulate;

pub use backoff::{BASE, CAP, retry_wait};
pub use error::ProcessorError;
pub use event::{PartEnded, ProcessorEvent, RunSummary};
pub use order::order;
pub use outcome::{AttemptFacts, Outcome, RefusedItem, outcome_of};
pub use processor::{Pace, Processor, RunOptions};
pub use recorded::{BegunRun, Turn};
pub use schedule::Scheduler;
pub use service::BackgroundProcessor;
pub use simulate::{
    EditedSimulation, FieldEffect, ItemSimulation, ManySimulated, RecordEffect, Selection, SimulatedError,
    SimulationBucket, SimulationReport, Simulator, TransactionSimulation,
};
