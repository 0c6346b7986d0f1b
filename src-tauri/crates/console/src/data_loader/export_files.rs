//! The files of an export.

use std::{
    borrow::Cow,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use model::{Item, LogEntry, Transaction};
use serde::Serialize;

use super::{
    object::SyncObject,
    part_file::{PartFile, failed},
    report::{ExportFormat, ExportSafety},
    workbook::WorkbookFile,
};
use crate::ConsoleError;

/// Transactions with all that belongs to them; items and log entries in the order of their transactions.
#[derive(Default)]
pub(super) struct Page {
    pub transactions: Vec<Transaction>,
    pub items: Vec<Item>,
    pub log_entries: Vec<LogEntry>,
}

/// The files in the making. Dropped before they are finished, they go away.
pub(super) enum ExportFiles {
    Csv(Box<CsvFiles>),
    Json(PartFile),
    Xlsx(Box<WorkbookFile>),
}

impl ExportFiles {
    /// Begins the files at `out`.
    ///
    /// # Errors
    /// When the place cannot be written.
    pub fn create(format: ExportFormat, safety: ExportSafety, out: &Path) -> Result<Self, ConsoleError> {
        match format {
            ExportFormat::Csv => CsvFiles::create(out, safety.disarm).map(|files| Self::Csv(Box::new(files))),
            ExportFormat::Json => PartFile::create(out).map(Self::Json),
            ExportFormat::Xlsx => WorkbookFile::create(out).map(|file| Self::Xlsx(Box::new(file))),
        }
    }

    /// Adds transactions.
    ///
    /// # Errors
    /// When the files cannot be written.
    pub fn write(&mut self, page: &Page) -> Result<(), ConsoleError> {
        match self {
            Self::Csv(files) => files.write(page),
            Self::Json(file) => write_lines(&mut *file, page).map_err(|source| failed(file.path(), source)),
            Self::Xlsx(file) => file.write(page),
        }
    }

    /// Gives the files their names, and answers them, and how many values were cut.
    ///
    /// # Errors
    /// When the files cannot be written.
    pub fn finish(self) -> Result<(Vec<String>, i64), ConsoleError> {
        match self {
            Self::Csv(files) => Ok((files.finish()?, 0)),
            Self::Json(file) => Ok((vec![file.finish()?], 0)),
            Self::Xlsx(file) => file.finish(),
        }
    }
}

/// One file for each object. Unless they are disarmed, values stand in them as they are, also those that a spreadsheet
/// would take for a formula: the files are for import, which must find what was there.
pub(super) struct CsvFiles {
    transactions: CsvFile,
    items: CsvFile,
    log_entries: CsvFile,
}

impl CsvFiles {
    /// `out` is a folder, or the file of the transactions; the others lie beside it.
    fn create(out: &Path, disarm: bool) -> Result<Self, ConsoleError> {
        let is_file = out
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("csv"))
            && !out.is_dir();
        let transactions = if is_file {
            out.to_owned()
        } else {
            out.join(SyncObject::Transaction.name()).with_extension("csv")
        };
        if let Some(folder) = transactions.parent() {
            fs::create_dir_all(folder).map_err(|source| failed(folder, source))?;
        }
        Ok(Self {
            items: CsvFile::create(&beside(&transactions, "Record"), SyncObject::Item, disarm)?,
            log_entries: CsvFile::create(&beside(&transactions, "Log"), SyncObject::LogEntry, disarm)?,
            transactions: CsvFile::create(&transactions, SyncObject::Transaction, disarm)?,
        })
    }

    fn write(&mut self, page: &Page) -> Result<(), ConsoleError> {
        self.transactions.write(&page.transactions)?;
        self.items.write(&page.items)?;
        self.log_entries.write(&page.log_entries)
    }

    fn finish(self) -> Result<Vec<String>, ConsoleError> {
        Ok(vec![
            self.transactions.finish()?,
            self.items.finish()?,
            self.log_entries.finish()?,
        ])
    }
}

/// `queue.csv` has `queueRecord.csv` beside it, as DeviceSyncTransaction has DeviceSyncTransactionRecord.
fn beside(transactions: &Path, ending: &str) -> PathBuf {
    let mut name = transactions.file_stem().unwrap_or_default().to_owned();
    name.push(ending);
    name.push(".csv");
    transactions.with_file_name(name)
}

struct CsvFile {
    path: PathBuf,
    writer: csv::Writer<PartFile>,
    disarm: bool,
}

impl CsvFile {
    fn create(path: &Path, object: SyncObject, disarm: bool) -> Result<Self, ConsoleError> {
        let file = PartFile::create(path)?;
        let writer = csv::WriterBuilder::new().has_headers(false).from_writer(file);
        let mut file = Self {
            path: path.to_owned(),
            writer,
            disarm,
        };
        file.writer
            .write_record(object.fields())
            .map_err(|error| failed(path, error.into()))?;
        Ok(file)
    }

    fn write(&mut self, records: &[impl Serialize]) -> Result<(), ConsoleError> {
        for record in records {
            let written = if self.disarm {
                cells(record).and_then(|cells| {
                    self.writer
                        .write_record(cells.iter().map(|cell| disarmed(cell).into_owned()))
                })
            } else {
                self.writer.serialize(record)
            };
            written.map_err(|error| failed(&self.path, error.into()))?;
        }
        Ok(())
    }

    fn finish(self) -> Result<String, ConsoleError> {
        let file = self
            .writer
            .into_inner()
            .map_err(|error| failed(&self.path, error.into_error()))?;
        file.finish()
    }
}

/// The cells of a record as text.
pub(super) fn cells(record: &impl Serialize) -> csv::Result<csv::StringRecord> {
    let mut writer = csv::WriterBuilder::new()
        .has_headers(false)
        .from_writer(Vec::new());
    writer.serialize(record)?;
    let line = writer
        .into_inner()
        .map_err(|error| csv::Error::from(error.into_error()))?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(line.as_slice());
    let record = reader.records().next();
    record.unwrap_or_else(|| Ok(csv::StringRecord::new()))
}

/// A text that no spreadsheet takes for a formula. Source: OWASP, CSV Injection.
pub(crate) fn disarmed(text: &str) -> Cow<'_, str> {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => Cow::Owned(format!("'{text}")),
        false => Cow::Borrowed(text),
    }
}

/// A transaction as a line of JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
    transaction: &'a Transaction,
    items: &'a [Item],
    log_entries: &'a [LogEntry],
}

/// Writes a line of JSON for each transaction.
pub(super) fn write_lines(mut out: impl Write, page: &Page) -> io::Result<()> {
    let (mut items, mut log_entries) = (page.items.as_slice(), page.log_entries.as_slice());
    for transaction in &page.transactions {
        let line = Line {
            transaction,
            items: take(&mut items, |item| {
                item.device_sync_transaction_id == transaction.id
            }),
            log_entries: take(&mut log_entries, |entry| {
                entry.device_sync_transaction_id == transaction.id
            }),
        };
        serde_json::to_writer(&mut out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Takes those at the front that belong.
fn take<'a, T>(rest: &mut &'a [T], belongs: impl Fn(&T) -> bool) -> &'a [T] {
    let end = rest
        .iter()
        .position(|record| !belongs(record))
        .unwrap_or(rest.len());
    let (taken, left) = rest.split_at(end);
    *rest = left;
    taken
}
