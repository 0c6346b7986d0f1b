//! Opening, making and closing workspaces.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use processor::sample::{SampleOptions, make_sample};
use serde::Deserialize;
use store::{Store, Upgrading};
use ts_rs::TS;

use super::{Done, Nothing};
use crate::{
    ConsoleError, JobKind, JobResult, WorkspaceInfo,
    command::Context,
    jobs::{Job, JobHandle},
    workspace::{Workspace, must_be_free},
};

/// A store file.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct OpenRequest {
    /// Path of the store file.
    pub store_path: String,
}

/// A sample to be made.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct CreateSampleRequest {
    /// Path of the store file, which must not exist.
    pub store_path: String,
    /// Field users; none for 200.
    pub users: Option<u32>,
    /// Transactions; none for 20,000.
    pub transactions: Option<u32>,
    /// The same seed makes the same sample on the same day; none for 1.
    pub seed: Option<u64>,
}

pub(super) async fn open(context: &Context<'_>, request: OpenRequest) -> Result<WorkspaceInfo, ConsoleError> {
    let console = context.console;
    let path = Path::new(&request.store_path);
    // What else is wrong with the file, opening it tells.
    if matches!(Store::is_older(path).await, Ok(true)) {
        upgrade(context, path).await?;
    }
    let workspace = Workspace::open(path, console.clock(), console.ids()).await?;
    let info = workspace.info().clone();
    console.switch(Some(workspace)).await;
    Ok(info)
}

/// Brings an older store to this program's format: minutes, when it is large.
async fn upgrade(context: &Context<'_>, path: &Path) -> Result<(), ConsoleError> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let title = format!("Bringing {name} to the format of this program");
    let work = |job: JobHandle| async move {
        let go_on = move |how_far| {
            let (done, total) = match how_far {
                Upgrading::Backup { written, total } => (megabytes(written), Some(megabytes(total))),
                Upgrading::Change => (0, None),
            };
            job.progress(done, total, 0);
            !job.cancel.is_cancelled()
        };
        Ok(Store::upgrade(path, Arc::new(go_on)).await?)
    };
    context.console.jobs().run(JobKind::Upgrade, title, work).await
}

fn megabytes(bytes: u64) -> i64 {
    i64::try_from(bytes / 1_000_000).unwrap_or(i64::MAX)
}

pub(super) async fn create(
    context: &Context<'_>,
    request: OpenRequest,
) -> Result<WorkspaceInfo, ConsoleError> {
    let console = context.console;
    let path = PathBuf::from(&request.store_path);
    make_folder(&path)?;
    let workspace = Workspace::create(&path, console.clock(), console.ids()).await?;
    let info = workspace.info().clone();
    console.switch(Some(workspace)).await;
    Ok(info)
}

pub(super) async fn create_sample(
    context: &Context<'_>,
    request: CreateSampleRequest,
) -> Result<Job, ConsoleError> {
    let console = context.console.clone();
    let path = PathBuf::from(&request.store_path);
    let defaults = SampleOptions::new(console.clock().now());
    let options = SampleOptions {
        users: request.users.unwrap_or(defaults.users),
        transactions: request.transactions.unwrap_or(defaults.transactions),
        seed: request.seed.unwrap_or(defaults.seed),
        ..defaults
    };
    make_folder(&path)?;
    let org_path = must_be_free(&path)?;
    let title = format!("Making a sample of {} transactions", options.transactions);
    Ok(context
        .console
        .jobs()
        .start(JobKind::Sample, title, move |job| async move {
            let progress = |done, total| job.progress(done, Some(total), 0);
            let summary = make_sample(&path, &org_path, &options, progress, job.cancel.clone()).await?;
            let workspace = Workspace::open(&path, console.clock(), console.ids()).await?;
            console.switch(Some(workspace)).await;
            Ok(Some(JobResult::Process(summary)))
        }))
}

pub(super) async fn close(context: &Context<'_>, _: Nothing) -> Result<Done, ConsoleError> {
    context.console.switch(None).await;
    Ok(Done {})
}

/// Makes the folder that a new file goes into.
fn make_folder(file: &Path) -> Result<(), ConsoleError> {
    let Some(folder) = file.parent() else {
        return Ok(());
    };
    std::fs::create_dir_all(folder).map_err(|source| ConsoleError::File {
        path: folder.display().to_string(),
        source,
    })
}
