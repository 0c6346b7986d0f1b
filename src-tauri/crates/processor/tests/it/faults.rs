//! Leases that run out, processors that die or are canceled, an org that cannot be reached.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

use async_trait::async_trait;
use chrono::Duration;
use model::{Operation::*, RecordId, Status, SyncProcessorSettings};
use org::{Answer, Applied, Catalogue, ItemError, Lane, LaneStep, Org, OrgError, OrgRecord};
use processor::{Pace, Processor, ProcessorError, ProcessorEvent, RunOptions};
use serde_json::json;
use store::ClaimRequest;
use tokio_util::sync::CancellationToken;

use crate::support::{Scene, Sketch};

/// An org with something in the way.
struct Disturbed {
    org: Arc<dyn Org>,
    disturbance: Disturbance,
}

enum Disturbance {
    /// Cannot be reached while this is set.
    Down(Arc<AtomicBool>),
    /// After it applied, and before the processor hears of it, another processor runs.
    Overtaken {
        by: Processor,
        clock: Arc<model::ManualClock>,
        done: AtomicBool,
    },
    /// While it applies, a device uploads once more.
    NewUploads {
        scene: Arc<Scene>,
        rep: String,
        account: RecordId,
        left: AtomicUsize,
    },
    /// While it applies, an admin changes the settings.
    NewSettings { scene: Arc<Scene> },
}

#[async_trait]
impl Org for Disturbed {
    async fn catalogue(&self) -> Result<Arc<Catalogue>, OrgError> {
        self.org.catalogue().await
    }

    async fn apply(
        &self,
        lanes: Vec<Lane>,
        on_refused: &(dyn for<'a> Fn(usize, usize, &'a [ItemError]) -> LaneStep + Sync),
    ) -> Result<Vec<Vec<Answer>>, OrgError> {
        match &self.disturbance {
            Disturbance::Down(is_down) if is_down.load(Ordering::SeqCst) => {
                return Err(OrgError::DiskFull("org".into()));
            }
            Disturbance::NewUploads {
                scene,
                rep,
                account,
                left,
            } => {
                let number = left.load(Ordering::SeqCst);
                if number > 0 {
                    left.store(number - 1, Ordering::SeqCst);
                    let (identifier, phone) = (format!("more-{number}"), json!({ "Phone": "+49 9" }));
                    scene
                        .upload(Sketch::new(rep, &identifier).item(
                            Update,
                            "Account",
                            account.as_str(),
                            phone,
                        ))
                        .await;
                }
            }
            Disturbance::NewSettings { scene } => {
                let settings = SyncProcessorSettings {
                    number_of_retry_attempts: 0,
                    ..SyncProcessorSettings::default()
                };
                let version = scene.store.processor_settings().await.unwrap().version;
                scene
                    .store
                    .set_processor_settings(&settings, version, &crate::support::change())
                    .await
                    .unwrap();
            }
            _ => {}
        }
        let answers = self.org.apply(lanes, on_refused).await;
        if let Disturbance::Overtaken { by, clock, done } = &self.disturbance
            && !done.swap(true, Ordering::SeqCst)
        {
            clock.advance(Duration::hours(1));
            by.run(RunOptions::default(), |_| {}, CancellationToken::new())
                .await
                .unwrap();
        }
        answers
    }

    async fn recorded(&self, ids: &[RecordId]) -> Result<Vec<Option<Applied>>, OrgError> {
        self.org.recorded(ids).await
    }

    async fn record(&self, id: &RecordId) -> Result<Option<OrgRecord>, OrgError> {
        self.org.record(id).await
    }
}

async fn stock(scene: &Scene, on_hand: i64) -> RecordId {
    let id = scene.ids.next("0TI");
    let product = scene.ids.next("01t");
    scene.load("Product2", &product, json!({ "Name": "P" })).await;
    scene
        .load(
            "ProductItem",
            &id,
            json!({ "Product2Id": product, "QuantityOnHand": on_hand }),
        )
        .await;
    id
}

