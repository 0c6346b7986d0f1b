//! Data Loader files in and out.

use std::path::PathBuf;

use model::Revealed;
use serde::Deserialize;
use store::TransactionFilter;
use ts_rs::TS;

use super::{
    query::{self, WriteRequest},
    reveal,
};
use crate::{
    ConsoleError, ExportFormat, ExportSafety, JobKind, JobResult, at_work,
    command::{Access, Context},
    data_loader,
    jobs::Job,
    shown::Masks,
};

/// Files to be read.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ImportRequest {
    /// CSV exports of DeviceSyncTransaction, DeviceSyncTransactionRecord and DeviceSyncTransactionLog, in any order.
    pub files: Vec<String>,
    /// Stop at the first bad row and leave the store as it was.
    pub all_or_none: bool,
}

/// Files to be written.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ExportRequest {
    /// Which transactions.
    pub filter: TransactionFilter,
    /// CSV writes three files (transactions, items, log entries) that import takes back; JSON and XLSX one.
    pub format: ExportFormat,
    /// A folder for CSV (or the transactions' file in it), a file for JSON and XLSX.
    pub out: String,
    /// How values are written that may do harm where they are read.
    #[serde(default)]
    pub safety: ExportSafety,
}

/// A support bundle to be written.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SupportBundleRequest {
    /// Which transactions; 1,000 at the most.
    pub filter: TransactionFilter,
    /// The file, a ZIP.
    pub out: String,
}

pub(super) async fn import(context: &Context<'_>, request: ImportRequest) -> Result<Job, ConsoleError> {
    let workspace = context.workspace()?;
    if request.files.is_empty() {
        return Err(ConsoleError::invalid("Choose at least one CSV file to import."));
    }
    let files: Vec<PathBuf> = request.files.iter().map(PathBuf::from).collect();
    let title = match files.as_slice() {
        [one] => format!("Import of {}", one.display()),
        many => format!("Import of {} files", many.len()),
    };
    let console = context.console.clone();
    Ok(context
        .console
        .jobs()
        .start(JobKind::Import, title, move |job| async move {
            let report = data_loader::import(
                workspace.store(),
                &console.clock(),
                &files,
                request.all_or_none,
                &job,
            )
            .await?;
            console.tell(crate::ConsoleEvent::TransactionsChanged(Vec::new()));
            let result = JobResult::Import(Masks::of(workspace.store()).await?.show(report));
            job.keep(result.clone());
            at_work::process_real_time(&console, &workspace, &job).await;
            workspace.wake_background();
            Ok(Some(result))
        }))
}

pub(super) async fn export(context: &Context<'_>, request: ExportRequest) -> Result<Job, ConsoleError> {
    let workspace = context.workspace()?;
    if !request.safety.mask {
        note_unmasked(context, &request).await?;
    }
    let out = PathBuf::from(&request.out);
    let title = format!("Export to {}", out.display());
    Ok(context
        .console
        .jobs()
        .start(JobKind::Export, title, move |job| async move {
            let (filter, format, safety) = (&request.filter, request.format, request.safety);
            let report = data_loader::export(workspace.store(), filter, format, safety, &out, &job).await?;
            Ok(Some(JobResult::Export(report)))
        }))
}

/// An export without masks reveals everything in it: that is for admins, and on record.
async fn note_unmasked(context: &Context<'_>, request: &ExportRequest) -> Result<(), ConsoleError> {
    context.permit(Access::Change)?;
    let filter = request.filter.clone();
    let what = Revealed::Export {
        query: query::write(context, WriteRequest { filter }).await?.text,
        out: request.out.clone(),
    };
    reveal::note(context, &what, None).await.map(drop)
}

pub(super) async fn support_bundle(
    context: &Context<'_>,
    request: SupportBundleRequest,
) -> Result<Job, ConsoleError> {
    let workspace = context.workspace()?;
    let out = PathBuf::from(&request.out);
    let title = format!("Support bundle to {}", out.display());
    Ok(context
        .console
        .jobs()
        .start(JobKind::Export, title, move |job| async move {
            let report = data_loader::support_bundle(workspace.store(), &request.filter, &out, &job).await?;
            Ok(Some(JobResult::Export(report)))
        }))
}
