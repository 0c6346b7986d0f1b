//! Colours, as the window has them: green Success, red Failed, and so on. Always with the word.

use anstyle::{AnsiColor, Style};
use model::Status;

/// Headings.
pub const HEAD: Style = Style::new().bold();
/// What is there but not what one looks for.
pub const DIM: Style = Style::new().dimmed();
/// What went well.
pub const GOOD: Style = AnsiColor::Green.on_default();
/// What needs a look.
pub const WARN: Style = AnsiColor::Red.on_default();

/// The colour of a status.
pub const fn status_style(status: Status) -> Style {
    match status {
        Status::Success => GOOD,
        Status::Failed => WARN,
        Status::Retry | Status::Waiting => AnsiColor::Yellow.on_default(),
        Status::InProgress | Status::New => AnsiColor::Blue.on_default(),
        Status::Manual => AnsiColor::Magenta.on_default(),
        Status::Canceled => DIM,
    }
}
