//! `transaction_object`: which objects a transaction is about.

use sqlx::SqliteConnection;

use crate::tables::wide_insert::WideInsert;

static INSERT: WideInsert = WideInsert::on_conflict(
    "INSERT INTO transaction_object (object_name, arrival)",
    2,
    "ON CONFLICT DO NOTHING",
);

/// Notes objects of transactions, in the order of the table; those known are left.
pub(crate) async fn insert(connection: &mut SqliteConnection, objects: &[(&str, i64)]) -> sqlx::Result<()> {
    INSERT
        .run(connection, objects, |statement, (object, arrival)| {
            statement.bind((*object).to_owned()).bind(*arrival)
        })
        .await
}
