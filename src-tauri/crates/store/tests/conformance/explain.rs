//! Why a transaction is not done yet: each reason, in the order of what to look at first.

use chrono::Duration;
use model::{Status, TransactionRef, WaitReason, timestamp};
use store::SettledAs;

use crate::{
    engine::{Fixture, START, fixture},
    sample::{Action, BEN, asking, because, item, settlement, transaction},
};

impl Fixture {
    /// Why the transaction with this identifier is not done, for runs that look back 60 days.
    async fn why(&self, text: &str) -> Vec<WaitReason> {
        let id = self.store.find(text).await.unwrap().unwrap();
        let explanation = self.store.explain(&id, 60).await.unwrap().unwrap();
        assert_eq!(
            (&explanation.id, explanation.status),
            (&id, self.status(text).await)
        );
        explanation.reasons
    }

    async fn reference(&self, text: &str) -> TransactionRef {
        let transaction = self.find(text).await.transaction;
        TransactionRef {
            id: transaction.id,
            name: transaction.name,
            status: transaction.status,
        }
    }

    /// Claims one and settles it so.
    async fn attempt(&self, outcome: SettledAs) {
        let claims = self.claim(1).await;
        self.settle(vec![settlement(&claims[0], outcome)]).await;
    }
}

const NEXT_RUN: WaitReason = WaitReason::NextRun {
    at: None,
    schedule: None,
};

fn in_an_hour() -> SettledAs {
    SettledAs::Retry {
        next_attempt_at: timestamp(START + 3_600_000),
    }
}

#[tokio::test]
async fn when_nothing_stands_in_the_way_the_next_run_takes_it() {
    let f = fixture().await;
    f.receive(vec![f.upload("a"), f.upload("b")]).await;
    assert_eq!(f.why("a").await, [NEXT_RUN]);
    assert_eq!(f.why("b").await, [NEXT_RUN], "it goes in the same run as a");
    f.process_all(SettledAs::Success).await;
    assert!(f.why("a").await.is_empty());
    assert_eq!(f.store.explain(&f.transaction_id(), 60).await.unwrap(), None);
}

#[tokio::test]
async fn a_retry_waits_for_its_time_and_the_later_ones_of_its_user_wait_behind_it() {
    let f = fixture().await;
    let mut other = f.upload("other");
    other.transaction.owner_id = BEN.into();
    f.receive(vec![f.upload("a"), f.upload("b"), f.upload("c")]).await;
    f.attempt(in_an_hour()).await;
    f.receive(vec![other]).await;
    let at = timestamp(START + 3_600_000);
    assert_eq!(f.why("a").await, [WaitReason::RetryAt { at }]);
    for name in ["b", "c"] {
        let behind = WaitReason::Behind {
            transaction: f.reference("a").await,
            until: Some(at),
        };
        assert_eq!(
            f.why(name).await,
            [behind],
            "{name}: the first that blocks, not the next"
        );
    }
    assert_eq!(f.why("other").await, [NEXT_RUN]);
    f.clock.set(at);
    assert_eq!(
        (f.why("a").await, f.why("b").await),
        (vec![NEXT_RUN], vec![NEXT_RUN])
    );
}

#[tokio::test]
async fn what_a_processor_has_says_which_and_until_when() {
    let f = fixture().await;
    f.receive(vec![f.upload("a"), f.upload("b")]).await;
    f.claim(1).await;
    let in_work = WaitReason::InWork {
        processor: "processor".into(),
        until: timestamp(START + 60_000),
    };
    assert_eq!(f.why("a").await, [in_work]);
    let behind = WaitReason::Behind {
        transaction: f.reference("a").await,
        until: None,
    };
    assert_eq!(f.why("b").await, [behind]);
}

#[tokio::test]
async fn what_lost_its_processor_holds_up_those_behind_it() {
    let f = fixture().await;
    f.receive(vec![f.upload("a")]).await;
    f.claim(1).await;
    f.clock.advance(Duration::minutes(2));
    f.store.recover_expired().await.unwrap();
    f.receive(vec![f.upload("b")]).await;
    assert_eq!(f.why("a").await, [NEXT_RUN]);
    let behind = WaitReason::Behind {
        transaction: f.reference("a").await,
        until: None,
    };
    assert_eq!(f.why("b").await, [behind]);
    let a = f.store.claim_suspect(asking(1)).await.unwrap().unwrap();
    f.settle(vec![settlement(&a, SettledAs::Success)]).await;
    assert_eq!(f.why("b").await, [NEXT_RUN]);
}

