//! Edits.

use model::{Status, timestamp};
use store::{Edit, EditAnswer, FieldEdit, ItemEdit, SettledAs};

use crate::{
    engine::{Fixture, START, fixture},
    sample::{Action, because},
};

fn field(name: &str, value: Option<&str>) -> FieldEdit {
    FieldEdit {
        name: name.into(),
        value: value.map(Into::into),
    }
}

impl Fixture {
    /// An edit of what is seen now.
    async fn editing(&self, name: &str) -> Edit {
        let detail = self.find(name).await;
        Edit {
            id: detail.transaction.id,
            expected_version: detail.version,
            fields: vec![],
            items: vec![],
        }
    }

    async fn edit(&self, edit: &Edit) -> EditAnswer {
        self.store.edit(edit, &because("fix")).await.unwrap()
    }

    async fn refusal(&self, edit: &Edit) -> String {
        match self.edit(edit).await {
            EditAnswer::NotAllowed { reason } => reason,
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn every_changed_field_lands_in_the_history() {
    let f = fixture().await;
    f.receive(vec![f.upload("a")]).await;
    f.process_all(SettledAs::Failed).await;
    let mut edit = f.editing("a").await;
    edit.fields = vec![
        field("appversion", Some("2.0")),
        field("Sequence", Some("5")),
        field("DevicePlatform", Some("ios")),
        field("IsBulk", Some("TRUE")),
        field("OfflineTimestamp", Some("2026-11-23T09:00:00+01:00")),
        field("DeviceIdentifier", Some("iPad-1")),
        field("Comments", Some("  ")),
    ];
    let item = f.find("a").await.items[0].id.clone();
    edit.items = vec![ItemEdit {
        item_id: item.clone(),
        field_values: Some(r#"{"Subject":"Other","New__c":1}"#.into()),
        record_identifier: Some("visit-9".into()),
    }];
    f.clock.set(timestamp(START + 9));
    assert_eq!(f.edit(&edit).await, EditAnswer::Saved { version: 3 });

    let detail = f.find("a").await;
    let t = &detail.transaction;
    assert_eq!(
        (t.app_version.as_str(), t.sequence, t.is_bulk),
        ("2.0", Some(5), true)
    );
    assert_eq!(t.offline_timestamp, timestamp(START));
    assert_eq!(
        (t.last_modified_date, t.last_modified_by_id.as_str()),
        (timestamp(START + 9), "admin")
    );
    assert_eq!((detail.version, t.status), (3, Status::Failed));
    assert_eq!(detail.items[0].record_identifier.as_deref(), Some("visit-9"));
    assert_eq!(detail.items[0].last_modified_by_id, "admin");
    let changes: Vec<_> = detail
        .history
        .iter()
        .rev()
        .map(|c| {
            (
                c.field.as_str(),
                c.old_value.as_deref(),
                c.new_value.as_deref(),
                c.item_id.is_some(),
            )
        })
        .collect();
    assert_eq!(
        changes,
        [
            ("DevicePlatform", None, Some("iOS"), false),
            ("AppVersion", Some("1.0"), Some("2.0"), false),
            ("Sequence", None, Some("5"), false),
            ("IsBulk", Some("false"), Some("true"), false),
            ("RecordIdentifier", None, Some("visit-9"), true),
            (
                "FieldValues.Subject",
                Some("\"Planned visit\""),
                Some("\"Other\""),
                true
            ),
            ("FieldValues.New__c", None, Some("1"), true),
        ]
    );
    assert!(
        detail
            .history
            .iter()
            .all(|c| c.reason == "fix" && c.actor == "admin")
    );
}

#[tokio::test]
async fn an_edit_that_changes_nothing_leaves_no_trace() {
    let f = fixture().await;
    f.receive(vec![f.upload("a")]).await;
    let mut edit = f.editing("a").await;
    edit.fields = vec![field("AppVersion", Some("1.0"))];
    assert_eq!(f.edit(&edit).await, EditAnswer::Saved { version: 1 });
    assert!(f.find("a").await.history.is_empty());
}

#[tokio::test]
async fn a_conflict_shows_what_is_there_now_and_changes_nothing() {
    let f = fixture().await;
    f.receive(vec![f.upload("a")]).await;
    let mut mine = f.editing("a").await;
    mine.fields = vec![field("AppVersion", Some("mine"))];
    let mut theirs = mine.clone();
    theirs.fields = vec![field("AppVersion", Some("theirs"))];
    f.edit(&theirs).await;
    let EditAnswer::Conflict(now) = f.edit(&mine).await else {
        panic!()
    };
    assert_eq!(*now, f.find("a").await);
    assert_eq!(now.transaction.app_version, "theirs");

    // What the processor does meanwhile is a conflict too.
    let mut late = f.editing("a").await;
    late.fields = vec![field("AppVersion", Some("late"))];
    f.process_all(SettledAs::Failed).await;
    assert!(matches!(f.edit(&late).await, EditAnswer::Conflict(_)));
}

#[tokio::test]
async fn what_cannot_be_edited_is_refused_with_the_reason() {
    let f = fixture().await;
    f.receive(vec![f.upload("a")]).await;
    let edit = f.editing("a").await;
    let with_field = |name, value| Edit {
        fields: vec![field(name, value)],
        ..edit.clone()
    };
    let item_id = f.find("a").await.items[0].id.clone();
    let with_payload = |payload: &str| Edit {
        items: vec![ItemEdit {
            item_id: item_id.clone(),
            field_values: Some(payload.into()),
            record_identifier: None,
        }],
        ..edit.clone()
    };
    for (edit, reason) in [
        (with_field("Status", Some("Success")), "Status cannot be edited."),
        (
            with_field("OfflineUniqueIdentifier", Some("b")),
            "OfflineUniqueIdentifier cannot be edited.",
        ),
        (with_field("Nonsense", None), "Nonsense cannot be edited."),
        (
            with_field("AppVersion", None),
            "AppVersion: it must not be empty.",
        ),
        (
            with_field("Sequence", Some("1.5")),
            "Sequence: \"1.5\" is not a whole number.",
        ),
        (
            with_field("IsBulk", Some("yes")),
            "IsBulk: \"yes\" is neither true nor false.",
        ),
        (
            with_field("OfflineTimestamp", Some("yesterday")),
            "OfflineTimestamp: \"yesterday\" is not a moment",
        ),
        (
            with_field("ApiType", Some("SOAP")),
            "ApiType: \"SOAP\" is not one of BusinessAPI, sObjectAPI.",
        ),
        (
            with_field("Comments", Some("a\0b")),
            "A value holds a NUL character",
        ),
        (
            with_field("DependentOfflineIdentifiers", Some("b")),
            "It is New, so what it depends on",
        ),
        (
            with_payload("not json"),
            "Item DSR-0000000001-01: FieldValues is not a JSON object",
        ),
        (
            with_payload(r#"{"a":1,"A":2}"#),
            "Item DSR-0000000001-01: FieldValues names the field A more than once",
        ),
    ] {
        let given = f.refusal(&edit).await;
        assert!(given.starts_with(reason), "{given}");
    }
    let elsewhere = ItemEdit {
        item_id: f.item_id(),
        field_values: None,
        record_identifier: Some("x".into()),
    };
    assert!(
        f.refusal(&Edit {
            items: vec![elsewhere],
            ..edit.clone()
        })
        .await
        .contains("has no item")
    );
    let unknown = Edit {
        id: f.transaction_id(),
        ..edit.clone()
    };
    assert_eq!(f.edit(&unknown).await, EditAnswer::NotFound);
    assert_eq!(f.find("a").await.version, 1);
}

#[tokio::test]
async fn what_is_under_way_or_applied_is_not_edited() {
    let f = fixture().await;
    f.receive(vec![f.upload("a")]).await;
    let mut edit = f.editing("a").await;
    edit.fields = vec![field("AppVersion", Some("2"))];
    let claims = f.claim(1).await;
    assert!(f.refusal(&edit).await.starts_with("It is being processed"));
    f.settle(vec![crate::sample::settlement(&claims[0], SettledAs::Success)])
        .await;
    edit.expected_version = 2;
    assert!(f.refusal(&edit).await.starts_with("It is applied already"));
}

#[tokio::test]
async fn one_bad_part_spoils_the_whole_edit() {
    let f = fixture().await;
    f.receive(vec![f.upload("a")]).await;
    let mut edit = f.editing("a").await;
    edit.fields = vec![field("AppVersion", Some("2")), field("Sequence", Some("x"))];
    f.refusal(&edit).await;
    assert_eq!(f.find("a").await.transaction.app_version, "1.0");
}

#[tokio::test]
async fn an_edit_can_end_the_waiting() {
    let f = fixture().await;
    let mut short = f.upload("short");
    short.transaction.expected_record_count = Some(5);
    f.receive(vec![short, f.dependent("held", "missing")]).await;
    let mut edit = f.editing("short").await;
    edit.fields = vec![field("ExpectedRecordCount", Some("1"))];
    f.edit(&edit).await;
    assert_eq!(f.status("short").await, Status::New);
    let mut edit = f.editing("held").await;
    edit.fields = vec![field("DependentOfflineIdentifiers", None)];
    f.edit(&edit).await;
    let detail = f.find("held").await;
    assert_eq!(detail.transaction.status, Status::New);
    assert!(detail.dependencies.is_empty());
}

#[tokio::test]
async fn a_payload_that_was_no_json_can_be_mended() {
    let f = fixture().await;
    let mut upload = f.upload("a");
    upload.items[0].field_values = Some("{broken".into());
    f.receive(vec![upload]).await;
    let mut edit = f.editing("a").await;
    let item_id = f.find("a").await.items[0].id.clone();
    edit.items = vec![ItemEdit {
        item_id,
        field_values: Some("{}".into()),
        record_identifier: None,
    }];
    f.edit(&edit).await;
    let change = &f.find("a").await.history[0];
    assert_eq!(
        (
            change.field.as_str(),
            change.old_value.as_deref(),
            change.new_value.as_deref()
        ),
        ("FieldValues", Some("{broken"), Some("{}"))
    );
}

#[tokio::test]
async fn an_edit_that_makes_it_depend_on_something_canceled_cancels_it_and_those_behind_it() {
    let f = fixture().await;
    f.receive(vec![
        f.upload("gone"),
        f.dependent("held", "missing"),
        f.dependent("behind", "held"),
    ])
    .await;
    f.act(Action::Ignore, "gone").await;
    let mut edit = f.editing("held").await;
    edit.fields = vec![field("DependentOfflineIdentifiers", Some("gone"))];

    assert!(matches!(f.edit(&edit).await, EditAnswer::Saved { .. }));

    assert_eq!(f.status("held").await, Status::Canceled);
    assert_eq!(f.status("behind").await, Status::Canceled);
    let history = f.find("held").await.history;
    assert!(
        history[0].reason.ends_with("which was canceled"),
        "{}",
        history[0].reason
    );
}
