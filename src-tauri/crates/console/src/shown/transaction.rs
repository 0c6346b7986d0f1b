//! Transactions as they are shown: payloads, error texts, history.

use std::collections::HashMap;

use model::{FieldChange, FieldValues, Item, RecordId};
use store::{EditAnswer, ErrorAbout, ErrorGroup, TransactionDetail, TransactionPage, TransactionRow};

use super::{
    Hide, Masks,
    hidden_values::{Finder, HiddenValues},
};
/// Begins the name of a payload's field in the history.
pub(crate) const IN_PAYLOAD: &str = "FieldValues.";

impl Hide for TransactionDetail {
    fn hide(&mut self, masks: &Masks, _: &()) {
        let hidden = masks.hidden_in(self);
        let objects: HashMap<RecordId, String> = self
            .items
            .iter()
            .map(|item| (item.id.clone(), item.object_name.clone()))
            .collect();
        for item in &mut self.items {
            let masked = |payload: String| masks.payload(&item.object_name, &payload);
            item.field_values = item.field_values.take().map(masked);
        }
        for change in &mut self.history {
            hide_change(masks, &objects, change);
        }
        for entry in &mut self.log_entries {
            masks.hide_value(entry);
            hidden.hide_in(&mut entry.exception_log);
        }
        for attempt in &mut self.attempts {
            hidden.hide_in(&mut attempt.message);
        }
        hidden.hide_in(&mut self.error_message);
    }
}

impl Hide for EditAnswer {
    fn hide(&mut self, masks: &Masks, _: &()) {
        if let Self::Conflict(detail) = self {
            detail.hide(masks, &());
        }
    }
}

impl Hide for TransactionRow {
    fn hide(&mut self, masks: &Masks, _: &()) {
        let about = self.error_about.as_ref();
        if let Some(about) = about.filter(|about| quotes(masks, about)) {
            self.error_message = self.error_message.take().map(|_| about.pattern.clone());
        }
    }
}

impl Hide for Vec<TransactionRow> {
    fn hide(&mut self, masks: &Masks, _: &()) {
        self.iter_mut().for_each(|row| row.hide(masks, &()));
    }
}

impl Hide for TransactionPage {
    fn hide(&mut self, masks: &Masks, _: &()) {
        self.rows.hide(masks, &());
    }
}

impl Hide for ErrorGroup {
    fn hide(&mut self, masks: &Masks, _: &()) {
        let field = self.field_name.as_deref();
        if field.is_some() && masks.covers_error(self.object_name.as_deref(), field) {
            self.sample_message.clone_from(&self.pattern);
        }
    }
}

impl Masks {
    /// The values that are hidden in a transaction: of its payloads, of what they were before, and of its errors.
    pub(crate) fn hidden_in(&self, detail: &TransactionDetail) -> Finder {
        let mut hidden = HiddenValues::default();
        let mut add = |object_name: &str, field: &str, json: &str| {
            if self.hides(object_name, field, json) {
                hidden.add_json(json);
            }
        };
        for item in &detail.items {
            let payload = item.field_values.as_deref().map(FieldValues::parse);
            for (field, json) in payload.iter().flatten().flat_map(FieldValues::iter) {
                add(&item.object_name, field, json);
            }
        }
        for change in &detail.history {
            let object_name = object_of(&detail.items, change.item_id.as_ref());
            let field = change.field.strip_prefix(IN_PAYLOAD);
            for json in [&change.old_value, &change.new_value].into_iter().flatten() {
                field.into_iter().for_each(|field| add(object_name, field, json));
            }
        }
        for entry in &detail.log_entries {
            if self.covers_error(entry.object_name.as_deref(), entry.field_name.as_deref()) {
                entry.value.iter().for_each(|value| hidden.add(value));
            }
        }
        hidden.finder()
    }
}

/// API name of the object of an item.
pub(crate) fn object_of<'a>(items: &'a [Item], id: Option<&RecordId>) -> &'a str {
    let item = items.iter().find(|item| Some(&item.id) == id);
    item.map_or("", |item| &item.object_name)
}

fn hide_change(masks: &Masks, objects: &HashMap<RecordId, String>, change: &mut FieldChange) {
    let Some(item_id) = &change.item_id else { return };
    let object_name = objects.get(item_id).map_or("", String::as_str);
    let values = [&mut change.old_value, &mut change.new_value];
    if let Some(field) = change.field.strip_prefix(IN_PAYLOAD) {
        for value in values.into_iter().flatten() {
            masks.hide_json(object_name, field, value);
        }
    } else if change.field == "FieldValues" {
        for value in values.into_iter().flatten() {
            *value = masks.payload(object_name, value);
        }
    }
}

/// Whether an error of this kind quotes what is masked.
fn quotes(masks: &Masks, about: &ErrorAbout) -> bool {
    let field = about.field_name.as_deref();
    field.is_some() && masks.covers_error(about.object_name.as_deref(), field)
}
