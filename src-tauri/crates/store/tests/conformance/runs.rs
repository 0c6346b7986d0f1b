//! Runs of the Sync Processor.

use chrono::Duration;
use model::{BatchJob, BatchJobPart, BatchJobStatus, RunCounts, RunTrigger, timestamp};
use store::{KEPT_RUNS, RunBegun, RunEnding, RunOrder, SettledAs};

use crate::{
    engine::{Fixture, START, fixture},
    sample::{because, settlement},
};

/// How long a run of these tests holds its turn.
const LEASE: Duration = Duration::minutes(1);

fn order(trigger: RunTrigger) -> RunOrder {
    RunOrder {
        name: "Run now".into(),
        trigger,
        lookback_days: 60,
        processor: "processor".into(),
        lease: LEASE,
    }
}

fn part(number: i64, success: i64, failed: i64) -> BatchJobPart {
    let counts = RunCounts {
        claimed: success + failed,
        success,
        failed,
        ..RunCounts::default()
    };
    BatchJobPart {
        number,
        status: counts.status(),
        started_at: timestamp(START),
        ended_at: timestamp(START) + Duration::milliseconds(30),
        counts,
        error: None,
    }
}

fn begun(answer: RunBegun) -> BatchJob {
    match answer {
        RunBegun::Begun(run) => run,
        other => panic!("not begun: {other:?}"),
    }
}

impl Fixture {
    async fn begin(&self, trigger: RunTrigger) -> BatchJob {
        begun(self.store.begin_run(&order(trigger)).await.unwrap())
    }

    async fn begin_due(&self) -> RunBegun {
        self.store.begin_due_run("processor", LEASE).await.unwrap()
    }
}

#[tokio::test]
async fn a_run_is_kept_with_its_parts_and_their_sums() {
    let f = fixture().await;
    let run = f.begin(RunTrigger::Manual).await;
    assert_eq!((run.status, run.ended_at), (BatchJobStatus::Submitted, None));
    assert!(
        f.store
            .note_run(run.id, &[part(1, 3, 0), part(2, 1, 1)], LEASE)
            .await
            .unwrap()
    );
    let (at_work, _) = f.store.run(run.id).await.unwrap().unwrap();
    assert_eq!(
        (at_work.status, at_work.counts.claimed),
        (BatchJobStatus::InProgress, 5)
    );
    f.clock.advance(Duration::seconds(2));
    let ended = f
        .store
        .end_run(run.id, &[part(3, 2, 0)], RunEnding::Completed)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(ended.status, BatchJobStatus::CompletedWithFailures);
    assert_eq!(ended.ended_at, Some(timestamp(START) + Duration::seconds(2)));
    assert_eq!(
        (ended.counts.claimed, ended.counts.success, ended.counts.failed),
        (7, 6, 1)
    );
    let (kept, parts) = f.store.run(run.id).await.unwrap().unwrap();
    assert_eq!(kept, ended);
    assert_eq!(parts, [part(1, 3, 0), part(2, 1, 1), part(3, 2, 0)]);
    assert_eq!(f.store.run(99).await.unwrap(), None);
}

#[tokio::test]
async fn there_are_never_two_runs_at_once() {
    let f = fixture().await;
    let other = f.another().await;
    let run = f.begin(RunTrigger::Manual).await;
    let refused = other.begin_run(&order(RunTrigger::CommandLine)).await.unwrap();
    assert_eq!(refused, RunBegun::AtWork(run.clone()));
    f.store.end_run(run.id, &[], RunEnding::Completed).await.unwrap();
    begun(other.begin_run(&order(RunTrigger::CommandLine)).await.unwrap());
}

