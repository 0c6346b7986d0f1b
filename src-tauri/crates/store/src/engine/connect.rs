//! Connections to a SQLite file, and the promises they keep.

use std::{path::Path, time::Duration};

use sqlx::{
    Connection as _, SqliteConnection, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::Fault;
use crate::StoreError;

/// The first release without the fault that could lose what was written when a write-ahead log was reset.
const OLDEST_SQLITE: &str = "3.51.3";

/// Bytes of a page of a new store; an older one keeps what it was made with. Of what a commit changes, more lies on one
/// page of this size than on two of the usual 4 KB: fewer pages are found, copied and logged for each transaction.
const PAGE_SIZE: u32 = 8_192;

/// Pages that the log may hold before they are moved into the file: 256 MB. A page that is written often is then
/// moved once, which is most of the cost of an import, and writers wait less often.
const CHECKPOINT_PAGES: &str = "32000";

/// Bytes of the log that are kept for the next pages: as many as it may hold, so that it is not made anew each time.
const KEPT_LOG: &str = "268435456";

/// Memory of the writer for pages, in KiB with a minus: 128 MB. What indexes of a large store are written at lies far
/// apart, and comes back; a mapped file instead costs more, since each change begins with a copy.
const WRITER_CACHE: &str = "-131072";

/// How a store is opened; tests make the limits small.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How long a write waits for another process.
    pub busy_timeout: Duration,
    /// The size a file may grow to, in pages: a disk that is full.
    pub max_pages: Option<u32>,
    /// Connections for reading.
    pub readers: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            busy_timeout: Duration::from_secs(5),
            max_pages: None,
            readers: 4,
        }
    }
}

/// The one connection that writes. A pool of one, so that a write that is given up is rolled back by its pool.
pub(crate) async fn writer(path: &Path, limits: Limits) -> Result<SqlitePool, Fault> {
    let mut options = options(path, limits).pragma("cache_size", WRITER_CACHE);
    if let Some(pages) = limits.max_pages {
        options = options.pragma("max_page_count", pages.to_string());
    }
    let pool = pool(1).connect_with(options).await?;
    check_version(&version(&mut *pool.acquire().await?).await?)?;
    Ok(pool)
}

/// The connections that read, beside the writer.
pub(crate) async fn readers(path: &Path, limits: Limits) -> Result<SqlitePool, Fault> {
    let options = options(path, limits)
        .pragma("cache_size", "-16384")
        .pragma("query_only", "ON");
    Ok(pool(limits.readers).connect_with(options).await?)
}

/// A look at a file that may be anything: nothing in it is changed.
pub(crate) async fn probe(path: &Path, limits: Limits) -> Result<SqliteConnection, Fault> {
    use sqlx::ConnectOptions as _;
    let options = SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(limits.busy_timeout);
    Ok(options.connect().await?)
}

fn options(path: &Path, limits: Limits) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .busy_timeout(limits.busy_timeout)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .page_size(PAGE_SIZE)
        .pragma("wal_autocheckpoint", CHECKPOINT_PAGES)
        .pragma("journal_size_limit", KEPT_LOG)
        .pragma("temp_store", "MEMORY")
        .statement_cache_capacity(200)
        .row_buffer_size(512)
}

fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(Duration::from_secs(120))
        .test_before_acquire(false)
        // On some failures (a full disk, a bad one) the engine takes back all that was begun by itself. The driver then
        // counts a transaction that is not there, and nothing could be begun on that connection any more.
        .before_acquire(|connection, _| Box::pin(async { Ok(!connection.is_in_transaction()) }))
}

async fn version(connection: &mut SqliteConnection) -> Result<String, sqlx::Error> {
    sqlx::query_scalar("SELECT sqlite_version()")
        .fetch_one(connection)
        .await
}

fn check_version(found: &str) -> Result<(), StoreError> {
    let number =
        |version: &str| -> Vec<u32> { version.split('.').map(|part| part.parse().unwrap_or(0)).collect() };
    if number(found) < number(OLDEST_SQLITE) {
        return Err(StoreError::TooOldSqlite {
            found: found.to_owned(),
            needed: OLDEST_SQLITE,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_committed_is_on_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        std::fs::File::create_new(&path).unwrap();
        let pool = writer(&path, Limits::default()).await.unwrap();
        let setting = async |name: &str| {
            let query = sqlx::AssertSqlSafe(format!("PRAGMA {name}"));
            let value: i64 = sqlx::query_scalar(query).fetch_one(&pool).await.unwrap();
            value
        };
        assert_eq!(setting("synchronous").await, 2, "FULL");
        assert_eq!(setting("foreign_keys").await, 1);
        assert_eq!(setting("busy_timeout").await, 5_000);
        let readers = readers(&path, Limits::default()).await.unwrap();
        let refused = sqlx::query("CREATE TABLE t (a)").execute(&readers).await;
        assert!(refused.is_err(), "readers only read");
    }

    #[test]
    fn an_old_engine_is_refused() {
        for good in ["3.51.3", "3.51.10", "3.52.0", "4.0.0"] {
            assert!(check_version(good).is_ok(), "{good}");
        }
        for old in ["3.51.2", "3.50.9", "2.99.99", "3.51"] {
            assert!(
                matches!(check_version(old), Err(StoreError::TooOldSqlite { .. })),
                "{old}"
            );
        }
    }
}
