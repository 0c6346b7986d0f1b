//! `sync_transaction`: the queue itself. Its status is changed in [`crate::queue::transition`] and nowhere else.

use model::{ApiType, DevicePlatform, Status, Timestamp, Transaction, TransactionSource, millis};
use sqlx::{SqliteConnection, sqlite::SqliteRow};

use crate::{
    engine::batch,
    tables::{Binding, Columns, WideInsert, column_of},
};

mod change;
mod claimed;
mod graph;
mod lookup;

pub(crate) use change::*;
pub(crate) use claimed::*;
pub(crate) use graph::*;
pub(crate) use lookup::*;

/// A transaction as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct StoredTransaction {
    /// Place in the order of arrival.
    pub(crate) arrival: i64,
    /// Goes up with every change.
    pub(crate) version: i64,
    /// The error it has now.
    pub(crate) error_code: Option<String>,
    /// The group of that error.
    pub(crate) error_group: Option<i64>,
    /// That error in words.
    pub(crate) error_message: Option<String>,
    /// The number of the last claim.
    pub(crate) lease: i64,
    /// When that claim runs out, while InProgress.
    pub(crate) lease_until: Option<Timestamp>,
    /// The status before the claim, while InProgress.
    pub(crate) claimed_from: Option<Status>,
    /// When a Retry is due.
    pub(crate) next_attempt_at: Option<Timestamp>,
    /// Whether an admin asked for just one more attempt.
    pub(crate) single_attempt: bool,
    /// How many items it has.
    pub(crate) item_count: i64,
    /// Whether it came by import.
    pub(crate) is_imported: bool,
    /// Of what arrived.
    pub(crate) fingerprint: i64,
    /// The transaction. Of what is calculated, `CanCancDpndBeRetired` is filled in by those who need it.
    pub(crate) transaction: Transaction,
}

impl StoredTransaction {
    /// A transaction that just came, without items yet.
    pub(crate) fn new(arrival: i64, fingerprint: i64, transaction: Transaction) -> Self {
        Self {
            arrival,
            version: 1,
            error_code: None,
            error_group: None,
            error_message: None,
            lease: 0,
            lease_until: None,
            claimed_from: None,
            next_attempt_at: None,
            single_attempt: false,
            item_count: 0,
            is_imported: false,
            fingerprint,
            transaction,
        }
    }
}

/// The columns, in the order in which they are bound and read.
macro_rules! columns {
    () => {
        "arrival, version, error_code, error_group, error_message, lease, lease_until, claimed_from, next_attempt_at, \
         single_attempt, item_count, is_imported, fingerprint, \
         id, is_deleted, created_date, created_by_id, last_modified_date, last_modified_by_id, system_modstamp, \
         last_referenced_date, last_viewed_date, name, owner_id, status, offline_unique_identifier, \
         offline_timestamp, device_identifier, device_platform, device_type, app_version, metadata_version, \
         sequence, dependent_offline_identifiers, expected_record_count, actual_records_count, \
         number_of_failed_attempts, is_bulk, is_debug_mode, is_owner_permission_enforced, is_real_time, \
         is_with_signed_item, api_type, api_name, transaction_source, comments, user_device_data, \
         last_run_log_id, last_run_debug"
    };
}

static INSERT: WideInsert = WideInsert::new(concat!("INSERT INTO sync_transaction (", columns!(), ")"), 49);

/// Adds transactions.
pub(crate) async fn insert(
    connection: &mut SqliteConnection,
    rows: &[StoredTransaction],
) -> sqlx::Result<()> {
    INSERT.run(connection, rows, bind).await
}

fn bind(query: Binding, row: &StoredTransaction) -> Binding {
    let t = &row.transaction;
    query
        .bind(row.arrival)
        .bind(row.version)
        .bind(row.error_code.clone())
        .bind(row.error_group)
        .bind(row.error_message.clone())
        .bind(row.lease)
        .bind(row.lease_until.map(millis))
        .bind(row.claimed_from.map(Status::as_str))
        .bind(row.next_attempt_at.map(millis))
        .bind(row.single_attempt)
        .bind(row.item_count)
        .bind(row.is_imported)
        .bind(row.fingerprint)
        .bind(t.id.as_str().to_owned())
        .bind(t.is_deleted)
        .bind(millis(t.created_date))
        .bind(t.created_by_id.clone())
        .bind(millis(t.last_modified_date))
        .bind(t.last_modified_by_id.clone())
        .bind(millis(t.system_modstamp))
        .bind(t.last_referenced_date.map(millis))
        .bind(t.last_viewed_date.map(millis))
        .bind(t.name.clone())
        .bind(t.owner_id.clone())
        .bind(t.status.as_str())
        .bind(t.offline_unique_identifier.clone())
        .bind(millis(t.offline_timestamp))
        .bind(t.device_identifier.clone())
        .bind(t.device_platform.map(DevicePlatform::as_str))
        .bind(t.device_type.clone())
        .bind(t.app_version.clone())
        .bind(t.metadata_version.clone())
        .bind(t.sequence)
        .bind(t.dependent_offline_identifiers.clone())
        .bind(t.expected_record_count)
        .bind(t.actual_records_count)
        .bind(t.number_of_failed_attempts)
        .bind(t.is_bulk)
        .bind(t.is_debug_mode)
        .bind(t.is_owner_permission_enforced)
        .bind(t.is_real_time)
        .bind(t.is_with_signed_item)
        .bind(t.api_type.map(ApiType::as_str))
        .bind(t.api_name.clone())
        .bind(t.transaction_source.map(TransactionSource::as_str))
        .bind(t.comments.clone())
        .bind(t.user_device_data.clone())
        .bind(t.last_run_log_id.as_ref().map(|id| id.as_str().to_owned()))
        .bind(t.last_run_debug.clone())
}