/// A visit with three samples: applied twice, six would be gone.
async fn sample_drop(scene: &Scene, rep: &str, stock: &RecordId) -> RecordId {
    let account = scene.account("Dr. A").await;
    let disbursed = json!({
        "VisitId": "dev", "ProductItemId": stock, "QuantityDisbursed": 3, "LotNumber": "L", "Status": "Disbursed",
    });
    let sketch = Sketch::new(rep, "drop")
        .item(Insert, "Visit", "dev", crate::support::visit(&account))
        .item(Insert, "ProductDisbursement", "dev-2", disbursed);
    scene.upload(sketch).await
}

async fn on_hand(scene: &Scene, stock: &RecordId) -> org::Value {
    scene.org.record(stock).await.unwrap().unwrap().values["QuantityOnHand"].clone()
}

#[tokio::test]
async fn a_processor_that_lost_its_lease_changes_nothing_and_nothing_is_applied_twice() {
    let scene = Scene::new().await;
    let (rep, stock) = (scene.user().await, stock(&scene, 10).await);
    let id = sample_drop(&scene, &rep, &stock).await;
    let disturbance = Disturbance::Overtaken {
        by: scene.processor("fast"),
        clock: Arc::clone(&scene.clock),
        done: AtomicBool::new(false),
    };
    let org = Arc::new(Disturbed {
        org: Arc::clone(&scene.org) as Arc<dyn Org>,
        disturbance,
    });

    let slow = scene.processor_on(org, "slow");
    let summary = slow
        .run(RunOptions::default(), |_| {}, CancellationToken::new())
        .await
        .unwrap();

    assert_eq!((summary.lease_lost, summary.success), (1, 0));
    let detail = scene.detail(&id).await;
    assert_eq!(detail.transaction.status, Status::Success);
    assert_eq!(detail.attempts.len(), 1);
    assert_eq!(detail.attempts[0].processor, "fast");
    assert_eq!(on_hand(&scene, &stock).await, org::Value::Number(7.0));
}

#[tokio::test]
async fn claims_of_a_dead_processor_come_back_uncounted() {
    let scene = Scene::new().await;
    let (rep, stock) = (scene.user().await, stock(&scene, 10).await);
    let id = sample_drop(&scene, &rep, &stock).await;
    let request = ClaimRequest {
        processor: "dead".to_owned(),
        limit: 10,
        lease: Duration::minutes(5),
        lookback_from: None,
        after_owner: None,
    };
    assert_eq!(scene.store.claim(request).await.unwrap().len(), 1);

    let before_it_runs_out = scene.run().await;
    assert_eq!((before_it_runs_out.claimed, before_it_runs_out.recovered), (0, 0));
    assert_eq!(scene.status(&id).await, Status::InProgress);

    scene.clock.advance(Duration::minutes(6));
    let after = scene.run().await;
    assert_eq!((after.recovered, after.success), (1, 1));
    assert_eq!(scene.detail(&id).await.attempts.len(), 1);
}

#[tokio::test]
async fn an_org_that_cannot_be_reached_ends_the_run_with_nothing_claimed_or_counted() {
    let scene = Scene::new().await;
    let (rep, stock) = (scene.user().await, stock(&scene, 10).await);
    let id = sample_drop(&scene, &rep, &stock).await;
    let is_down = Arc::new(AtomicBool::new(true));
    let disturbance = Disturbance::Down(Arc::clone(&is_down));
    let org = Arc::new(Disturbed {
        org: Arc::clone(&scene.org) as Arc<dyn Org>,
        disturbance,
    });
    let processor = scene.processor_on(org, "P1");

    let error = processor
        .run(RunOptions::default(), |_| {}, CancellationToken::new())
        .await
        .unwrap_err();

    assert!(
        matches!(error, ProcessorError::Org(OrgError::DiskFull(_))),
        "{error}"
    );
    let detail = scene.detail(&id).await;
    assert_eq!(detail.transaction.status, Status::New);
    assert!(detail.attempts.is_empty());

    is_down.store(false, Ordering::SeqCst);
    processor
        .run(RunOptions::default(), |_| {}, CancellationToken::new())
        .await
        .unwrap();
    assert_eq!(scene.status(&id).await, Status::Success);
}

