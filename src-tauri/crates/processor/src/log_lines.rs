//! Log entries (`DeviceSyncTransactionLog`) of an attempt: one for each error of an item.

use model::{
    AttemptOutcome, ErrorKind, IdGenerator, LogEntry, LogSyncStatus, SyncErrorCode, Timestamp, key_prefix,
};
use org::ItemError;
use store::Claimed;

/// The attempt that is logged.
pub(crate) struct Occasion<'a> {
    /// The processor's name.
    pub(crate) processor: &'a str,
    /// When the attempt ended.
    pub(crate) at: Timestamp,
    /// How it ended.
    pub(crate) outcome: AttemptOutcome,
}

pub(crate) fn log_entries(
    ids: &IdGenerator,
    claimed: &Claimed,
    errors: &[ItemError],
    occasion: &Occasion<'_>,
) -> Vec<LogEntry> {
    errors
        .iter()
        .map(|error| log_entry(ids, claimed, error, occasion))
        .collect()
}

fn log_entry(ids: &IdGenerator, claimed: &Claimed, error: &ItemError, occasion: &Occasion<'_>) -> LogEntry {
    let item = claimed.items.iter().find(|item| item.id == error.item_id);
    LogEntry {
        sync_status: Some(sync_status(occasion.outcome)),
        exception_code: Some(error.code.as_str().to_owned()),
        exception_type: Some(exception_type(&error.code).to_owned()),
        exception_location: Some(error.item_id.as_str().to_owned()),
        exception_log: Some(error.message.clone()),
        object_name: Some(error.object_name.clone()).filter(|name| !name.is_empty()),
        field_name: error.field_name.clone(),
        value: error.value.clone(),
        device_gen_record_identifier: item.and_then(|item| item.record_identifier.clone()),
        ..LogEntry::about(
            ids.next(key_prefix::LOG_ENTRY),
            claimed.transaction.id.clone(),
            occasion.processor,
            occasion.at,
        )
    }
}

/// An error that will be tried again is pending, not final.
const fn sync_status(outcome: AttemptOutcome) -> LogSyncStatus {
    match outcome {
        AttemptOutcome::Retry => LogSyncStatus::Pending,
        _ => LogSyncStatus::Error,
    }
}

/// The kind of cause, in the words of the domain's error table.
const fn exception_type(code: &SyncErrorCode) -> &'static str {
    match code.kind() {
        ErrorKind::Transient => "Transient",
        ErrorKind::Limit => "Governor limit",
        ErrorKind::Data => "Data",
        ErrorKind::Metadata => "Metadata",
        ErrorKind::Access => "Access",
        ErrorKind::OrgCode => "Org code",
        ErrorKind::Unknown => "Unknown",
    }
}
