//! Editing a transaction: what an edit would change, whether the org would take it, and saving it.

use model::{FieldValues, Item, PayloadError, RecordId, SyncErrorCode};
use org::{Catalogue, Org as _};
use serde::{Deserialize, Serialize};
use store::{Edit, EditAnswer, FieldEdit, ItemEdit, TransactionDetail};
use ts_rs::TS;

use super::{
    items::item_of,
    transactions::{change_by, find},
};
use crate::{
    ConsoleError, ConsoleEvent,
    command::Context,
    shown::{Hide, Masks, Shown, keep_hidden, object_of},
};

/// An edit: the new values of fields of the transaction, and of its items.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct EditRequest {
    /// The transaction.
    pub id: RecordId,
    /// Fields of the transaction by API name, with their new value as text; none empties the field.
    pub fields: Vec<FieldEdit>,
    /// Items with their new payload.
    pub items: Vec<ItemEdit>,
}

/// An edit to be saved.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SaveEditRequest {
    /// The edit.
    pub edit: EditRequest,
    /// The version that the caller saw.
    pub expected_version: i64,
    /// Why.
    pub reason: String,
    /// Save although the org would refuse a value. A payload that is no JSON object is never saved.
    pub accept_problems: bool,
}

/// What an edit would do.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct EditPreview {
    /// Field by field, before and after.
    pub changes: Vec<FieldDiff>,
    /// What the org would refuse.
    pub problems: Vec<EditProblem>,
}

/// One field, before and after; JSON text for values in a payload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct FieldDiff {
    /// The item; none for a field of the transaction.
    pub item_id: Option<RecordId>,
    /// API name.
    pub field: String,
    /// Before; none when it was not there.
    pub old_value: Option<String>,
    /// After; none when it goes.
    pub new_value: Option<String>,
}

/// A value that the org would refuse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct EditProblem {
    /// The item.
    pub item_id: Option<RecordId>,
    /// The field; none when the payload as a whole is wrong.
    pub field: Option<String>,
    /// The code that an attempt would end with.
    pub code: SyncErrorCode,
    /// What is wrong and what is allowed.
    pub message: String,
    /// Whether the edit cannot be saved at all.
    pub blocks_save: bool,
}

pub(super) async fn check(
    context: &Context<'_>,
    mut request: EditRequest,
) -> Result<Shown<EditPreview>, ConsoleError> {
    let detail = find(context, request.id.as_str()).await?;
    keep_hidden(&mut request.items, &detail)?;
    checked(context, &request, &detail).await
}

async fn checked(
    context: &Context<'_>,
    request: &EditRequest,
    before: &TransactionDetail,
) -> Result<Shown<EditPreview>, ConsoleError> {
    let catalogue = context.workspace()?.org().catalogue().await?;
    let preview = preview(before, request, &catalogue)?;
    Ok(context.masks().await?.show_of(preview, before))
}

pub(super) async fn save(
    context: &Context<'_>,
    mut request: SaveEditRequest,
) -> Result<Shown<EditAnswer>, ConsoleError> {
    let change = change_by(context, &request.reason)?;
    let masks = context.masks().await?;
    let before = find(context, request.edit.id.as_str()).await?;
    if before.version != request.expected_version {
        return Ok(masks.show(EditAnswer::Conflict(Box::new(before))));
    }
    keep_hidden(&mut request.edit.items, &before)?;
    let preview = checked(context, &request.edit, &before).await?;
    let refuses = |problem: &&EditProblem| problem.blocks_save || !request.accept_problems;
    let refused: Vec<&EditProblem> = preview.problems.iter().filter(refuses).collect();
    if let Some(first) = refused.first() {
        return Err(ConsoleError::Invalid {
            message: format!("The edit was not saved: {}", first.message),
            details: serde_json::to_value(&refused).map_err(ConsoleError::Answer)?,
        });
    }
    let EditRequest { id, fields, items } = request.edit;
    let edit = Edit {
        id: id.clone(),
        expected_version: request.expected_version,
        fields,
        items,
    };
    let answer = context.workspace()?.store().edit(&edit, &change).await?;
    if matches!(answer, EditAnswer::Saved { .. }) {
        context.console.tell(ConsoleEvent::TransactionsChanged(vec![id]));
    }
    Ok(masks.show(answer))
}

