//! What the next run will find.

use chrono::Duration;
use model::{User, timestamp};
use store::{SettledAs, UserShare};

use crate::{
    engine::{START, fixture},
    sample::{ANNA, BEN, settlement},
};

#[tokio::test]
async fn an_empty_queue_has_nothing_for_the_next_run() {
    let f = fixture().await;
    let forecast = f.store.forecast(None).await.unwrap();
    assert_eq!(
        (forecast.at, forecast.schedule, forecast.lookback_days),
        (None, None, 60)
    );
    assert_eq!((forecast.due, forecast.users), (0, 0));
    assert!(forecast.top_users.is_empty());
}

#[tokio::test]
async fn every_queued_transaction_is_counted_once() {
    let f = fixture().await;
    let schedule = f.active_schedule("Nightly").await;
    let made = |identifier: &str, owner: &str, ago: Duration| {
        let mut upload = f.upload(identifier);
        upload.transaction.owner_id = owner.into();
        upload.transaction.offline_timestamp = timestamp(START) - ago;
        upload
    };
    let uploads = vec![
        made("outside", ANNA, Duration::days(61)),
        // Inside for another hour; the run is in 17.
        made("falls out", ANNA, Duration::days(60) - Duration::hours(1)),
        made("anna 1", ANNA, Duration::hours(3)),
        made("anna 2", ANNA, Duration::hours(2)),
        made("ben 1", BEN, Duration::hours(9)),
        made("ben 2", BEN, Duration::hours(8)),
        made("in work", "other", Duration::hours(1)),
    ];
    f.receive(uploads).await;
    f.store
        .upsert_users(&[User {
            id: ANNA.parse().unwrap(),
            name: "Anna".into(),
            username: "anna".into(),
            profile_id: f.ids.next("00e"),
            territory: None,
            is_active: true,
        }])
        .await
        .unwrap();
    let all = f.claim(100).await;
    let (ben, others): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|claim| claim.transaction.offline_unique_identifier == "ben 1");
    let at_run = schedule.next_run_at.unwrap();
    let retry = |next_attempt_at| SettledAs::Retry { next_attempt_at };
    f.settle(vec![settlement(&ben[0], retry(at_run + Duration::seconds(1)))])
        .await;
    let back = others
        .iter()
        .filter(|claim| claim.transaction.owner_id != "other");
    f.store
        .release(back.map(|claim| (claim.arrival, claim.lease)).collect())
        .await
        .unwrap();

    let forecast = f.store.forecast(None).await.unwrap();
    assert_eq!(
        (forecast.at, forecast.schedule.as_deref()),
        (Some(at_run), Some("Nightly"))
    );
    assert_eq!((forecast.due, forecast.users), (2, 1));
    assert_eq!((forecast.retry_later, forecast.held_back), (1, 1));
    assert_eq!((forecast.outside_lookback, forecast.falls_out), (1, 1));
    let anna = UserShare {
        owner_id: ANNA.into(),
        name: Some("Anna".into()),
        count: 2,
    };
    assert_eq!(forecast.top_users, [anna]);

    // A wider lookback takes them all in; a retry that is due by then holds nobody up.
    let wide = f.store.forecast(Some(90)).await.unwrap();
    assert_eq!(
        (
            wide.lookback_days,
            wide.due,
            wide.outside_lookback,
            wide.falls_out
        ),
        (90, 4, 0, 0)
    );
    f.clock.set(at_run + Duration::seconds(1));
    let late = f.store.forecast(None).await.unwrap();
    assert_eq!((late.due, late.retry_later, late.held_back), (4, 0, 0));
}
