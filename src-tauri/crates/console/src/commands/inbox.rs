//! The inbox: what the watch told.

use model::Notice;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Nothing;
use crate::{ConsoleError, ConsoleEvent, command::Context};

/// Most notices of one page.
const MOST: usize = 200;

/// A page of notices.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct InboxRequest {
    /// Only notices with a lower number; none: from the newest on.
    pub before: Option<i64>,
    /// Only those that are not read.
    pub only_unread: bool,
    /// At most so many, 200 at the most.
    pub limit: usize,
}

/// Some of the notices.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct InboxAnswer {
    /// Newest first.
    pub notices: Vec<Notice>,
    /// Whether there are older ones.
    pub has_more: bool,
}

/// How many notices are not read.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct InboxCount {
    /// So many.
    pub unread: i64,
}

/// Marks notices as read.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct MarkReadRequest {
    /// Their numbers; none: all of them.
    pub ids: Option<Vec<i64>>,
}

pub(super) async fn list(context: &Context<'_>, request: InboxRequest) -> Result<InboxAnswer, ConsoleError> {
    let workspace = context.workspace()?;
    let limit = request.limit.clamp(1, MOST);
    let page = workspace
        .store()
        .notices(request.before, request.only_unread, limit)
        .await?;
    Ok(InboxAnswer {
        notices: page.notices,
        has_more: page.has_more,
    })
}

pub(super) async fn count(context: &Context<'_>, _: Nothing) -> Result<InboxCount, ConsoleError> {
    let unread = context.workspace()?.store().unread_notices().await?;
    Ok(InboxCount { unread })
}

pub(super) async fn mark_read(
    context: &Context<'_>,
    request: MarkReadRequest,
) -> Result<InboxCount, ConsoleError> {
    let workspace = context.workspace()?;
    let marked = workspace
        .store()
        .mark_notices_read(request.ids.as_deref())
        .await?;
    after_change(context, marked).await
}

pub(super) async fn clear(context: &Context<'_>, _: Nothing) -> Result<InboxCount, ConsoleError> {
    let cleared = context.workspace()?.store().clear_notices().await?;
    after_change(context, cleared).await
}

async fn after_change(context: &Context<'_>, has_changed: bool) -> Result<InboxCount, ConsoleError> {
    if has_changed {
        context.console.tell(ConsoleEvent::NoticesChanged(Vec::new()));
    }
    count(context, Nothing {}).await
}
