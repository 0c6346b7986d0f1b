//! Imports.

use model::{Status, SyncErrorCode, WaitReason, timestamp};
use store::{Checkpoint, Imported, SettledAs, TransactionFilter};

use crate::{
    engine::{START, fixture},
    sample::{identifiers, item, transaction},
};

fn refusal(answer: &Imported) -> &str {
    match answer {
        Imported::Refused(reason) => reason,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn rows_come_in_as_they_are() {
    let f = fixture().await;
    let rows: Vec<_> = Status::ALL
        .into_iter()
        .map(|status| {
            let mut row = transaction(f.transaction_id(), status.as_str());
            row.status = status;
            row.name = format!("DST-9{status}");
            row.created_date = timestamp(1);
            row.last_modified_date = timestamp(2);
            row.number_of_failed_attempts = Some(3);
            row.owner_id = "someone".into();
            row
        })
        .collect();
    let answers = f.store.import_transactions(rows.clone()).await.unwrap();
    assert_eq!(answers, vec![Imported::Added; 8]);
    for row in rows {
        let stored = f.find(row.offline_unique_identifier.as_str()).await.transaction;
        assert_eq!(stored.status, row.status);
        assert_eq!((stored.name, stored.owner_id), (row.name, row.owner_id));
        assert_eq!(
            (stored.created_date, stored.last_modified_date),
            (timestamp(1), timestamp(2))
        );
        assert_eq!(stored.number_of_failed_attempts, Some(3));
    }
    let counts = f.store.counts().await.unwrap();
    assert!(
        Status::ALL.into_iter().all(|status| counts.get(status) == 1),
        "{counts:?}"
    );
}

#[tokio::test]
async fn the_same_rows_again_change_nothing() {
    let f = fixture().await;
    let row = transaction(f.transaction_id(), "a");
    let items = vec![item(f.item_id(), &row.id), item(f.item_id(), &row.id)];
    let logs = vec![f.log(&row.id, "DUPLICATE_VALUE", "taken")];
    let twice = vec![row.clone(), row.clone()];
    assert_eq!(
        f.store.import_transactions(twice).await.unwrap(),
        [Imported::Added, Imported::Unchanged]
    );
    let mut with_double = items.clone();
    with_double.push(items[0].clone());
    let answers = f.store.import_items(with_double).await.unwrap();
    assert_eq!(answers, [Imported::Added, Imported::Added, Imported::Unchanged]);
    assert_eq!(
        f.store.import_log_entries(logs.clone()).await.unwrap(),
        [Imported::Added]
    );
    let before = f.find("a").await;

    assert_eq!(
        f.store.import_transactions(vec![row]).await.unwrap(),
        [Imported::Unchanged]
    );
    assert_eq!(
        f.store.import_items(items).await.unwrap(),
        vec![Imported::Unchanged; 2]
    );
    assert_eq!(
        f.store.import_log_entries(logs).await.unwrap(),
        [Imported::Unchanged]
    );
    assert_eq!(f.find("a").await, before);
    assert_eq!(before.items.len(), 2);
}

#[tokio::test]
async fn the_same_file_is_known_after_processing_and_editing() {
    let f = fixture().await;
    let row = transaction(f.transaction_id(), "a");
    let rows = vec![item(f.item_id(), &row.id)];
    f.store.import_transactions(vec![row.clone()]).await.unwrap();
    f.store.import_items(rows.clone()).await.unwrap();
    let edit = store::Edit {
        id: row.id.clone(),
        expected_version: 1,
        fields: vec![],
        items: vec![store::ItemEdit {
            item_id: rows[0].id.clone(),
            field_values: Some("{}".into()),
            record_identifier: None,
        }],
    };
    f.store
        .edit(&edit, &crate::sample::because("test"))
        .await
        .unwrap();
    f.process_all(SettledAs::Success).await;
    assert_eq!(
        f.store.import_transactions(vec![row]).await.unwrap(),
        [Imported::Unchanged]
    );
    assert_eq!(f.store.import_items(rows).await.unwrap(), [Imported::Unchanged]);
    assert_eq!(f.status("a").await, Status::Success);
}

#[tokio::test]
async fn what_an_export_gives_is_taken_back() {
    let f = fixture().await;
    f.receive(vec![f.upload("a"), f.dependent("b", "a"), f.upload("c")])
        .await;
    let claims = f.claim(1).await;
    let mut failed = crate::sample::settlement(&claims[0], SettledAs::Failed);
    failed.log_entries = vec![f.log(&claims[0].transaction.id, "NOT_FOUND", "gone")];
    f.settle(vec![failed]).await;

    let everything = TransactionFilter::default();
    let first = f.store.transactions_after(&everything, 0, 2).await.unwrap();
    let rest = f
        .store
        .transactions_after(&everything, first[1].0, 10)
        .await
        .unwrap();
    assert_eq!((first.len(), rest.len()), (2, 1));
    let arrivals: Vec<i64> = first.iter().chain(&rest).map(|(arrival, _)| *arrival).collect();
    let rows: Vec<_> = first.into_iter().chain(rest).map(|(_, row)| row).collect();
    let items = f.store.items_of(&arrivals).await.unwrap();
    let logs = f.store.log_entries_of(&arrivals).await.unwrap();
    assert_eq!((items.len(), logs.len()), (3, 1));
    assert_eq!(
        f.store.import_transactions(rows.clone()).await.unwrap(),
        vec![Imported::Unchanged; 3]
    );
    assert_eq!(
        f.store.import_items(items.clone()).await.unwrap(),
        vec![Imported::Unchanged; 3]
    );
    assert_eq!(
        f.store.import_log_entries(logs.clone()).await.unwrap(),
        vec![Imported::Unchanged]
    );

    // Another store that takes it gives the same.
    let other = fixture().await;
    other.store.import_transactions(rows.clone()).await.unwrap();
    other.store.import_items(items.clone()).await.unwrap();
    other.store.import_log_entries(logs).await.unwrap();
    let again = other.store.transactions_after(&everything, 0, 10).await.unwrap();
    assert_eq!(again.into_iter().map(|(_, row)| row).collect::<Vec<_>>(), rows);
    assert_eq!(other.store.items_of(&arrivals).await.unwrap(), items);
    assert_eq!(
        other.store.counts().await.unwrap(),
        f.store.counts().await.unwrap()
    );

    let failed = TransactionFilter {
        statuses: vec![Status::Failed],
        ..Default::default()
    };
    assert_eq!(f.store.transactions_after(&failed, 0, 10).await.unwrap().len(), 1);
}

#[tokio::test]
async fn bad_rows_are_refused_and_the_rest_goes_in() {
    let f = fixture().await;
    let good = transaction(f.transaction_id(), "a");
    let mut changed = good.clone();
    changed.app_version = "2".into();
    let mut same_identifier = transaction(f.transaction_id(), "a");
    same_identifier.name = "other".into();
    let unnamed = transaction(f.transaction_id(), "");
    let last = transaction(f.transaction_id(), "b");
    let rows = vec![good.clone(), changed, same_identifier, unnamed, last];
    let answers = f.store.import_transactions(rows).await.unwrap();
    assert_eq!((&answers[0], &answers[4]), (&Imported::Added, &Imported::Added));
    assert!(refusal(&answers[1]).contains("is there already, with other content"));
    assert_eq!(
        refusal(&answers[2]),
        "OfflineUniqueIdentifier a belongs to a transaction with another Id"
    );
    assert_eq!(refusal(&answers[3]), "OfflineUniqueIdentifier is empty");

    let stray = item(f.item_id(), &f.transaction_id());
    let kept = item(f.item_id(), &good.id);
    let mut other = kept.clone();
    other.field_values = None;
    let mut nul = item(f.item_id(), &good.id);
    nul.name = "\0".into();
    let answers = f.store.import_items(vec![stray, kept, other, nul]).await.unwrap();
    assert!(refusal(&answers[0]).contains("import the transactions first"));
    assert_eq!(answers[1], Imported::Added);
    assert!(refusal(&answers[2]).contains("is there already, with other content"));
    assert!(refusal(&answers[3]).contains("NUL"));

    let answers = f
        .store
        .import_log_entries(vec![f.log(&f.transaction_id(), "X", "x")])
        .await
        .unwrap();
    assert!(refusal(&answers[0]).contains("import the transactions first"));
    assert_eq!(f.find("a").await.transaction.app_version, "1.0");
}

#[tokio::test]
async fn the_newest_log_entry_gives_a_transaction_its_error() {
    let f = fixture().await;
    let mut failed = transaction(f.transaction_id(), "failed");
    failed.status = Status::Failed;
    let mut applied = transaction(f.transaction_id(), "applied");
    applied.status = Status::Success;
    f.store
        .import_transactions(vec![failed.clone(), applied.clone()])
        .await
        .unwrap();
    let mut old = f.log(&failed.id, "NOT_FOUND", "old");
    old.created_date = timestamp(START - 1);
    let new = f.log(&failed.id, "DUPLICATE_VALUE", "new");
    let silent = f.log(&applied.id, "NOT_FOUND", "long gone");
    f.store.import_log_entries(vec![new, old, silent]).await.unwrap();
    let detail = f.find("failed").await;
    assert_eq!(detail.error_code, Some(SyncErrorCode::DuplicateValue));
    assert_eq!(detail.error_message.as_deref(), Some("new"));
    assert_eq!(f.find("applied").await.error_code, None);
    let errors = f.store.overview().await.unwrap().failed_by_error;
    assert_eq!(
        (errors[0].error_code.clone(), errors[0].count),
        (Some(SyncErrorCode::DuplicateValue), 1)
    );
}

#[tokio::test]
async fn imported_waiting_stays_until_the_queue_looks() {
    let f = fixture().await;
    let mut ready = transaction(f.transaction_id(), "ready");
    ready.status = Status::Waiting;
    let mut held = transaction(f.transaction_id(), "held");
    (held.status, held.dependent_offline_identifiers) = (Status::Waiting, Some("failed".into()));
    let mut failed = transaction(f.transaction_id(), "failed");
    failed.status = Status::Failed;
    let mut orphan = transaction(f.transaction_id(), "orphan");
    (orphan.status, orphan.dependent_offline_identifiers) = (Status::Waiting, Some("canceled".into()));
    let mut canceled = transaction(f.transaction_id(), "canceled");
    canceled.status = Status::Canceled;
    let rows = vec![ready.clone(), held, failed, orphan, canceled];
    f.store.import_transactions(rows).await.unwrap();
    f.store
        .import_items(vec![item(f.item_id(), &ready.id)])
        .await
        .unwrap();
    assert_eq!(f.store.counts().await.unwrap().waiting, 3);
    assert_eq!(f.store.queue_waiting().await.unwrap(), 2);
    assert_eq!(f.status("ready").await, Status::New);
    assert_eq!(f.status("held").await, Status::Waiting);
    assert_eq!(f.status("orphan").await, Status::Canceled);
    assert_eq!(f.store.queue_waiting().await.unwrap(), 0);
}

#[tokio::test]
async fn imported_waiting_waits_for_the_file_that_has_its_items() {
    let f = fixture().await;
    let mut row = transaction(f.transaction_id(), "a");
    row.status = Status::Waiting;
    let id = row.id.clone();
    f.store.import_transactions(vec![row]).await.unwrap();
    assert_eq!(f.store.queue_waiting().await.unwrap(), 0);
    f.store.import_items(vec![item(f.item_id(), &id)]).await.unwrap();
    assert_eq!(f.store.queue_waiting().await.unwrap(), 1);
}

#[tokio::test]
async fn what_is_imported_as_new_is_not_claimed_before_its_items_are_there() {
    let f = fixture().await;
    let upload = f.upload("a");
    let id = upload.transaction.id.clone();
    f.store
        .import_transactions(vec![upload.transaction])
        .await
        .unwrap();
    assert!(
        f.claim(10).await.is_empty(),
        "it would be Success with nothing applied"
    );
    let explained = f.store.explain(&id, 60).await.unwrap().unwrap();
    assert!(
        explained
            .reasons
            .iter()
            .any(|reason| matches!(reason, WaitReason::Items { received: 0, .. })),
        "{explained:?}"
    );
    f.store.import_items(upload.items).await.unwrap();
    assert_eq!(identifiers(&f.claim(10).await), ["a"]);
}

#[tokio::test]
async fn imported_cycles_are_found_once() {
    let f = fixture().await;
    let rows = [("a", "b"), ("b", "a"), ("c", "a")].map(|(name, on)| {
        let mut row = transaction(f.transaction_id(), name);
        (row.status, row.dependent_offline_identifiers) = (Status::Waiting, Some(on.into()));
        row
    });
    f.store.import_transactions(rows.to_vec()).await.unwrap();
    f.store.queue_waiting().await.unwrap();
    let versions = async || (f.find("a").await.version, f.find("b").await.version);
    let first = versions().await;
    for (name, is_member) in [("a", true), ("b", true), ("c", false)] {
        let detail = f.find(name).await;
        assert_eq!(detail.error_code.is_some(), is_member, "{name}");
    }
    f.store.queue_waiting().await.unwrap();
    assert_eq!(versions().await, first, "what is known is not written again");
}

#[tokio::test]
async fn an_import_session_is_all_or_nothing() {
    let f = fixture().await;
    let row = transaction(f.transaction_id(), "a");
    let one = item(f.item_id(), &row.id);
    let log = f.log(&row.id, "NOT_FOUND", "gone");
    let mut dropped = f.store.begin_import().await.unwrap();
    dropped.import_transactions(vec![row.clone()]).await.unwrap();
    dropped.import_items(vec![one.clone()]).await.unwrap();
    drop(dropped);
    assert_eq!(f.store.find("a").await.unwrap(), None);
    assert_eq!(f.store.counts().await.unwrap().total(), 0);

    let mut kept = f.store.begin_import().await.unwrap();
    assert_eq!(
        kept.import_transactions(vec![row]).await.unwrap(),
        [Imported::Added]
    );
    assert_eq!(kept.import_items(vec![one]).await.unwrap(), [Imported::Added]);
    assert_eq!(
        kept.import_log_entries(vec![log]).await.unwrap(),
        [Imported::Added]
    );
    kept.set_checkpoint("file", &checkpoint(3)).await.unwrap();
    assert_eq!(
        f.store.counts().await.unwrap().total(),
        0,
        "nobody sees it before its commit"
    );
    kept.commit().await.unwrap();
    assert_eq!(f.find("a").await.items.len(), 1);
    assert_eq!(f.store.counts().await.unwrap().new, 1);
    assert_eq!(f.store.checkpoint("file").await.unwrap(), Some(checkpoint(3)));
}

fn checkpoint(rows: i64) -> Checkpoint {
    Checkpoint {
        rows,
        bytes: rows * 100,
        added: rows - 1,
        unchanged: 1,
        refused: 0,
        finished: false,
        noted_at: timestamp(START),
    }
}

#[tokio::test]
async fn checkpoints_are_kept_by_file() {
    let f = fixture().await;
    assert_eq!(f.store.checkpoint("one").await.unwrap(), None);
    f.store.set_checkpoint("one", &checkpoint(5)).await.unwrap();
    f.store.set_checkpoint("two", &checkpoint(7)).await.unwrap();
    let done = Checkpoint {
        finished: true,
        ..checkpoint(9)
    };
    f.store.set_checkpoint("one", &done).await.unwrap();
    assert_eq!(f.store.checkpoint("one").await.unwrap(), Some(done));
    assert_eq!(f.store.checkpoint("two").await.unwrap(), Some(checkpoint(7)));
}

#[tokio::test]
async fn large_imports_keep_their_order() {
    let f = fixture().await;
    let rows: Vec<_> = (0..1234)
        .map(|number| transaction(f.transaction_id(), &format!("t{number}")))
        .collect();
    let items: Vec<_> = rows
        .iter()
        .flat_map(|row| [item(f.item_id(), &row.id), item(f.item_id(), &row.id)])
        .collect();
    assert_eq!(
        f.store.import_transactions(rows.clone()).await.unwrap(),
        vec![Imported::Added; 1234]
    );
    assert_eq!(
        f.store.import_items(items.clone()).await.unwrap(),
        vec![Imported::Added; 2468]
    );
    let arrivals: Vec<i64> = (1..=1234).collect();
    let stored = f.store.items_of(&arrivals).await.unwrap();
    let ids = |items: &[model::Item]| items.iter().map(|item| item.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&stored), ids(&items));
}
