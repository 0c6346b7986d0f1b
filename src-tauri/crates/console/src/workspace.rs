//! A workspace: a sync store, and the embedded org in a file of its own beside it.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use model::{Clock, IdGenerator};
use org::{LocalOrg, Org};
use serde::Serialize;
use store::Store;
use ts_rs::TS;

use crate::ConsoleError;

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
}

impl Workspace {
    /// Opens the store at `path` and the org beside it; an org that is not there is made empty, so that a
    /// store alone (from a colleague, or an import) can be looked at.
    pub(crate) async fn open(path: &Path, clock: Arc<dyn Clock>, ids: Arc<IdGenerator>) -> Result<Self, ConsoleError> {
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
        let org_path = org_path(path);
        for file in [path, &org_path] {
            if file.exists() {
                return Err(ConsoleError::invalid(format!(
                    "{} is already there; open it, or choose another name",
                    file.display()
                )));
            }
        }
        let store = Store::create(path, Arc::clone(&clock)).await?;
        let org = LocalOrg::create(&org_path, clock, ids).await?;
        Ok(Self::new(path, store, org))
    }

    fn new(path: &Path, store: Store, org: LocalOrg) -> Self {
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let info = WorkspaceInfo {
            name,
            store_path: path.display().to_string(),
            org_path: org_path(path).display().to_string(),
        };
        Self { info, store, org: Arc::new(org) }
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

    /// Closes both files and removes them: the sample was not finished.
    pub(crate) async fn discard(&self) {
        self.close().await;
        for path in [&self.info.store_path, &self.info.org_path] {
            for file in [path.clone(), format!("{path}-wal"), format!("{path}-shm")] {
                if let Err(error) = std::fs::remove_file(&file)
                    && error.kind() != std::io::ErrorKind::NotFound
                {
                    tracing::warn!(file, %error, "an unfinished file could not be removed");
                }
            }
        }
    }

    /// Closes both files.
    pub(crate) async fn close(&self) {
        self.store.close().await;
        self.org.close().await;
    }
}

/// `demo.syncstore` has its org in `demo.org.db` beside it.
fn org_path(store: &Path) -> PathBuf {
    store.with_extension("org.db")
}
