//! The order of the items of a transaction: as given, except that an item waits for those that it needs.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap},
};

use super::{
    plan::{PlannedItem, Target},
    schema::Schema,
};

/// Positions of the items in an order in which each comes after the items that make records it refers to, and
/// after earlier items on its own record; else as given. Then the positions of items that wait for each other in
/// a circle: they come last in the order.
pub(crate) fn order(items: &[PlannedItem], schema: &Schema) -> (Vec<usize>, Vec<usize>) {
    let needs = needs(items, schema);
    let mut open: Vec<usize> = needs.iter().map(Vec::len).collect();
    let mut waiting: Vec<Vec<usize>> = vec![Vec::new(); items.len()];
    for (position, needed) in needs.iter().enumerate() {
        for other in needed {
            waiting[*other].push(position);
        }
    }
    let mut ready: BinaryHeap<Reverse<usize>> = (0..items.len())
        .filter(|position| open[*position] == 0)
        .map(Reverse)
        .collect();
    let mut order = Vec::with_capacity(items.len());
    while let Some(Reverse(position)) = ready.pop() {
        order.push(position);
        for other in &waiting[position] {
            open[*other] -= 1;
            if open[*other] == 0 {
                ready.push(Reverse(*other));
            }
        }
    }
    let in_circles: Vec<usize> = (0..items.len()).filter(|position| open[*position] > 0).collect();
    order.extend(&in_circles);
    (order, in_circles)
}

/// By item: the items that have to be applied before it.
fn needs(items: &[PlannedItem], schema: &Schema) -> Vec<Vec<usize>> {
    let mut makers: HashMap<&str, usize> = HashMap::new();
    for (position, item) in items.iter().enumerate() {
        if let Target::New(id) = &item.target {
            makers.insert(id.as_str(), position);
        }
    }
    let mut last_on_record: HashMap<&str, usize> = HashMap::new();
    let mut needs = Vec::with_capacity(items.len());
    for (position, item) in items.iter().enumerate() {
        let mut needed: Vec<usize> = item
            .references(schema)
            .filter_map(|id| makers.get(id).copied())
            .collect();
        if let Target::Existing(id) = &item.target {
            needed.extend(makers.get(id.as_str()));
            needed.extend(last_on_record.insert(id.as_str(), position));
        }
        needed.sort_unstable();
        needed.dedup();
        needs.push(needed);
    }
    needs
}
