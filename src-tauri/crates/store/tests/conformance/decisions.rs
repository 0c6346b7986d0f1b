//! What admins decided about error groups and causes.

use model::{CauseMatch, CauseOwner, SyncErrorCode};
use store::{CauseAnswer, CauseValues, DecisionSubject, ErrorGroupValues, SettledAs};

use crate::{
    engine::{Fixture, fixture},
    sample::settlement,
};

/// Field, value before and value after, and who; newest first.
async fn told(
    f: &Fixture,
    subject: DecisionSubject,
) -> Vec<(String, Option<String>, Option<String>, String)> {
    let decisions = f.store.decisions(subject).await.unwrap().into_iter();
    decisions
        .map(|decision| {
            (
                decision.field,
                decision.old_value,
                decision.new_value,
                decision.actor,
            )
        })
        .collect()
}

fn change(
    field: &str,
    old: &str,
    new: &str,
    actor: &str,
) -> (String, Option<String>, Option<String>, String) {
    (field.into(), Some(old.into()), Some(new.into()), actor.into())
}

#[tokio::test]
async fn decisions_about_a_group_are_kept_field_by_field() {
    let f = fixture().await;
    f.receive(vec![f.upload("a")]).await;
    let claims = f.claim(1).await;
    f.settle(vec![settlement(&claims[0], SettledAs::Failed)]).await;
    let group = f.store.error_groups().await.unwrap().remove(0);
    let subject = DecisionSubject::ErrorGroup { id: group.id };
    assert_eq!(told(&f, subject).await, []);

    let mut values = ErrorGroupValues {
        is_known: true,
        snoozed_until: None,
        assignee: Some("Ann".into()),
        note: None,
    };
    f.store
        .save_error_group(group.id, group.version, &values, "ann")
        .await
        .unwrap();
    values.note = Some("waits for the new app".into());
    f.store
        .save_error_group(group.id, group.version + 1, &values, "ben")
        .await
        .unwrap();
    // What was refused was not decided.
    f.store
        .save_error_group(group.id, group.version, &values, "cem")
        .await
        .unwrap();
    assert_eq!(
        told(&f, subject).await,
        [
            change("note", "null", "\"waits for the new app\"", "ben"),
            change("assignee", "null", "\"Ann\"", "ann"),
            change("isKnown", "false", "true", "ann"),
        ]
    );
    let other = DecisionSubject::Cause { id: group.id };
    assert_eq!(told(&f, other).await, []);
}

#[tokio::test]
async fn an_entry_keeps_who_added_changed_and_deleted_it() {
    let f = fixture().await;
    let mut values = CauseValues {
        matches: CauseMatch {
            error_code: SyncErrorCode::NotFound,
            object_name: None,
            field_name: None,
            message_contains: None,
        },
        title: "Gone".into(),
        cause: "Somebody deleted it.".into(),
        owner: CauseOwner::Admin,
        recipe: vec!["Ask".into()],
        fix: None,
    };
    let CauseAnswer::Saved(cause) = f.store.add_cause(&values, "ann").await.unwrap() else {
        panic!("not added")
    };
    let id = cause.own_id.unwrap();
    let subject = DecisionSubject::Cause { id };
    let added = told(&f, subject).await;
    assert!(
        added
            .iter()
            .all(|(_, old, new, _)| old.is_none() && new.is_some())
    );

    values.title = "Deleted".into();
    f.store
        .save_cause(id, cause.version, &values, "ben")
        .await
        .unwrap();
    assert_eq!(
        told(&f, subject).await[0],
        change("title", "\"Gone\"", "\"Deleted\"", "ben")
    );
    f.store.delete_cause(id, cause.version + 1, "cem").await.unwrap();
    let deleted = &told(&f, subject).await[0];
    assert_eq!((deleted.2.as_deref(), deleted.3.as_str()), (None, "cem"));
}
