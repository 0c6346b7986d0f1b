//! Rows of a CSV file (RFC 4180), one at a time, each with the line where it begins.
//!
//! The `csv` crate's reader takes a file that ends inside quotes for complete, and reads on without end after a
//! stray quote. Here both are told. So this reads through `csv-core`, the parser of that crate.

use std::io::{self, BufRead};

use csv_core::ReadRecordResult;

/// A row that is longer is not taken for a row: a quote is missing somewhere.
const LONGEST_ROW: usize = 64 << 20;
/// The byte order mark that some programs write at the start of an UTF-8 file.
const BOM: &[u8] = "\u{feff}".as_bytes();

/// The cells of a row as they stand in the file, without their quotes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Row {
    text: Vec<u8>,
    ends: Vec<usize>,
    /// Line of the file where the row begins, from 1.
    pub line: i64,
    /// Whether the file ended inside a quoted cell, the last one of the row.
    pub cut_off: bool,
}

impl Row {
    /// How many cells it has.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// A cell's bytes; none beyond the last.
    pub fn cell(&self, index: usize) -> Option<&[u8]> {
        let start = if index == 0 { 0 } else { *self.ends.get(index - 1)? };
        self.text.get(start..*self.ends.get(index)?)
    }

    /// Every cell's bytes, in order.
    pub fn cells(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.len()).filter_map(|index| self.cell(index))
    }

    /// Bytes it holds in memory.
    pub fn size(&self) -> usize {
        self.text.len() + self.ends.len() * size_of::<usize>()
    }
}

/// Why no more rows can be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum RowError {
    /// The system says why.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The row that begins on this line does not end.
    #[error("the row is longer than {} MB; a closing quote is probably missing in it", LONGEST_ROW >> 20)]
    Endless {
        /// Line where it begins.
        line: i64,
    },
}

