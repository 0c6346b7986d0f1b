//! What ends a run of the processor. What is wrong with one transaction is an outcome, not an error.

use org::OrgError;
use store::StoreError;

/// Why a run ended before its work was done. Claims were given back, or come back when their lease runs out; no
/// attempt was counted for them.
#[derive(Debug, thiserror::Error)]
pub enum ProcessorError {
    /// The store failed.
    #[error("the Sync Processor stopped, because the queue cannot be used: {0}")]
    Store(#[from] StoreError),
    /// The org failed.
    #[error(
        "the Sync Processor stopped, because the org cannot be used: {0}; nothing was lost, start it again when that is mended"
    )]
    Org(#[from] OrgError),
    /// The caller canceled the making of a sample.
    #[error("the sample was canceled; nothing of it is kept")]
    SampleCanceled,
    /// The org answered with other lanes than it was asked to apply.
    #[error(
        "the Sync Processor stopped, because the org answered for {answered} transactions of {asked}; report this as a fault"
    )]
    Answers {
        /// Transactions given to the org.
        asked: usize,
        /// Answers that came back.
        answered: usize,
    },
}
