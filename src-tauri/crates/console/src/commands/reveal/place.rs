//! Where masked values are, and what is there.

use model::{FieldChange, FieldValues, Item, PatchChange, PatchRule, RecordId, Revealed, Timestamp};
use serde::{Deserialize, Serialize};
use store::TransactionDetail;
use ts_rs::TS;

use super::super::{
    edit::EditRequest,
    items::item_of,
    org_data::find_record,
    simulation::{SimulateOneRequest, told_before},
    transactions::find,
};
use super::simulated::{Effect, OfRecord, in_simulation};
use crate::{ConsoleError, command::Context, shown::IN_PAYLOAD};

/// Names a payload that can only be shown as a whole.
const WHOLE: &str = "FieldValues";

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
    /// In the history of an item's payload.
    History {
        /// Its transaction.
        transaction_id: RecordId,
        /// The item.
        item_id: RecordId,
        /// When the field was changed.
        changed_at: Timestamp,
        /// Before or after that change.
        side: RevealSide,
    },
    /// In a log entry about an item.
    LogEntry {
        /// Its transaction.
        transaction_id: RecordId,
        /// The item.
        item_id: RecordId,
        /// The entry.
        log_entry_id: RecordId,
    },
    /// In the payload that a patch would make of that of an item.
    Patched {
        /// Its transaction.
        transaction_id: RecordId,
        /// The item.
        item_id: RecordId,
        /// What the patch does to the field.
        change: PatchChange,
    },
    /// In what the simulation of a transaction came to.
    Simulation {
        /// The transaction.
        transaction_id: RecordId,
        /// The edit that was simulated with it.
        edit: Option<EditRequest>,
        /// The item.
        item_id: RecordId,
        /// Another record that would change with its own; none for its own.
        other_record_id: Option<RecordId>,
        /// Before or after; none for the value that the org would refuse.
        side: Option<RevealSide>,
    },
    /// In a record of the org.
    Record {
        /// The record.
        record_id: RecordId,
    },
}

/// Which of two values.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum RevealSide {
    /// The one before.
    Before,
    /// The one after.
    After,
}

impl RevealSide {
    /// The one of two that it names.
    pub(super) fn of<T>(self, before: T, after: T) -> T {
        match self {
            Self::Before => before,
            Self::After => after,
        }
    }
}

/// A value with nothing masked, and what is to be kept of its reveal.
pub(super) struct Found {
    /// What to keep.
    pub(super) what: Revealed,
    /// The value as JSON text; of a payload that is no JSON object, the payload itself.
    pub(super) value: String,
}

/// Looks a value up. It may be answered only when its reveal is on record.
pub(super) async fn look(
    context: &Context<'_>,
    place: RevealPlace,
    field: String,
) -> Result<Found, ConsoleError> {
    let (transaction_id, item_id) = match &place {
        RevealPlace::Payload {
            transaction_id,
            item_id,
        }
        | RevealPlace::History {
            transaction_id,
            item_id,
            ..
        }
        | RevealPlace::LogEntry {
            transaction_id,
            item_id,
            ..
        }
        | RevealPlace::Patched {
            transaction_id,
            item_id,
            ..
        }
        | RevealPlace::Simulation {
            transaction_id,
            item_id,
            ..
        } => (transaction_id.clone(), item_id.clone()),
        RevealPlace::Record { record_id } => return of_record(context, record_id.clone(), field).await,
    };
    let detail = find(context, transaction_id.as_str()).await?;
    let item = item_of(&detail.items, &item_id)?;
    let value = match place {
        RevealPlace::History { changed_at, side, .. } => {
            in_history(&detail.history, &item_id, changed_at, &field, side)
        }
        RevealPlace::LogEntry { log_entry_id, .. } => {
            let mut entries = detail.log_entries.iter();
            let entry =
                entries.find(|entry| entry.id == log_entry_id && entry.field_name.as_ref() == Some(&field));
            let value = entry.and_then(|entry| entry.value.as_deref());
            value.map(json).transpose()?
        }
        RevealPlace::Patched { change, .. } => after_patch(item, &field, change)?,
        RevealPlace::Simulation {
            edit,
            other_record_id,
            side,
            ..
        } => {
            let request = SimulateOneRequest {
                id: transaction_id,
                edit,
            };
            let simulated = told_before(context, request).await?.items;
            let simulated = simulated.into_iter().find(|item| item.item_id == item_id);
            match simulated.and_then(|item| in_simulation(item, other_record_id, &field, side)) {
                Some(Effect::OfRecord(record, text)) => return simulated_record(record, field, &text),
                Some(Effect::OfPayload(text)) => Some(json(text.as_str())?),
                None => None,
            }
        }
        RevealPlace::Payload { .. } | RevealPlace::Record { .. } => in_payload(item, &field),
    };
    of_payload(&detail, item, field, value)
}

