//! The org's SQLite file: making it, opening it, and saying in plain words what is wrong with it.

use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
    time::Duration,
};

use sqlx::{
    Connection as _, Sqlite, SqliteConnection, SqlitePool, Transaction,
    pool::PoolConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::{ledger, limits, lock, numbers, schema::Schema};
use crate::OrgError;

/// Marks the file as an org: "sOrg" in ASCII.
const APPLICATION_ID: i64 = 0x734f_7267;
/// The version of the file's tables. They follow from the object definitions, so that a change of those (a test
/// compares them) needs a new version and a migration to it.
const VERSION: i64 = 1;
/// The first SQLite whose write-ahead log can be trusted.
const OLDEST_SQLITE: &str = "3.51.3";
/// How long a writer waits for another program.
const BUSY_TIMEOUT: Duration = if cfg!(test) {
    Duration::from_millis(20)
} else {
    Duration::from_secs(5)
};
const READERS: u32 = 2;
/// More than there are statements, so that each is prepared once.
const PREPARED_STATEMENTS: usize = 512;
/// Rows that a statement may find ahead of its caller.
const ROW_BUFFER: usize = 1024;
/// Bytes of a page of a new org; an older one keeps what it was made with. More of what a batch changes lies on one page
/// than on two of the usual 4 KB.
const PAGE_SIZE: u32 = 8_192;
/// Pages that the log may hold before they are moved into the file: 256 MB. A page that is written often is moved once.
const CHECKPOINT_PAGES: &str = "32000";
/// Bytes of the log that are kept for the next pages: as many as it may hold, so that it is not made anew each time.
const KEPT_LOG: &str = "268435456";
/// Memory of the writer for pages, in KiB with a minus: 64 MB. A mapped file instead costs more, since each change begins
/// with a copy.
const WRITER_CACHE: &str = "-65536";
/// Memory for pages of whoever reads, likewise.
const READER_CACHE: &str = "-16384";

/// An open org file: one writer, some readers.
#[derive(Debug, Clone)]
pub(super) struct OrgFile {
    path: PathBuf,
    writer: SqlitePool,
    readers: SqlitePool,
}

impl OrgFile {
    /// Makes a new file with empty tables.
    pub(super) async fn create(path: &Path, schema: &Schema) -> Result<Self, OrgError> {
        std::fs::File::create_new(path).map_err(|error| io_error(path, error))?;
        let made = async {
            let file = Self::connect(path, None).await?;
            file.make_tables(schema).await?;
            Ok(file)
        };
        let made = made.await;
        if made.is_err() {
            // What was begun is of no use; that it could not be removed either is not the news.
            let _ = std::fs::remove_file(path);
        }
        made
    }

    /// Opens a file that was made by [`OrgFile::create`]. Tests choose how many pages it may grow to: a full disk.
    pub(super) async fn open(path: &Path, max_pages: Option<u32>) -> Result<Self, OrgError> {
        let facts = std::fs::metadata(path).map_err(|error| io_error(path, error))?;
        if !facts.is_file() {
            return Err(OrgError::NotAnOrg(path.to_owned()));
        }
        identify(path).await?;
        if facts.permissions().readonly() {
            return Err(OrgError::ReadOnly(path.to_owned()));
        }
        Self::connect(path, max_pages).await
    }

    async fn connect(path: &Path, max_pages: Option<u32>) -> Result<Self, OrgError> {
        let error = |source| database_error(path, source);
        let options = SqliteConnectOptions::new()
            .filename(path)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(BUSY_TIMEOUT)
            .statement_cache_capacity(PREPARED_STATEMENTS)
            .row_buffer_size(ROW_BUFFER)
            .page_size(PAGE_SIZE)
            .pragma("cache_size", READER_CACHE)
            .pragma("wal_autocheckpoint", CHECKPOINT_PAGES)
            .pragma("journal_size_limit", KEPT_LOG);
        let pool = |size| {
            SqlitePoolOptions::new()
                .max_connections(size)
                .test_before_acquire(false)
                // On some failures (a full disk, a bad one) SQLite takes back all that was begun by itself. The driver
                // then counts a transaction that is not there, and no other could be begun on that connection.
                .before_acquire(|connection, _| Box::pin(async { Ok(!connection.is_in_transaction()) }))
        };
        let mut writing = options.clone().pragma("cache_size", WRITER_CACHE);
        if let Some(pages) = max_pages {
            writing = writing.pragma("max_page_count", pages.to_string());
        }
        let writer = pool(1).connect_with(writing).await.map_err(error)?;
        let version: String = sqlx::query_scalar("SELECT sqlite_version()")
            .fetch_one(&writer)
            .await
            .map_err(error)?;
        if numbers_of(&version) < numbers_of(OLDEST_SQLITE) {
            return Err(OrgError::OldSqlite {
                found: version,
                needed: OLDEST_SQLITE,
            });
        }
        let readers = pool(READERS).connect_lazy_with(options);
        Ok(Self {
            path: path.to_owned(),
            writer,
            readers,
        })
    }

    async fn make_tables(&self, schema: &Schema) -> Result<(), OrgError> {
        let mut transaction = self.begin().await?;
        let own = [ledger::CREATE, limits::CREATE, lock::CREATE, numbers::CREATE];
        for statement in own {
            sqlx::query(statement)
                .execute(&mut *transaction)
                .await
                .map_err(|e| self.error(e))?;
        }
        for statement in schema.objects.iter().flat_map(|object| &object.sql.create) {
            sqlx::query(statement.safe())
                .execute(&mut *transaction)
                .await
                .map_err(|e| self.error(e))?;
        }
        for (pragma, value) in [("application_id", APPLICATION_ID), ("user_version", VERSION)] {
            let statement = sqlx::AssertSqlSafe(format!("PRAGMA {pragma} = {value}"));
            sqlx::query(statement)
                .execute(&mut *transaction)
                .await
                .map_err(|e| self.error(e))?;
        }
        transaction.commit().await.map_err(|e| self.error(e))
    }

    /// Begins a writing transaction. No other one begins before it ends; dropping it undoes everything.
    pub(super) async fn begin(&self) -> Result<Transaction<'static, Sqlite>, OrgError> {
        self.writer
            .begin_with("BEGIN IMMEDIATE")
            .await
            .map_err(|error| self.error(error))
    }

    /// A connection for reading.
    pub(super) async fn reader(&self) -> Result<PoolConnection<Sqlite>, OrgError> {
        self.readers.acquire().await.map_err(|error| self.error(error))
    }

    /// A connection that sees the file as it is now, and cannot write: opened for reading only, and told so.
    pub(super) async fn snapshot(&self) -> Result<SqliteConnection, OrgError> {
        let options = SqliteConnectOptions::new()
            .filename(&self.path)
            .read_only(true)
            .busy_timeout(BUSY_TIMEOUT)
            .statement_cache_capacity(PREPARED_STATEMENTS)
            .pragma("cache_size", READER_CACHE)
            .pragma("query_only", "ON");
        let opened = async {
            let mut connection = SqliteConnection::connect_with(&options).await?;
            // Held until the connection is closed.
            sqlx::query("BEGIN").execute(&mut connection).await?;
            Ok(connection)
        };
        opened.await.map_err(|error| self.error(error))
    }

    /// Closes the file.
    pub(super) async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    /// The file.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// What a failure of the database means for this file.
    pub(super) fn error(&self, source: sqlx::Error) -> OrgError {
        database_error(&self.path, source)
    }
}

