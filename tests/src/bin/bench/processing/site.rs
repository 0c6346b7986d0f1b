//! A queue and an org in a folder, with so many transactions settled.

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
pub(super) struct Cost {
    /// Transactions in a second.
    pub(super) rate: f64,
    /// Processor time (all threads, user and system) of a transaction, in microseconds.
    pub(super) cpu: f64,
}

/// A queue and an org.
pub(super) struct Site {
    folder: PathBuf,
    store: Store,
    org: Arc<LocalOrg>,
    clock: Arc<dyn Clock>,
    ids: Arc<IdGenerator>,
    users: Vec<uploads::User>,
}

impl Site {
    /// Opens what is there, or makes it.
    pub(super) async fn open(folder: &Path) -> Result<Self, Failure> {
        let (store_path, org_path) = (Self::store_path(folder), Self::org_path(folder));
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let (ids, users) = (Arc::new(IdGenerator::random()), uploads::users());
        let is_new = !folder.join("ready").exists();
        if is_new {
            let _ = std::fs::remove_dir_all(folder);
            std::fs::create_dir_all(folder)?;
            let org = LocalOrg::create(&org_path, Arc::clone(&clock), Arc::clone(&ids)).await?;
            uploads::load(&org, &users).await?;
            org.close().await;
            Store::create(&store_path, Arc::clone(&clock))
                .await?
                .close()
                .await;
            std::fs::write(folder.join("ready"), "")?;
        }
        Ok(Self {
            folder: folder.to_owned(),
            store: Store::open(&store_path, Arc::clone(&clock)).await?,
            org: Arc::new(LocalOrg::open(&org_path, Arc::clone(&clock), Arc::clone(&ids)).await?),
            clock,
            ids,
            users,
        })
    }

    pub(super) fn store_path(folder: &Path) -> PathBuf {
        folder.join("queue.syncstore")
    }

    pub(super) fn org_path(folder: &Path) -> PathBuf {
        folder.join("queue.org.db")
    }

    /// Uploads and processes until at least so many transactions are settled.
    pub(super) async fn settle(&self, transactions: usize) -> Result<(), Failure> {
        self.process().await?;
        let mut settled = self.settled().await?;
        while settled < transactions {
            self.upload(WAVE.min(transactions - settled)).await?;
            self.process().await?;
            settled = self.settled().await?;
            eprintln!("{}: {settled} of {transactions} settled", self.folder.display());
        }
        Ok(())
    }

    /// Uploads so many transactions, and processes them with a store that was just opened.
    pub(super) async fn measure(folder: &Path, transactions: usize) -> Result<Cost, Failure> {
        let site = Self::open(folder).await?;
        site.upload(transactions).await?;
        site.close().await;
        let site = Self::open(folder).await?;
        let (began, cpu) = (Instant::now(), measure::cpu_seconds()?);
        site.process().await?;
        let (seconds, cpu) = (began.elapsed().as_secs_f64(), measure::cpu_seconds()? - cpu);
        site.close().await;
        let count = transactions as f64;
        Ok(Cost {
            rate: count / seconds,
            cpu: cpu * 1_000_000.0 / count,
        })
    }

    async fn upload(&self, transactions: usize) -> Result<(), Failure> {
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

    async fn process(&self) -> Result<(), Failure> {
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
        if summary.success != summary.claimed {
            return Err(format!("not everything was applied: {summary:?}").into());
        }
        Ok(())
    }

    async fn settled(&self) -> Result<usize, Failure> {
        Ok(usize::try_from(self.store.counts().await?.get(Status::Success))?)
    }

    pub(super) async fn close(self) {
        self.store.close().await;
        self.org.close().await;
    }
}
