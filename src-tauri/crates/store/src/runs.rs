//! Runs of the Sync Processor: never two at once on one store, each kept with its parts.

use model::{
    BatchJob, BatchJobPart, BatchJobStatus, Pause, RunCounts, RunTrigger, Schedule, Timestamp, millis,
    timestamp,
};

use crate::{
    Store, StoreError,
    engine::Fault,
    store::Writing,
    tables::{
        batch_job::{self, NewRow},
        batch_job_part, batch_job_unwritten, pause, schedule,
    },
};

/// So many runs are kept, the newest.
pub const KEPT_RUNS: i64 = 1_000;

/// A schedule that is due for longer than this was missed: its run makes up for it. In milliseconds.
const MISSED_AFTER: i64 = 5 * 60_000;

/// What a run that lost its program says.
const LOST: &str =
    "the program of this run ended or slept; what it had not settled until then went back to the queue";

/// A run that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunOrder {
    /// What it is called.
    pub name: String,
    /// What makes it begin.
    pub trigger: RunTrigger,
    /// In days.
    pub lookback_days: i64,
    /// The name of the processor.
    pub processor: String,
    /// How long the run holds its turn without being heard of.
    pub lease: chrono::Duration,
}

/// Whether a run may begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunBegun {
    /// It has begun.
    Begun(BatchJob),
    /// Another one is at work.
    AtWork(BatchJob),
    /// The processor is paused.
    Paused(Pause),
    /// No schedule is due; the next one is due at this moment.
    NothingDue(Option<Timestamp>),
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunEnding {
    /// By itself.
    Completed,
    /// By an error, in words.
    Failed(String),
    /// By someone; how, in words.
    Canceled(String),
    /// By itself, without having found anything to do: it is not kept.
    FoundNothing,
}

/// Some of the runs, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunPage {
    /// The runs.
    pub runs: Vec<BatchJob>,
    /// Whether there are older ones.
    pub has_more: bool,
}

impl Store {
    /// Begins a run, unless another is at work or the processor is paused. A run that lost its program is ended
    /// first, and the oldest runs beyond [`KEPT_RUNS`] go.
    ///
    /// # Errors
    /// When the store cannot be written; then it has not begun.
    pub async fn begin_run(&self, order: &RunOrder) -> Result<RunBegun, StoreError> {
        self.write(async |w| match turn(w).await? {
            Some(refused) => Ok(refused),
            None => begin(w, order, None).await,
        })
        .await
    }

    /// Begins the run of the schedule that is due for longest, and plans that schedule's next: one run, however
    /// often it was missed. Its name and lookback are the schedule's.
    ///
    /// # Errors
    /// When the store cannot be written; then it has not begun.
    pub async fn begin_due_run(
        &self,
        processor: &str,
        lease: chrono::Duration,
    ) -> Result<RunBegun, StoreError> {
        self.write(async |w| {
            plan_again_after_clock_was_set_back(w).await?;
            let now = timestamp(w.now);
            let next = schedule::active(w).await?.into_iter().next();
            let due = match next {
                Some(Schedule {
                    next_run_at: Some(at),
                    ..
                }) if at > now => return Ok(RunBegun::NothingDue(Some(at))),
                None => return Ok(RunBegun::NothingDue(None)),
                Some(due) => due,
            };
            if let Some(refused) = turn(w).await? {
                return Ok(refused);
            }
            let missed_for = due.next_run_at.map_or(0, |at| w.now - millis(at));
            let order = RunOrder {
                name: due.name.clone(),
                trigger: if missed_for > MISSED_AFTER {
                    RunTrigger::CatchUp
                } else {
                    RunTrigger::Schedule
                },
                lookback_days: due.lookback_days,
                processor: processor.to_owned(),
                lease,
            };
            let next = due.cron.next_after(now).map(millis);
            schedule::plan(w, due.id, Some(millis(now)), next).await?;
            begin(w, &order, Some(due.id)).await
        })
        .await
    }

    /// Adds parts to a run and renews its lease. False when the run was ended meanwhile, because its lease was over:
    /// nothing was added, and whoever carries it out must stop.
    ///
    /// # Errors
    /// When the store cannot be written; then nothing was added.
    pub async fn note_run(
        &self,
        id: i64,
        parts: &[BatchJobPart],
        lease: chrono::Duration,
    ) -> Result<bool, StoreError> {
        self.write(async |w| note(w, id, parts, lease).await).await
    }

