//! The handle on a store file.

use std::{
    ops::{Deref, DerefMut},
    path::{Path, PathBuf},
    sync::Arc,
};

use model::{Clock, millis};
use sqlx::{Sqlite, SqliteConnection, SqlitePool, Transaction};

use crate::{
    StoreError,
    engine::{
        Fault,
        connect::{self, Limits},
        migrations::{self, GoOn, MIGRATIONS},
    },
    tables::{error_group, tally::TallyChanges},
};

/// A handle on one store file. Clones share its connections.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    path: PathBuf,
    clock: Arc<dyn Clock>,
    writer: SqlitePool,
    readers: SqlitePool,
}

impl Store {
    /// Makes a new, empty store at `path`.
    ///
    /// # Errors
    /// When there is a file already, or the place cannot be written.
    pub async fn create(path: impl AsRef<Path>, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        Self::create_limited(path.as_ref(), clock, Limits::default()).await
    }

    /// Opens the store at `path`, and brings it to this program's format; before an older file is changed, a
    /// backup of it is written beside it.
    ///
    /// # Errors
    /// When there is no file, or it is not a store, newer than the program, read-only, or locked.
    pub async fn open(path: impl AsRef<Path>, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        Self::open_limited(path.as_ref(), clock, Limits::default()).await
    }

    /// Whether the store at `path` is older than this program: [`Store::upgrade`] it first where its size may be large,
    /// since [`Store::open`] tells nothing while it does so.
    ///
    /// # Errors
    /// Like [`Store::open`].
    pub async fn is_older(path: impl AsRef<Path>) -> Result<bool, StoreError> {
        let path = path.as_ref();
        let format = migrations::format_of(path, Limits::default(), MIGRATIONS.len());
        Ok(format.await.map_err(|fault| fault.at(path))? < MIGRATIONS.len() as i64)
    }

    /// Brings the store at `path` to this program's format; a backup of it is written beside it first. `go_on` is told how
    /// far that is.
    ///
    /// # Errors
    /// Like [`Store::open`], and [`StoreError::UpgradeCanceled`] when `go_on` said no.
    pub async fn upgrade(path: impl AsRef<Path>, go_on: GoOn) -> Result<(), StoreError> {
        let path = path.as_ref();
        check_writable(path)?;
        let upgrade = async {
            let writer = connect::writer(path, Limits::default()).await?;
            let done = migrations::migrate(&mut *writer.acquire().await?, path, MIGRATIONS, &go_on).await;
            writer.close().await;
            done
        };
        upgrade.await.map_err(|fault| fault.at(path))
    }

    /// Like [`Store::create`], with limits that tests choose.
    #[doc(hidden)]
    pub async fn create_limited(
        path: &Path,
        clock: Arc<dyn Clock>,
        limits: Limits,
    ) -> Result<Self, StoreError> {
        match std::fs::File::create_new(path) {
            Ok(_) => {}
            Err(error) => return Err(unreachable_file(path, error)),
        }
        let created = Self::connect(path, clock, limits).await;
        created.map_err(|fault| {
            // Half a store is of no use, and would be in the way of the next try.
            let _ = std::fs::remove_file(path);
            fault.at(path)
        })
    }

    /// Like [`Store::open`], with limits that tests choose.
    #[doc(hidden)]
    pub async fn open_limited(
        path: &Path,
        clock: Arc<dyn Clock>,
        limits: Limits,
    ) -> Result<Self, StoreError> {
        check_writable(path)?;
        let open = async {
            migrations::format_of(path, limits, MIGRATIONS.len()).await?;
            Self::connect(path, clock, limits).await
        };
        open.await.map_err(|fault| fault.at(path))
    }

    async fn connect(path: &Path, clock: Arc<dyn Clock>, limits: Limits) -> Result<Self, Fault> {
        let writer = connect::writer(path, limits).await?;
        let always: GoOn = Arc::new(|_| true);
        migrations::migrate(&mut *writer.acquire().await?, path, MIGRATIONS, &always).await?;
        let readers = connect::readers(path, limits).await?;
        Ok(Self(Arc::new(Inner {
            path: path.to_owned(),
            clock,
            writer,
            readers,
        })))
    }

    /// Waits for what is being written, and closes the file. Other clones of the handle can do nothing afterwards.
    pub async fn close(&self) {
        self.0.readers.close().await;
        self.0.writer.close().await;
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// Runs `work` in one commit, alone among writers. When it fails or is given up, nothing is written.
    pub(crate) async fn write<T>(
        &self,
        work: impl AsyncFnOnce(&mut Writing) -> Result<T, Fault>,
    ) -> Result<T, StoreError> {
        let run = async {
            let mut writing = self.begin().await?;
            let answer = work(&mut writing).await?;
            writing.commit().await?;
            Ok(answer)
        };
        run.await.map_err(|fault| self.told(fault))
    }

    /// Begins a commit, alone among writers.
    pub(crate) async fn begin(&self) -> Result<Writing, Fault> {
        let tx = self.0.writer.begin_with("BEGIN IMMEDIATE").await?;
        Ok(Writing {
            tx,
            now: self.now(),
            tally: TallyChanges::default(),
        })
    }

    /// Runs `work` on one state of the store, whatever is written meanwhile.
    pub(crate) async fn read<T>(
        &self,
        work: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T, Fault>,
    ) -> Result<T, StoreError> {
        let run = async {
            let mut tx = self.0.readers.begin().await?;
            work(&mut tx).await
        };
        run.await.map_err(|fault| self.told(fault))
    }

    /// A failure in words.
    pub(crate) fn told(&self, fault: Fault) -> StoreError {
        fault.at(&self.0.path)
    }

    /// The moment, in milliseconds.
    pub(crate) fn now(&self) -> i64 {
        millis(self.0.clock.now())
    }
}

/// A commit in the making.
pub(crate) struct Writing {
    tx: Transaction<'static, Sqlite>,
    /// The moment of the commit, in milliseconds.
    pub(crate) now: i64,
    /// What it does to the counts.
    pub(crate) tally: TallyChanges,
}

impl Writing {
    /// Writes the counts and what follows from them, and makes all of it last.
    pub(crate) async fn commit(mut self) -> Result<(), Fault> {
        self.tally.write(&mut self.tx).await?;
        error_group::note_cleared(&mut self.tx, self.tally.groups(), self.now).await?;
        Ok(self.tx.commit().await?)
    }
}

impl Deref for Writing {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        &self.tx
    }
}

impl DerefMut for Writing {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.tx
    }
}

/// Refuses what is no file, or may not be written.
fn check_writable(path: &Path) -> Result<(), StoreError> {
    let file = std::fs::metadata(path).map_err(|error| unreachable_file(path, error))?;
    if !file.is_file() {
        return Err(StoreError::NotAStore {
            path: path.to_owned(),
        });
    }
    // Asked here, because the engine of an all-powerful user would write into it nevertheless.
    if file.permissions().readonly() {
        return Err(StoreError::ReadOnly {
            path: path.to_owned(),
        });
    }
    Ok(())
}

fn unreachable_file(path: &Path, error: std::io::Error) -> StoreError {
    use std::io::ErrorKind;
    let path = path.to_owned();
    match error.kind() {
        ErrorKind::NotFound => StoreError::Missing { path },
        ErrorKind::AlreadyExists => StoreError::AlreadyExists { path },
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly { path },
        ErrorKind::StorageFull => StoreError::DiskFull { path },
        _ => StoreError::Engine {
            path,
            source: sqlx::Error::Io(error),
        },
    }
}
