//! Three-way compare: what a device had, what the org has now, and what an update proposes.

use model::{FieldValues, Item, Operation, RecordId, Timestamp};
use org::{FieldDescribe, Org as _, OrgRecord, Value, is_same_value};
use serde::{Deserialize, Serialize};
use store::RecordChange;
use ts_rs::TS;

use super::{items::item_of, transactions::find};
use crate::{
    ConsoleError,
    command::Context,
    shown::{Hide, Masks, Shown},
};

/// An update to be compared.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct CompareRequest {
    /// The transaction.
    pub id: RecordId,
    /// Its item.
    pub item_id: RecordId,
}

/// What a device had, what the org has now, and what an update proposes.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Comparison {
    /// The Id of the record, as the item names it.
    pub record_id: Option<String>,
    /// The record as it is in the org; none when it is not there.
    pub record: Option<OrgRecord>,
    /// When the update was made on the device.
    pub made_at: Timestamp,
    /// When the record was last changed in the org.
    pub org_modified_at: Option<Timestamp>,
    /// Whether the org's record was changed after the update was made on the device.
    pub is_org_newer: bool,
    /// The fields that the update proposes, in its order.
    pub fields: Vec<ComparedField>,
}

/// One field, three times. Values are JSON text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ComparedField {
    /// API name.
    pub field: String,
    /// What the device had before: what was last uploaded and applied before the update was made. None when nothing was,
    /// so that it is not known.
    pub had: Option<KnownBefore>,
    /// What the org has now; none when it has no such field, or no such record.
    pub now: Option<String>,
    /// What the update proposes.
    pub proposed: String,
    /// Whether the org has another value than is proposed, or none.
    pub is_different: bool,
    /// Whether the org has something else by now than the device had, and than is proposed: applying the update would
    /// overwrite what somebody else entered.
    pub is_conflict: bool,
}

/// What a device had, and how that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct KnownBefore {
    /// The value, as JSON text.
    pub value: String,
    /// The transaction that wrote it.
    pub transaction_id: RecordId,
    /// Its name.
    pub transaction_name: String,
    /// The item of it.
    pub item_id: RecordId,
}

pub(super) async fn compare(
    context: &Context<'_>,
    request: CompareRequest,
) -> Result<Shown<Comparison>, ConsoleError> {
    let detail = find(context, request.id.as_str()).await?;
    let item = item_of(&detail.items, &request.item_id)?;
    let proposed = proposed(item)?;
    let workspace = context.workspace()?;
    let record_id = item
        .processed_record_identifier
        .clone()
        .or(item.record_identifier.clone());
    let record = match record_id.as_deref().map(str::parse::<RecordId>) {
        Some(Ok(id)) => workspace.org().record(&id).await?,
        _ => None,
    };
    let before = match &record_id {
        Some(id) => {
            workspace
                .store()
                .record_changes(id, item.offline_created_date)
                .await?
        }
        None => Vec::new(),
    };
    let catalogue = workspace.org().catalogue().await?;
    let object = catalogue.object(&item.object_name);
    let org_modified_at = record.as_ref().and_then(modified_at);
    let is_org_newer = org_modified_at.is_some_and(|at| at > item.offline_created_date);
    let fields = proposed
        .iter()
        .map(|(field, value)| {
            let describe = object.and_then(|object| object.field(field));
            compared(field, describe, value, &before, record.as_ref(), is_org_newer)
        })
        .collect();
    let comparison = Comparison {
        record_id,
        record,
        made_at: item.offline_created_date,
        org_modified_at,
        is_org_newer,
        fields,
    };
    Ok(context.masks().await?.show_of(comparison, item))
}

impl Hide<Item> for Comparison {
    fn hide(&mut self, masks: &Masks, item: &Item) {
        if let Some(record) = &mut self.record {
            record.hide(masks, &());
        }
        for ComparedField {
            field,
            had,
            now,
            proposed,
            ..
        } in &mut self.fields
        {
            let had = had.as_mut().map(|had| &mut had.value);
            for json in had.into_iter().chain(now).chain([proposed]) {
                masks.hide_json(&item.object_name, field, json);
            }
        }
    }
}

