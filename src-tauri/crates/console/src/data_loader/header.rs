//! The header of a file: which object it is of, which cell is which field, and what it has too much or too little.

use std::{cmp::Ordering, collections::HashSet};

use serde::de::DeserializeOwned;

use super::{
    cell::{self, CellError},
    object::{Otherwise, SyncObject},
    report::RejectedRow,
    rows::Row,
};

/// A header that its file can be read by.
#[derive(Debug, Clone)]
pub(super) struct Header {
    /// The object.
    pub object: SyncObject,
    /// The columns as the file names them.
    pub columns: Vec<String>,
    /// Columns that the object does not have.
    pub unknown: Vec<String>,
    fields: Vec<Field>,
}

/// Where a field of the record comes from.
#[derive(Debug, Clone, Copy)]
struct Field {
    /// The cell of the row.
    column: Option<usize>,
    /// What stands for an empty one.
    otherwise: Option<Source>,
}

#[derive(Debug, Clone, Copy)]
enum Source {
    Text(&'static str),
    Field(usize),
}

/// Why a header is none that a file can be read by.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum HeaderError {
    #[error("the file is empty; export it again with a header of API names in its first line")]
    Empty,
    #[error("the file is UTF-16; save it as CSV UTF-8")]
    Utf16,
    #[error("the header is not UTF-8; save the file as CSV UTF-8")]
    NotUtf8,
    #[error("the header has no closing quote; the file is cut off or is not CSV")]
    CutOff,
    #[error("the values are separated by {0}; export the file again with commas")]
    Separator(&'static str),
    #[error(
        "the header is of none of the objects DeviceSyncTransaction (has OfflineTimestamp), \
         DeviceSyncTransactionRecord (has OperationType) and DeviceSyncTransactionLog (has LogType); \
         the first line must have their API names"
    )]
    UnknownObject,
    #[error("the column {0} is there more than once; keep one of them")]
    Duplicate(String),
    #[error("a file of {object} needs these columns too: {}", columns.join(", "))]
    Missing {
        object: &'static str,
        columns: Vec<&'static str>,
    },
}

impl Header {
    /// Reads the first row of a file.
    pub fn read(row: &Row) -> Result<Self, HeaderError> {
        let columns = names(row)?;
        let Some(object) = SyncObject::told_by(&columns) else {
            return Err(no_object(&columns));
        };
        if let Some(twice) = duplicate(&columns) {
            return Err(HeaderError::Duplicate(twice.clone()));
        }
        let column = |field: &str| {
            columns
                .iter()
                .position(|column| column.eq_ignore_ascii_case(field))
        };
        let missing: Vec<_> = object
            .required()
            .iter()
            .copied()
            .filter(|field| column(field).is_none())
            .collect();
        if !missing.is_empty() {
            return Err(HeaderError::Missing {
                object: object.name(),
                columns: missing,
            });
        }
        let names = object.fields();
        let source = |otherwise| match otherwise {
            Otherwise::Text(text) => Some(Source::Text(text)),
            Otherwise::SameAs(other) => names.iter().position(|name| *name == other).map(Source::Field),
        };
        let fields = names
            .iter()
            .map(|name| Field {
                column: column(name),
                otherwise: object.otherwise(name).and_then(source),
            })
            .collect();
        let known = |column: &&String| names.iter().any(|name| name.eq_ignore_ascii_case(column));
        let unknown = columns.iter().filter(|column| !known(column)).cloned().collect();
        Ok(Self {
            object,
            columns,
            unknown,
            fields,
        })
    }

