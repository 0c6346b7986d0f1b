//! A transaction that takes its processor down is set aside; the others go on.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::Duration;
use model::{
    AttemptOutcome, BatchJobStatus, Operation::*, RecordId, RunCounts, RunTrigger, Status, SyncErrorCode,
};
use org::{Answer, Applied, Catalogue, ItemError, Lane, LaneStep, Org, OrgError, OrgRecord};
use processor::{Pace, Processor, RunOptions, RunSummary, Turn};
use serde_json::json;
use store::ClaimRequest;
use tokio_util::sync::CancellationToken;

use crate::support::{Scene, Sketch};

/// An org with a bug that one transaction meets.
struct Buggy {
    org: Arc<dyn Org>,
    poison: RecordId,
    bug: Bug,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Bug {
    PanicsBeforeItApplies,
    PanicsAfterItApplied,
    NeverAnswers,
}

#[async_trait]
impl Org for Buggy {
    async fn catalogue(&self) -> Result<Arc<Catalogue>, OrgError> {
        self.org.catalogue().await
    }

    async fn apply(
        &self,
        lanes: Vec<Lane>,
        on_refused: &(dyn for<'a> Fn(usize, usize, &'a [ItemError]) -> LaneStep + Sync),
    ) -> Result<Vec<Vec<Answer>>, OrgError> {
        let mut transactions = lanes.iter().flat_map(|lane| &lane.transactions);
        if !transactions.any(|transaction| transaction.id == self.poison) {
            return self.org.apply(lanes, on_refused).await;
        }
        match self.bug {
            Bug::PanicsBeforeItApplies => panic!("an index out of bounds"),
            Bug::PanicsAfterItApplied => {
                self.org.apply(lanes, on_refused).await?;
                panic!("an index out of bounds")
            }
            Bug::NeverAnswers => std::future::pending().await,
        }
    }

    async fn recorded(&self, ids: &[RecordId]) -> Result<Vec<Option<Applied>>, OrgError> {
        self.org.recorded(ids).await
    }

    async fn record(&self, id: &RecordId) -> Result<Option<OrgRecord>, OrgError> {
        self.org.record(id).await
    }
}

/// Three users with two transactions each; the first of the second user is the poison.
struct Cast {
    scene: Scene,
    account: RecordId,
    poison: RecordId,
    behind: RecordId,
    others: Vec<RecordId>,
}

impl Cast {
    async fn new() -> Self {
        let scene = Scene::new().await;
        let account = scene.account("Dr. A").await;
        let mut ids = Vec::new();
        for user in 0..3 {
            let rep = scene.user().await;
            for number in 0..2 {
                let identifier = format!("{user}-{number}");
                let phone = json!({ "Phone": identifier });
                let sketch = Sketch::new(&rep, &identifier).item(Update, "Account", account.as_str(), phone);
                ids.push(scene.upload(sketch).await);
            }
        }
        let (poison, behind) = (ids.remove(2), ids.remove(2));
        Self {
            scene,
            account,
            poison,
            behind,
            others: ids,
        }
    }

    fn processor(&self, bug: Bug) -> Processor {
        let org = Buggy {
            org: Arc::clone(&self.scene.org) as Arc<dyn Org>,
            poison: self.poison.clone(),
            bug,
        };
        // Long enough for an org that does answer, however busy the machine is.
        let pace = match bug {
            Bug::NeverAnswers => Pace {
                patience: Duration::seconds(1),
                ..Pace::default()
            },
            _ => Pace::default(),
        };
        self.scene.processor_on(Arc::new(org), "P1").with_pace(pace)
    }

    async fn run(&self, bug: Bug) -> RunSummary {
        self.processor(bug)
            .run(RunOptions::default(), |_| {}, CancellationToken::new())
            .await
            .unwrap()
    }
}

