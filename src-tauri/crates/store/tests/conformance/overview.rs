//! The overview.

use chrono::Duration;
use model::{RunTrigger, Status, SyncErrorCode, SyncProcessorSettings, User, timestamp};
use store::{DaySpan, DaySpans, HourCounts, RunBegun, RunEnding, RunOrder, SettledAs, TimelineMarkKind};

use crate::{
    engine::{START, fixture},
    sample::{ANNA, BEN, because, settlement, transaction},
};

const DAY: i64 = 86_400_000;

#[tokio::test]
async fn an_empty_store_has_nothing_to_say() {
    let f = fixture().await;
    let overview = f.store.overview().await.unwrap();
    assert_eq!(overview.counts.total(), 0);
    assert_eq!(overview.oldest_new, None);
    assert!(overview.users_with_old_new.is_empty() && overview.hours.is_empty());
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
    let ago = |hours: i64| Some(timestamp(START) - Duration::hours(hours));
    assert_eq!(
        (overview.oldest_new, overview.p95_new, overview.median_new),
        (ago(48), ago(48), ago(25))
    );
    let users: Vec<_> = overview
        .users_with_old_new
        .iter()
        .map(|user| (user.owner_id.as_str(), user.owner_name.as_deref(), user.count))
        .collect();
    assert_eq!(users, [(BEN, Some("Ben"), 1), (ANNA, None, 2)]);
}

#[tokio::test]
async fn hours_count_what_was_settled_and_errors_what_is_failed_now() {
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
    let hour = |at: i64, failed, retry| HourCounts {
        at: timestamp(at),
        success: 0,
        failed,
        retry,
        canceled: 0,
        manual: 0,
    };
    // What was settled 40 days ago is too long ago.
    assert_eq!(overview.hours, [hour(START, 2, 1), hour(START + DAY, 1, 0)]);
    let objects: Vec<_> = overview
        .failed_by_object
        .into_iter()
        .map(|object| (object.object_name, object.count))
        .collect();
    assert_eq!(objects, [(None, 3)]);
    let users: Vec<_> = overview
        .failed_by_user
        .into_iter()
        .map(|user| (user.owner_id, user.owner_name, user.count))
        .collect();
    assert_eq!(users, [(ANNA.to_owned(), None, 3)]);
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

#[tokio::test]
async fn what_may_explain_failures_is_marked() {
    let f = fixture().await;
    let mut uploads = vec![f.upload("a"), f.upload("b")];
    uploads[1].transaction.app_version = "9.9".into();
    f.receive(uploads).await;
    f.clock.set(timestamp(START + DAY));
    f.receive(vec![f.upload("c")]).await;
    let settings = f.store.processor_settings().await.unwrap();
    let changed = SyncProcessorSettings {
        number_of_retry_attempts: 7,
        ..settings.value
    };
    f.store
        .set_processor_settings(&changed, settings.version, &because("test"))
        .await
        .unwrap();
    f.clock.set(timestamp(START + DAY + 1));
    let run = |name: &str, trigger| RunOrder {
        name: name.into(),
        trigger,
        lookback_days: 60,
        processor: "processor".into(),
        lease: Duration::minutes(1),
    };
    for order in [
        run("Nightly", RunTrigger::Manual),
        run("Background", RunTrigger::Background),
    ] {
        let RunBegun::Begun(begun) = f.store.begin_run(&order).await.unwrap() else {
            panic!("not begun")
        };
        f.store
            .end_run(begun.id, &[], RunEnding::Completed)
            .await
            .unwrap();
    }

    let marks: Vec<_> = f.store.overview().await.unwrap().marks;
    let told: Vec<_> = marks
        .iter()
        .map(|mark| (mark.at, mark.kind, mark.text.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (
                timestamp(START),
                TimelineMarkKind::AppVersion,
                "First transaction of app version 1.0"
            ),
            (
                timestamp(START),
                TimelineMarkKind::AppVersion,
                "First transaction of app version 9.9"
            ),
            (
                timestamp(START + DAY),
                TimelineMarkKind::Settings,
                "Sync Processor settings: numberOfRetryAttempts changed by admin"
            ),
            (
                timestamp(START + DAY + 1),
                TimelineMarkKind::Run,
                "Run \"Nightly\": 0 failed of 0"
            ),
        ]
    );
}

#[tokio::test]
async fn a_day_is_told_beside_the_day_before_and_a_week_before() {
    let f = fixture().await;
    let first = START.div_euclid(DAY) * DAY;
    // One Failed a week before, two on the day before, three on the day, of which one has an error of its own.
    for (day, failed) in [(0, 1), (6, 2), (7, 3)] {
        f.clock.set(timestamp(first + day * DAY));
        let uploads = (0..failed).map(|number| f.upload(&format!("day {day} {number}")));
        f.receive(uploads.collect()).await;
        let claims = f.claim(10).await;
        let mut settlements: Vec<_> = claims
            .iter()
            .map(|claim| settlement(claim, SettledAs::Failed))
            .collect();
        if day == 7 {
            settlements[0].attempt.error_code = Some(SyncErrorCode::NotFound);
        }
        f.settle(settlements).await;
    }
    let span = |day: i64| DaySpan {
        from: timestamp(first + day * DAY),
        until: timestamp(first + (day + 1) * DAY),
    };
    let spans = DaySpans {
        day: span(7),
        day_before: span(6),
        week_before: span(0),
        of_groups: span(7).from,
    };
    let figures = f.store.day_figures(&spans).await.unwrap();
    let failed = [&figures.day, &figures.day_before, &figures.week_before]
        .map(|hours| hours.iter().map(|hour| hour.failed).sum::<i64>());
    assert_eq!(failed, [3, 2, 1]);
    let groups: Vec<_> = figures
        .error_groups
        .iter()
        .map(|group| {
            let failures = [group.failures, group.day_before, group.week_before];
            (
                group.error_code.clone(),
                failures,
                group.is_new,
                group.is_regressed,
            )
        })
        .collect();
    assert_eq!(
        groups,
        [
            (SyncErrorCode::UnableToLockRow, [2, 2, 1], false, false),
            (SyncErrorCode::NotFound, [1, 0, 0], true, false),
        ]
    );
    assert!(figures.changes.is_empty() && figures.runs.is_empty());
    assert_eq!(figures.now.counts.failed, 6);

    let first_day = DaySpans {
        day: span(0),
        day_before: span(-1),
        week_before: span(-7),
        of_groups: span(0).from,
    };
    let figures = f.store.day_figures(&first_day).await.unwrap();
    let told: Vec<_> = figures
        .changes
        .iter()
        .map(|change| change.text.as_str())
        .collect();
    assert_eq!(told, ["First transaction of app version 1.0"]);
    assert!(figures.day_before.is_empty() && figures.error_groups[0].is_new);
}
