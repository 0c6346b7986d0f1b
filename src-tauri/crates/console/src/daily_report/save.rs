//! The files of a report.

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use super::{DailyReport, csv::csv, form, mail, mail::Recipients};
use crate::{
    ConsoleError,
    data_loader::{PartFile, blocking, failed},
};

/// Where the forms of a report go; none: not written.
#[derive(Debug, Default)]
pub(crate) struct ReportTargets {
    /// A page of HTML.
    pub(crate) html: Option<PathBuf>,
    /// A table for spreadsheets.
    pub(crate) csv: Option<PathBuf>,
    /// A message that is not sent yet.
    pub(crate) eml: Option<PathBuf>,
    /// To whom the message goes.
    pub(crate) to: Vec<String>,
}

/// Writes the forms that are asked for; answers their files. Each appears when it is complete.
///
/// # Errors
/// When an address is none, or a file cannot be written; those before it stay.
pub(crate) async fn save(report: DailyReport, targets: ReportTargets) -> Result<Vec<String>, ConsoleError> {
    blocking(move || {
        let to = Recipients::of(&targets.to)?;
        let mut files = Vec::new();
        for (path, form) in [
            (&targets.html, Form::Html),
            (&targets.csv, Form::Csv),
            (&targets.eml, Form::Message(&to)),
        ] {
            if let Some(path) = path {
                let bytes = form.bytes(&report).map_err(|source| failed(path, source))?;
                files.push(write(path, &bytes)?);
            }
        }
        Ok(files)
    })
    .await
}

enum Form<'a> {
    Html,
    Csv,
    Message(&'a Recipients),
}

impl Form<'_> {
    fn bytes(&self, report: &DailyReport) -> io::Result<Vec<u8>> {
        let html = || form::html(report).map_err(io::Error::other);
        let csv = || csv(report).map_err(io::Error::from);
        match self {
            Self::Html => html().map(String::into_bytes),
            Self::Csv => csv(),
            Self::Message(to) => {
                let plain = form::plain(report).map_err(io::Error::other)?;
                mail::message(report, to, html()?, plain, csv()?)
            }
        }
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<String, ConsoleError> {
    let mut file = PartFile::create(path)?;
    file.write_all(bytes).map_err(|source| failed(path, source))?;
    file.finish()
}
