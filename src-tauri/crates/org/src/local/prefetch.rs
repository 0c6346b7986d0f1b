//! Wanting, before anything is evaluated, what evaluation will certainly ask for. It changes no result; it saves
//! passes.

use model::Operation;

use super::{
    overlay::Overlay,
    plan::{PlannedItem, PlannedTransaction, Target},
    schema::{IndexKind, IndexPlace},
};
use crate::Value;

/// Wants the records that the items are about and refer to, their users, and the keys that inserts and updates
/// have to find free.
pub(super) fn prefetch(overlay: &Overlay, transactions: &[PlannedTransaction]) {
    for planned in transactions {
        overlay.row(&planned.user);
        if planned.transaction.enforce_owner_permission {
            overlay.find(overlay.schema.territories_of_user, &planned.user);
        }
        let made_here = |id: &str| planned.items.iter().any(|item| is_new(item, id));
        for item in &planned.items {
            if let Target::Existing(id) = &item.target {
                want(overlay, id.as_str(), &made_here);
            }
            for id in item.references(&overlay.schema) {
                want(overlay, id, &made_here);
            }
            want_keys(overlay, item);
        }
    }
}

fn is_new(item: &PlannedItem, id: &str) -> bool {
    matches!(&item.target, Target::New(new) if new.as_str() == id)
}

fn want(overlay: &Overlay, id: &str, made_here: &dyn Fn(&str) -> bool) {
    if !made_here(id) {
        overlay.row(id);
    }
}

/// Wants the keys that stand wholly in the payload.
fn want_keys(overlay: &Overlay, item: &PlannedItem) {
    let (Some(object), true) = (item.object, item.operation != Operation::Delete) else {
        return;
    };
    let description = overlay.object(object);
    let mut values = vec![Value::Null; description.describe.fields.len()];
    for (position, value) in &item.payload.values {
        values[*position] = value.clone();
    }
    for (index, entry) in description.indexes.iter().enumerate() {
        let matters = entry.is_unique() || matches!(entry.kind, IndexKind::Duplicate(_));
        if let Some(key) = entry.key(&values).filter(|_| matters) {
            overlay.find(IndexPlace { object, index }, &key);
        }
    }
}
