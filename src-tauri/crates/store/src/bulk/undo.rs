//! A batch of an undo.

use std::collections::HashMap;

use model::{Mover, RefusalKind, Status};

use super::{
    BulkStep, keep,
    refusals::{self, Refusals},
};
use crate::{
    Change, Store, StoreError,
    engine::Fault,
    queue::{cycle, dependents, transition},
    store::Writing,
    tables::{
        bulk_change::{self, Stretch},
        transaction,
    },
};

const STILL_CANCELED: &str = "It depends on a transaction that is still Canceled.";

impl Store {
    /// Takes back, in one commit, what the job `of` did to these transactions (by place in the order of arrival), as
    /// part of the job `job`. Statuses and payloads come back that were not committed to the org since.
    ///
    /// # Errors
    /// When the store cannot be written; then nothing of the batch was changed.
    pub async fn undo_batch(
        &self,
        job: i64,
        of: i64,
        arrivals: &[i64],
        change: &Change,
    ) -> Result<BulkStep, StoreError> {
        self.write(async |w| {
            let (payloads, statuses) = super::patch::split(w, of, arrivals).await?;
            let mut step = undo(w, (job, of), &statuses, change).await?;
            let edits = super::patch::undo(w, (job, of), &payloads, change).await?;
            step.done += edits.done;
            step.refusals.extend(edits.refusals);
            keep(w, job, &step).await?;
            Ok(step)
        })
        .await
    }
}

/// From what an admin may change a status to what it was before, though it was changed since: only to where nothing
/// will be attempted.
fn ways() -> Vec<(Status, Status)> {
    let ends = [Status::Canceled, Status::Manual];
    let pairs = Status::ALL.into_iter().flat_map(|from| ends.map(|to| (from, to)));
    pairs
        .filter(|(from, to)| from.can_become(*to, Mover::Admin))
        .collect()
}

async fn undo(
    w: &mut Writing,
    (job, of): (i64, i64),
    arrivals: &[i64],
    change: &Change,
) -> Result<BulkStep, Fault> {
    let (Some(first), Some(last)) = (arrivals.iter().min(), arrivals.iter().max()) else {
        return Ok(BulkStep::default());
    };
    let now = w.now;
    let noted = bulk_change::note_undo(w, (job, of), now, arrivals, &ways()).await?;
    let refusals = match noted == arrivals.len() as i64 {
        true => Vec::new(),
        false => refused(w, (job, of), arrivals).await?,
    };
    let stretch = Stretch {
        job,
        first: *first,
        last: *last,
    };
    let causes = transaction::causes(w, stretch).await?;
    transition::apply_journal(w, &change.actor, stretch).await?;
    let followed = dependents::cancel(w, causes).await?;
    let waiting = transaction::waiting(w, arrivals).await?;
    if !waiting.is_empty() {
        cycle::mark(w, waiting.iter().copied()).await?;
        dependents::queue_ready(w, waiting).await?;
    }
    let step = BulkStep {
        done: noted,
        followed: followed.len() as i64,
        refusals,
    };
    bulk_change::note_cascade(w, job, now, followed).await?;
    Ok(step)
}

async fn refused(
    w: &mut Writing,
    (job, of): (i64, i64),
    arrivals: &[i64],
) -> Result<Vec<model::BulkRefusal>, Fault> {
    let left = bulk_change::left(w, job, arrivals.iter().copied()).await?;
    let noted = bulk_change::noted(w, of, left.iter().map(|row| row.arrival)).await?;
    let noted: HashMap<i64, (String, i64)> = noted
        .into_iter()
        .map(|(arrival, status, version)| (arrival, (status, version)))
        .collect();
    let mut refusals = Refusals::default();
    for row in &left {
        let Some((before, version)) = noted.get(&row.arrival) else {
            continue;
        };
        let transaction = refusals::named(row)?;
        if let Some((kind, reason)) = refusals::in_undo(row.status) {
            refusals.add(kind, reason, transaction);
        } else if before == Status::Waiting.as_str() && row.version == *version {
            refusals.add(RefusalKind::Held, STILL_CANCELED, transaction);
        } else if before == row.status.as_str() {
            let reason =
                format!("It was changed since then and is {before} again; nothing is to be taken back.");
            refusals.add(RefusalKind::Unchanged, &reason, transaction);
        } else {
            let reason = format!(
                "It was changed since then and is {}; it can no longer go back to {before}.",
                row.status
            );
            refusals.add(RefusalKind::Changed, &reason, transaction);
        }
    }
    Ok(refusals.all())
}
