//! Revealing personal data, one value at a time, each on record.

use model::{FieldValues, RecordId, Reveal, Revealed};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    org_data::find_record,
    text::{at_most, given},
    transactions::find,
};
use crate::{ConsoleError, ConsoleEvent, command::Context};

/// The longest reason, in characters.
const LONGEST_REASON: usize = 500;
/// Reveals on a page at the most.
const PAGE_LIMIT: i64 = 200;

/// Names a payload that can only be shown as a whole.
const WHOLE: &str = "FieldValues";

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

/// Where a masked value is.
#[derive(Debug, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum RevealPlace {
    /// In the payload of an item.
    Payload {
        /// Its transaction.
        transaction_id: RecordId,
        /// The item.
        item_id: RecordId,
    },
    /// In a record of the org.
    Record {
        /// The record.
        record_id: RecordId,
    },
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
    let (what, value) = match request.place {
        RevealPlace::Payload {
            transaction_id,
            item_id,
        } => of_payload(context, &transaction_id, item_id, request.field).await?,
        RevealPlace::Record { record_id } => of_record(context, record_id, request.field).await?,
    };
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

async fn of_payload(
    context: &Context<'_>,
    transaction_id: &RecordId,
    item_id: RecordId,
    field: String,
) -> Result<(Revealed, String), ConsoleError> {
    let detail = find(context, transaction_id.as_str()).await?;
    let item = detail.items.into_iter().find(|item| item.id == item_id);
    let item = item.ok_or_else(|| ConsoleError::NotFound {
        what: "the item",
        key: item_id.to_string(),
    })?;
    let value = match FieldValues::parse(item.field_values.as_deref().unwrap_or("{}")) {
        Ok(values) => values.get(&field).map(str::to_owned),
        Err(_) => item.field_values.filter(|_| field == WHOLE),
    };
    let value = value.ok_or_else(|| no_field(&field))?;
    let what = Revealed::Payload {
        transaction_id: detail.transaction.id,
        transaction_name: detail.transaction.name,
        item_id,
        object_name: item.object_name,
        field,
    };
    Ok((what, value))
}

async fn of_record(
    context: &Context<'_>,
    record_id: RecordId,
    field: String,
) -> Result<(Revealed, String), ConsoleError> {
    let record = find_record(context, &record_id).await?;
    let value = record.values.get(&field).ok_or_else(|| no_field(&field))?;
    let value = serde_json::to_string(value).map_err(ConsoleError::Answer)?;
    let what = Revealed::Record {
        record_id,
        object_name: record.object_name,
        field,
    };
    Ok((what, value))
}

fn no_field(field: &str) -> ConsoleError {
    ConsoleError::NotFound {
        what: "the field",
        key: field.to_owned(),
    }
}
