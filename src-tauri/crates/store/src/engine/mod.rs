//! What only SQLite understands: connecting, its error codes, migrations, batches and the search index. The rest of
//! the crate speaks SQL that PostgreSQL also takes; a second engine gets files beside these.

pub(crate) mod connect;
mod failure;
pub(crate) mod migrations;
pub(crate) mod search;

pub(crate) use failure::Fault;

/// A batch of rows in one bound parameter: a JSON array of arrays, as the table `input` with the column `value`, so
/// that `input.value ->> 0` is the first column of each row. Not `json_each`: that writes each row out as text, which
/// every column reads anew, at three times the cost. In PostgreSQL:
/// `jsonb_array_elements($1::jsonb) AS input (value)`.
macro_rules! batch {
    ($parameter:literal) => {
        concat!("jsonb_each(", $parameter, ") AS input")
    };
}
pub(crate) use batch;

/// A column in a condition that must not become the way in which rows are found: without statistics, SQLite would
/// take any index that fits a condition, however little it narrows down. PostgreSQL has statistics, and takes the
/// column as it is.
pub(crate) fn pinned(column: &str) -> String {
    format!("+{column}")
}