#[tokio::test]
async fn a_batch_that_crashes_is_a_part_of_its_run_with_the_reason() {
    for (bug, reason) in [
        (
            Bug::PanicsBeforeItApplies,
            "a defect of this program: an index out of bounds",
        ),
        (Bug::NeverAnswers, "the org did not answer in 1 s"),
    ] {
        let cast = Cast::new().await;
        let processor = cast.processor(bug);
        let Turn::Begun(run) = processor.begin("Run now", RunTrigger::Manual, 60).await.unwrap() else {
            panic!("another run is at work");
        };
        let id = run.run().id;

        run.work(true, |_| {}, CancellationToken::new()).await.unwrap();

        let (run, parts) = cast.scene.store.run(id).await.unwrap().unwrap();
        let crashed = &parts[0];
        assert_eq!(crashed.status, BatchJobStatus::Failed, "{bug:?}");
        let error = crashed.error.as_deref().unwrap();
        assert!(error.contains(reason), "{error}");
        let nothing_but_claims = RunCounts {
            claimed: 6,
            ..RunCounts::default()
        };
        assert_eq!(crashed.counts, nothing_but_claims);
        let mut sum = RunCounts::default();
        parts.iter().for_each(|part| sum.add(&part.counts));
        assert_eq!(sum, run.counts);
        // The batch once; the poison twice alone; each of the six to its end.
        assert_eq!((run.counts.claimed, run.counts.success), (6 + 2 + 6, 5));
        let crashes = parts.iter().filter(|part| part.error.is_some());
        assert_eq!(crashes.count(), 3, "{parts:?}");
        assert_eq!(run.status, BatchJobStatus::CompletedWithFailures);
    }
}

#[tokio::test]
async fn it_is_set_aside_after_three_times_and_nobody_else_is_held_up() {
    for bug in [Bug::PanicsBeforeItApplies, Bug::NeverAnswers] {
        let cast = Cast::new().await;

        let summary = cast.run(bug).await;

        assert_eq!((summary.success, summary.failed), (5, 1), "{bug:?}");
        // The batch of six once, then twice alone.
        assert_eq!(summary.given_back, 8, "{bug:?}");
        for id in cast.others.iter().chain([&cast.behind]) {
            assert_eq!(cast.scene.status(id).await, Status::Success, "{bug:?}");
        }
        let detail = cast.scene.detail(&cast.poison).await;
        assert_eq!(detail.transaction.status, Status::Failed);
        assert_eq!(detail.error_code, Some(SyncErrorCode::ProcessorCrashed));
        let message = detail.error_message.unwrap();
        assert!(message.contains("ended abnormally 3 times"), "{message}");
        assert_eq!(
            detail.attempts.len(),
            1,
            "what was lost is no attempt, setting it aside is one"
        );
        assert_eq!(detail.attempts[0].outcome, AttemptOutcome::Failed);
        assert_eq!(
            detail.log_entries[0].exception_code.as_deref(),
            Some("PROCESSOR_CRASHED")
        );
        let counts = cast.scene.store.counts().await.unwrap();
        assert_eq!(
            (counts.success, counts.failed, counts.total()),
            (5, 1, 6),
            "nothing is left claimed"
        );
    }
}

#[tokio::test]
async fn once_mended_it_can_be_retried() {
    let cast = Cast::new().await;
    cast.run(Bug::PanicsBeforeItApplies).await;
    cast.scene.retry(&cast.poison).await;
    assert_eq!(cast.run(Bug::PanicsBeforeItApplies).await.failed, 1, "as before");
    cast.scene.retry(&cast.poison).await;
    assert_eq!(cast.scene.run().await.success, 1);
    assert_eq!(cast.scene.status(&cast.poison).await, Status::Success);
}

#[tokio::test]
async fn what_crashed_after_it_was_applied_is_success() {
    let cast = Cast::new().await;
    let summary = cast.run(Bug::PanicsAfterItApplied).await;
    assert_eq!((summary.success, summary.failed), (6, 0));
    assert_eq!(
        cast.scene.text(&cast.account, "Phone").await.as_deref(),
        Some("2-1")
    );
}

#[tokio::test]
async fn processors_that_died_count_too() {
    let cast = Cast::new().await;
    let request = |name: &str| ClaimRequest {
        processor: name.to_owned(),
        limit: 10,
        lease: Duration::minutes(5),
        lookback_from: None,
        after_owner: None,
    };
    let store = &cast.scene.store;
    for dead in ["first", "second"] {
        let claimed = store.claim(request(dead)).await.unwrap().len();
        let alone = store.claim_suspect(request(dead)).await.unwrap();
        assert_eq!(
            (claimed, alone.is_some()),
            if dead == "first" { (6, false) } else { (0, true) }
        );
        cast.scene.clock.advance(Duration::minutes(6));
        store.recover_expired().await.unwrap();
    }
    // All six are suspects, and one of them twice; another processor does them one by one.
    let summary = cast.scene.run().await;
    assert_eq!((summary.claimed, summary.success, summary.failed), (6, 6, 0));
}
