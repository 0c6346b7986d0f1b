//! Ignore, Retry, Mark manual, Mark resolved, comments and log entries.

use model::{Mover, Status};
use store::{ActionAnswer, ActionResult, SettledAs, StatusRequest};

use crate::{
    engine::{Fixture, fixture},
    sample::{Action, because, settlement, transaction},
};

/// One transaction in each status, named after it.
async fn one_of_each() -> Fixture {
    let f = fixture().await;
    let rows = Status::ALL.into_iter().map(|status| {
        let mut row = transaction(f.transaction_id(), status.as_str());
        row.status = status;
        row
    });
    f.store.import_transactions(rows.collect()).await.unwrap();
    f
}

#[tokio::test]
async fn exactly_the_legal_changes_are_made() {
    let actions = [
        (Action::Ignore, Status::Canceled),
        (Action::Retry, Status::Retry),
        (Action::MarkManual, Status::Manual),
        (Action::MarkResolved, Status::Success),
    ];
    for (action, to) in actions {
        let f = one_of_each().await;
        for from in Status::ALL {
            let before = f.find(from.as_str()).await;
            let result = f.act(action, from.as_str()).await;
            let after = f.find(from.as_str()).await;
            if from.can_become(to, Mover::Admin) {
                assert_eq!(result, ActionResult::Done { status: to }, "{action:?} {from}");
                assert_eq!(after.transaction.status, to);
                assert_eq!(after.version, before.version + 1);
                assert_eq!(after.transaction.last_modified_by_id, "admin");
                let change = &after.history[0];
                assert_eq!(
                    (change.field.as_str(), change.actor.as_str()),
                    ("Status", "admin")
                );
                assert_eq!(change.old_value.as_deref(), Some(from.as_str()));
                assert_eq!(change.new_value.as_deref(), Some(to.as_str()));
                assert_eq!(change.reason, "test");
            } else {
                let ActionResult::NotAllowed { status, reason } = result else {
                    panic!("{action:?} {from}: {result:?}")
                };
                assert_eq!(status, from);
                assert!(!reason.is_empty());
                assert_eq!(after, before, "{action:?} {from}");
            }
        }
        assert_eq!(f.store.counts().await.unwrap().total(), 8);
    }
}

#[tokio::test]
async fn a_selection_is_answered_one_by_one() {
    let f = one_of_each().await;
    let request = |id, expected_version| StatusRequest { id, expected_version };
    let failed = f.find("Failed").await.transaction.id;
    let success = f.find("Success").await.transaction.id;
    let manual = f.find("Manual").await.transaction.id;
    let unknown = f.transaction_id();
    let answers = f
        .store
        .ignore(
            &[
                request(failed.clone(), Some(1)),
                request(success, None),
                request(manual.clone(), Some(7)),
                request(unknown, None),
                request(failed, Some(1)),
            ],
            &because("cleaning up"),
        )
        .await
        .unwrap();
    let results: Vec<&ActionResult> = answers.iter().map(|ActionAnswer { result, .. }| result).collect();
    assert_eq!(
        results[0],
        &ActionResult::Done {
            status: Status::Canceled
        }
    );
    assert!(matches!(
        results[1],
        ActionResult::NotAllowed {
            status: Status::Success,
            ..
        }
    ));
    assert_eq!(results[2], &ActionResult::Conflict { version: 1 });
    assert_eq!(results[3], &ActionResult::NotFound);
    assert!(matches!(
        results[4],
        ActionResult::NotAllowed {
            status: Status::Canceled,
            ..
        }
    ));
    assert_eq!(f.status("Manual").await, Status::Manual);
    assert_eq!(f.find("Failed").await.history.len(), 1);
    assert!(f.store.ignore(&[], &because("nothing")).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_retry_is_one_attempt_due_at_once() {
    let f = fixture().await;
    f.receive(vec![f.upload("a")]).await;
    f.process_all(SettledAs::Failed).await;
    let error = f.find("a").await.error_code;
    f.act(Action::Retry, "a").await;
    assert_eq!(
        f.find("a").await.error_code,
        error,
        "the error stays until an attempt ends well"
    );
    let claims = f.claim(1).await;
    assert!(claims[0].single_attempt);
    let locked = SettledAs::Retry {
        next_attempt_at: model::timestamp(0),
    };
    f.settle(vec![settlement(&claims[0], locked)]).await;
    let claims = f.claim(1).await;
    assert!(
        claims[0].single_attempt,
        "a locked row puts the one attempt off, it does not use it up"
    );
    f.settle(vec![settlement(&claims[0], SettledAs::Failed)]).await;
    f.act(Action::MarkManual, "a").await;
    f.act(Action::Retry, "a").await;
    assert!(f.claim(1).await[0].single_attempt);
}

#[tokio::test]
async fn resolving_keeps_the_reason_as_a_comment() {
    let f = fixture().await;
    f.receive(vec![f.upload("a")]).await;
    f.process_all(SettledAs::Manual).await;
    f.act(Action::MarkResolved, "a").await;
    let detail = f.find("a").await;
    assert_eq!(detail.transaction.status, Status::Success);
    assert_eq!(
        (
            detail.comments[0].text.as_str(),
            detail.comments[0].author.as_str()
        ),
        ("test", "admin")
    );
    assert_eq!(detail.error_code, None);
}

#[tokio::test]
async fn comments_and_logs_by_hand_leave_status_and_version() {
    let f = fixture().await;
    f.receive(vec![f.upload("a"), f.upload("b")]).await;
    let (a, b) = (f.find("a").await.transaction.id, f.find("b").await.transaction.id);
    let unknown = f.transaction_id();
    let ids = [a.clone(), unknown.clone(), b, a.clone()];
    let answers = f
        .store
        .add_comment(&ids, &because("called the user"))
        .await
        .unwrap();
    assert_eq!(answers[0].result, ActionResult::Done { status: Status::New });
    assert_eq!(answers[1].result, ActionResult::NotFound);
    f.store
        .add_comment(std::slice::from_ref(&a), &because("and again"))
        .await
        .unwrap();

    let log = f.log(&unknown, "NOT_FOUND", "seen by hand");
    let answer = f
        .store
        .add_log_entry(&a, log.clone(), &because("noted"))
        .await
        .unwrap();
    assert_eq!(
        answer,
        ActionAnswer {
            id: a,
            result: ActionResult::Done { status: Status::New }
        }
    );
    let answer = f
        .store
        .add_log_entry(&unknown, log, &because("noted"))
        .await
        .unwrap();
    assert_eq!(answer.result, ActionResult::NotFound);

    let detail = f.find("a").await;
    assert_eq!(detail.version, 1);
    let texts: Vec<&str> = detail
        .comments
        .iter()
        .map(|comment| comment.text.as_str())
        .collect();
    assert_eq!(texts, ["and again", "called the user"]);
    assert_eq!(
        detail.log_entries[0].exception_log.as_deref(),
        Some("seen by hand")
    );
    assert_eq!(
        detail.log_entries[0].device_sync_transaction_id,
        detail.transaction.id
    );
    assert_eq!(
        (
            detail.history[0].field.as_str(),
            detail.history[0].reason.as_str()
        ),
        ("Log", "noted")
    );
    assert_eq!(f.find("b").await.comments.len(), 1);
}
