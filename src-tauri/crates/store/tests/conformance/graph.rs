//! What a transaction hangs together with.

use std::collections::BTreeSet;

use chrono::Duration;
use model::{Status, timestamp};
use store::{GraphEdgeReason, MOST_NODES, SettledAs, TransactionGraph};

use crate::{
    engine::{Fixture, START, fixture},
    sample::{Action, item},
};

async fn graph(f: &Fixture, name: &str) -> TransactionGraph {
    let id = f.find(name).await.transaction.id;
    f.store.graph(&id).await.unwrap().unwrap()
}

/// The edges as `a > b` for "b depends on a", and `a = b` for the same record.
fn edges(graph: &TransactionGraph) -> BTreeSet<String> {
    let told = graph.edges.iter().map(|edge| match &edge.reason {
        GraphEdgeReason::DependsOn => format!("{} > {}", edge.from, edge.to),
        GraphEdgeReason::SameRecord { .. } => format!("{} = {}", edge.from, edge.to),
    });
    told.collect()
}

fn set(edges: &[&str]) -> BTreeSet<String> {
    edges.iter().map(|edge| (*edge).to_owned()).collect()
}

#[tokio::test]
async fn dependencies_are_followed_both_ways() {
    let f = fixture().await;
    f.receive(vec![
        f.upload("a"),
        f.dependent("b", "a, missing"),
        f.dependent("c", "b"),
        f.dependent("d", "a"),
        f.upload("stranger"),
    ])
    .await;
    f.act(Action::Ignore, "a").await;
    let around_c = graph(&f, "c").await;
    assert_eq!(edges(&around_c), set(&["a > b", "missing > b", "b > c", "a > d"]));
    assert!(!around_c.more);
    let names: Vec<&str> = around_c
        .nodes
        .iter()
        .map(|node| node.offline_unique_identifier.as_str())
        .collect();
    assert_eq!(names[..2], ["c", "b"], "the nearest first");
    for node in &around_c.nodes {
        let status = node.transaction.as_ref().map(|transaction| transaction.status);
        let expected = (node.offline_unique_identifier != "missing").then_some(Status::Canceled);
        assert_eq!(status, expected, "{}", node.offline_unique_identifier);
    }
}

#[tokio::test]
async fn transactions_about_the_same_record_are_joined_in_their_order() {
    let f = fixture().await;
    let about = |name: &str, record: &str| {
        let mut upload = f.upload(name);
        upload.items = vec![item(f.item_id(), &upload.transaction.id)];
        upload.items[0].record_identifier = Some(record.into());
        upload
    };
    f.receive(vec![
        about("first", "record-1"),
        about("second", "record-1"),
        about("other", "record-2"),
    ])
    .await;
    assert_eq!(edges(&graph(&f, "second").await), set(&["first = second"]));
    assert_eq!(edges(&graph(&f, "first").await), set(&["first = second"]));
    assert!(edges(&graph(&f, "other").await).is_empty());
}

#[tokio::test]
async fn a_cycle_ends_and_a_crowd_is_cut() {
    let f = fixture().await;
    let mut uploads = vec![f.dependent("a", "b"), f.dependent("b", "a"), f.upload("hub")];
    uploads.extend((0..MOST_NODES + 10).map(|n| f.dependent(&format!("d{n}"), "hub")));
    f.receive(uploads).await;
    assert_eq!(edges(&graph(&f, "a").await), set(&["a > b", "b > a"]));
    let crowd = graph(&f, "hub").await;
    assert_eq!((crowd.nodes.len(), crowd.more), (MOST_NODES, true));
    let missing = f.store.graph(&f.transaction_id()).await.unwrap();
    assert_eq!(missing, None);
}

#[tokio::test]
async fn what_was_applied_to_a_record_before_is_known_oldest_first() {
    let f = fixture().await;
    let about = |name: &str, minutes: i64, payload: &str| {
        let mut upload = f.upload(name);
        upload.items = vec![item(f.item_id(), &upload.transaction.id)];
        upload.items[0].record_identifier = Some("record-1".into());
        upload.items[0].offline_created_date = timestamp(START) + Duration::minutes(minutes);
        upload.items[0].field_values = Some(payload.into());
        upload
    };
    f.receive(vec![
        about("second", 2, "{\"A\":2}"),
        about("first", 1, "{\"A\":1}"),
        about("late", 9, "{\"A\":9}"),
    ])
    .await;
    f.process_all(SettledAs::Success).await;
    f.receive(vec![about("not applied", 3, "{\"A\":3}")]).await;
    let before = timestamp(START) + Duration::minutes(5);
    let changes = f.store.record_changes("record-1", before).await.unwrap();
    let payloads: Vec<_> = changes
        .iter()
        .filter_map(|change| change.field_values.as_deref())
        .collect();
    assert_eq!(payloads, ["{\"A\":1}", "{\"A\":2}"]);
    assert!(f.store.record_changes("-", before).await.unwrap().is_empty());
}
