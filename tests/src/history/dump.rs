//! Everything that is in the files of a history, as text.

use std::{collections::BTreeMap, path::Path};

use sqlx::{AssertSqlSafe, Connection as _, SqliteConnection};

use super::world::connect;

/// The rows of every table, and how many log entries say that they are simulated.
#[derive(Debug, PartialEq, Eq)]
pub struct Dump {
    tables: BTreeMap<String, Vec<String>>,
    simulated_log_entries: i64,
}

impl Dump {
    /// Reads files.
    pub async fn of(paths: &[std::path::PathBuf]) -> Self {
        let mut dump = Self {
            tables: BTreeMap::new(),
            simulated_log_entries: 0,
        };
        for path in paths {
            dump.read(path).await;
        }
        dump
    }

    async fn read(&mut self, path: &Path) {
        let mut connection = connect(path).await;
        let tables: Vec<String> = sqlx::query_scalar(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name",
        )
        .fetch_all(&mut connection)
        .await
        .expect("the tables");
        for table in tables {
            let rows = rows(&mut connection, &table).await;
            if table == "log_entry" {
                let count = "SELECT count(*) FROM log_entry WHERE is_simulated";
                let count = sqlx::query_scalar(count).fetch_one(&mut connection).await;
                self.simulated_log_entries = count.expect("the count");
            }
            self.tables.insert(format!("{} {table}", path.display()), rows);
        }
        connection.close().await.expect("the file closes");
    }

    /// Whether what is there afterwards is the same, and so many more log entries that are marked as simulated.
    pub fn same_but_for(&self, after: &Self, log_entries: usize) -> Result<(), String> {
        for (table, rows) in &self.tables {
            let now = &after.tables[table];
            if now != rows {
                return Err(format!("a simulation changed {table} from {rows:#?} to {now:#?}"));
            }
        }
        let more = after.simulated_log_entries - self.simulated_log_entries;
        match i64::try_from(log_entries) == Ok(more) {
            true => Ok(()),
            false => Err(format!(
                "a simulation logged {more} errors, but must log {log_entries}"
            )),
        }
    }
}

/// Every row of a table; of the log, those that are not marked.
async fn rows(connection: &mut SqliteConnection, table: &str) -> Vec<String> {
    let columns: Vec<String> = sqlx::query_scalar("SELECT name FROM pragma_table_info($1)")
        .bind(table)
        .fetch_all(&mut *connection)
        .await
        .expect("the columns");
    let texts: Vec<String> = columns
        .iter()
        .map(|column| format!("quote(\"{column}\")"))
        .collect();
    let of_log = match table {
        "log_entry" => " WHERE NOT is_simulated",
        _ => "",
    };
    let sql = format!(
        "SELECT {} FROM \"{table}\"{of_log} ORDER BY 1",
        texts.join(" || ',' || ")
    );
    sqlx::query_scalar(AssertSqlSafe(sql))
        .fetch_all(connection)
        .await
        .expect("the rows")
}
