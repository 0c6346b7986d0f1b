//! What an attempt means: the rules that turn the org's answer into an outcome. One pure function, so that a run,
//! a table of tests and, later, a simulation cannot disagree.

use chrono::Duration;
use model::{Operation, SyncErrorCode, SyncProcessorSettings};

use crate::retry_wait;

/// How an attempt ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Applied.
    Success,
    /// To be tried again.
    Retry {
        /// How long to wait first.
        after: Duration,
    },
    /// An error stopped it; an admin must act.
    Failed,
    /// Nothing is left to do.
    Canceled {
        /// Why, for the admin.
        reason: String,
    },
    /// Waits for somebody to decide by hand.
    Manual {
        /// What it waits for.
        reason: String,
    },
}

/// What the rules need to know of one attempt.
#[derive(Debug, Clone, Copy)]
pub struct AttemptFacts<'a> {
    /// Order of arrival of the transaction.
    pub arrival: i64,
    /// What the org refused, item by item; none when it took all of them.
    pub refused: &'a [RefusedItem],
    /// Failed attempts before this one.
    pub failed_attempts: i64,
    /// Whether an admin asked for exactly one attempt (Retry of a Failed, Manual or Canceled transaction).
    pub single_attempt: bool,
}

/// An item that the org refused: which error, on doing what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedItem {
    /// The error.
    pub code: SyncErrorCode,
    /// What the item was to do.
    pub operation: Operation,
}

/// Applies the rules, in this order:
/// 1. no error: Success;
/// 2. it took its processor down too often: Failed;
/// 3. every error says that the work is needless (deleting the deleted, updating what does not exist) and the
///    setting for it is on: Canceled;
/// 4. every error is a record that waits for an approval: Manual;
/// 5. every error is a locked row and its setting is on: Retry, however often, even in an admin's single attempt;
/// 6. the attempt was an admin's single one: Failed;
/// 7. fewer failed attempts than the Number of Retry Attempts allows: Retry, whatever the error; locked attempts
///    count too;
/// 8. otherwise: Failed.
pub fn outcome_of(attempt: AttemptFacts<'_>, settings: &SyncProcessorSettings) -> Outcome {
    let all_are = |kind: &dyn Fn(&RefusedItem) -> bool| attempt.refused.iter().all(kind);
    let failed_attempts = attempt.failed_attempts.saturating_add(1);
    let retry = || Outcome::Retry {
        after: retry_wait(attempt.arrival, failed_attempts),
    };

    if attempt.refused.is_empty() {
        Outcome::Success
    } else if all_are(&|item| item.code == SyncErrorCode::ProcessorCrashed) {
        Outcome::Failed
    } else if all_are(&|item| is_needless(item, settings)) {
        Outcome::Canceled {
            reason: why_needless(attempt.refused),
        }
    } else if all_are(&|item| item.code == SyncErrorCode::from(ENTITY_IS_LOCKED)) {
        Outcome::Manual {
            reason: "The record waits for an approval; an admin handles the change by hand.".to_owned(),
        }
    } else if settings.retry_sync_for_locked_rows
        && all_are(&|item| item.code == SyncErrorCode::UnableToLockRow)
    {
        retry()
    } else if attempt.single_attempt || failed_attempts > settings.number_of_retry_attempts {
        Outcome::Failed
    } else {
        retry()
    }
}

/// Salesforce's code for a record that an approval process holds, such as a data change request.
const ENTITY_IS_LOCKED: &str = "ENTITY_IS_LOCKED";

fn deletes_the_deleted(item: &RefusedItem) -> bool {
    item.operation == Operation::Delete && item.code == SyncErrorCode::EntityIsDeleted
}

fn updates_what_is_not_there(item: &RefusedItem) -> bool {
    item.operation == Operation::Update && item.code == SyncErrorCode::NotFound
}

fn is_needless(item: &RefusedItem, settings: &SyncProcessorSettings) -> bool {
    (settings.cancel_sync_for_deleted_records && deletes_the_deleted(item))
        || (settings.cancel_sync_when_record_is_not_found && updates_what_is_not_there(item))
}

