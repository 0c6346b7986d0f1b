//! From upload to Success: order, device-made ids, dependencies, all or none, parallel users.

use std::sync::{Arc, Mutex};

use chrono::Duration;
use model::{AttemptOutcome, BatchJobStatus, LogSyncStatus, Operation::*, RunTrigger, Status};
use processor::{Pace, ProcessorEvent, RunOptions, Turn};
use serde_json::json;
use store::RunBegun;
use tokio_util::sync::CancellationToken;

use crate::support::{Scene, Sketch, visit};

#[tokio::test]
async fn a_device_made_id_reaches_later_items_and_transactions() {
    let scene = Scene::new().await;
    let (rep, account) = (scene.user().await, scene.account("Dr. A").await);
    let plan = scene
        .upload(Sketch::new(&rep, "plan").item(Insert, "Visit", "dev-visit", visit(&account)))
        .await;
    let notes = |text: &str| json!({ "InstructionDescription": text });
    let same_claim = Sketch::new(&rep, "note").item(Update, "Visit", "dev-visit", notes("same claim"));
    let same_claim = scene.upload(same_claim).await;

    let summary = scene.run().await;

    assert_eq!((summary.claimed, summary.success), (2, 2));
    let planned = scene.detail(&plan).await.items.remove(0);
    let record = planned.processed_record_identifier.unwrap().parse().unwrap();
    assert_eq!(
        scene.text(&record, "InstructionDescription").await.as_deref(),
        Some("same claim")
    );
    let touched = scene
        .detail(&same_claim)
        .await
        .items
        .remove(0)
        .processed_record_identifier;
    assert_eq!(touched.as_deref(), Some(record.as_str()));

    let in_later_run = Sketch::new(&rep, "later")
        .item(
            Insert,
            "ProviderVisit",
            "dev-pv",
            json!({ "VisitId": "dev-visit" }),
        )
        .item(Update, "Visit", "dev-visit", notes("later run"));
    let in_later_run = scene.upload(in_later_run).await;
    scene.run().await;
    assert_eq!(scene.status(&in_later_run).await, Status::Success);
    assert_eq!(
        scene.text(&record, "InstructionDescription").await.as_deref(),
        Some("later run")
    );
}

#[tokio::test]
async fn dependents_wait_for_success_and_then_run_in_the_same_run() {
    let scene = Scene::new().await;
    let (rep, account) = (scene.user().await, scene.account("Dr. A").await);
    let second = Sketch::new(&rep, "second").after("first").item(
        Update,
        "Visit",
        "dev",
        json!({ "Channel": "Phone" }),
    );
    let second = scene.upload(second).await;
    assert_eq!(scene.status(&second).await, Status::Waiting);
    let first = scene
        .upload(Sketch::new(&rep, "first").item(Insert, "Visit", "dev", visit(&account)))
        .await;

    scene.run().await;

    assert_eq!(scene.status(&first).await, Status::Success);
    assert_eq!(scene.status(&second).await, Status::Success);
}

#[tokio::test]
async fn dependents_of_a_failed_one_wait_and_are_canceled_when_it_is_ignored() {
    let scene = Scene::new().await;
    let (rep, account) = (scene.user().await, scene.account("Dr. A").await);
    let mut payload = visit(&account);
    payload["Channel"] = json!("Pigeon");
    let first = scene
        .upload(Sketch::new(&rep, "first").item(Insert, "Visit", "dev", payload))
        .await;
    let second = Sketch::new(&rep, "second").after("first").item(
        Update,
        "Visit",
        "dev",
        json!({ "Channel": "Phone" }),
    );
    let second = scene.upload(second).await;
    for _ in 0..4 {
        scene.run().await;
        scene.clock.advance(Duration::hours(1));
    }
    assert_eq!(scene.status(&first).await, Status::Failed);
    assert_eq!(scene.status(&second).await, Status::Waiting);

    scene.ignore(&first).await;

    assert_eq!(scene.status(&second).await, Status::Canceled);
    let why = scene
        .detail(&second)
        .await
        .history
        .into_iter()
        .find(|change| change.field == "Status");
    assert!(!why.unwrap().reason.is_empty());
}

