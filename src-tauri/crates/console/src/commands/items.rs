//! Items of a transaction.

use model::{Item, RecordId};

use crate::ConsoleError;

/// The item with this Id.
pub(super) fn item_of<'a>(items: &'a [Item], id: &RecordId) -> Result<&'a Item, ConsoleError> {
    let item = items.iter().find(|item| item.id == *id);
    item.ok_or_else(|| ConsoleError::NotFound {
        what: "the item",
        key: id.to_string(),
    })
}