    /// Ends a run, with its last parts. Answers it as it is then; none when it is not kept.
    ///
    /// # Errors
    /// When the store cannot be written; then it is ended as Failed when its lease is over.
    pub async fn end_run(
        &self,
        id: i64,
        parts: &[BatchJobPart],
        ending: RunEnding,
    ) -> Result<Option<BatchJob>, StoreError> {
        self.write(async |w| {
            note(w, id, parts, chrono::Duration::zero()).await?;
            let Some(run) = batch_job::get(w, id).await? else {
                return Ok(None);
            };
            // Its parts tell everything.
            batch_job_unwritten::take_rest(w, id).await?;
            let (status, error) = match ending {
                RunEnding::Completed => (run.counts.status(), None),
                RunEnding::Failed(error) => (BatchJobStatus::Failed, Some(error)),
                RunEnding::Canceled(error) => (BatchJobStatus::Canceled, Some(error)),
                RunEnding::FoundNothing if run.ended_at.is_none() => {
                    batch_job::discard(w, id).await?;
                    return Ok(None);
                }
                RunEnding::FoundNothing => return Ok(Some(run)),
            };
            let now = w.now;
            batch_job::end(w, id, status, error.as_deref(), now).await?;
            Ok(batch_job::get(w, id).await?)
        })
        .await
    }

    /// Ends the run at work as Failed when it has not been heard of for longer than its lease. Answers whether it
    /// did.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn end_lost_run(&self) -> Result<bool, StoreError> {
        let now = self.now();
        if self
            .read(async |c| Ok(batch_job::lost(c, now).await?))
            .await?
            .is_none()
        {
            return Ok(false);
        }
        self.write(async |w| end_lost(w).await).await
    }

    /// Runs before the one numbered `before` (none: from the newest on), newest first, at most `limit`.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn runs(&self, before: Option<i64>, limit: usize) -> Result<RunPage, StoreError> {
        let most = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
        self.read(async |c| {
            let mut runs = batch_job::page(c, before.unwrap_or(i64::MAX), most).await?;
            let has_more = runs.len() > limit;
            runs.truncate(limit);
            Ok(RunPage { runs, has_more })
        })
        .await
    }

    /// A run with its parts; none when there is no such run, or no longer.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn run(&self, id: i64) -> Result<Option<(BatchJob, Vec<BatchJobPart>)>, StoreError> {
        self.read(async |c| match batch_job::get(c, id).await? {
            Some(run) => Ok(Some((run, batch_job_part::of(c, id).await?))),
            None => Ok(None),
        })
        .await
    }
}

/// Whether a run may begin now; else what stands in its way.
async fn turn(w: &mut Writing) -> Result<Option<RunBegun>, Fault> {
    end_lost(w).await?;
    if let Some(pause) = pause::get(w).await? {
        return Ok(Some(RunBegun::Paused(pause)));
    }
    Ok(batch_job::at_work(w).await?.map(RunBegun::AtWork))
}

/// Ends the run at work when its lease is over; answers whether it did. What it settled and did not write down before
/// its program died becomes its last part.
async fn end_lost(w: &mut Writing) -> Result<bool, Fault> {
    let now = w.now;
    let Some(id) = batch_job::lost(w, now).await? else {
        return Ok(false);
    };
    let rest = batch_job_unwritten::take_rest(w, id).await?;
    note(w, id, rest.as_slice(), chrono::Duration::zero()).await?;
    batch_job::end(w, id, BatchJobStatus::Failed, Some(LOST), now).await?;
    Ok(true)
}

async fn begin(w: &mut Writing, order: &RunOrder, schedule_id: Option<i64>) -> Result<RunBegun, Fault> {
    let row = NewRow {
        name: &order.name,
        schedule_id,
        trigger: order.trigger.as_str(),
        lookback_days: order.lookback_days,
        started_at: w.now,
        lease_until: w.now.saturating_add(order.lease.num_milliseconds()),
        processor: &order.processor,
    };
    let id = batch_job::insert(w, &row).await?;
    batch_job_part::delete_until(w, id - KEPT_RUNS).await?;
    batch_job::delete_until(w, id - KEPT_RUNS).await?;
    let run = batch_job::get(w, id).await?;
    run.map(RunBegun::Begun)
        .ok_or_else(|| StoreError::Unreadable(format!("run {id}")).into())
}

async fn note(
    w: &mut Writing,
    id: i64,
    parts: &[BatchJobPart],
    lease: chrono::Duration,
) -> Result<bool, Fault> {
    let mut more = RunCounts::default();
    for part in parts {
        more.add(&part.counts);
    }
    let lease_until = w.now.saturating_add(lease.num_milliseconds());
    let is_at_work = batch_job::progress(w, id, &more, lease_until).await?;
    if is_at_work && !parts.is_empty() {
        batch_job_part::insert(w, id, parts).await?;
        let now = w.now;
        batch_job_unwritten::take(w, id, now, &more).await?;
    }
    Ok(is_at_work)
}

/// A schedule that ran in what is now the future would rest until then: it is planned from now on instead.
async fn plan_again_after_clock_was_set_back(w: &mut Writing) -> Result<(), Fault> {
    let now = timestamp(w.now);
    for schedule in schedule::active(w).await? {
        let next = schedule.cron.next_after(now);
        if schedule.last_run_at.is_some_and(|at| at > now) && next < schedule.next_run_at {
            schedule::plan(w, schedule.id, None, next.map(millis)).await?;
        }
    }
    Ok(())
}
