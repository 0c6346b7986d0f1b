//! Counting what an attempt uses of the governor limits.
//!
//! The counting rule. Items with the same order value are one batch; of a batch count, as if it were written the
//! way Salesforce wants it written ("bulkified"):
//! - queries: one for each object whose records are looked up by Id (those that items are about, those that they
//!   refer to, parents that hold or share them), and one for each unique field, duplicate rule or reference that is
//!   searched, however many records and keys are asked for. Locks are taken by the query that reads the record.
//! - statements: one for each object that is written: the batch's own, and those that flows and deletions change
//!   with it. One that was refused before it wrote counts too.
//! - rows: each record that a query finds, and each record that is written, once.
//!
//! Of the attempt as a whole count:
//! - CPU time: what reading the payloads and evaluating the items took. A millisecond that has begun counts.
//! - heap: the bytes of the payloads, and of each record as it was read and as it was written. They are held until
//!   the attempt has ended.
//!
//! What an attempt has written itself it does not query again. A batch that bulk transactions share is counted once:
//! to the first of them; a later one uses what it adds.

use model::{GovernorLimits, LimitUsage, SyncErrorCode};

use super::schema::IndexPlace;

/// Bits of [`Noted`] for each object: one for its Ids, the others for its indexes.
const WAYS: usize = 8;

/// What a batch has asked for and written so far.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Noted {
    /// By object, [`WAYS`] bits: asked by Id, or by an index.
    asked: [u64; 4],
    /// By object.
    written: u64,
}

/// The batches of an attempt by order value.
pub(crate) type Batches = Vec<(u32, Noted)>;

/// A limit that was exceeded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Exceeded {
    pub code: SyncErrorCode,
    pub message: String,
    pub used: i64,
}

/// Counts for one attempt at a time.
#[derive(Debug)]
pub(crate) struct Meter {
    limits: GovernorLimits,
    usage: LimitUsage,
    batches: Batches,
    /// Position in `batches` of the batch at work.
    at: usize,
    /// Order value of the batch at work, and its number: every batch of every attempt has its own.
    order: u32,
    batch: u32,
    /// The number of the first batch of the attempt.
    first: u32,
}

/// Where a record was last read and written: numbers of batches.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Trace {
    read: u32,
    written: u32,
}

impl Meter {
    pub(crate) fn new(limits: GovernorLimits) -> Self {
        Self {
            limits,
            usage: LimitUsage::default(),
            batches: Batches::new(),
            at: 0,
            order: 0,
            batch: 0,
            first: 0,
        }
    }

    /// Begins an attempt with payloads of so many bytes. `shared` are batches of the bulk transaction before it.
    pub(crate) fn begin(&mut self, payload_bytes: usize, shared: &[(u32, Noted)]) {
        self.usage = LimitUsage {
            heap_bytes: signed(payload_bytes),
            ..LimitUsage::default()
        };
        self.batches.clear();
        self.batches.extend_from_slice(shared);
        self.first = self.batch.wrapping_add(1);
    }

    /// Begins an item of the batch with this order value, on this object.
    pub(crate) fn item(&mut self, order: u32, object: Option<usize>) {
        let is_first = self.batch.wrapping_add(1) == self.first;
        if is_first || self.order != order {
            self.order = order;
            self.batch = self.batch.wrapping_add(1);
            let known = self.batches.iter().position(|(other, _)| *other == order);
            self.at = known.unwrap_or(self.batches.len());
            if known.is_none() {
                self.batches.push((order, Noted::default()));
            }
        }
        if let Some(object) = object {
            self.state(object);
        }
    }

    /// Somebody asks for the record with an Id; `size` is that of the record when there is one.
    pub(crate) fn by_id(&mut self, object: usize, trace: &mut Trace, size: impl FnOnce() -> Option<usize>) {
        if trace.written >= self.first && trace.written > 0 {
            return;
        }
        self.ask(object, 0);
        self.read(trace, size);
    }

    /// Somebody searches an index.
    pub(crate) fn by_key(&mut self, place: IndexPlace) {
        self.ask(place.object, 1 + place.index);
    }

    /// A query found the record.
    pub(crate) fn read(&mut self, trace: &mut Trace, size: impl FnOnce() -> Option<usize>) {
        if trace.read == self.batch || (trace.written >= self.first && trace.written > 0) {
            return;
        }
        let is_held = trace.read >= self.first;
        if is_held {
            self.usage.rows += 1;
        } else if let Some(size) = size() {
            self.usage.rows += 1;
            self.usage.heap_bytes += signed(size);
        } else {
            return;
        }
        trace.read = self.batch;
    }

    /// The record is written.
    pub(crate) fn write(&mut self, object: usize, trace: &mut Trace, size: usize) {
        self.state(object);
        if trace.written == self.batch {
            return;
        }
        self.usage.rows += 1;
        if trace.written < self.first {
            self.usage.heap_bytes += signed(size);
        }
        trace.written = self.batch;
    }

    /// What the attempt has used so far, beside CPU time.
    pub(crate) const fn usage(&self) -> LimitUsage {
        self.usage
    }

    /// The batches of the attempt, for a bulk transaction that shares them.
    pub(crate) fn batches(&self) -> &[(u32, Noted)] {
        &self.batches
    }

    /// Notes the CPU time, and answers the first limit that is exceeded now.
    pub(crate) fn check(&mut self, cpu: std::time::Duration) -> Option<Exceeded> {
        self.usage.cpu_ms = i64::try_from(cpu.as_nanos().div_ceil(1_000_000)).unwrap_or(i64::MAX);
        let (used, allowed) = (self.usage, self.limits);
        let limits = [
            (
                "Too many SOQL queries",
                used.queries,
                allowed.queries,
                SyncErrorCode::LimitExceeded,
            ),
            (
                "Too many DML statements",
                used.statements,
                allowed.statements,
                SyncErrorCode::LimitExceeded,
            ),
            (
                "Too many rows",
                used.rows,
                allowed.rows,
                SyncErrorCode::LimitExceeded,
            ),
            (
                "Apex CPU time limit exceeded, in milliseconds",
                used.cpu_ms,
                allowed.cpu_ms,
                SyncErrorCode::ApexCpuLimit,
            ),
            (
                "Apex heap size too large, in bytes",
                used.heap_bytes,
                allowed.heap_bytes,
                SyncErrorCode::ApexHeapLimit,
            ),
        ];
        limits
            .into_iter()
            .find(|(_, used, allowed, _)| used > allowed)
            .map(|(what, used, allowed, code)| Exceeded {
                code,
                message: format!("{what}: {used} (allowed: {allowed})"),
                used,
            })
    }

    fn ask(&mut self, object: usize, way: usize) {
        let Some((_, noted)) = self.batches.get_mut(self.at) else {
            return;
        };
        let bit = object * WAYS + way;
        if let Some(word) = noted.asked.get_mut(bit / 64) {
            self.usage.queries += i64::from(*word & (1 << (bit % 64)) == 0);
            *word |= 1 << (bit % 64);
        }
    }

    fn state(&mut self, object: usize) {
        if let Some((_, noted)) = self.batches.get_mut(self.at) {
            self.usage.statements += i64::from(noted.written & (1 << (object % 64)) == 0);
            noted.written |= 1 << (object % 64);
        }
    }
}

fn signed(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::local::schema::Schema;

    #[test]
    fn there_is_a_bit_for_every_object_and_index() {
        let schema = Schema::built_in();
        assert!(schema.objects.len() * WAYS <= 256);
        assert!(schema.objects.iter().all(|object| object.indexes.len() < WAYS));
    }
}
