//! What a transaction hangs together with.

use std::collections::BTreeSet;

use model::Status;
use store::{GraphEdgeReason, MOST_NODES, TransactionGraph};

use crate::{
    engine::{Fixture, fixture},
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
