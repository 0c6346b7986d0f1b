//! Claims, leases and recovery.

use std::collections::BTreeSet;

use chrono::Duration;
use model::{RecordId, Status, timestamp};
use store::{ClaimRequest, SettledAs};

use crate::{
    engine::{START, fixture},
    sample::{ANNA, BEN, asking, first_record, identifiers, item, settlement},
};

#[tokio::test]
async fn a_claim_brings_all_that_an_attempt_needs() {
    let f = fixture().await;
    let mut upload = f.upload("a");
    let id = upload.transaction.id.clone();
    for (sequence, object) in [(None, "Last"), (Some(2.5), "Second"), (Some(-1.0), "First")] {
        let mut item = item(f.item_id(), &id);
        (item.sequence, item.object_name) = (sequence, object.into());
        upload.items.push(item);
    }
    f.receive(vec![upload]).await;
    let claims = f.claim(10).await;
    let claim = &claims[0];
    assert_eq!(
        (claim.arrival, claim.was, claim.single_attempt),
        (1, Status::New, false)
    );
    assert_eq!(f.find("a").await.transaction.status, Status::InProgress);
    assert_eq!(claim.transaction.id, id);
    let objects: Vec<&str> = claim.items.iter().map(|item| item.object_name.as_str()).collect();
    assert_eq!(objects, ["First", "Second", "Visit", "Last"]);
    let own: BTreeSet<_> = f.find("a").await.items.into_iter().map(|item| item.id).collect();
    assert!(claim.items.iter().all(|item| own.contains(&item.id)));
    assert_eq!(f.store.counts().await.unwrap().in_progress, 1);
    assert!(f.claim(10).await.is_empty());
}

#[tokio::test]
async fn a_user_s_transactions_come_by_sequence_then_time_then_arrival() {
    let f = fixture().await;
    let made = |identifier: &str, sequence: Option<i64>, minutes: i64| {
        let mut upload = f.upload(identifier);
        upload.transaction.sequence = sequence;
        upload.transaction.offline_timestamp = timestamp(START + minutes * 60_000);
        upload
    };
    f.receive(vec![
        made("late", None, 9),
        made("early", None, 1),
        made("early too", None, 1),
        made("second", Some(2), 0),
        made("first", Some(1), 99),
    ])
    .await;
    assert_eq!(
        identifiers(&f.claim(10).await),
        ["first", "second", "early", "early too", "late"]
    );
}

