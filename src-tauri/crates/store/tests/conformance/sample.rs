//! Transactions, items and log entries to test with, and short words for what tests do most.

use chrono::Duration;
use model::{
    Attempt, AttemptOutcome, Item, ItemStatus, LimitUsage, LogEntry, Operation, RecordId, Status,
    SyncErrorCode, Transaction, key_prefix, timestamp,
};
use store::{
    ActionResult, Change, ClaimRequest, Claimed, Claims, ProcessedItem, Received, Settled, SettledAs,
    Settlement, StatusRequest, TransactionDetail, Upload,
};

use crate::engine::{Fixture, START};

/// A user.
pub const ANNA: &str = "005000000000001AAA";
/// Another user.
pub const BEN: &str = "005000000000002AAA";

/// Who changes things in tests.
pub fn because(reason: &str) -> Change {
    Change {
        actor: "admin".into(),
        reason: reason.into(),
    }
}

/// A transaction of Anna's with this identifier.
pub fn transaction(id: RecordId, identifier: &str) -> Transaction {
    let moment = timestamp(START);
    Transaction {
        id,
        is_deleted: false,
        created_date: moment,
        created_by_id: ANNA.into(),
        last_modified_date: moment,
        last_modified_by_id: ANNA.into(),
        system_modstamp: moment,
        last_referenced_date: None,
        last_viewed_date: None,
        name: String::new(),
        owner_id: ANNA.into(),
        status: Status::New,
        offline_unique_identifier: identifier.into(),
        offline_timestamp: moment,
        device_identifier: "iPad-1".into(),
        device_platform: None,
        device_type: None,
        app_version: "1.0".into(),
        metadata_version: "7".into(),
        sequence: None,
        dependent_offline_identifiers: None,
        expected_record_count: None,
        actual_records_count: None,
        tot_sync_tran_record_count: None,
        number_of_failed_attempts: None,
        is_bulk: false,
        is_debug_mode: false,
        is_owner_permission_enforced: false,
        is_real_time: false,
        is_retry: false,
        is_simulatable: false,
        can_canc_dpnd_be_retired: false,
        is_with_signed_item: false,
        api_type: None,
        api_name: None,
        transaction_source: None,
        comments: None,
        user_device_data: None,
        last_run_log_id: None,
        last_run_debug: None,
    }
}

