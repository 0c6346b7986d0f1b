//! Aligned columns.

use std::{borrow::Cow, fmt::Write as _};

use anstyle::Style;

use super::{clean, style::HEAD};

/// A cell.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    text: String,
    style: Style,
    number: bool,
}

impl Cell {
    /// With a style.
    pub fn styled(text: impl AsRef<str>, style: Style) -> Self {
        Self {
            text: clean(text.as_ref()),
            style,
            number: false,
        }
    }

    /// A number, to stand at the right.
    pub fn number(number: i64) -> Self {
        Self {
            text: number.to_string(),
            number: true,
            ..Self::default()
        }
    }

    /// The same with a style.
    pub fn with(self, style: Style) -> Self {
        Self { style, ..self }
    }
}

impl<T: AsRef<str>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::styled(text, Style::new())
    }
}

/// Rows under a head.
pub struct Table {
    head: Vec<Cow<'static, str>>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    /// Without rows.
    pub fn new(head: impl IntoIterator<Item: Into<Cow<'static, str>>>) -> Self {
        Self {
            head: head.into_iter().map(Into::into).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// The text, each line indented by `indent` spaces and, on a terminal, cut to its width.
    pub fn text(&self, indent: usize) -> String {
        let width = terminal_size::terminal_size().map_or(usize::MAX, |(width, _)| usize::from(width.0));
        self.text_of_width(indent, width)
    }

    fn text_of_width(&self, indent: usize, width: usize) -> String {
        let widths = self.widths();
        let head = self.head.iter().map(|name| Cell::styled(name, HEAD)).collect();
        let mut text = String::new();
        for row in std::iter::once(&head).chain(&self.rows) {
            line(&mut text, indent, width, &widths, row);
        }
        text
    }

    fn widths(&self) -> Vec<usize> {
        let column = |place: usize| {
            let cells = self
                .rows
                .iter()
                .filter_map(|row| row.get(place))
                .map(|cell| cell.text.chars().count());
            cells
                .chain(self.head.get(place).map(|name| name.len()))
                .max()
                .unwrap_or_default()
        };
        (0..self.head.len()).map(column).collect()
    }
}

fn line(text: &mut String, indent: usize, width: usize, widths: &[usize], row: &[Cell]) {
    const GAP: usize = 2;
    let mut room = width.saturating_sub(indent);
    // Spaces that the next cell with a text needs before it; none are written at the end of a line.
    let mut padding = indent;
    for (cell, column) in row.iter().zip(widths) {
        let shown = shortened(&cell.text, room);
        let left = column.saturating_sub(shown.chars().count());
        let (before, after) = if cell.number { (left, 0) } else { (0, left) };
        padding += before;
        if !shown.is_empty() {
            let style = cell.style;
            // Writing to a String cannot fail.
            let _ = write!(text, "{:padding$}{style}{shown}{style:#}", "");
            padding = 0;
        }
        padding += after + GAP;
        room = room.saturating_sub(column + GAP);
    }
    text.push('\n');
}

/// A text cut to a number of characters.
fn shortened(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
        return text.to_owned();
    }
    let mut shown: String = text.chars().take(room.saturating_sub(1)).collect();
    if room > 0 {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new(["Name", "Items", "Error"]);
        table.row(["DST-1".into(), Cell::number(3), "".into()]);
        table.row(["DST-10".into(), Cell::number(12), "a long message".into()]);
        table
    }

    fn plain(text: &str) -> String {
        anstream::adapter::strip_str(text).to_string()
    }

    #[test]
    fn columns_are_aligned_and_numbers_stand_at_the_right() {
        let text = plain(&table().text_of_width(2, usize::MAX));
        assert_eq!(
            text,
            "  Name    Items  Error\n  DST-1       3\n  DST-10     12  a long message\n"
        );
    }

    #[test]
    fn a_line_is_no_wider_than_the_terminal() {
        let text = plain(&table().text_of_width(0, 22));
        assert!(text.ends_with("DST-10     12  a long…\n"), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 22), "{text}");
    }
}
