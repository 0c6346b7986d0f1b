//! Failures of the same kind.

use chrono::Duration;
use model::{LogEntry, Status, SyncErrorCode, timestamp};
use proptest::prelude::*;
use store::{
    ErrorGroup, ErrorGroupAnswer, ErrorGroupState, ErrorGroupValues, SettledAs, Settlement, TransactionFilter,
};

use crate::{
    engine::{Fixture, START, fixture},
    sample::{Action, settlement, transaction},
};

const DAY: i64 = 86_400_000;

const KNOWN: ErrorGroupValues = ErrorGroupValues {
    is_known: true,
    snoozed_until: None,
    assignee: None,
    note: None,
};

/// A settlement as Failed with words of its own, about a field.
fn failed(f: &Fixture, claim: &store::Claimed, message: &str, field: Option<&str>) -> Settlement {
    let mut settlement = settlement(claim, SettledAs::Failed);
    settlement.attempt.message = Some(message.into());
    settlement.log_entries = vec![LogEntry {
        object_name: Some("Visit".into()),
        field_name: field.map(str::to_owned),
        ..f.log(&claim.transaction.id, "UNABLE_TO_LOCK_ROW", message)
    }];
    settlement
}

/// Receives so many and lets them fail with words that differ in numbers only.
async fn fail(f: &Fixture, names: &[&str]) {
    f.receive(names.iter().map(|name| f.upload(name)).collect()).await;
    let settlements = f.claim(100).await;
    let settlements = settlements.iter().enumerate();
    f.settle(
        settlements
            .map(|(n, claim)| failed(f, claim, &format!("row {n} is held"), None))
            .collect(),
    )
    .await;
}

async fn only(f: &Fixture) -> ErrorGroup {
    let mut groups = f.store.error_groups().await.unwrap();
    assert_eq!(groups.len(), 1, "{groups:?}");
    groups.remove(0)
}

