//! Applying a planned transaction to the overlay: the rules of the org, one after the other.
//!
//! Of an item every error of a stage is reported, the payload's own first: (1) the payload by itself, (2) the
//! record it is about and those it refers to: are they there, may the user, are they locked; (3) uniqueness,
//! duplicate and validation rules; (4) flows. An error in one stage keeps the next from running.

mod access;
mod delete;
mod locks;
mod references;
mod save;
mod uniqueness;
mod write;

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Instant,
};

use model::{Operation, RecordId, SyncErrorCode, Timestamp};

use super::{
    meter::{Exceeded, Noted},
    overlay::Overlay,
    plan::{PlannedItem, PlannedTransaction, Target, device_id, used_device_id},
    row::Row,
    snapshot::effect,
};
use crate::{
    ItemEffect, ItemError, Value,
    catalogue::{DeviceId, FieldProblem, RECORD_IDENTIFIER, not_an_id, read_reference},
};

/// What became of a transaction in the overlay.
#[derive(Debug)]
pub(super) enum Verdict {
    /// Every item is applied; the records in the order of the items.
    Accepted(Vec<RecordId>),
    /// Some item was refused. Items before it are still applied in the overlay: undo them.
    Refused(Vec<ItemError>),
    /// Something has to be read first. As after a refusal.
    Unknown,
}

/// Device-made ids that earlier transactions of the lane made real.
pub(super) type LaneIds = HashMap<String, RecordId>;

/// Applies a transaction to the overlay, item by item. `shared` are batches that it shares with the one before it. What
/// each item does is added to `effects`, where there are some.
///
/// A limit that is exceeded ends it at once: nothing else is told of it then.
pub(super) fn evaluate(
    overlay: &mut Overlay,
    planned: &PlannedTransaction,
    lane_ids: &LaneIds,
    shared: &[(u32, Noted)],
    mut effects: Option<&mut Vec<ItemEffect>>,
    now: Timestamp,
) -> Verdict {
    let began = Instant::now();
    let misses = overlay.misses();
    overlay.begin_attempt(planned.payload_bytes(), shared);
    let mut run = Run {
        overlay,
        planned,
        lane_ids,
        now,
        set_aside: HashSet::new(),
    };
    let mut records: Vec<Option<RecordId>> = vec![None; planned.items.len()];
    let mut errors: Vec<(usize, Vec<ItemError>)> = Vec::new();
    for position in &planned.order {
        let (item, planned_item) = (&planned.transaction.items[*position], &planned.items[*position]);
        run.overlay.begin_item(item.order, planned_item.object);
        let mark = run.overlay.mark();
        let outcome = run.item(*position);
        if let Some(effects) = &mut effects {
            effects.push(match &outcome {
                Ok(record) => effect(run.overlay, &item.item_id, record, mark),
                Err(_) => ItemEffect {
                    item_id: item.item_id.clone(),
                    changes: Vec::new(),
                },
            });
        }
        match outcome {
            Ok(id) => records[*position] = Some(id),
            Err(problems) => {
                let refused = run.known_target(*position).map(|id| id.as_str().to_owned());
                run.set_aside.extend(refused);
                errors.push((*position, planned.errors(*position, problems)));
            }
        }
        let exceeded = run.overlay.check_limits(planned.cpu + began.elapsed());
        if let Some(exceeded) = exceeded.filter(|_| run.overlay.misses() == misses) {
            return Verdict::Refused(planned.errors(*position, vec![over_the_limit(exceeded)]));
        }
    }
    if run.overlay.misses() != misses {
        return Verdict::Unknown;
    }
    errors.sort_by_key(|(position, _)| *position);
    match records.into_iter().collect::<Option<Vec<RecordId>>>() {
        Some(records) => Verdict::Accepted(records),
        None => Verdict::Refused(errors.into_iter().flat_map(|(_, errors)| errors).collect()),
    }
}

/// The evaluation of one transaction.
struct Run<'a> {
    overlay: &'a mut Overlay,
    planned: &'a PlannedTransaction,
    lane_ids: &'a LaneIds,
    now: Timestamp,
    /// Records of refused items. What needs them is not judged, for that would only repeat the first error.
    set_aside: HashSet<String>,
}

type Problems = Vec<FieldProblem>;