#[tokio::test]
async fn canceling_ends_the_run_after_the_batch_with_nothing_claimed() {
    let scene = Scene::new().await;
    let rep = scene.user().await;
    let account = scene.account("Dr. A").await;
    for number in 0..9 {
        let identifier = number.to_string();
        let phone = json!({ "Phone": identifier });
        scene
            .upload(Sketch::new(&rep, &identifier).item(Update, "Account", account.as_str(), phone))
            .await;
    }
    let cancel = CancellationToken::new();
    let token = cancel.clone();
    let on_event = move |event| {
        if matches!(event, ProcessorEvent::Claimed { .. }) {
            token.cancel();
        }
    };
    // With more, another batch may be claimed before the event of the first is heard.
    let processor = scene.processor("P1").with_pace(Pace {
        batch: 4,
        workers: 1,
        ..Pace::default()
    });

    let summary = processor
        .run(RunOptions::default(), on_event, cancel)
        .await
        .unwrap();

    assert!(summary.canceled_by_caller);
    assert_eq!((summary.claimed, summary.success), (4, 4));
    let counts = scene.store.counts().await.unwrap();
    assert_eq!((counts.success, counts.new, counts.in_progress), (4, 5, 0));
}

#[tokio::test]
async fn a_run_takes_what_was_there_and_until_empty_also_what_arrives() {
    for (until_empty, success) in [(false, 3), (true, 8)] {
        let scene = Arc::new(Scene::new().await);
        let (rep, account) = (scene.user().await, scene.account("Dr. A").await);
        for number in 0..3 {
            let identifier = number.to_string();
            let phone = json!({ "Phone": identifier });
            scene
                .upload(Sketch::new(&rep, &identifier).item(Update, "Account", account.as_str(), phone))
                .await;
        }
        let left = AtomicUsize::new(5);
        let disturbance = Disturbance::NewUploads {
            scene: Arc::clone(&scene),
            rep,
            account,
            left,
        };
        let org = Arc::new(Disturbed {
            org: Arc::clone(&scene.org) as Arc<dyn Org>,
            disturbance,
        });
        let processor = scene.processor_on(org, "P1").with_pace(Pace {
            batch: 1,
            ..Pace::default()
        });
        let options = RunOptions {
            until_empty,
            ..RunOptions::default()
        };
        let summary = processor
            .run(options, |_| {}, CancellationToken::new())
            .await
            .unwrap();
        assert_eq!(summary.success, success, "until_empty {until_empty}");
    }
}

#[tokio::test]
async fn a_batch_in_work_keeps_the_settings_it_was_claimed_with() {
    let scene = Arc::new(Scene::new().await);
    let (rep, account) = (scene.user().await, scene.account("Dr. A").await);
    let mut payload = crate::support::visit(&account);
    payload["Channel"] = json!("Pigeon");
    let id = scene
        .upload(Sketch::new(&rep, "t").item(Insert, "Visit", "dev", payload))
        .await;
    let org = Arc::new(Disturbed {
        org: Arc::clone(&scene.org) as Arc<dyn Org>,
        disturbance: Disturbance::NewSettings {
            scene: Arc::clone(&scene),
        },
    });
    scene
        .processor_on(org, "P1")
        .run(RunOptions::default(), |_| {}, CancellationToken::new())
        .await
        .unwrap();
    assert_eq!(
        scene.status(&id).await,
        Status::Retry,
        "three retries, as claimed"
    );
    scene.run_next_retry().await;
    assert_eq!(
        scene.status(&id).await,
        Status::Failed,
        "none, as the next claim finds"
    );
}