/// Reads a row of [`columns`].
pub(crate) fn read(row: &SqliteRow) -> sqlx::Result<StoredTransaction> {
    let mut c = Columns::of(row);
    let mut stored = StoredTransaction {
        arrival: c.get()?,
        version: c.get()?,
        error_code: c.get()?,
        error_group: c.get()?,
        error_message: c.get()?,
        lease: c.get()?,
        lease_until: c.optional_moment()?,
        claimed_from: c.parse_optional()?,
        next_attempt_at: c.optional_moment()?,
        single_attempt: c.get()?,
        item_count: c.get()?,
        is_imported: c.get()?,
        fingerprint: c.get()?,
        transaction: read_transaction(&mut c)?,
    };
    calculate(&mut stored);
    Ok(stored)
}

fn read_transaction(c: &mut Columns<'_>) -> sqlx::Result<Transaction> {
    Ok(Transaction {
        id: c.parse()?,
        is_deleted: c.get()?,
        created_date: c.moment()?,
        created_by_id: c.get()?,
        last_modified_date: c.moment()?,
        last_modified_by_id: c.get()?,
        system_modstamp: c.moment()?,
        last_referenced_date: c.optional_moment()?,
        last_viewed_date: c.optional_moment()?,
        name: c.get()?,
        owner_id: c.get()?,
        status: c.parse()?,
        offline_unique_identifier: c.get()?,
        offline_timestamp: c.moment()?,
        device_identifier: c.get()?,
        device_platform: c.named(DevicePlatform::named)?,
        device_type: c.get()?,
        app_version: c.get()?,
        metadata_version: c.get()?,
        sequence: c.get()?,
        dependent_offline_identifiers: c.get()?,
        expected_record_count: c.get()?,
        actual_records_count: c.get()?,
        tot_sync_tran_record_count: None,
        number_of_failed_attempts: c.get()?,
        is_bulk: c.get()?,
        is_debug_mode: c.get()?,
        is_owner_permission_enforced: c.get()?,
        is_real_time: c.get()?,
        is_retry: false,
        is_simulatable: false,
        can_canc_dpnd_be_retired: false,
        is_with_signed_item: c.get()?,
        api_type: c.named(ApiType::named)?,
        api_name: c.get()?,
        transaction_source: c.named(TransactionSource::named)?,
        comments: c.get()?,
        user_device_data: c.get()?,
        last_run_log_id: c.parse_optional()?,
        last_run_debug: c.get()?,
    })
}

/// Fills in what is calculated rather than stored.
fn calculate(stored: &mut StoredTransaction) {
    let transaction = &mut stored.transaction;
    transaction.tot_sync_tran_record_count = Some(stored.item_count);
    transaction.is_retry = transaction.status == Status::Retry || stored.claimed_from == Some(Status::Retry);
    // What is applied, under way or without content has nothing to try out.
    transaction.is_simulatable =
        stored.item_count > 0 && !matches!(transaction.status, Status::Success | Status::InProgress);
}

/// The arrival that the next transaction gets.
pub(crate) async fn next_arrival(connection: &mut SqliteConnection) -> sqlx::Result<i64> {
    sqlx::query_scalar("SELECT COALESCE(max(arrival), 0) + 1 FROM sync_transaction")
        .fetch_one(connection)
        .await
}

/// The transactions with these arrivals, in order of arrival.
pub(crate) async fn load(
    connection: &mut SqliteConnection,
    arrivals: impl IntoIterator<Item = i64>,
) -> sqlx::Result<Vec<StoredTransaction>> {
    let rows = sqlx::query(concat!(
        "SELECT ",
        columns!(),
        " FROM sync_transaction WHERE arrival IN ",
        "(SELECT CAST(input.value ->> 0 AS BIGINT) FROM ",
        batch!("$1"),
        ") ORDER BY arrival",
    ))
    .bind(column_of(arrivals)?)
    .fetch_all(connection)
    .await?;
    rows.iter().map(read).collect()
}
