//! Long work: jobs with progress, cancel, and a result that can be read later.

use std::{
    any::Any,
    collections::VecDeque,
    future::Future,
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, PoisonError},
};

use futures::FutureExt as _;
use model::{Clock, Timestamp};
use serde::{Deserialize, Serialize};
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;
use ts_rs::TS;

use crate::{ConsoleError, ConsoleEvent, ErrorBody, ErrorCode, ExportReport, ImportReport, Shown};
use processor::{RunSummary, SimulationReport};
use store::{BulkDetail, StatusRequest};

/// Ended jobs that are kept to be read.
const KEPT: usize = 50;
/// Progress is told at most this often, in milliseconds of the clock.
const TELL_EVERY_MS: i64 = 100;

/// What kind of work a job does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum JobKind {
    /// Makes a sample workspace.
    Sample,
    /// A run of the Sync Processor.
    Process,
    /// Reads Data Loader files.
    Import,
    /// Writes files.
    Export,
    /// Simulates attempts.
    Simulate,
    /// Acts on many transactions.
    Bulk,
    /// Brings an older store to this program's format, before it opens.
    Upgrade,
}

/// How far a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum JobState {
    /// At work.
    Running,
    /// Done.
    Completed,
    /// Done, but not all of it went well.
    CompletedWithFailures,
    /// Stopped by an error.
    Failed,
    /// Stopped by a caller; what was done until then is kept.
    Canceled,
}

/// A job.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Job {
    /// Its number in this run of the program.
    pub id: i64,
    /// What it does.
    pub kind: JobKind,
    /// In words.
    pub title: String,
    /// How far it is.
    pub state: JobState,
    /// Units done: rows or transactions; of an upgrade, megabytes of its backup.
    pub done: i64,
    /// Units in all, when known.
    pub total: Option<i64>,
    /// Units that failed.
    pub failures: i64,
    /// What it waits for before it goes on, in words; none while it is at work.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub waits_for: Option<String>,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// What came of it.
    pub result: Option<JobResult>,
    /// Why it failed.
    pub error: Option<ErrorBody>,
    /// Of a simulation: what would succeed and may be retried. Too many to tell.
    #[serde(skip)]
    #[ts(skip)]
    pub(crate) succeeding: Option<Arc<[StatusRequest]>>,
}

/// What came of a job.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum JobResult {
    /// Of a run of the processor or the making of a sample.
    Process(RunSummary),
    /// Of an import.
    Import(Shown<ImportReport>),
    /// Of an export.
    Export(ExportReport),
    /// Of a simulation.
    Simulation(Shown<SimulationReport>),
    /// Of an action on many transactions.
    Bulk(BulkDetail),
}

/// A job by its number.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct JobId {
    /// The number.
    pub id: i64,
}

/// All jobs of this run of the program.
pub struct Jobs {
    clock: Arc<dyn Clock>,
    events: broadcast::Sender<ConsoleEvent>,
    entries: Mutex<Entries>,
}

#[derive(Default)]
struct Entries {
    last_id: i64,
    jobs: VecDeque<(Job, CancellationToken)>,
}

/// What the work itself holds: tells progress and hears of cancel.
#[derive(Clone)]
pub struct JobHandle {
    jobs: Arc<Jobs>,
    id: i64,
    last_told: Arc<Mutex<i64>>,
    /// Fires when a caller cancels.
    pub cancel: CancellationToken,
}

impl Jobs {
    /// No jobs yet.
    pub fn new(clock: Arc<dyn Clock>, events: broadcast::Sender<ConsoleEvent>) -> Arc<Self> {
        Arc::new(Self {
            clock,
            events,
            entries: Mutex::default(),
        })
    }

    /// Starts `work` in the background and answers the job as it begins. The work answers its result, and
    /// whether all went well is told by the job's count of failures. Work that panics ends as Failed, with
    /// [`ConsoleError::Crashed`].
    pub fn start<Work, Running>(self: &Arc<Self>, kind: JobKind, title: String, work: Work) -> Job
    where
        Work: FnOnce(JobHandle) -> Running,
        Running: Future<Output = Result<Option<JobResult>, ConsoleError>> + Send + 'static,
    {
        let (job, handle) = self.begin(kind, title);
        let running = work(handle);
        let (jobs, id) = (Arc::clone(self), job.id);
        tokio::spawn(async move {
            // All that a panic can leave half done is the work itself, which is not used again.
            let outcome = AssertUnwindSafe(running).catch_unwind().await;
            let outcome = outcome.unwrap_or_else(|panic| Err(ConsoleError::Crashed(words(&*panic))));
            jobs.finish(id, outcome.as_ref().map(Option::clone));
        });
        job
    }