#[tokio::test]
async fn of_a_transaction_with_one_bad_item_nothing_is_applied_and_the_error_is_logged() {
    let scene = Scene::new().await;
    let (rep, account) = (scene.user().await, scene.account("Dr. A").await);
    let sketch = Sketch::new(&rep, "t")
        .item(Update, "Account", account.as_str(), json!({ "Phone": "+49 1" }))
        .item(
            Insert,
            "Inquiry",
            "dev-inquiry",
            json!({ "AccountId": account, "Subject": "S" }),
        );
    let id = scene.upload(sketch).await;

    let summary = scene.run().await;

    assert_eq!(summary.retry, 1);
    assert_eq!(scene.text(&account, "Phone").await, None);
    let detail = scene.detail(&id).await;
    assert_eq!(detail.transaction.status, Status::Retry);
    assert_eq!(detail.transaction.number_of_failed_attempts, Some(1));
    let entry = &detail.log_entries[0];
    assert_eq!(entry.exception_code.as_deref(), Some("REQUIRED_FIELD_MISSING"));
    assert_eq!(entry.exception_type.as_deref(), Some("Data"));
    assert_eq!(
        entry.exception_location.as_deref(),
        Some(detail.items[1].id.as_str())
    );
    assert_eq!(entry.object_name.as_deref(), Some("Inquiry"));
    assert_eq!(entry.field_name.as_deref(), Some("InquiryChannelType"));
    assert_eq!(entry.device_gen_record_identifier.as_deref(), Some("dev-inquiry"));
    assert_eq!(entry.sync_status, Some(LogSyncStatus::Pending));
    let attempt = &detail.attempts[0];
    assert_eq!((attempt.number, attempt.outcome), (1, AttemptOutcome::Retry));
    assert_eq!(attempt.next_attempt_at, detail.next_attempt_at);
    assert_eq!(attempt.processor, "P1");
}

#[tokio::test]
async fn a_payload_that_is_no_json_is_an_error_of_its_own() {
    let scene = Scene::new().await;
    let (rep, account) = (scene.user().await, scene.account("Dr. A").await);
    let id = scene
        .upload(Sketch::new(&rep, "t").item(Update, "Account", account.as_str(), "{\"Phone\":"))
        .await;
    scene.run().await;
    let entry = scene.detail(&id).await.log_entries.remove(0);
    assert_eq!(entry.exception_code.as_deref(), Some("JSON_PARSER_ERROR"));
}

#[tokio::test]
async fn while_one_is_retried_its_user_waits_and_others_go_on() {
    let scene = Scene::new().await;
    let (held_up, other) = (scene.user().await, scene.user().await);
    let (locked, free) = (scene.account("Locked").await, scene.account("Free").await);
    scene.lock(&locked).await;
    let phone = |number: u32| json!({ "Phone": format!("+49 {number}") });
    let first = scene
        .upload(Sketch::new(&held_up, "1").item(Update, "Account", locked.as_str(), phone(1)))
        .await;
    let behind = scene
        .upload(Sketch::new(&held_up, "2").item(Update, "Account", free.as_str(), phone(2)))
        .await;
    let others = scene
        .upload(Sketch::new(&other, "3").item(Update, "Account", free.as_str(), phone(3)))
        .await;

    let summary = scene.run().await;

    assert_eq!((summary.retry, summary.given_back, summary.success), (1, 1, 1));
    assert_eq!(scene.status(&first).await, Status::Retry);
    assert_eq!(scene.status(&others).await, Status::Success);
    let behind_detail = scene.detail(&behind).await;
    assert_eq!(behind_detail.transaction.status, Status::New);
    assert!(
        behind_detail.attempts.is_empty(),
        "what was not tried is not an attempt"
    );

    assert!(scene.org.release_lock(&locked).await.unwrap());
    scene.run_next_retry().await;
    assert_eq!(scene.status(&first).await, Status::Success);
    assert_eq!(scene.status(&behind).await, Status::Success);
    assert_eq!(scene.text(&free, "Phone").await.as_deref(), Some("+49 2"));
}

#[tokio::test]
async fn many_users_in_parallel_keep_the_order_of_each() {
    const USERS: usize = 12;
    const EACH: usize = 9;
    let scene = Scene::new().await;
    let mut users = Vec::new();
    for number in 0..USERS {
        users.push((scene.user().await, scene.account(&format!("Dr. {number}")).await));
    }
    for step in 0..EACH {
        for (number, (rep, account)) in users.iter().enumerate() {
            let identifier = format!("{number}-{step}");
            let note = json!({ "Description": step.to_string() });
            scene
                .upload(Sketch::new(rep, &identifier).item(Update, "Account", account.as_str(), note))
                .await;
        }
    }
    let pace = Pace {
        batch: 7,
        workers: 3,
        ..Pace::default()
    };
    let seen = Arc::new(Mutex::new(Vec::new()));
    let settled = Arc::clone(&seen);
    let on_event = move |event| {
        if let ProcessorEvent::Settled { ids, .. } = event {
            settled.lock().unwrap().extend(ids);
        }
    };
    let options = RunOptions::default();
    let processor = scene.processor("P1").with_pace(pace);
    let summary = processor
        .run(options, on_event, CancellationToken::new())
        .await
        .unwrap();

    assert_eq!(summary.success, i64::try_from(USERS * EACH).unwrap());
    assert_eq!(summary.lease_lost + summary.given_back + summary.retry, 0);
    let mut settled = seen.lock().unwrap().clone();
    settled.sort();
    settled.dedup();
    assert_eq!(settled.len(), USERS * EACH, "each is told once");
    for (_, account) in &users {
        assert_eq!(
            scene.text(account, "Description").await.as_deref(),
            Some("8"),
            "the last one came last"
        );
    }
}

