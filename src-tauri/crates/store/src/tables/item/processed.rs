//! The real Ids that processing gave the records of items.

use sqlx::SqliteConnection;

use crate::tables::WideInsert;

static SET: WideInsert = WideInsert::on_conflict(
    "INSERT INTO processed_record (key, record_id)",
    2,
    "ON CONFLICT (key) DO UPDATE SET record_id = excluded.record_id",
);

/// Sets the real Ids of the records of items, by key and in its order.
pub(crate) async fn set_records(
    connection: &mut SqliteConnection,
    records: &[(i64, &str)],
) -> sqlx::Result<()> {
    SET.run(connection, records, |statement, (key, record)| {
        statement.bind(*key).bind((*record).to_owned())
    })
    .await
}
