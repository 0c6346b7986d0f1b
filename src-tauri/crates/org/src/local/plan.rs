//! A transaction made ready: payloads read, device-made ids resolved as far as they can be before anything is
//! applied, items in an order in which each comes after those that it needs.

use std::{
    collections::{HashMap, HashSet},
    time::{Duration, Instant},
};

use compact_str::CompactString;
use model::{IdGenerator, Operation, RecordId, SyncErrorCode};

use super::{order::order, schema::Schema};
use crate::{
    ItemError, OrgItem, OrgTransaction, Value,
    catalogue::{DeviceId, FieldProblem, PayloadReader, RECORD_IDENTIFIER, ReadPayload},
};

/// A transaction that can be evaluated any number of times.
pub(crate) struct PlannedTransaction {
    pub transaction: OrgTransaction,
    /// The user in whose name it is applied; 18 characters where the text is an Id.
    pub user: CompactString,
    pub items: Vec<PlannedItem>,
    /// Positions of the items in the order in which they are applied.
    pub order: Vec<usize>,
    /// The CPU time that planning took.
    pub cpu: Duration,
}

/// An item with its payload read.
pub(crate) struct PlannedItem {
    /// Position of its object in the schema; none when the org does not know it.
    pub object: Option<usize>,
    pub operation: Operation,
    pub target: Target,
    pub payload: ReadPayload,
}

/// The record that an item is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// A record that the item makes.
    New(RecordId),
    /// A record of the org, or one that another item of the transaction makes.
    Existing(RecordId),
    /// A device-made id that an earlier transaction may have made real.
    Device(String),
    /// None can be told.
    Unclear,
}

impl Target {
    pub(crate) fn id(&self) -> Option<&RecordId> {
        match self {
            Self::New(id) | Self::Existing(id) => Some(id),
            Self::Device(_) | Self::Unclear => None,
        }
    }
}

impl PlannedTransaction {
    /// Plans a transaction. `earlier` are the device-made ids of inserts of earlier transactions of its lane.
    pub(crate) fn new(
        transaction: OrgTransaction,
        schema: &Schema,
        ids: &IdGenerator,
        earlier: &HashSet<String>,
    ) -> Self {
        let began = Instant::now();
        let new_ids: Vec<Option<RecordId>> = transaction
            .items
            .iter()
            .map(|item| new_id(item, schema, ids))
            .collect();
        let own = own_device_ids(&transaction.items, &new_ids);
        let device_ids = |text: &str| match own.get(text).or_else(|| transaction.known_ids.get(text)) {
            Some(id) => DeviceId::Real(id.clone()),
            None if earlier.contains(text) => DeviceId::Pending,
            None => DeviceId::Unknown,
        };
        let mut items: Vec<PlannedItem> = transaction
            .items
            .iter()
            .zip(&new_ids)
            .map(|(item, new_id)| plan_item(item, new_id.clone(), schema, &device_ids))
            .collect();
        refuse_repeated_device_ids(&transaction, &own, &mut items);
        let (order, in_circles) = order(&items, schema);
        for position in in_circles {
            items[position].payload.problems.push(FieldProblem::whole(
                SyncErrorCode::InvalidCrossReferenceKey,
                "invalid cross reference id: items of the transaction refer to each other in a circle, so none of \
                 them can be created first",
            ));
        }
        let owner = transaction.owner_id.as_str();
        let user = owner
            .parse::<RecordId>()
            .map_or_else(|_| owner.into(), CompactString::from);
        Self {
            user,
            transaction,
            items,
            order,
            cpu: began.elapsed(),
        }
    }

    /// How large the payloads are.
    pub(crate) fn payload_bytes(&self) -> usize {
        let payloads = self.transaction.items.iter();
        payloads
            .filter_map(|item| item.field_values.as_deref())
            .map(str::len)
            .sum()
    }

    /// What is wrong with an item, as the processor takes it.
    pub(crate) fn errors(&self, position: usize, problems: Vec<FieldProblem>) -> Vec<ItemError> {
        let item = &self.transaction.items[position];
        let error = |problem: FieldProblem| ItemError {
            item_id: item.item_id.clone(),
            code: problem.code,
            message: problem.message,
            object_name: item.object_name.clone(),
            field_name: problem.field,
            value: problem.value,
        };
        problems.into_iter().map(error).collect()
    }

