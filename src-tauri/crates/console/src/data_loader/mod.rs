//! Data Loader files: CSV exports of the sync objects, read into the store and written from it.
//!
//! In: `source` opens a file, `rows` splits it, `header` tells the object and which cell is which field, `cell` reads
//! a row as a record of the model; `file_import` gives batches to the store and what is refused to `rejects`.
//! Out: `export` reads pages from the store, `mask` masks personal data, `export_files` and `workbook`
//! write them, `support_bundle` packs what a developer needs.

mod cell;
mod export;
mod export_files;
mod file_import;
mod header;
mod import;
mod mask;
mod object;
mod part_file;
mod progress;
mod rejects;
mod report;
mod rows;
mod source;
mod support_bundle;
mod workbook;

pub(crate) use export::export;
pub(crate) use export_files::disarmed;
pub(crate) use import::{blocking, import};
pub(crate) use part_file::{PartFile, failed};
pub use report::{ExportFormat, ExportReport, ExportSafety, FileReport, ImportReport, RejectedRow};
pub(crate) use support_bundle::support_bundle;
