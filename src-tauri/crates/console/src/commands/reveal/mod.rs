//! Revealing personal data, one value at a time, each on record.

mod place;
mod simulated;

use model::{Reveal, Revealed};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use place::RevealPlace;

use self::place::Found;
use super::text::{at_most, given};
use crate::{ConsoleError, ConsoleEvent, command::Context};

/// The longest reason, in characters.
const LONGEST_REASON: usize = 500;
/// Reveals on a page at the most.
const PAGE_LIMIT: i64 = 200;

/// Asks for one value that is masked.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, optional_fields)]
pub struct RevealRequest {
    /// Where it is.
    pub place: RevealPlace,
    /// API name of the field; `FieldValues` for a payload that is no JSON object.
    pub field: String,
    /// Why.
    pub reason: Option<String>,
}

/// A value, and what was kept of its reveal.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RevealedValue {
    /// The value as JSON text; of a payload that is no JSON object, the payload itself.
    pub value: String,
    /// Its reveal, on record by now.
    pub reveal: Reveal,
}

/// A page of the reveals.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RevealsRequest {
    /// Where the page before ended; none for the newest.
    pub before: Option<i64>,
    /// Reveals on the page, 200 at the most.
    pub limit: i64,
}

/// A part of the reveals, newest first.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RevealsAnswer {
    /// The reveals.
    pub reveals: Vec<Reveal>,
    /// Whether there are older ones.
    pub has_more: bool,
}

pub(super) async fn reveal(
    context: &Context<'_>,
    request: RevealRequest,
) -> Result<RevealedValue, ConsoleError> {
    let reason = given(request.reason);
    at_most("reason", reason.as_deref().unwrap_or_default(), LONGEST_REASON)?;
    let Found { what, value } = place::look(context, request.place, request.field).await?;
    let reveal = note(context, &what, reason.as_deref()).await?;
    Ok(RevealedValue { value, reveal })
}

/// Keeps that the caller is about to see personal data, and tells the windows.
pub(super) async fn note(
    context: &Context<'_>,
    what: &Revealed,
    reason: Option<&str>,
) -> Result<Reveal, ConsoleError> {
    let workspace = context.workspace()?;
    let reveal = workspace
        .store()
        .note_reveal(what, &context.caller.actor, reason)
        .await?;
    context.console.tell(ConsoleEvent::Revealed);
    Ok(reveal)
}

pub(super) async fn list(
    context: &Context<'_>,
    request: RevealsRequest,
) -> Result<RevealsAnswer, ConsoleError> {
    let limit = request.limit.clamp(1, PAGE_LIMIT);
    let workspace = context.workspace()?;
    let mut reveals = workspace.store().reveals(request.before, limit + 1).await?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let has_more = reveals.len() > limit;
    reveals.truncate(limit);
    Ok(RevealsAnswer { reveals, has_more })
}
