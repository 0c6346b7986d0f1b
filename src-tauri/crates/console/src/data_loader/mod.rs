//! Data Loader files: CSV exports of the sync objects, read into the store and written from it.
//!
//! In: `source` opens a file, `rows` splits it, `header` tells the object and which cell is which field, `cell` reads
//! a row as a record of the model; `file_import` gives batches to the store and what is refused to `rejects`.
//! Out: `export` reads pages from the store, `export_files` writes them.

mod cell;
mod export;
mod export_files;
mod file_import;
mod header;
mod import;
mod object;
mod part_file;
mod progress;
mod rejects;
mod report;
mod rows;
mod source;

pub(crate) use export::export;
pub(crate) use import::import;
pub use report::{ExportFormat, ExportReport, FileReport, ImportReport, RejectedRow};
