//! What an attempt uses of the org, and what it may use.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What one attempt used of the org's governor limits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct LimitUsage {
    /// Queries.
    pub queries: i64,
    /// Statements that change records.
    pub statements: i64,
    /// Records read and written.
    pub rows: i64,
    /// Processor time in milliseconds; one that has begun counts.
    pub cpu_ms: i64,
    /// Bytes of payloads and records held until it ended.
    pub heap_bytes: i64,
}

impl LimitUsage {
    /// The greater of the two, limit by limit.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Self {
            queries: self.queries.max(other.queries),
            statements: self.statements.max(other.statements),
            rows: self.rows.max(other.rows),
            cpu_ms: self.cpu_ms.max(other.cpu_ms),
            heap_bytes: self.heap_bytes.max(other.heap_bytes),
        }
    }
}

/// What one attempt may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct GovernorLimits {
    /// Most queries.
    pub queries: i64,
    /// Most statements that change records.
    pub statements: i64,
    /// Most records read and written.
    pub rows: i64,
    /// Most processor time, in milliseconds.
    pub cpu_ms: i64,
    /// Most bytes of payloads and records.
    pub heap_bytes: i64,
}

impl Default for GovernorLimits {
    /// Salesforce's limits of asynchronous work.
    fn default() -> Self {
        Self {
            queries: 200,
            statements: 150,
            rows: 10_000,
            cpu_ms: 60_000,
            heap_bytes: 12_582_912,
        }
    }
}
