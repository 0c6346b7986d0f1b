//! The order in which the items of one transaction are applied.

use model::Operation;
use store::ClaimedItem;

/// The positions of `items` in the order in which they are to be applied:
/// by `Sequence` (those without last), then as they came; a record is made before the first item that mentions
/// its device-made id; and when `group` is on, items of one object and operation stand together.
///
/// Grouping never changes the result. An item joins an earlier group only past items that it has nothing to do
/// with; see [`Shape::must_not_pass`].
pub fn order(items: &[ClaimedItem], group: bool) -> Vec<usize> {
    batches(items, group).concat()
}

/// The same positions, batch by batch: items of one batch share an order value. Without `group` each item has its
/// own.
pub(crate) fn batches(items: &[ClaimedItem], group: bool) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by(|a, b| {
        let sequence = |position: &usize| items[*position].sequence.unwrap_or(f64::INFINITY);
        sequence(a).total_cmp(&sequence(b))
    });
    if items.len() < 2 {
        return vec![order];
    }
    let shapes: Vec<Shape<'_>> = items.iter().map(Shape::of).collect();
    let order = makers_first(&shapes, order);
    if group {
        grouped(&shapes, order)
    } else {
        order.into_iter().map(|item| vec![item]).collect()
    }
}

/// What the order depends on.
struct Shape<'a> {
    object: &'a str,
    operation: Operation,
    /// The record it makes, changes or deletes.
    target: Option<&'a str>,
    /// The target as it stands in the payloads of others.
    quoted_target: Option<String>,
    payload: &'a str,
}

impl<'a> Shape<'a> {
    fn of(item: &'a ClaimedItem) -> Self {
        let target = item.record_identifier.as_deref().filter(|id| !id.is_empty());
        Self {
            object: &item.object_name,
            operation: item.operation_type,
            target,
            quoted_target: target.map(|id| format!("\"{id}\"")),
            payload: item.field_values.as_deref().unwrap_or_default(),
        }
    }

    fn mentions_target_of(&self, other: &Self) -> bool {
        other
            .quoted_target
            .as_ref()
            .is_some_and(|id| self.payload.contains(id.as_str()))
    }

    fn shares_target_with(&self, other: &Self) -> bool {
        self.target.is_some() && self.target == other.target
    }

    /// Whether `other` makes the record that this item changes or mentions.
    fn needs(&self, other: &Self) -> bool {
        other.operation == Operation::Insert
            && (self.mentions_target_of(other) || self.shares_target_with(other))
    }

    fn is_like(&self, other: &Self) -> bool {
        self.operation == other.operation && self.object.eq_ignore_ascii_case(other.object)
    }

    /// Whether the result could change if the two changed places: they touch one record, or one mentions the
    /// record that the other touches; they do different things to one object, whose rules (unique values,
    /// duplicates) look at its other records; or one deletes, which takes or frees what others refer to.
    fn must_not_pass(&self, other: &Self) -> bool {
        self.operation == Operation::Delete
            || other.operation == Operation::Delete
            || self.object.eq_ignore_ascii_case(other.object)
            || self.shares_target_with(other)
            || self.mentions_target_of(other)
            || other.mentions_target_of(self)
    }
}

/// Moves what makes a record before what needs it, and leaves everything else in its order. In a circle the one
/// that stands first goes first; the org then says what it misses.
fn makers_first(shapes: &[Shape<'_>], mut waiting: Vec<usize>) -> Vec<usize> {
    let mut placed = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let is_ready = |item: &usize| {
            waiting
                .iter()
                .all(|other| other == item || !shapes[*item].needs(&shapes[*other]))
        };
        let next = waiting.iter().position(is_ready).unwrap_or(0);
        placed.push(waiting.remove(next));
    }
    placed
}

