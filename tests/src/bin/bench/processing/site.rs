//! A queue and an org side by side, with so many transactions settled.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Instant,
};

use model::{Clock, IdGenerator, Status, SystemClock};
use org::LocalOrg;
use processor::{Processor, RunOptions};
use store::Store;
use tokio_util::sync::CancellationToken;

use super::{Failure, uploads};
use crate::measure;

/// Transactions that are uploaded before they are processed, where nothing is measured.
const WAVE: usize = 20_000;
/// Transactions of one upload.
const UPLOAD: usize = 500;

/// What processing cost.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    /// Transactions in a second.
    pub(crate) rate: f64,
    /// Processor time (all threads, user and system) of a transaction, in microseconds.
    pub(crate) cpu: f64,
}

/// A queue and an org.
pub(crate) struct Site {
    store: Store,
    org: Arc<LocalOrg>,
    clock: Arc<dyn Clock>,
    ids: Arc<IdGenerator>,
    users: Vec<uploads::User>,
    /// Transactions that were Success in the store before the site uploaded its first.
    before: usize,
}

impl Site {
    /// Opens the queue `<place>.syncstore` with its org `<place>.org.db`. A queue that is there without an org gets a new
    /// one; without a queue, both are made.
    pub(crate) async fn open(place: &Path) -> Result<Self, Failure> {
        let (store_path, org_path) = (Self::store_path(place), Self::org_path(place));
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let (ids, users) = (Arc::new(IdGenerator::random()), uploads::users());
        let store = match store_path.exists() {
            true => Store::open(&store_path, Arc::clone(&clock)).await?,
            false => Store::create(&store_path, Arc::clone(&clock)).await?,
        };
        // Written last: an org without it is half an org.
        let ready = place.with_extension("ready");
        if !ready.exists() {
            for ending in ["org.db", "org.db-wal", "org.db-shm"] {
                let _ = std::fs::remove_file(place.with_extension(ending));
            }
            let org = LocalOrg::create(&org_path, Arc::clone(&clock), Arc::clone(&ids)).await?;
            uploads::load(&org, &users).await?;
            org.close().await;
            std::fs::write(&ready, successes(&store).await?.to_string())?;
        }
        Ok(Self {
            org: Arc::new(LocalOrg::open(&org_path, Arc::clone(&clock), Arc::clone(&ids)).await?),
            before: std::fs::read_to_string(&ready)?.parse()?,
            store,
            clock,
            ids,
            users,
        })
    }

    pub(super) fn store_path(place: &Path) -> PathBuf {
        place.with_extension("syncstore")
    }

    pub(super) fn org_path(place: &Path) -> PathBuf {
        place.with_extension("org.db")
    }

    /// The store.
    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    /// Uploads and processes until at least so many transactions are settled.
    pub(super) async fn settle(&self, transactions: usize) -> Result<(), Failure> {
        self.process(0).await?;
        let mut settled = self.settled().await?;
        while settled < transactions {
            let wave = WAVE.min(transactions - settled);
            self.upload(wave).await?;
            self.process(wave).await?;
            settled = self.settled().await?;
            eprintln!(
                "{}: {settled} of {transactions} settled",
                self.store.path().display()
            );
        }
        Ok(())
    }

    /// Uploads so many transactions, and processes them with a store that was just opened, and so many again while it
    /// stays open.
    pub(crate) async fn measure(place: &Path, transactions: usize) -> Result<[Cost; 2], Failure> {
        let site = Self::open(place).await?;
        site.upload(transactions).await?;
        site.close().await;
        let site = Self::open(place).await?;
        let opened = site.cost(transactions).await?;
        site.upload(transactions).await?;
        let going_on = site.cost(transactions).await?;
        site.close().await;
        Ok([opened, going_on])
    }

    /// Processes all that is due, and measures that.
    async fn cost(&self, transactions: usize) -> Result<Cost, Failure> {
        let (began, cpu) = (Instant::now(), measure::cpu_seconds()?);
        self.process(transactions).await?;
        let (seconds, cpu) = (began.elapsed().as_secs_f64(), measure::cpu_seconds()? - cpu);
        let count = transactions as f64;
        Ok(Cost {
            rate: count / seconds,
            cpu: cpu * 1_000_000.0 / count,
        })
    }

    /// Uploads so many transactions.
    pub(crate) async fn upload(&self, transactions: usize) -> Result<(), Failure> {
        let first = self.settled().await?;
        for from in (first..first + transactions).step_by(UPLOAD) {
            let to = (from + UPLOAD).min(first + transactions);
            let uploads = (from..to)
                .map(|number| uploads::upload(number, &self.users, &self.ids, self.clock.now()))
                .collect();
            self.store.receive(uploads).await?;
        }
        Ok(())
    }

    /// Processes all that is due, with so many uploads among it.
    pub(crate) async fn process(&self, uploads: usize) -> Result<(), Failure> {
        let processor = Processor::new(
            self.store.clone(),
            Arc::clone(&self.org) as Arc<dyn org::Org>,
            Arc::clone(&self.clock),
            Arc::clone(&self.ids),
            "bench",
        );
        let options = RunOptions {
            lookback_days: 36_500,
            until_empty: true,
        };
        let summary = processor.run(options, |_| {}, CancellationToken::new()).await?;
        if usize::try_from(summary.success)? < uploads {
            return Err(format!("not everything was applied: {summary:?}").into());
        }
        Ok(())
    }

    async fn settled(&self) -> Result<usize, Failure> {
        Ok(successes(&self.store).await? - self.before)
    }

    pub(crate) async fn close(self) {
        self.store.close().await;
        self.org.close().await;
    }
}

async fn successes(store: &Store) -> Result<usize, Failure> {
    Ok(usize::try_from(store.counts().await?.get(Status::Success))?)
}
