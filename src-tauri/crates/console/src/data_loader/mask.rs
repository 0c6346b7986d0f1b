//! Personal data is masked in what goes out. What was masked does not come in: the mask would become the value.

use model::{FieldValues, Item, LogEntry, MASK, Transaction};

use super::export_files::Page;
use crate::shown::{Masks, is_mask_alone};

/// Masks personal data in payloads and error texts.
pub(super) fn mask(page: &mut Page, masks: &Masks) {
    for item in &mut page.items {
        let masked = |payload: String| masks.payload(&item.object_name, &payload);
        item.field_values = item.field_values.take().map(masked);
    }
    for entry in &mut page.log_entries {
        masks.hide_entry(entry);
    }
    for transaction in &mut page.transactions {
        for text in [&mut transaction.comments, &mut transaction.user_device_data] {
            *text = text.take().map(|_| MASK.to_owned());
        }
    }
}

/// A cell in which the mask stands for a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MaskedCell {
    /// API name of its column.
    pub column: &'static str,
    /// The field, where the cell is a payload.
    pub field: Option<String>,
}

impl MaskedCell {
    /// The first of these columns whose text is the mask.
    fn first<const N: usize>(columns: [(&'static str, &Option<String>); N]) -> Option<Self> {
        let mut columns = columns.into_iter();
        let (column, _) = columns.find(|(_, text)| text.as_deref() == Some(MASK))?;
        Some(Self { column, field: None })
    }

    /// Why its row is refused, and what to do.
    pub fn reason(&self) -> String {
        let holder = match &self.field {
            Some(field) => format!("the field {field} of the payload"),
            None => self.column.to_owned(),
        };
        format!(
            "{holder} is masked: {MASK} stands for its value, and would take its place. Have somebody with the \
             permission Life Sciences Commercial Admin export it again without masks, or enter the value itself"
        )
    }
}

pub(super) fn in_transaction(transaction: &Transaction) -> Option<MaskedCell> {
    MaskedCell::first([
        ("Comments", &transaction.comments),
        ("UserDeviceData", &transaction.user_device_data),
    ])
}

pub(super) fn in_item(item: &Item) -> Option<MaskedCell> {
    // Few payloads have it anywhere, as it is or escaped; only these are looked into.
    let may_have_it = |text: &&str| text.contains(MASK) || text.contains("\\u2022");
    let payload = item.field_values.as_deref().filter(may_have_it)?;
    let field = match FieldValues::parse(payload) {
        Ok(values) => {
            let mut masked = values.iter().filter(|(_, json)| is_mask_alone(json));
            Some(masked.next()?.0.to_owned())
        }
        Err(_) if is_mask_alone(payload) => None,
        Err(_) => return None,
    };
    Some(MaskedCell {
        column: "FieldValues",
        field,
    })
}

pub(super) fn in_log_entry(entry: &LogEntry) -> Option<MaskedCell> {
    MaskedCell::first([("Value", &entry.value), ("ExceptionLog", &entry.exception_log)])
}