fn why_needless(refused: &[RefusedItem]) -> String {
    let why = match (
        refused.iter().any(deletes_the_deleted),
        refused.iter().any(updates_what_is_not_there),
    ) {
        (true, true) => "The records to delete are already deleted, and those to update do not exist",
        (true, false) => "The record to delete is already deleted",
        _ => "The record to update does not exist",
    };
    format!("{why}; the Sync Processor settings say to cancel then.")
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCKED: (&str, Operation) = ("UNABLE_TO_LOCK_ROW", Operation::Update);
    const DELETED: (&str, Operation) = ("ENTITY_IS_DELETED", Operation::Delete);
    const NOT_FOUND: (&str, Operation) = ("NOT_FOUND", Operation::Update);
    const MISSING: (&str, Operation) = ("REQUIRED_FIELD_MISSING", Operation::Insert);
    const CRASHED: (&str, Operation) = ("PROCESSOR_CRASHED", Operation::Insert);
    const APPROVAL: (&str, Operation) = ("ENTITY_IS_LOCKED", Operation::Update);

    /// The outcome in one word, and for Canceled and Manual the reason is checked to be a sentence.
    fn word(
        errors: &[(&str, Operation)],
        failed_before: i64,
        single: bool,
        settings: &SyncProcessorSettings,
    ) -> &'static str {
        let refused: Vec<_> = errors
            .iter()
            .map(|(code, operation)| RefusedItem {
                code: (*code).into(),
                operation: *operation,
            })
            .collect();
        let attempt = AttemptFacts {
            arrival: 7,
            refused: &refused,
            failed_attempts: failed_before,
            single_attempt: single,
        };
        match outcome_of(attempt, settings) {
            Outcome::Success => "Success",
            Outcome::Retry { after } => {
                assert_eq!(after, retry_wait(7, failed_before + 1));
                "Retry"
            }
            Outcome::Failed => "Failed",
            Outcome::Canceled { reason } | Outcome::Manual { reason } if !reason.ends_with('.') => {
                panic!("no sentence: {reason}")
            }
            Outcome::Canceled { .. } => "Canceled",
            Outcome::Manual { .. } => "Manual",
        }
    }

    /// Errors, failed attempts before, an admin's single attempt, settings, outcome.
    type Row<'a> = (
        &'a [(&'a str, Operation)],
        i64,
        bool,
        &'a SyncProcessorSettings,
        &'a str,
    );

    #[test]
    fn each_setting_on_and_off() {
        let on = SyncProcessorSettings::default();
        let no_deleted = SyncProcessorSettings {
            cancel_sync_for_deleted_records: false,
            ..on.clone()
        };
        let no_not_found = SyncProcessorSettings {
            cancel_sync_when_record_is_not_found: false,
            ..on.clone()
        };
        let no_locked = SyncProcessorSettings {
            retry_sync_for_locked_rows: false,
            ..on.clone()
        };
        let no_retries = SyncProcessorSettings {
            number_of_retry_attempts: 0,
            ..on.clone()
        };
        let table: &[Row<'_>] = &[
            (&[], 0, false, &on, "Success"),
            (&[], 9, true, &on, "Success"),
            // Cancel sync for deleted records
            (&[DELETED], 0, false, &on, "Canceled"),
            (&[DELETED, DELETED], 3, true, &on, "Canceled"),
            (&[DELETED], 0, false, &no_deleted, "Retry"),
            (&[DELETED], 3, false, &no_deleted, "Failed"),
            (
                &[("ENTITY_IS_DELETED", Operation::Update)],
                3,
                false,
                &on,
                "Failed",
            ),
            (&[DELETED, MISSING], 3, false, &on, "Failed"),
            // Cancel sync when record isn't found
            (&[NOT_FOUND], 0, false, &on, "Canceled"),
            (&[NOT_FOUND], 0, false, &no_not_found, "Retry"),
            (&[NOT_FOUND], 0, true, &no_not_found, "Failed"),
            (&[("NOT_FOUND", Operation::Delete)], 3, false, &on, "Failed"),
            (&[NOT_FOUND, MISSING], 0, false, &on, "Retry"),
            (&[NOT_FOUND, DELETED], 0, false, &on, "Canceled"),
            (&[NOT_FOUND, DELETED], 3, false, &no_deleted, "Failed"),
            // Retry sync for locked rows
            (&[LOCKED], 0, false, &on, "Retry"),
            (&[LOCKED], 5_000, false, &on, "Retry"),
            (&[LOCKED], 5, true, &on, "Retry"),
            (&[LOCKED], 0, false, &no_retries, "Retry"),
            (&[LOCKED], 2, false, &no_locked, "Retry"),
            (&[LOCKED], 3, false, &no_locked, "Failed"),
            (&[LOCKED], 0, true, &no_locked, "Failed"),
            (&[LOCKED, MISSING], 3, false, &on, "Failed"),
            // Number of Retry Attempts: retries after the first failure
            (&[MISSING], 0, false, &on, "Retry"),
            (&[MISSING], 2, false, &on, "Retry"),
            (&[MISSING], 3, false, &on, "Failed"),
            (&[MISSING], 0, false, &no_retries, "Failed"),
            // One attempt after an admin's Retry
            (&[MISSING], 0, true, &on, "Failed"),
            // A transaction that takes its processor down
            (&[CRASHED], 0, false, &on, "Failed"),
            // A record in approval
            (&[APPROVAL], 0, false, &on, "Manual"),
            (&[APPROVAL, MISSING], 0, false, &on, "Retry"),
        ];
        for (errors, failed_before, single, settings, outcome) in table {
            let given = word(errors, *failed_before, *single, settings);
            assert_eq!(
                given, *outcome,
                "{errors:?} after {failed_before}, single {single}, {settings:?}"
            );
        }
    }
}