/// Reads rows.
pub(super) struct RowReader<R> {
    input: R,
    core: csv_core::Reader,
    /// Bytes read so far.
    offset: i64,
    line: i64,
    /// Room for the next row.
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl<R: BufRead> RowReader<R> {
    /// Reads from the beginning of a file. A byte order mark is passed over.
    pub fn new(mut input: R) -> io::Result<Self> {
        let has_bom = input.fill_buf()?.starts_with(BOM);
        let mut reader = Self {
            input,
            core: csv_core::Reader::new(),
            offset: 0,
            line: 1,
            text: vec![0; 8 << 10],
            ends: vec![0; 64],
        };
        if has_bom {
            reader.consume(BOM.len(), 0);
        }
        Ok(reader)
    }

    /// Bytes of the file that were read so far.
    pub fn offset(&self) -> i64 {
        self.offset
    }

    /// The next row; none at the end of the file. Blank lines are passed over.
    pub fn next(&mut self) -> Result<Option<Row>, RowError> {
        if !self.skip_line_ends()? {
            return Ok(None);
        }
        let start = self.line;
        let (mut text_len, mut ends_len, mut cut_off) = (0, 0, false);
        loop {
            let buffer = self.input.fill_buf()?;
            // A line end closes the last row of a file, unless the file ends inside quotes; then nothing does.
            let at_end = buffer.is_empty();
            let input: &[u8] = match (at_end, cut_off) {
                (false, _) => buffer,
                (true, false) => b"\n",
                (true, true) => b"",
            };
            let (result, read, text_added, ends_added) =
                self.core
                    .read_record(input, &mut self.text[text_len..], &mut self.ends[ends_len..]);
            text_len += text_added;
            ends_len += ends_added;
            if !at_end {
                let line_ends = input[..read].iter().filter(|byte| **byte == b'\n').count();
                self.consume(read, line_ends);
            }
            match result {
                ReadRecordResult::InputEmpty => cut_off = at_end,
                ReadRecordResult::OutputFull if text_len >= LONGEST_ROW => {
                    return Err(RowError::Endless { line: start });
                }
                ReadRecordResult::OutputFull => self.text.resize(self.text.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record | ReadRecordResult::End => {
                    return Ok(Some(self.row(start, text_len, ends_len, cut_off)));
                }
            }
        }
    }

    /// Passes over line ends; answers whether a row follows.
    fn skip_line_ends(&mut self) -> io::Result<bool> {
        loop {
            match self.input.fill_buf()?.first() {
                None => return Ok(false),
                Some(b'\n') => self.consume(1, 1),
                Some(b'\r') => self.consume(1, 0),
                Some(_) => return Ok(true),
            }
        }
    }

    fn consume(&mut self, bytes: usize, line_ends: usize) {
        self.input.consume(bytes);
        self.offset += bytes as i64;
        self.line += line_ends as i64;
    }

    fn row(&self, line: i64, text_len: usize, ends_len: usize, cut_off: bool) -> Row {
        let mut row = Row {
            text: self.text[..text_len].to_vec(),
            ends: self.ends[..ends_len].to_vec(),
            line,
            cut_off,
        };
        if cut_off && row.text.pop().is_some() {
            // The line end that was given to the parser is not the file's.
            if let Some(end) = row.ends.last_mut() {
                *end = row.text.len();
            }
        }
        row
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(file: &[u8]) -> Vec<(i64, Vec<String>, bool)> {
        let mut reader = RowReader::new(file).unwrap();
        let mut rows = Vec::new();
        while let Some(row) = reader.next().unwrap() {
            let cells = row
                .cells()
                .map(|cell| String::from_utf8_lossy(cell).into_owned())
                .collect();
            rows.push((row.line, cells, row.cut_off));
        }
        assert_eq!(reader.offset(), file.len() as i64);
        rows
    }

    fn row(line: i64, cells: &[&str]) -> (i64, Vec<String>, bool) {
        (line, cells.iter().map(ToString::to_string).collect(), false)
    }

    #[test]
    fn rows_tell_the_line_where_they_begin() {
        let expected = [row(1, &["a", "b"]), row(2, &["1", "x\ny"]), row(5, &["2", ""])];
        assert_eq!(read(b"a,b\n1,\"x\ny\"\n\n2,\n"), expected);
        assert_eq!(read(b"\xef\xbb\xbfa,b\n1,\"x\ny\"\n\n2,"), expected);
        let with_carriage_returns = read(b"a,b\r\n1,\"x\ny\"\r\n\r\n2,\r\n");
        assert_eq!(with_carriage_returns, expected);
    }

    #[test]
    fn quotes_and_line_ends_inside_cells_stay() {
        assert_eq!(
            read(b"\"say \"\"hi\"\"\r\n\",\"\"\n"),
            [row(1, &["say \"hi\"\r\n", ""])]
        );
    }

    #[test]
    fn a_file_that_ends_inside_quotes_says_so_and_keeps_what_is_there() {
        let (line, cells, cut_off) = read(b"a,b\n1,\"begun\nand").pop().unwrap();
        assert_eq!((line, cut_off), (2, true));
        assert_eq!(cells, ["1", "begun\nand"]);
        assert!(!read(b"a,b\n1,\"done\"").pop().unwrap().2);
    }

    #[test]
    fn an_empty_file_has_no_rows() {
        assert_eq!(read(b""), []);
        assert_eq!(read(b"\xef\xbb\xbf"), []);
        assert_eq!(read(b"\r\n\n"), []);
    }

    #[test]
    fn a_cell_of_five_megabytes_is_read() {
        let long = "x".repeat(5 << 20);
        assert_eq!(
            read(format!("a,\"{long}\"\n").as_bytes()),
            [row(1, &["a", &long])]
        );
    }

    #[test]
    fn a_row_without_end_is_given_up() {
        let mut endless = io::BufReader::new(io::Read::chain(&b"a\n\""[..], io::repeat(b'x')));
        let mut reader = RowReader::new(&mut endless).unwrap();
        assert!(reader.next().unwrap().is_some());
        assert!(matches!(reader.next(), Err(RowError::Endless { line: 2 })));
    }

    proptest! {
        #[test]
        fn any_bytes_are_answered(file: Vec<u8>) {
            read(&file);
        }

        #[test]
        fn what_the_csv_crate_writes_is_read_back(
            rows in proptest::collection::vec(proptest::collection::vec("[a\",\r\n é;]{0,6}", 2), 0..5)
        ) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            for cells in &rows {
                writer.write_record(cells).unwrap();
            }
            let cells: Vec<Vec<String>> =
                read(&writer.into_inner().unwrap()).into_iter().map(|(_, cells, _)| cells).collect();
            prop_assert_eq!(cells, rows);
        }
    }
}