fn of_payload(
    detail: &TransactionDetail,
    item: &Item,
    field: String,
    value: Option<String>,
) -> Result<Found, ConsoleError> {
    let value = value.ok_or_else(|| no_field(&field))?;
    let what = Revealed::Payload {
        transaction_id: detail.transaction.id.clone(),
        transaction_name: detail.transaction.name.clone(),
        item_id: item.id.clone(),
        object_name: item.object_name.clone(),
        field,
    };
    Ok(Found { what, value })
}

fn in_payload(item: &Item, field: &str) -> Option<String> {
    match FieldValues::parse(item.field_values.as_deref().unwrap_or("{}")) {
        Ok(values) => values.get(field).map(str::to_owned),
        Err(_) => item.field_values.clone().filter(|_| field == WHOLE),
    }
}

fn after_patch(item: &Item, field: &str, change: PatchChange) -> Result<Option<String>, ConsoleError> {
    let rule = PatchRule {
        object_name: item.object_name.clone(),
        field: field.to_owned(),
        change,
    };
    rule.validate()
        .map_err(|error| ConsoleError::invalid(error.to_string()))?;
    let payload = FieldValues::parse(item.field_values.as_deref().unwrap_or("{}"));
    let patched = payload.ok().and_then(|payload| rule.patched(&payload));
    Ok(patched.and_then(|patched| patched.get(field).map(str::to_owned)))
}

fn in_history(
    history: &[FieldChange],
    item_id: &RecordId,
    changed_at: Timestamp,
    field: &str,
    side: RevealSide,
) -> Option<String> {
    let is_it = |name: &str| match name.strip_prefix(IN_PAYLOAD) {
        Some(name) => name == field,
        None => name == WHOLE && field == WHOLE,
    };
    let change = history.iter().find(|change| {
        change.item_id.as_ref() == Some(item_id) && change.changed_at == changed_at && is_it(&change.field)
    })?;
    side.of(&change.old_value, &change.new_value).clone()
}

fn simulated_record(
    (record_id, object_name): OfRecord,
    field: String,
    text: &str,
) -> Result<Found, ConsoleError> {
    let value = json(text)?;
    let what = Revealed::Record {
        record_id,
        object_name,
        field,
    };
    Ok(Found { what, value })
}

fn json<T: Serialize + ?Sized>(value: &T) -> Result<String, ConsoleError> {
    serde_json::to_string(value).map_err(ConsoleError::Answer)
}

async fn of_record(context: &Context<'_>, record_id: RecordId, field: String) -> Result<Found, ConsoleError> {
    let record = find_record(context, &record_id).await?;
    let value = record.values.get(&field).ok_or_else(|| no_field(&field))?;
    let value = json(value)?;
    let what = Revealed::Record {
        record_id,
        object_name: record.object_name,
        field,
    };
    Ok(Found { what, value })
}

fn no_field(field: &str) -> ConsoleError {
    ConsoleError::NotFound {
        what: "the field",
        key: field.to_owned(),
    }
}