#[tokio::test]
async fn what_a_run_settled_before_its_program_died_is_its_last_part() {
    let f = fixture().await;
    let lost = f.begin(RunTrigger::Manual).await;
    f.receive(["a", "b", "c", "d"].map(|name| f.upload(name)).to_vec())
        .await;
    let claims = f.claim(3).await;
    let settled = |claim: usize, outcome| settlement(&claims[claim], outcome);
    f.settle(vec![settled(0, SettledAs::Success)]).await;
    f.store.note_run(lost.id, &[part(1, 1, 0)], LEASE).await.unwrap();
    f.settle(vec![settled(1, SettledAs::Failed)]).await;
    f.settle(vec![settled(2, SettledAs::Success)]).await;

    f.clock.advance(LEASE);
    let next = f.begin(RunTrigger::Manual).await;

    let (lost, parts) = f.store.run(lost.id).await.unwrap().unwrap();
    assert_eq!(parts[1].counts, part(2, 1, 1).counts);
    assert_eq!(
        (parts.len(), parts[1].number, parts[1].status),
        (2, 2, BatchJobStatus::CompletedWithFailures)
    );
    assert_eq!(
        (lost.status, lost.counts),
        (BatchJobStatus::Failed, part(0, 2, 1).counts)
    );
    // A run that ends by itself has written everything.
    let claims = f.claim(1).await;
    f.settle(vec![settlement(&claims[0], SettledAs::Success)]).await;
    let parts = [part(1, 1, 0)];
    let ended = f.store.end_run(next.id, &parts, RunEnding::Completed).await;
    assert_eq!(ended.unwrap().unwrap().counts, parts[0].counts);
}

#[tokio::test]
async fn a_run_that_lost_its_program_ends_as_failed_and_can_add_nothing() {
    let f = fixture().await;
    let lost = f.begin(RunTrigger::Manual).await;
    f.clock.advance(Duration::seconds(50));
    assert!(f.store.note_run(lost.id, &[part(1, 1, 0)], LEASE).await.unwrap());
    f.clock.advance(Duration::seconds(50));
    assert!(!f.store.end_lost_run().await.unwrap(), "it was heard of");
    f.clock.advance(Duration::seconds(10));
    assert!(f.store.end_lost_run().await.unwrap());
    assert!(!f.store.note_run(lost.id, &[part(2, 1, 0)], LEASE).await.unwrap());
    let ended = f
        .store
        .end_run(lost.id, &[part(2, 1, 0)], RunEnding::Completed)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((ended.status, ended.counts.claimed), (BatchJobStatus::Failed, 1));
    assert!(ended.error.unwrap().contains("ended or slept"));

    let lost = f.begin(RunTrigger::Manual).await;
    f.clock.advance(LEASE);
    let next = f.begin(RunTrigger::Manual).await;
    let (lost, _) = f.store.run(lost.id).await.unwrap().unwrap();
    assert_eq!(lost.status, BatchJobStatus::Failed);
    let canceled = f
        .store
        .end_run(next.id, &[], RunEnding::Canceled("by admin".into()))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (canceled.status, canceled.error.as_deref()),
        (BatchJobStatus::Canceled, Some("by admin"))
    );
    let failing = f.begin(RunTrigger::Manual).await;
    let failed = f
        .store
        .end_run(failing.id, &[], RunEnding::Failed("disk full".into()))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (failed.status, failed.error.as_deref()),
        (BatchJobStatus::Failed, Some("disk full"))
    );
}

#[tokio::test]
async fn runs_are_listed_newest_first_without_what_found_nothing() {
    let f = fixture().await;
    for _ in 0..3 {
        let run = f.begin(RunTrigger::Manual).await;
        f.store.end_run(run.id, &[], RunEnding::Completed).await.unwrap();
    }
    let idle = f.begin(RunTrigger::Background).await;
    let ids = async |before, limit| {
        let page = f.store.runs(before, limit).await.unwrap();
        (
            page.runs.iter().map(|run| run.id).collect::<Vec<_>>(),
            page.has_more,
        )
    };
    assert_eq!(ids(None, 2).await, (vec![3, 2], true));
    assert_eq!(ids(Some(2), 2).await, (vec![1], false));
    assert_eq!(
        f.store
            .end_run(idle.id, &[], RunEnding::FoundNothing)
            .await
            .unwrap(),
        None
    );
    assert_eq!(f.store.run(idle.id).await.unwrap(), None);
    let busy = f.begin(RunTrigger::Background).await;
    f.store.note_run(busy.id, &[part(1, 1, 0)], LEASE).await.unwrap();
    assert_eq!(ids(None, 1).await, (vec![busy.id], true));
}