/// An item that inserts a Visit.
pub fn item(id: RecordId, transaction: &RecordId) -> Item {
    let moment = timestamp(START);
    Item {
        name: String::new(),
        offline_unique_identifier: format!("item-{id}"),
        id,
        is_deleted: false,
        created_date: moment,
        created_by_id: ANNA.into(),
        last_modified_date: moment,
        last_modified_by_id: ANNA.into(),
        system_modstamp: moment,
        last_referenced_date: None,
        last_viewed_date: None,
        device_sync_transaction_id: transaction.clone(),
        sequence: None,
        object_name: "Visit".into(),
        operation_type: Operation::Insert,
        field_values: Some(r#"{"Subject":"Planned visit"}"#.into()),
        record_identifier: None,
        processed_record_identifier: None,
        related_record_id: None,
        offline_created_date: moment,
        status: ItemStatus::Ready,
    }
}

impl Fixture {
    /// A fresh Id of a transaction.
    pub fn transaction_id(&self) -> RecordId {
        self.ids.next(key_prefix::TRANSACTION)
    }

    /// A fresh Id of an item.
    pub fn item_id(&self) -> RecordId {
        self.ids.next(key_prefix::ITEM)
    }

    /// An upload of Anna's with one item.
    pub fn upload(&self, identifier: &str) -> Upload {
        let transaction = transaction(self.transaction_id(), identifier);
        let items = vec![item(self.item_id(), &transaction.id)];
        Upload { transaction, items }
    }

    /// An upload that depends on others.
    pub fn dependent(&self, identifier: &str, on: &str) -> Upload {
        let mut upload = self.upload(identifier);
        upload.transaction.dependent_offline_identifiers = Some(on.into());
        upload
    }

    /// A log entry about a transaction.
    pub fn log(&self, transaction: &RecordId, code: &str, text: &str) -> LogEntry {
        let id = self.ids.next(key_prefix::LOG_ENTRY);
        LogEntry {
            name: String::new(),
            exception_code: Some(code.into()),
            exception_log: Some(text.into()),
            ..LogEntry::about(id, transaction.clone(), "processor", timestamp(START))
        }
    }

    /// Takes uploads in, all of which must be good; answers their statuses.
    pub async fn receive(&self, uploads: Vec<Upload>) -> Vec<Status> {
        let answers = self.store.receive(uploads).await.unwrap();
        answers
            .into_iter()
            .map(|answer| match answer {
                Received::Queued { status, .. } => status,
                other => panic!("not queued: {other:?}"),
            })
            .collect()
    }

    /// Everything about the transaction with this Id, identifier or name.
    pub async fn find(&self, text: &str) -> TransactionDetail {
        let id = self
            .store
            .find(text)
            .await
            .unwrap()
            .unwrap_or_else(|| panic!("no {text}"));
        self.store.transaction(&id).await.unwrap().unwrap()
    }

    /// The status of the transaction with this Id, identifier or name.
    pub async fn status(&self, text: &str) -> Status {
        self.find(text).await.transaction.status
    }

    /// Claims up to so many transactions, for a minute.
    pub async fn claim(&self, limit: usize) -> Vec<Claimed> {
        self.read(&self.store.claim(asking(limit)).await.unwrap()).await
    }

    /// What was claimed.
    pub async fn read(&self, claims: &Claims) -> Vec<Claimed> {
        self.store.read_claimed(claims).await.unwrap()
    }

    /// Settles claims, all of which must hold.
    pub async fn settle(&self, settlements: Vec<Settlement>) {
        let answers = self.store.settle(settlements).await.unwrap();
        assert!(
            answers.iter().all(|answer| *answer == Settled::Updated),
            "{answers:?}"
        );
    }

    /// Claims everything and settles it as `outcome`, until nothing is left; answers how many.
    pub async fn process_all(&self, outcome: SettledAs) -> usize {
        let mut done = 0;
        loop {
            let claims = self.claim(100).await;
            if claims.is_empty() {
                return done;
            }
            done += claims.len();
            self.settle(claims.iter().map(|claim| settlement(claim, outcome)).collect())
                .await;
        }
    }

    /// Asks for a change of one status; answers what became of it.
    pub async fn act(&self, action: Action, text: &str) -> ActionResult {
        let id = self
            .store
            .find(text)
            .await
            .unwrap()
            .unwrap_or_else(|| panic!("no {text}"));
        let requests = [StatusRequest {
            id,
            expected_version: None,
        }];
        let change = because("test");
        let answers = match action {
            Action::Ignore => self.store.ignore(&requests, &change).await,
            Action::Retry => self.store.retry(&requests, &change).await,
            Action::MarkManual => self.store.mark_manual(&requests, &change).await,
            Action::MarkResolved => self.store.mark_resolved(&requests, &change).await,
        };
        answers.unwrap().pop().unwrap().result
    }
}

/// What an admin can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Becomes Canceled.
    Ignore,
    /// Becomes Retry.
    Retry,
    /// Becomes Manual.
    MarkManual,
    /// Becomes Success.
    MarkResolved,
}

/// A claim of up to so many transactions, for a minute.
pub fn asking(limit: usize) -> ClaimRequest {
    ClaimRequest {
        processor: "processor".into(),
        limit,
        lease: Duration::minutes(1),
        lookback_from: None,
        after_owner: None,
    }
}

/// A settlement of a claim, with a row lock as the error of what did not go well.
pub fn settlement(claim: &Claimed, outcome: SettledAs) -> Settlement {
    let went_well = outcome == SettledAs::Success;
    Settlement {
        arrival: claim.arrival,
        lease: claim.lease,
        transaction: claim.transaction.clone(),
        outcome,
        attempt: Attempt {
            number: 0,
            started_at: timestamp(START),
            duration_ms: 12,
            outcome: AttemptOutcome::Success,
            error_code: (!went_well).then_some(SyncErrorCode::UnableToLockRow),
            message: (!went_well).then(|| "held by another".into()),
            next_attempt_at: None,
            processor: "processor".into(),
            usage: went_well.then_some(LimitUsage {
                queries: 3,
                statements: 2,
                rows: 5,
                cpu_ms: 1,
                heap_bytes: 900,
            }),
        },
        records: Vec::new(),
        new_ids: Vec::new(),
        log_entries: Vec::new(),
    }
}

/// That the record of a claim's first item is in the org with that Id.
pub fn first_record(claim: &Claimed, record_id: &RecordId) -> ProcessedItem {
    let item = &claim.items[0];
    ProcessedItem {
        key: item.key,
        record_id: record_id.clone(),
        is_renamed: item.record_identifier.as_deref() != Some(record_id.as_str()),
    }
}

/// The identifiers of claimed transactions, in order.
pub fn identifiers(claims: &[Claimed]) -> Vec<&str> {
    claims
        .iter()
        .map(|claim| claim.transaction.offline_unique_identifier.as_str())
        .collect()
}
