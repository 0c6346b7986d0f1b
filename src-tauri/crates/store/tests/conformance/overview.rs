//! The overview.

use chrono::Duration;
use model::{Status, SyncErrorCode, User, timestamp};
use store::{DayCounts, SettledAs};

use crate::{
    engine::{START, fixture},
    sample::{ANNA, BEN, settlement, transaction},
};

#[tokio::test]
async fn an_empty_store_has_nothing_to_say() {
    let f = fixture().await;
    let overview = f.store.overview().await.unwrap();
    assert_eq!(overview.counts.total(), 0);
    assert_eq!(overview.oldest_new, None);
    assert!(overview.users_with_old_new.is_empty() && overview.days.is_empty());
    assert!(overview.failed_by_error.is_empty());
}

#[tokio::test]
async fn users_whose_transactions_are_new_for_more_than_a_day_are_named() {
    let f = fixture().await;
    let received = |identifier: &str, owner: &str, hours_ago: i64, status| {
        let mut row = transaction(f.transaction_id(), identifier);
        row.owner_id = owner.into();
        row.created_date = timestamp(START) - Duration::hours(hours_ago);
        row.status = status;
        row
    };
    let rows = vec![
        received("a", ANNA, 30, Status::New),
        received("b", ANNA, 25, Status::New),
        received("c", ANNA, 24, Status::New),
        received("d", BEN, 48, Status::New),
        received("e", "other", 99, Status::Failed),
    ];
    f.store.import_transactions(rows).await.unwrap();
    let user = User {
        id: BEN.parse().unwrap(),
        name: "Ben".into(),
        username: "ben".into(),
        profile_id: f.ids.next("00e"),
        territory: None,
        is_active: true,
    };
    f.store.upsert_users(&[user]).await.unwrap();
    let overview = f.store.overview().await.unwrap();
    assert_eq!(overview.oldest_new, Some(timestamp(START) - Duration::hours(48)));
    let users: Vec<_> = overview
        .users_with_old_new
        .iter()
        .map(|user| (user.owner_id.as_str(), user.owner_name.as_deref(), user.count))
        .collect();
    assert_eq!(users, [(BEN, Some("Ben"), 1), (ANNA, None, 2)]);
}

#[tokio::test]
async fn days_count_what_was_settled_and_errors_what_is_failed_now() {
    let f = fixture().await;
    f.receive((0..4).map(|number| f.upload(&format!("u{number}"))).collect())
        .await;
    f.clock.set(timestamp(START) - Duration::days(40));
    let claims = f.claim(1).await;
    f.settle(vec![settlement(&claims[0], SettledAs::Success)]).await;
    f.clock.set(timestamp(START));
    let claims = f.claim(10).await;
    let mut other = settlement(&claims[2], SettledAs::Failed);
    other.attempt.error_code = Some(SyncErrorCode::NotFound);
    f.settle(vec![
        settlement(&claims[0], SettledAs::Failed),
        settlement(
            &claims[1],
            SettledAs::Retry {
                next_attempt_at: timestamp(START),
            },
        ),
        other,
    ])
    .await;
    f.clock.advance(Duration::days(1));
    let claims = f.claim(10).await;
    f.settle(vec![settlement(&claims[0], SettledAs::Failed)]).await;

    let overview = f.store.overview().await.unwrap();
    let day = |day: &str, success, failed, retry| DayCounts {
        day: day.into(),
        success,
        failed,
        retry,
        canceled: 0,
        manual: 0,
    };
    assert_eq!(
        overview.days,
        [day("2026-11-23", 0, 2, 1), day("2026-11-24", 0, 1, 0)]
    );
    let errors: Vec<_> = overview
        .failed_by_error
        .into_iter()
        .map(|error| (error.error_code, error.count))
        .collect();
    assert_eq!(
        errors,
        [
            (Some(SyncErrorCode::UnableToLockRow), 2),
            (Some(SyncErrorCode::NotFound), 1)
        ]
    );
}
