//! Why not yet?

use model::{Explanation, RecordId};
use serde::Deserialize;
use ts_rs::TS;

use super::processor::DEFAULT_LOOKBACK_DAYS;
use crate::{ConsoleError, command::Context};

/// One transaction.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ExplainRequest {
    /// The Id.
    pub id: RecordId,
}

pub(super) async fn explain(
    context: &Context<'_>,
    request: ExplainRequest,
) -> Result<Explanation, ConsoleError> {
    let workspace = context.workspace()?;
    let explanation = workspace
        .store()
        .explain(&request.id, DEFAULT_LOOKBACK_DAYS)
        .await?;
    explanation.ok_or_else(|| ConsoleError::NotFound {
        what: "the transaction",
        key: request.id.to_string(),
    })
}
