//! What goes to stdout: JSON for programs, aligned text for people.

mod style;
mod table;
mod text;

use std::io::{self, Write as _};

use serde::Serialize;
use serde_json::Value;

pub use style::{DIM, GOOD, HEAD, WARN, status_style};
pub use table::{Cell, Table};
use text::harmless;
pub use text::{clean, counted, moment};

/// Writes answers.
#[derive(Debug, Clone, Copy)]
pub struct Output {
    /// Whether they go to a program.
    pub json: bool,
}

impl Output {
    /// For a program, or for people.
    pub const fn new(json: bool) -> Self {
        Self { json }
    }

    /// A document of JSON.
    ///
    /// # Errors
    /// When stdout is gone.
    pub fn document(self, value: &impl Serialize) -> io::Result<()> {
        let json = harmless(serde_json::to_string_pretty(value)?);
        writeln!(io::stdout().lock(), "{json}")
    }

    /// Rows of JSON, one on each line.
    ///
    /// # Errors
    /// When stdout is gone.
    pub fn rows<'a>(self, rows: impl IntoIterator<Item = &'a Value>) -> io::Result<()> {
        let mut stdout = io::BufWriter::new(io::stdout().lock());
        for row in rows {
            writeln!(stdout, "{}", harmless(row.to_string()))?;
        }
        stdout.flush()
    }

    /// Text; colours are taken out where stdout is no terminal.
    ///
    /// # Errors
    /// When stdout is gone.
    pub fn text(self, text: &str) -> io::Result<()> {
        anstream::stdout().lock().write_all(text.as_bytes())
    }

    /// A word to the person at the terminal, on stderr, so that it never mixes with the answer.
    pub fn note(self, text: &str) {
        // When stderr is gone there is nobody to tell.
        let _ = writeln!(anstream::stderr(), "{text}");
    }
}
