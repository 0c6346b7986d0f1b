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

/// What a query finds as one value, a JSON array of arrays, for [`crate::tables::rows_of`]: its thread hands over each
/// row by itself, and wakes the caller for it, which for thousands of rows costs more than finding them. In
/// PostgreSQL: `COALESCE(json_agg(json_build_array(…)), '[]')`.
macro_rules! gathered {
    ($($columns:tt)+) => {
        concat!("json_group_array(json_array(", $($columns)+, "))")
    };
}
pub(crate) use gathered;

/// A floating-point column as text with all its digits, or nothing: JSON would be written with 15 of 17. Beyond 1e25 the
/// last digit may differ by one. In PostgreSQL: `column::text`.
macro_rules! exactly {
    ($column:literal) => {
        concat!(
            "CASE WHEN ",
            $column,
            " IS NOT NULL THEN format('%!.17g', ",
            $column,
            ") END"
        )
    };
}
pub(crate) use exactly;

/// The place of a row of a [`batch`], from 0 on. In PostgreSQL: `ordinality - 1`, `WITH ORDINALITY`.
macro_rules! place_in_batch {
    () => {
        "input.key"
    };
}
pub(crate) use place_in_batch;

/// Behind a table: its rows are found by this index, where the engine, which has no statistics, would take another one. In
/// PostgreSQL, which has them: nothing.
macro_rules! by_index {
    ($index:literal) => {
        concat!("INDEXED BY ", $index)
    };
}
pub(crate) use by_index;

/// A column in a condition that must not become the way in which rows are found: without statistics, SQLite would
/// take any index that fits a condition, however little it narrows down. PostgreSQL has statistics, and takes the
/// column as it is.
pub(crate) fn pinned(column: &str) -> String {
    format!("+{column}")
}
