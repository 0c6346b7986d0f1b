//! Conditions that are made of others.

use super::{Column, Condition, seen::Seen};
use crate::list::sql::Statement;

impl Condition {
    /// Whether it is made of parts that are found each by its own.
    pub(in crate::list) const fn is_of_parts(&self) -> bool {
        matches!(self, Self::Not(_) | Self::All(_) | Self::Any(_))
    }

    /// What a condition of parts demands of the transaction `row`. No part is the way in which rows are found.
    pub(super) fn demanded_of_parts(&self, statement: &mut Statement, row: &str) -> String {
        let mut joined = |parts: &[Self], joint: &str| {
            // The engine goes on only until it knows the answer: what costs little to ask comes first.
            let mut parts: Vec<&Self> = parts.iter().collect();
            parts.sort_by_key(|part| part.cost());
            let parts: Vec<String> = parts
                .into_iter()
                .map(|part| format!("({})", part.demanded(statement, row, false)))
                .collect();
            parts.join(joint)
        };
        match self {
            // What is unknown, such as whether no error is this one, is not so.
            Self::Not(part) => format!("({}) IS NOT TRUE", part.demanded(statement, row, false)),
            Self::All(parts) => joined(parts, " AND "),
            Self::Any(parts) if parts.is_empty() => "false".to_owned(),
            Self::Any(parts) => format!("({})", joined(parts, " OR ")),
            other => other.demanded(statement, row, false),
        }
    }

    /// A table of the arrivals of those that may meet a condition of parts, where there is one: of all parts those of
    /// the one that is found best, of alternatives those of each, together by `union`.
    pub(super) fn candidates_of_parts(&self, statement: &mut Statement, union: &str) -> Option<String> {
        if !self.is_found() {
            return None;
        }
        match self {
            Self::All(parts) => parts
                .iter()
                .filter(|part| part.is_found())
                .min_by_key(|part| part.usual_width())?
                .found(statement, union),
            Self::Any(parts) => {
                let tables: Option<Vec<String>> =
                    parts.iter().map(|part| part.found(statement, union)).collect();
                let tables: Vec<String> = tables?
                    .into_iter()
                    .enumerate()
                    .map(|(number, table)| {
                        format!("SELECT part_{number}.arrival FROM {table} AS part_{number}")
                    })
                    .collect();
                Some(format!("({})", tables.join(&format!(" {union} "))))
            }
            _ => None,
        }
    }

    /// A table of the arrivals of those that may meet any condition that an index has.
    fn found(&self, statement: &mut Statement, union: &str) -> Option<String> {
        if let Self::All(_) | Self::Any(_) = self {
            return self.candidates_of_parts(statement, union);
        }
        self.candidates(statement).or_else(|| {
            let demand = self.demanded(statement, "s", true);
            Some(format!(
                "(SELECT s.arrival FROM sync_transaction AS s WHERE {demand})"
            ))
        })
    }

    /// Whether an index has those that meet it.
    pub(super) fn is_found(&self) -> bool {
        match self {
            Self::Seen(_) | Self::Not(_) => false,
            Self::Column(column, _) => column.is_indexed(),
            Self::All(parts) => parts.iter().any(Self::is_found),
            Self::Any(parts) => !parts.is_empty() && parts.iter().all(Self::is_found),
            _ => true,
        }
    }

    /// How much of a store such a condition usually finds, compared with others; less is better.
    fn usual_width(&self) -> u8 {
        match self {
            Self::Owner(_) | Self::Name(..) | Self::Record(..) => 0,
            Self::Column(Column::Device, _) | Self::Stuck(_) | Self::Field(_) => 1,
            Self::Text(_) | Self::RareText(_) | Self::People(_) | Self::Error(_) | Self::Group(_) => 2,
            Self::Period(..) | Self::Modified(..) | Self::Column(..) => 3,
            Self::Status(_) | Self::Object(_) | Self::ObjectBegins(_) => 4,
            Self::Seen(_) | Self::Not(_) => u8::MAX,
            Self::All(parts) => parts.iter().map(Self::usual_width).min().unwrap_or(u8::MAX),
            Self::Any(parts) => parts.iter().map(Self::usual_width).max().unwrap_or(u8::MAX),
        }
    }

    /// What it costs to ask it of one transaction: a look at its row, at its items and log entries, at the search index.
    fn cost(&self) -> u8 {
        match self {
            Self::Text(_) => 2,
            Self::Object(_) | Self::ObjectBegins(_) | Self::Record(..) | Self::Field(_) => 1,
            Self::Seen(Seen::Operation(_) | Seen::Dependent | Seen::Commented) => 1,
            Self::Not(part) => part.cost(),
            Self::All(parts) | Self::Any(parts) => parts.iter().map(Self::cost).max().unwrap_or(0),
            _ => 0,
        }
    }
}
