//! The import of one file, batch by batch.

use std::sync::Arc;

use model::{Clock, Timestamp};
use store::{Checkpoint, ImportSession, Imported, Store};

use super::{
    import::blocking,
    object::SyncRecord,
    progress::Progress,
    rejects::{Rejects, rejects_path},
    report::{FileReport, RejectedRow},
    rows::Row,
    source::{Batch, Source, refused, shorten},
};
use crate::ConsoleError;

/// Refused rows that a report shows; all of them are in the rejects file.
const SHOWN_REJECTS: usize = 20;

/// A file that is being imported.
pub(super) struct FileImport<'a> {
    store: &'a Store,
    clock: &'a Arc<dyn Clock>,
    source: Source,
    /// The transaction of an import that is all or none; else each batch has its own.
    whole: Option<&'a mut ImportSession>,
    fingerprint: String,
    done: Checkpoint,
    resumed_at_row: i64,
    /// None while it is being written.
    rejects: Option<Rejects>,
    first_rejects: Vec<RejectedRow>,
}

impl<'a> FileImport<'a> {
    /// Goes on where an earlier import of the same content stopped, else begins at the first row. A file that was
    /// read to its end begins anew: what was refused then may go in now.
    ///
    /// # Errors
    /// When the file or the store cannot be read.
    pub async fn begin(
        store: &'a Store,
        clock: &'a Arc<dyn Clock>,
        source: Source,
        whole: Option<&'a mut ImportSession>,
    ) -> Result<Self, ConsoleError> {
        let file = source.clone();
        let fingerprint = blocking(move || file.fingerprint()).await?;
        let begun = if whole.is_some() {
            None
        } else {
            store.checkpoint(&fingerprint).await?
        };
        let done = begun
            .filter(|checkpoint| !checkpoint.finished)
            .unwrap_or_else(|| beginning(clock.now()));
        let rejects = Some(Rejects::new(&source.path, &source.header.columns, done.refused));
        Ok(Self {
            store,
            clock,
            source,
            whole,
            fingerprint,
            resumed_at_row: done.rows,
            done,
            rejects,
            first_rejects: Vec::new(),
        })
    }

    /// Reads the rows.
    ///
    /// # Errors
    /// When the file cannot be read, the store or the rejects file cannot be written, or a caller canceled; in an
    /// import that is all or none also for the first bad row.
    pub async fn run<T: SyncRecord>(&mut self, progress: &mut Progress<'_>) -> Result<(), ConsoleError> {
        progress.add(self.done.rows, self.done.refused, self.done.bytes);
        let mut batches = self.source.batches::<T>(self.done.rows);
        while let Some(batch) = batches.recv().await {
            progress.check_cancel()?;
            let Checkpoint {
                rows, bytes, refused, ..
            } = self.done;
            self.batch(batch?).await?;
            progress.add(
                self.done.rows - rows,
                self.done.refused - refused,
                self.done.bytes - bytes,
            );
        }
        self.done.finished = true;
        self.done.noted_at = self.clock.now();
        if self.whole.is_none() {
            self.store.set_checkpoint(&self.fingerprint, &self.done).await?;
        }
        Ok(())
    }

    /// Imports a batch: records, rejects and how far the file is.
    async fn batch<T: SyncRecord>(&mut self, batch: Batch<T>) -> Result<(), ConsoleError> {
        let mut done = Checkpoint {
            rows: self.done.rows + batch.len() as i64,
            bytes: batch.end,
            noted_at: self.clock.now(),
            ..self.done.clone()
        };
        if let Some(session) = self.whole.as_deref_mut() {
            let rejected = give(session, batch, &mut done).await?;
            if let Some((_, row)) = rejected.first() {
                return Err(refused(&self.source.path, row));
            }
            self.done = done;
            return Ok(());
        }
        let mut session = self.store.begin_import().await?;
        let rejected = give(&mut session, batch, &mut done).await?;
        done.refused += rejected.len() as i64;
        // Before the commit: a row must not be counted as done that is in neither place.
        self.reject(rejected).await?;
        session.set_checkpoint(&self.fingerprint, &done).await?;
        session.commit().await?;
        self.done = done;
        Ok(())
    }

    /// Files rows that were refused.
    async fn reject(&mut self, rows: Vec<(Row, RejectedRow)>) -> Result<(), ConsoleError> {
        if rows.is_empty() {
            return Ok(());
        }
        let room = SHOWN_REJECTS.saturating_sub(self.first_rejects.len());
        let short = |row: &RejectedRow| RejectedRow {
            value: row.value.as_deref().map(shorten),
            ..row.clone()
        };
        self.first_rejects
            .extend(rows.iter().take(room).map(|(_, row)| short(row)));
        if let Some(mut rejects) = self.rejects.take() {
            self.rejects = Some(blocking(move || rejects.write(&rows).map(|()| rejects)).await?);
        }
        Ok(())
    }

    /// What came of it so far.
    pub fn report(&self) -> FileReport {
        FileReport {
            file: self.source.name(),
            object_name: self.source.header.object.name().to_owned(),
            added: self.done.added,
            unchanged: self.done.unchanged,
            rejected: self.done.refused,
            unknown_columns: self.source.header.unknown.clone(),
            first_rejects: self.first_rejects.clone(),
            rejects_file: (self.done.refused > 0)
                .then(|| rejects_path(&self.source.path).display().to_string()),
            resumed_at_row: self.resumed_at_row,
        }
    }
}

/// Nothing of a file is done.
fn beginning(noted_at: Timestamp) -> Checkpoint {
    Checkpoint {
        rows: 0,
        bytes: 0,
        added: 0,
        unchanged: 0,
        refused: 0,
        finished: false,
        noted_at,
    }
}

/// Gives a batch to the store, and answers the rows that it or the header refused, in the order of the file.
async fn give<T: SyncRecord>(
    session: &mut ImportSession,
    batch: Batch<T>,
    done: &mut Checkpoint,
) -> Result<Vec<(Row, RejectedRow)>, ConsoleError> {
    let Batch {
        rows,
        records,
        mut rejected,
        ..
    } = batch;
    for (row, answer) in rows.into_iter().zip(T::import(session, records).await?) {
        match answer {
            Imported::Added => done.added += 1,
            Imported::Unchanged => done.unchanged += 1,
            Imported::Refused(reason) => {
                let reason = RejectedRow {
                    line: row.line,
                    column: None,
                    value: None,
                    reason,
                };
                rejected.push((row, reason));
            }
        }
    }
    rejected.sort_by_key(|(_, reason)| reason.line);
    Ok(rejected)
}
