//! A file to be imported: what its header tells, and its rows in batches from a thread of their own.

use std::{
    fs::File,
    io::{self, BufReader, Read},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};
use tokio::sync::mpsc;

use super::{
    header::{Header, HeaderError},
    object::SyncRecord,
    report::RejectedRow,
    rows::{Row, RowError, RowReader},
};
use crate::ConsoleError;

/// Rows in a batch at the most, and bytes after which a batch is full.
const BATCH_ROWS: usize = 5_000;
const BATCH_BYTES: usize = 8 << 20;
/// Batches that are read ahead of the store.
const BATCHES_AHEAD: usize = 2;
/// Bytes that are read from a file at once.
const BUFFER: usize = 256 << 10;

/// A file whose header has been read.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// The file.
    pub path: PathBuf,
    /// Its size in bytes.
    pub size: i64,
    /// Its header.
    pub header: Header,
}

/// Rows that stand one after the other in a file.
pub(super) struct Batch<T> {
    /// Rows that are records, and the records.
    pub rows: Vec<Row>,
    /// The records, in the order of `rows`.
    pub records: Vec<T>,
    /// Rows that are none, and why.
    pub rejected: Vec<(Row, RejectedRow)>,
    /// Where the next row begins, in bytes from the start of the file.
    pub end: i64,
}

impl<T> Batch<T> {
    fn empty() -> Self {
        Self {
            rows: Vec::new(),
            records: Vec::new(),
            rejected: Vec::new(),
            end: 0,
        }
    }

    /// Rows in it, good and bad.
    pub fn len(&self) -> usize {
        self.rows.len() + self.rejected.len()
    }
}

/// What a file's thread sends.
pub(super) type Batches<T> = mpsc::Receiver<Result<Batch<T>, ConsoleError>>;

impl Source {
    /// Opens a file and reads its header.
    ///
    /// # Errors
    /// When it cannot be read, or its header will not do.
    pub fn open(path: &Path) -> Result<Self, ConsoleError> {
        let (size, mut reader) = open(path).map_err(|source| unreadable(path, source))?;
        let first = reader.next().map_err(|error| broken(path, error))?;
        let header = first
            .as_ref()
            .ok_or(HeaderError::Empty)
            .and_then(Header::read)
            .map_err(|error| {
                let line = first.as_ref().map_or(1, |row| row.line);
                bad_header(path, line, &error)
            })?;
        Ok(Self {
            path: path.to_owned(),
            size,
            header,
        })
    }

    /// The name that reports give the file.
    pub fn name(&self) -> String {
        self.path.display().to_string()
    }

