//! What jobs and previews tell.

use model::{MASK, PatchChange, PatchRule};
use store::BulkPreview;

use super::{Hide, Masks, hidden_values::HiddenValues};
use crate::ImportReport;

/// Columns of Data Loader files that hold values of payloads.
const WITH_VALUES: [&str; 3] = ["FieldValues", "Value", "ExceptionLog"];

impl Hide for ImportReport {
    fn hide(&mut self, _: &Masks, _: &()) {
        for reject in self.files.iter_mut().flat_map(|file| &mut file.first_rejects) {
            let column = reject.column.as_deref().unwrap_or_default();
            if WITH_VALUES.iter().any(|name| name.eq_ignore_ascii_case(column)) {
                let Some(value) = reject.value.take() else {
                    continue;
                };
                reject.reason = reject.reason.replace(&value, MASK);
                reject.value = Some(MASK.to_owned());
            }
        }
    }
}

impl Hide for BulkPreview {
    /// Without a patch there are no values in it.
    fn hide(&mut self, _: &Masks, _: &()) {}
}

impl Hide<PatchRule> for BulkPreview {
    /// A value that the patch itself gives is not hidden from the person who gave it.
    fn hide(&mut self, masks: &Masks, rule: &PatchRule) {
        let comes_from_before = matches!(rule.change, PatchChange::Replace { .. });
        for row in &mut self.patched {
            let mut hidden = HiddenValues::default();
            let after = row.after.as_mut().filter(|_| comes_from_before);
            for json in row.before.as_mut().into_iter().chain(after) {
                let value = json.clone();
                if masks.hide_json(&rule.object_name, &rule.field, json) {
                    hidden.add_json(&value);
                }
            }
            hidden.finder().hide_in(&mut row.problem);
        }
    }
}
