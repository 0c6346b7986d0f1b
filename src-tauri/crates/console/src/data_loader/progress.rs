//! How far an import is.

use super::source::Source;
use crate::{ConsoleError, jobs::JobHandle};

/// Counts rows for the job that does the import. How many there are in all is not known before the end; until then
/// it is estimated from the share of the bytes that was read.
pub(super) struct Progress<'a> {
    job: &'a JobHandle,
    rows: i64,
    refused: i64,
    bytes: i64,
    bytes_in_all: i64,
}

impl<'a> Progress<'a> {
    /// Nothing read yet.
    pub fn new(job: &'a JobHandle, sources: &[Source]) -> Self {
        let bytes_in_all = sources.iter().map(|source| source.size).sum();
        Self {
            job,
            rows: 0,
            refused: 0,
            bytes: 0,
            bytes_in_all,
        }
    }

    /// So many more rows and bytes were read.
    pub fn add(&mut self, rows: i64, refused: i64, bytes: i64) {
        self.rows += rows;
        self.refused += refused;
        self.bytes += bytes;
        self.job.progress(
            self.rows,
            estimate(self.rows, self.bytes, self.bytes_in_all),
            self.refused,
        );
    }

    /// Stops the work when a caller asked for it.
    ///
    /// # Errors
    /// Canceled.
    pub fn check_cancel(&self) -> Result<(), ConsoleError> {
        if self.job.cancel.is_cancelled() {
            Err(ConsoleError::Canceled)
        } else {
            Ok(())
        }
    }
}

/// Rows in all, when so many rows were found in so many of all bytes.
fn estimate(rows: i64, bytes: i64, bytes_in_all: i64) -> Option<i64> {
    if bytes == 0 {
        return None;
    }
    let in_all = i128::from(rows) * i128::from(bytes_in_all) / i128::from(bytes);
    i64::try_from(in_all).ok().map(|in_all| in_all.max(rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_in_all_follow_from_the_share_of_bytes() {
        assert_eq!(estimate(0, 0, 100), None);
        assert_eq!(estimate(10, 50, 100), Some(20));
        assert_eq!(estimate(20, 100, 100), Some(20));
        assert_eq!(estimate(20, 101, 100), Some(20));
    }
}