    /// Reads a row as a record.
    ///
    /// # Errors
    /// What is wrong with the row, with its whole value.
    pub fn record<T: DeserializeOwned>(&self, row: &Row) -> Result<T, RejectedRow> {
        self.check_shape(row)?;
        let texts = self.texts(row)?;
        let cells = (0..self.fields.len()).map(|field| (field, self.value(field, &texts).1));
        cell::record(cells).map_err(|CellError { field, reason }| {
            // The field that the text came from, which may be another one than it is for.
            let source = field.map(|field| self.value(field, &texts));
            let column = source
                .and_then(|(field, _)| self.object.fields().get(field))
                .map(ToString::to_string);
            let value = source.and_then(|(_, text)| text).map(str::to_owned);
            RejectedRow {
                line: row.line,
                column,
                value,
                reason,
            }
        })
    }

    /// The text in a column of a row; none when it has no such column.
    pub fn text(&self, row: &Row, column: &str) -> Option<String> {
        let mut columns = self.columns.iter();
        let place = columns.position(|name| name.eq_ignore_ascii_case(column))?;
        row.cell(place).map(lossy)
    }

    fn check_shape(&self, row: &Row) -> Result<(), RejectedRow> {
        let (has, needs) = (row.len(), self.columns.len());
        if row.cut_off {
            let column = self.columns.get(has.saturating_sub(1)).cloned();
            let value = row.cells().last().map(lossy);
            let reason =
                "the file ends inside quotes: it is cut off, or a closing quote is missing".to_owned();
            return Err(RejectedRow {
                line: row.line,
                column,
                value,
                reason,
            });
        }
        let reason = match has.cmp(&needs) {
            Ordering::Equal => return Ok(()),
            Ordering::Less => format!("the row has {has} of {needs} values; the file may be cut off here"),
            Ordering::Greater => {
                format!(
                    "the row has {has} values for {needs} columns; a value with a comma must stand in quotes"
                )
            }
        };
        let value = row.cells().map(lossy).collect::<Vec<_>>().join(",");
        Err(RejectedRow {
            line: row.line,
            column: None,
            value: Some(value),
            reason,
        })
    }

    /// The cells as texts.
    fn texts<'row>(&self, row: &'row Row) -> Result<Vec<&'row str>, RejectedRow> {
        let text = |(index, cell): (usize, &'row [u8])| {
            let refused = |reason: &str| RejectedRow {
                line: row.line,
                column: self.columns.get(index).cloned(),
                value: Some(lossy(cell)),
                reason: reason.to_owned(),
            };
            let text = std::str::from_utf8(cell)
                .map_err(|_| refused("the value is not UTF-8; save the file as CSV UTF-8"))?;
            if text.contains('\0') {
                Err(refused("a text must not have a NUL character in it"))
            } else {
                Ok(text)
            }
        };
        row.cells().enumerate().map(text).collect()
    }

    /// The text that stands for a field, none when it is empty, and the field whose text that is.
    fn value<'row>(&self, field: usize, texts: &[&'row str]) -> (usize, Option<&'row str>) {
        let Some(Field { column, otherwise }) = self.fields.get(field) else {
            return (field, None);
        };
        let cell = column
            .and_then(|column| texts.get(column))
            .filter(|text| !text.is_empty());
        match (cell, otherwise) {
            (Some(text), _) => (field, Some(text)),
            (None, Some(Source::Text(text))) => (field, Some(text)),
            (None, Some(Source::Field(other))) => self.value(*other, texts),
            (None, None) => (field, None),
        }
    }
}

fn names(row: &Row) -> Result<Vec<String>, HeaderError> {
    let first = row.cell(0).unwrap_or_default();
    if first.starts_with(&[0xff, 0xfe]) || first.starts_with(&[0xfe, 0xff]) {
        return Err(HeaderError::Utf16);
    }
    if row.cut_off {
        return Err(HeaderError::CutOff);
    }
    row.cells()
        .map(|cell| std::str::from_utf8(cell).map(|name| name.trim().to_owned()))
        .collect::<Result<_, _>>()
        .map_err(|_| HeaderError::NotUtf8)
}

fn no_object(columns: &[String]) -> HeaderError {
    match columns {
        [only] if only.contains(';') => HeaderError::Separator("semicolons"),
        [only] if only.contains('\t') => HeaderError::Separator("tabs"),
        _ => HeaderError::UnknownObject,
    }
}

