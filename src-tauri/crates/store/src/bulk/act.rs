//! A batch of a change of status, of comments or of an assignment.

use std::collections::{HashMap, HashSet};

use model::{BulkAction, Mover, RefusalKind, Status, SyncErrorCode};

use super::{
    BulkStep, keep,
    refusals::{self, Refusals},
};
use crate::{
    Change, Store, StoreError,
    admin::Action,
    engine::Fault,
    queue::{cycle, dependents, transition},
    store::Writing,
    tables::{
        assignment,
        bulk_change::{self, Becomes, Left, Stretch},
        bulk_held, comment, dependency, transaction,
    },
};

const HELD: &str = "It depends on transactions that are not Success yet. Retry those; once they are Success, retry \
                    what was held.";
const MISSING_PARENT: &str = "It depends on a transaction that has not arrived. Ask the user to run a full manual \
                              sync, or take it out of DependentOfflineIdentifiers.";
const CYCLE: &str = "It depends on itself, so it can never be processed. Take one of the circle out of \
                     DependentOfflineIdentifiers, or ignore one.";

impl Store {
    /// Does one batch of a job in one commit: (place in the order of arrival, version that it must have or none), in
    /// order of arrival. A patch has [`Store::patch_batch`], an undo [`Store::undo_batch`].
    ///
    /// # Errors
    /// When the store cannot be written; then nothing of the batch was changed.
    pub async fn bulk_batch(
        &self,
        job: i64,
        action: &BulkAction,
        targets: &[(i64, Option<i64>)],
        change: &Change,
    ) -> Result<BulkStep, StoreError> {
        self.write(async |w| {
            let step = match action {
                BulkAction::Retry => act(w, job, Action::Retry, targets, change).await?,
                BulkAction::Ignore => act(w, job, Action::Ignore, targets, change).await?,
                BulkAction::MarkManual => act(w, job, Action::MarkManual, targets, change).await?,
                BulkAction::Comment => annotate(w, targets, None, change).await?,
                BulkAction::Assign { assignee } => {
                    annotate(w, targets, Some(assignee.as_deref()), change).await?
                }
                BulkAction::Patch { .. } | BulkAction::Undo { .. } => BulkStep::default(),
            };
            keep(w, job, &step).await?;
            Ok(step)
        })
        .await
    }
}

async fn act(
    w: &mut Writing,
    job: i64,
    action: Action,
    targets: &[(i64, Option<i64>)],
    change: &Change,
) -> Result<BulkStep, Fault> {
    let (Some((first, _)), Some((last, _))) = (targets.first(), targets.last()) else {
        return Ok(BulkStep::default());
    };
    let from: Vec<Status> = Status::ALL
        .into_iter()
        .filter(|status| status.can_become(action.status(), Mover::Admin))
        .collect();
    let now = w.now;
    let becomes = Becomes {
        from: &from,
        to: action.status(),
        next_attempt_at: (action == Action::Retry).then_some(now),
        single_attempt: action == Action::Retry,
    };
    let noted = bulk_change::note(w, job, now, targets, &becomes).await?;
    let count = i64::try_from(targets.len()).unwrap_or(i64::MAX);
    let refusals = match noted == count {
        true => Vec::new(),
        false => refused(w, job, action, targets).await?,
    };
    let stretch = Stretch {
        job,
        first: *first,
        last: *last,
    };
    let causes = match action {
        Action::Ignore => transaction::causes(w, stretch).await?,
        _ => Vec::new(),
    };
    transition::apply_journal(w, &change.actor, stretch).await?;
    let followed = dependents::cancel(w, causes).await?;
    let step = BulkStep {
        // What followed another of the same job is done, too.
        done: count - refusals.iter().map(|refusal| refusal.count).sum::<i64>(),
        followed: followed.len() as i64,
        refusals,
    };
    bulk_change::note_cascade(w, job, now, followed).await?;
    Ok(step)
}

