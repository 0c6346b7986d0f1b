//! Actions on many transactions at once, their journals, and undo.

use model::{BulkAction, BulkJob, BulkState};
use org::Org as _;
use serde::{Deserialize, Serialize};
use store::{BulkDetail, BulkPreview, BulkScope};
use ts_rs::TS;

use super::transactions::change_by;
use crate::{
    ConsoleError, bulk,
    bulk::{Canary, Wanted},
    command::Context,
    jobs::Job,
    shown::Shown,
};

/// Transactions of a patch that a preview looks at.
const PREVIEWED: usize = 500;
/// Jobs on a page at the most.
const PAGE_LIMIT: i64 = 200;

/// Asks what an action would do.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct BulkPreviewRequest {
    /// What.
    pub action: BulkAction,
    /// To which.
    pub scope: BulkScope,
    /// Of a patch: where the preview before ended; none to look at the first 500.
    pub after: Option<i64>,
}

/// Starts an action.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct BulkStartRequest {
    /// What.
    pub action: BulkAction,
    /// To which.
    pub scope: BulkScope,
    /// Why; for a comment, its text.
    pub reason: String,
    /// Retry one, ten, a hundred, then all; stop when the same error comes back.
    pub canary: Option<Canary>,
    /// Patch also where the org would refuse the value.
    pub accept_problems: bool,
}

/// A page of the jobs.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct BulkListRequest {
    /// Where the page before ended; none for the newest.
    pub before: Option<i64>,
    /// Jobs on the page, 200 at the most.
    pub limit: i64,
}

/// A part of the jobs, newest first.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct BulkListAnswer {
    /// The jobs.
    pub jobs: Vec<BulkJob>,
    /// Whether there are older ones.
    pub has_more: bool,
}

/// One job.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct BulkGetRequest {
    /// Its number in the list of bulk jobs.
    pub id: i64,
}

/// Takes back what a job did.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct BulkUndoRequest {
    /// The number of the job.
    pub id: i64,
    /// Why.
    pub reason: String,
}

pub(super) async fn preview(
    context: &Context<'_>,
    request: BulkPreviewRequest,
) -> Result<Shown<BulkPreview>, ConsoleError> {
    let workspace = context.workspace()?;
    validate(&request.action)?;
    let BulkPreviewRequest { action, scope, after } = request;
    let masks = context.masks().await?;
    let BulkAction::Patch { rule } = &action else {
        return Ok(masks.show(workspace.store().preview_bulk(&action, &scope).await?));
    };
    let catalogue = workspace.org().catalogue().await?;
    let check = |item: &model::Item, after: &str| bulk::in_words(&catalogue, rule, item, after);
    let preview = workspace
        .store()
        .preview_patch(rule, &scope, after.unwrap_or(0), &check, PREVIEWED)
        .await?;
    Ok(masks.show_of(preview, rule))
}

pub(super) async fn start(context: &Context<'_>, request: BulkStartRequest) -> Result<Job, ConsoleError> {
    let workspace = context.workspace()?;
    validate(&request.action)?;
    let is_undo = matches!(request.action, BulkAction::Undo { .. });
    if is_undo || matches!(request.scope, BulkScope::Journal { .. }) {
        return Err(ConsoleError::invalid("Use bulk.undo to take a job back."));
    }
    if request.canary.is_some() && request.action != BulkAction::Retry {
        return Err(ConsoleError::invalid("Only a retry can go ahead as a canary."));
    }
    let wanted = Wanted {
        change: change_by(context, &request.reason)?,
        action: request.action,
        scope: request.scope,
        canary: request.canary,
        accept_problems: request.accept_problems,
    };
    bulk::start(context.console, &workspace, wanted).await
}

pub(super) async fn list(
    context: &Context<'_>,
    request: BulkListRequest,
) -> Result<BulkListAnswer, ConsoleError> {
    let limit = request.limit.clamp(1, PAGE_LIMIT);
    let workspace = context.workspace()?;
    let mut jobs = workspace.store().bulk_jobs(request.before, limit + 1).await?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let has_more = jobs.len() > limit;
    jobs.truncate(limit);
    Ok(BulkListAnswer { jobs, has_more })
}

pub(super) async fn get(context: &Context<'_>, request: BulkGetRequest) -> Result<BulkDetail, ConsoleError> {
    let detail = context.workspace()?.store().bulk_job(request.id).await?;
    detail.ok_or_else(|| ConsoleError::NotFound {
        what: "the bulk job",
        key: request.id.to_string(),
    })
}

pub(super) async fn undo(context: &Context<'_>, request: BulkUndoRequest) -> Result<Job, ConsoleError> {
    let workspace = context.workspace()?;
    let BulkUndoRequest { id, reason } = request;
    let job = get(context, BulkGetRequest { id }).await?.job;
    if !job.action.can_be_undone() {
        return Err(ConsoleError::invalid(format!(
            "\"{}\" changed no status and no payload, or took something back itself; there is nothing to undo.",
            job.title
        )));
    }
    if let Some(at) = job.journal_pruned_at {
        return Err(ConsoleError::invalid(format!(
            "\"{}\" can no longer be undone: what was before it was kept for the days that the watch is set to, and was \
             removed on {} UTC. Change the transactions anew; their history says what they were.",
            job.title,
            at.format("%Y-%m-%d %H:%M")
        )));
    }
    if job.state == BulkState::Running {
        return Err(ConsoleError::invalid(format!(
            "\"{}\" is still at work; cancel it first, then undo it.",
            job.title
        )));
    }
    let wanted = Wanted {
        change: change_by(context, &reason)?,
        action: BulkAction::Undo { of: id },
        scope: BulkScope::Journal { job: id },
        canary: None,
        accept_problems: true,
    };
    bulk::start(context.console, &workspace, wanted).await
}

/// Checks what an action itself says.
fn validate(action: &BulkAction) -> Result<(), ConsoleError> {
    match action {
        BulkAction::Patch { rule } => rule
            .validate()
            .map_err(|error| ConsoleError::invalid(error.to_string())),
        BulkAction::Assign { assignee: Some(name) } if name.trim().is_empty() => Err(ConsoleError::invalid(
            "Name the person to assign to, or assign to nobody.",
        )),
        _ => Ok(()),
    }
}