/// Puts items of one object and operation together, as far as nothing between them stands in the way.
fn grouped(shapes: &[Shape<'_>], order: Vec<usize>) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for item in order {
        let shape = &shapes[item];
        let home = groups.iter().rposition(|group| shapes[group[0]].is_like(shape));
        let is_free = |after: usize| {
            !groups[after + 1..]
                .iter()
                .flatten()
                .any(|other| shape.must_not_pass(&shapes[*other]))
        };
        match home.filter(|home| is_free(*home)) {
            Some(home) => groups[home].push(item),
            None => groups.push(vec![item]),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use model::{IdGenerator, Operation::*, key_prefix};
    use proptest::prelude::*;

    use super::*;

    /// An item: sequence, operation, object, record identifier, payload.
    type Sketch = (Option<f64>, Operation, &'static str, &'static str, &'static str);

    fn items(sketches: &[Sketch]) -> Vec<ClaimedItem> {
        let ids = IdGenerator::seeded(1);
        let item = |(sequence, operation, object, record, payload): &Sketch| ClaimedItem {
            key: 0,
            id: ids.next(key_prefix::ITEM),
            sequence: *sequence,
            object_name: (*object).to_owned(),
            operation_type: *operation,
            field_values: Some((*payload).to_owned()),
            record_identifier: Some((*record).to_owned()).filter(|id| !id.is_empty()),
            related_record_id: None,
        };
        sketches.iter().map(item).collect()
    }

    fn ordered(sketches: &[Sketch], group: bool) -> Vec<usize> {
        order(&items(sketches), group)
    }

    #[test]
    fn sequence_counts_and_items_without_one_come_last_as_they_came() {
        let sketches: &[Sketch] = &[
            (None, Update, "Account", "a", "{}"),
            (Some(2.0), Update, "Visit", "b", "{}"),
            (Some(1.5), Update, "Inquiry", "c", "{}"),
            (None, Update, "Account", "d", "{}"),
        ];
        assert_eq!(ordered(sketches, false), [2, 1, 0, 3]);
        assert_eq!(ordered(&[], true), Vec::<usize>::new());
    }

    #[test]
    fn items_of_one_object_and_operation_stand_together_when_grouping_is_on() {
        let sketches: &[Sketch] = &[
            (Some(1.0), Insert, "Visit", "v", "{}"),
            (Some(2.0), Insert, "ProviderVisit", "p1", r#"{"VisitId":"v"}"#),
            (
                Some(3.0),
                Insert,
                "ProductDisbursement",
                "d1",
                r#"{"VisitId":"v"}"#,
            ),
            (Some(4.0), Insert, "providervisit", "p2", r#"{"VisitId":"v"}"#),
            (
                Some(5.0),
                Insert,
                "ProductDisbursement",
                "d2",
                r#"{"VisitId":"v"}"#,
            ),
        ];
        assert_eq!(ordered(sketches, true), [0, 1, 3, 2, 4]);
        assert_eq!(ordered(sketches, false), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn a_batch_is_a_group_and_without_grouping_a_single_item() {
        let sketches: &[Sketch] = &[
            (Some(1.0), Insert, "Visit", "v", "{}"),
            (Some(2.0), Insert, "ProviderVisit", "p1", r#"{"VisitId":"v"}"#),
            (Some(3.0), Insert, "Inquiry", "i", "{}"),
            (Some(4.0), Insert, "ProviderVisit", "p2", r#"{"VisitId":"v"}"#),
        ];
        let items = items(sketches);
        assert_eq!(batches(&items, true), [vec![0], vec![1, 3], vec![2]]);
        assert_eq!(batches(&items, false), [[0], [1], [2], [3]]);
    }

    #[test]
    fn a_record_is_made_before_what_mentions_it() {
        let sketches: &[Sketch] = &[
            (Some(1.0), Insert, "ProviderVisit", "p", r#"{"VisitId":"v"}"#),
            (Some(2.0), Update, "Visit", "v", "{}"),
            (Some(3.0), Insert, "Visit", "v", r#"{"AccountId":"a"}"#),
            (Some(4.0), Insert, "Account", "a", "{}"),
        ];
        for group in [false, true] {
            assert_eq!(ordered(sketches, group), [3, 2, 0, 1]);
        }
    }

    #[test]
    fn an_item_does_not_join_its_group_past_what_it_depends_on() {
        let past_the_record_it_mentions: &[Sketch] = &[
            (
                Some(1.0),
                Insert,
                "ProductDisbursement",
                "d1",
                r#"{"ProductItemId":"x"}"#,
            ),
            (Some(2.0), Update, "ProductItem", "y", r#"{"QuantityOnHand":5}"#),
            (
                Some(3.0),
                Insert,
                "ProductDisbursement",
                "d2",
                r#"{"ProductItemId":"y"}"#,
            ),
        ];
        let past_another_operation_on_its_object: &[Sketch] = &[
            (Some(1.0), Insert, "Account", "a", "{}"),
            (Some(2.0), Update, "Account", "x", r#"{"ExternalId":"free now"}"#),
            (
                Some(3.0),
                Insert,
                "Account",
                "b",
                r#"{"ExternalId":"taken before"}"#,
            ),
        ];
        let past_a_deletion: &[Sketch] = &[
            (Some(1.0), Delete, "Visit", "v1", ""),
            (Some(2.0), Delete, "Account", "a", ""),
            (Some(3.0), Delete, "Visit", "v2", ""),
        ];
        for sketches in [
            past_the_record_it_mentions,
            past_another_operation_on_its_object,
            past_a_deletion,
        ] {
            assert_eq!(ordered(sketches, true), [0, 1, 2]);
        }
    }

    #[test]
    fn a_circle_keeps_its_order() {
        let sketches: &[Sketch] = &[
            (Some(1.0), Insert, "Account", "a", r#"{"ParentId":"b"}"#),
            (Some(2.0), Insert, "Account", "b", r#"{"ParentId":"a"}"#),
        ];
        assert_eq!(ordered(sketches, true), [0, 1]);
    }

    /// A plain org: what each item would find. Two orders with the same findings give the same result.
    fn findings(items: &[ClaimedItem], order: &[usize]) -> Vec<(usize, Vec<usize>)> {
        let touches = |item: &ClaimedItem, id: &str| {
            item.record_identifier.as_deref() == Some(id)
                || item
                    .field_values
                    .as_deref()
                    .unwrap_or_default()
                    .contains(&format!("\"{id}\""))
        };
        let mut found: Vec<(usize, Vec<usize>)> = Vec::new();
        for (place, &item) in order.iter().enumerate() {
            let target = |other: &ClaimedItem| other.record_identifier.clone().unwrap_or_default();
            let mut seen: Vec<usize> = order[..place]
                .iter()
                .copied()
                .filter(|&before| {
                    touches(&items[item], &target(&items[before]))
                        || touches(&items[before], &target(&items[item]))
                })
                .collect();
            seen.sort_unstable();
            found.push((item, seen));
        }
        found.sort_unstable();
        found
    }

    fn sketch() -> impl Strategy<Value = Sketch> {
        (
            prop_oneof![Just(None), (0..4_i32).prop_map(|number| Some(f64::from(number)))],
            prop_oneof![Just(Insert), Just(Insert), Just(Update), Just(Delete)],
            prop::sample::select(vec!["Visit", "Account", "Inquiry"]),
            prop::sample::select(vec!["a", "b", "c", "d", "e"]),
            prop::sample::select(vec!["{}", r#"{"X":"a"}"#, r#"{"X":"b","Y":"c"}"#, r#"{"X":"d"}"#]),
        )
    }

    proptest! {
        #[test]
        fn grouping_changes_no_finding_and_loses_no_item(sketches in prop::collection::vec(sketch(), 0..9)) {
            let items = items(&sketches);
            let (plain, grouped) = (order(&items, false), order(&items, true));
            let mut all = grouped.clone();
            all.sort_unstable();
            prop_assert_eq!(all, (0..items.len()).collect::<Vec<_>>());
            prop_assert_eq!(findings(&items, &plain), findings(&items, &grouped));
        }
    }
}
