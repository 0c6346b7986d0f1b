//! What came of reading or writing files.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The form of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum ExportFormat {
    /// Three files that import takes back.
    Csv,
    /// One JSON document per line: a transaction with its items and log entries.
    Json,
    /// One workbook with a sheet of transactions, of items and of log entries, for people.
    Xlsx,
}

/// How values are written that may do harm where they are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct ExportSafety {
    /// Personal data in payloads and error texts is masked.
    pub mask: bool,
    /// A value of a CSV that a spreadsheet would take for a formula gets an apostrophe before it. Such files are not for
    /// import.
    pub disarm: bool,
}

/// What came of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ImportReport {
    /// File by file, in the order in which they were read.
    pub files: Vec<FileReport>,
}

/// What came of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct FileReport {
    /// The file.
    pub file: String,
    /// API name of the object that its header tells.
    pub object_name: String,
    /// Rows added.
    pub added: i64,
    /// Rows that were there already, with the same content.
    pub unchanged: i64,
    /// Rows that were refused.
    pub rejected: i64,
    /// Columns that the object does not have; their values were not read.
    pub unknown_columns: Vec<String>,
    /// The first refused rows; all of them are in `rejects_file`.
    pub first_rejects: Vec<RejectedRow>,
    /// CSV of the refused rows with line, column, value and reason; none when none were refused.
    pub rejects_file: Option<String>,
    /// Row at which an earlier, interrupted import of the same file was taken up; 0 at the start.
    pub resumed_at_row: i64,
}

/// A row that was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RejectedRow {
    /// Line of the file where the row begins, from 1; the header is line 1.
    pub line: i64,
    /// The column; none when the whole row is meant.
    pub column: Option<String>,
    /// The value.
    pub value: Option<String>,
    /// Why.
    pub reason: String,
}

/// What came of an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ExportReport {
    /// The files.
    pub files: Vec<String>,
    /// Transactions written.
    pub transactions: i64,
    /// Items written.
    pub items: i64,
    /// Log entries written.
    pub log_entries: i64,
    /// Values that were cut because a cell of a workbook holds 32,767 characters.
    pub cut_values: i64,
}
