//! `log_entry`: what went wrong, in the transaction that the key says.

use std::collections::HashMap;

use model::{LogEntry, LogSyncStatus, LogType, RecordId, millis};
use sqlx::{SqliteConnection, sqlite::SqliteRow};

use crate::{
    engine::batch,
    tables::{
        Binding, Columns, FIRST_LOG_SLOT, WideInsert, arrival_of, beyond, column_of, slot_of, unreadable,
    },
};

/// A log entry as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct StoredLogEntry {
    /// The arrival of its transaction, and its slot.
    pub(crate) key: i64,
    /// Of what arrived.
    pub(crate) fingerprint: i64,
    /// The entry.
    pub(crate) entry: LogEntry,
}

/// The columns, in the order in which they are bound and read.
macro_rules! columns {
    () => {
        "entry_key, fingerprint, id, is_deleted, created_date, created_by_id, last_modified_date, \
         last_modified_by_id, system_modstamp, last_referenced_date, last_viewed_date, name, log_type, sync_status, \
         exception_code, exception_type, exception_location, exception_log, object_name, field_name, value, \
         device_gen_record_identifier, is_simulated"
    };
}

static INSERT: WideInsert = WideInsert::new(concat!("INSERT INTO log_entry (", columns!(), ")"), 23);

/// Adds log entries.
pub(crate) async fn insert(connection: &mut SqliteConnection, rows: &[StoredLogEntry]) -> sqlx::Result<()> {
    INSERT.run(connection, rows, bind).await
}

fn bind(query: Binding, row: &StoredLogEntry) -> Binding {
    let entry = &row.entry;
    query
        .bind(row.key)
        .bind(row.fingerprint)
        .bind(entry.id.as_str().to_owned())
        .bind(entry.is_deleted)
        .bind(millis(entry.created_date))
        .bind(entry.created_by_id.clone())
        .bind(millis(entry.last_modified_date))
        .bind(entry.last_modified_by_id.clone())
        .bind(millis(entry.system_modstamp))
        .bind(entry.last_referenced_date.map(millis))
        .bind(entry.last_viewed_date.map(millis))
        .bind(entry.name.clone())
        .bind(entry.log_type.as_str())
        .bind(entry.sync_status.map(LogSyncStatus::as_str))
        .bind(entry.exception_code.clone())
        .bind(entry.exception_type.clone())
        .bind(entry.exception_location.clone())
        .bind(entry.exception_log.clone())
        .bind(entry.object_name.clone())
        .bind(entry.field_name.clone())
        .bind(entry.value.clone())
        .bind(entry.device_gen_record_identifier.clone())
        .bind(entry.is_simulated)
}

fn read(row: &SqliteRow, ids: &HashMap<i64, RecordId>) -> sqlx::Result<StoredLogEntry> {
    let mut c = Columns::of(row);
    let key = c.get()?;
    let transaction = ids
        .get(&arrival_of(key))
        .ok_or_else(|| unreadable(format!("log entry {key} belongs to no transaction")))?;
    Ok(StoredLogEntry {
        key,
        fingerprint: c.get()?,
        entry: LogEntry {
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
            device_sync_transaction_id: transaction.clone(),
            log_type: c
                .named(LogType::named)?
                .ok_or_else(|| unreadable("a log entry without a type"))?,
            sync_status: c.named(LogSyncStatus::named)?,
            exception_code: c.get()?,
            exception_type: c.get()?,
            exception_location: c.get()?,
            exception_log: c.get()?,
            object_name: c.get()?,
            field_name: c.get()?,
            value: c.get()?,
            device_gen_record_identifier: c.get()?,
            is_simulated: c.get()?,
        },
    })
}

/// Log entries of transactions.
pub(crate) const OF: &str = concat!(
    "SELECT ",
    columns!(),
    " ",
    "FROM (SELECT CAST(input.value ->> 0 AS BIGINT) AS arrival FROM ",
    batch!("$1"),
    ") AS wanted ",
    "CROSS JOIN log_entry ",
    "WHERE entry_key >= (wanted.arrival << 20) + 524288 AND entry_key < (wanted.arrival + 1) << 20",
);

/// The log entries of these transactions, by key.
pub(crate) async fn of(
    connection: &mut SqliteConnection,
    transactions: &HashMap<i64, RecordId>,
) -> sqlx::Result<Vec<StoredLogEntry>> {
    let rows = sqlx::query(OF)
        .bind(column_of(transactions.keys())?)
        .fetch_all(connection)
        .await?;
    let mut entries: Vec<StoredLogEntry> = rows
        .iter()
        .map(|row| read(row, transactions))
        .collect::<sqlx::Result<_>>()?;
    entries.sort_unstable_by_key(|entry| entry.key);
    Ok(entries)
}

/// Key, Id and fingerprint of the log entries of these transactions: enough to know an entry again.
pub(crate) async fn known(
    connection: &mut SqliteConnection,
    arrivals: impl IntoIterator<Item = i64>,
) -> sqlx::Result<Vec<(i64, String, i64)>> {
    sqlx::query_as(concat!(
        "SELECT log_entry.entry_key, log_entry.id, log_entry.fingerprint ",
        "FROM (SELECT CAST(input.value ->> 0 AS BIGINT) AS arrival FROM ",
        batch!("$1"),
        ") AS wanted ",
        "CROSS JOIN log_entry ",
        "WHERE entry_key >= (wanted.arrival << 20) + 524288 AND entry_key < (wanted.arrival + 1) << 20",
    ))
    .bind(column_of(arrivals)?)
    .fetch_all(connection)
    .await
}

/// The last log entry of each transaction.
pub(crate) const NEXT_SLOTS: &str = concat!(
    "SELECT wanted.arrival, (SELECT max(entry_key) FROM log_entry ",
    "WHERE entry_key >= (wanted.arrival << 20) + 524288 AND entry_key < (wanted.arrival + 1) << 20) ",
    "FROM (SELECT CAST(input.value ->> 0 AS BIGINT) AS arrival FROM ",
    batch!("$1"),
    ") AS wanted",
);

/// The slot that the next log entry of each of these transactions gets, where it has some already.
pub(crate) async fn next_slots(
    connection: &mut SqliteConnection,
    arrivals: impl IntoIterator<Item = i64>,
) -> sqlx::Result<HashMap<i64, i64>> {
    let last: Vec<(i64, Option<i64>)> = sqlx::query_as(NEXT_SLOTS)
        .bind(column_of(arrivals)?)
        .fetch_all(connection)
        .await?;
    Ok(last
        .into_iter()
        .map(|(arrival, last)| (arrival, last.map_or(FIRST_LOG_SLOT, |key| slot_of(key) + 1)))
        .collect())
}

/// Fields that log entries name and that begin so, by name.
pub(crate) async fn fields(
    connection: &mut SqliteConnection,
    begin: &str,
    limit: i64,
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "SELECT DISTINCT field_name FROM log_entry WHERE field_name >= $1 AND field_name < $2 \
         ORDER BY field_name LIMIT $3",
    )
    .bind(begin)
    .bind(beyond(begin))
    .bind(limit)
    .fetch_all(connection)
    .await
}
