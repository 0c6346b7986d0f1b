//! The rejects file: the rows that were refused, as they stood, and why; beside the file they came from. Mended,
//! it can be imported itself.

use std::{
    fs::{File, OpenOptions},
    io::{self, Seek, SeekFrom},
    path::{Path, PathBuf},
};

use super::{report::RejectedRow, rows::Row};
use crate::ConsoleError;

/// The columns that are added. No object has a column of such a name.
const ADDED: [&str; 5] = [
    "reject_file",
    "reject_line",
    "reject_column",
    "reject_value",
    "reject_reason",
];

/// Where the rejects of a file go.
pub(super) fn rejects_path(source: &Path) -> PathBuf {
    let mut path = source.as_os_str().to_owned();
    path.push(".rejects.csv");
    path.into()
}

/// Writes the rejects file of one file. Nothing is written before the first refused row.
pub(super) struct Rejects {
    source: String,
    path: PathBuf,
    columns: Vec<String>,
    /// Places of the columns that are written: all but those of an earlier rejects file.
    written: Vec<usize>,
    /// Rows of an earlier, interrupted import of the same file that stay.
    keep: i64,
    writer: Option<csv::Writer<File>>,
}

impl Rejects {
    /// For the rows of `source` with these columns; the first `keep` rows of a rejects file that is there stay.
    pub fn new(source: &Path, columns: &[String], keep: i64) -> Self {
        let is_added = |column: &str| ADDED.iter().any(|added| added.eq_ignore_ascii_case(column));
        Self {
            source: source.display().to_string(),
            path: rejects_path(source),
            columns: columns.to_vec(),
            written: (0..columns.len())
                .filter(|place| !is_added(&columns[*place]))
                .collect(),
            keep,
            writer: None,
        }
    }

    /// Adds rows, and sees to it that they are on disk.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&mut self, rows: &[(Row, RejectedRow)]) -> Result<(), ConsoleError> {
        self.try_write(rows).map_err(|source| ConsoleError::File {
            path: self.path.display().to_string(),
            source,
        })
    }

    fn try_write(&mut self, rows: &[(Row, RejectedRow)]) -> io::Result<()> {
        let mut writer = match self.writer.take() {
            Some(writer) => writer,
            None => self.begin()?,
        };
        for (
            row,
            RejectedRow {
                line,
                column,
                value,
                reason,
            },
        ) in rows
        {
            for place in &self.written {
                writer.write_field(row.cell(*place).unwrap_or_default())?;
            }
            let (column, value) = (
                column.as_deref().unwrap_or_default(),
                value.as_deref().unwrap_or_default(),
            );
            writer.write_record([&self.source, &line.to_string(), column, value, reason])?;
        }
        writer.flush()?;
        self.writer = Some(writer);
        Ok(())
    }

    /// Opens the file, after the rows that stay.
    fn begin(&self) -> io::Result<csv::Writer<File>> {
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&self.path)?;
        let kept = if self.keep > 0 {
            end_of_row(&file, self.keep)?
        } else {
            0
        };
        file.set_len(kept)?;
        file.seek(SeekFrom::Start(kept))?;
        let mut writer = csv::Writer::from_writer(file);
        if kept == 0 {
            for place in &self.written {
                writer.write_field(&self.columns[*place])?;
            }
            writer.write_record(ADDED)?;
        }
        Ok(writer)
    }
}

/// Where row number `row` after the header ends, in bytes from the start of the file; its end when it has fewer.
fn end_of_row(file: &File, row: i64) -> io::Result<u64> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(file);
    let mut record = csv::ByteRecord::new();
    for _ in 0..=row {
        if !reader.read_byte_record(&mut record)? {
            break;
        }
    }
    Ok(reader.position().byte())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data_loader::rows::RowReader;

    fn rejected(line: &str) -> (Row, RejectedRow) {
        let row = RowReader::new(line.as_bytes()).unwrap().next().unwrap().unwrap();
        let reason = RejectedRow {
            line: row.line,
            column: Some("Status".into()),
            value: Some("Lost".into()),
            reason: "is not in the picklist".into(),
        };
        (row, reason)
    }

    fn columns(names: &str) -> Vec<String> {
        names.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn a_refused_row_stands_as_it_was_beside_where_and_why() {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("queue.csv");
        let mut rejects = Rejects::new(&source, &columns("Id,FieldValues"), 0);
        rejects.write(&[rejected("1,\"{\"\"a\"\":\n1}\"\n")]).unwrap();
        rejects.write(&[rejected("2\n")]).unwrap();
        let written = std::fs::read_to_string(rejects_path(&source)).unwrap();
        let source = source.display();
        assert_eq!(
            written,
            format!(
                "Id,FieldValues,reject_file,reject_line,reject_column,reject_value,reject_reason\n\
                 1,\"{{\"\"a\"\":\n1}}\",{source},1,Status,Lost,is not in the picklist\n\
                 2,,{source},1,Status,Lost,is not in the picklist\n"
            )
        );
    }

    #[test]
    fn the_rows_of_an_interrupted_import_stay_and_no_others() {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("queue.csv");
        let write = |keep, line: &str| {
            Rejects::new(&source, &columns("Id"), keep)
                .write(&[rejected(line)])
                .unwrap();
            let mut file = csv::Reader::from_path(rejects_path(&source)).unwrap();
            file.records()
                .map(|row| row.unwrap()[0].to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(write(0, "\"1\n1\"\n"), ["1\n1"]);
        assert_eq!(write(1, "2\n"), ["1\n1", "2"]);
        assert_eq!(write(1, "3\n"), ["1\n1", "3"]);
        assert_eq!(write(9, "4\n"), ["1\n1", "3", "4"]);
        assert_eq!(write(0, "5\n"), ["5"]);
    }

    #[test]
    fn the_rejects_of_a_rejects_file_do_not_grow_columns() {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("queue.csv.rejects.csv");
        let columns = columns("Id,reject_file,Reject_Line,reject_column,reject_value,reject_reason");
        Rejects::new(&source, &columns, 0)
            .write(&[rejected("1,a,2,b,c,d\n")])
            .unwrap();
        let mut file = csv::Reader::from_path(rejects_path(&source)).unwrap();
        assert_eq!(file.headers().unwrap().len(), 6);
    }
}
