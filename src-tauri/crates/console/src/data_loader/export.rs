//! Writing what the store holds to files.

use std::path::Path;

use store::{Store, TransactionFilter};
use tokio::sync::mpsc;

use super::{
    export_files::{ExportFiles, Page},
    import::blocking,
    mask::mask,
    report::{ExportFormat, ExportReport, ExportSafety},
};
use crate::{ConsoleError, jobs::JobHandle, shown::Masks};

/// Transactions that are read at once.
const PAGE: usize = 500;
/// Pages that are read ahead of the files.
const PAGES_AHEAD: usize = 2;

/// Writes the transactions that meet `filter`, in the order in which they were received, with their items and log
/// entries. The files appear when they are complete.
///
/// # Errors
/// When the files cannot be written, the store cannot be read, or a caller canceled; then no file has changed.
pub(crate) async fn export(
    store: &Store,
    filter: &TransactionFilter,
    format: ExportFormat,
    safety: ExportSafety,
    out: &Path,
    job: &JobHandle,
) -> Result<ExportReport, ConsoleError> {
    let out = out.to_owned();
    let files = blocking(move || ExportFiles::create(format, safety, &out)).await?;
    let (sender, receiver) = mpsc::channel(PAGES_AHEAD);
    let (read, written) = tokio::join!(
        read_pages(store, filter, safety, job, sender),
        blocking(move || write_pages(files, receiver)),
    );
    // What could not be written is the reason why reading ended.
    let files = written?;
    let mut report = read?;
    (report.files, report.cut_values) = blocking(move || files.finish()).await?;
    Ok(report)
}

async fn read_pages(
    store: &Store,
    filter: &TransactionFilter,
    safety: ExportSafety,
    job: &JobHandle,
    pages: mpsc::Sender<Page>,
) -> Result<ExportReport, ConsoleError> {
    let in_all = if *filter == TransactionFilter::default() {
        store.counts().await?.total()
    } else {
        store.count(filter, i64::MAX).await?.count
    };
    let mut report = ExportReport {
        files: Vec::new(),
        transactions: 0,
        items: 0,
        log_entries: 0,
        cut_values: 0,
    };
    let masks = Masks::of(store).await?;
    let mut last = 0;
    loop {
        if job.cancel.is_cancelled() {
            return Err(ConsoleError::Canceled);
        }
        let (arrivals, transactions): (Vec<i64>, Vec<_>) = store
            .transactions_after(filter, last, PAGE)
            .await?
            .into_iter()
            .unzip();
        let Some(newest) = arrivals.last() else {
            return Ok(report);
        };
        last = *newest;
        let items = store.items_of(&arrivals).await?;
        let log_entries = store.log_entries_of(&arrivals).await?;
        report.transactions += transactions.len() as i64;
        report.items += items.len() as i64;
        report.log_entries += log_entries.len() as i64;
        let mut page = Page {
            transactions,
            items,
            log_entries,
        };
        if safety.mask {
            mask(&mut page, &masks);
        }
        if pages.send(page).await.is_err() {
            // Writing failed; its own error says why.
            return Err(ConsoleError::Canceled);
        }
        job.progress(report.transactions, Some(in_all.max(report.transactions)), 0);
    }
}

fn write_pages(mut files: ExportFiles, mut pages: mpsc::Receiver<Page>) -> Result<ExportFiles, ConsoleError> {
    while let Some(page) = pages.blocking_recv() {
        files.write(&page)?;
    }
    Ok(files)
}
