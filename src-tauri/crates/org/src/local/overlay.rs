//! The unit of work: the records that a batch touches, as the batch has made them so far, over what the file
//! holds. Every change can be undone. Nothing here does I/O: what is asked for and not known yet counts as a miss
//! and is noted as wanted; [`super::load`] fetches it, and whatever was concluded meanwhile is concluded anew.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeSet, HashSet},
    sync::Arc,
    time::Duration,
};

use compact_str::CompactString;
use foldhash::HashMap;
use model::{GovernorLimits, LimitUsage};

use super::{
    lock::RecordLock,
    meter::{Batches, Exceeded, Meter, Noted, Trace},
    row::Row,
    schema::{IndexPlace, ObjectSchema, Schema},
    wants::Wants,
};

/// A point to which changes can be undone.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark(usize);

pub(crate) struct Overlay {
    pub schema: Arc<Schema>,
    slots: HashMap<CompactString, Slot>,
    buckets: HashMap<(IndexPlace, CompactString), Bucket>,
    locks: HashMap<CompactString, RecordLock>,
    /// By object: the number that the next record gets.
    numbers: Vec<i64>,
    journal: Vec<Undo>,
    wants: RefCell<Wants>,
    misses: Cell<usize>,
    meter: RefCell<Meter>,
}

/// A record that is known, or known not to be there.
#[derive(Default)]
struct Slot {
    now: Option<Arc<Row>>,
    /// As the file has it.
    stored: Option<Arc<Row>>,
    trace: Cell<Trace>,
}

/// The records under one key of an index.
#[derive(Default)]
struct Bucket {
    ids: BTreeSet<CompactString>,
    /// Whether the file's records of that key are all known.
    is_complete: bool,
}

enum Undo {
    Row {
        id: CompactString,
        before: Option<Arc<Row>>,
    },
    Number {
        object: usize,
        before: i64,
    },
}

impl Overlay {
    /// An overlay that knows no record. `numbers` holds, by object, the number that the next record gets; `limits`
    /// is what each attempt may use.
    pub(crate) fn new(schema: Arc<Schema>, numbers: Vec<i64>, limits: GovernorLimits) -> Self {
        Self {
            schema,
            slots: HashMap::default(),
            buckets: HashMap::default(),
            locks: HashMap::default(),
            numbers,
            journal: Vec::new(),
            wants: RefCell::default(),
            misses: Cell::default(),
            meter: RefCell::new(Meter::new(limits)),
        }
    }

    pub(crate) fn object(&self, object: usize) -> &ObjectSchema {
        &self.schema.objects[object]
    }

    /// The record of that Id as it is now, deleted ones too; none when there is none, or when it is not known yet.
    pub(crate) fn row(&self, id: &str) -> Option<&Arc<Row>> {
        if let Some(slot) = self.slots.get(id) {
            self.meter_read(id, slot);
            return slot.now.as_ref();
        }
        let object = self.schema.object_of(id)?;
        self.wants.borrow_mut().record(object, id);
        self.misses.set(self.misses.get() + 1);
        None
    }

    /// The Ids of the live records under a key of an index, in order; none when they are not known yet.
    pub(crate) fn find(&self, place: IndexPlace, key: &str) -> Vec<&str> {
        match self.buckets.get(&(place, key.into())) {
            Some(bucket) if bucket.is_complete => {
                self.meter_search(place, bucket);
                bucket.ids.iter().map(AsRef::as_ref).collect()
            }
            _ => {
                self.wants.borrow_mut().key(place, key);
                self.misses.set(self.misses.get() + 1);
                Vec::new()
            }
        }
    }

    /// How often something was asked for that was not known. What is concluded between two calls holds only if
    /// they answer the same.
    pub(crate) fn misses(&self) -> usize {
        self.misses.get()
    }

    /// Who holds the record locked. Known for every record that is known.
    pub(crate) fn lock(&self, id: &str) -> Option<&RecordLock> {
        self.locks.get(id)
    }

