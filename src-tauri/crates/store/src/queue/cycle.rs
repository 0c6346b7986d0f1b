//! Transactions that depend on themselves through others can never be processed: they are found when the last of
//! them arrives or is edited, and say so.

use std::collections::{BTreeMap, HashMap, HashSet};

use model::{ErrorTraits, Status, SyncErrorCode};
use sqlx::SqliteConnection;

use crate::{
    engine::{Fault, batch},
    store::Writing,
    tables::{
        column_of,
        error_group::{self, Occurrence, StoredError},
    },
};

/// A cycle that is longer is not named in full.
const NAMED: usize = 10;

/// The error of what depends on itself.
const CODE: SyncErrorCode = SyncErrorCode::SyncProcessorError;

/// Every transaction of some statuses that can be reached from these by going from a transaction to what it depends on,
/// with one row for each thing it depends on. Those on which nothing depends are not set out from: no way leads back.
macro_rules! reachable {
    ($statuses:literal) => {
        concat!(
            "WITH RECURSIVE reached (arrival) AS (",
            "SELECT t.arrival FROM ",
            batch!("$1"),
            " CROSS JOIN sync_transaction AS t ",
            "WHERE t.arrival = CAST(input.value ->> 0 AS BIGINT) ",
            "AND (t.error_code IS NOT NULL OR EXISTS (",
            "SELECT 1 FROM dependency AS d WHERE d.depends_on = t.offline_unique_identifier)) ",
            "UNION SELECT t.arrival FROM reached JOIN dependency AS d ON d.arrival = reached.arrival ",
            "JOIN sync_transaction AS t ON t.offline_unique_identifier = d.depends_on AND t.status IN ",
            $statuses,
            ") SELECT t.arrival, t.offline_unique_identifier, t.name, t.error_code, t.error_group, t.error_message, d.depends_on ",
            "FROM reached CROSS JOIN sync_transaction AS t LEFT JOIN dependency AS d ON d.arrival = t.arrival ",
            "WHERE t.arrival = reached.arrival AND t.status IN ",
            $statuses,
            " ORDER BY t.arrival, d.position",
        )
    };
}

/// Among what waits.
const WAITING: &str = reachable!("('Waiting')");

/// Among what waits or was canceled: canceling one of a circle cancels all of it.
const WAITING_OR_CANCELED: &str = reachable!("('Waiting', 'Canceled')");

/// A row of [`WAITING`]: arrival, identifier, name, error with its group and message, and one thing it depends on.
type Edge = (
    i64,
    String,
    String,
    Option<String>,
    Option<i64>,
    Option<String>,
    Option<String>,
);

/// A Waiting transaction.
struct Node {
    arrival: i64,
    name: String,
    error_code: Option<String>,
    error_group: Option<i64>,
    error_message: Option<String>,
}

/// Waiting transactions and, by their places, what each of them depends on.
struct Graph {
    nodes: Vec<Node>,
    edges: Vec<Vec<usize>>,
}

impl Graph {
    /// Everything that can be reached from these, among what the statement looks at.
    async fn reached_from(
        connection: &mut SqliteConnection,
        statement: &'static str,
        arrivals: impl IntoIterator<Item = i64>,
    ) -> Result<Self, Fault> {
        let rows: Vec<Edge> = sqlx::query_as(statement)
            .bind(column_of(arrivals)?)
            .fetch_all(connection)
            .await?;
        let mut nodes: Vec<Node> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        for (arrival, identifier, name, error_code, error_group, error_message, _) in &rows {
            if !places.contains_key(identifier.as_str()) {
                places.insert(identifier, nodes.len());
                nodes.push(Node {
                    arrival: *arrival,
                    name: name.clone(),
                    error_code: error_code.clone(),
                    error_group: *error_group,
                    error_message: error_message.clone(),
                });
            }
        }
        let mut edges = vec![Vec::new(); nodes.len()];
        for (_, identifier, .., depends_on) in &rows {
            let to = depends_on
                .as_deref()
                .and_then(|depends_on| places.get(depends_on));
            edges[places[identifier.as_str()]].extend(to);
        }
        Ok(Self { nodes, edges })
    }
}

