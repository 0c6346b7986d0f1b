//! The rows of the bench: made from their number, so that every run has the same.

use std::{error::Error, path::Path, sync::Arc, time::Instant};

use model::{
    ApiType, Clock, DevicePlatform, IdGenerator, Item, ItemStatus, LogEntry, Operation, Profile, RecordId,
    Status, Timestamp, Transaction, User, key_prefix, timestamp,
};
use store::Store;

use crate::{plain, table::Table};

/// Transactions in one commit of the import.
const BATCH: i64 = 5_000;
/// Items of each transaction.
pub(crate) const ITEMS: i64 = 3;
/// Users who share the transactions.
pub(crate) const USERS: i64 = 1_000;

/// Objects, so that one is in almost all transactions and one in few.
const OBJECTS: [&str; 6] = [
    "Visit",
    "ProviderVisit",
    "ProductDisbursement",
    "Inquiry",
    "ContactPointAddress",
    "ProviderActivityGoal",
];
/// Error codes of the failed ones, from frequent to rare.
pub(crate) const ERRORS: [&str; 4] = [
    "REQUIRED_FIELD_MISSING",
    "UNABLE_TO_LOCK_ROW",
    "STRING_TOO_LONG",
    "DUPLICATE_VALUE",
];

/// Fills a new store by import and, with the same rows, a plain SQLite file; writes down both rates.
pub(crate) async fn fill(
    path: &Path,
    plain_path: &Path,
    transactions: i64,
    clock: &Arc<dyn Clock>,
    table: &mut Table,
) -> Result<(), Box<dyn Error>> {
    let unfinished = path.with_extension("unfinished");
    for file in [path, &unfinished] {
        for ending in ["", "-wal", "-shm"] {
            let mut leftover = file.as_os_str().to_owned();
            leftover.push(ending);
            let _ = std::fs::remove_file(leftover);
        }
    }
    let store = Store::create(&unfinished, Arc::clone(clock)).await?;
    store
        .upsert_profiles(&[Profile {
            id: profile_id(),
            name: "Field Sales".into(),
        }])
        .await?;
    store.upsert_users(&users()).await?;
    let mut plain = plain::Rows::create(plain_path).await?;

    let (mut ours, mut floor) = (0.0, 0.0);
    for first in (0..transactions).step_by(BATCH as usize) {
        let batch = Batch::make(first, BATCH.min(transactions - first));
        floor += plain.insert(&batch).await?;
        let began = Instant::now();
        // As the plain file: one commit for all the rows of a batch.
        let mut session = store.begin_import().await?;
        for answer in session.import_transactions(batch.transactions).await? {
            assert_eq!(answer, store::Imported::Added);
        }
        session.import_items(batch.items).await?;
        session.import_log_entries(batch.log_entries).await?;
        session.commit().await?;
        ours += began.elapsed().as_secs_f64();
        if first % 100_000 == 0 {
            eprintln!("{first} of {transactions} transactions imported");
        }
    }
    plain.close().await;
    store.close().await;
    std::fs::rename(&unfinished, path)?;
    let rows = (transactions * (1 + ITEMS)) as f64;
    table.rate(
        "import",
        "rows",
        rows / ours,
        rows / floor,
        "at least 0.25 of plain",
    );
    Ok(())
}

/// The rows of some transactions.
pub(crate) struct Batch {
    pub(crate) transactions: Vec<Transaction>,
    pub(crate) items: Vec<Item>,
    pub(crate) log_entries: Vec<LogEntry>,
}

impl Batch {
    /// Those from number `first` on.
    pub(crate) fn make(first: i64, count: i64) -> Self {
        let ids = IdGenerator::seeded(u64::try_from(first).unwrap_or(0) + 1);
        let mut batch = Self {
            transactions: Vec::new(),
            items: Vec::new(),
            log_entries: Vec::new(),
        };
        for number in first..first + count {
            let transaction = transaction(number, &ids);
            for position in 0..ITEMS {
                batch.items.push(item(number, position, &transaction.id, &ids));
            }
            if transaction.status == Status::Failed {
                batch.log_entries.push(log_entry(number, &transaction, &ids));
            }
            batch.transactions.push(transaction);
        }
        batch
    }
}

/// Four of a hundred Failed, one in a thousand New, the rest Success.
fn status(number: i64) -> Status {
    match number % 1_000 {
        0..40 => Status::Failed,
        500 => Status::New,
        501 => Status::Canceled,
        _ => Status::Success,
    }
}

/// The error of a failed one: the rare ones are rare.
fn error(number: i64) -> &'static str {
    match number % 1_000 {
        0..30 => ERRORS[0],
        30..38 => ERRORS[1],
        38 => ERRORS[2],
        _ => ERRORS[3],
    }
}

