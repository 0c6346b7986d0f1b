//! What people do to transactions: ignore, retry, mark, edit, comment. All of it lands in the field history.

mod annotate;
mod edit;
mod status_change;

pub(crate) use edit::{Draft, edited};
pub use edit::{Edit, EditAnswer, FieldEdit, ItemEdit};
pub(crate) use status_change::Action;
pub use status_change::{ActionAnswer, ActionResult, StatusRequest};

/// Who changes something, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The person.
    pub actor: String,
    /// The reason given.
    pub reason: String,
}