    /// Does `work` as a job, and waits for its end.
    ///
    /// # Errors
    /// Those of the work.
    pub async fn run<Work, Running>(
        self: &Arc<Self>,
        kind: JobKind,
        title: String,
        work: Work,
    ) -> Result<(), ConsoleError>
    where
        Work: FnOnce(JobHandle) -> Running,
        Running: Future<Output = Result<(), ConsoleError>>,
    {
        let (job, handle) = self.begin(kind, title);
        let outcome = work(handle).await;
        self.finish(job.id, outcome.as_ref().map(|()| None));
        outcome
    }

    /// Every job that is kept, newest first.
    pub fn list(&self) -> Vec<Job> {
        self.lock()
            .jobs
            .iter()
            .rev()
            .map(|(job, _)| job.clone())
            .collect()
    }

    /// One job.
    pub fn get(&self, id: i64) -> Option<Job> {
        self.lock()
            .jobs
            .iter()
            .find(|(job, _)| job.id == id)
            .map(|(job, _)| job.clone())
    }

    /// The running job of a kind, if there is one.
    pub fn running(&self, kind: JobKind) -> Option<Job> {
        let entries = self.lock();
        let (job, _) = entries
            .jobs
            .iter()
            .find(|(job, _)| job.kind == kind && job.state == JobState::Running)?;
        Some(job.clone())
    }

    /// What a simulation found would succeed and may be retried; none when there is no such job, or it is at work.
    pub(crate) fn succeeding(&self, id: i64) -> Option<Arc<[StatusRequest]>> {
        self.get(id)?.succeeding
    }

    /// Asks a job to stop; answers it as it is, none when there is no such job.
    pub fn cancel(&self, id: i64) -> Option<Job> {
        let entries = self.lock();
        let (job, cancel) = entries.jobs.iter().find(|(job, _)| job.id == id)?;
        cancel.cancel();
        Some(job.clone())
    }

    /// Asks every job to stop: the workspace closes.
    pub fn cancel_all(&self) {
        for (_, cancel) in &self.lock().jobs {
            cancel.cancel();
        }
    }

    fn add(&self, kind: JobKind, title: String, cancel: CancellationToken) -> Job {
        let job = {
            let mut entries = self.lock();
            entries.last_id += 1;
            let job = Job {
                id: entries.last_id,
                kind,
                title,
                state: JobState::Running,
                done: 0,
                total: None,
                failures: 0,
                waits_for: None,
                started_at: self.clock.now(),
                finished_at: None,
                result: None,
                error: None,
                succeeding: None,
            };
            entries.jobs.push_back((job.clone(), cancel));
            let ended = |(job, _): &(Job, CancellationToken)| job.state != JobState::Running;
            while entries.jobs.len() > KEPT {
                let Some(oldest_ended) = entries.jobs.iter().position(ended) else {
                    break;
                };
                entries.jobs.remove(oldest_ended);
            }
            job
        };
        self.tell(&job);
        job
    }

    fn begin(self: &Arc<Self>, kind: JobKind, title: String) -> (Job, JobHandle) {
        let cancel = CancellationToken::new();
        let job = self.add(kind, title, cancel.clone());
        let handle = JobHandle {
            jobs: Arc::clone(self),
            id: job.id,
            last_told: Arc::default(),
            cancel,
        };
        (job, handle)
    }

    fn change(&self, id: i64, change: impl FnOnce(&mut Job)) -> Option<Job> {
        let mut entries = self.lock();
        let (job, _) = entries.jobs.iter_mut().find(|(job, _)| job.id == id)?;
        change(job);
        Some(job.clone())
    }

    fn finish(&self, id: i64, outcome: Result<Option<JobResult>, &ConsoleError>) {
        let now = self.clock.now();
        let job = self.change(id, |job| {
            job.finished_at = Some(now);
            job.waits_for = None;
            match outcome {
                Ok(result) => {
                    let well = job.failures == 0;
                    job.state = if well {
                        JobState::Completed
                    } else {
                        JobState::CompletedWithFailures
                    };
                    job.result = result;
                }
                Err(error) => {
                    let body = ErrorBody::from(error);
                    if body.code == ErrorCode::Canceled {
                        job.state = JobState::Canceled;
                    } else {
                        tracing::error!(job = id, %error, "job failed");
                        job.state = JobState::Failed;
                        job.error = Some(body);
                    }
                }
            }
        });
        if let Some(job) = job {
            self.tell(&job);
        }
    }

