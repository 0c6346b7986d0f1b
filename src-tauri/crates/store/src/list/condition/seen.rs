//! Conditions that no index has: each transaction must be looked at.

use model::Operation;
use query::NumberKey;

use crate::{engine::pinned, list::sql::Statement};

/// What must be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Seen {
    /// An item with one of these operations.
    Operation(Vec<Operation>),
    /// A number, from one on and before another.
    Number(NumberKey, i64, i64),
    /// Received from one moment on and before another (milliseconds).
    Received(i64, i64),
    /// It depends on another transaction.
    Dependent,
    /// An admin commented on it.
    Commented,
    /// One of its items has a signature.
    Signed,
    /// Retry, or claimed as one.
    Retrying,
    /// Its items may be processed together with others.
    Bulk,
    /// Processed as soon as it arrives.
    RealTime,
    /// Came by import.
    Imported,
    /// Has items, and is neither InProgress nor Success.
    Simulatable,
}

impl Seen {
    /// What it demands of the transaction `row`.
    pub(super) fn demand(&self, statement: &mut Statement, row: &str) -> String {
        match self {
            Self::Operation(operations) => {
                let values: Vec<String> = operations
                    .iter()
                    .map(|operation| statement.bind(operation.as_str()))
                    .collect();
                format!(
                    "EXISTS (SELECT 1 FROM sync_item AS i WHERE i.item_key >= {row}.arrival << 20 \
                     AND i.item_key < ({row}.arrival << 20) + 262144 AND i.operation_type IN ({}))",
                    values.join(", ")
                )
            }
            Self::Number(NumberKey::Attempts, from, to) => {
                let attempts = format!("COALESCE({row}.number_of_failed_attempts, 0)");
                between(statement, &attempts, *from, *to)
            }
            Self::Number(NumberKey::Items, from, to) => {
                between(statement, &format!("{row}.item_count"), *from, *to)
            }
            Self::Received(from, to) => {
                between(statement, &pinned(&format!("{row}.created_date")), *from, *to)
            }
            Self::Dependent => has_row(row, "dependency"),
            Self::Commented => has_row(row, "comment"),
            Self::Signed => format!("{row}.is_with_signed_item"),
            Self::Retrying => {
                format!(
                    "({row}.status = 'Retry' OR ({row}.status = 'InProgress' AND {row}.claimed_from = 'Retry'))"
                )
            }
            Self::Bulk => format!("{row}.is_bulk"),
            Self::RealTime => format!("{row}.is_real_time"),
            Self::Imported => format!("{row}.is_imported"),
            Self::Simulatable => {
                format!("({row}.item_count > 0 AND {row}.status NOT IN ('InProgress', 'Success'))")
            }
        }
    }
}

/// The demand that a value lies from one number on and before another.
pub(super) fn between(statement: &mut Statement, value: &str, from: i64, to: i64) -> String {
    format!(
        "{value} >= {} AND {value} < {}",
        statement.bind(from),
        statement.bind(to)
    )
}

fn has_row(row: &str, table: &str) -> String {
    format!("EXISTS (SELECT 1 FROM {table} AS r WHERE r.arrival = {row}.arrival)")
}
