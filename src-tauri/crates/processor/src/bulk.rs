//! Batches across transactions (`IsBulk`): which transactions share theirs, and the order values that say so.

use std::collections::HashSet;

use model::Operation;
use store::{Claimed, ClaimedItem, Store, StoreError};

/// Transactions, by place in the order of arrival, that share batches with the one before them in their lane: both
/// are bulk, and nothing depends on either of them. What is done stays the same: each is still applied by itself, all
/// or none, in its order; they share queries and statements.
pub(crate) async fn sharing(store: &Store, lanes: &[&[Claimed]]) -> Result<HashSet<i64>, StoreError> {
    let pairs = || {
        let neighbours = lanes.iter().flat_map(|lane| lane.windows(2));
        neighbours.filter(|pair| pair.iter().all(|claimed| claimed.transaction.is_bulk))
    };
    let identifiers: HashSet<&str> = pairs().flatten().map(identifier).collect();
    if identifiers.is_empty() {
        return Ok(HashSet::new());
    }
    let identifiers: Vec<&str> = identifiers.into_iter().collect();
    let depended_on = store.with_dependents(&identifiers).await?;
    let is_free = |claimed: &Claimed| !depended_on.contains(identifier(claimed));
    let sharing = pairs().filter(|pair| pair.iter().all(is_free));
    Ok(sharing.filter_map(|pair| Some(pair.last()?.arrival)).collect())
}

fn identifier(claimed: &Claimed) -> &str {
    &claimed.transaction.offline_unique_identifier
}

/// The order values of a transaction, or of several that share batches: one for each operation and object, and one
/// more each time a transaction comes back to the same two.
#[derive(Default)]
pub(crate) struct OrderValues<'a>(Vec<(Operation, &'a str, usize)>);

impl<'a> OrderValues<'a> {
    /// The values of the batches of one transaction.
    pub(crate) fn of(&mut self, items: &'a [ClaimedItem], batches: &[Vec<usize>]) -> Vec<u32> {
        let mut own: Vec<(Operation, &str, usize)> = Vec::with_capacity(batches.len());
        let firsts = batches.iter().filter_map(|batch| items.get(*batch.first()?));
        for first in firsts {
            let (operation, object) = (first.operation_type, first.object_name.as_str());
            let is_alike = |(other, name, _): &&(Operation, &str, usize)| {
                *other == operation && name.eq_ignore_ascii_case(object)
            };
            own.push((operation, object, own.iter().filter(is_alike).count()));
        }
        own.into_iter().map(|key| self.value(key)).collect()
    }

    fn value(&mut self, key: (Operation, &'a str, usize)) -> u32 {
        let (operation, object, nth) = key;
        let known = self.0.iter().position(|(other, name, other_nth)| {
            *other == operation && *other_nth == nth && name.eq_ignore_ascii_case(object)
        });
        let position = known.unwrap_or_else(|| {
            self.0.push(key);
            self.0.len() - 1
        });
        u32::try_from(position).unwrap_or(u32::MAX)
    }
}
