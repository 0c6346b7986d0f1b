//! Records that others hold locked: a cause of UNABLE_TO_LOCK_ROW that an admin can see and end.

use model::RecordId;
use org::RecordLock;
use serde::Deserialize;
use ts_rs::TS;

use super::{Nothing, transactions::change_by};
use crate::{ConsoleError, ConsoleEvent, command::Context};

/// Releases a lock.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ReleaseRequest {
    /// The record.
    pub record_id: RecordId,
    /// Why.
    pub reason: String,
}

pub(super) async fn list(context: &Context<'_>, _: Nothing) -> Result<Vec<RecordLock>, ConsoleError> {
    Ok(context.workspace()?.org().locks().await?)
}

pub(super) async fn release(
    context: &Context<'_>,
    request: ReleaseRequest,
) -> Result<Vec<RecordLock>, ConsoleError> {
    let change = change_by(context, &request.reason)?;
    let workspace = context.workspace()?;
    if !workspace.org().release_lock(&request.record_id).await? {
        return Err(ConsoleError::NotFound {
            what: "a lock on the record",
            key: request.record_id.to_string(),
        });
    }
    tracing::info!(record = %request.record_id, actor = change.actor, reason = change.reason, "lock released");
    context.console.tell(ConsoleEvent::LocksChanged);
    list(context, Nothing {}).await
}
