//! Data Loader files: CSV exports of the sync objects, read into the store and written from it.

mod export;
mod import;
mod report;

pub(crate) use export::export;
pub(crate) use import::import;
pub use report::{ExportFormat, ExportReport, FileReport, ImportReport, RejectedRow};
