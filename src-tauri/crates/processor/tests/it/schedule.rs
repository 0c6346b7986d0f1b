//! Runs that are kept, and the schedules that make them.

use std::sync::Arc;

use chrono::Duration;
use model::{BatchJobStatus, Operation::*, RunTrigger, Schedule};
use processor::{BegunRun, Pace, Scheduler, Turn};
use serde_json::json;
use store::{RunBegun, ScheduleAnswer};
use tokio::sync::mpsc::unbounded_channel;
use tokio_util::sync::CancellationToken;

use crate::support::{Scene, Sketch, change};

/// The number of the template.
const TEMPLATE: i64 = 1;

fn begun(turn: Turn) -> BegunRun {
    match turn {
        Turn::Begun(run) => run,
        Turn::Refused(why) => panic!("refused: {why:?}"),
    }
}

impl Scene {
    async fn begin(&self, name: &str) -> Turn {
        let processor = self.processor(name);
        processor.begin(name, RunTrigger::Manual, 60).await.unwrap()
    }

    /// An active clone of the template.
    async fn nightly(&self) -> Schedule {
        let clone = self
            .store
            .clone_schedule(TEMPLATE, "Nightly", &change())
            .await
            .unwrap();
        let ScheduleAnswer::Saved(clone) = clone else {
            panic!("{clone:?}");
        };
        let active = self
            .store
            .set_schedule_active(clone.id, 1, true, &change())
            .await
            .unwrap();
        let ScheduleAnswer::Saved(active) = active else {
            panic!("{active:?}");
        };
        active
    }

    async fn upload_for(&self, rep: &str, identifier: &str) {
        let account = self.account(identifier).await;
        let phone = json!({ "Phone": "+49 1" });
        self.upload(Sketch::new(rep, identifier).item(Update, "Account", account.as_str(), phone))
            .await;
    }
}

#[tokio::test]
async fn a_run_is_kept_with_a_part_for_each_batch() {
    let scene = Scene::new().await;
    for number in 0..5 {
        let rep = scene.user().await;
        scene.upload_for(&rep, &number.to_string()).await;
    }
    let failing = scene.user().await;
    scene
        .upload(Sketch::new(&failing, "bad").item(
            Update,
            "Account",
            "001000000000000AAA",
            json!({ "Name": null }),
        ))
        .await;
    let pace = Pace {
        batch: 2,
        ..Pace::default()
    };
    let processor = scene.processor("run").with_pace(pace);
    let run = begun(processor.begin("Run now", RunTrigger::Manual, 60).await.unwrap());
    let id = run.run().id;
    let summary = run.work(true, |_| {}, CancellationToken::new()).await.unwrap();

    let (run, parts) = scene.store.run(id).await.unwrap().unwrap();
    assert_eq!((run.processor.as_str(), run.name.as_str()), ("run", "Run now"));
    assert_eq!(run.counts.claimed, summary.claimed);
    assert_eq!((run.counts.success, run.counts.claimed), (5, 6));
    assert_eq!(parts.len(), 3, "{parts:?}");
    assert_eq!(parts.iter().map(|part| part.counts.success).sum::<i64>(), 5);
    assert_eq!(
        parts.iter().map(|part| part.number).collect::<Vec<_>>(),
        [1, 2, 3]
    );
    assert!(run.ended_at.is_some());
}

#[tokio::test]
async fn a_second_run_is_refused_until_the_first_has_ended() {
    let scene = Scene::new().await;
    let first = begun(scene.begin("first").await);
    let refused = scene.begin("second").await;
    assert!(matches!(refused, Turn::Refused(RunBegun::AtWork(run)) if run.id == first.run().id));
    first.work(false, |_| {}, CancellationToken::new()).await.unwrap();
    begun(scene.begin("second").await);
}

#[tokio::test]
async fn a_canceled_run_and_a_paused_one_are_kept_as_such() {
    let scene = Scene::new().await;
    let cancel = CancellationToken::new();
    cancel.cancel();
    let run = begun(scene.begin("run").await);
    let id = run.run().id;
    run.work(true, |_| {}, cancel).await.unwrap();
    let (run, _) = scene.store.run(id).await.unwrap().unwrap();
    assert_eq!(run.status, BatchJobStatus::Canceled);

    let rep = scene.user().await;
    scene.upload_for(&rep, "1").await;
    let run = begun(scene.begin("run").await);
    let id = run.run().id;
    scene.store.set_paused(true, &change()).await.unwrap();
    let summary = run.work(true, |_| {}, CancellationToken::new()).await.unwrap();
    assert_eq!(summary.claimed, 0);
    let (run, _) = scene.store.run(id).await.unwrap().unwrap();
    assert_eq!(run.status, BatchJobStatus::Canceled);
    assert!(run.error.unwrap().contains("paused by"));
    assert!(matches!(
        scene.begin("run").await,
        Turn::Refused(RunBegun::Paused(_))
    ));
}

#[tokio::test]
async fn the_scheduler_makes_up_for_what_was_missed_with_one_run() {
    let scene = Scene::new().await;
    let rep = scene.user().await;
    scene.upload_for(&rep, "1").await;
    let schedule = scene.nightly().await;
    // Nobody was there for three nights.
    scene
        .clock
        .set(schedule.next_run_at.unwrap() + Duration::days(2) + Duration::hours(3));
    let (sender, mut runs) = unbounded_channel();
    let sender = Arc::new(sender);
    let scheduler = Scheduler::start(scene.processor("scheduler"), move |run, stop| {
        let sender = Arc::clone(&sender);
        async move {
            let kept = run.run().clone();
            run.work(false, |_| {}, stop).await.unwrap();
            let _ = sender.send(kept);
        }
    });
    let run = runs.recv().await.unwrap();
    scheduler.wake();
    scheduler.stop().await;
    assert_eq!(
        (run.trigger, run.schedule_id),
        (RunTrigger::CatchUp, Some(schedule.id))
    );
    assert!(
        runs.recv().await.is_none(),
        "one run, however often it was missed"
    );
    let page = scene.store.runs(None, 10).await.unwrap();
    assert_eq!((page.runs.len(), page.runs[0].counts.success), (1, 1));
    let next = scene.store.next_schedule().await.unwrap().unwrap();
    assert_eq!(
        next.next_run_at,
        Some(schedule.next_run_at.unwrap() + Duration::days(3))
    );
}

#[tokio::test]
async fn a_stopped_scheduler_ends_the_run_at_work() {
    let scene = Scene::new().await;
    let schedule = scene.nightly().await;
    scene.clock.set(schedule.next_run_at.unwrap());
    let (sender, mut begun) = unbounded_channel();
    let scheduler = Scheduler::start(scene.processor("scheduler"), move |run, stop| {
        let _ = sender.send(run.run().id);
        async move {
            stop.cancelled().await;
            run.work(false, |_| {}, stop).await.unwrap();
        }
    });
    let id = begun.recv().await.unwrap();
    scheduler.stop().await;
    let (run, _) = scene.store.run(id).await.unwrap().unwrap();
    assert_eq!(
        (run.status, run.trigger),
        (BatchJobStatus::Canceled, RunTrigger::Schedule)
    );
}
