//! Changes of anything but the status.

use model::{ApiType, DevicePlatform, ErrorTraits, Status, Transaction, TransactionSource, millis};
use sqlx::SqliteConnection;

use crate::{
    engine::batch,
    tables::{Columns, batch_of, column_of, error_group::StoredError},
};

/// Counts items and complete items.
pub(crate) const COUNT_ITEMS: &str = concat!(
    "UPDATE sync_transaction SET item_count = counted.items, actual_records_count = counted.complete ",
    "FROM (SELECT wanted.arrival, count(*) AS items, ",
    "             sum(CASE WHEN sync_item.status = 'Ready' THEN 1 ELSE 0 END) AS complete ",
    "      FROM (SELECT CAST(input.value ->> 0 AS BIGINT) AS arrival FROM ",
    batch!("$1"),
    ") AS wanted ",
    "      CROSS JOIN sync_item ",
    "      WHERE item_key >= wanted.arrival << 20 AND item_key < (wanted.arrival << 20) + 262144 ",
    "      GROUP BY wanted.arrival) AS counted ",
    "WHERE sync_transaction.arrival = counted.arrival",
);

/// Counts the items of these transactions anew.
pub(crate) async fn count_items(
    connection: &mut SqliteConnection,
    arrivals: impl IntoIterator<Item = i64>,
) -> sqlx::Result<()> {
    sqlx::query(COUNT_ITEMS)
        .bind(column_of(arrivals)?)
        .execute(connection)
        .await?;
    Ok(())
}

/// An error that a transaction was given.
#[derive(Debug)]
pub(crate) struct GivenError {
    /// The transaction.
    pub(crate) arrival: i64,
    /// Its status.
    pub(crate) status: Status,
    /// The group of the error it had.
    pub(crate) had: Option<i64>,
    /// The error it has now.
    pub(crate) error: StoredError,
    /// When that happened, in milliseconds.
    pub(crate) at: i64,
}

/// Gives these transactions, unless they are Success, the error of their newest log entry that has one
/// and is not simulated.
pub(crate) async fn take_newest_errors(
    connection: &mut SqliteConnection,
    arrivals: impl IntoIterator<Item = i64>,
) -> sqlx::Result<Vec<GivenError>> {
    let rows = sqlx::query(concat!(
        "SELECT t.arrival, t.status, t.error_group, e.created_date, e.exception_code, e.exception_log, ",
        "e.object_name, e.field_name, e.value ",
        "FROM ",
        batch!("$1"),
        " CROSS JOIN sync_transaction AS t CROSS JOIN log_entry AS e ",
        "WHERE t.arrival = CAST(input.value ->> 0 AS BIGINT) AND t.status <> 'Success' AND e.entry_key = (",
        "SELECT n.entry_key FROM log_entry AS n WHERE n.exception_code IS NOT NULL AND NOT n.is_simulated ",
        "AND n.entry_key >= (t.arrival << 20) + 524288 AND n.entry_key < (t.arrival + 1) << 20 ",
        "ORDER BY n.created_date DESC, n.entry_key DESC LIMIT 1)",
    ))
    .bind(column_of(arrivals)?)
    .fetch_all(&mut *connection)
    .await?;
    let rows: Vec<GivenError> = rows
        .iter()
        .map(|row| {
            let mut c = Columns::of(row);
            Ok(GivenError {
                arrival: c.get()?,
                status: c.parse()?,
                had: c.get()?,
                at: c.get()?,
                error: StoredError::new(ErrorTraits {
                    code: c.get()?,
                    message: c.get::<Option<&str>>()?.unwrap_or_default(),
                    object_name: c.get()?,
                    field_name: c.get()?,
                    value: c.get()?,
                }),
            })
        })
        .collect::<sqlx::Result<_>>()?;
    sqlx::query(concat!(
        "UPDATE sync_transaction AS t SET error_code = n.error_code, error_message = n.error_message, ",
        "error_group = n.error_group ",
        "FROM (SELECT CAST(input.value ->> 0 AS BIGINT) AS arrival, input.value ->> 1 AS error_code, ",
        "      input.value ->> 2 AS error_message, CAST(input.value ->> 3 AS BIGINT) AS error_group FROM ",
        batch!("$1"),
        ") AS n WHERE t.arrival = n.arrival",
    ))
    .bind(batch_of(rows.iter().map(|row| {
        (
            row.arrival,
            &row.error.code,
            &row.error.message,
            row.error.group(),
        )
    }))?)
    .execute(connection)
    .await?;
    Ok(rows)
}

/// Writes the details that an edit may change.
pub(crate) async fn update_details(
    connection: &mut SqliteConnection,
    arrival: i64,
    version: i64,
    t: &Transaction,
) -> sqlx::Result<()> {
    sqlx::query(
        "UPDATE sync_transaction SET version = $2, last_modified_date = $3, last_modified_by_id = $4, \
         system_modstamp = $5, owner_id = $6, offline_timestamp = $7, device_identifier = $8, \
         device_platform = $9, device_type = $10, app_version = $11, metadata_version = $12, sequence = $13, \
         dependent_offline_identifiers = $14, expected_record_count = $15, is_bulk = $16, is_debug_mode = $17, \
         is_owner_permission_enforced = $18, is_real_time = $19, is_with_signed_item = $20, api_type = $21, \
         api_name = $22, transaction_source = $23, comments = $24, user_device_data = $25 WHERE arrival = $1",
    )
    .bind(arrival)
    .bind(version)
    .bind(millis(t.last_modified_date))
    .bind(&t.last_modified_by_id)
    .bind(millis(t.system_modstamp))
    .bind(&t.owner_id)
    .bind(millis(t.offline_timestamp))
    .bind(&t.device_identifier)
    .bind(t.device_platform.map(DevicePlatform::as_str))
    .bind(&t.device_type)
    .bind(&t.app_version)
    .bind(&t.metadata_version)
    .bind(t.sequence)
    .bind(&t.dependent_offline_identifiers)
    .bind(t.expected_record_count)
    .bind(t.is_bulk)
    .bind(t.is_debug_mode)
    .bind(t.is_owner_permission_enforced)
    .bind(t.is_real_time)
    .bind(t.is_with_signed_item)
    .bind(t.api_type.map(ApiType::as_str))
    .bind(&t.api_name)
    .bind(t.transaction_source.map(TransactionSource::as_str))
    .bind(&t.comments)
    .bind(&t.user_device_data)
    .execute(connection)
    .await?;
    Ok(())
}
