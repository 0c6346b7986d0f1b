//! Journals that were kept for long enough are removed.

use chrono::Duration;

use crate::{
    Store, StoreError,
    tables::{bulk_job, bulk_payload, bulk_trace},
};

/// Rows of a journal that one commit removes: little enough that whoever writes beside it does not wait.
const PRUNED_AT_A_TIME: i64 = 1_000;

impl Store {
    /// Removes, in one short commit, a part of a journal of a bulk job that ended more than `days` ago; answers whether
    /// there may be more to remove. The job stays and can no longer be undone. What it changed stays in the history of
    /// each transaction.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub async fn prune_journals(&self, days: i64) -> Result<bool, StoreError> {
        let now = self.now();
        let before = now.saturating_sub(Duration::days(days).num_milliseconds());
        let found = self
            .read(async |c| Ok(bulk_job::to_prune(c, now, before).await?))
            .await?;
        if found.is_none() {
            return Ok(false);
        }
        self.write(async |w| {
            // Somebody may have begun to undo it meanwhile, or another program removes it, too.
            let now = w.now;
            let Some(job) = bulk_job::to_prune(w, now, before).await? else {
                return Ok(false);
            };
            let payloads = bulk_payload::prune(w, job, PRUNED_AT_A_TIME).await?;
            let changes = bulk_trace::replace_journal(w, job, PRUNED_AT_A_TIME - payloads).await?;
            let has_more = payloads + changes == PRUNED_AT_A_TIME;
            bulk_job::note_pruned(w, job, has_more, now).await?;
            Ok(true)
        })
        .await
    }
}