fn moment(number: i64) -> Timestamp {
    // Every 5 seconds, a little out of order, as devices upload late.
    timestamp(1_750_000_000_000 + number * 5_000 - (number * 7_919 % 40_000) * 1_000)
}

/// The Id of one of the users.
pub(crate) fn user_id(number: i64) -> RecordId {
    IdGenerator::seeded(9_000_000 + u64::try_from(number % USERS).unwrap_or(0)).next(key_prefix::USER)
}

fn profile_id() -> RecordId {
    IdGenerator::seeded(8_000_000).next(key_prefix::PROFILE)
}

fn users() -> Vec<User> {
    let user = |number| User {
        id: user_id(number),
        name: format!("User {number}"),
        username: format!("user{number}@example.com"),
        profile_id: profile_id(),
        territory: None,
        is_active: true,
    };
    (0..USERS).map(user).collect()
}

pub(crate) fn transaction(number: i64, ids: &IdGenerator) -> Transaction {
    let owner = user_id(number * 31).to_string();
    let now = moment(number);
    let failed = status(number) == Status::Failed;
    Transaction {
        id: ids.next(key_prefix::TRANSACTION),
        is_deleted: false,
        created_date: now,
        created_by_id: owner.clone(),
        last_modified_date: now,
        last_modified_by_id: owner.clone(),
        system_modstamp: now,
        last_referenced_date: None,
        last_viewed_date: None,
        name: format!("DST-{:010}", number + 1),
        owner_id: owner,
        status: status(number),
        offline_unique_identifier: format!("bench-{number:012x}"),
        offline_timestamp: now,
        device_identifier: format!("IPAD-{:04}", number * 31 % USERS),
        device_platform: Some(DevicePlatform::IOS),
        device_type: Some("Tablet".into()),
        app_version: "254.1.0".into(),
        metadata_version: "2026.10".into(),
        sequence: Some(number),
        dependent_offline_identifiers: None,
        expected_record_count: Some(ITEMS),
        actual_records_count: Some(ITEMS),
        tot_sync_tran_record_count: Some(ITEMS),
        number_of_failed_attempts: Some(if failed { 4 } else { 0 }),
        is_bulk: false,
        is_debug_mode: false,
        is_owner_permission_enforced: false,
        is_real_time: false,
        is_retry: false,
        is_simulatable: false,
        can_canc_dpnd_be_retired: false,
        is_with_signed_item: number % 10 == 0,
        api_type: Some(ApiType::SObjectAPI),
        api_name: None,
        transaction_source: None,
        comments: None,
        user_device_data: None,
        last_run_log_id: None,
        last_run_debug: None,
    }
}

pub(crate) fn item(number: i64, position: i64, transaction: &RecordId, ids: &IdGenerator) -> Item {
    let now = moment(number);
    let object = match (position, number % 200) {
        (0, _) => OBJECTS[0],
        (1, 0) => OBJECTS[5],
        (1, rest) => OBJECTS[(rest % 3 + 1) as usize],
        _ => OBJECTS[4],
    };
    let values = format!(
        r#"{{"AccountId":"001{number:012}","Comments":"Call number {number} about product {} in city{}","VisitDuration":{},"Status":"Completed","Tag__c":"tag{}"}}"#,
        number % 97,
        number % 4_001,
        number % 60,
        number % 50_021,
    );
    Item {
        id: ids.next(key_prefix::ITEM),
        is_deleted: false,
        created_date: now,
        created_by_id: String::new(),
        last_modified_date: now,
        last_modified_by_id: String::new(),
        system_modstamp: now,
        last_referenced_date: None,
        last_viewed_date: None,
        name: format!("DSR-{:010}", number * ITEMS + position + 1),
        device_sync_transaction_id: transaction.clone(),
        sequence: Some(position as f64),
        object_name: object.into(),
        operation_type: Operation::Insert,
        field_values: Some(values),
        record_identifier: Some(format!("device-{number}-{position}")),
        processed_record_identifier: None,
        related_record_id: None,
        offline_created_date: now,
        offline_unique_identifier: format!("bench-item-{number}-{position}"),
        status: ItemStatus::Ready,
    }
}

pub(crate) fn log_entry(number: i64, transaction: &Transaction, ids: &IdGenerator) -> LogEntry {
    let id = ids.next(key_prefix::LOG_ENTRY);
    let mut entry = LogEntry::about(id, transaction.id.clone(), &transaction.owner_id, moment(number));
    entry.exception_code = Some(error(number).into());
    entry.exception_log = Some(format!("The field Comments of record {number} was refused"));
    entry.object_name = Some(OBJECTS[0].into());
    entry
}
