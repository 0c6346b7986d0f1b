//! Bringing a file to this program's format: numbered steps, forward only, one transaction each.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use sqlx::{AssertSqlSafe, Connection as _, SqliteConnection};

use super::{
    Fault,
    connect::{self, Limits},
};
use crate::StoreError;

/// "SYNQ": marks a file as a sync store.
const APPLICATION_ID: i64 = 0x5359_4E51;

/// Every step; the format of a file is the number of steps it has taken.
pub(crate) const MIGRATIONS: &[&str] = &[
    include_str!("../../migrations/sqlite/0001_queue.sql"),
    include_str!("../../migrations/sqlite/0002_error_groups.sql"),
    include_str!("../../migrations/sqlite/0003_bulk.sql"),
    include_str!("../../migrations/sqlite/0004_causes.sql"),
    include_str!("../../migrations/sqlite/0005_watch.sql"),
    include_str!("../../migrations/sqlite/0006_device.sql"),
    include_str!("../../migrations/sqlite/0007_masks.sql"),
    include_str!("../../migrations/sqlite/0008_decision.sql"),
    include_str!("../../migrations/sqlite/0009_unwritten.sql"),
    include_str!("../../migrations/sqlite/0010_upkeep.sql"),
    include_str!("../../migrations/sqlite/0011_device_order.sql"),
    include_str!("../../migrations/sqlite/0012_generations.sql"),
    include_str!("../../migrations/sqlite/0013_filters.sql"),
];

/// The format of the store at `path`, without changing anything.
pub(crate) async fn format_of(path: &Path, limits: Limits, known: usize) -> Result<i64, Fault> {
    let mut connection = connect::probe(path, limits).await?;
    let application_id: i64 = pragma(&mut connection, "PRAGMA application_id").await?;
    let found = pragma(&mut connection, "PRAGMA user_version").await?;
    connection.close().await?;
    let known = known as i64;
    if application_id != APPLICATION_ID || found < 1 {
        return Err(StoreError::NotAStore {
            path: path.to_owned(),
        }
        .into());
    }
    if found > known {
        return Err(StoreError::Newer {
            path: path.to_owned(),
            found,
            known,
        }
        .into());
    }
    Ok(found)
}

/// How far a store is on its way to this program's format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Upgrading {
    /// Its backup is being written.
    Backup {
        /// Bytes that are written.
        written: u64,
        /// Bytes in all, about: free space is left out.
        total: u64,
    },
    /// It is being changed.
    Change,
}

/// Is told, many times a second, how far an upgrade is; answers whether to go on.
pub type GoOn = Arc<dyn Fn(Upgrading) -> bool + Send + Sync>;

/// The engine asks whether to go on after so many of its operations: some milliseconds.
const OPERATIONS: i32 = 100_000;

/// Takes the steps that are missing. A file that has taken some gets a backup beside it first.
pub(crate) async fn migrate(
    connection: &mut SqliteConnection,
    path: &Path,
    migrations: &[&'static str],
    go_on: &GoOn,
) -> Result<(), Fault> {
    let format: i64 = pragma(connection, "PRAGMA user_version").await?;
    let is_old = format > 0 && (format as usize) < migrations.len();
    let upgrade = Upgrade::new(go_on);
    let work = async {
        if is_old {
            let backup = backup(connection, path, format, &upgrade).await?;
            tracing::info!(from = format, to = migrations.len(), backup = %backup.display(), "bringing the store to a new format");
            upgrade.ask(connection, || Upgrading::Change).await?;
        }
        for (position, migration) in migrations.iter().enumerate() {
            step(connection, position as i64 + 1, migration).await?;
        }
        connection.lock_handle().await?.remove_progress_handler();
        Ok(())
    };
    work.await.map_err(|fault| match upgrade.is_stopped() {
        true => StoreError::UpgradeCanceled {
            path: path.to_owned(),
        }
        .into(),
        false => fault,
    })
}

/// An upgrade that can be stopped.
struct Upgrade<'a> {
    go_on: &'a GoOn,
    stopped: Arc<AtomicBool>,
}

