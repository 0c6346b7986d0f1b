//! Daily reports that save themselves: one program saves that of a day, once.

use chrono::NaiveDate;
use model::Timestamp;
use serde::Serialize;
use ts_rs::TS;

use crate::{
    Store, StoreError,
    tables::saved_report::{self, Row},
};

/// A program that claimed a report and was not heard of for so long has lost it, in milliseconds; one that failed is
/// tried again after as long.
const CLAIM_MS: i64 = 600_000;

/// A daily report that saved itself, or that could not be saved yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SavedReport {
    /// The day it is of.
    pub day: NaiveDate,
    /// Where it is, or was to go.
    pub folder: String,
    /// When it was saved; none while it is not.
    pub saved_at: Option<Timestamp>,
    /// Why the last try failed.
    pub error: Option<String>,
}

impl Store {
    /// The last daily report that saved itself or was to.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn last_saved_report(&self) -> Result<Option<SavedReport>, StoreError> {
        self.read(async |c| Ok(saved_report::last(c).await?.map(|row| row.report)))
            .await
    }

    /// Asks whether this program is to save the report of a day now: no program has saved it or that of a later day,
    /// and none is at it. From then on no other is told so until this one is done, or ten minutes have passed.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub async fn claim_report(&self, day: NaiveDate, folder: &str) -> Result<bool, StoreError> {
        let now = self.now();
        let last = self.read(async |c| Ok(saved_report::last(c).await?)).await?;
        if !is_free(last.as_ref(), day, folder, now) {
            return Ok(false);
        }
        self.write(async |w| {
            // Another program may have claimed it meanwhile.
            let last = saved_report::last(w).await?;
            let is_free = is_free(last.as_ref(), day, folder, w.now);
            if is_free {
                let until = w.now + CLAIM_MS;
                saved_report::claim(w, day, folder, until).await?;
            }
            Ok(is_free)
        })
        .await
    }

    /// Keeps what became of a report that was claimed: saved, or why not. It is then tried again after ten minutes, or
    /// at once when it is to go to another folder.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn note_report(&self, day: NaiveDate, result: Result<(), &str>) -> Result<(), StoreError> {
        self.write(async |w| {
            let now = w.now;
            match result {
                Ok(()) => saved_report::saved(w, day, now).await?,
                Err(error) => saved_report::not_saved(w, day, error, now + CLAIM_MS).await?,
            }
            Ok(())
        })
        .await
    }
}

/// Whether the report of a day is to be saved, and nobody is at it.
fn is_free(last: Option<&Row>, day: NaiveDate, folder: &str, now: i64) -> bool {
    let Some(Row {
        report,
        claimed_until,
    }) = last
    else {
        return true;
    };
    let may_try = *claimed_until <= now || report.error.is_some() && report.folder != folder;
    report.day < day || report.day == day && report.saved_at.is_none() && may_try
}
