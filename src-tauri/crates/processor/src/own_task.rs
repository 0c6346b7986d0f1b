//! Work beside other work.

use std::{future::Future, panic::resume_unwind};

use tokio_util::task::AbortOnDropHandle;

/// Runs `work` as a task of its own, so that the batches of a run use as many cores as there are: what is computed for
/// one does not hold up what the other writes. Given up, the work ends at its next step; a panic goes on to the caller.
pub(crate) async fn on_own_task<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> T {
    match AbortOnDropHandle::new(tokio::spawn(work)).await {
        Ok(answer) => answer,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => resume_unwind(panic),
            // The runtime is shutting down, and takes the caller with it.
            Err(_) => std::future::pending().await,
        },
    }
}
