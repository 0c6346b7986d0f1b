//! A workspace: a sync store, and the embedded org in a file of its own beside it.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use model::{Clock, IdGenerator, Status};
use org::{LocalOrg, Org};
use processor::{BackgroundProcessor, Scheduler};
use serde::Serialize;
use store::Store;
use tokio::sync::{OwnedRwLockReadGuard, RwLock};
use ts_rs::TS;

use crate::{ConsoleError, watch::Watch};

/// What a front door shows about the open workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct WorkspaceInfo {
    /// The name: the file's, without its ending.
    pub name: String,
    /// The store file.
    pub store_path: String,
    /// The org's file.
    pub org_path: String,
}

/// An open workspace.
pub(crate) struct Workspace {
    info: WorkspaceInfo,
    store: Store,
    org: Arc<LocalOrg>,
    background: Mutex<Option<BackgroundProcessor>>,
    scheduler: Mutex<Option<Scheduler>>,
    watch: Mutex<Option<Watch>>,
    /// The version of the mask rules that the windows know of.
    masks_seen: Mutex<Option<i64>>,
    /// Read by each run at work, so that the files are not closed under it.
    at_work: Arc<RwLock<()>>,
}

impl Workspace {
    /// Opens the store at `path` and the org beside it; an org that is not there is made empty, so that a
    /// store alone (from a colleague, or an import) can be looked at.
    pub(crate) async fn open(
        path: &Path,
        clock: Arc<dyn Clock>,
        ids: Arc<IdGenerator>,
    ) -> Result<Self, ConsoleError> {
        let store = Store::open(path, Arc::clone(&clock)).await?;
        let org_path = org_path(path);
        let org = if org_path.exists() {
            LocalOrg::open(&org_path, clock, ids).await?
        } else {
            LocalOrg::create(&org_path, clock, ids).await?
        };
        Ok(Self::new(path, store, org))
    }

    /// Makes an empty store at `path`, which must not exist, and an empty org beside it.
    pub(crate) async fn create(
        path: &Path,
        clock: Arc<dyn Clock>,
        ids: Arc<IdGenerator>,
    ) -> Result<Self, ConsoleError> {
        let org_path = must_be_free(path)?;
        let store = Store::create(path, Arc::clone(&clock)).await?;
        let org = LocalOrg::create(&org_path, clock, ids).await?;
        Ok(Self::new(path, store, org))
    }

    fn new(path: &Path, store: Store, org: LocalOrg) -> Self {
        let name = path
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default();
        let info = WorkspaceInfo {
            name,
            store_path: path.display().to_string(),
            org_path: org_path(path).display().to_string(),
        };
        Self {
            info,
            store,
            org: Arc::new(org),
            background: Mutex::default(),
            scheduler: Mutex::default(),
            watch: Mutex::default(),
            masks_seen: Mutex::default(),
            at_work: Arc::default(),
        }
    }

    /// Notes which version of the mask rules holds; answers whether the windows know of another.
    pub(crate) fn see_masks(&self, version: i64) -> bool {
        let mut seen = self.masks_seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.replace(version).is_some_and(|before| before != version)
    }

    pub(crate) fn info(&self) -> &WorkspaceInfo {
        &self.info
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    pub(crate) fn org(&self) -> &LocalOrg {
        &self.org
    }

    pub(crate) fn org_handle(&self) -> Arc<dyn Org> {
        Arc::clone(&self.org) as Arc<dyn Org>
    }

    /// Whether a processor works in the background.
    pub(crate) fn is_background_on(&self) -> bool {
        self.background().is_some()
    }

    /// There may be new work for the background processor, if it is on.
    pub(crate) fn wake_background(&self) {
        if let Some(processor) = self.background().as_ref() {
            processor.wake();
        }
    }

    /// Puts a background processor to work in place of the one before, which finishes its batch first; none: only
    /// stops.
    pub(crate) async fn set_background(&self, next: Option<BackgroundProcessor>) {
        let before = std::mem::replace(&mut *self.background(), next);
        if let Some(before) = before {
            before.stop().await;
        }
    }

    /// From now on the schedules of the workspace run in this program.
    pub(crate) fn set_scheduler(&self, scheduler: Scheduler) {
        *self.scheduler() = Some(scheduler);
    }

    /// From now on the workspace is watched.
    pub(crate) fn set_watch(&self, watch: Watch) {
        *self.watch() = Some(watch);
    }

    /// Schedules were changed, or a run ended.
    pub(crate) fn wake_scheduler(&self) {
        if let Some(scheduler) = self.scheduler().as_ref() {
            scheduler.wake();
        }
    }

    /// Held by a run at work: the files stay open until it is dropped.
    pub(crate) async fn at_work(&self) -> OwnedRwLockReadGuard<()> {
        Arc::clone(&self.at_work).read_owned().await
    }

    /// Transactions that a run could take: New and Retry.
    pub(crate) async fn queued(&self) -> Result<i64, ConsoleError> {
        let counts = self.store.counts().await?;
        Ok(counts.get(Status::New) + counts.get(Status::Retry))
    }

    fn scheduler(&self) -> MutexGuard<'_, Option<Scheduler>> {
        self.scheduler.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn background(&self) -> MutexGuard<'_, Option<BackgroundProcessor>> {
        self.background.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn watch(&self) -> MutexGuard<'_, Option<Watch>> {
        self.watch.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Stops watch, scheduler and background processor, waits for runs that were asked to end, and closes both files.
    pub(crate) async fn close(&self) {
        let watch = self.watch().take();
        if let Some(watch) = watch {
            watch.stop().await;
        }
        let scheduler = self.scheduler().take();
        if let Some(scheduler) = scheduler {
            scheduler.stop().await;
        }
        self.set_background(None).await;
        let _ended = self.at_work.write().await;
        self.store.close().await;
        self.org.close().await;
    }
}

/// `demo.syncstore` has its org in `demo.org.db` beside it.
fn org_path(store: &Path) -> PathBuf {
    store.with_extension("org.db")
}

/// The org's path beside a store that is to be made.
///
/// # Errors
/// When one of the two files is there already.
pub(crate) fn must_be_free(store: &Path) -> Result<PathBuf, ConsoleError> {
    let org = org_path(store);
    if let Some(file) = [store, &org].into_iter().find(|file| file.exists()) {
        let message = format!(
            "{} is already there; open it, or choose another name",
            file.display()
        );
        return Err(ConsoleError::invalid(message));
    }
    Ok(org)
}
