//! What simulations read and log.

use model::{RecordId, Status};
use store::{Edit, EditedToSimulate, FieldEdit, ItemEdit, SettledAs, TransactionFilter};

use crate::{
    engine::{Fixture, fixture},
    sample::{ANNA, settlement},
};

impl Fixture {
    async fn arrival(&self, name: &str) -> i64 {
        let id = self.find(name).await.transaction.id;
        self.store.queue_places_of(&[id]).await.unwrap()[0].arrival
    }
}

#[tokio::test]
async fn places_say_where_transactions_stand() {
    let f = fixture().await;
    let mut second = f.upload("b");
    second.transaction.sequence = Some(7);
    f.receive(vec![f.upload("a"), second, f.dependent("c", "a, elsewhere")])
        .await;
    let all = f
        .store
        .queue_places(&TransactionFilter::default(), 0, 10)
        .await
        .unwrap();
    let told: Vec<(i64, Status, i64)> = all.iter().map(|p| (p.arrival, p.status, p.order.0)).collect();
    assert_eq!(
        told,
        [
            (1, Status::New, i64::MAX),
            (2, Status::New, 7),
            (3, Status::Waiting, i64::MAX)
        ]
    );
    assert_eq!(all[2].waits_for, ["a", "elsewhere"]);
    assert_eq!(
        (all[0].owner_id.as_str(), all[0].identifier.as_str()),
        (ANNA, "a")
    );
    let waiting = TransactionFilter {
        statuses: vec![Status::Waiting],
        ..TransactionFilter::default()
    };
    assert_eq!(f.store.queue_places(&waiting, 0, 10).await.unwrap(), all[2..]);
    assert_eq!(f.store.queue_places(&waiting, 3, 10).await.unwrap(), []);
    let ids: Vec<RecordId> = vec![f.find("b").await.transaction.id, f.transaction_id()];
    assert_eq!(f.store.queue_places_of(&ids).await.unwrap(), all[1..2]);
}

#[tokio::test]
async fn a_transaction_is_read_as_a_claim_would_give_it_and_stays_as_it_is() {
    let f = fixture().await;
    let uploads = ["new", "failed", "done"].map(|name| f.upload(name));
    f.receive(uploads.into()).await;
    let claims = f.claim(3).await;
    let outcomes = [SettledAs::Success, SettledAs::Failed, SettledAs::Success];
    f.settle(vec![
        settlement(&claims[1], outcomes[1]),
        settlement(&claims[2], outcomes[2]),
    ])
    .await;
    f.store
        .release(vec![(claims[0].arrival, claims[0].lease)])
        .await
        .unwrap();
    let before = (f.find("new").await, f.find("failed").await);
    let read = f.store.to_simulate(&[2, 1, 3]).await.unwrap();
    let told: Vec<_> = read
        .iter()
        .map(|each| (each.claimed.arrival, each.claimed.single_attempt))
        .collect();
    assert_eq!(told, [(2, true), (1, false)], "what is Success is left out");
    assert_eq!(read[0].version, before.1.version);
    assert_eq!(read[1].claimed.items, claims[0].items);
    assert_eq!((f.find("new").await, f.find("failed").await), before);
}

#[tokio::test]
async fn an_edit_is_tried_without_being_saved() {
    let f = fixture().await;
    f.receive(vec![f.upload("a"), f.upload("b")]).await;
    let before = f.find("a").await;
    let mut edit = Edit {
        id: before.transaction.id.clone(),
        expected_version: 0,
        fields: vec![FieldEdit {
            name: "IsOwnerPermissionEnforced".into(),
            value: Some("true".into()),
        }],
        items: vec![ItemEdit {
            item_id: before.items[0].id.clone(),
            field_values: Some(r#"{"Subject":"Other"}"#.into()),
            record_identifier: None,
        }],
    };
    let EditedToSimulate::Ready(ready) = f.store.to_simulate_edited(&edit).await.unwrap() else {
        panic!("not ready")
    };
    assert!(ready.claimed.transaction.is_owner_permission_enforced);
    assert_eq!(
        ready.claimed.items[0].field_values.as_deref(),
        Some(r#"{"Subject":"Other"}"#)
    );
    assert_eq!(f.find("a").await, before);
    edit.fields[0].name = "Status".into();
    assert!(matches!(
        f.store.to_simulate_edited(&edit).await.unwrap(),
        EditedToSimulate::NotAllowed { .. }
    ));
    edit.id = f.transaction_id();
    assert_eq!(
        f.store.to_simulate_edited(&edit).await.unwrap(),
        EditedToSimulate::NotFound
    );
}

#[tokio::test]
async fn a_simulated_log_entry_is_marked_and_counts_for_nothing_else() {
    let f = fixture().await;
    f.receive(vec![f.upload("a")]).await;
    let before = f.find("a").await;
    let id = before.transaction.id.clone();
    let entries = vec![
        f.log(&id, "DUPLICATE_VALUE", "peculiar words"),
        f.log(&f.transaction_id(), "X", "y"),
    ];
    f.store.log_simulated(entries).await.unwrap();
    f.store.log_simulated(Vec::new()).await.unwrap();
    let mut after = f.find("a").await;
    let entries = std::mem::take(&mut after.log_entries);
    assert_eq!(after, before);
    assert_eq!(entries.len(), 1);
    assert!(entries[0].is_simulated);
    let words = TransactionFilter {
        text: Some("peculiar".into()),
        ..TransactionFilter::default()
    };
    assert_eq!(f.store.count(&words, 10).await.unwrap().count, 0);
    // Nor does it become the error of the transaction when other entries are imported.
    let real = f.log(&id, "NOT_FOUND", "real");
    f.store.import_log_entries(vec![real]).await.unwrap();
    assert_eq!(f.find("a").await.error_code.unwrap().as_str(), "NOT_FOUND");
}

#[tokio::test]
async fn what_others_depend_on_is_found() {
    let f = fixture().await;
    f.receive(vec![f.upload("a"), f.upload("b"), f.dependent("c", "a")])
        .await;
    let found = f.store.with_dependents(&["a", "b", "c", "d"]).await.unwrap();
    assert_eq!(found.into_iter().collect::<Vec<_>>(), ["a"]);
    assert_eq!(f.arrival("c").await, 3);
}
