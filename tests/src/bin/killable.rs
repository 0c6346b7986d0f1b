//! A Sync Processor that can be killed at any step: the child process of the kill test.
//!
//! `killable STORE ORG NOW BATCH STEPS`: processes what is due at NOW (milliseconds since 1970) in batches of BATCH,
//! prints each step it reaches, and dies at the STEPS-th one without cleaning up; 0 lets it live.
#![allow(missing_docs)]

use std::{
    error::Error,
    io::Write as _,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use async_trait::async_trait;
use model::{Clock, IdGenerator, ManualClock, RecordId, timestamp};
use org::{Answer, Applied, Catalogue, ItemError, Lane, LaneStep, LocalOrg, Org, OrgError, OrgRecord};
use processor::{Pace, Processor, ProcessorEvent, RunOptions};
use store::Store;
use tokio_util::sync::CancellationToken;

/// How many steps are left to live.
struct Life(AtomicI64);

impl Life {
    /// Says which step is reached, and dies when it is the last one.
    fn step(&self, name: &str) {
        let mut out = std::io::stdout();
        let _ = writeln!(out, "{name}");
        let _ = out.flush();
        if self.0.fetch_sub(1, Ordering::SeqCst) == 1 {
            std::process::abort();
        }
    }
}

/// The org, with steps around and within its own transaction.
struct WatchedOrg {
    org: LocalOrg,
    life: Arc<Life>,
}

#[async_trait]
impl Org for WatchedOrg {
    async fn catalogue(&self) -> Result<Arc<Catalogue>, OrgError> {
        self.org.catalogue().await
    }

    async fn apply(
        &self,
        lanes: Vec<Lane>,
        on_refused: &(dyn for<'a> Fn(usize, usize, &'a [ItemError]) -> LaneStep + Sync),
    ) -> Result<Vec<Vec<Answer>>, OrgError> {
        self.life.step("before apply");
        let watched = |lane: usize, position: usize, errors: &[ItemError]| {
            self.life.step("within apply");
            on_refused(lane, position, errors)
        };
        let answers = self.org.apply(lanes, &watched).await?;
        self.life.step("applied, in the ledger");
        Ok(answers)
    }

    async fn recorded(&self, ids: &[RecordId]) -> Result<Vec<Option<Applied>>, OrgError> {
        self.org.recorded(ids).await
    }

    async fn record(&self, id: &RecordId) -> Result<Option<OrgRecord>, OrgError> {
        self.org.record(id).await
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [store_path, org_path, now, batch, steps] = arguments.as_slice() else {
        return Err("usage: killable STORE ORG NOW BATCH STEPS".into());
    };
    let clock: Arc<dyn Clock> = Arc::new(ManualClock::new(timestamp(now.parse()?)));
    let ids = Arc::new(IdGenerator::random());
    let life = Arc::new(Life(AtomicI64::new(steps.parse()?)));
    let store = Store::open(Path::new(store_path), Arc::clone(&clock)).await?;
    let org = LocalOrg::open(Path::new(org_path), Arc::clone(&clock), Arc::clone(&ids)).await?;
    let watched = Arc::new(WatchedOrg {
        org: org.clone(),
        life: Arc::clone(&life),
    });
    let pace = Pace {
        batch: batch.parse()?,
        // Here it is not the transactions that kill.
        most_crashes: i64::MAX,
        ..Pace::default()
    };
    let name = format!("killable {}", std::process::id());
    let processor = Processor::new(store.clone(), watched, clock, ids, name).with_pace(pace);
    let on_event = |event| match event {
        ProcessorEvent::Recovered { .. } => life.step("recovered"),
        ProcessorEvent::Claimed { .. } => life.step("claimed"),
        ProcessorEvent::Settled { .. } => life.step("settled"),
        _ => {}
    };
    let options = RunOptions {
        until_empty: true,
        ..RunOptions::default()
    };
    processor.run(options, on_event, CancellationToken::new()).await?;
    store.close().await;
    org.close().await;
    println!("done");
    Ok(())
}
