//! Actions on many transactions at once: a job in bounded batches, each one commit, with a journal from which it can
//! be undone. What a job is about is settled when it begins: what is made later does not join.

mod act;
mod patch;
mod preview;
mod prune;
mod refusals;
mod stage;
mod targets;
mod undo;

use model::{BulkAction, BulkJob, BulkRefusal, BulkState, RecordId};
use serde::Serialize;
use ts_rs::TS;

pub use patch::PatchCheck;
pub use preview::{BulkPreview, PatchedItem};
pub use stage::WithError;
pub use targets::{BulkScope, BulkTargets};

use crate::{
    Change, Store, StoreError,
    engine::Fault,
    queue::dependents,
    store::Writing,
    tables::{
        bulk_change,
        bulk_job::{self, NewRow},
        bulk_refusal,
    },
};

/// A job that was not heard of for so long has lost its program, in milliseconds.
const LEASE_MS: i64 = 60_000;

/// A job that is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct BulkOrder {
    /// What to do.
    pub action: BulkAction,
    /// What and to which, in words.
    pub title: String,
    /// To which.
    pub scope: BulkScope,
    /// How many transactions that is.
    pub total: i64,
}

/// What one batch of a job did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BulkStep {
    /// How many transactions were changed.
    pub done: i64,
    /// How many others followed, because they depend on these.
    pub followed: i64,
    /// What was left as it is.
    pub refusals: Vec<BulkRefusal>,
}

impl BulkStep {
    /// How many transactions were left as they are.
    pub fn refused(&self) -> i64 {
        self.refusals.iter().map(|refusal| refusal.count).sum()
    }
}

/// A job and what it refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct BulkDetail {
    /// The job.
    pub job: BulkJob,
    /// What it left as it is, most first.
    pub refusals: Vec<BulkRefusal>,
}

impl Store {
    /// Begins a job: from now on it is at work until [`Store::end_bulk`], or until it was not heard of for a minute.
    /// `missing` are Ids that it is asked for and that are not there.
    ///
    /// # Errors
    /// When the store cannot be written; then it has not begun.
    pub async fn begin_bulk(
        &self,
        order: &BulkOrder,
        missing: &[RecordId],
        change: &Change,
    ) -> Result<BulkJob, StoreError> {
        let scope = serde_json::to_string(&order.scope).map_err(|error| self.told(error.into()))?;
        self.write(async |w| {
            let now = w.now;
            let row = NewRow {
                action: &order.action,
                title: &order.title,
                scope: &scope,
                actor: &change.actor,
                reason: &change.reason,
                total: order.total,
                started_at: now,
                lease_until: now + LEASE_MS,
            };
            let id = bulk_job::insert(w, &row).await?;
            let step = BulkStep {
                refusals: refusals::missing(missing),
                ..BulkStep::default()
            };
            keep(w, id, &step).await?;
            Ok(bulk_job::get(w, now, id)
                .await?
                .ok_or_else(|| crate::tables::unreadable("the job is gone"))?)
        })
        .await
    }

    /// Says what a job at work waits for, or that it no longer waits, so that it is not taken for dead.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn bulk_waits(&self, job: i64, note: Option<&str>) -> Result<(), StoreError> {
        self.write(async |w| {
            let lease_until = w.now + LEASE_MS;
            Ok(bulk_job::wait(w, job, note, lease_until).await?)
        })
        .await
    }

    /// Ends a job. What an undo made to wait again is looked at: something it depends on may not have come back.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn end_bulk(&self, job: i64, state: BulkState, note: Option<&str>) -> Result<(), StoreError> {
        self.write(async |w| {
            let now = w.now;
            let is_undo = bulk_job::get(w, now, job)
                .await?
                .is_some_and(|job| matches!(job.action, BulkAction::Undo { .. }));
            if is_undo && bulk_change::any_waiting_again(w, job).await? {
                dependents::queue_waiting(w).await?;
            }
            Ok(bulk_job::end(w, job, state, note, now).await?)
        })
        .await
    }

    /// Jobs before the one with this number (none: from the newest on), newest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn bulk_jobs(&self, before: Option<i64>, limit: i64) -> Result<Vec<BulkJob>, StoreError> {
        let now = self.now();
        self.read(async |c| Ok(bulk_job::page(c, now, before.unwrap_or(i64::MAX), limit).await?))
            .await
    }

    /// A job and what it refused; none when there is no such job.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn bulk_job(&self, id: i64) -> Result<Option<BulkDetail>, StoreError> {
        let now = self.now();
        self.read(async |c| {
            let Some(job) = bulk_job::get(c, now, id).await? else {
                return Ok(None);
            };
            let refusals = bulk_refusal::of(c, id).await?;
            Ok(Some(BulkDetail { job, refusals }))
        })
        .await
    }
}

/// Adds what a batch did to its job.
async fn keep(w: &mut Writing, job: i64, step: &BulkStep) -> Result<(), Fault> {
    let lease_until = w.now + LEASE_MS;
    bulk_refusal::add(w, job, &step.refusals).await?;
    let counts = (step.done, step.refused(), step.followed);
    Ok(bulk_job::progress(w, job, counts, lease_until).await?)
}
