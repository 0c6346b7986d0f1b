//! Reading Data Loader files into the store.

use std::{path::PathBuf, sync::Arc};

use model::{Clock, Item, LogEntry, Transaction};
use store::Store;
use tokio::task::JoinError;

use super::{
    file_import::FileImport, object::SyncObject, progress::Progress, report::ImportReport, source::Source,
};
use crate::{ConsoleError, JobResult, jobs::JobHandle, shown::Masks};

/// Reads files: transactions first, then items, then log entries. Each batch is a commit of its own; how far a file
/// is gets noted, so that importing it again after a cancel or a crash goes on from there. With `all_or_none` the
/// first bad row ends the import, and nothing of it stays.
///
/// # Errors
/// When a file or its header cannot be read (then nothing was imported), or the store fails; with `all_or_none`
/// also for the first bad row.
pub(crate) async fn import(
    store: &Store,
    clock: &Arc<dyn Clock>,
    files: &[PathBuf],
    all_or_none: bool,
    job: &JobHandle,
) -> Result<ImportReport, ConsoleError> {
    let files = files.to_vec();
    let masks = Masks::of(store).await?;
    let sources = blocking(move || open_all(&files)).await?;
    let mut progress = Progress::new(job, &sources);
    let mut report = ImportReport::default();
    // Held while the files are read: nobody else writes to the store meanwhile.
    let mut whole = if all_or_none {
        Some(store.begin_import().await?)
    } else {
        None
    };
    for source in sources {
        let object = source.header.object;
        let mut file = FileImport::begin(store, clock, source, whole.as_mut()).await?;
        let outcome = match object {
            SyncObject::Transaction => file.run::<Transaction>(&mut progress).await,
            SyncObject::Item => file.run::<Item>(&mut progress).await,
            SyncObject::LogEntry => file.run::<LogEntry>(&mut progress).await,
        };
        report.files.push(file.report());
        match outcome {
            Ok(()) => {}
            Err(error) if all_or_none => return Err(error),
            Err(error) => {
                job.keep(JobResult::Import(masks.show(report)));
                return Err(error);
            }
        }
    }
    if let Some(whole) = whole {
        whole.commit().await?;
    }
    // What is Waiting may have come with all that it waits for.
    store.queue_waiting().await?;
    Ok(report)
}

/// Every file, in the order in which they are read.
fn open_all(files: &[PathBuf]) -> Result<Vec<Source>, ConsoleError> {
    let mut sources = files
        .iter()
        .map(|file| Source::open(file))
        .collect::<Result<Vec<_>, _>>()?;
    sources.sort_by_key(|source| source.header.object);
    Ok(sources)
}

/// Does what blocks where it blocks nobody else.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ConsoleError> + Send + 'static,
) -> Result<T, ConsoleError> {
    match tokio::task::spawn_blocking(work)
        .await
        .map_err(JoinError::try_into_panic)
    {
        Ok(done) => done,
        Err(Ok(panic)) => std::panic::resume_unwind(panic),
        // The program ends.
        Err(Err(_)) => Err(ConsoleError::Canceled),
    }
}
