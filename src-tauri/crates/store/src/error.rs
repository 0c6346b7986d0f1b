//! What can go wrong with the store as a whole. What can go wrong with one transaction is an answer, not an error.

use std::path::PathBuf;

use model::{RecordId, SettingsError};
use query::Problem;

/// Why the store could not do what was asked. Nothing was changed, unless the message says otherwise.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no file to open.
    #[error("there is no store at {path}; create one, or check the path")]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// `create` found a file.
    #[error("{path} already exists; open it, or choose another name")]
    AlreadyExists {
        /// The file.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{path} is not a sync store; choose a file that this program made")]
    NotAStore {
        /// The file.
        path: PathBuf,
    },
    /// The file was written by a newer program.
    #[error(
        "{path} has format {found}, but this program knows formats up to {known}; update the program to open it"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// The format of the file.
        found: i64,
        /// The newest format this program knows.
        known: i64,
    },
    /// Somebody stopped [`crate::Store::upgrade`]. What was done of it is kept, and no step is half done.
    #[error(
        "{path} was not yet brought to the format of this program, because that was canceled; open it again to go on"
    )]
    UpgradeCanceled {
        /// The file.
        path: PathBuf,
    },
    /// The file or its folder cannot be written.
    #[error("{path} is read-only; make the file and its folder writable, or open a copy")]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// Another program, or a long import of this one, holds the file for longer than a write waits.
    #[error("{path} is locked by another process or a long import; wait for it to finish, then try again")]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// No space is left. The write was rolled back.
    #[error("the disk with {path} is full, so nothing was saved; free some space, then try again")]
    DiskFull {
        /// The file.
        path: PathBuf,
    },
    /// The file is damaged.
    #[error("{path} is damaged: {detail}; restore it from a backup")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What the engine found.
        detail: String,
    },
    /// The engine is too old to be trusted with a write-ahead log.
    #[error("this program needs SQLite {needed} or newer, but runs with {found}; reinstall the program")]
    TooOldSqlite {
        /// The version that runs.
        found: String,
        /// The oldest version that will do.
        needed: &'static str,
    },
    /// A cursor that no page of this sort gave.
    #[error("\"{0}\" is not a place in this list; start again at its beginning")]
    InvalidCursor(String),
    /// A query that means nothing.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// A setting outside its range.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// A transaction has as many log entries as fit.
    #[error("the transaction {0} has as many log entries as fit; ignore it or handle it by hand")]
    TooManyLogEntries(RecordId),
    /// A stored value that this program cannot read.
    #[error("the store holds a value that cannot be read: {0}; report this as a fault")]
    Unreadable(String),
    /// The engine failed in another way.
    #[error("the store at {path} failed: {source}")]
    Engine {
        /// The file.
        path: PathBuf,
        /// What the engine said.
        source: sqlx::Error,
    },
}

/// A query that means nothing, with everything that is wrong with it; the message tells the first.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the query \"{text}\" cannot be read: {}", problems.first().map(ToString::to_string).unwrap_or_default())]
pub struct QueryError {
    /// The text.
    pub text: String,
    /// What is wrong, and where in the text.
    pub problems: Vec<Problem>,
}

impl QueryError {
    /// What is wrong with a text.
    pub(crate) fn new(text: &str, problems: Vec<Problem>) -> Self {
        Self {
            text: text.to_owned(),
            problems,
        }
    }
}
