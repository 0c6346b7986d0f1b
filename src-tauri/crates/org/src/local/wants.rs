//! What has to be read from the file before evaluation can go on.

use std::collections::{BTreeMap, BTreeSet};

use compact_str::CompactString;

use super::schema::IndexPlace;

/// Records by Id, and records by key of an index.
#[derive(Debug, Default)]
pub(crate) struct Wants {
    /// By object.
    pub records: BTreeMap<usize, BTreeSet<CompactString>>,
    pub keys: BTreeMap<IndexPlace, BTreeSet<CompactString>>,
}

impl Wants {
    pub(crate) fn record(&mut self, object: usize, id: &str) {
        self.records.entry(object).or_default().insert(id.into());
    }

    pub(crate) fn key(&mut self, place: IndexPlace, key: &str) {
        self.keys.entry(place).or_default().insert(key.into());
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.records.is_empty() && self.keys.is_empty()
    }
}