impl<'a> Upgrade<'a> {
    fn new(go_on: &'a GoOn) -> Self {
        Self {
            go_on,
            stopped: Arc::default(),
        }
    }

    fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// From now on the engine asks whether to go on, and stops what it does when not.
    async fn ask(
        &self,
        connection: &mut SqliteConnection,
        how_far: impl Fn() -> Upgrading + Send + 'static,
    ) -> Result<(), Fault> {
        let (go_on, stopped) = (Arc::clone(self.go_on), Arc::clone(&self.stopped));
        let goes_on = move || {
            let goes_on = go_on(how_far());
            stopped.store(!goes_on, Ordering::Relaxed);
            goes_on
        };
        connection
            .lock_handle()
            .await?
            .set_progress_handler(OPERATIONS, goes_on);
        Ok(())
    }
}

/// Takes one step, unless it was taken, by another process perhaps that opened the file at the same moment.
async fn step(connection: &mut SqliteConnection, number: i64, migration: &'static str) -> Result<(), Fault> {
    let mut tx = connection.begin_with("BEGIN IMMEDIATE").await?;
    let format: i64 = pragma(&mut tx, "PRAGMA user_version").await?;
    if format >= number {
        return Ok(tx.rollback().await?);
    }
    sqlx::raw_sql(migration).execute(&mut *tx).await?;
    let mark = format!("PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {number}");
    sqlx::raw_sql(AssertSqlSafe(mark)).execute(&mut *tx).await?;
    Ok(tx.commit().await?)
}

/// Writes a copy of the file beside it, under a name that is not taken.
async fn backup(
    connection: &mut SqliteConnection,
    path: &Path,
    format: i64,
    upgrade: &Upgrade<'_>,
) -> Result<PathBuf, Fault> {
    let named = |number: u32| {
        let mut name = path.as_os_str().to_owned();
        match number {
            0 => name.push(format!(".format-{format}.backup")),
            _ => name.push(format!(".format-{format}.backup-{number}")),
        }
        PathBuf::from(name)
    };
    let free = (0..)
        .map(named)
        .find(|name| !name.exists())
        .unwrap_or_else(|| named(0));
    let total = size(connection).await?;
    let file = free.clone();
    let how_far = move || Upgrading::Backup {
        written: std::fs::metadata(&file).map_or(0, |facts| facts.len()).min(total),
        total,
    };
    upgrade.ask(connection, how_far).await?;
    let written = sqlx::query("VACUUM INTO $1")
        .bind(free.to_string_lossy().into_owned())
        .execute(connection)
        .await;
    if let Err(error) = written {
        // Half a backup is of no use. That it could not be removed either is not the news.
        let _ = std::fs::remove_file(&free);
        return Err(error.into());
    }
    Ok(free)
}

/// Bytes of what is in the file.
async fn size(connection: &mut SqliteConnection) -> Result<u64, Fault> {
    let pages =
        pragma(connection, "PRAGMA page_count").await? - pragma(connection, "PRAGMA freelist_count").await?;
    Ok((pages * pragma(connection, "PRAGMA page_size").await?).unsigned_abs())
}