/// A name that is there more than once, in any case.
fn duplicate(columns: &[String]) -> Option<&String> {
    let mut seen = HashSet::new();
    columns
        .iter()
        .filter(|column| !column.is_empty())
        .find(|column| !seen.insert(column.to_ascii_lowercase()))
}

fn lossy(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).into_owned()
}

#[cfg(test)]
mod tests {
    use model::{Item, LogEntry, Operation, Status, Transaction};

    use super::*;
    use crate::data_loader::rows::RowReader;

    const ITEM: &str = "Id,DeviceSyncTransactionId,ObjectName,OperationType,OfflineCreatedDate,\
                        OfflineUniqueIdentifier,Status,FieldValues,Sequence";

    fn rows(file: &[u8]) -> Vec<Row> {
        let mut reader = RowReader::new(file).unwrap();
        std::iter::from_fn(|| reader.next().unwrap()).collect()
    }

    fn header(file: &str) -> Result<Header, String> {
        Header::read(&rows(file.as_bytes())[0]).map_err(|error| error.to_string())
    }

    fn record<T: DeserializeOwned>(file: &str) -> Result<T, RejectedRow> {
        let rows = rows(file.as_bytes());
        Header::read(&rows[0]).unwrap().record(&rows[1])
    }

    fn item(cells: &str) -> Result<Item, RejectedRow> {
        record(&format!("{ITEM}\n1QR000000000001,1QT000000000001,{cells}\n"))
    }

    #[test]
    fn columns_stand_in_any_order_and_case() {
        let transaction: Transaction = record(
            "OWNER.NAME,status,metadataversion,APPVERSION,DeviceIdentifier,OfflineTimestamp,\
             OfflineUniqueIdentifier,OwnerId,isBulk,Id,DevicePlatform,NumberOfFailedAttempts\n\
             Ann,FAILED,12,1.2,iPad-7,2026-11-01T12:00:00.000+0200,u-1,005000000000001,TRUE,1QT000000000001,ios,3.0\n",
        )
        .unwrap();
        assert_eq!(transaction.status, Status::Failed);
        assert_eq!(transaction.id.as_str().len(), 18);
        assert_eq!(
            transaction.offline_timestamp.to_rfc3339(),
            "2026-11-01T10:00:00+00:00"
        );
        assert_eq!(transaction.created_date, transaction.offline_timestamp);
        assert_eq!(transaction.system_modstamp, transaction.offline_timestamp);
        assert_eq!(transaction.last_modified_by_id, "005000000000001");
        assert_eq!(transaction.number_of_failed_attempts, Some(3));
        assert!(transaction.is_bulk && !transaction.is_retry);
        assert_eq!(transaction.name, "");
    }

    #[test]
    fn payloads_come_in_as_they_are() {
        let read = item("Visit,Insert,2026-11-01T10:00:00Z,u-1,Ready,\"{\"\"a\"\": 1,\r\n\",1.5").unwrap();
        assert_eq!(read.field_values.as_deref(), Some("{\"a\": 1,\r\n"));
        assert_eq!(read.operation_type, Operation::Insert);
        assert_eq!(read.sequence, Some(1.5));
        assert_eq!(read.created_by_id, "");
        assert_eq!(
            item("Visit,delete,2026-11-01T10:00:00Z,u-1,Ready,,")
                .unwrap()
                .field_values,
            None
        );
    }

