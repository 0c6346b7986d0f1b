//! Whether the org would take a patched payload: the check of an edit, as far as it is about the patched field.

use model::{Item, PatchRule};
use org::Catalogue;
use store::ItemEdit;

use crate::commands::edit::{EditProblem, item_problems};

/// The first problem of the patched field, or of the payload as a whole.
fn problem(catalogue: &Catalogue, rule: &PatchRule, item: &Item, after: &str) -> Option<EditProblem> {
    let edit = ItemEdit {
        item_id: item.id.clone(),
        field_values: Some(after.to_owned()),
        record_identifier: None,
    };
    item_problems(item, &edit, catalogue)
        .into_iter()
        .find(|problem| match &problem.field {
            Some(field) => field.eq_ignore_ascii_case(&rule.field),
            None => true,
        })
}

/// What is wrong, in words for one row of a preview.
pub(crate) fn in_words(catalogue: &Catalogue, rule: &PatchRule, item: &Item, after: &str) -> Option<String> {
    let problem = problem(catalogue, rule, item, after)?;
    Some(format!("{}: {}", problem.code, problem.message))
}

/// What is wrong, the same for all that are refused alike.
pub(super) fn in_kind(catalogue: &Catalogue, rule: &PatchRule, item: &Item, after: &str) -> Option<String> {
    let problem = problem(catalogue, rule, item, after)?;
    let place = problem.field.as_deref().unwrap_or("the item");
    Some(format!(
        "The org would refuse {} of {}: {}.",
        place, item.object_name, problem.code
    ))
}
