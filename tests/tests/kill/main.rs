//! Processors are killed, stopped and starved at random and at every named point, while the clock jumps. Afterwards
//! every transaction is settled once, in order, the org holds what the queue says it holds, and both files are sound.
//!
//! `FAULT_KILLS` sets how many deaths, `FAULT_SEED` the seed. What a full disk and a failing one look like here is
//! said at [`Scarcity`]; a disk that lies about what it has written is beyond these tests.

mod child;
mod verdict;
mod workload;

use std::collections::BTreeMap;

use child::{End, POINTS, Processor, Scarcity};
use chrono::Duration;
use journeys::effort::number_of;
use model::BatchJobStatus;
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha12Rng;
use workload::Workload;

/// What may befall a processor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    /// SIGKILL at a named point.
    KillAtPoint(&'static str),
    /// SIGKILL some moments after a point.
    KillSomewhere,
    /// Two processors at once, one of which is killed.
    KillOneOfTwo,
    /// SIGSTOP at a named point; it wakes up after its lease, when another one has run.
    Sleep(&'static str),
    /// The store's disk is full.
    StoreFull,
    /// The org's disk is full.
    OrgFull,
    /// Writes fail from some place in a file on.
    WriteError,
    /// A death within a write.
    KillInWrite,
}

/// How often each fault ended how.
type Tally = BTreeMap<Fault, BTreeMap<&'static str, u64>>;

#[tokio::test(flavor = "multi_thread")]
async fn whatever_befalls_processors_every_transaction_is_settled_once_and_in_order() {
    let deaths = number_of("FAULT_KILLS", 200);
    let mut rng = ChaCha12Rng::seed_from_u64(number_of("FAULT_SEED", 20_261_123));
    let mut workload = Workload::new().await;
    workload.upload(40).await;
    let mut tally = Tally::new();
    let (mut died, mut round) = (0, 0_usize);
    while died < deaths {
        let fault = fault(&mut rng, round);
        let jump = Duration::days([-1, 0, 0, 0, 0, 0, 0, 1][rng.random_range(0..8)]);
        workload.advance(jump);
        let end = befall(&workload, &mut rng, fault).await;
        // Claims of the dead have run out by then; and after a jump back it is as late as it was.
        workload.advance(Duration::minutes(10) - jump.min(Duration::zero()));
        let word = match &end {
            End::Done => "lived",
            End::Killed(_) => "died",
            End::Failed(error) if error.contains("DiskFull") => "was told that the disk is full",
            End::Failed(error) => {
                assert!(is_expected(fault, error), "{fault:?}: {error}");
                "was told that a file failed"
            }
        };
        *tally.entry(fault).or_default().entry(word).or_default() += 1;
        died += u64::from(matches!(end, End::Killed(_)));
        round += 1;
        if end == End::Done && !is_more_than_the_locked_ones_due(&workload).await {
            workload.upload(5).await;
        }
        if round.is_multiple_of(50) {
            verdict::check_files(&workload).await;
        }
    }
    for (fault, ends) in &tally {
        println!("{fault:?}: {ends:?}");
    }
    check_that_all_happened(&tally);
    settle_the_rest(&workload).await;
    verdict::check(&workload).await;
}

/// A transaction that kills every processor that tries it is set aside after the third; nobody else is held up.
#[tokio::test(flavor = "multi_thread")]
async fn what_kills_three_processors_is_set_aside() {
    let mut workload = Workload::new().await;
    workload.upload(1).await;
    let poison = workload.expected[0].id.clone();
    let mut deaths = 0;
    loop {
        match Processor::poisoned_by(&workload, &poison).end() {
            End::Killed(_) => deaths += 1,
            end => break assert_eq!(end, End::Done),
        }
        workload.advance(Duration::minutes(10));
    }
    assert_eq!(deaths, 3);
    verdict::check_files(&workload).await;
    verdict::check_set_aside(&workload, 0).await;
}

/// A run that is killed before it wrote down any of its parts tells what it settled, and so does the next one.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_killed_run_settled_stands_in_its_counts() {
    for point in ["claimed", "applied, in the ledger", "settled"] {
        let mut workload = Workload::new().await;
        workload.upload(2).await;
        let mut killed = Processor::kept_waiting_at(&workload, point, 3);
        assert!(killed.waits(), "there are three batches");
        killed.kill();
        workload.advance(Duration::minutes(10));
        assert_eq!(Processor::kept_waiting_at(&workload, "any", 0).end(), End::Done);
        verdict::check_runs(&workload, &[BatchJobStatus::Failed, BatchJobStatus::Completed]).await;
    }
}