#[tokio::test]
async fn only_the_newest_runs_are_kept() {
    let f = fixture().await;
    for _ in 0..KEPT_RUNS + 2 {
        let run = f.begin(RunTrigger::Manual).await;
        f.store
            .end_run(run.id, &[part(1, 1, 0)], RunEnding::Completed)
            .await
            .unwrap();
    }
    let page = f.store.runs(None, 2_000).await.unwrap();
    let kept = i64::try_from(page.runs.len()).unwrap();
    assert_eq!((kept, page.runs.last().unwrap().id), (KEPT_RUNS, 3));
}

#[tokio::test]
async fn a_due_schedule_runs_once_and_is_planned_again() {
    let f = fixture().await;
    let nine = timestamp(START) + Duration::hours(17);
    assert_eq!(f.begin_due().await, RunBegun::NothingDue(None));
    let schedule = f.active_schedule("Nightly").await;
    assert_eq!(f.begin_due().await, RunBegun::NothingDue(Some(nine)));
    f.clock.set(nine);
    let run = begun(f.begin_due().await);
    assert_eq!(
        (run.name.as_str(), run.schedule_id),
        ("Nightly", Some(schedule.id))
    );
    assert_eq!((run.trigger, run.lookback_days), (RunTrigger::Schedule, 60));
    f.store.end_run(run.id, &[], RunEnding::Completed).await.unwrap();
    let planned = f.store.next_schedule().await.unwrap().unwrap();
    assert_eq!(
        (planned.last_run_at, planned.next_run_at),
        (Some(nine), Some(nine + Duration::days(1)))
    );
    assert_eq!(
        planned.version, schedule.version,
        "an admin's edit is no conflict with a run"
    );
    assert_eq!(
        f.begin_due().await,
        RunBegun::NothingDue(Some(nine + Duration::days(1)))
    );
}

#[tokio::test]
async fn one_run_makes_up_for_all_that_were_missed() {
    let f = fixture().await;
    f.active_schedule("Nightly").await;
    f.clock.advance(Duration::days(9));
    let run = begun(f.begin_due().await);
    assert_eq!(run.trigger, RunTrigger::CatchUp);
    f.store.end_run(run.id, &[], RunEnding::Completed).await.unwrap();
    let next = timestamp(START) + Duration::days(9) + Duration::hours(17);
    assert_eq!(f.begin_due().await, RunBegun::NothingDue(Some(next)));
}

#[tokio::test]
async fn what_is_due_waits_for_the_run_at_work_and_for_the_end_of_a_pause() {
    let f = fixture().await;
    let schedule = f.active_schedule("Nightly").await;
    f.clock.set(schedule.next_run_at.unwrap());
    let run = f.begin(RunTrigger::Manual).await;
    assert_eq!(f.begin_due().await, RunBegun::AtWork(run.clone()));
    f.store.end_run(run.id, &[], RunEnding::Completed).await.unwrap();
    let pause = f
        .store
        .set_paused(true, &because("maintenance"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(f.begin_due().await, RunBegun::Paused(pause.clone()));
    assert_eq!(
        f.store.begin_run(&order(RunTrigger::Manual)).await.unwrap(),
        RunBegun::Paused(pause)
    );
    f.store.set_paused(false, &because("done")).await.unwrap();
    assert_eq!(begun(f.begin_due().await).schedule_id, Some(schedule.id));
}

#[tokio::test]
async fn a_clock_that_is_set_back_does_not_stop_a_schedule() {
    let f = fixture().await;
    f.active_schedule("Nightly").await;
    f.clock.advance(Duration::days(2));
    let run = begun(f.begin_due().await);
    f.store.end_run(run.id, &[], RunEnding::Completed).await.unwrap();
    f.clock.set(timestamp(START));
    let tomorrow = timestamp(START) + Duration::hours(17);
    assert_eq!(f.begin_due().await, RunBegun::NothingDue(Some(tomorrow)));
}
