//! A workbook for people: every value is a text, never a formula.

use std::{fs, path::Path};

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use serde::Serialize;

use super::{
    export_files::{Page, cells},
    object::SyncObject,
    part_file::{PartFile, failed},
};
use crate::ConsoleError;

/// Rows of a sheet, the header included. Source: the limits of Excel.
const MOST_ROWS: u32 = 1_048_576;
/// Characters of a cell. Source: the limits of Excel.
const MOST_CHARACTERS: usize = 32_767;

/// A workbook in the making. Rows go to a temporary file as they come, so memory does not grow with them.
pub(super) struct WorkbookFile {
    file: PartFile,
    workbook: Workbook,
    sheets: [Sheet; 3],
    cut: i64,
}

/// The sheets of one object: when one is full, the next one begins.
struct Sheet {
    object: SyncObject,
    /// The place of the sheet in the workbook that is written to.
    at: usize,
    number: u32,
    next_row: u32,
}

impl WorkbookFile {
    /// Begins the workbook at `out`.
    ///
    /// # Errors
    /// When the place cannot be written.
    pub fn create(out: &Path) -> Result<Self, ConsoleError> {
        if let Some(folder) = out.parent() {
            fs::create_dir_all(folder).map_err(|source| failed(folder, source))?;
        }
        let mut workbook = Workbook::new();
        let file = PartFile::create(out)?;
        let mut begin = |at: usize, object| {
            let sheet = Sheet {
                object,
                at,
                number: 1,
                next_row: 1,
            };
            begin(&mut workbook, &sheet)
                .map(|()| sheet)
                .map_err(|error| told(&file, error))
        };
        let sheets = [
            begin(0, SyncObject::Transaction)?,
            begin(1, SyncObject::Item)?,
            begin(2, SyncObject::LogEntry)?,
        ];
        Ok(Self {
            file,
            workbook,
            sheets,
            cut: 0,
        })
    }

    /// Adds transactions with all that belongs to them.
    ///
    /// # Errors
    /// When the disk is full.
    pub fn write(&mut self, page: &Page) -> Result<(), ConsoleError> {
        self.rows(0, &page.transactions)?;
        self.rows(1, &page.items)?;
        self.rows(2, &page.log_entries)
    }

    fn rows(&mut self, which: usize, records: &[impl Serialize]) -> Result<(), ConsoleError> {
        for record in records {
            let cells = cells(record).map_err(|error| failed(self.file.path(), error.into()))?;
            self.row(which, &cells).map_err(|error| told(&self.file, error))?;
        }
        Ok(())
    }

    fn row(&mut self, which: usize, cells: &csv::StringRecord) -> Result<(), XlsxError> {
        if self.sheets[which].next_row == MOST_ROWS {
            let sheet = &mut self.sheets[which];
            (sheet.at, sheet.number, sheet.next_row) =
                (self.workbook.worksheets().len(), sheet.number + 1, 1);
            begin(&mut self.workbook, sheet)?;
        }
        let sheet = &mut self.sheets[which];
        let row = sheet.next_row;
        sheet.next_row += 1;
        let worksheet = self.workbook.worksheet_from_index(sheet.at)?;
        for (column, text) in (0_u16..).zip(cells) {
            if text.is_empty() {
                continue;
            }
            let (text, is_cut) = fitting(text);
            self.cut += i64::from(is_cut);
            worksheet.write_string(row, column, text)?;
        }
        Ok(())
    }

    /// Writes the workbook under its name; answers that, and how many values were cut.
    ///
    /// # Errors
    /// When the disk is full, or the name is taken by something that is not a file.
    pub fn finish(mut self) -> Result<(Vec<String>, i64), ConsoleError> {
        let saved = self.workbook.save_to_writer(&mut self.file);
        saved.map_err(|error| told(&self.file, error))?;
        Ok((vec![self.file.finish()?], self.cut))
    }
}

/// Begins a sheet with its header, which stays in sight.
fn begin(workbook: &mut Workbook, sheet: &Sheet) -> Result<(), XlsxError> {
    let worksheet: &mut Worksheet = workbook.add_worksheet_with_constant_memory()?;
    let name = match sheet.object {
        SyncObject::Transaction => "Transactions",
        SyncObject::Item => "Items",
        SyncObject::LogEntry => "Log entries",
    };
    worksheet.set_name(match sheet.number {
        1 => name.to_owned(),
        number => format!("{name} {number}"),
    })?;
    worksheet.set_freeze_panes(1, 0)?;
    let head = Format::new().set_bold();
    for (column, field) in (0_u16..).zip(sheet.object.fields()) {
        worksheet.write_string_with_format(0, column, *field, &head)?;
    }
    Ok(())
}

/// A text that fits into a cell, and whether it was cut.
fn fitting(text: &str) -> (String, bool) {
    // Excel counts as UTF-16 does.
    if text.len() <= MOST_CHARACTERS || text.encode_utf16().count() <= MOST_CHARACTERS {
        return (text.to_owned(), false);
    }
    let mut left = MOST_CHARACTERS - 1;
    let kept = text.chars().take_while(|character| {
        let fits = character.len_utf16() <= left;
        left = left.saturating_sub(character.len_utf16());
        fits
    });
    (kept.chain(['…']).collect(), true)
}

fn told(file: &PartFile, error: XlsxError) -> ConsoleError {
    let source = match error {
        XlsxError::IoError(source) => source,
        other => std::io::Error::other(other),
    };
    failed(file.path(), source)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_into_a_cell_is_cut_and_says_so() {
        assert_eq!(fitting("short"), ("short".to_owned(), false));
        let (cut, is_cut) = fitting(&"é😀".repeat(20_000));
        assert!(is_cut && cut.ends_with('…'));
        assert!(cut.encode_utf16().count() <= MOST_CHARACTERS);
        let just = "x".repeat(MOST_CHARACTERS);
        assert_eq!(fitting(&just), (just.clone(), false));
    }
}