    fn tell(&self, job: &Job) {
        // Nobody listening is fine: the job can be asked for.
        let _ = self.events.send(ConsoleEvent::JobChanged(Box::new(job.clone())));
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl JobHandle {
    /// Says how far the work is: units done, units in all if known, units that failed.
    pub fn progress(&self, done: i64, total: Option<i64>, failures: i64) {
        let job = self.jobs.change(self.id, |job| {
            job.done = done;
            job.total = total;
            job.failures = failures;
        });
        let now = model::millis(self.jobs.clock.now());
        let mut last = self.last_told.lock().unwrap_or_else(PoisonError::into_inner);
        if now - *last >= TELL_EVERY_MS {
            *last = now;
            if let Some(job) = job {
                self.jobs.tell(&job);
            }
        }
    }

    /// Says what the work waits for; none: it goes on.
    pub(crate) fn wait_for(&self, what: Option<String>) {
        if let Some(job) = self.jobs.change(self.id, |job| job.waits_for = what) {
            self.jobs.tell(&job);
        }
    }

    /// Keeps what would succeed and may be retried.
    pub(crate) fn keep_succeeding(&self, succeeding: Vec<StatusRequest>) {
        self.jobs
            .change(self.id, |job| job.succeeding = Some(succeeding.into()));
    }

    /// Keeps a result of work that is canceled or fails later on.
    pub fn keep(&self, result: JobResult) {
        self.jobs.change(self.id, |job| job.result = Some(result));
    }
}

/// What a panic says.
fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "it says nothing of itself".to_owned())
}

#[cfg(test)]
mod tests {
    use model::ManualClock;
    use store::StoreError;

    use super::*;

    #[tokio::test]
    async fn work_that_panics_ends_as_failed_and_says_so() {
        let (events, mut heard) = broadcast::channel(16);
        let clock = Arc::new(ManualClock::new(model::timestamp(1_795_420_800_000)));
        let jobs = Jobs::new(clock, events);

        let job = jobs.start(JobKind::Export, "Export".to_owned(), |job| async move {
            job.progress(3, Some(10), 0);
            panic!("row {} has no name", 4)
        });
        assert_eq!(job.state, JobState::Running);
        let ended = loop {
            let ConsoleEvent::JobChanged(job) = heard.recv().await.unwrap() else {
                continue;
            };
            if job.state != JobState::Running {
                break job;
            }
        };

        assert_eq!((ended.state, ended.done), (JobState::Failed, 3));
        assert_eq!(ended.finished_at, Some(ended.started_at));
        let error = ended.error.unwrap();
        assert_eq!(error.code, ErrorCode::Internal);
        assert!(error.message.contains("row 4 has no name"), "{}", error.message);
        assert!(jobs.running(JobKind::Export).is_none(), "the next one may begin");
    }

    #[tokio::test]
    async fn work_that_is_waited_for_is_a_job_meanwhile_and_its_error_comes_back() {
        let (events, mut heard) = broadcast::channel(16);
        let clock = Arc::new(ManualClock::new(model::timestamp(1_795_420_800_000)));
        let jobs = Jobs::new(clock, events);
        let stopped = || StoreError::UpgradeCanceled {
            path: "queue.syncstore".into(),
        };
        for (state, error) in [
            (JobState::Completed, None),
            (JobState::Canceled, Some(ConsoleError::Store(stopped()))),
            (JobState::Failed, Some(ConsoleError::NoWorkspace)),
        ] {
            let told = error.as_ref().map(ErrorBody::from);
            let at_work = Arc::clone(&jobs);
            let outcome = jobs
                .run(JobKind::Upgrade, "Upgrade".to_owned(), |job| async move {
                    assert!(at_work.running(JobKind::Upgrade).is_some());
                    job.progress(3, Some(10), 0);
                    error.map_or(Ok(()), Err)
                })
                .await;
            assert_eq!(outcome.err().map(ErrorBody::from), told);
            let job = jobs.list().remove(0);
            assert_eq!((job.state, job.done), (state, 3));
            assert_eq!(job.error, told.filter(|_| state == JobState::Failed));
        }
        assert!(matches!(heard.recv().await, Ok(ConsoleEvent::JobChanged(_))));
    }
}
