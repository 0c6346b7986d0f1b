//! The Sync Processor settings, seen from outside: what becomes of a transaction.

use chrono::Duration;
use model::{Clock as _, Operation::*, Status, SyncProcessorSettings};
use serde_json::json;

use crate::support::{Scene, Sketch, change, visit};

async fn set(scene: &Scene, settings: SyncProcessorSettings) {
    let version = scene.store.processor_settings().await.unwrap().version;
    scene
        .store
        .set_processor_settings(&settings, version, &change())
        .await
        .unwrap();
}

/// The payload of a visit that the org refuses.
fn refused(account: &model::RecordId) -> serde_json::Value {
    let mut payload = visit(account);
    payload["Channel"] = json!("Pigeon");
    payload
}

#[tokio::test]
async fn a_failure_is_retried_as_often_as_the_setting_says_and_waits_longer_each_time() {
    let scene = Scene::new().await;
    let (rep, account) = (scene.user().await, scene.account("Dr. A").await);
    let id = scene
        .upload(Sketch::new(&rep, "t").item(Insert, "Visit", "dev", refused(&account)))
        .await;

    scene.run().await;
    let mut waits = Vec::new();
    while scene.status(&id).await == Status::Retry {
        let before = scene.clock.now();
        scene.run().await;
        assert_eq!(
            scene.detail(&id).await.attempts.len(),
            waits.len() + 1,
            "not before it is due"
        );
        scene.run_next_retry().await;
        waits.push(scene.clock.now() - before);
    }

    let detail = scene.detail(&id).await;
    assert_eq!(detail.transaction.status, Status::Failed);
    assert_eq!(detail.transaction.number_of_failed_attempts, Some(4));
    assert_eq!(detail.attempts.len(), 4);
    assert_eq!(waits.len(), 3);
    assert!(waits.windows(2).all(|pair| pair[0] <= pair[1]), "{waits:?}");
}

#[tokio::test]
async fn changed_settings_count_from_the_next_claim() {
    let scene = Scene::new().await;
    let (rep, account) = (scene.user().await, scene.account("Dr. A").await);
    let id = scene
        .upload(Sketch::new(&rep, "t").item(Insert, "Visit", "dev", refused(&account)))
        .await;
    scene.run().await;
    assert_eq!(scene.status(&id).await, Status::Retry);
    set(
        &scene,
        SyncProcessorSettings {
            number_of_retry_attempts: 1,
            ..SyncProcessorSettings::default()
        },
    )
    .await;
    scene.run_next_retry().await;
    assert_eq!(scene.status(&id).await, Status::Failed);
}

#[tokio::test]
async fn an_admins_retry_is_one_attempt() {
    let scene = Scene::new().await;
    set(
        &scene,
        SyncProcessorSettings {
            number_of_retry_attempts: 0,
            ..SyncProcessorSettings::default()
        },
    )
    .await;
    let (rep, account) = (scene.user().await, scene.account("Dr. A").await);
    let id = scene
        .upload(Sketch::new(&rep, "t").item(Insert, "Visit", "dev", refused(&account)))
        .await;
    scene.run().await;
    assert_eq!(scene.status(&id).await, Status::Failed);
    set(
        &scene,
        SyncProcessorSettings {
            number_of_retry_attempts: 50,
            ..SyncProcessorSettings::default()
        },
    )
    .await;

    scene.retry(&id).await;
    assert_eq!(scene.status(&id).await, Status::Retry);
    let summary = scene.run().await;

    assert_eq!(summary.claimed, 1, "due at once");
    assert_eq!(scene.status(&id).await, Status::Failed);
    assert_eq!(scene.detail(&id).await.attempts.len(), 2);
}

#[tokio::test]
async fn a_locked_row_is_retried_without_limit_unless_the_setting_is_off() {
    let scene = Scene::new().await;
    let (rep, account) = (scene.user().await, scene.account("Dr. A").await);
    scene.lock(&account).await;
    let phone = json!({ "Phone": "+49 1" });
    let id = scene
        .upload(Sketch::new(&rep, "t").item(Update, "Account", account.as_str(), phone))
        .await;
    scene.run().await;
    for _ in 0..9 {
        scene.run_next_retry().await;
    }
    let detail = scene.detail(&id).await;
    assert_eq!(detail.transaction.status, Status::Retry);
    assert_eq!(detail.attempts.len(), 10);
    assert!(detail.next_attempt_at.unwrap() <= scene.clock.now() + Duration::hours(1));

    set(
        &scene,
        SyncProcessorSettings {
            retry_sync_for_locked_rows: false,
            ..SyncProcessorSettings::default()
        },
    )
    .await;
    scene.run_next_retry().await;
    assert_eq!(scene.status(&id).await, Status::Failed);
}

