//! Actions on many transactions as jobs: found once, done in bounded batches, told now and then.

mod canary;
mod check;

use std::sync::Arc;

use model::{BulkAction, BulkJob, BulkState, millis};
use org::{Catalogue, Org as _};
use store::{BulkOrder, BulkScope, BulkStep, Change};

pub use canary::Canary;
pub(crate) use check::in_words;

use crate::{
    Console, ConsoleError, ConsoleEvent, Job, JobKind, JobResult, jobs::JobHandle, workspace::Workspace,
};

/// Transactions of one commit: more make it cheaper, and others who write wait for it, half a second with these.
const BATCH: usize = 20_000;
/// Transactions of one commit whose payloads change: each is read, checked and written by itself.
const PAYLOADS: usize = 200;
/// Windows are told that many transactions changed at most this often, in milliseconds of the clock.
const TELL_EVERY_MS: i64 = 500;

/// A job that is asked for.
pub(crate) struct Wanted {
    /// What to do.
    pub(crate) action: BulkAction,
    /// To which.
    pub(crate) scope: BulkScope,
    /// Who, and why.
    pub(crate) change: Change,
    /// How a retry goes ahead step by step.
    pub(crate) canary: Option<Canary>,
    /// Patch also where the org would refuse the value.
    pub(crate) accept_problems: bool,
}

/// Starts the job.
pub(crate) async fn start(
    console: &Console,
    workspace: &Arc<Workspace>,
    wanted: Wanted,
) -> Result<Job, ConsoleError> {
    let catalogue = match &wanted.action {
        BulkAction::Patch { .. } if !wanted.accept_problems => Some(workspace.org().catalogue().await?),
        _ => None,
    };
    let portion = match &wanted.action {
        BulkAction::Patch { .. } => PAYLOADS,
        BulkAction::Undo { of } => match workspace.store().bulk_job(*of).await? {
            Some(detail) if matches!(detail.job.action, BulkAction::Patch { .. }) => PAYLOADS,
            _ => BATCH,
        },
        _ => BATCH,
    };
    let title = title(&wanted.action, "the chosen transactions");
    let at_work = workspace.at_work().await;
    let (console, workspace) = (console.clone(), Arc::clone(workspace));
    Ok(
        Arc::clone(console.jobs()).start(JobKind::Bulk, title, move |job| async move {
            let run = Run {
                console,
                workspace,
                wanted,
                catalogue,
                portion,
                job,
                last_told: 0,
            };
            let outcome = run.carry_out().await;
            drop(at_work);
            outcome
        }),
    )
}

/// What is done and to which, in words.
fn title(action: &BulkAction, to: &str) -> String {
    match action {
        BulkAction::Retry => format!("Retry of {to}"),
        BulkAction::Ignore => format!("Ignore of {to}"),
        BulkAction::MarkManual => format!("Mark manual of {to}"),
        BulkAction::Comment => format!("Comment on {to}"),
        BulkAction::Assign { assignee: Some(name) } => format!("Assignment of {to} to {name}"),
        BulkAction::Assign { assignee: None } => format!("Assignment of {to} to nobody"),
        BulkAction::Patch { rule } => format!("Patch of {}.{} in {to}", rule.object_name, rule.field),
        BulkAction::Undo { of } => format!("Undo of bulk job {of} in {to}"),
    }
}

/// A count in words.
fn counted(count: i64) -> String {
    match count {
        1 => "1 transaction".to_owned(),
        _ => format!("{count} transactions"),
    }
}

/// Why a job ended before everything was done.
enum Ending {
    /// All was done.
    Done,
    /// A canary stopped it.
    Stopped {
        /// Why.
        why: String,
        /// How many transactions failed again.
        again: i64,
    },
}

/// A job at work.
struct Run {
    console: Console,
    workspace: Arc<Workspace>,
    wanted: Wanted,
    /// What checks a patch.
    catalogue: Option<Arc<Catalogue>>,
    /// Transactions of one commit.
    portion: usize,
    job: JobHandle,
    last_told: i64,
}