/// The cycle that a transaction is part of, as the way round it: both ends are the same one. None when it is in none.
pub(crate) async fn through(
    connection: &mut SqliteConnection,
    arrival: i64,
) -> Result<Option<Vec<i64>>, Fault> {
    let Graph { nodes, edges } = Graph::reached_from(connection, WAITING, [arrival]).await?;
    let Some(place) = nodes.iter().position(|node| node.arrival == arrival) else {
        return Ok(None);
    };
    let mut cycles = cycles(&edges).into_iter();
    let is_member = cycles.any(|members| members.contains(&place));
    Ok(is_member.then(|| {
        let way = way_round(place, &edges);
        way.into_iter().map(|place| nodes[place].arrival).collect()
    }))
}

/// Those that are part of a cycle of what waits or was canceled, as far as it can be reached from these.
pub(crate) async fn members(
    connection: &mut SqliteConnection,
    arrivals: impl IntoIterator<Item = i64>,
) -> Result<HashSet<i64>, Fault> {
    let Graph { nodes, edges } = Graph::reached_from(connection, WAITING_OR_CANCELED, arrivals).await?;
    let places = cycles(&edges).into_iter().flatten();
    Ok(places.map(|place| nodes[place].arrival).collect())
}

/// Looks for cycles that one of these transactions is part of, and writes to every member what it is waiting for in
/// vain. Those that are no longer part of one lose that error.
pub(crate) async fn mark(w: &mut Writing, arrivals: impl IntoIterator<Item = i64>) -> Result<(), Fault> {
    let Graph { nodes, edges } = Graph::reached_from(w, WAITING, arrivals).await?;
    let mut messages: BTreeMap<usize, String> = BTreeMap::new();
    for members in cycles(&edges) {
        let message = message(&way_round(members[0], &edges), &nodes);
        messages.extend(members.into_iter().map(|member| (member, message.clone())));
    }
    for (place, node) in nodes.iter().enumerate() {
        match messages.get(&place) {
            Some(message) if node.error_message.as_ref() == Some(message) => {}
            Some(message) => set_error(w, node, Some(message)).await?,
            None if node.error_code.as_deref() == Some(CODE.as_str()) => set_error(w, node, None).await?,
            None => {}
        }
    }
    Ok(())
}

async fn set_error(w: &mut Writing, node: &Node, message: Option<&str>) -> Result<(), Fault> {
    let error = message.map(|message| StoredError::new(ErrorTraits::said(CODE.as_str(), message)));
    let group = error.as_ref().map(StoredError::group);
    let now = w.now;
    sqlx::query(
        "UPDATE sync_transaction SET error_code = $2, error_message = $3, error_group = $5, version = version + 1, \
         last_modified_date = $4, system_modstamp = $4 WHERE arrival = $1",
    )
    .bind(node.arrival)
    .bind(error.as_ref().map(|error| &error.code))
    .bind(message)
    .bind(now)
    .bind(group)
    .execute(&mut **w)
    .await?;
    w.tally.take(Status::Waiting, node.error_group);
    w.tally.add(Status::Waiting, group);
    let occurrence = error.iter().map(|error| Occurrence {
        arrival: node.arrival,
        error,
        at: now,
        is_failure: false,
    });
    Ok(error_group::record(w, &occurrence.collect::<Vec<_>>()).await?)
}

fn message(way: &[usize], nodes: &[Node]) -> String {
    let mut names: Vec<&str> = way.iter().map(|place| nodes[*place].name.as_str()).collect();
    if names.len() > NAMED {
        names.splice(NAMED - 1..names.len() - 1, ["…"]);
    }
    format!(
        "It depends on itself ({}), so it can never be processed. Take one of them out of \
         DependentOfflineIdentifiers, or ignore one.",
        names.join(", which depends on ")
    )
}

