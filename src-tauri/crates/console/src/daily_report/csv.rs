//! The report for a spreadsheet: one table below the other.

use super::{DailyReport, ReportCell, form::percent};
use crate::data_loader::disarmed;

/// Tells spreadsheets that the text is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The tables, each with its title above it and a blank line below; no cell is a formula.
///
/// # Errors
/// Never while there is memory: what the writer of CSV may say.
pub(super) fn csv(report: &DailyReport) -> ::csv::Result<Vec<u8>> {
    let mut file = ::csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    let mut line = |cells: &mut dyn Iterator<Item = String>| {
        let cells: Vec<String> = cells.map(|cell| disarmed(&cell).into_owned()).collect();
        file.write_record(cells)
    };
    line(&mut [report.title.clone()].into_iter())?;
    line(&mut [report.summary.clone()].into_iter())?;
    for section in &report.sections {
        line(&mut [String::new()].into_iter())?;
        line(&mut [section.title.clone()].into_iter().chain(section.note.clone()))?;
        if section.rows.is_empty() {
            line(&mut [section.when_empty.clone()].into_iter())?;
            continue;
        }
        line(&mut section.columns.iter().map(|column| column.name.clone()))?;
        for row in &section.rows {
            line(&mut row.iter().map(cell))?;
        }
    }
    file.into_inner().map_err(|error| error.into_error().into())
}

fn cell(cell: &ReportCell) -> String {
    match cell {
        ReportCell::Text(text) => text.clone(),
        ReportCell::Count(count) => count.to_string(),
        ReportCell::Share(share) => percent(*share),
    }
}
