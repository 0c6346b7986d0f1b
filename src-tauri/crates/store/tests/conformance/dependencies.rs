//! Transactions that depend on others.

use model::{Status, SyncErrorCode};
use store::{ActionResult, Received, SettledAs};

use crate::{
    engine::fixture,
    sample::{Action, identifiers, settlement},
};

#[tokio::test]
async fn a_dependent_waits_until_everything_it_depends_on_is_success() {
    let f = fixture().await;
    let uploads = vec![f.dependent("c", "a, b"), f.upload("a"), f.upload("b")];
    assert_eq!(
        f.receive(uploads).await,
        [Status::Waiting, Status::New, Status::New]
    );
    let claims = f.claim(10).await;
    assert_eq!(identifiers(&claims), ["a", "b"]);
    f.settle(vec![settlement(&claims[0], SettledAs::Success)]).await;
    assert_eq!(f.status("c").await, Status::Waiting);
    f.settle(vec![settlement(&claims[1], SettledAs::Success)]).await;
    let detail = f.find("c").await;
    assert_eq!(detail.transaction.status, Status::New);
    assert_eq!(detail.history[0].new_value.as_deref(), Some("New"));
    // What arrives after its dependencies need not wait.
    assert_eq!(f.receive(vec![f.dependent("d", "c,a")]).await, [Status::Waiting]);
    assert_eq!(f.receive(vec![f.dependent("e", "b,a")]).await, [Status::New]);
}

#[tokio::test]
async fn a_missing_dependency_keeps_it_waiting_until_it_came_and_succeeded() {
    let f = fixture().await;
    f.receive(vec![f.dependent("child", "parent")]).await;
    let detail = f.find("child").await;
    assert_eq!(detail.dependencies.len(), 1);
    assert_eq!(
        (detail.dependencies[0].id.clone(), detail.dependencies[0].status),
        (None, None)
    );
    f.receive(vec![f.upload("parent")]).await;
    assert_eq!(f.status("child").await, Status::Waiting);
    let parent = f.find("parent").await;
    assert_eq!(parent.dependents[0].offline_unique_identifier, "child");
    assert_eq!(parent.dependents[0].status, Some(Status::Waiting));
    f.process_all(SettledAs::Success).await;
    assert_eq!(f.status("child").await, Status::Success);
}

#[tokio::test]
async fn a_failed_dependency_keeps_it_waiting_and_a_retry_sets_it_free() {
    let f = fixture().await;
    f.receive(vec![f.upload("parent"), f.dependent("child", "parent")])
        .await;
    f.process_all(SettledAs::Failed).await;
    assert_eq!(f.status("child").await, Status::Waiting);
    assert_eq!(
        f.act(Action::Retry, "parent").await,
        ActionResult::Done {
            status: Status::Retry
        }
    );
    f.process_all(SettledAs::Success).await;
    assert_eq!(f.status("child").await, Status::Success);
}

#[tokio::test]
async fn ignoring_cancels_the_whole_chain_and_says_why() {
    let f = fixture().await;
    f.receive(vec![
        f.upload("a"),
        f.dependent("b", "a"),
        f.dependent("c", "b"),
        f.dependent("d", "a, c"),
        f.dependent("other", "elsewhere"),
    ])
    .await;
    assert_eq!(
        f.act(Action::Ignore, "a").await,
        ActionResult::Done {
            status: Status::Canceled
        }
    );
    for (name, cause) in [
        ("b", "DST-0000000001"),
        ("c", "DST-0000000002"),
        ("d", "DST-0000000001"),
    ] {
        let detail = f.find(name).await;
        assert_eq!(detail.transaction.status, Status::Canceled, "{name}");
        let reason = format!("it depends on {cause}, which was canceled");
        assert_eq!(detail.error_message, Some(format!("Canceled, because {reason}")));
        assert_eq!(detail.history.len(), 1);
        assert_eq!(
            (
                detail.history[0].reason.as_str(),
                detail.history[0].actor.as_str()
            ),
            (reason.as_str(), "queue")
        );
    }
    assert_eq!(f.status("other").await, Status::Waiting);
    let counts = f.store.counts().await.unwrap();
    assert_eq!((counts.canceled, counts.waiting), (4, 1));
}

#[tokio::test]
async fn an_attempt_that_cancels_cancels_dependents_too() {
    let f = fixture().await;
    f.receive(vec![f.upload("a"), f.dependent("b", "a")]).await;
    f.process_all(SettledAs::Canceled).await;
    assert_eq!(f.status("b").await, Status::Canceled);
}

#[tokio::test]
async fn what_depends_on_something_canceled_is_canceled_when_it_arrives() {
    let f = fixture().await;
    f.receive(vec![f.upload("a"), f.dependent("grandchild", "child")])
        .await;
    f.act(Action::Ignore, "a").await;
    let answers = f.store.receive(vec![f.dependent("child", "a")]).await.unwrap();
    assert_eq!(
        answers,
        [Received::Queued {
            arrival: 3,
            status: Status::Canceled
        }]
    );
    assert_eq!(f.status("grandchild").await, Status::Canceled);
}

