//! The floor: plain SQLite with the same rows, all of their fields, and no rules, no search, no indexes but the
//! primary keys.

use std::{error::Error, path::Path, sync::Arc, time::Instant};

use serde_json::Value;
use sqlx::{
    AssertSqlSafe, Column as _, Connection as _, Row as _, SqliteConnection, TypeInfo as _, ValueRef as _,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteRow, SqliteSynchronous},
};
use store::SortBy;

use crate::rows::Batch;

/// Rows of one INSERT: with more, no faster.
const ROWS: usize = 50;

/// A connection with the durability of the store.
pub(crate) async fn connect(path: &Path) -> Result<SqliteConnection, sqlx::Error> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    SqliteConnection::connect_with(&options).await
}

/// A plain file with a table for each of the objects.
pub(crate) struct Rows(SqliteConnection);

impl Rows {
    /// Makes it anew.
    pub(crate) async fn create(path: &Path) -> Result<Self, Box<dyn Error>> {
        for ending in ["", "-wal", "-shm"] {
            let mut leftover = path.as_os_str().to_owned();
            leftover.push(ending);
            let _ = std::fs::remove_file(leftover);
        }
        Ok(Self(connect(path).await?))
    }

    /// Opens the one that is there.
    pub(crate) async fn open(path: &Path) -> Result<Self, Box<dyn Error>> {
        Ok(Self(connect(path).await?))
    }

    /// Inserts a batch in one commit, 50 rows to a statement; answers the seconds that took.
    pub(crate) async fn insert(&mut self, batch: &Batch) -> Result<f64, Box<dyn Error>> {
        let tables = [
            Table::of(
                "DeviceSyncTransaction",
                batch.transactions.iter().map(serde_json::to_value),
            )?,
            Table::of(
                "DeviceSyncTransactionRecord",
                batch.items.iter().map(serde_json::to_value),
            )?,
            Table::of(
                "DeviceSyncTransactionLog",
                batch.log_entries.iter().map(serde_json::to_value),
            )?,
        ];
        Ok(self.write(&tables).await?)
    }

    /// Inserts the rows of these tables in one commit; answers the seconds that took.
    pub(crate) async fn write(&mut self, tables: &[Table]) -> Result<f64, sqlx::Error> {
        for table in tables.iter().filter(|table| !table.columns.is_empty()) {
            let columns = table.columns.join(", ");
            let create = format!(
                "CREATE TABLE IF NOT EXISTS {} (row INTEGER PRIMARY KEY, {columns})",
                table.name
            );
            sqlx::query(AssertSqlSafe(create)).execute(&mut self.0).await?;
        }
        let began = Instant::now();
        let mut commit = self.0.begin().await?;
        for table in tables {
            table.insert(&mut commit).await?;
        }
        commit.commit().await?;
        Ok(began.elapsed().as_secs_f64())
    }

    /// Reads the first page of a list; answers the milliseconds that took.
    pub(crate) async fn page(
        &mut self,
        condition: &str,
        by: SortBy,
        rows: usize,
    ) -> Result<f64, sqlx::Error> {
        let column = match by {
            SortBy::Received => "row",
            SortBy::OfflineTimestamp => "OfflineTimestamp",
            SortBy::LastModified => "LastModifiedDate",
        };
        let query = format!(
            "SELECT * FROM DeviceSyncTransaction WHERE {condition} ORDER BY {column} DESC, row DESC LIMIT {rows}"
        );
        let began = Instant::now();
        sqlx::query(AssertSqlSafe(query)).fetch_all(&mut self.0).await?;
        Ok(began.elapsed().as_secs_f64() * 1_000.0)
    }

    /// Closes it.
    pub(crate) async fn close(self) {
        let _ = self.0.close().await;
    }
}

/// Rows of one table, ready to be bound.
pub(crate) struct Table {
    name: &'static str,
    columns: Vec<String>,
    rows: Vec<Vec<Value>>,
}

impl Table {
    fn of(
        name: &'static str,
        rows: impl Iterator<Item = serde_json::Result<Value>>,
    ) -> Result<Self, Box<dyn Error>> {
        let mut table = Self {
            name,
            columns: Vec::new(),
            rows: Vec::new(),
        };
        for row in rows {
            let Value::Object(fields) = row? else {
                return Err("a row that is no object".into());
            };
            if table.columns.is_empty() {
                table.columns = fields.keys().cloned().collect();
            }
            table
                .rows
                .push(fields.into_iter().map(|(_, value)| value).collect());
        }
        Ok(table)
    }

    /// Some rows of a table of another file.
    pub(crate) async fn read(
        connection: &mut SqliteConnection,
        name: &'static str,
        rows: usize,
    ) -> Result<Self, sqlx::Error> {
        let query = format!("SELECT * FROM {name} LIMIT {rows}");
        let rows = sqlx::query(AssertSqlSafe(query)).fetch_all(connection).await?;
        let names = |row: &SqliteRow| {
            row.columns()
                .iter()
                .map(|column| column.name().to_owned())
                .collect()
        };
        Ok(Self {
            name,
            columns: rows.first().map(names).unwrap_or_default(),
            rows: rows.iter().map(values).collect::<Result<_, _>>()?,
        })
    }

    /// One of so many parts of about the same size.
    pub(crate) fn part(&self, part: usize, parts: usize) -> Self {
        let at = |part: usize| self.rows.len() * part / parts;
        Self {
            name: self.name,
            columns: self.columns.clone(),
            rows: self.rows[at(part)..at(part + 1)].to_vec(),
        }
    }

    async fn insert(&self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        for rows in self.rows.chunks(ROWS) {
            let one = format!("({})", vec!["?"; self.columns.len()].join(", "));
            let values = vec![one; rows.len()].join(", ");
            let text: Arc<str> = format!(
                "INSERT INTO {} ({}) VALUES {values}",
                self.name,
                self.columns.join(", ")
            )
            .into();
            let query = sqlx::query(AssertSqlSafe(text));
            let bound = rows.iter().flatten().fold(query, |query, value| match value {
                Value::Null => query.bind(None::<String>),
                Value::Bool(value) => query.bind(*value),
                Value::Number(number) => match number.as_i64() {
                    Some(whole) => query.bind(whole),
                    None => query.bind(number.as_f64()),
                },
                Value::String(text) => query.bind(text.as_str()),
                other => query.bind(other.to_string()),
            });
            bound.execute(&mut *connection).await?;
        }
        Ok(())
    }
}

/// The values of a row, whatever they are.
fn values(row: &SqliteRow) -> Result<Vec<Value>, sqlx::Error> {
    let value = |position: usize| {
        let raw = row.try_get_raw(position)?;
        Ok(match (raw.is_null(), raw.type_info().name()) {
            (true, _) => Value::Null,
            (_, "INTEGER") => row.try_get_unchecked::<i64, _>(position)?.into(),
            (_, "REAL") => row.try_get_unchecked::<f64, _>(position)?.into(),
            _ => row.try_get_unchecked::<String, _>(position)?.into(),
        })
    };
    (0..row.len()).map(value).collect()
}