/// Why the rest of a batch was left.
async fn refused(
    w: &mut Writing,
    job: i64,
    action: Action,
    targets: &[(i64, Option<i64>)],
) -> Result<Vec<model::BulkRefusal>, Fault> {
    let expected: HashMap<i64, Option<i64>> = targets.iter().copied().collect();
    let left = bulk_change::left(w, job, expected.keys().copied()).await?;
    let ties = match action {
        Action::Retry => Some(Ties::of(w, &left).await?),
        _ => None,
    };
    let mut refusals = Refusals::default();
    let mut held = Vec::new();
    for row in &left {
        let is_changed = expected
            .get(&row.arrival)
            .is_some_and(|version| version.is_some_and(|version| version != row.version));
        let (kind, reason) = match ties.as_ref().and_then(|ties| ties.refusal(row)) {
            _ if is_changed => (RefusalKind::Changed, refusals::CHANGED.to_owned()),
            Some((kind, reason)) => (kind, reason.to_owned()),
            None => (RefusalKind::Status, action.refusal(row.status)),
        };
        held.extend((kind == RefusalKind::Held).then_some(row.arrival));
        refusals.add(kind, &reason, refusals::named(row)?);
    }
    if !held.is_empty() {
        bulk_held::add(w, job, held).await?;
    }
    Ok(refusals.all())
}

/// What keeps transactions from being retried by what they depend on.
#[derive(Default)]
pub(super) struct Ties {
    /// Something they depend on has not arrived.
    missing_parent: HashSet<i64>,
    /// They depend on themselves.
    in_cycle: HashSet<i64>,
}

impl Ties {
    /// Looks at those of these that wait, or were canceled.
    pub(super) async fn of(c: &mut sqlx::SqliteConnection, left: &[Left]) -> Result<Self, Fault> {
        let tied = left
            .iter()
            .filter(|row| matches!(row.status, Status::Waiting | Status::Canceled));
        let tied: Vec<i64> = tied.map(|row| row.arrival).collect();
        if tied.is_empty() {
            return Ok(Self::default());
        }
        let states = dependency::states(c, tied.iter().copied()).await?;
        let unmet = states.iter().filter(|(_, _, is_success)| !is_success);
        let unmet: Vec<(i64, &str)> = unmet.map(|(arrival, on, _)| (*arrival, on.as_str())).collect();
        let there = transaction::by_offline_identifier(c, unmet.iter().map(|(_, on)| *on)).await?;
        let missing = unmet.iter().filter(|(_, on)| !there.contains_key(*on));
        Ok(Self {
            missing_parent: missing.map(|(arrival, _)| *arrival).collect(),
            in_cycle: cycle::members(c, tied).await?,
        })
    }

    /// Why a transaction that was not retried could not be, as far as it is what it depends on.
    pub(super) fn refusal(&self, row: &Left) -> Option<(RefusalKind, &'static str)> {
        let is_cycle = row.status == Status::Waiting
            && row.error_code.as_deref() == Some(SyncErrorCode::SyncProcessorError.as_str());
        if self.in_cycle.contains(&row.arrival) || is_cycle {
            Some((RefusalKind::Cycle, CYCLE))
        } else if self.missing_parent.contains(&row.arrival) {
            Some((RefusalKind::MissingParent, MISSING_PARENT))
        } else {
            // Any other Canceled one would have been retried.
            (row.status == Status::Canceled).then_some((RefusalKind::Held, HELD))
        }
    }
}

/// Comments, or assigns to a person or to nobody; status and version stay.
async fn annotate(
    w: &mut Writing,
    targets: &[(i64, Option<i64>)],
    assign: Option<Option<&str>>,
    change: &Change,
) -> Result<BulkStep, Fault> {
    let arrivals = targets.iter().map(|(arrival, _)| *arrival);
    let now = w.now;
    match assign {
        None => comment::insert(w, arrivals, now, &change.actor, &change.reason).await?,
        Some(assignee) => assignment::set(w, arrivals, assignee, now, change).await?,
    }
    Ok(BulkStep {
        done: i64::try_from(targets.len()).unwrap_or(i64::MAX),
        ..BulkStep::default()
    })
}