async fn decide(f: &Fixture, values: &ErrorGroupValues) -> ErrorGroup {
    let group = only(f).await;
    match f
        .store
        .save_error_group(group.id, group.version, values, "ann")
        .await
        .unwrap()
    {
        ErrorGroupAnswer::Saved(group) => group,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn failures_that_differ_in_values_only_are_one_group() {
    let f = fixture().await;
    let mut uploads: Vec<_> = ["a", "b", "c"].iter().map(|name| f.upload(name)).collect();
    uploads[1].transaction.owner_id = "005000000000002AAA".into();
    uploads[2].transaction.device_identifier = "another iPad".into();
    f.receive(uploads).await;
    let claims = f.claim(10).await;
    f.clock.set(timestamp(START + 1_000));
    let settlements = claims.iter().enumerate();
    f.settle(
        settlements
            .map(|(n, claim)| failed(&f, claim, &format!("row {n} is held"), None))
            .collect(),
    )
    .await;

    let group = only(&f).await;
    assert_eq!((group.failed, group.transactions, group.failures), (3, 3, 3));
    assert_eq!((group.users, group.devices), (2, 2));
    assert_eq!(group.error_code, SyncErrorCode::UnableToLockRow);
    assert_eq!(group.object_name.as_deref(), Some("Visit"));
    assert_eq!(group.pattern, "row # is held");
    assert_eq!(group.state, ErrorGroupState::New);
    assert_eq!(
        (group.first_seen, group.last_seen),
        (timestamp(START + 1_000), timestamp(START + 1_000))
    );
    assert_eq!(group.trend.iter().rev().copied().collect::<Vec<_>>()[..2], [3, 0]);
    let sample = f
        .store
        .transaction(&group.sample.unwrap())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(sample.error_message, Some(group.sample_message));

    let filter = TransactionFilter {
        error_group: Some(group.id),
        ..Default::default()
    };
    assert_eq!(f.store.count(&filter, 100).await.unwrap().count, 3);
    let page = f.store.page(&filter, Default::default(), None, 10).await.unwrap();
    assert!(page.rows.iter().all(|row| row.error_group == Some(group.id)));
    assert_eq!(page.rows.len(), 3);
}

#[tokio::test]
async fn another_field_or_other_words_are_another_group() {
    let f = fixture().await;
    f.receive(["a", "b", "c"].iter().map(|name| f.upload(name)).collect())
        .await;
    let claims = f.claim(10).await;
    f.settle(vec![
        failed(&f, &claims[0], "it is held", Some("Status")),
        failed(&f, &claims[1], "it is held", Some("Channel")),
        failed(&f, &claims[2], "it is locked", Some("Channel")),
    ])
    .await;
    let groups = f.store.error_groups().await.unwrap();
    assert_eq!(groups.len(), 3);
    assert!(groups.iter().all(|group| group.failed == 1));
}

#[tokio::test]
async fn what_is_tried_again_is_no_failure_and_clears_nothing() {
    let f = fixture().await;
    fail(&f, &["a"]).await;
    decide(&f, &KNOWN).await;
    f.act(Action::Retry, "a").await;
    let queued = only(&f).await;
    assert_eq!((queued.failed, queued.queued, queued.cleared_at), (0, 1, None));

    let claims = f.claim(10).await;
    let again = SettledAs::Retry {
        next_attempt_at: timestamp(START),
    };
    f.settle(vec![Settlement {
        outcome: again,
        ..failed(&f, &claims[0], "row 8 is held", None)
    }])
    .await;
    let claims = f.claim(10).await;
    f.settle(vec![failed(&f, &claims[0], "row 9 is held", None)])
        .await;
    let group = f.store.error_group(queued.id).await.unwrap().unwrap();
    assert_eq!((group.failed, group.failures), (1, 2));
    assert_eq!(group.state, ErrorGroupState::Known, "it was never gone");
}

#[tokio::test]
async fn what_was_gone_and_comes_back_has_regressed() {
    let f = fixture().await;
    fail(&f, &["a", "b"]).await;
    decide(&f, &KNOWN).await;
    f.act(Action::Retry, "a").await;
    f.process_all(SettledAs::Success).await;
    assert_eq!(only(&f).await.cleared_at, None, "b has it still");
    f.clock.set(timestamp(START + 5_000));
    f.act(Action::Ignore, "b").await;
    let gone = only(&f).await;
    assert_eq!((gone.failed, gone.transactions), (0, 1));
    assert_eq!(gone.cleared_at, Some(timestamp(START + 5_000)));
    assert_eq!(gone.state, ErrorGroupState::Known);

    f.clock.set(timestamp(START + DAY));
    fail(&f, &["c"]).await;
    let back = only(&f).await;
    assert_eq!(back.state, ErrorGroupState::Regressed);
    assert_eq!(
        (back.regressed_at, back.cleared_at),
        (Some(timestamp(START + DAY)), None)
    );
    assert_eq!(
        back.trend.iter().rev().copied().collect::<Vec<_>>()[..3],
        [1, 2, 0]
    );
    assert_eq!(decide(&f, &KNOWN).await.state, ErrorGroupState::Known);
}

#[tokio::test]
async fn a_snoozed_group_is_quiet_until_its_moment() {
    let f = fixture().await;
    fail(&f, &["a"]).await;
    let until = timestamp(START + DAY);
    let values = ErrorGroupValues {
        snoozed_until: Some(until),
        assignee: Some("Ann".into()),
        note: Some("waits for the new app".into()),
        ..KNOWN
    };
    let snoozed = decide(&f, &values).await;
    assert_eq!(snoozed.state, ErrorGroupState::Snoozed);
    assert_eq!((snoozed.assignee, snoozed.note), (values.assignee, values.note));
    assert_eq!(snoozed.snoozed_until, Some(until));
    f.clock.set(until);
    assert_eq!(only(&f).await.state, ErrorGroupState::Known);
}

#[tokio::test]
async fn who_decides_names_the_version_that_was_seen() {
    let f = fixture().await;
    fail(&f, &["a"]).await;
    let seen = only(&f).await;
    let now = decide(&f, &KNOWN).await;
    let late = f
        .store
        .save_error_group(seen.id, seen.version, &KNOWN, "ben")
        .await
        .unwrap();
    assert_eq!(late, ErrorGroupAnswer::Conflict(now));
    let none = f
        .store
        .save_error_group(seen.id + 1, 1, &KNOWN, "ben")
        .await
        .unwrap();
    assert_eq!(none, ErrorGroupAnswer::NotFound);
}

#[tokio::test]
async fn imported_logs_are_failures_of_their_day() {
    let f = fixture().await;
    let mut row = transaction(f.transaction_id(), "a");
    row.status = Status::Failed;
    let id = row.id.clone();
    f.store.import_transactions(vec![row]).await.unwrap();
    let log = |minutes: i64, text: &str| LogEntry {
        created_date: timestamp(START - DAY) + Duration::minutes(minutes),
        object_name: Some("Visit".into()),
        ..f.log(&id, "STRING_TOO_LONG", text)
    };
    f.store
        .import_log_entries(vec![log(0, "max length 10")])
        .await
        .unwrap();
    f.store
        .import_log_entries(vec![log(1, "max length 20")])
        .await
        .unwrap();
    let group = only(&f).await;
    assert_eq!(
        (group.failed, group.failures),
        (1, 1),
        "the same error, told again"
    );
    assert_eq!(group.sample_message, "max length 20");
    assert_eq!(group.trend.iter().rev().copied().collect::<Vec<_>>()[..2], [0, 1]);
    assert_eq!(group.object_name.as_deref(), Some("Visit"));
}

/// What happens to the queue.
#[derive(Debug, Clone)]
enum Step {
    Receive(u8),
    Settle(Vec<u8>),
    Act(u8, prop::sample::Index),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => (1..4_u8).prop_map(Step::Receive),
        3 => prop::collection::vec(0..6_u8, 1..6).prop_map(Step::Settle),
        2 => (0..4_u8, any::<prop::sample::Index>()).prop_map(|(action, which)| Step::Act(action, which)),
    ]
}

async fn take(f: &Fixture, step: &Step, received: &mut usize) {
    match step {
        Step::Receive(count) => {
            let names = *received..*received + usize::from(*count);
            *received = names.end;
            f.receive(names.map(|name| f.upload(&format!("t{name}"))).collect())
                .await;
        }
        Step::Settle(endings) => {
            let claims = f.claim(endings.len()).await;
            let ending = |(claim, ending): (&store::Claimed, &u8)| match ending {
                0 => settlement(claim, SettledAs::Success),
                1 => settlement(
                    claim,
                    SettledAs::Retry {
                        next_attempt_at: timestamp(START),
                    },
                ),
                2 => settlement(claim, SettledAs::Manual),
                3 => failed(f, claim, "one kind 1", None),
                4 => failed(f, claim, "one kind 2", None),
                _ => failed(f, claim, "another kind", Some("Status")),
            };
            f.settle(claims.iter().zip(endings).map(ending).collect()).await;
        }
        Step::Act(action, which) if *received > 0 => {
            let action = [
                Action::Ignore,
                Action::Retry,
                Action::MarkManual,
                Action::MarkResolved,
            ][usize::from(*action)];
            f.act(action, &format!("t{}", which.index(*received))).await;
        }
        Step::Act(..) => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// What is kept is what would be counted.
    #[test]
    fn counts_are_those_of_the_transactions(steps in prop::collection::vec(step(), 1..30)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let f = fixture().await;
            let mut received = 0;
            for step in &steps {
                take(&f, step, &mut received).await;
            }
            for group in f.store.error_groups().await.unwrap() {
                let of = async |statuses: &[Status]| {
                    let filter = TransactionFilter {
                        error_group: Some(group.id),
                        statuses: statuses.to_vec(),
                        ..Default::default()
                    };
                    f.store.page(&filter, Default::default(), None, 500).await.unwrap().rows.len() as i64
                };
                assert_eq!(group.failed, of(&[Status::Failed]).await, "{group:?}");
                assert_eq!(group.queued, of(&[Status::New, Status::Retry, Status::InProgress]).await, "{group:?}");
                assert_eq!(group.transactions, of(&[]).await, "{group:?}");
                let open = group.transactions - of(&[Status::Success, Status::Canceled]).await;
                assert_eq!(group.cleared_at.is_some(), open == 0 && group.failures > 0, "{group:?}");
            }
        });
    }
}
