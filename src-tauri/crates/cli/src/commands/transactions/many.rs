//! Actions on all transactions that match, as a bulk job that can be undone.

use serde_json::{Value, json};

use super::filter::FilterArgs;
use crate::{exit::Failure, session::Session};

/// A bulk job that is asked for, as the console takes it.
pub struct Wanted {
    /// What to do.
    pub action: Value,
    /// To which.
    pub scope: Value,
    /// Why.
    pub reason: String,
    /// How a retry goes ahead step by step, or nothing.
    pub canary: Value,
    /// Patch also where the org would refuse the value.
    pub accept_problems: bool,
}

impl Wanted {
    /// The request of `bulk.start`.
    pub fn request(self) -> Value {
        json!({
            "action": self.action,
            "scope": self.scope,
            "reason": self.reason,
            "canary": self.canary,
            "acceptProblems": self.accept_problems,
        })
    }
}

/// All that meet a filter, which must say something.
///
/// # Errors
/// When it says nothing, or names a user that is not known.
pub async fn scope(session: &Session, filter: &FilterArgs) -> Result<Value, Failure> {
    if filter.is_empty() {
        return Err(Failure::Usage(
            "say which transactions, by a filter such as --status failed".to_owned(),
        ));
    }
    Ok(json!({ "kind": "filter", "filter": filter.to_request(session).await? }))
}