#[tokio::test]
async fn users_come_one_after_the_other_and_a_limit_is_kept() {
    let f = fixture().await;
    let mut uploads: Vec<_> = (0..6).map(|number| f.upload(&format!("u{number}"))).collect();
    for upload in uploads.iter_mut().step_by(2) {
        upload.transaction.owner_id = BEN.into();
    }
    f.receive(uploads).await;
    let claims = f.store.claim(asking(2)).await.unwrap();
    let first = f.read(&claims).await;
    assert_eq!(identifiers(&first), ["u1", "u3"]);
    assert_eq!(claims.next_owner.as_deref(), Some(ANNA));
    // What is left of Anna's waits for what is claimed of hers.
    let second = f
        .store
        .claim(ClaimRequest {
            after_owner: claims.next_owner,
            ..asking(10)
        })
        .await
        .unwrap();
    assert_eq!(identifiers(&f.read(&second).await), ["u0", "u2", "u4"]);
    assert_eq!(second.next_owner, None);
    assert!(f.claim(10).await.is_empty());
    f.settle(
        first
            .iter()
            .map(|claim| settlement(claim, SettledAs::Success))
            .collect(),
    )
    .await;
    assert_eq!(identifiers(&f.claim(10).await), ["u5"]);
    assert!(f.store.claim(asking(0)).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_retry_that_is_not_due_holds_back_what_comes_after_it() {
    let f = fixture().await;
    f.receive(vec![f.upload("a"), f.upload("b"), f.upload("c")]).await;
    let claims = f.claim(2).await;
    let due = timestamp(START + 60_000);
    f.settle(vec![
        settlement(&claims[0], SettledAs::Success),
        settlement(&claims[1], SettledAs::Retry { next_attempt_at: due }),
    ])
    .await;
    assert!(f.claim(10).await.is_empty());
    assert_eq!(f.store.next_retry_at().await.unwrap(), Some(due));
    f.clock.set(due);
    let claims = f.claim(10).await;
    assert_eq!(identifiers(&claims), ["b", "c"]);
    assert_eq!(claims[0].was, Status::Retry);
    assert_eq!(claims[0].was, Status::Retry);
}

#[tokio::test]
async fn what_is_before_a_retry_goes_on() {
    let f = fixture().await;
    f.receive(vec![f.upload("b")]).await;
    let claims = f.claim(1).await;
    let due = timestamp(START + 60_000);
    f.settle(vec![settlement(
        &claims[0],
        SettledAs::Retry { next_attempt_at: due },
    )])
    .await;
    let mut earlier = f.upload("a");
    earlier.transaction.sequence = Some(1);
    f.receive(vec![earlier, f.upload("c")]).await;
    assert_eq!(identifiers(&f.claim(10).await), ["a"]);
}

#[tokio::test]
async fn failed_canceled_and_waiting_hold_nothing_back() {
    let f = fixture().await;
    f.receive(vec![
        f.upload("failed"),
        f.upload("canceled"),
        f.dependent("waiting", "missing"),
        f.upload("last"),
    ])
    .await;
    let claims = f.claim(2).await;
    f.settle(vec![
        settlement(&claims[0], SettledAs::Failed),
        settlement(&claims[1], SettledAs::Canceled),
    ])
    .await;
    assert_eq!(identifiers(&f.claim(10).await), ["last"]);
}

#[tokio::test]
async fn what_is_older_than_the_lookback_is_passed_over() {
    let f = fixture().await;
    let mut old = f.upload("old");
    old.transaction.offline_timestamp = timestamp(START - 1);
    let mut old_retry = f.upload("old retry");
    old_retry.transaction.offline_timestamp = timestamp(START - 2);
    f.receive(vec![old_retry]).await;
    let claims = f.claim(1).await;
    let later = SettledAs::Retry {
        next_attempt_at: timestamp(START + 60_000),
    };
    f.settle(vec![settlement(&claims[0], later)]).await;
    f.receive(vec![old, f.upload("new")]).await;
    let request = ClaimRequest {
        lookback_from: Some(timestamp(START)),
        ..asking(10)
    };
    assert_eq!(
        identifiers(&f.read(&f.store.claim(request).await.unwrap()).await),
        ["new"]
    );
    assert!(
        f.claim(10).await.is_empty(),
        "without lookback the old Retry holds back what comes after it"
    );
}

#[tokio::test]
async fn many_users_that_are_held_back_hide_nobody() {
    let f = fixture().await;
    let mut uploads = Vec::new();
    for user in 0..120 {
        for number in 0..3 {
            let mut upload = f.upload(&format!("{user}-{number}"));
            upload.transaction.owner_id = format!("005{user:05}");
            uploads.push(upload);
        }
    }
    f.receive(uploads).await;
    // The first of every user but the last is under way.
    let mut after = None;
    for _ in 0..119 {
        let claims = f
            .store
            .claim(ClaimRequest {
                after_owner: after,
                ..asking(1)
            })
            .await
            .unwrap();
        after = claims.next_owner;
    }
    assert_eq!(identifiers(&f.claim(1000).await), ["119-0", "119-1", "119-2"]);
}

#[tokio::test]
async fn device_made_ids_that_became_real_come_with_the_items_that_mention_them() {
    let f = fixture().await;
    let mut first = f.upload("first");
    first.items[0].record_identifier = Some("visit-1".into());
    let mut second = f.upload("second");
    second.items[0].field_values =
        Some(r#"{"VisitId":"visit-1","Other":"visit-2","Long":"visit-1-and-more"}"#.into());
    let mut others = f.upload("others");
    others.transaction.owner_id = BEN.into();
    others.items[0].record_identifier = Some("visit-1".into());
    f.receive(vec![first, second, others]).await;

    let record: RecordId = f.ids.next("0Z5");
    let claims = f.claim(1).await;
    let mut done = settlement(&claims[0], SettledAs::Success);
    done.records = vec![first_record(&claims[0], &record)];
    done.new_ids = vec![("visit-1".into(), record.clone())];
    f.settle(vec![done]).await;
    assert_eq!(
        f.find("first").await.items[0]
            .processed_record_identifier
            .as_deref(),
        Some(record.as_str())
    );

    let claims = f.claim(10).await;
    assert_eq!(identifiers(&claims), ["second", "others"]);
    assert_eq!(
        claims[0].known_ids.iter().collect::<Vec<_>>(),
        [(&"visit-1".to_owned(), &record)]
    );
    assert!(claims[1].known_ids.is_empty(), "another user's ids are not known");
}

#[tokio::test]
async fn a_claim_given_back_is_as_before_and_not_counted() {
    let f = fixture().await;
    f.receive(vec![f.upload("a")]).await;
    let claims = f.claim(1).await;
    f.settle(vec![settlement(
        &claims[0],
        SettledAs::Retry {
            next_attempt_at: timestamp(START),
        },
    )])
    .await;
    let before = f.find("a").await;

    let claims = f.claim(1).await;
    assert_eq!(
        f.store
            .release(vec![(claims[0].arrival, claims[0].lease - 1)])
            .await
            .unwrap(),
        0
    );
    assert_eq!(
        f.store
            .release(vec![(claims[0].arrival, claims[0].lease)])
            .await
            .unwrap(),
        1
    );
    assert_eq!(
        f.store
            .release(vec![(claims[0].arrival, claims[0].lease)])
            .await
            .unwrap(),
        0
    );
    assert_eq!(f.find("a").await, before);
    let counts = f.store.counts().await.unwrap();
    assert_eq!((counts.retry, counts.in_progress), (1, 0));
}

#[tokio::test]
async fn a_lease_that_ran_out_is_recovered_and_its_settlement_is_refused() {
    let f = fixture().await;
    f.receive(vec![f.upload("a"), f.upload("b")]).await;
    let claims = f.claim(1).await;
    f.clock.advance(Duration::seconds(59));
    assert_eq!(f.store.recover_expired().await.unwrap(), 0);
    f.clock.advance(Duration::seconds(1));
    assert_eq!(f.store.recover_expired().await.unwrap(), 1);
    let detail = f.find("a").await;
    assert_eq!(
        (
            detail.transaction.status,
            detail.transaction.number_of_failed_attempts
        ),
        (Status::New, None)
    );
    assert!(detail.attempts.is_empty());

    let late = settlement(&claims[0], SettledAs::Success);
    assert_eq!(
        f.store.settle(vec![late.clone()]).await.unwrap(),
        [store::Settled::LeaseLost]
    );
    // Also when another processor has it now.
    assert!(
        f.claim(10).await.is_empty(),
        "what lost its processor is claimed alone"
    );
    let again = f.store.claim_suspect(asking(1)).await.unwrap().unwrap();
    assert!(again.lease > claims[0].lease);
    assert_eq!(
        f.store.settle(vec![late]).await.unwrap(),
        [store::Settled::LeaseLost]
    );
    assert_eq!(f.status("a").await, Status::InProgress);
    f.settle(vec![settlement(&again, SettledAs::Success)]).await;
    assert_eq!(f.find("a").await.attempts.len(), 1);
}

#[tokio::test]
async fn a_settlement_after_the_lease_counts_while_nobody_took_the_claim() {
    let f = fixture().await;
    f.receive(vec![f.upload("a")]).await;
    let claims = f.claim(1).await;
    f.clock.advance(Duration::hours(1));
    f.settle(vec![settlement(&claims[0], SettledAs::Success)]).await;
    assert_eq!(f.store.recover_expired().await.unwrap(), 0);
    assert_eq!(f.status("a").await, Status::Success);
}

#[tokio::test]
async fn an_imported_transaction_in_progress_is_given_back() {
    let f = fixture().await;
    let mut upload = f.upload("a");
    upload.transaction.status = Status::InProgress;
    f.store
        .import_transactions(vec![upload.transaction])
        .await
        .unwrap();
    assert_eq!(f.status("a").await, Status::InProgress);
    assert_eq!(f.store.recover_expired().await.unwrap(), 1);
    assert_eq!(f.status("a").await, Status::New);
}

#[tokio::test]
async fn an_imported_retry_without_a_time_is_due() {
    let f = fixture().await;
    let mut upload = f.upload("a");
    upload.transaction.status = Status::Retry;
    upload.transaction.is_real_time = true;
    f.store
        .import_transactions(vec![upload.transaction])
        .await
        .unwrap();
    f.store.import_items(upload.items).await.unwrap();
    f.receive(vec![f.upload("b")]).await;
    assert!(f.store.is_real_time_due(&asking(10)).await.unwrap());
    assert_eq!(identifiers(&f.claim(10).await), ["a", "b"]);
}
