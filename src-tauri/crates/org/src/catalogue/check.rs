//! Checking a payload: the part that needs no record of the org, used while an admin types and by apply.

use model::SyncErrorCode;
use serde::Serialize;
use ts_rs::TS;

/// What is wrong with a field of a payload, or with the payload as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct FieldProblem {
    /// API name of the field; none when it is about the whole.
    pub field: Option<String>,
    /// Salesforce status code.
    pub code: SyncErrorCode,
    /// What is wrong, as an admin reads it.
    pub message: String,
    /// The value that was refused, as text.
    pub value: Option<String>,
}