    /// Tells the content of the file from any other.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn fingerprint(&self) -> Result<String, ConsoleError> {
        let digest = || {
            let mut file = File::open(&self.path)?;
            let (mut digest, mut buffer) = (Sha256::new(), vec![0; BUFFER]);
            loop {
                match file.read(&mut buffer)? {
                    0 => return Ok(digest.finalize()),
                    read => digest.update(&buffer[..read]),
                }
            }
        };
        let digest = digest().map_err(|source| unreadable(&self.path, source))?;
        Ok(digest.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// Reads the rows after the first `skip` in a thread of its own, batch by batch, until the receiver is dropped.
    pub fn batches<T: SyncRecord>(&self, skip: i64) -> Batches<T> {
        let (sender, receiver) = mpsc::channel(BATCHES_AHEAD);
        let source = self.clone();
        tokio::task::spawn_blocking(move || {
            if let Err(error) = source.send_batches(skip, &sender) {
                // Nobody listens any more when the import was stopped.
                let _ = sender.blocking_send(Err(error));
            }
        });
        receiver
    }

    fn send_batches<T: SyncRecord>(
        &self,
        skip: i64,
        sender: &mpsc::Sender<Result<Batch<T>, ConsoleError>>,
    ) -> Result<(), ConsoleError> {
        let (_, mut reader) = open(&self.path).map_err(|source| unreadable(&self.path, source))?;
        // The header, and what an earlier import did.
        for _ in 0..=skip {
            reader.next().map_err(|error| broken(&self.path, error))?;
        }
        loop {
            let (batch, more) = self.batch(&mut reader)?;
            if (batch.len() > 0 && sender.blocking_send(Ok(batch)).is_err()) || !more {
                return Ok(());
            }
        }
    }

    /// Reads a row as a record that can be kept.
    fn record<T: SyncRecord>(&self, row: &Row) -> Result<T, RejectedRow> {
        let record: T = self.header.record(row)?;
        match record.masked() {
            None => Ok(record),
            Some(masked) => Err(RejectedRow {
                line: row.line,
                value: self.header.text(row, masked.column),
                reason: masked.reason(),
                column: Some(masked.column.to_owned()),
            }),
        }
    }

    /// The next batch, and whether there may be another.
    fn batch<T: SyncRecord>(
        &self,
        reader: &mut RowReader<BufReader<File>>,
    ) -> Result<(Batch<T>, bool), ConsoleError> {
        let (mut batch, mut bytes, mut more) = (Batch::empty(), 0, true);
        while more && batch.len() < BATCH_ROWS && bytes < BATCH_BYTES {
            match reader.next() {
                Ok(Some(row)) => {
                    bytes += row.size();
                    match self.record(&row) {
                        Ok(record) => {
                            batch.rows.push(row);
                            batch.records.push(record);
                        }
                        Err(reason) => batch.rejected.push((row, reason)),
                    }
                }
                Ok(None) => more = false,
                Err(RowError::Io(source)) => return Err(unreadable(&self.path, source)),
                Err(error @ RowError::Endless { line }) => {
                    let reason = format!("{error}; the rest of the file was not read");
                    batch.rejected.push((
                        Row::default(),
                        RejectedRow {
                            line,
                            column: None,
                            value: None,
                            reason,
                        },
                    ));
                    more = false;
                }
            }
        }
        batch.end = reader.offset();
        Ok((batch, more))
    }
}

fn open(path: &Path) -> io::Result<(i64, RowReader<BufReader<File>>)> {
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_dir() {
        return Err(io::Error::new(
            io::ErrorKind::IsADirectory,
            "this is a folder; name the files in it",
        ));
    }
    Ok((
        metadata.len() as i64,
        RowReader::new(BufReader::with_capacity(BUFFER, file))?,
    ))
}

fn unreadable(path: &Path, source: io::Error) -> ConsoleError {
    ConsoleError::File {
        path: path.display().to_string(),
        source,
    }
}

fn broken(path: &Path, error: RowError) -> ConsoleError {
    match error {
        RowError::Io(source) => unreadable(path, source),
        RowError::Endless { line } => refused(
            path,
            &RejectedRow {
                line,
                column: None,
                value: None,
                reason: error.to_string(),
            },
        ),
    }
}

fn bad_header(path: &Path, line: i64, error: &HeaderError) -> ConsoleError {
    let column = match error {
        HeaderError::Duplicate(column) => Some(column.clone()),
        _ => None,
    };
    refused(
        path,
        &RejectedRow {
            line,
            column,
            value: None,
            reason: error.to_string(),
        },
    )
}

/// An import that stops at a row or header: where, and why.
pub(super) fn refused(path: &Path, row: &RejectedRow) -> ConsoleError {
    let RejectedRow {
        line,
        column,
        value,
        reason,
    } = row;
    let file = path.display().to_string();
    let column_part = column
        .as_ref()
        .map(|column| format!(", column {column}"))
        .unwrap_or_default();
    let value_part = value
        .as_ref()
        .map(|value| format!(" \"{}\"", shorten(value)))
        .unwrap_or_default();
    ConsoleError::Invalid {
        message: format!("in {file}, line {line}{column_part}{value_part}: {reason}"),
        details: serde_json::json!([
            { "file": file, "line": line, "column": column, "value": value.as_deref().map(shorten), "reason": reason }
        ]),
    }
}

/// The beginning of a value that is too long for a message.
pub(super) fn shorten(value: &str) -> String {
    const SHOWN: usize = 200;
    match value.char_indices().nth(SHOWN) {
        None => value.to_owned(),
        Some((end, _)) => format!("{}…", &value[..end]),
    }
}