impl Hide<TransactionDetail> for EditPreview {
    /// New values are those that the caller gave, so they are not hidden from the caller.
    fn hide(&mut self, masks: &Masks, before: &TransactionDetail) {
        let hidden = masks.hidden_in(before);
        for change in self.changes.iter_mut().filter(|change| change.item_id.is_some()) {
            let object_name = object_of(&before.items, change.item_id.as_ref());
            let Some(old_value) = &mut change.old_value else {
                continue;
            };
            match change.field.as_str() {
                "RecordIdentifier" => {}
                "FieldValues" => *old_value = masks.payload(object_name, old_value),
                field => {
                    masks.hide_json(object_name, field, old_value);
                }
            }
        }
        for problem in &mut self.problems {
            hidden.hide(&mut problem.message);
        }
    }
}

/// Compares the edit with what is there, and asks the catalogue about every item that it touches.
fn preview(
    detail: &TransactionDetail,
    request: &EditRequest,
    catalogue: &Catalogue,
) -> Result<EditPreview, ConsoleError> {
    let mut preview = EditPreview {
        changes: transaction_changes(detail, &request.fields)?,
        problems: Vec::new(),
    };
    for edit in &request.items {
        let item = item_of(&detail.items, &edit.item_id)?;
        item_changes(item, edit, &mut preview.changes);
        preview.problems.extend(item_problems(item, edit, catalogue));
    }
    Ok(preview)
}

fn transaction_changes(
    detail: &TransactionDetail,
    fields: &[FieldEdit],
) -> Result<Vec<FieldDiff>, ConsoleError> {
    let current = serde_json::to_value(&detail.transaction).map_err(ConsoleError::Answer)?;
    Ok(fields
        .iter()
        .map(|edit| FieldDiff {
            item_id: None,
            field: edit.name.clone(),
            old_value: current.get(&edit.name).and_then(as_text),
            new_value: edit.value.clone(),
        })
        .filter(|diff| diff.old_value != diff.new_value)
        .collect())
}

fn as_text(value: &serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::Null => None,
        serde_json::Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// Field by field where both payloads can be read, as a whole where one cannot.
fn item_changes(item: &Item, edit: &ItemEdit, changes: &mut Vec<FieldDiff>) {
    let mut push = |field: &str, old: Option<&str>, new: Option<&str>| {
        if old != new {
            changes.push(FieldDiff {
                item_id: Some(item.id.clone()),
                field: field.to_owned(),
                old_value: old.map(str::to_owned),
                new_value: new.map(str::to_owned),
            });
        }
    };
    if let Some(identifier) = &edit.record_identifier {
        push(
            "RecordIdentifier",
            item.record_identifier.as_deref(),
            Some(identifier),
        );
    }
    let Some(new_text) = &edit.field_values else {
        return;
    };
    let old_text = item.field_values.as_deref().unwrap_or("{}");
    match [old_text, new_text].map(FieldValues::parse) {
        [Ok(old), Ok(new)] => {
            for (name, value) in old.iter() {
                push(name, Some(value), new.get(name));
            }
            for (name, value) in new.iter().filter(|(name, _)| old.get(name).is_none()) {
                push(name, None, Some(value));
            }
        }
        _ => push("FieldValues", item.field_values.as_deref(), Some(new_text)),
    }
}

/// What the org would refuse of an edited item.
pub(crate) fn item_problems(item: &Item, edit: &ItemEdit, catalogue: &Catalogue) -> Vec<EditProblem> {
    let payload = edit.field_values.as_deref().or(item.field_values.as_deref());
    if let Some(Err(error)) = edit.field_values.as_deref().map(FieldValues::parse) {
        return vec![payload_problem(item, &error)];
    }
    catalogue
        .check(&item.object_name, item.operation_type, payload)
        .into_iter()
        .map(|problem| EditProblem {
            item_id: Some(item.id.clone()),
            field: problem.field,
            blocks_save: false,
            code: problem.code,
            message: problem.message,
        })
        .collect()
}

fn payload_problem(item: &Item, error: &PayloadError) -> EditProblem {
    EditProblem {
        item_id: Some(item.id.clone()),
        field: match error {
            PayloadError::DuplicateField(field) => Some(field.clone()),
            PayloadError::NotAnObject(_) => None,
        },
        code: SyncErrorCode::JsonParserError,
        message: error.to_string(),
        blocks_save: true,
    }
}