/// The payload of an update.
fn proposed(item: &Item) -> Result<FieldValues<'_>, ConsoleError> {
    if item.operation_type != Operation::Update {
        return Err(ConsoleError::invalid(
            "Only an update can be compared: an insert has nothing before it, and a delete proposes no values.",
        ));
    }
    let payload = item.field_values.as_deref().unwrap_or("{}");
    FieldValues::parse(payload).map_err(|error| {
        ConsoleError::invalid(format!(
            "The payload cannot be compared: {error}. Mend it in Edit first."
        ))
    })
}

fn modified_at(record: &OrgRecord) -> Option<Timestamp> {
    match record.values.get("LastModifiedDate") {
        Some(Value::Moment(at)) => Some(*at),
        _ => None,
    }
}

fn compared(
    field: &str,
    describe: Option<&FieldDescribe>,
    proposed: &str,
    before: &[RecordChange],
    record: Option<&OrgRecord>,
    is_org_newer: bool,
) -> ComparedField {
    let had = before.iter().rev().find_map(|change| had(field, change));
    let now = record
        .and_then(|record| {
            record
                .values
                .get(describe.map_or(field, |known| known.name.as_str()))
        })
        .and_then(|value| serde_json::to_string(value).ok());
    let is_different = now
        .as_deref()
        .is_none_or(|now| !is_same_value(describe, now, proposed));
    let moved = match (&had, &now) {
        (Some(had), Some(now)) => !is_same_value(describe, &had.value, now),
        // What the device had is not known: somebody changed the record meanwhile, perhaps this field.
        _ => is_org_newer,
    };
    let is_conflict = now.is_some() && is_different && moved;
    ComparedField {
        field: field.to_owned(),
        had,
        now,
        proposed: proposed.to_owned(),
        is_different,
        is_conflict,
    }
}

fn had(field: &str, change: &RecordChange) -> Option<KnownBefore> {
    let values = FieldValues::parse(change.field_values.as_deref()?).ok()?;
    Some(KnownBefore {
        value: values.get(field)?.to_owned(),
        transaction_id: change.transaction_id.clone(),
        transaction_name: change.transaction_name.clone(),
        item_id: change.item_id.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(field_values: &str) -> RecordChange {
        RecordChange {
            transaction_id: "1QT000000000001".parse().unwrap(),
            transaction_name: "DST-1".into(),
            item_id: "1QR000000000001".parse().unwrap(),
            made_at: model::timestamp(0),
            field_values: Some(field_values.into()),
        }
    }

    fn record(values: &[(&str, &str)]) -> OrgRecord {
        let values = values
            .iter()
            .map(|(name, text)| ((*name).to_owned(), Value::Text((*text).into())));
        OrgRecord {
            id: "0Z5000000000001".parse().unwrap(),
            object_name: "Visit".into(),
            name: "V-1".into(),
            is_deleted: false,
            values: values.collect(),
        }
    }

    #[test]
    fn a_conflict_is_what_somebody_else_entered_meanwhile() {
        let before = [change(r#"{"A":"old","B":"old"}"#), change(r#"{"A":"had"}"#)];
        let compare = |field: &str, proposed: &str, now: &[(&str, &str)], is_org_newer| {
            compared(field, None, proposed, &before, Some(&record(now)), is_org_newer)
        };
        let unchanged = compare("A", "\"new\"", &[("A", "had")], true);
        assert_eq!(
            unchanged.had.as_ref().map(|had| had.value.as_str()),
            Some("\"had\"")
        );
        assert!(!unchanged.is_conflict, "nobody else changed it");
        assert!(compare("A", "\"new\"", &[("A", "other")], true).is_conflict);
        assert!(
            !compare("A", "\"other\"", &[("A", "other")], true).is_conflict,
            "both want the same"
        );
        assert!(
            compare("C", "\"new\"", &[("C", "other")], true).is_conflict,
            "nobody knows what the device had"
        );
        assert!(!compare("C", "\"new\"", &[("C", "other")], false).is_conflict);
        let gone = compared("A", None, "\"new\"", &before, None, false);
        assert_eq!((gone.now, gone.is_conflict), (None, false));
    }
}
