//! The engine's error codes, told apart.

use std::path::Path;

use crate::StoreError;

/// A failure before it is known in which file it happened.
#[derive(Debug)]
pub(crate) enum Fault {
    /// The engine said no.
    Engine(sqlx::Error),
    /// Already in words.
    Told(StoreError),
}

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        Self::Engine(error)
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self::Told(error)
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        Self::Told(StoreError::Unreadable(error.to_string()))
    }
}

impl Fault {
    /// The failure in words, for the file in which it happened.
    pub(crate) fn at(self, path: &Path) -> StoreError {
        let source = match self {
            Self::Told(error) => return error,
            Self::Engine(source) => source,
        };
        let path = path.to_owned();
        if matches!(source, sqlx::Error::PoolTimedOut) {
            return StoreError::Locked { path };
        }
        match primary_code(&source) {
            Some(5 | 6) => StoreError::Locked { path },
            Some(8) => StoreError::ReadOnly { path },
            Some(11) => StoreError::Damaged {
                path,
                detail: source.to_string(),
            },
            Some(13) => StoreError::DiskFull { path },
            Some(26) => StoreError::NotAStore { path },
            _ => StoreError::Engine { path, source },
        }
    }
}

/// SQLite's primary result code; the extended ones have it in their low byte.
fn primary_code(error: &sqlx::Error) -> Option<i64> {
    let code = error.as_database_error()?.code()?;
    code.parse::<i64>().ok().map(|extended| extended & 0xff)
}
