//! When the Sync Processor runs by itself, and when it must not.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Cron, Timestamp};

/// A schedule of the Sync Processor. The template "Sync Processor Scheduler" can only be cloned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Schedule {
    /// Its number.
    pub id: i64,
    /// The name an admin gave it.
    pub name: String,
    /// When it is due, in UTC.
    pub cron: Cron,
    /// The same in words.
    pub words: String,
    /// Its runs take only transactions that were made on the device in the last so many days.
    pub lookback_days: i64,
    /// Whether it runs.
    pub is_active: bool,
    /// Whether it is the template.
    pub is_template: bool,
    /// When it was made; none for the template, which came with the store.
    pub created_at: Option<Timestamp>,
    /// When its last run began.
    pub last_run_at: Option<Timestamp>,
    /// When it is due next; none while it is not active. In the past: it was missed, and one run makes up for it.
    pub next_run_at: Option<Timestamp>,
    /// Goes up with every change of it.
    pub version: i64,
}

/// The Sync Processor is paused: no program takes anything from the queue until an admin resumes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Pause {
    /// Who paused it.
    pub by: String,
    /// Since when.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
}
