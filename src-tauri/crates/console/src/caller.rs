//! Who calls a command, and what they may do.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a caller may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum Role {
    /// Holds the permission Life Sciences Commercial Admin: may look and change.
    Admin,
    /// May look.
    Viewer,
}

/// Who calls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Caller {
    /// The name that field history and comments get.
    pub actor: String,
    /// What they may do.
    pub role: Role,
}

impl Caller {
    /// An admin of that name.
    pub fn admin(actor: impl Into<String>) -> Self {
        Self {
            actor: actor.into(),
            role: Role::Admin,
        }
    }

    /// The person at this machine: the log-in name of the operating system, as an admin, since whoever can open
    /// a store file on disk can change it anyway.
    pub fn local() -> Self {
        let name = ["SYNCADM_ACTOR", "USER", "USERNAME", "LOGNAME"]
            .into_iter()
            .filter_map(|variable| std::env::var(variable).ok())
            .find(|name| !name.trim().is_empty());
        Self::admin(name.unwrap_or_else(|| "admin".to_owned()))
    }
}