/// The sets of places from each of which every other of the set can be reached (Kosaraju's way: places in the order
/// in which a walk along the edges leaves them, last first, then walks against the edges).
fn cycles(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut seen = vec![false; edges.len()];
    let mut left = Vec::new();
    for start in 0..edges.len() {
        walk(start, edges, &mut seen, &mut left);
    }
    let mut back = vec![Vec::new(); edges.len()];
    for (from, targets) in edges.iter().enumerate() {
        for to in targets {
            back[*to].push(from);
        }
    }
    let mut seen = vec![false; edges.len()];
    let mut found = Vec::new();
    for start in left.into_iter().rev() {
        let mut members = Vec::new();
        walk(start, &back, &mut seen, &mut members);
        members.sort_unstable();
        if members.len() > 1 || members.first().is_some_and(|only| edges[*only].contains(only)) {
            found.push(members);
        }
    }
    found
}

/// Walks from `start` to every place not seen yet, deep first, and notes each when it is left for good.
fn walk(start: usize, edges: &[Vec<usize>], seen: &mut [bool], left: &mut Vec<usize>) {
    if std::mem::replace(&mut seen[start], true) {
        return;
    }
    let mut trail = vec![(start, 0)];
    while let Some((place, next)) = trail.last_mut() {
        match edges[*place].get(*next) {
            Some(to) => {
                *next += 1;
                if !std::mem::replace(&mut seen[*to], true) {
                    trail.push((*to, 0));
                }
            }
            None => {
                left.push(*place);
                trail.pop();
            }
        }
    }
}

/// The shortest way from a member of a cycle back to itself, both ends named.
fn way_round(start: usize, edges: &[Vec<usize>]) -> Vec<usize> {
    let mut came_from: HashMap<usize, usize> = HashMap::new();
    let mut front = vec![start];
    while !front.is_empty() && !came_from.contains_key(&start) {
        let mut next = Vec::new();
        for from in front {
            for to in &edges[from] {
                came_from.entry(*to).or_insert_with(|| {
                    next.push(*to);
                    from
                });
            }
        }
        front = next;
    }
    let mut way = vec![start];
    while let Some(from) = way.last().and_then(|place| came_from.get(place)) {
        way.push(*from);
        if *from == start {
            break;
        }
    }
    way.reverse();
    way
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nodes(count: usize) -> Vec<Node> {
        (0..count)
            .map(|place| Node {
                arrival: 0,
                name: format!("DST-{place}"),
                error_code: None,
                error_group: None,
                error_message: None,
            })
            .collect()
    }

    #[test]
    fn members_of_a_cycle_are_found_and_others_are_not() {
        // 0 → 1 → 2 → 0, 3 → 0 from outside, 4 → 4, 2 → 5 → nothing.
        let edges = [vec![1], vec![2], vec![5, 0], vec![0], vec![4], vec![]].map(|to| to.to_vec());
        let mut found = cycles(&edges);
        found.sort();
        assert_eq!(found, [vec![0, 1, 2], vec![4]]);
        assert_eq!(way_round(0, &edges), [0, 1, 2, 0]);
        assert_eq!(way_round(4, &edges), [4, 4]);
    }

    #[test]
    fn the_message_names_the_way_round() {
        assert_eq!(
            message(&[1, 0, 1], &nodes(2)),
            "It depends on itself (DST-1, which depends on DST-0, which depends on DST-1), so it can never be \
             processed. Take one of them out of DependentOfflineIdentifiers, or ignore one."
        );
        let long: Vec<usize> = (0..500).chain([0]).collect();
        let text = message(&long, &nodes(500));
        assert!(
            text.contains("DST-8, which depends on …, which depends on DST-0)"),
            "{text}"
        );
    }

    #[test]
    fn a_long_chain_costs_little() {
        let edges: Vec<Vec<usize>> = (1..=200_000)
            .map(|to| if to < 200_000 { vec![to] } else { vec![] })
            .collect();
        assert!(cycles(&edges).is_empty());
    }
}
