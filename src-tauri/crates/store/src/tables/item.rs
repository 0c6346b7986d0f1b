//! `sync_item`: one change to one record, in the transaction that its key says.

use std::collections::HashMap;

use model::{Item, ItemStatus, Operation, RecordId, millis};
use sqlx::{SqliteConnection, sqlite::SqliteRow};

use crate::{
    engine::batch,
    tables::{Binding, Columns, WideInsert, arrival_of, column_of, unreadable},
};

mod claimed;
mod processed;

pub(crate) use claimed::*;
pub(crate) use processed::*;

/// An item as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct StoredItem {
    /// The arrival of its transaction, and its slot.
    pub(crate) key: i64,
    /// Of what arrived.
    pub(crate) fingerprint: i64,
    /// The item.
    pub(crate) item: Item,
}

/// The columns, in the order in which they are bound and read.
macro_rules! columns {
    () => {
        "item_key, fingerprint, id, is_deleted, created_date, created_by_id, last_modified_date, \
         last_modified_by_id, system_modstamp, last_referenced_date, last_viewed_date, name, sequence, \
         object_name, operation_type, field_values, record_identifier, \
         related_record_id, offline_created_date, offline_unique_identifier, status"
    };
}

static INSERT: WideInsert = WideInsert::new(concat!("INSERT INTO sync_item (", columns!(), ")"), 21);

/// Adds items.
pub(crate) async fn insert(connection: &mut SqliteConnection, rows: &[StoredItem]) -> sqlx::Result<()> {
    INSERT.run(connection, rows, bind).await?;
    let processed = rows.iter().filter_map(|row| {
        let record = row.item.processed_record_identifier.as_deref()?;
        Some((row.key, record))
    });
    set_records(connection, &processed.collect::<Vec<_>>()).await
}

fn bind(query: Binding, row: &StoredItem) -> Binding {
    let item = &row.item;
    query
        .bind(row.key)
        .bind(row.fingerprint)
        .bind(item.id.as_str().to_owned())
        .bind(item.is_deleted)
        .bind(millis(item.created_date))
        .bind(item.created_by_id.clone())
        .bind(millis(item.last_modified_date))
        .bind(item.last_modified_by_id.clone())
        .bind(millis(item.system_modstamp))
        .bind(item.last_referenced_date.map(millis))
        .bind(item.last_viewed_date.map(millis))
        .bind(item.name.clone())
        .bind(item.sequence)
        .bind(item.object_name.clone())
        .bind(item.operation_type.as_str())
        .bind(item.field_values.clone())
        .bind(item.record_identifier.clone())
        .bind(item.related_record_id.clone())
        .bind(millis(item.offline_created_date))
        .bind(item.offline_unique_identifier.clone())
        .bind(item.status.as_str())
}

fn read(row: &SqliteRow, ids: &HashMap<i64, RecordId>) -> sqlx::Result<StoredItem> {
    let mut c = Columns::of(row);
    let key = c.get()?;
    let transaction = ids
        .get(&arrival_of(key))
        .ok_or_else(|| unreadable(format!("item {key} belongs to no transaction")))?;
    Ok(StoredItem {
        key,
        fingerprint: c.get()?,
        item: Item {
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
            sequence: c.get()?,
            object_name: c.get()?,
            operation_type: c.parse::<Operation>()?,
            field_values: c.get()?,
            record_identifier: c.get()?,
            related_record_id: c.get()?,
            offline_created_date: c.moment()?,
            offline_unique_identifier: c.get()?,
            status: c
                .named(ItemStatus::named)?
                .ok_or_else(|| unreadable("an item without a status"))?,
            processed_record_identifier: c.get()?,
        },
    })
}

/// Items of transactions.
pub(crate) const OF: &str = concat!(
    "SELECT ",
    columns!(),
    ", processed_record.record_id ",
    "FROM (SELECT CAST(input.value ->> 0 AS BIGINT) AS arrival FROM ",
    batch!("$1"),
    ") AS wanted ",
    "CROSS JOIN sync_item LEFT JOIN processed_record ON processed_record.key = sync_item.item_key ",
    "WHERE item_key >= wanted.arrival << 20 AND item_key < (wanted.arrival << 20) + 262144",
);

/// The items of these transactions, by key.
pub(crate) async fn of(
    connection: &mut SqliteConnection,
    transactions: &HashMap<i64, RecordId>,
) -> sqlx::Result<Vec<StoredItem>> {
    let rows = sqlx::query(OF)
        .bind(column_of(transactions.keys())?)
        .fetch_all(connection)
        .await?;
    let mut items: Vec<StoredItem> = rows
        .iter()
        .map(|row| read(row, transactions))
        .collect::<sqlx::Result<_>>()?;
    items.sort_unstable_by_key(|item| item.key);
    Ok(items)
}

/// What items are known by.
pub(crate) const KNOWN: &str = concat!(
    "SELECT sync_item.item_key, sync_item.id, sync_item.fingerprint ",
    "FROM (SELECT CAST(input.value ->> 0 AS BIGINT) AS arrival FROM ",
    batch!("$1"),
    ") AS wanted ",
    "CROSS JOIN sync_item ",
    "WHERE item_key >= wanted.arrival << 20 AND item_key < (wanted.arrival << 20) + 262144",
);

/// Key, Id and fingerprint of the items of these transactions: enough to know an item again.
pub(crate) async fn known(
    connection: &mut SqliteConnection,
    arrivals: impl IntoIterator<Item = i64>,
) -> sqlx::Result<Vec<(i64, String, i64)>> {
    sqlx::query_as(KNOWN)
        .bind(column_of(arrivals)?)
        .fetch_all(connection)
        .await
}

/// Writes what an edit changed.
pub(crate) async fn update_content(connection: &mut SqliteConnection, row: &StoredItem) -> sqlx::Result<()> {
    sqlx::query(
        "UPDATE sync_item SET field_values = $2, record_identifier = $3, last_modified_date = $4, \
         last_modified_by_id = $5, system_modstamp = $6 WHERE item_key = $1",
    )
    .bind(row.key)
    .bind(&row.item.field_values)
    .bind(&row.item.record_identifier)
    .bind(millis(row.item.last_modified_date))
    .bind(&row.item.last_modified_by_id)
    .bind(millis(row.item.system_modstamp))
    .execute(connection)
    .await?;
    Ok(())
}

/// The Ids of the records that the items of a transaction change, as they name them; so many at the most.
pub(crate) async fn records(
    connection: &mut SqliteConnection,
    arrival: i64,
    most: i64,
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "SELECT DISTINCT COALESCE(p.record_id, i.record_identifier) AS record_id FROM sync_item AS i \
         LEFT JOIN processed_record AS p ON p.key = i.item_key \
         WHERE i.item_key >= $1 << 20 AND i.item_key < ($1 << 20) + 262144 \
         AND COALESCE(p.record_id, i.record_identifier) IS NOT NULL ORDER BY record_id LIMIT $2",
    )
    .bind(arrival)
    .bind(most)
    .fetch_all(connection)
    .await
}
