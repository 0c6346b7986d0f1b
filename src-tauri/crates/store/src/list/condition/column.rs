//! Columns that are compared with a text.

use query::Pattern;

use crate::{list::sql::Statement, tables::beyond};

/// A column that is compared with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    /// The device.
    Device,
    /// The error it has now.
    Error,
    /// Version of the mobile app.
    App,
    /// Version of the metadata on the device.
    Metadata,
}

impl Column {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Device => "device_identifier",
            Self::Error => "error_code",
            Self::App => "app_version",
            Self::Metadata => "metadata_version",
        }
    }

    /// Whether an index has it.
    pub(super) const fn is_indexed(self) -> bool {
        matches!(self, Self::Device | Self::Error)
    }
}

/// The demand that a column has a text, or one that begins so.
pub(super) fn like(statement: &mut Statement, column: &str, pattern: &Pattern) -> String {
    match pattern.begins {
        true => begins(statement, column, &pattern.text),
        false => format!("{column} = {}", statement.bind(pattern.text.as_str())),
    }
}

/// The demand that a column is like one of these patterns. Whole texts are asked for in one go, so that an index is
/// walked from one to the next.
pub(super) fn like_one_of(statement: &mut Statement, column: &str, patterns: &[Pattern]) -> String {
    if let [pattern] = patterns {
        return like(statement, column, pattern);
    }
    let (beginnings, whole): (Vec<&Pattern>, Vec<&Pattern>) =
        patterns.iter().partition(|pattern| pattern.begins);
    let mut demands: Vec<String> = Vec::new();
    if !whole.is_empty() {
        let texts: Vec<String> = whole
            .iter()
            .map(|text| statement.bind(text.text.as_str()))
            .collect();
        demands.push(format!("{column} IN ({})", texts.join(", ")));
    }
    let begins = beginnings
        .iter()
        .map(|pattern| format!("({})", like(statement, column, pattern)));
    demands.extend(begins);
    format!("({})", demands.join(" OR "))
}

/// The demand that a column begins with a text.
pub(super) fn begins(statement: &mut Statement, column: &str, text: &str) -> String {
    format!(
        "{column} >= {} AND {column} < {}",
        statement.bind(text),
        statement.bind(beyond(text))
    )
}
