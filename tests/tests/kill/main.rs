//! The processor is killed at 200 random points. Afterwards every transaction is settled once, the org holds what
//! the queue says it holds, and both files are sound.

mod verdict;
mod workload;

use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
};

use chrono::Duration;
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha12Rng;
use workload::Workload;

const KILLS: usize = 200;
const SEED: u64 = 20_261_123;
/// Small batches, so that there is much between claim and settle.
const BATCH: usize = 8;
/// The steps at which the processor can be made to end its own life.
const STEPS: [&str; 6] = [
    "recovered",
    "claimed",
    "before apply",
    "within apply",
    "applied, in the ledger",
    "settled",
];

#[tokio::test(flavor = "multi_thread")]
async fn killed_at_200_points_it_settles_every_transaction_once() {
    let mut rng = ChaCha12Rng::seed_from_u64(SEED);
    let mut workload = Workload::new().await;
    workload.upload(40).await;
    let mut deaths: BTreeMap<String, usize> = BTreeMap::new();
    let mut kills = 0;
    while kills < KILLS {
        // Claims of the dead have run out by then.
        workload.clock.advance(Duration::minutes(10));
        let steps = rng.random_range(1..=14);
        let death = if kills % 2 == 0 {
            dies_by_itself(&workload, steps)
        } else {
            is_killed(&workload, steps, rng.random_range(0..200_000))
        };
        match death {
            Some(step) => {
                kills += 1;
                *deaths.entry(step).or_default() += 1;
            }
            // It was done before its time came.
            None => workload.upload(5).await,
        }
    }
    for step in STEPS {
        assert!(
            deaths.contains_key(step),
            "it never died at \"{step}\": {deaths:?}"
        );
    }
    while !is_all_but_the_locked_one_done(&workload).await {
        workload.clock.advance(Duration::hours(2));
        assert_eq!(dies_by_itself(&workload, 0), None, "left alone, it lives");
    }
    verdict::check(&workload).await;
}

/// Whether nothing is left to retry but the transaction whose record is locked for ever.
async fn is_all_but_the_locked_one_done(workload: &Workload) -> bool {
    let store = workload.open_store().await;
    let counts = store.counts().await.expect("the store answers");
    store.close().await;
    counts.retry == 1 && counts.waiting == 0 && counts.in_progress == 0
}

/// A processor that ends its own life at the given step; answers which step that was, none when it was done before.
fn dies_by_itself(workload: &Workload, at_step: u32) -> Option<String> {
    let child = start(workload, at_step);
    let output = child.wait_with_output().expect("the processor can be waited for");
    let steps: Vec<String> = output.stdout.lines().map_while(Result::ok).collect();
    let last = steps.last().cloned().unwrap_or_default();
    if output.status.success() {
        assert_eq!(last, "done");
        return None;
    }
    assert_eq!(
        steps.len(),
        at_step as usize,
        "it ended before its time: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(last)
}

/// A processor that is killed from outside some moments after the given step; answers the last step that was seen,
/// none when it was done before.
fn is_killed(workload: &Workload, after_step: u32, moments: u32) -> Option<String> {
    let mut child = start(workload, 0);
    let mut steps = BufReader::new(child.stdout.take().expect("its output is piped"))
        .lines()
        .map_while(Result::ok);
    let mut last = String::new();
    for _ in 0..after_step {
        last = steps.next().unwrap_or_default();
        if last == "done" || last.is_empty() {
            break;
        }
    }
    for _ in 0..moments {
        std::hint::spin_loop();
    }
    child.kill().expect("it can be killed");
    let status = child.wait().expect("the processor can be waited for");
    (!status.success()).then_some(last)
}

fn start(workload: &Workload, steps: u32) -> Child {
    Command::new(env!("CARGO_BIN_EXE_killable"))
        .arg(workload.store_path())
        .arg(workload.org_path())
        .args([workload.now().to_string(), BATCH.to_string(), steps.to_string()])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the processor starts")
}
