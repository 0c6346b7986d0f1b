//! The floor: plain SQLite with the same rows, no rules, no search, no indexes but the primary keys.

use std::{error::Error, path::Path};

use sqlx::{
    Connection as _, QueryBuilder, Sqlite, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use crate::rows::Batch;

/// Rows of one INSERT.
const ROWS: usize = 500;

/// A connection with the durability of the store.
pub(crate) async fn connect(path: &Path) -> Result<SqliteConnection, sqlx::Error> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    SqliteConnection::connect_with(&options).await
}

/// A plain file with transactions and items.
pub(crate) struct Rows(SqliteConnection);

impl Rows {
    /// Makes it anew.
    pub(crate) async fn create(path: &Path) -> Result<Self, Box<dyn Error>> {
        let _ = std::fs::remove_file(path);
        let mut connection = connect(path).await?;
        for statement in [
            "CREATE TABLE transactions (arrival INTEGER PRIMARY KEY, id TEXT, name TEXT, owner_id TEXT, status TEXT,
             uid TEXT, offline_timestamp INTEGER, created_date INTEGER, device TEXT, app_version TEXT,
             metadata_version TEXT, sequence INTEGER, failed_attempts INTEGER)",
            "CREATE TABLE items (key INTEGER PRIMARY KEY, id TEXT, transaction_id TEXT, sequence REAL,
             object_name TEXT, operation TEXT, field_values TEXT, record_identifier TEXT, uid TEXT,
             offline_created_date INTEGER)",
        ] {
            sqlx::query(statement).execute(&mut connection).await?;
        }
        Ok(Self(connection))
    }

    /// Inserts a batch in one commit, 500 rows to a statement.
    pub(crate) async fn insert(&mut self, batch: &Batch) -> Result<(), Box<dyn Error>> {
        let mut commit = self.0.begin().await?;
        for rows in batch.transactions.chunks(ROWS) {
            let mut insert = QueryBuilder::<Sqlite>::new(
                "INSERT INTO transactions (id, name, owner_id, status, uid, offline_timestamp, created_date, device,
                 app_version, metadata_version, sequence, failed_attempts) ",
            );
            insert.push_values(rows, |mut values, row| {
                values
                    .push_bind(row.id.as_str())
                    .push_bind(&row.name)
                    .push_bind(&row.owner_id)
                    .push_bind(row.status.as_str())
                    .push_bind(&row.offline_unique_identifier)
                    .push_bind(model::millis(row.offline_timestamp))
                    .push_bind(model::millis(row.created_date))
                    .push_bind(&row.device_identifier)
                    .push_bind(&row.app_version)
                    .push_bind(&row.metadata_version)
                    .push_bind(row.sequence)
                    .push_bind(row.number_of_failed_attempts);
            });
            insert.build().execute(&mut *commit).await?;
        }
        for rows in batch.items.chunks(ROWS) {
            let mut insert = QueryBuilder::<Sqlite>::new(
                "INSERT INTO items (id, transaction_id, sequence, object_name, operation, field_values,
                 record_identifier, uid, offline_created_date) ",
            );
            insert.push_values(rows, |mut values, row| {
                values
                    .push_bind(row.id.as_str())
                    .push_bind(row.device_sync_transaction_id.as_str())
                    .push_bind(row.sequence)
                    .push_bind(&row.object_name)
                    .push_bind(row.operation_type.as_str())
                    .push_bind(&row.field_values)
                    .push_bind(&row.record_identifier)
                    .push_bind(&row.offline_unique_identifier)
                    .push_bind(model::millis(row.offline_created_date));
            });
            insert.build().execute(&mut *commit).await?;
        }
        commit.commit().await?;
        Ok(())
    }

    /// Closes it.
    pub(crate) async fn close(self) {
        let _ = self.0.close().await;
    }
}