impl Run {
    async fn carry_out(mut self) -> Result<Option<JobResult>, ConsoleError> {
        let store = self.workspace.store().clone();
        let targets = store.bulk_targets(&self.wanted.scope).await?;
        let order = BulkOrder {
            action: self.wanted.action.clone(),
            title: title(&self.wanted.action, &counted(targets.total())),
            scope: self.wanted.scope.clone(),
            total: targets.total(),
        };
        let bulk = store
            .begin_bulk(&order, &targets.missing, &self.wanted.change)
            .await?;
        let outcome = match self.wanted.canary.clone() {
            Some(canary) => self.in_stages(&canary, bulk.id, &targets.found).await,
            None => self.batches(bulk.id, &targets.found).await.map(|()| Ending::Done),
        };
        let (state, note) = match &outcome {
            Ok(Ending::Done) => (self.finished(bulk.id).await?, None),
            Ok(Ending::Stopped { why, .. }) => (BulkState::Stopped, Some(why.clone())),
            Err(ConsoleError::Canceled) => (BulkState::Canceled, None),
            Err(error) => (BulkState::Failed, Some(error.to_string())),
        };
        store.end_bulk(bulk.id, state, note.as_deref()).await?;
        let again = match &outcome {
            Ok(Ending::Stopped { again, .. }) => *again,
            _ => 0,
        };
        let result = self.show(bulk.id, again).await?;
        self.tell();
        outcome.map(|_| result)
    }

    async fn finished(&self, bulk: i64) -> Result<BulkState, ConsoleError> {
        let detail = self.workspace.store().bulk_job(bulk).await?;
        let went_well = detail.is_some_and(|detail| detail.job.refused == 0);
        Ok(match went_well {
            true => BulkState::Completed,
            false => BulkState::CompletedWithFailures,
        })
    }

    /// Does all of these, unless it is canceled between two commits.
    async fn batches(&mut self, bulk: i64, targets: &[(i64, Option<i64>)]) -> Result<(), ConsoleError> {
        for batch in targets.chunks(self.portion) {
            if self.job.cancel.is_cancelled() {
                return Err(ConsoleError::Canceled);
            }
            self.batch(bulk, batch).await?;
            self.show(bulk, 0).await?;
            self.tell_now_and_then();
        }
        Ok(())
    }

    async fn batch(&self, bulk: i64, batch: &[(i64, Option<i64>)]) -> Result<BulkStep, ConsoleError> {
        let store = self.workspace.store();
        let Wanted { action, change, .. } = &self.wanted;
        Ok(match action {
            BulkAction::Patch { rule } => {
                let check = |item: &model::Item, after: &str| {
                    let catalogue = self.catalogue.as_ref()?;
                    check::in_kind(catalogue, rule, item, after)
                };
                store.patch_batch(bulk, rule, batch, &check, change).await?
            }
            BulkAction::Undo { of } => {
                let arrivals: Vec<i64> = batch.iter().map(|(arrival, _)| *arrival).collect();
                store.undo_batch(bulk, *of, &arrivals, change).await?
            }
            action => store.bulk_batch(bulk, action, batch, change).await?,
        })
    }

    /// Shows how far it is, and what was refused so far; `again` failed again after their retry.
    async fn show(&self, bulk: i64, again: i64) -> Result<Option<JobResult>, ConsoleError> {
        let Some(detail) = self.workspace.store().bulk_job(bulk).await? else {
            return Ok(None);
        };
        let BulkJob {
            done, refused, total, ..
        } = detail.job;
        let result = JobResult::Bulk(detail);
        self.job.keep(result.clone());
        self.job.progress(done + refused, Some(total), refused + again);
        Ok(Some(result))
    }

    fn tell_now_and_then(&mut self) {
        let now = millis(self.console.clock().now());
        if now - self.last_told >= TELL_EVERY_MS {
            self.last_told = now;
            self.tell();
        }
    }

    /// Tells windows and the processor that many transactions changed.
    fn tell(&self) {
        self.console.tell(ConsoleEvent::TransactionsChanged(Vec::new()));
        self.workspace.wake_background();
    }
}