impl Run<'_> {
    fn item(&mut self, position: usize) -> Result<RecordId, Problems> {
        let planned = self.planned;
        let item = &planned.items[position];
        let mut problems = item.payload.problems.clone();
        let values = self.values(item, &mut problems);
        let target = self.target(position, &mut problems);
        let (Some(object), Some(target)) = (item.object, target) else {
            return Err(problems);
        };
        if !problems.is_empty() || self.needs_set_aside(object, &target, &values) {
            return Err(problems);
        }
        match item.operation {
            Operation::Insert => self.insert(object, target, values),
            Operation::Update => self.update(object, target, values),
            Operation::Delete => self.delete(object, target),
        }
    }

    /// The values of the payload, with the device-made ids of earlier transactions replaced.
    fn values(&self, item: &PlannedItem, problems: &mut Problems) -> Vec<(usize, Value)> {
        let mut values = item.payload.values.clone();
        let Some(object) = item.object.map(|object| self.overlay.object(object)) else {
            return values;
        };
        for (position, text) in &item.payload.unresolved {
            let field = &object.describe.fields[*position];
            let device_ids = |text: &str| match self.lane_ids.get(text) {
                Some(id) => DeviceId::Real(id.clone()),
                None => DeviceId::Unknown,
            };
            match read_reference(&self.overlay.schema.catalogue, field, text, &device_ids) {
                Ok(Some(id)) => values.push((*position, Value::Text(id.into()))),
                Ok(None) => problems.push(never_made(&field.label, &field.name, text)),
                Err(problem) => problems.push(problem),
            }
        }
        values
    }

    /// The Id of the record that the item is about.
    fn target(&self, position: usize, problems: &mut Problems) -> Option<RecordId> {
        let planned = self.planned;
        let item = &planned.items[position];
        let object = self.overlay.object(item.object?);
        let label = &object.describe.label;
        let Some(id) = self.known_target(position) else {
            if let Target::Device(text) = &item.target {
                problems.push(never_made(label, RECORD_IDENTIFIER, text));
            }
            return None;
        };
        let given = device_id(&planned.transaction.items[position]);
        if let Some((text, first)) = given.and_then(|text| Some((text, self.made_before(text)?))) {
            problems.push(used_device_id(text, first));
        }
        if id.key_prefix() != object.describe.key_prefix && problems.is_empty() {
            problems.push(not_an_id(label, RECORD_IDENTIFIER, id.as_str()));
        }
        Some(id.clone())
    }

    /// The Id of the record that an item is about, where there is one.
    fn known_target(&self, position: usize) -> Option<&RecordId> {
        match &self.planned.items[position].target {
            Target::New(id) | Target::Existing(id) => Some(id),
            Target::Device(text) => self.lane_ids.get(text),
            Target::Unclear => None,
        }
    }

    /// The record that an earlier transaction of the user made of a device-made id.
    fn made_before(&self, text: &str) -> Option<&RecordId> {
        let known = &self.planned.transaction.known_ids;
        known.get(text).or_else(|| self.lane_ids.get(text))
    }

    /// Whether the item needs a record that a refused item should have made or changed.
    fn needs_set_aside(&self, object: usize, target: &RecordId, values: &[(usize, Value)]) -> bool {
        let fields = &self.overlay.object(object).describe.fields;
        let refers = |(position, value): &(usize, Value)| {
            let is_reference = fields[*position].on_delete.is_some();
            is_reference && value.as_text().is_some_and(|id| self.set_aside.contains(id))
        };
        self.set_aside.contains(target.as_str()) || values.iter().any(refers)
    }

    /// The live record that an update or delete is about.
    fn existing(&self, object: usize, id: &RecordId) -> Result<Arc<Row>, FieldProblem> {
        let description = self.overlay.object(object);
        let label = &description.describe.label;
        let problem =
            |code, message| FieldProblem::of(RECORD_IDENTIFIER, code, message, Some(id.to_string()));
        match self.overlay.row(id.as_str()) {
            None => {
                let message = format!("The requested resource does not exist: no {label} has the Id {id}");
                Err(problem(SyncErrorCode::NotFound, message))
            }
            Some(row) if row.is_deleted(description) => {
                let message = format!(
                    "entity is deleted: the {label} \"{}\" was deleted",
                    description.name_of(row)
                );
                Err(problem(SyncErrorCode::EntityIsDeleted, message))
            }
            Some(row) => Ok(Arc::clone(row)),
        }
    }
}

fn over_the_limit(exceeded: Exceeded) -> FieldProblem {
    FieldProblem {
        field: None,
        code: exceeded.code,
        message: exceeded.message,
        value: Some(exceeded.used.to_string()),
    }
}

/// A text that is neither an Id nor the device-made id of a record that was made.
fn never_made(label: &str, field: &str, text: &str) -> FieldProblem {
    let mut problem = not_an_id(label, field, text);
    problem
        .message
        .push_str(". It is no Id, and no record of this user was created under it");
    problem
}