async fn pragma(connection: &mut SqliteConnection, query: &'static str) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar(query).fetch_one(connection).await
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "CREATE TABLE t (a BIGINT)";
    const SECOND: &str = "ALTER TABLE t ADD COLUMN b TEXT";

    fn always() -> GoOn {
        Arc::new(|_| true)
    }

    async fn at_format_one(path: &Path) -> SqliteConnection {
        std::fs::File::create_new(path).unwrap();
        let mut connection = connect::probe(path, Limits::default()).await.unwrap();
        migrate(&mut connection, path, &[FIRST], &always()).await.unwrap();
        sqlx::query("INSERT INTO t VALUES (7)")
            .execute(&mut connection)
            .await
            .unwrap();
        connection
    }

    #[tokio::test]
    async fn a_file_is_backed_up_before_it_is_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let mut connection = at_format_one(&path).await;
        assert_eq!(
            std::fs::read_dir(folder.path()).unwrap().count(),
            1,
            "a new file needs no backup"
        );

        migrate(&mut connection, &path, &[FIRST, SECOND], &always())
            .await
            .unwrap();
        assert_eq!(pragma(&mut connection, "PRAGMA user_version").await.unwrap(), 2);
        let backup = folder.path().join("a.db.format-1.backup");
        let mut old = connect::probe(&backup, Limits::default()).await.unwrap();
        assert_eq!(pragma(&mut old, "PRAGMA user_version").await.unwrap(), 1);
        assert_eq!(pragma(&mut old, "SELECT a FROM t").await.unwrap(), 7);

        migrate(&mut connection, &path, &[FIRST, SECOND], &always())
            .await
            .unwrap();
        assert!(
            !folder.path().join("a.db.format-1.backup-1").exists(),
            "nothing to change, nothing to back up"
        );
    }

    #[tokio::test]
    async fn a_store_of_format_8_may_have_the_table_of_format_9() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        std::fs::File::create_new(&path).unwrap();
        let pool = connect::writer(&path, Limits::default()).await.unwrap();
        let mut connection = pool.acquire().await.unwrap();
        migrate(&mut connection, &path, &MIGRATIONS[..8], &always())
            .await
            .unwrap();
        sqlx::query("CREATE TABLE batch_job_unwritten (batch_job INTEGER PRIMARY KEY)")
            .execute(&mut *connection)
            .await
            .unwrap();
        migrate(&mut connection, &path, MIGRATIONS, &always())
            .await
            .unwrap();
        let version = pragma(&mut connection, "PRAGMA user_version").await.unwrap();
        assert_eq!(version, i64::try_from(MIGRATIONS.len()).unwrap());
    }

    #[tokio::test]
    async fn a_step_that_fails_leaves_the_file_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let mut connection = at_format_one(&path).await;
        let broken = "ALTER TABLE t ADD COLUMN b TEXT; INSERT INTO nowhere VALUES (1)";
        assert!(
            migrate(&mut connection, &path, &[FIRST, broken], &always())
                .await
                .is_err()
        );
        assert_eq!(pragma(&mut connection, "PRAGMA user_version").await.unwrap(), 1);
        assert!(
            sqlx::query("SELECT b FROM t")
                .fetch_all(&mut connection)
                .await
                .is_err()
        );

        // The second try keeps the backup of the first.
        assert!(
            migrate(&mut connection, &path, &[FIRST, broken], &always())
                .await
                .is_err()
        );
        assert!(folder.path().join("a.db.format-1.backup-1").exists());
    }

    #[tokio::test]
    async fn what_is_no_store_is_refused_untouched() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let mut connection = at_format_one(&path).await;
        assert!(matches!(format_of(&path, Limits::default(), 1).await, Ok(1)));
        assert!(matches!(
            format_of(&path, Limits::default(), 0).await,
            Err(Fault::Told(StoreError::Newer {
                found: 1,
                known: 0,
                ..
            }))
        ));
        sqlx::query("PRAGMA application_id = 1")
            .execute(&mut connection)
            .await
            .unwrap();
        assert!(matches!(
            format_of(&path, Limits::default(), 1).await,
            Err(Fault::Told(StoreError::NotAStore { .. }))
        ));
    }

    #[tokio::test]
    async fn quiet_hours_of_format_9_become_times_of_the_day() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("queue.db");
        std::fs::File::create_new(&path).unwrap();
        let mut connection = connect::probe(&path, Limits::default()).await.unwrap();
        migrate(&mut connection, &path, &MIGRATIONS[..9], &always())
            .await
            .unwrap();
        let mut value = serde_json::to_value(model::WatchSettings::default()).unwrap();
        let fields = value.as_object_mut().unwrap();
        for added in [
            "quietDays",
            "reportSaved",
            "reportFolder",
            "reportTime",
            "journalDays",
        ] {
            assert!(fields.remove(added).is_some());
        }
        fields.insert("quietFrom".into(), 9.into());
        fields.insert("quietTo".into(), 17.into());
        sqlx::query("INSERT INTO setting VALUES ('watch', $1, 3)")
            .bind(value.to_string())
            .execute(&mut connection)
            .await
            .unwrap();
        sqlx::query(
            "INSERT INTO setting_change (scope, changed_at, actor, field, old_value, new_value, reason) \
             VALUES ('watch', 0, 'ada', 'quietFrom', '20', '9', 'trial')",
        )
        .execute(&mut connection)
        .await
        .unwrap();
        migrate(&mut connection, &path, MIGRATIONS, &always())
            .await
            .unwrap();
        let text: String = sqlx::query_scalar("SELECT value FROM setting")
            .fetch_one(&mut connection)
            .await
            .unwrap();
        let settings: model::WatchSettings = serde_json::from_str(&text).unwrap();
        let expected = model::WatchSettings {
            quiet_from: model::TimeOfDay::at(9, 0),
            quiet_to: model::TimeOfDay::at(17, 0),
            ..model::WatchSettings::default()
        };
        assert_eq!(settings, expected);
        let change: (String, String) = sqlx::query_as("SELECT old_value, new_value FROM setting_change")
            .fetch_one(&mut connection)
            .await
            .unwrap();
        assert_eq!(change, ("\"20:00\"".into(), "\"09:00\"".into()));
    }

    /// A table whose copy takes the engine several times as many operations as it works without asking.
    async fn with_rows(path: &Path) -> SqliteConnection {
        let mut connection = at_format_one(path).await;
        sqlx::query(
            "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 200000) \
             INSERT INTO t SELECT n FROM numbers",
        )
        .execute(&mut connection)
        .await
        .unwrap();
        connection
    }

    #[tokio::test]
    async fn an_upgrade_tells_how_far_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let mut connection = with_rows(&path).await;
        let told = Arc::new(std::sync::Mutex::new(Vec::new()));
        let go_on: GoOn = {
            let told = Arc::clone(&told);
            Arc::new(move |far| {
                told.lock().unwrap().push(far);
                true
            })
        };
        let second = "CREATE TABLE u AS SELECT a + 1 AS a FROM t";
        migrate(&mut connection, &path, &[FIRST, second], &go_on)
            .await
            .unwrap();
        let told = told.lock().unwrap().clone();
        assert!(
            matches!(told[0], Upgrading::Backup { total, .. } if total > 1_000_000),
            "{told:?}"
        );
        assert_eq!(told.last(), Some(&Upgrading::Change));
        let heard = told.len();
        sqlx::query("SELECT sum(a) FROM t")
            .execute(&mut connection)
            .await
            .unwrap();
        assert_eq!(told.len(), heard, "afterwards nobody is asked");
    }

    #[tokio::test]
    async fn an_upgrade_that_is_stopped_leaves_the_store_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        drop(with_rows(&path).await);
        let second = "CREATE TABLE u AS SELECT a + 1 AS a FROM t";
        let stopped_in_backup: GoOn = Arc::new(|_| false);
        let stopped_in_change: GoOn = Arc::new(|far| far != Upgrading::Change);
        for (go_on, files) in [(stopped_in_backup, 1), (stopped_in_change, 2)] {
            let mut connection = connect::probe(&path, Limits::default()).await.unwrap();
            let stopped = migrate(&mut connection, &path, &[FIRST, second], &go_on).await;
            assert!(
                matches!(stopped, Err(Fault::Told(StoreError::UpgradeCanceled { .. }))),
                "{stopped:?}"
            );
            drop(connection);
            let mut connection = connect::probe(&path, Limits::default()).await.unwrap();
            assert_eq!(pragma(&mut connection, "PRAGMA user_version").await.unwrap(), 1);
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), files);
        }
        let mut connection = connect::probe(&path, Limits::default()).await.unwrap();
        migrate(&mut connection, &path, &[FIRST, second], &always())
            .await
            .unwrap();
        assert_eq!(
            pragma(&mut connection, "SELECT count(*) FROM u").await.unwrap(),
            200_001
        );
    }
}
