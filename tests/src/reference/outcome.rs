//! What the errors of an attempt mean: the rules of the settings, once more, in small.

use model::{Operation, Status, SyncProcessorSettings};

use super::{CRASHED, Refusal};

/// The status that an attempt gives, after so many failed ones before; `is_single` when an admin asked for it.
pub fn outcome(
    refusals: &[Refusal],
    failed: i64,
    is_single: bool,
    settings: &SyncProcessorSettings,
) -> Status {
    let is_needless = |it: &Refusal| match (it.operation, it.code) {
        (Operation::Delete, "ENTITY_IS_DELETED") => settings.cancel_sync_for_deleted_records,
        (Operation::Update, "NOT_FOUND") => settings.cancel_sync_when_record_is_not_found,
        _ => false,
    };
    let is_locked = |it: &Refusal| it.code == "UNABLE_TO_LOCK_ROW" && settings.retry_sync_for_locked_rows;
    if refusals.is_empty() {
        Status::Success
    } else if refusals.iter().all(|it| it.code == CRASHED) {
        Status::Failed
    } else if refusals.iter().all(is_needless) {
        Status::Canceled
    } else if refusals.iter().all(is_locked) {
        Status::Retry
    } else if is_single || failed >= settings.number_of_retry_attempts {
        Status::Failed
    } else {
        Status::Retry
    }
}

/// How long a Retry waits at least and at most after so many failed attempts, in milliseconds: a minute, doubled each
/// time up to an hour, and up to half of it less.
pub fn wait(failed: i64) -> (i64, i64) {
    let minutes = if failed > 6 { 60 } else { 1 << (failed - 1) };
    (minutes * 30_000, minutes * 60_000)
}
