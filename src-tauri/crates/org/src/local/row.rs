//! A record in memory.

use model::RecordId;

use super::schema::ObjectSchema;
use crate::{OrgRecord, Value};

/// A record: its fields in the order of its object.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    pub id: RecordId,
    /// Position of its object in the schema.
    pub object: usize,
    pub values: Vec<Value>,
}

impl Row {
    /// The text of a field; none when it is empty or no text.
    pub(crate) fn text(&self, position: usize) -> Option<&str> {
        self.values.get(position).and_then(Value::as_text)
    }

    /// How much memory it takes, roughly: eight bytes for each field, and its texts.
    pub(crate) fn bytes(&self) -> usize {
        let texts = self.values.iter().filter_map(Value::as_text).map(str::len);
        8 * self.values.len() + texts.sum::<usize>()
    }

    pub(crate) fn is_true(&self, position: usize) -> bool {
        self.values.get(position) == Some(&Value::Bool(true))
    }

    pub(crate) fn is_deleted(&self, object: &ObjectSchema) -> bool {
        self.is_true(object.system.is_deleted)
    }

    /// The owner, where the object has one.
    pub(crate) fn owner(&self, object: &ObjectSchema) -> Option<&str> {
        object.system.owner.and_then(|position| self.text(position))
    }

    /// The record with its names, for those outside.
    pub(crate) fn into_record(self, object: &ObjectSchema) -> OrgRecord {
        OrgRecord {
            is_deleted: self.is_deleted(object),
            name: object.name_of(&self).to_owned(),
            id: self.id,
            object_name: object.describe.name.clone(),
            values: object
                .describe
                .fields
                .iter()
                .map(|field| field.name.clone())
                .zip(self.values)
                .collect(),
        }
    }
}
