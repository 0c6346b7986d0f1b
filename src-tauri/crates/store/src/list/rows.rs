//! What a list shows of each transaction.

use std::collections::HashMap;

use model::{RecordId, Status, SyncErrorCode};
use sqlx::SqliteConnection;

use crate::{
    ErrorAbout, Store, StoreError, TransactionRow,
    engine::batch,
    tables::{Columns, column_of, transaction},
};

impl Store {
    /// The rows of these transactions as they are now, in no particular order; those that are not there are left
    /// out. For bringing up to date what a front door shows already.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn rows(&self, ids: &[RecordId]) -> Result<Vec<TransactionRow>, StoreError> {
        self.read(async |c| {
            let arrivals: Vec<i64> = transaction::arrivals_of_ids(c, ids)
                .await?
                .into_values()
                .collect();
            Ok(load(c, &arrivals).await?)
        })
        .await
    }
}

/// The rows of these transactions, in their order.
pub(super) async fn load(
    connection: &mut SqliteConnection,
    arrivals: &[i64],
) -> sqlx::Result<Vec<TransactionRow>> {
    let wanted = column_of(arrivals.iter())?;
    let mut objects = object_names(connection, &wanted).await?;
    let rows = sqlx::query(concat!(
        "SELECT t.arrival, t.id, t.name, t.status, t.owner_id, u.name, t.item_count, t.offline_timestamp, ",
        "t.created_date, t.last_modified_date, COALESCE(t.number_of_failed_attempts, 0), t.error_code, ",
        "t.error_group, substr(t.error_message, 1, 1000), t.next_attempt_at, t.device_identifier, t.app_version, t.is_with_signed_item, ",
        "t.version, a.assignee, g.object_name, g.field_name, g.pattern ",
        "FROM ", batch!("$1"), " CROSS JOIN sync_transaction AS t LEFT JOIN field_user AS u ON u.id = t.owner_id ",
        "LEFT JOIN assignment AS a ON a.arrival = t.arrival ",
        "LEFT JOIN error_group AS g ON g.id = t.error_group ",
        "WHERE t.arrival = CAST(input.value ->> 0 AS BIGINT)",
    ))
    .bind(wanted)
    .fetch_all(connection)
    .await?;
    let mut found: HashMap<i64, TransactionRow> = HashMap::with_capacity(rows.len());
    for row in &rows {
        let mut c = Columns::of(row);
        let arrival = c.get()?;
        let row = TransactionRow {
            id: c.parse()?,
            name: c.get()?,
            status: c.parse()?,
            owner_id: c.get()?,
            owner_name: c.get()?,
            object_names: objects.remove(&arrival).unwrap_or_default(),
            item_count: c.get()?,
            offline_timestamp: c.moment()?,
            created_date: c.moment()?,
            last_modified_date: c.moment()?,
            number_of_failed_attempts: c.get()?,
            error_code: c.get::<Option<String>>()?.map(SyncErrorCode::from),
            error_group: c.get()?,
            error_message: c.get()?,
            error_about: None,
            next_attempt_at: c.optional_moment()?,
            device_identifier: c.get()?,
            app_version: c.get()?,
            is_with_signed_item: c.get()?,
            version: c.get()?,
            assignee: c.get()?,
        };
        let error_about = error_about(&mut c)?;
        let is_retry = row.status == Status::Retry;
        found.insert(
            arrival,
            TransactionRow {
                next_attempt_at: row.next_attempt_at.filter(|_| is_retry),
                error_about,
                ..row
            },
        );
    }
    Ok(arrivals
        .iter()
        .filter_map(|arrival| found.remove(arrival))
        .collect())
}

/// Reads what an error is about, from its group.
fn error_about(c: &mut Columns<'_>) -> sqlx::Result<Option<ErrorAbout>> {
    let (object_name, field_name) = (c.get()?, c.get()?);
    let pattern: Option<String> = c.get()?;
    Ok(pattern.map(|pattern| ErrorAbout {
        object_name,
        field_name,
        pattern,
    }))
}

/// The objects of the items of each transaction, each once, in the order of the items.
async fn object_names(
    connection: &mut SqliteConnection,
    wanted: &str,
) -> sqlx::Result<HashMap<i64, Vec<String>>> {
    let rows: Vec<(i64, String)> = sqlx::query_as(concat!(
        "SELECT item_key >> 20, object_name ",
        "FROM (SELECT CAST(input.value ->> 0 AS BIGINT) AS arrival FROM ",
        batch!("$1"),
        ") AS wanted ",
        "CROSS JOIN sync_item ",
        "WHERE item_key >= wanted.arrival << 20 AND item_key < (wanted.arrival << 20) + 262144 ",
        "GROUP BY item_key >> 20, object_name ORDER BY min(item_key)",
    ))
    .bind(wanted)
    .fetch_all(connection)
    .await?;
    let mut names: HashMap<i64, Vec<String>> = HashMap::new();
    for (arrival, name) in rows {
        names.entry(arrival).or_default().push(name);
    }
    Ok(names)
}