#[tokio::test]
async fn what_is_outside_the_lookback_says_since_when_and_holds_nobody_up() {
    let f = fixture().await;
    let mut old = f.upload("old");
    old.transaction.offline_timestamp = timestamp(START) - Duration::days(61);
    f.receive(vec![old, f.upload("new")]).await;
    let outside = WaitReason::OutsideLookback {
        lookback_days: 60,
        since: timestamp(START) - Duration::days(1),
    };
    assert_eq!(f.why("old").await, [outside]);
    assert_eq!(f.why("new").await, [NEXT_RUN]);
    let id = f.find("old").await.transaction.id;
    let explanation = f.store.explain(&id, 62).await.unwrap().unwrap();
    assert_eq!(explanation.reasons, [NEXT_RUN]);
}

#[tokio::test]
async fn a_pause_comes_first_and_a_schedule_says_when_the_next_run_is() {
    let f = fixture().await;
    f.receive(vec![f.upload("a"), f.dependent("b", "missing")]).await;
    let nightly = f.active_schedule("Nightly").await;
    let next_run = WaitReason::NextRun {
        at: nightly.next_run_at,
        schedule: Some("Nightly".into()),
    };
    assert!(nightly.next_run_at.is_some());
    assert_eq!(f.why("a").await, [next_run]);

    f.store.set_paused(true, &because("maintenance")).await.unwrap();
    let paused = WaitReason::Paused {
        by: "admin".into(),
        at: timestamp(START),
        reason: "maintenance".into(),
    };
    assert_eq!(f.why("a").await, std::slice::from_ref(&paused));
    let missing = WaitReason::Dependency {
        identifier: "missing".into(),
        transaction: None,
    };
    assert_eq!(f.why("b").await, [missing, paused]);
}

#[tokio::test]
async fn a_waiting_one_names_what_it_depends_on() {
    let f = fixture().await;
    f.receive(vec![
        f.upload("done"),
        f.upload("failed"),
        f.dependent("a", "done, missing, failed"),
    ])
    .await;
    f.attempt(SettledAs::Success).await;
    f.attempt(SettledAs::Failed).await;
    let missing = WaitReason::Dependency {
        identifier: "missing".into(),
        transaction: None,
    };
    let failed = WaitReason::Dependency {
        identifier: "failed".into(),
        transaction: Some(f.reference("failed").await),
    };
    assert_eq!(f.why("a").await, [missing, failed]);
}

#[tokio::test]
async fn a_waiting_one_counts_the_items_that_are_missing() {
    let f = fixture().await;
    let mut upload = f.upload("a");
    upload.transaction.expected_record_count = Some(3);
    let second = item(f.item_id(), &upload.transaction.id);
    f.receive(vec![upload]).await;
    let items = |received| WaitReason::Items {
        expected: 3,
        received,
    };
    assert_eq!(f.why("a").await, [items(1)]);
    f.store.import_items(vec![second]).await.unwrap();
    assert_eq!(f.why("a").await, [items(2)]);

    let mut imported = transaction(f.transaction_id(), "imported");
    imported.status = Status::Waiting;
    f.store.import_transactions(vec![imported]).await.unwrap();
    let none_yet = WaitReason::Items {
        expected: 1,
        received: 0,
    };
    assert_eq!(f.why("imported").await, [none_yet]);
}

#[tokio::test]
async fn a_cycle_is_named_round() {
    let f = fixture().await;
    f.receive(vec![
        f.dependent("a", "b"),
        f.dependent("b", "c"),
        f.dependent("c", "a"),
        f.dependent("outside", "a"),
    ])
    .await;
    let [a, b, c] = [
        f.reference("a").await,
        f.reference("b").await,
        f.reference("c").await,
    ];
    let cycle = WaitReason::Cycle {
        transactions: vec![b.clone(), c, a.clone(), b],
    };
    let on_c = WaitReason::Dependency {
        identifier: "c".into(),
        transaction: Some(f.reference("c").await),
    };
    assert_eq!(f.why("b").await, [cycle, on_c]);
    let on_a = WaitReason::Dependency {
        identifier: "a".into(),
        transaction: Some(a),
    };
    assert_eq!(f.why("outside").await, [on_a], "its dependency explains the rest");
}

#[tokio::test]
async fn an_admin_must_act_on_what_no_processor_takes() {
    let f = fixture().await;
    f.receive(vec![f.upload("a"), f.dependent("b", "a")]).await;
    f.attempt(SettledAs::Failed).await;
    let admin = |status| WaitReason::Admin { status };
    assert_eq!(f.why("a").await, [admin(Status::Failed)]);
    f.act(Action::MarkManual, "a").await;
    assert_eq!(f.why("a").await, [admin(Status::Manual)]);
    f.act(Action::Ignore, "a").await;
    assert_eq!(f.why("a").await, [admin(Status::Canceled)]);
    let on_a = WaitReason::Dependency {
        identifier: "a".into(),
        transaction: Some(f.reference("a").await),
    };
    assert_eq!(
        f.why("b").await,
        [admin(Status::Canceled), on_a],
        "it can be retried when a is Success"
    );
}