#[tokio::test]
async fn needless_work_is_canceled_and_says_why() {
    let scene = Scene::new().await;
    let rep = scene.user().await;
    let (account, nobody) = (scene.account("Dr. A").await, scene.ids.next("001"));
    let delete = |identifier| Sketch::new(&rep, identifier).item(Delete, "Account", account.as_str(), "");
    let first = scene.upload(delete("1")).await;
    let again = scene.upload(delete("2")).await;
    let phone = json!({ "Phone": "+49 1" });
    let missing = scene
        .upload(Sketch::new(&rep, "3").item(Update, "Account", nobody.as_str(), phone))
        .await;

    let summary = scene.run().await;

    assert_eq!((summary.success, summary.canceled), (1, 2));
    assert_eq!(scene.status(&first).await, Status::Success);
    for (id, why) in [(&again, "already deleted"), (&missing, "does not exist")] {
        let detail = scene.detail(id).await;
        assert_eq!(detail.transaction.status, Status::Canceled);
        let message = detail.attempts[0].message.clone().unwrap();
        assert!(message.contains(why), "{message}");
        assert_eq!(detail.log_entries.len(), 1, "the org's own words are kept too");
    }
}

#[tokio::test]
async fn with_the_settings_off_needless_work_is_an_error_like_any_other() {
    let scene = Scene::new().await;
    set(
        &scene,
        SyncProcessorSettings {
            cancel_sync_for_deleted_records: false,
            cancel_sync_when_record_is_not_found: false,
            number_of_retry_attempts: 0,
            ..SyncProcessorSettings::default()
        },
    )
    .await;
    let rep = scene.user().await;
    let (account, nobody) = (scene.account("Dr. A").await, scene.ids.next("001"));
    scene
        .upload(Sketch::new(&rep, "1").item(Delete, "Account", account.as_str(), ""))
        .await;
    let again = scene
        .upload(Sketch::new(&rep, "2").item(Delete, "Account", account.as_str(), ""))
        .await;
    let phone = json!({ "Phone": "+49 1" });
    let missing = scene
        .upload(Sketch::new(&rep, "3").item(Update, "Account", nobody.as_str(), phone))
        .await;
    scene.run().await;
    assert_eq!(scene.status(&again).await, Status::Failed);
    assert_eq!(scene.status(&missing).await, Status::Failed);
}

#[tokio::test]
async fn grouping_on_or_off_gives_the_same_result() {
    let mut results = Vec::new();
    for group in [true, false] {
        let scene = Scene::new().await;
        let settings = SyncProcessorSettings {
            optimize_performance_by_grouping_items: group,
            ..SyncProcessorSettings::default()
        };
        set(&scene, settings).await;
        let (rep, account) = (scene.user().await, scene.account("Dr. A").await);
        let sketch = Sketch::new(&rep, "t")
            .item(
                Insert,
                "Inquiry",
                "i1",
                json!({ "AccountId": account, "VisitId": "v", "Subject": "1", "InquiryChannelType": "Web" }),
            )
            .item(Update, "Account", account.as_str(), json!({ "Phone": "+49 1" }))
            .item(Insert, "Visit", "v", visit(&account))
            .item(
                Insert,
                "Inquiry",
                "i2",
                json!({ "AccountId": account, "VisitId": "v", "Subject": "2", "InquiryChannelType": "Web" }),
            )
            .item(Update, "Account", account.as_str(), json!({ "Phone": "+49 2" }));
        let id = scene.upload(sketch).await;
        scene.run().await;
        results.push((scene.status(&id).await, scene.text(&account, "Phone").await));
    }
    assert_eq!(results[0], (Status::Success, Some("+49 2".to_owned())));
    assert_eq!(results[0], results[1]);
}

#[tokio::test]
async fn grouping_on_or_off_shows_the_same_error() {
    for group in [true, false] {
        let scene = Scene::new().await;
        let settings = SyncProcessorSettings {
            optimize_performance_by_grouping_items: group,
            ..SyncProcessorSettings::default()
        };
        set(&scene, settings).await;
        let (rep, account) = (scene.user().await, scene.account("Dr. A").await);
        let (nobody, phone) = (scene.ids.next("001"), json!({ "Phone": "+49 1" }));
        let sketch = Sketch::new(&rep, "t")
            .item(Update, "Account", account.as_str(), &phone)
            .item(Insert, "Visit", "v", refused(&account))
            .item(Update, "Account", nobody.as_str(), &phone);
        let id = scene.upload(sketch).await;

        scene.run().await;

        let code = scene.detail(&id).await.error_code.unwrap();
        assert_eq!(
            code.as_str(),
            "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
            "grouped: {group}"
        );
    }
}
