//! What an org knows of its objects, and checking a payload against it.

mod check;
mod describe;
mod value;

pub use check::FieldProblem;
pub(crate) use check::{DeviceId, PayloadReader, RECORD_IDENTIFIER, ReadPayload, not_an_id, read_reference};
pub use describe::{FieldDescribe, FieldType, ObjectDescribe, OnDelete, RuleDescribe, RuleKind, Sharing};
pub(crate) use value::read_value;

use std::collections::HashMap;

/// The objects of an org, found by API name (in any case) or by the key prefix of an Id.
#[derive(Debug, Clone)]
pub struct Catalogue {
    objects: Vec<ObjectDescribe>,
    by_name: HashMap<String, usize>,
    by_prefix: HashMap<String, usize>,
}

impl Catalogue {
    /// A catalogue of these objects.
    pub fn new(objects: Vec<ObjectDescribe>) -> Self {
        let place = |key: fn(&ObjectDescribe) -> String| {
            objects
                .iter()
                .enumerate()
                .map(|(place, object)| (key(object), place))
                .collect()
        };
        Self {
            by_name: place(|object| object.name.to_ascii_lowercase()),
            by_prefix: place(|object| object.key_prefix.clone()),
            objects,
        }
    }

    /// Every object, in the order in which screens list them.
    pub fn objects(&self) -> impl Iterator<Item = &ObjectDescribe> {
        self.objects.iter()
    }

    /// The object of that API name, in any case.
    pub fn object(&self, name: &str) -> Option<&ObjectDescribe> {
        self.position(name).map(|place| &self.objects[place])
    }

    /// The object whose Ids begin with the three characters.
    pub fn object_of_prefix(&self, key_prefix: &str) -> Option<&ObjectDescribe> {
        self.position_of_prefix(key_prefix)
            .map(|place| &self.objects[place])
    }

    /// Where among the objects the one with that key prefix stands.
    pub(crate) fn position_of_prefix(&self, key_prefix: &str) -> Option<usize> {
        self.by_prefix.get(key_prefix).copied()
    }

    /// Where among the objects the one with that API name stands.
    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        self.by_name.get(&name.to_ascii_lowercase()).copied()
    }
}