    /// Makes the record what `row` says.
    pub(crate) fn put(&mut self, row: Row) {
        let id: CompactString = row.id.as_str().into();
        let (object, size) = (row.object, row.bytes());
        let before = self.replace(&id, Some(Arc::new(row)));
        if let Some(slot) = self.slots.get(&id) {
            let mut trace = slot.trace.get();
            self.meter.get_mut().write(object, &mut trace, size);
            slot.trace.set(trace);
        }
        self.journal.push(Undo::Row { id, before });
    }

    /// The number of a new record of the object.
    pub(crate) fn take_number(&mut self, object: usize) -> i64 {
        let number = self.numbers[object];
        self.journal.push(Undo::Number {
            object,
            before: number,
        });
        self.numbers[object] = number + 1;
        number
    }

    pub(crate) fn mark(&self) -> Mark {
        Mark(self.journal.len())
    }

    /// Undoes every change since the mark.
    pub(crate) fn undo(&mut self, mark: Mark) {
        while self.journal.len() > mark.0 {
            match self.journal.pop() {
                Some(Undo::Row { id, before }) => {
                    self.replace(&id, before);
                }
                Some(Undo::Number { object, before }) => self.numbers[object] = before,
                None => break,
            }
        }
    }

    /// Sets a record and keeps the indexes in step. Answers what it was.
    fn replace(&mut self, id: &str, now: Option<Arc<Row>>) -> Option<Arc<Row>> {
        let before = self.slots.get_mut(id).and_then(|slot| slot.now.take());
        if let Some(row) = &before {
            self.index(row, false);
        }
        if let Some(row) = &now {
            self.index(row, true);
        }
        self.slots.entry(id.into()).or_default().now = now;
        before
    }

    /// Enters a record into its indexes, or takes it out.
    fn index(&mut self, row: &Arc<Row>, enter: bool) {
        let schema = Arc::clone(&self.schema);
        let object = &schema.objects[row.object];
        for index in 0..object.indexes.len() {
            let Some(key) = object.key_of(index, row) else {
                continue;
            };
            let bucket = self
                .buckets
                .entry((
                    IndexPlace {
                        object: row.object,
                        index,
                    },
                    key,
                ))
                .or_default();
            if enter {
                bucket.ids.insert(row.id.as_str().into());
            } else {
                bucket.ids.remove(row.id.as_str());
            }
        }
    }

    /// Begins an attempt: what is used from now on counts for it.
    pub(crate) fn begin_attempt(&mut self, payload_bytes: usize, shared: &[(u32, Noted)]) {
        self.meter.get_mut().begin(payload_bytes, shared);
    }

    /// Begins an item of the batch with this order value, on this object.
    pub(crate) fn begin_item(&mut self, order: u32, object: Option<usize>) {
        self.meter.get_mut().item(order, object);
    }

    /// Notes the CPU time of the attempt so far, and answers the first limit that is exceeded now.
    pub(crate) fn check_limits(&mut self, cpu: Duration) -> Option<Exceeded> {
        self.meter.get_mut().check(cpu)
    }

    /// What the attempt has used.
    pub(crate) fn usage(&self) -> LimitUsage {
        self.meter.borrow().usage()
    }

    /// The batches of the attempt, for a bulk transaction that shares them.
    pub(crate) fn batches(&self) -> Batches {
        self.meter.borrow().batches().to_vec()
    }

    fn meter_read(&self, id: &str, slot: &Slot) {
        let object = slot.now.as_ref().map(|row| row.object);
        if let Some(object) = object.or_else(|| self.schema.object_of(id)) {
            let mut trace = slot.trace.get();
            let size = || slot.now.as_ref().map(|row| row.bytes());
            self.meter.borrow_mut().by_id(object, &mut trace, size);
            slot.trace.set(trace);
        }
    }