/// Refuses a file that is no org, or a newer one, without changing it.
async fn identify(path: &Path) -> Result<(), OrgError> {
    let error = |source| database_error(path, source);
    let options = SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(BUSY_TIMEOUT);
    let mut connection = SqliteConnection::connect_with(&options).await.map_err(error)?;
    let application: i64 = sqlx::query_scalar("PRAGMA application_id")
        .fetch_one(&mut connection)
        .await
        .map_err(error)?;
    let found: i64 = sqlx::query_scalar("PRAGMA user_version")
        .fetch_one(&mut connection)
        .await
        .map_err(error)?;
    connection.close().await.map_err(error)?;
    if application != APPLICATION_ID {
        return Err(OrgError::NotAnOrg(path.to_owned()));
    }
    if found > VERSION {
        return Err(OrgError::Newer {
            path: path.to_owned(),
            found,
            known: VERSION,
        });
    }
    Ok(())
}

/// The numbers of a version such as `3.51.3`, to compare.
fn numbers_of(version: &str) -> Vec<u32> {
    version.split('.').map(|part| part.parse().unwrap_or(0)).collect()
}

fn io_error(path: &Path, error: std::io::Error) -> OrgError {
    let path = path.to_owned();
    match error.kind() {
        ErrorKind::NotFound => OrgError::Missing(path),
        ErrorKind::AlreadyExists => OrgError::Exists(path),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => OrgError::ReadOnly(path),
        ErrorKind::StorageFull => OrgError::DiskFull(path),
        _ => OrgError::Database {
            path,
            source: sqlx::Error::Io(error),
        },
    }
}

