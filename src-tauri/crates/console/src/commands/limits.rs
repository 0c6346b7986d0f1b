//! The governor limits of the embedded org.

use model::GovernorLimits;
use serde::Deserialize;
use ts_rs::TS;

use super::{Nothing, transactions::change_by};
use crate::{ConsoleError, command::Context};

/// Sets the limits.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SetLimitsRequest {
    /// What each attempt may use.
    pub limits: GovernorLimits,
    /// Why.
    pub reason: String,
}

pub(super) async fn get(context: &Context<'_>, _: Nothing) -> Result<GovernorLimits, ConsoleError> {
    Ok(context.workspace()?.org().limits().await?)
}

pub(super) async fn set(
    context: &Context<'_>,
    request: SetLimitsRequest,
) -> Result<GovernorLimits, ConsoleError> {
    let change = change_by(context, &request.reason)?;
    let GovernorLimits {
        queries,
        statements,
        rows,
        cpu_ms,
        heap_bytes,
    } = request.limits;
    if [queries, statements, rows, cpu_ms, heap_bytes]
        .iter()
        .any(|limit| *limit < 0)
    {
        return Err(ConsoleError::invalid("A limit must be 0 or more."));
    }
    let workspace = context.workspace()?;
    let before = workspace.org().limits().await?;
    workspace.org().set_limits(request.limits).await?;
    workspace
        .store()
        .note_limits(&before, &request.limits, &change)
        .await?;
    get(context, Nothing {}).await
}
