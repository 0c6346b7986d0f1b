//! The daily report that saves itself, for as long as a program watches the workspace.

use std::path::Path;

use chrono::NaiveDate;
use model::{Clock, WatchSettings};
use store::Store;

use super::{ReportTargets, ReportZone, daily_report, save};
use crate::ConsoleError;

/// Saves the report that is due, unless a program did or is at it; answers whether there is news of it. That a file
/// cannot be written is no error here: the watch tells it.
///
/// # Errors
/// When the store cannot be read or written.
pub(crate) async fn save_due(
    store: &Store,
    settings: &WatchSettings,
    clock: &dyn Clock,
) -> Result<bool, ConsoleError> {
    let WatchSettings {
        report_saved: true,
        report_folder: folder,
        ..
    } = settings
    else {
        return Ok(false);
    };
    let Some(day) = settings.report_day(clock.local_now()) else {
        return Ok(false);
    };
    if !store.claim_report(day, folder).await? {
        return Ok(false);
    }
    let saved = write(store, day, Path::new(folder), clock).await;
    if let Err(error) = &saved {
        tracing::warn!(%day, %error, "the daily report could not be saved");
    }
    let error = saved.err().map(|error| error.to_string());
    store
        .note_report(day, error.as_deref().map_or(Ok(()), Err))
        .await?;
    Ok(true)
}

async fn write(store: &Store, day: NaiveDate, folder: &Path, clock: &dyn Clock) -> Result<(), ConsoleError> {
    let report = daily_report(store, Some(day), ReportZone::Local, clock.now()).await?;
    let file = |ending: &str| Some(folder.join(format!("daily-report-{day}.{ending}")));
    let targets = ReportTargets {
        html: file("html"),
        csv: file("csv"),
        ..ReportTargets::default()
    };
    save(report, targets).await?;
    Ok(())
}