    /// Device-made ids and the records that the transaction makes of them.
    pub(crate) fn new_ids(&self) -> Vec<(String, RecordId)> {
        let items = self.transaction.items.iter().zip(&self.items);
        items
            .filter_map(|(item, planned)| match &planned.target {
                Target::New(id) => device_id(item).map(|text| (text.to_owned(), id.clone())),
                _ => None,
            })
            .collect()
    }
}

/// The device-made id that an insert carries.
pub(crate) fn device_id(item: &OrgItem) -> Option<&str> {
    let given = item.record_identifier.as_deref().filter(|text| !text.is_empty());
    given.filter(|_| item.operation == Operation::Insert)
}

fn new_id(item: &OrgItem, schema: &Schema, ids: &IdGenerator) -> Option<RecordId> {
    let object = schema.catalogue.object(&item.object_name)?;
    (item.operation == Operation::Insert).then(|| ids.next(&object.key_prefix))
}

/// The first insert of each device-made id.
fn own_device_ids(items: &[OrgItem], new_ids: &[Option<RecordId>]) -> HashMap<String, RecordId> {
    let mut own = HashMap::new();
    for (item, new_id) in items.iter().zip(new_ids) {
        if let (Some(text), Some(id)) = (device_id(item), new_id) {
            own.entry(text.to_owned()).or_insert_with(|| id.clone());
        }
    }
    own
}

fn plan_item(
    item: &OrgItem,
    new_id: Option<RecordId>,
    schema: &Schema,
    device_ids: &dyn Fn(&str) -> DeviceId,
) -> PlannedItem {
    let catalogue = &schema.catalogue;
    let mut payload = match catalogue.check_object(&item.object_name, item.operation) {
        Ok(object) => {
            let reader = PayloadReader {
                catalogue,
                object,
                operation: item.operation,
                device_ids,
            };
            reader.read(item.field_values.as_deref())
        }
        Err(problem) => ReadPayload {
            problems: vec![problem],
            ..ReadPayload::default()
        },
    };
    let identifier = item.record_identifier.as_deref();
    let mut target = match new_id {
        Some(id) => Target::New(id),
        None => target(identifier, device_ids),
    };
    // A device-made id may look like anything, so only what is not one is checked for its form.
    let is_device_id = identifier.is_some_and(|text| !matches!(device_ids(text), DeviceId::Unknown));
    if item.operation == Operation::Insert || !is_device_id {
        let problem = catalogue.check_record_identifier(&item.object_name, item.operation, identifier);
        if let Some(problem) = problem {
            payload.problems.push(problem);
            target = Target::Unclear;
        }
    }
    PlannedItem {
        object: catalogue.position(&item.object_name),
        operation: item.operation,
        target,
        payload,
    }
}

fn target(identifier: Option<&str>, device_ids: &dyn Fn(&str) -> DeviceId) -> Target {
    let Some(text) = identifier.filter(|text| !text.is_empty()) else {
        return Target::Unclear;
    };
    match (device_ids(text), text.parse()) {
        (DeviceId::Real(id), _) | (DeviceId::Unknown, Ok(id)) => Target::Existing(id),
        (DeviceId::Pending | DeviceId::Unknown, _) => Target::Device(text.to_owned()),
    }
}

/// A second insert under the same device-made id would make the record twice.
fn refuse_repeated_device_ids(
    transaction: &OrgTransaction,
    own: &HashMap<String, RecordId>,
    items: &mut [PlannedItem],
) {
    for (item, planned) in transaction.items.iter().zip(items) {
        let Some(text) = device_id(item) else { continue };
        if let Some(first) = own.get(text).filter(|first| planned.target.id() != Some(first)) {
            planned.payload.problems.push(used_device_id(text, first));
        }
    }
}

/// The problem of an insert whose device-made id already has a record.
pub(crate) fn used_device_id(text: &str, id: &RecordId) -> FieldProblem {
    let message = format!("duplicate value found: RecordIdentifier duplicates value on record with id: {id}");
    FieldProblem::of(
        RECORD_IDENTIFIER,
        SyncErrorCode::DuplicateValue,
        message,
        Some(text.to_owned()),
    )
}

impl PlannedItem {
    /// The Ids of records that the payload refers to, as far as they are known.
    pub(crate) fn references<'a>(&'a self, schema: &'a Schema) -> impl Iterator<Item = &'a str> {
        let fields = self.object.map(|object| &schema.objects[object].describe.fields);
        self.payload
            .values
            .iter()
            .filter_map(move |(position, value)| match value {
                Value::Text(id) if fields.is_some_and(|fields| fields[*position].on_delete.is_some()) => {
                    Some(id.as_str())
                }
                _ => None,
            })
    }
}