    #[test]
    fn a_bad_value_is_told_with_its_column_and_what_is_allowed() {
        let problem = |cells: &str| {
            let RejectedRow {
                line,
                column,
                value,
                reason,
            } = item(cells).unwrap_err();
            assert_eq!(line, 2);
            format!(
                "{} {:?}: {reason}",
                column.unwrap_or_default(),
                value.unwrap_or_default()
            )
        };
        assert_eq!(
            problem("Visit,upsert,2026-11-01T10:00:00Z,u-1,Ready,,"),
            "OperationType \"upsert\": is not in the picklist; use one of insert, update, delete"
        );
        assert_eq!(
            problem("Visit,insert,2026-11-01 10:00,u-1,Ready,,"),
            "OfflineCreatedDate \"2026-11-01 10:00\": is not a moment; write it as ISO 8601 with its offset, for \
             example 2026-11-01T10:00:00.000Z"
        );
        assert_eq!(
            problem("Visit,insert,2026-11-01T10:00:00Z,,Ready,,"),
            "OfflineUniqueIdentifier \"\": must not be empty"
        );
        assert_eq!(
            problem("Visit,insert,2026-11-01T10:00:00Z,u,Ready,,NaN"),
            "Sequence \"NaN\": is not a number; write it as 12 or 12.5"
        );
        assert_eq!(
            problem("Visit,insert,2026-11-01T10:00:00Z,u,Ready,\0,"),
            "FieldValues \"\\0\": a text must not have a NUL character in it"
        );
        assert_eq!(
            problem("Visit"),
            " \"1QR000000000001,1QT000000000001,Visit\": the row has 3 of 9 values; the file may be cut off here"
        );
        assert!(problem("Visit,insert,,,,,,,,,").contains("the row has 13 values for 9 columns"));
        assert!(problem("Visit,insert,x,u-1,Ready,\"{").contains("the file ends inside quotes"));
    }

    #[test]
    fn a_wrong_id_is_refused() {
        let log = "Id,DeviceSyncTransactionId,LogType,CreatedDate\n1QL00000000000,1QT000000000001,Error,2026-11-01T10:00:00Z\n";
        let refused = record::<LogEntry>(log).unwrap_err();
        assert_eq!(refused.column.as_deref(), Some("Id"));
        assert!(
            refused.reason.contains("15 or 18 characters"),
            "{}",
            refused.reason
        );
    }

    #[test]
    fn a_value_that_is_not_utf8_is_refused() {
        let mut file =
            format!("{ITEM}\n1QR000000000001,1QT000000000001,Visit,insert,x,u,Ready,").into_bytes();
        file.extend(b"caf\xe9,\n");
        let rows = rows(&file);
        let refused = Header::read(&rows[0])
            .unwrap()
            .record::<Item>(&rows[1])
            .unwrap_err();
        assert_eq!(refused.column.as_deref(), Some("FieldValues"));
        assert_eq!(refused.value.as_deref(), Some("caf\u{fffd}"));
        assert!(refused.reason.contains("not UTF-8"));
    }

    #[test]
    fn a_header_that_will_not_do_says_why() {
        let told = |file: &str| header(file).unwrap_err();
        assert!(told("Id,Name\n").contains("of none of the objects"));
        assert!(told("Id;OwnerId;Status\n").contains("separated by semicolons"));
        assert!(told("Id\tOwnerId\n").contains("separated by tabs"));
        assert_eq!(
            told(&format!("{ITEM},status\n")),
            "the column status is there more than once; keep one of them"
        );
        assert_eq!(
            told("Id,FieldValues,Status,ObjectName\n"),
            "a file of DeviceSyncTransactionRecord needs these columns too: DeviceSyncTransactionId, OperationType, \
             OfflineCreatedDate, OfflineUniqueIdentifier"
        );
        assert!(told("\"Id,OperationType\n").contains("no closing quote"));
        let utf16 = rows(b"\xff\xfeI\0d\0,\0");
        assert_eq!(Header::read(&utf16[0]).unwrap_err(), HeaderError::Utf16);
        let latin = rows(b"Id,caf\xe9\n");
        assert_eq!(Header::read(&latin[0]).unwrap_err(), HeaderError::NotUtf8);
    }

    #[test]
    fn columns_that_the_object_does_not_have_are_told() {
        let header = header(&format!("{ITEM},Owner.Name,Extra__c,\n")).unwrap();
        assert_eq!(header.unknown, ["Owner.Name", "Extra__c", ""]);
    }
}