/// SQLite's primary result codes. Source: sqlite.org/rescode.html
pub(super) fn database_error(path: &Path, source: sqlx::Error) -> OrgError {
    let code = source
        .as_database_error()
        .and_then(|error| error.code()?.parse::<i64>().ok());
    let path = path.to_owned();
    match code.map(|code| code & 0xff) {
        Some(5 | 6) => OrgError::Locked(path),
        Some(8) => OrgError::ReadOnly(path),
        Some(11) => OrgError::Damaged(path),
        Some(13) => OrgError::DiskFull(path),
        Some(26) => OrgError::NotAnOrg(path),
        _ => OrgError::Database { path, source },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn org_file() -> (tempfile::TempDir, OrgFile) {
        let folder = tempfile::tempdir().unwrap();
        let file = OrgFile::create(&folder.path().join("org.db"), &Schema::built_in())
            .await
            .unwrap();
        (folder, file)
    }

    #[tokio::test]
    async fn the_file_is_as_durable_as_sqlite_gets() {
        let (_folder, file) = org_file().await;
        let mut connection = file.writer.acquire().await.unwrap();
        let mode: String = sqlx::query_scalar("PRAGMA journal_mode")
            .fetch_one(&mut *connection)
            .await
            .unwrap();
        let level: i64 = sqlx::query_scalar("PRAGMA synchronous")
            .fetch_one(&mut *connection)
            .await
            .unwrap();
        assert_eq!((mode.as_str(), level), ("wal", 2));
    }

    #[tokio::test]
    async fn a_file_that_another_program_writes_to_is_locked() {
        let (_folder, file) = org_file().await;
        let options = SqliteConnectOptions::new().filename(&file.path);
        let mut other = SqliteConnection::connect_with(&options).await.unwrap();
        sqlx::query("BEGIN IMMEDIATE").execute(&mut other).await.unwrap();
        assert!(matches!(file.begin().await, Err(OrgError::Locked(_))));
        sqlx::query("ROLLBACK").execute(&mut other).await.unwrap();
        assert!(file.begin().await.is_ok());
    }

    #[tokio::test]
    async fn a_full_disk_is_told_as_such_and_nothing_is_kept() {
        let (_folder, file) = org_file().await;
        let mut transaction = file.begin().await.unwrap();
        sqlx::query("PRAGMA max_page_count = 1")
            .execute(&mut *transaction)
            .await
            .unwrap();
        let names: Vec<String> = (0..1_000).map(|number| format!("{number}")).collect();
        let filled = sqlx::query("INSERT INTO org_lock SELECT value, $1, '', 0, 0 FROM jsonb_each($2)")
            .bind("x".repeat(1_000))
            .bind(serde_json::json!(names).to_string())
            .execute(&mut *transaction)
            .await;
        assert!(matches!(
            filled.map_err(|error| file.error(error)),
            Err(OrgError::DiskFull(_))
        ));
        drop(transaction);
        let mut reader = file.reader().await.unwrap();
        let kept: i64 = sqlx::query_scalar("SELECT count(*) FROM org_lock")
            .fetch_one(&mut *reader)
            .await
            .unwrap();
        assert_eq!(kept, 0);
    }

    #[tokio::test]
    async fn a_file_whose_transaction_sqlite_took_back_goes_on() {
        let (_folder, file) = org_file().await;
        let mut transaction = file.begin().await.unwrap();
        sqlx::query("PRAGMA max_page_count = 1")
            .execute(&mut *transaction)
            .await
            .unwrap();
        // A single row needs no statement journal, so SQLite takes back everything.
        let filled = sqlx::query("INSERT INTO org_lock VALUES ('1', $1, '', 0, 0)")
            .bind("x".repeat(100_000))
            .execute(&mut *transaction)
            .await;
        assert!(filled.is_err());
        drop(transaction);
        let next = file.begin().await;
        assert!(next.is_ok(), "{:?}", next.err());
    }

    #[tokio::test]
    async fn a_snapshot_cannot_write() {
        let (_folder, file) = org_file().await;
        let mut snapshot = file.snapshot().await.unwrap();
        let written = sqlx::query("DELETE FROM org_lock").execute(&mut snapshot).await;
        assert!(matches!(
            written.map_err(|error| file.error(error)),
            Err(OrgError::ReadOnly(_))
        ));
    }

    #[test]
    fn versions_are_compared_by_number() {
        assert!(numbers_of("3.9.1") < numbers_of(OLDEST_SQLITE));
        assert!(numbers_of("3.51.3") >= numbers_of(OLDEST_SQLITE));
        assert!(numbers_of("3.100.0") >= numbers_of(OLDEST_SQLITE));
    }
}
