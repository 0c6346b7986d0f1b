//! Engines under test, and a store of one of them with a clock that tests move.

use std::{path::PathBuf, sync::Arc};

use model::{IdGenerator, ManualClock, timestamp};
use store::Store;
use tempfile::TempDir;

/// Makes stores.
pub trait Engine: Sized {
    /// A place for one empty store.
    fn new() -> Self;

    /// Makes the store.
    async fn create(&self, clock: Arc<ManualClock>) -> Store;

    /// Opens it once more, as another process would.
    async fn open(&self, clock: Arc<ManualClock>) -> Store;
}

/// A SQLite file in a folder that goes away.
pub struct Sqlite(TempDir);

impl Sqlite {
    fn file(&self) -> PathBuf {
        self.0.path().join("queue.db")
    }
}

impl Engine for Sqlite {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    async fn create(&self, clock: Arc<ManualClock>) -> Store {
        Store::create(self.file(), clock).await.unwrap()
    }

    async fn open(&self, clock: Arc<ManualClock>) -> Store {
        Store::open(self.file(), clock).await.unwrap()
    }
}

/// The moment at which every test begins: 2026-11-23T08:00Z.
pub const START: i64 = 1_795_420_800_000;

/// An empty store of an engine.
pub struct Fixture<E: Engine = Sqlite> {
    /// The store.
    pub store: Store,
    /// Its clock.
    pub clock: Arc<ManualClock>,
    /// Makes Ids, the same in every run.
    pub ids: IdGenerator,
    engine: E,
}

impl<E: Engine> Fixture<E> {
    /// An empty store at [`START`].
    pub async fn new() -> Self {
        let engine = E::new();
        let clock = Arc::new(ManualClock::new(timestamp(START)));
        let store = engine.create(Arc::clone(&clock)).await;
        Self {
            store,
            clock,
            ids: IdGenerator::seeded(1),
            engine,
        }
    }

    /// Another handle on the same store.
    pub async fn another(&self) -> Store {
        self.engine.open(Arc::clone(&self.clock)).await
    }
}

/// An empty store of the engine that is tested.
pub async fn fixture() -> Fixture {
    Fixture::new().await
}