#[tokio::test]
async fn a_canceled_dependent_can_be_retried_once_its_dependencies_are_success() {
    let f = fixture().await;
    f.receive(vec![f.upload("a"), f.dependent("b", "a")]).await;
    f.act(Action::Ignore, "a").await;
    assert!(!f.find("b").await.transaction.can_canc_dpnd_be_retired);
    let ActionResult::NotAllowed { status, reason } = f.act(Action::Retry, "b").await else {
        panic!()
    };
    assert_eq!(status, Status::Canceled);
    assert_eq!(
        reason,
        "It depends on a, which must be Success first; retry that before."
    );

    f.act(Action::Retry, "a").await;
    f.process_all(SettledAs::Success).await;
    assert_eq!(
        f.status("b").await,
        Status::Canceled,
        "nobody but an admin takes that back"
    );
    assert!(f.find("b").await.transaction.can_canc_dpnd_be_retired);
    assert_eq!(
        f.act(Action::Retry, "b").await,
        ActionResult::Done {
            status: Status::Retry
        }
    );
    assert!(!f.find("b").await.transaction.can_canc_dpnd_be_retired);
}

#[tokio::test]
async fn resolving_by_hand_sets_dependents_free() {
    let f = fixture().await;
    f.receive(vec![f.upload("a"), f.dependent("b", "a")]).await;
    f.act(Action::MarkManual, "a").await;
    assert_eq!(f.status("b").await, Status::Waiting);
    f.act(Action::MarkResolved, "a").await;
    assert_eq!(f.status("b").await, Status::New);
}

#[tokio::test]
async fn items_and_dependencies_must_both_be_there() {
    let f = fixture().await;
    let mut child = f.dependent("child", "parent");
    child.transaction.expected_record_count = Some(2);
    let rest = crate::sample::item(f.item_id(), &child.transaction.id);
    f.receive(vec![f.upload("parent"), child]).await;
    f.process_all(SettledAs::Success).await;
    assert_eq!(f.status("child").await, Status::Waiting);
    f.store.import_items(vec![rest]).await.unwrap();
    assert_eq!(f.status("child").await, Status::New);
}

#[tokio::test]
async fn a_cycle_is_shown_as_an_error_at_every_member() {
    let f = fixture().await;
    f.receive(vec![
        f.dependent("a", "b"),
        f.dependent("b", "c"),
        f.dependent("outside", "a"),
    ])
    .await;
    assert_eq!(f.find("a").await.error_code, None);
    f.receive(vec![f.dependent("c", "a")]).await;
    for name in ["a", "b", "c"] {
        let detail = f.find(name).await;
        assert_eq!(detail.transaction.status, Status::Waiting);
        assert_eq!(
            detail.error_code,
            Some(SyncErrorCode::SyncProcessorError),
            "{name}"
        );
        let message = detail.error_message.unwrap();
        assert!(
            message.starts_with("It depends on itself (DST-000000000"),
            "{message}"
        );
    }
    assert_eq!(f.find("outside").await.error_code, None);
    assert_eq!(
        f.receive(vec![f.dependent("self", "self")]).await,
        [Status::Waiting]
    );
    assert!(f.find("self").await.error_code.is_some());

    f.act(Action::Ignore, "b").await;
    for name in ["a", "b", "c", "outside"] {
        assert_eq!(f.status(name).await, Status::Canceled, "{name}");
    }
}

#[tokio::test]
async fn what_waits_keeps_an_error_that_is_no_cycle() {
    let f = fixture().await;
    f.receive(vec![f.dependent("a", "missing")]).await;
    let id = f.find("a").await.transaction.id;
    f.store
        .import_log_entries(vec![f.log(&id, "STRING_TOO_LONG", "max length 10")])
        .await
        .unwrap();
    f.store.queue_waiting().await.unwrap();
    let detail = f.find("a").await;
    assert_eq!(detail.transaction.status, Status::Waiting);
    assert_eq!(detail.error_code, Some(SyncErrorCode::StringTooLong));
    assert!(detail.error_group.is_some());
}

#[tokio::test]
async fn an_edit_that_opens_a_cycle_takes_the_error_away() {
    let f = fixture().await;
    f.receive(vec![f.dependent("a", "b"), f.dependent("b", "a")])
        .await;
    let detail = f.find("a").await;
    let edit = store::Edit {
        id: detail.transaction.id,
        expected_version: detail.version,
        fields: vec![store::FieldEdit {
            name: "DependentOfflineIdentifiers".into(),
            value: None,
        }],
        items: vec![],
    };
    let answer = f
        .store
        .edit(&edit, &crate::sample::because("open the cycle"))
        .await
        .unwrap();
    let detail = f.find("a").await;
    assert_eq!(
        answer,
        store::EditAnswer::Saved {
            version: detail.version
        }
    );
    assert_eq!(
        (detail.transaction.status, detail.error_code),
        (Status::New, None)
    );
    assert_eq!(f.find("b").await.error_code, None);
    assert_eq!(f.process_all(SettledAs::Success).await, 2);
}

#[tokio::test]
async fn a_long_chain_is_processed_in_order() {
    let f = fixture().await;
    let mut uploads = vec![f.upload("0")];
    uploads.extend((1..300).map(|number| f.dependent(&number.to_string(), &(number - 1).to_string())));
    f.receive(uploads).await;
    assert_eq!(f.process_all(SettledAs::Success).await, 300);
    assert_eq!(f.store.counts().await.unwrap().success, 300);
}
