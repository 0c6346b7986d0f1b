//! A support bundle: what a developer needs to see what is wrong, without personal data.

use std::{
    io::{self, Write},
    path::Path,
};

use serde_json::{Value, json};
use store::{Store, TransactionFilter};
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{
    export_files::{Page, write_lines},
    import::blocking,
    mask::mask,
    part_file::{PartFile, failed},
    report::ExportReport,
};
use crate::{ConsoleError, jobs::JobHandle, shown::Masks};

/// Transactions in a bundle at the most, those that came first.
const MOST: usize = 1_000;
/// Runs in a bundle at the most, the newest.
const MOST_RUNS: usize = 50;

const README: &str = "\
A support bundle of the Synchronization Admin Console.

about.json          versions, and how many transactions have each status
error-groups.json   failures of the same kind; messages without values
settings.json       settings, schedules and the newest runs
transactions.jsonl  transactions with their items and log entries; personal data is masked

Free text, contact details, names and signatures are masked by the names of fields, as the rules under Settings >
Personal data say. Look through it before you send it.
";

/// Packs the transactions that meet `filter`, 1,000 at the most, with the error groups, settings, schedules and runs.
///
/// # Errors
/// When the file cannot be written, the store cannot be read, or a caller canceled; then no file has changed.
pub(crate) async fn support_bundle(
    store: &Store,
    filter: &TransactionFilter,
    out: &Path,
    job: &JobHandle,
) -> Result<ExportReport, ConsoleError> {
    let about = about(store).await?;
    let groups = masked_groups(store).await?;
    let settings = settings(store).await?;
    let mut page = page(store, filter).await?;
    if job.cancel.is_cancelled() {
        return Err(ConsoleError::Canceled);
    }
    mask(&mut page, &Masks::of(store).await?);
    let mut report = ExportReport {
        files: Vec::new(),
        transactions: page.transactions.len() as i64,
        items: page.items.len() as i64,
        log_entries: page.log_entries.len() as i64,
        cut_values: 0,
    };
    let out = out.to_owned();
    report.files = blocking(move || {
        let mut file = PartFile::create(&out)?;
        pack(&mut file, &about, &groups, &settings, &page).map_err(|source| failed(&out, source))?;
        Ok(vec![file.finish()?])
    })
    .await?;
    job.progress(report.transactions, Some(report.transactions), 0);
    Ok(report)
}

async fn about(store: &Store) -> Result<Value, ConsoleError> {
    Ok(json!({
        "program": env!("CARGO_PKG_VERSION"),
        "system": std::env::consts::OS,
        "processorOfMachine": std::env::consts::ARCH,
        "counts": store.counts().await?,
    }))
}

/// The groups without what a person wrote or a message quotes.
async fn masked_groups(store: &Store) -> Result<Value, ConsoleError> {
    let groups = store.error_groups().await?;
    let masked = groups.into_iter().map(|group| {
        let mut value = serde_json::to_value(group).map_err(ConsoleError::Answer)?;
        for field in ["sampleMessage", "note", "assignee"] {
            value[field] = Value::Null;
        }
        Ok(value)
    });
    masked.collect::<Result<Vec<Value>, _>>().map(Value::Array)
}

async fn settings(store: &Store) -> Result<Value, ConsoleError> {
    Ok(json!({
        "syncProcessor": store.processor_settings().await?,
        "mobileSync": store.mobile_settings().await?,
        "schedules": store.schedules().await?,
        "runs": store.runs(None, MOST_RUNS).await?.runs,
    }))
}

async fn page(store: &Store, filter: &TransactionFilter) -> Result<Page, ConsoleError> {
    let found = store.transactions_after(filter, 0, MOST).await?;
    let (arrivals, transactions): (Vec<i64>, Vec<_>) = found.into_iter().unzip();
    Ok(Page {
        transactions,
        items: store.items_of(&arrivals).await?,
        log_entries: store.log_entries_of(&arrivals).await?,
    })
}

fn pack(file: &mut PartFile, about: &Value, groups: &Value, settings: &Value, page: &Page) -> io::Result<()> {
    let options = SimpleFileOptions::default();
    let mut zip = ZipWriter::new_stream(file);
    zip.start_file("README.txt", options)?;
    zip.write_all(README.as_bytes())?;
    for (name, document) in [
        ("about.json", about),
        ("error-groups.json", groups),
        ("settings.json", settings),
    ] {
        zip.start_file(name, options)?;
        serde_json::to_writer_pretty(&mut zip, document)?;
    }
    zip.start_file("transactions.jsonl", options)?;
    write_lines(&mut zip, page)?;
    zip.finish()?;
    Ok(())
}
