//! What can go wrong with an org as a whole. What is wrong with one item is an [`crate::ItemError`].

use std::path::PathBuf;

/// Why an org did not answer.
#[derive(Debug, thiserror::Error)]
pub enum OrgError {
    /// There is no file at the path.
    #[error("there is no org file at {}; check the path, or make an org there first", .0.display())]
    Missing(PathBuf),
    /// A new org was to be made where something already is.
    #[error("{} already exists; choose another name, or open it instead", .0.display())]
    Exists(PathBuf),
    /// The file is something else.
    #[error("{} is not an org file; choose the file that was made together with the store", .0.display())]
    NotAnOrg(PathBuf),
    /// A newer program made the file.
    #[error(
        "{} was made by a newer version of this program (file version {found}, this program knows {known}); update the program",
        path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// The version of the file.
        found: i64,
        /// The newest version this program knows.
        known: i64,
    },
    /// The file cannot be written.
    #[error("{} is read-only; make the file and its folder writable", .0.display())]
    ReadOnly(PathBuf),
    /// Another program holds the file.
    #[error("{} is in use by another program; close that one, or try again in a moment", .0.display())]
    Locked(PathBuf),
    /// No room is left.
    #[error("the disk that holds {} is full; make room and try again, nothing was applied", .0.display())]
    DiskFull(PathBuf),
    /// The content of the file is damaged.
    #[error("{} is damaged; restore it from a backup", .0.display())]
    Damaged(PathBuf),
    /// The SQLite that the program was built with is too old to be trusted with the data.
    #[error(
        "SQLite {found} is too old: {needed} or newer is needed, so build the program with its own SQLite"
    )]
    OldSqlite {
        /// The version found.
        found: String,
        /// The oldest that will do.
        needed: &'static str,
    },
    /// A record that was to be loaded does not fit the catalogue.
    #[error("record {position} of {object} cannot be loaded: {problem}")]
    BadSeed {
        /// The object.
        object: String,
        /// Position in the rows of the call, from 0.
        position: usize,
        /// What is wrong with it.
        problem: String,
    },
    /// What the org keeps about a transaction or record cannot be read.
    #[error("{what} in the org file cannot be read")]
    Unreadable {
        /// What was read.
        what: String,
        /// Why.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Anything else the database says.
    #[error("the org file {} failed", path.display())]
    Database {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        #[source]
        source: sqlx::Error,
    },
}
