//! A transaction that takes its processor down is set aside; the others go on.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::Duration;
use model::{AttemptOutcome, Operation::*, RecordId, Status, SyncErrorCode};
use org::{Answer, Applied, Catalogue, ItemError, Lane, LaneStep, Org, OrgError, OrgRecord};
use processor::{Pace, RunOptions, RunSummary};
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

    async fn run(&self, bug: Bug) -> RunSummary {
        let org = Buggy {
            org: Arc::clone(&self.scene.org) as Arc<dyn Org>,
            poison: self.poison.clone(),
            bug,
        };
        let pace = Pace {
            patience: Duration::milliseconds(400),
            ..Pace::default()
        };
        self.scene
            .processor_on(Arc::new(org), "P1")
            .with_pace(pace)
            .run(RunOptions::default(), |_| {}, CancellationToken::new())
            .await
            .unwrap()
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
        let claimed = store.claim(request(dead)).await.unwrap().transactions.len();
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