#[tokio::test]
async fn on_arrival_real_time_goes_with_what_comes_before_it_and_nothing_else() {
    let scene = Scene::new().await;
    let (rep, other, account) = (
        scene.user().await,
        scene.user().await,
        scene.account("Dr. A").await,
    );
    let mut ids = Vec::new();
    for (owner, identifier, is_real_time) in [
        (&rep, "before", false),
        (&rep, "now", true),
        (&rep, "after", false),
        (&other, "other", false),
    ] {
        let phone = json!({ "Phone": identifier });
        let sketch = Sketch::new(owner, identifier).item(Update, "Account", account.as_str(), phone);
        let mut upload = scene.as_upload(sketch);
        upload.transaction.is_real_time = is_real_time;
        ids.push(upload.transaction.id.clone());
        scene.store.receive(vec![upload]).await.unwrap();
        scene.clock.advance(Duration::seconds(1));
    }
    let processor = scene.processor("P1");
    assert!(processor.is_real_time_due(60).await.unwrap());
    let begin = || processor.begin("Real time", RunTrigger::RealTime, 60);
    let Turn::Begun(run) = begin().await.unwrap() else {
        panic!("another run is at work");
    };
    assert!(matches!(
        begin().await.unwrap(),
        Turn::Refused(RunBegun::AtWork(_))
    ));
    let summary = run.work(true, |_| {}, CancellationToken::new()).await.unwrap();
    assert_eq!((summary.claimed, summary.success), (2, 2));
    assert!(!processor.is_real_time_due(60).await.unwrap());

    // One that finds nothing is not kept.
    let Turn::Begun(run) = begin().await.unwrap() else {
        panic!("another run is at work");
    };
    run.work(true, |_| {}, CancellationToken::new()).await.unwrap();
    let kept = scene.store.runs(None, 10).await.unwrap().runs;
    let told: Vec<_> = kept
        .iter()
        .map(|run| (run.trigger, run.status, run.counts.success))
        .collect();
    assert_eq!(told, [(RunTrigger::RealTime, BatchJobStatus::Completed, 2)]);
    assert_eq!(scene.text(&account, "Phone").await.as_deref(), Some("now"));
    assert_eq!(scene.status(&ids[2]).await, Status::New);
    assert_eq!(scene.status(&ids[3]).await, Status::New);
}

#[tokio::test]
async fn what_lies_before_the_lookback_is_left_alone() {
    let scene = Scene::new().await;
    let (rep, account) = (scene.user().await, scene.account("Dr. A").await);
    let phone = json!({ "Phone": "+49 1" });
    let old = scene
        .upload(Sketch::new(&rep, "old").item(Update, "Account", account.as_str(), &phone))
        .await;
    scene.clock.advance(Duration::days(10));
    let new = scene
        .upload(Sketch::new(&rep, "new").item(Update, "Account", account.as_str(), &phone))
        .await;

    let options = RunOptions {
        lookback_days: 9,
        until_empty: true,
    };
    scene
        .processor("P1")
        .run(options, |_| {}, CancellationToken::new())
        .await
        .unwrap();

    assert_eq!(scene.status(&old).await, Status::New);
    assert_eq!(scene.status(&new).await, Status::Success);
}

#[tokio::test]
async fn the_permissions_of_the_owner_count_when_they_are_enforced() {
    let scene = Scene::new().await;
    let (rep, account) = (scene.user().await, scene.account("Dr. A").await);
    let mut ids = Vec::new();
    for (identifier, enforced) in [("enforced", true), ("not enforced", false)] {
        let owner = if enforced { rep.clone() } else { scene.user().await };
        let phone = json!({ "Phone": identifier });
        let sketch = Sketch::new(&owner, identifier).item(Update, "Account", account.as_str(), phone);
        let mut upload = scene.as_upload(sketch);
        upload.transaction.is_owner_permission_enforced = enforced;
        ids.push(upload.transaction.id.clone());
        scene.store.receive(vec![upload]).await.unwrap();
    }
    scene.run().await;
    let refused = scene.detail(&ids[0]).await;
    assert_eq!(
        refused.error_code.map(|code| code.kind()),
        Some(model::ErrorKind::Access)
    );
    assert_eq!(scene.status(&ids[1]).await, Status::Success);
    assert_eq!(
        scene.text(&account, "Phone").await.as_deref(),
        Some("not enforced")
    );
}