/// The fault of a round: each named point in its turn, others at random.
fn fault(rng: &mut ChaCha12Rng, round: usize) -> Fault {
    let point = POINTS[round / 2 % POINTS.len()];
    if round.is_multiple_of(2) {
        return Fault::KillAtPoint(point);
    }
    match rng.random_range(0..20) {
        0..7 => Fault::KillSomewhere,
        7..10 => Fault::KillOneOfTwo,
        // Within apply it holds the org's file, and others are told to wait.
        10..13 if point != "within apply" => Fault::Sleep(point),
        10..15 => Fault::KillInWrite,
        15..17 => Fault::WriteError,
        17..19 => Fault::StoreFull,
        _ => Fault::OrgFull,
    }
}

async fn befall(workload: &Workload, rng: &mut ChaCha12Rng, fault: Fault) -> End {
    match fault {
        Fault::KillAtPoint(point) => {
            // What has run out comes back all at once.
            let last = if point == "recovered" { 1 } else { 3 };
            let mut processor = Processor::waiting_at(workload, point, rng.random_range(1..=last));
            if processor.waits() {
                processor.kill()
            } else {
                processor.end()
            }
        }
        Fault::KillSomewhere => kill_somewhere(Processor::start(workload), workload, rng),
        Fault::KillOneOfTwo => {
            let other = Processor::start(workload);
            let end = kill_somewhere(Processor::start(workload), workload, rng);
            assert_eq!(other.end(), End::Done, "the death of one is nothing to the other");
            end
        }
        Fault::Sleep(point) => {
            let mut sleeper = Processor::alone_waiting_at(workload, point, rng.random_range(1..=2));
            if sleeper.waits() {
                sleeper.pause();
                workload.advance(Duration::minutes(10));
                assert_eq!(
                    Processor::start(workload).end(),
                    End::Done,
                    "one sleeps, the other works"
                );
                sleeper.wake();
            }
            sleeper.end()
        }
        Fault::StoreFull => {
            let pages = workload.store_pages().await + rng.random_range(0..12);
            Processor::short_of(workload, Scarcity::StorePages(pages)).end()
        }
        Fault::OrgFull => {
            let pages = workload.org_pages().await + rng.random_range(0..6);
            Processor::short_of(workload, Scarcity::OrgPages(pages)).end()
        }
        Fault::WriteError => {
            let blocks = workload.log_blocks(rng.random()) + rng.random_range(0..400);
            Processor::short_of(workload, Scarcity::Blocks(blocks)).end()
        }
        Fault::KillInWrite => {
            let blocks = workload.log_blocks(rng.random()) + rng.random_range(0..400);
            Processor::short_of(workload, Scarcity::BlocksOrDeath(blocks)).end()
        }
    }
}

/// Kills a processor some moments after some point; now and then the clock jumps while it is at work.
fn kill_somewhere(mut processor: Processor, workload: &Workload, rng: &mut ChaCha12Rng) -> End {
    processor.pass(rng.random_range(1..=14));
    let jump = Duration::days([-1, 0, 0, 0, 0, 1][rng.random_range(0..6)]);
    workload.advance(jump);
    for _ in 0..rng.random_range(0..200_000) {
        std::hint::spin_loop();
    }
    let end = processor.kill();
    workload.advance(-jump.min(Duration::zero()));
    end
}

/// Whether this fault may end a processor with this error.
fn is_expected(fault: Fault, error: &str) -> bool {
    match fault {
        Fault::WriteError => error.contains("Database") || error.contains("Engine"),
        _ => false,
    }
}

fn check_that_all_happened(tally: &Tally) {
    let happened = |fault: Fault, word| tally.get(&fault).is_some_and(|ends| ends.contains_key(word));
    for point in POINTS {
        assert!(
            happened(Fault::KillAtPoint(point), "died"),
            "never at \"{point}\""
        );
    }
    for (fault, word) in [
        (Fault::KillSomewhere, "died"),
        (Fault::KillOneOfTwo, "died"),
        (Fault::KillInWrite, "died"),
        (Fault::StoreFull, "was told that the disk is full"),
        (Fault::OrgFull, "was told that the disk is full"),
        (Fault::WriteError, "was told that a file failed"),
    ] {
        assert!(happened(fault, word), "{fault:?}: no processor {word}");
    }
}

/// Lets processors work undisturbed until nothing is left to do.
async fn settle_the_rest(workload: &Workload) {
    while !is_all_but_the_locked_one_done(workload).await {
        workload.advance(Duration::hours(2));
        assert_eq!(
            Processor::start(workload).end(),
            End::Done,
            "left alone, it lives"
        );
    }
}

/// Whether nothing is left to retry but the transaction whose record is locked for ever.
async fn is_all_but_the_locked_one_done(workload: &Workload) -> bool {
    let store = workload.open_store().await;
    let counts = store.counts().await.expect("the store answers");
    store.close().await;
    counts.retry == 1 && counts.waiting == 0 && counts.in_progress == 0
}

/// Whether there is something to do besides what waits behind the locked record.
async fn is_more_than_the_locked_ones_due(workload: &Workload) -> bool {
    let store = workload.open_store().await;
    let counts = store.counts().await.expect("the store answers");
    store.close().await;
    counts.waiting + counts.in_progress > 0 || counts.retry > 1
}
