//! The field users and their profiles, as far as the console needs them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::RecordId;

/// A field user of the org.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "PascalCase")]
#[ts(export)]
pub struct User {
    /// The Id.
    pub id: RecordId,
    /// Full name.
    pub name: String,
    /// Log-in name.
    pub username: String,
    /// The profile.
    pub profile_id: RecordId,
    /// Name of the user's territory; none when unassigned.
    pub territory: Option<String>,
    /// Whether the user may log in.
    pub is_active: bool,
}

/// A profile: what a group of users may do, and which mobile settings they get.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "PascalCase")]
#[ts(export)]
pub struct Profile {
    /// The Id.
    pub id: RecordId,
    /// The name.
    pub name: String,
}
