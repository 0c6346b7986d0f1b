//! Runs of the Sync Processor as they are kept.

use model::{BatchJob, BatchJobPart};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ConsoleError, command::Context};

/// Most runs of one page.
const MOST: usize = 200;

/// A page of runs.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RunsRequest {
    /// Only runs with a lower number; none: from the newest on.
    pub before: Option<i64>,
    /// At most so many, 200 at the most.
    pub limit: usize,
}

/// Some of the runs.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RunsAnswer {
    /// Newest first.
    pub runs: Vec<BatchJob>,
    /// Whether there are older ones.
    pub has_more: bool,
}

/// One run.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RunDetailRequest {
    /// Its number.
    pub id: i64,
}

/// A run with its parts.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RunDetail {
    /// The run.
    pub run: BatchJob,
    /// Its parts, as they ended.
    pub parts: Vec<BatchJobPart>,
}

pub(super) async fn list(context: &Context<'_>, request: RunsRequest) -> Result<RunsAnswer, ConsoleError> {
    let workspace = context.workspace()?;
    let limit = request.limit.clamp(1, MOST);
    let page = workspace.store().runs(request.before, limit).await?;
    Ok(RunsAnswer {
        runs: page.runs,
        has_more: page.has_more,
    })
}

pub(super) async fn get(context: &Context<'_>, request: RunDetailRequest) -> Result<RunDetail, ConsoleError> {
    let found = context.workspace()?.store().run(request.id).await?;
    let (run, parts) = found.ok_or_else(|| ConsoleError::NotFound {
        what: "run",
        key: request.id.to_string(),
    })?;
    Ok(RunDetail { run, parts })
}
