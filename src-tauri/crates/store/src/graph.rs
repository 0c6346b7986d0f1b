//! What a transaction hangs together with: what it depends on, what depends on it, and so on; and the transactions that
//! are about the same records.

use std::collections::{BTreeSet, HashSet};

use model::{RecordId, Status, SyncErrorCode, Timestamp};
use serde::Serialize;
use sqlx::SqliteConnection;
use ts_rs::TS;

use crate::{
    Store, StoreError, TransactionSort,
    engine::Fault,
    list::{Condition, arrivals},
    tables::{
        dependency, item,
        transaction::{self, Standing},
    },
};

/// Transactions in a graph at the most.
pub const MOST_NODES: usize = 500;

/// Records whose transactions are told at the most.
const MOST_RECORDS: i64 = 20;

/// Transactions about the same record that are told at the most, the newest.
const MOST_OF_A_RECORD: usize = 50;

/// A transaction in a graph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct GraphNode {
    /// The identifier that its device gave; edges name it.
    pub offline_unique_identifier: String,
    /// What is known of it; none while it has not arrived.
    pub transaction: Option<GraphTransaction>,
}

/// What a graph tells of a transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct GraphTransaction {
    /// Its Id.
    pub id: RecordId,
    /// Its name.
    pub name: String,
    /// Its status.
    pub status: Status,
    /// Goes up with every change.
    pub version: i64,
    /// The error it has now.
    pub error_code: Option<SyncErrorCode>,
    /// When the change was made on the device.
    pub offline_timestamp: Timestamp,
}

/// Why two transactions hang together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum GraphEdgeReason {
    /// The second waits until the first is Success.
    DependsOn,
    /// Both have an item about a record; the first arrived first.
    SameRecord {
        /// The record, as the transaction that was asked about names it.
        record_id: String,
    },
}

/// Two transactions that hang together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct GraphEdge {
    /// The identifier of the one that comes first.
    pub from: String,
    /// The identifier of the one that comes after it.
    pub to: String,
    /// Why.
    pub reason: GraphEdgeReason,
}

/// What a transaction hangs together with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TransactionGraph {
    /// The transactions, the one that was asked about first, then those nearest to it.
    pub nodes: Vec<GraphNode>,
    /// How they hang together.
    pub edges: Vec<GraphEdge>,
    /// Whether there are more; at most 500 transactions are told.
    pub more: bool,
}

impl Store {
    /// What a transaction hangs together with; none when there is no such transaction.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn graph(&self, id: &RecordId) -> Result<Option<TransactionGraph>, StoreError> {
        self.read(
            async |c| match transaction::standings(c, [id]).await?.remove(id) {
                Some(standing) => Ok(Some(around(c, &standing).await?)),
                None => Ok(None),
            },
        )
        .await
    }
}

/// A graph in the making.
#[derive(Default)]
struct Graph {
    /// Identifiers in the order in which they were found.
    nodes: Vec<String>,
    known: HashSet<String>,
    edges: BTreeSet<GraphEdge>,
    more: bool,
}

impl Graph {
    /// Notes an identifier; answers whether it has a place.
    fn add(&mut self, identifier: &str) -> bool {
        if self.known.contains(identifier) {
            return true;
        }
        if self.nodes.len() == MOST_NODES {
            self.more = true;
            return false;
        }
        self.known.insert(identifier.to_owned());
        self.nodes.push(identifier.to_owned());
        true
    }

    fn join(&mut self, from: String, to: String, reason: GraphEdgeReason) {
        if from != to && self.add(&from) && self.add(&to) {
            self.edges.insert(GraphEdge { from, to, reason });
        }
    }
}

async fn around(c: &mut SqliteConnection, root: &Standing) -> Result<TransactionGraph, Fault> {
    let mut graph = Graph::default();
    graph.add(&root.identifier);
    join_same_records(c, &mut graph, root).await?;
    let mut next = 0;
    while next < graph.nodes.len() {
        let frontier = graph.nodes[next..].to_vec();
        next = graph.nodes.len();
        for (identifier, depends_on) in dependency::around(c, &frontier, MOST_NODES as i64).await? {
            graph.join(depends_on, identifier, GraphEdgeReason::DependsOn);
        }
    }
    let mut known = transaction::graph_nodes(c, &graph.nodes).await?;
    let nodes = graph
        .nodes
        .into_iter()
        .map(|offline_unique_identifier| GraphNode {
            transaction: known.remove(&offline_unique_identifier),
            offline_unique_identifier,
        });
    Ok(TransactionGraph {
        nodes: nodes.collect(),
        edges: graph.edges.into_iter().collect(),
        more: graph.more,
    })
}

/// Joins the transactions that are about the records that the items of this one change.
async fn join_same_records(
    c: &mut SqliteConnection,
    graph: &mut Graph,
    root: &Standing,
) -> Result<(), Fault> {
    for record_id in item::records(c, root.arrival, MOST_RECORDS).await? {
        let Some(about_it) = Condition::record(&record_id) else {
            continue;
        };
        let newest = TransactionSort::default();
        let found = arrivals(c, &[about_it], newest, None, MOST_OF_A_RECORD).await?;
        for (arrival, identifier) in transaction::identifiers_of(c, found).await? {
            let (from, to) = match arrival < root.arrival {
                true => (identifier, root.identifier.clone()),
                false => (root.identifier.clone(), identifier),
            };
            let record_id = record_id.clone();
            graph.join(from, to, GraphEdgeReason::SameRecord { record_id });
        }
    }
    Ok(())
}
