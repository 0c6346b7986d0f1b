//! Patches of many payloads.

use std::collections::BTreeMap;

use model::{BulkAction, FieldValues, Operation, RefusalKind, Status};
use store::{BulkScope, Edit, ItemEdit, SettledAs, StatusRequest, TransactionFilter};

use super::{everything, set_subject, told};
use crate::{
    engine::fixture,
    sample::{Action, because},
};

#[tokio::test]
async fn a_patch_changes_what_fits_and_comes_back() {
    let f = fixture().await;
    let mut odd = f.upload("odd");
    odd.items[0].field_values = Some("[]".into());
    let mut deleting = f.upload("deleting");
    deleting.items[0].operation_type = Operation::Delete;
    deleting.items[0].field_values = None;
    let mut other = f.upload("other");
    other.items[0].object_name = "Account".into();
    f.receive(vec![
        f.upload("a"),
        f.upload("b"),
        odd,
        other,
        deleting,
        f.upload("done"),
    ])
    .await;
    f.process_all(SettledAs::Failed).await;
    f.act(Action::MarkManual, "done").await;
    f.act(Action::MarkResolved, "done").await;
    let rule = set_subject("\"Mended\"");
    let action = BulkAction::Patch { rule: rule.clone() };

    let preview = f
        .store
        .preview_patch(&rule, &everything(), 0, &|_, _| None, 10)
        .await
        .unwrap();
    assert_eq!((preview.total, preview.changing, preview.looked_at), (6, 2, 6));
    assert_eq!(preview.next, None);
    assert_eq!(preview.patched[0].before.as_deref(), Some("\"Planned visit\""));
    assert_eq!(preview.patched[0].after.as_deref(), Some("\"Mended\""));

    let patched = f.bulk(action, everything()).await;
    assert_eq!(patched.job.done, 2);
    assert_eq!(
        told(&patched),
        BTreeMap::from([
            (RefusalKind::Payload, 1),
            (RefusalKind::Unchanged, 2),
            (RefusalKind::Status, 1)
        ])
    );
    let a = f.find("a").await;
    assert_eq!(
        a.items[0].field_values.as_deref(),
        Some(r#"{"Subject":"Mended"}"#)
    );
    assert_eq!(a.transaction.status, Status::Failed);
    assert_eq!(a.history[0].field, "FieldValues.Subject");
    let words = TransactionFilter {
        text: Some("mended".into()),
        ..TransactionFilter::default()
    };
    assert_eq!(f.store.count(&words, 10).await.unwrap().count, 2);

    // An attempt that fails commits nothing; an edit is somebody's work.
    f.act(Action::Retry, "a").await;
    f.process_all(SettledAs::Failed).await;
    let b = f.find("b").await;
    let edit = Edit {
        id: b.transaction.id.clone(),
        expected_version: b.version,
        fields: Vec::new(),
        items: vec![ItemEdit {
            item_id: b.items[0].id.clone(),
            field_values: Some(r#"{"Subject":"By hand"}"#.into()),
            record_identifier: None,
        }],
    };
    f.store.edit(&edit, &because("by hand")).await.unwrap();
    let undone = f.undo(patched.job.id).await;
    assert_eq!(
        (undone.job.done, told(&undone)),
        (1, BTreeMap::from([(RefusalKind::Changed, 1)]))
    );
    let a = f.find("a").await;
    assert_eq!(
        a.items[0].field_values.as_deref(),
        Some(r#"{"Subject":"Planned visit"}"#)
    );
    let b = f.find("b").await;
    assert_eq!(
        b.items[0].field_values.as_deref(),
        Some(r#"{"Subject":"By hand"}"#)
    );
    assert_eq!(f.store.count(&words, 10).await.unwrap().count, 0);
}

#[tokio::test]
async fn a_patch_is_looked_at_portion_by_portion() {
    let f = fixture().await;
    f.receive(["a", "b", "c", "d", "e"].map(|name| f.upload(name)).into())
        .await;
    // One of them is not there.
    let mut ids = vec![f.item_id()];
    for name in ["e", "c", "a", "b", "d"] {
        ids.push(f.find(name).await.transaction.id);
    }
    let target = |id| StatusRequest {
        id,
        expected_version: None,
    };
    let by_id = BulkScope::Ids {
        targets: ids.into_iter().map(target).collect(),
    };
    for (scope, total, unknown) in [(everything(), 5, 0), (by_id, 6, 1)] {
        let (mut after, mut seen) = (Some(0), Vec::new());
        while let Some(place) = after {
            let rule = set_subject("\"Mended\"");
            let portion = f
                .store
                .preview_patch(&rule, &scope, place, &|_, _| None, 2)
                .await
                .unwrap();
            assert_eq!(portion.total, total);
            let told = portion.refusals.iter().map(|refusal| refusal.count).sum::<i64>();
            assert_eq!(told, if place == 0 { unknown } else { 0 });
            assert_eq!(portion.looked_at, portion.patched.len() as i64);
            seen.push(portion.looked_at);
            after = portion.next;
        }
        assert_eq!(seen, [2, 2, 1]);
    }
}

#[tokio::test]
async fn values_that_the_org_would_refuse_are_left() {
    let f = fixture().await;
    f.receive(vec![f.upload("a")]).await;
    let rule = set_subject("\"refused\"");
    let detail = f.bulk(BulkAction::Patch { rule }, everything()).await;
    assert_eq!(
        (detail.job.done, told(&detail)),
        (0, BTreeMap::from([(RefusalKind::Value, 1)]))
    );
    let payload = f.find("a").await.items[0].field_values.clone().unwrap();
    assert_eq!(
        FieldValues::parse(&payload).unwrap().get("Subject"),
        Some("\"Planned visit\"")
    );
}
