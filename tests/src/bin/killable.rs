//! A Sync Processor that can be killed, stopped or starved at any point: the child process of the fault tests.
//!
//! `killable STORE ORG CLOCK BATCH POINT ARRIVALS`: processes what is due at the moment in the file CLOCK (milliseconds
//! since 1970, read anew each time) in batches of BATCH and prints each point that it reaches. At the ARRIVALS-th
//! arrival at POINT ("any" for all points, 0 for never) it prints "waiting" and waits for a line on its input: time
//! enough to kill or stop it. `KILLABLE_STORE_PAGES` and `KILLABLE_ORG_PAGES` say how many pages a file may grow to,
//! `KILLABLE_WORKERS` how many batches are in work at a time, `KILLABLE_POISON` the Id of a transaction that kills. With
//! `KILLABLE_KEPT` its run is kept, and its parts are written only at the end.
#![allow(missing_docs)]

use std::{
    error::Error,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use async_trait::async_trait;
use chrono::Duration;
use model::{Clock, IdGenerator, RecordId, RunTrigger, Timestamp, timestamp};
use org::{Answer, Applied, Catalogue, ItemError, Lane, LaneStep, LocalOrg, Org, OrgError, OrgRecord};
use processor::{Pace, Processor, ProcessorEvent, RunOptions, Turn};
use store::{Limits, Store};
use tokio_util::sync::CancellationToken;

/// Shows the moment that stands in a file, so that whoever watches can move it at any time.
struct FileClock(PathBuf);

impl Clock for FileClock {
    fn now(&self) -> Timestamp {
        let text = std::fs::read_to_string(&self.0).expect("the clock's file is there");
        timestamp(text.trim().parse().expect("it holds milliseconds since 1970"))
    }
}

/// The points that are reached, and the one at which to wait.
struct Life {
    /// The point, or none for any.
    point: Option<String>,
    /// How many arrivals there are left until the one to wait at.
    left: Mutex<u64>,
}

impl Life {
    /// Says which point is reached. At the one to wait at, waits for a line on standard input, and so does whoever
    /// reaches a point meanwhile.
    fn reach(&self, point: &str) {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let is_meant = self.point.as_deref().is_none_or(|meant| meant == point);
        let waits = is_meant && *left == 1;
        if is_meant {
            *left = left.saturating_sub(1);
        }
        println!("{point}");
        if waits {
            println!("waiting");
            let _ = std::io::stdin().read_line(&mut String::new());
        }
    }
}

/// The org, with steps around and within its own transaction.
struct WatchedOrg {
    org: LocalOrg,
    life: Arc<Life>,
    /// The Id of a transaction that kills whoever tries it.
    poison: Option<String>,
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
        self.life.reach("before apply");
        let mut transactions = lanes.iter().flat_map(|lane| &lane.transactions);
        if transactions.any(|it| self.poison.as_deref() == Some(it.id.as_str())) {
            std::process::abort();
        }
        let watched = |lane: usize, position: usize, errors: &[ItemError]| {
            self.life.reach("within apply");
            on_refused(lane, position, errors)
        };
        let answers = self.org.apply(lanes, &watched).await?;
        self.life.reach("applied, in the ledger");
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
    let [store_path, org_path, clock, batch, point, arrivals] = arguments.as_slice() else {
        return Err("usage: killable STORE ORG CLOCK BATCH POINT ARRIVALS".into());
    };
    let (store_path, org_path) = (Path::new(store_path), Path::new(org_path));
    let clock: Arc<dyn Clock> = Arc::new(FileClock(clock.into()));
    let ids = Arc::new(IdGenerator::random());
    let life = Arc::new(Life {
        point: Some(point.clone()).filter(|point| point != "any"),
        left: Mutex::new(arrivals.parse()?),
    });
    let limits = Limits {
        max_pages: number("KILLABLE_STORE_PAGES")?,
        ..Limits::default()
    };
    let store = Store::open_limited(store_path, Arc::clone(&clock), limits).await?;
    let org_pages = number("KILLABLE_ORG_PAGES")?;
    let org = LocalOrg::open_limited(org_path, Arc::clone(&clock), Arc::clone(&ids), org_pages).await?;
    let poison = std::env::var("KILLABLE_POISON").ok();
    let most_crashes = match &poison {
        Some(_) => Pace::default().most_crashes,
        // Here it is not the transactions that kill.
        None => i64::MAX,
    };
    let watched = Arc::new(WatchedOrg {
        org: org.clone(),
        life: Arc::clone(&life),
        poison,
    });
    let workers = number("KILLABLE_WORKERS")?.unwrap_or(2);
    let pace = Pace {
        batch: batch.parse()?,
        workers: usize::try_from(workers)?,
        most_crashes,
        note_every: Duration::days(1),
        ..Pace::default()
    };
    let name = format!("killable {}", std::process::id());
    let processor = Processor::new(store.clone(), watched, clock, ids, name).with_pace(pace);
    let on_event = |event| match event {
        ProcessorEvent::Recovered { .. } => life.reach("recovered"),
        ProcessorEvent::Claimed { .. } => life.reach("claimed"),
        ProcessorEvent::Applied { .. } => life.reach("answers read"),
        ProcessorEvent::Settled { .. } => life.reach("settled"),
        _ => {}
    };
    let options = RunOptions {
        until_empty: true,
        // The clock jumps, and here nothing is too old.
        lookback_days: 36_500,
    };
    let cancel = CancellationToken::new();
    if number("KILLABLE_KEPT")?.is_some() {
        let begun = processor.begin("Run now", RunTrigger::Manual, options.lookback_days);
        let Turn::Begun(run) = begun.await? else {
            return Err("another run is at work".into());
        };
        run.work(options.until_empty, on_event, cancel).await?;
    } else {
        processor.run(options, on_event, cancel).await?;
    }
    store.close().await;
    org.close().await;
    println!("done");
    Ok(())
}

/// A number in the environment; none when it is not there.
fn number(variable: &str) -> Result<Option<u32>, Box<dyn Error>> {
    match std::env::var(variable) {
        Ok(text) => Ok(Some(text.parse()?)),
        Err(_) => Ok(None),
    }
}
