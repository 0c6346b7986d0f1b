//! What the queue has done to a record before.

use model::{RecordId, Timestamp, millis, timestamp};
use sqlx::Row as _;

use crate::{
    Store, StoreError, TransactionSort,
    engine::batch,
    list::{Condition, arrivals},
    tables::{column_of, unreadable},
};

/// Transactions about a record that are looked at, the newest.
const MOST: usize = 200;

/// What an applied item wrote into a record.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordChange {
    /// The transaction.
    pub transaction_id: RecordId,
    /// Its name.
    pub transaction_name: String,
    /// The item.
    pub item_id: RecordId,
    /// When the change was made on the device.
    pub made_at: Timestamp,
    /// The payload of the item, as JSON text.
    pub field_values: Option<String>,
}

impl Store {
    /// What applied items wrote into the record with this Id that were made on a device before a moment, oldest first;
    /// of the newest 200 transactions about it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn record_changes(
        &self,
        record_id: &str,
        before: Timestamp,
    ) -> Result<Vec<RecordChange>, StoreError> {
        let Some(about_it) = Condition::record(record_id) else {
            return Ok(Vec::new());
        };
        self.read(async |c| {
            let found = arrivals(c, &[about_it], TransactionSort::default(), None, MOST).await?;
            let rows = sqlx::query(concat!(
                "SELECT t.id, t.name, i.id, i.offline_created_date, i.field_values FROM ",
                batch!("$1"),
                " CROSS JOIN sync_transaction AS t CROSS JOIN sync_item AS i ",
                "WHERE t.arrival = CAST(input.value ->> 0 AS BIGINT) AND t.status = 'Success' ",
                "AND i.item_key >= t.arrival << 20 AND i.item_key < (t.arrival << 20) + 262144 ",
                "AND i.offline_created_date < $2 AND $3 IN (i.record_identifier, ",
                "(SELECT p.record_id FROM processed_record AS p WHERE p.key = i.item_key)) ",
                "ORDER BY i.offline_created_date, i.item_key",
            ))
            .bind(column_of(found)?)
            .bind(millis(before))
            .bind(record_id)
            .fetch_all(c)
            .await?;
            let changes = rows.iter().map(|row| {
                Ok(RecordChange {
                    transaction_id: row.try_get::<&str, _>(0)?.parse().map_err(unreadable)?,
                    transaction_name: row.try_get(1)?,
                    item_id: row.try_get::<&str, _>(2)?.parse().map_err(unreadable)?,
                    made_at: timestamp(row.try_get(3)?),
                    field_values: row.try_get(4)?,
                })
            });
            changes.collect()
        })
        .await
    }
}
