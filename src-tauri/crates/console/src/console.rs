//! The console itself: the open workspace, jobs and events behind one `call`.

use std::sync::{
    Arc, OnceLock, PoisonError, RwLock,
    atomic::{AtomicBool, Ordering},
};

use model::{Clock, IdGenerator, SystemClock};
use serde_json::Value;
use tokio::sync::broadcast;

use crate::{
    Announcer, Caller, ConsoleEvent, ErrorBody, WorkspaceInfo, at_work, command::Context, commands::dispatch,
    jobs::Jobs, watch::Watch, workspace::Workspace,
};

/// Events that a slow listener may fall behind before it misses some; it then looks again.
const EVENTS_KEPT: usize = 256;

/// What the console takes from outside, so that tests decide about time and Ids.
pub struct Dependencies {
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Makes Ids.
    pub ids: Arc<IdGenerator>,
}

impl Default for Dependencies {
    /// The machine's clock and random Ids.
    fn default() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            ids: Arc::new(IdGenerator::random()),
        }
    }
}

/// The console. Cheap to clone; all clones are the same console.
#[derive(Clone)]
pub struct Console(Arc<Inner>);

struct Inner {
    dependencies: Dependencies,
    workspace: RwLock<Option<Arc<Workspace>>>,
    runs_schedules: AtomicBool,
    watches: AtomicBool,
    announcer: OnceLock<Arc<dyn Announcer>>,
    jobs: Arc<Jobs>,
    events: broadcast::Sender<ConsoleEvent>,
}

impl Console {
    /// A console without an open workspace.
    pub fn new(dependencies: Dependencies) -> Self {
        let (events, _) = broadcast::channel(EVENTS_KEPT);
        let jobs = Jobs::new(Arc::clone(&dependencies.clock), events.clone());
        Self(Arc::new(Inner {
            dependencies,
            workspace: RwLock::default(),
            runs_schedules: AtomicBool::new(false),
            watches: AtomicBool::new(false),
            announcer: OnceLock::new(),
            jobs,
            events,
        }))
    }

    /// Calls a command by its name with a request as JSON; see [`crate::COMMANDS`].
    ///
    /// # Errors
    /// What went wrong, as every front door shows it.
    pub async fn call(&self, caller: &Caller, name: &str, request: Value) -> Result<Value, ErrorBody> {
        let context = Context {
            console: self,
            caller,
        };
        dispatch(&context, name, request).await.map_err(|error| {
            tracing::warn!(command = name, %error, "command refused");
            ErrorBody::from(error)
        })
    }

    /// From now on the schedules of every workspace that is opened run in this program, for as long as it is open.
    pub fn run_schedules(&self) {
        self.0.runs_schedules.store(true, Ordering::Relaxed);
    }

    /// From now on every workspace that is opened is watched by this program, for as long as it is open.
    pub fn watch(&self) {
        self.0.watches.store(true, Ordering::Relaxed);
    }

    /// Gives the watch a desktop to tell notices on. The first one stays.
    pub fn announce_with(&self, announcer: Arc<dyn Announcer>) {
        if self.0.announcer.set(announcer).is_err() {
            tracing::warn!("notices are told on one desktop already");
        }
    }

    /// A new listener for events.
    pub fn events(&self) -> broadcast::Receiver<ConsoleEvent> {
        self.0.events.subscribe()
    }

    /// Jobs of this run of the program.
    pub(crate) fn jobs(&self) -> &Arc<Jobs> {
        &self.0.jobs
    }

    pub(crate) fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.0.dependencies.clock)
    }

    pub(crate) fn ids(&self) -> Arc<IdGenerator> {
        Arc::clone(&self.0.dependencies.ids)
    }

    pub(crate) fn announcer(&self) -> Option<Arc<dyn Announcer>> {
        self.0.announcer.get().cloned()
    }

    pub(crate) fn tell(&self, event: ConsoleEvent) {
        // Nobody listening is fine: events are hints.
        let _ = self.0.events.send(event);
    }

    pub(crate) fn workspace(&self) -> Option<Arc<Workspace>> {
        self.0
            .workspace
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Puts another workspace in place, stops the work on the one before and closes it.
    pub(crate) async fn switch(&self, next: Option<Workspace>) -> Option<WorkspaceInfo> {
        self.0.jobs.cancel_all();
        let info = next.as_ref().map(|workspace| workspace.info().clone());
        let next = next.map(Arc::new);
        let before = {
            let mut current = self.0.workspace.write().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *current, next.clone())
        };
        if let Some(next) = next {
            if self.0.runs_schedules.load(Ordering::Relaxed) {
                next.set_scheduler(at_work::start_scheduler(self, &next));
            }
            if self.0.watches.load(Ordering::Relaxed) {
                next.set_watch(Watch::start(self, &next));
            }
        }
        if let Some(before) = before {
            before.close().await;
        }
        self.tell(ConsoleEvent::WorkspaceChanged(info.clone()));
        info
    }
}
