//! Personal data is masked.

use model::MASK;

use super::export_files::Page;
use crate::shown::Masks;

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