    fn meter_search(&self, place: IndexPlace, bucket: &Bucket) {
        let mut meter = self.meter.borrow_mut();
        meter.by_key(place);
        for slot in bucket.ids.iter().filter_map(|id| self.slots.get(id)) {
            let mut trace = slot.trace.get();
            meter.read(&mut trace, || slot.now.as_ref().map(|row| row.bytes()));
            slot.trace.set(trace);
        }
    }

    /// What has to be read before evaluation can go on; leaves nothing wanted.
    pub(crate) fn take_wants(&mut self) -> Wants {
        std::mem::take(self.wants.get_mut())
    }

    /// Whether it is known if there is such a record.
    pub(crate) fn knows(&self, id: &str) -> bool {
        self.slots.contains_key(id)
    }

    /// Takes in a record as the file has it. One that is known stays as it is.
    pub(crate) fn learn(&mut self, row: Row) {
        if self.knows(row.id.as_str()) {
            return;
        }
        let id: CompactString = row.id.as_str().into();
        let row = Arc::new(row);
        self.index(&row, true);
        self.slots.insert(
            id,
            Slot {
                now: Some(Arc::clone(&row)),
                stored: Some(row),
                trace: Cell::default(),
            },
        );
    }

    /// Takes in that there is no record of that Id.
    pub(crate) fn learn_absent(&mut self, id: &str) {
        self.slots.entry(id.into()).or_default();
    }

    /// Takes in that every record of the file under the key is known.
    pub(crate) fn learn_complete(&mut self, place: IndexPlace, key: CompactString) {
        self.buckets.entry((place, key)).or_default().is_complete = true;
    }

    pub(crate) fn learn_lock(&mut self, lock: RecordLock) {
        self.locks.insert(lock.record_id.as_str().into(), lock);
    }

    /// A new Id: nothing in the file refers to it.
    pub(crate) fn learn_new(&mut self, object: usize, id: &str) {
        self.learn_absent(id);
        let schema = Arc::clone(&self.schema);
        for child in &schema.objects[object].children {
            self.learn_complete(child.place, id.into());
        }
    }

    /// What was changed since the mark: the records as they were then and as they are now, each once, in the order
    /// in which they were first changed.
    pub(crate) fn changes_since(&self, mark: Mark) -> Vec<(Option<&Row>, &Row)> {
        let mut seen = HashSet::new();
        let changed = self.journal[mark.0..].iter().filter_map(|undo| match undo {
            Undo::Row { id, before } if seen.insert(id) => {
                Some((before.as_deref(), self.slots.get(id)?.now.as_deref()?))
            }
            _ => None,
        });
        changed.collect()
    }

    /// Makes the changes so far last, and forgets what can be read again: the rest of a long simulation needs room.
    pub(crate) fn keep_changes(&mut self) {
        self.journal.clear();
        self.slots.retain(|_, slot| match (&slot.now, &slot.stored) {
            (Some(now), Some(stored)) => !Arc::ptr_eq(now, stored),
            (now, _) => now.is_some(),
        });
        self.buckets.clear();
        self.locks.clear();
        let rows: Vec<Arc<Row>> = self.slots.values().filter_map(|slot| slot.now.clone()).collect();
        for row in &rows {
            self.index(row, true);
        }
    }

    /// The records that differ from the file: as the file has them, if it does, and as they are now. In order.
    pub(crate) fn changes(&self) -> Vec<(Option<&Row>, &Row)> {
        let changed = |slot: &'_ &Slot| match (&slot.now, &slot.stored) {
            (Some(now), Some(stored)) => !Arc::ptr_eq(now, stored),
            (now, _) => now.is_some(),
        };
        let mut changes: Vec<(Option<&Row>, &Row)> = self
            .slots
            .values()
            .filter(changed)
            .filter_map(|slot| Some((slot.stored.as_deref(), slot.now.as_deref()?)))
            .collect();
        changes.sort_unstable_by(|a, b| a.1.id.cmp(&b.1.id));
        changes
    }

    /// By object: the number that the next record gets.
    pub(crate) fn numbers(&self) -> &[i64] {
        &self.numbers
    }
}
