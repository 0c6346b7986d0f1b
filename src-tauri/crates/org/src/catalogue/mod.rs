//! What an org knows of its objects, and checking a payload against it.

mod check;
mod describe;
mod same;
mod value;

pub use check::FieldProblem;
pub(crate) use check::{DeviceId, PayloadReader, RECORD_IDENTIFIER, ReadPayload, not_an_id, read_reference};
pub use describe::{FieldDescribe, FieldType, ObjectDescribe, OnDelete, RuleDescribe, RuleKind, Sharing};
pub use same::is_same_value;
pub(crate) use value::read_value;

use foldhash::HashMap;

/// The objects of an org, found by API name (in any case) or by the key prefix of an Id.
#[derive(Debug, Clone)]
pub struct Catalogue {
    objects: Vec<ObjectDescribe>,
    /// By API name as it is written, and in lower case.
    by_name: HashMap<String, usize>,
    by_prefix: HashMap<String, usize>,
}

impl Catalogue {
    /// A catalogue of these objects.
    pub fn new(objects: Vec<ObjectDescribe>) -> Self {
        let places = |key: fn(&ObjectDescribe) -> String| {
            objects
                .iter()
                .enumerate()
                .map(move |(place, object)| (key(object), place))
        };
        let (exact, lower) = (
            places(|object| object.name.clone()),
            places(|object| object.name.to_ascii_lowercase()),
        );
        Self {
            by_name: exact.chain(lower).collect(),
            by_prefix: places(|object| object.key_prefix.clone()).collect(),
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
        let exact = self.by_name.get(name);
        exact
            .or_else(|| self.by_name.get(&name.to_ascii_lowercase()))
            .copied()
    }
}
