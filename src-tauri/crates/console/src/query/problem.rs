//! Problems of a query, as front doors get them.

use query::Problem;
use serde::Serialize;
use ts_rs::TS;

use crate::boundary::sentence;

/// Something wrong at a place of a query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct QueryProblem {
    /// Where the place begins, in UTF-16 code units.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// What is wrong, and what to do.
    pub message: String,
    /// The text on one line and a mark below the place, for a terminal.
    pub shown: String,
}

impl QueryProblem {
    /// The problems of a text.
    pub(crate) fn all(text: &str, problems: &[Problem]) -> Vec<Self> {
        let told = |problem: &Problem| {
            let place = problem.span.utf16(text);
            Self {
                from: place.start,
                to: place.end,
                message: sentence(&problem.to_string()),
                shown: problem.pointed(text),
            }
        };
        problems.iter().map(told).collect()
    }
}
