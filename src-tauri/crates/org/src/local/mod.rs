//! The embedded org: real objects with real rules, in an SQLite file of its own.
//!
//! Where to look: `objects/` says what the org consists of; `evaluate/` applies a transaction, rule by rule, to
//! the records in memory (`overlay`); `unit` runs a call over it, `load` and `flush` are its way from and to the
//! file.

mod definition;
mod evaluate;
mod fields;
mod file;
mod flush;
mod ledger;
mod limits;
mod load;
mod lock;
mod lookup;
mod meter;
mod numbers;
mod objects;
mod order;
mod overlay;
mod plan;
mod prefetch;
mod row;
mod rules;
mod schema;
mod seed;
mod snapshot;
mod sql;
mod stored;
mod unit;
mod wants;

pub use lock::RecordLock;
pub use seed::SeedRecord;

use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
    sync::Arc,
};

use async_trait::async_trait;
use model::{Clock, GovernorLimits, IdGenerator, RecordId};

use self::{
    file::OrgFile, flush::Writes, overlay::Overlay, schema::Schema, snapshot::LocalSnapshot,
    stored::read_rows, unit::Outcome,
};
use crate::{
    Answer, Applied, Catalogue, ItemError, Lane, LaneStep, Org, OrgError, OrgRecord, OrgSnapshot,
    SimulatedOrg,
};

/// An org in a file. Cheap to clone; all clones share the file.
#[derive(Clone)]
pub struct LocalOrg {
    file: OrgFile,
    schema: Arc<Schema>,
    clock: Arc<dyn Clock>,
    ids: Arc<IdGenerator>,
}

impl LocalOrg {
    /// Makes a new org without records at `path`, where nothing may be yet. Ids of new records come from `ids`.
    ///
    /// # Errors
    /// When there is something at the path, or the file cannot be written.
    pub async fn create(path: &Path, clock: Arc<dyn Clock>, ids: Arc<IdGenerator>) -> Result<Self, OrgError> {
        let schema = Arc::new(Schema::built_in());
        Ok(Self {
            file: OrgFile::create(path, &schema).await?,
            schema,
            clock,
            ids,
        })
    }

    /// Opens the org at `path`.
    ///
    /// # Errors
    /// When there is no file, it is no org, a newer program made it, it is read-only, or another program holds it.
    pub async fn open(path: &Path, clock: Arc<dyn Clock>, ids: Arc<IdGenerator>) -> Result<Self, OrgError> {
        Self::open_limited(path, clock, ids, None).await
    }

    /// Like [`LocalOrg::open`], with a file that may grow to so many pages: tests' full disk.
    #[doc(hidden)]
    pub async fn open_limited(
        path: &Path,
        clock: Arc<dyn Clock>,
        ids: Arc<IdGenerator>,
        max_pages: Option<u32>,
    ) -> Result<Self, OrgError> {
        let schema = Arc::new(Schema::built_in());
        Ok(Self {
            file: OrgFile::open(path, max_pages).await?,
            schema,
            clock,
            ids,
        })
    }

    /// Closes the file, once nothing uses it any more.
    pub async fn close(&self) {
        self.file.close().await;
    }

    /// Loads records of one object as they are, all or none. Types, lengths and picklists are checked, and unique
    /// fields by the file; rules, locks and references are not. A record that is there already is replaced.
    ///
    /// # Errors
    /// [`OrgError::BadSeed`] when a record does not fit its object, and when the file fails.
    pub async fn load(&self, object_name: &str, records: &[SeedRecord]) -> Result<(), OrgError> {
        let mut transaction = self.file.begin().await?;
        let mut numbers = numbers::read(&mut transaction, &self.schema)
            .await
            .map_err(|e| self.file.error(e))?;
        let object = self.schema.catalogue.position(object_name).unwrap_or_default();
        let rows = seed::rows(
            &self.schema,
            object_name,
            records,
            &mut numbers[object],
            self.clock.now(),
        )?;
        let written = async {
            seed::write(&mut transaction, &self.schema, &rows).await?;
            numbers::write(&mut transaction, &self.schema, &numbers).await?;
            transaction.commit().await
        };
        written.await.map_err(|error| self.file.error(error))
    }

    /// Records to pick from for a reference: those whose name begins with `text`, then those whose name contains
    /// it, by name; with an Id for text, that record. Deleted records are left out. At most `limit`.
    ///
    /// # Errors
    /// When the file fails.
    pub async fn lookup(
        &self,
        object_name: &str,
        text: &str,
        limit: i64,
    ) -> Result<Vec<(RecordId, String)>, OrgError> {
        let mut reader = self.file.reader().await?;
        let found = lookup::lookup(&mut reader, &self.schema, object_name, text, limit).await;
        found.map_err(|error| self.file.error(error))
    }

    /// The names of these records, of any object, deleted ones too. What the org does not know is left out.
    ///
    /// # Errors
    /// When the file fails.
    pub async fn names(&self, ids: &[RecordId]) -> Result<HashMap<RecordId, String>, OrgError> {
        let mut by_object: BTreeMap<usize, Vec<&RecordId>> = BTreeMap::new();
        for id in ids {
            if let Some(object) = self.schema.object_of(id.as_str()) {
                by_object.entry(object).or_default().push(id);
            }
        }
        let mut reader = self.file.reader().await?;
        let mut names = HashMap::new();
        for (object, ids) in by_object {
            let description = &self.schema.objects[object];
            let rows = read_rows(&mut reader, object, description, &ids).await;
            let rows = rows.map_err(|error| self.file.error(error))?;
            names.extend(
                rows.into_iter()
                    .map(|row| (row.id.clone(), description.name_of(&row).to_owned())),
            );
        }
        Ok(names)
    }

    /// What each attempt may use.
    ///
    /// # Errors
    /// When the file fails.
    pub async fn limits(&self) -> Result<GovernorLimits, OrgError> {
        let mut reader = self.file.reader().await?;
        limits::read(&mut reader)
            .await
            .map_err(|error| self.file.error(error))
    }

    /// Sets what each attempt may use, from the next call of [`Org::apply`] on.
    ///
    /// # Errors
    /// When the file fails.
    pub async fn set_limits(&self, limits: GovernorLimits) -> Result<(), OrgError> {
        let mut transaction = self.file.begin().await?;
        limits::write(&mut transaction, limits)
            .await
            .map_err(|error| self.file.error(error))?;
        transaction.commit().await.map_err(|error| self.file.error(error))
    }

    /// Lets somebody hold records: until then, or until released, transactions that need them are refused with
    /// UNABLE_TO_LOCK_ROW. A record that is held already is held by the new one.
    ///
    /// # Errors
    /// When the file fails.
    pub async fn lock_records(&self, locks: &[RecordLock]) -> Result<(), OrgError> {
        let mut transaction = self.file.begin().await?;
        lock::add(&mut transaction, locks)
            .await
            .map_err(|error| self.file.error(error))?;
        transaction.commit().await.map_err(|error| self.file.error(error))
    }

    /// The locks that hold now, oldest first.
    ///
    /// # Errors
    /// When the file fails.
    pub async fn locks(&self) -> Result<Vec<RecordLock>, OrgError> {
        let mut reader = self.file.reader().await?;
        lock::all(&mut reader, self.clock.now())
            .await
            .map_err(|error| self.file.error(error))
    }

    /// Ends the lock on a record. Answers whether there was one.
    ///
    /// # Errors
    /// When the file fails.
    pub async fn release_lock(&self, id: &RecordId) -> Result<bool, OrgError> {
        let mut transaction = self.file.begin().await?;
        let released = lock::release(&mut transaction, id, self.clock.now()).await;
        let released = released.map_err(|error| self.file.error(error))?;
        transaction
            .commit()
            .await
            .map_err(|error| self.file.error(error))?;
        Ok(released)
    }
}

#[async_trait]
impl Org for LocalOrg {
    async fn catalogue(&self) -> Result<Arc<Catalogue>, OrgError> {
        Ok(Arc::clone(&self.schema.catalogue))
    }

    async fn apply(
        &self,
        lanes: Vec<Lane>,
        on_refused: &(dyn for<'a> Fn(usize, usize, &'a [ItemError]) -> LaneStep + Sync),
    ) -> Result<Vec<Vec<Answer>>, OrgError> {
        let now = self.clock.now();
        let lanes = unit::plan(lanes, &self.schema, &self.ids);
        let mut transaction = self.file.begin().await?;
        let read = async {
            let limits = limits::read(&mut transaction).await?;
            Ok((limits, numbers::read(&mut transaction, &self.schema).await?))
        };
        let (limits, numbers) = read.await.map_err(|error| self.file.error(error))?;
        let mut overlay = Overlay::new(Arc::clone(&self.schema), numbers, limits);
        let run = unit::run(&mut transaction, &mut overlay, now, false, lanes, on_refused);
        let outcome = run.await.map_err(|error| self.file.error(error))?;
        if outcome.entries.is_empty() {
            transaction
                .rollback()
                .await
                .map_err(|error| self.file.error(error))?;
            return Ok(outcome.answers);
        }
        let writes = Writes::of(&overlay).map_err(|error| self.file.error(error))?;
        let Outcome { answers, entries, .. } = outcome;
        let written = writes.write(&mut transaction, &self.schema, &entries, now).await;
        written.map_err(|error| self.file.error(error))?;
        transaction
            .commit()
            .await
            .map_err(|error| self.file.error(error))?;
        Ok(answers)
    }

    async fn recorded(&self, ids: &[RecordId]) -> Result<Vec<Option<Applied>>, OrgError> {
        let mut reader = self.file.reader().await?;
        let recorded = ledger::recorded(&mut reader, ids).await;
        recorded.map_err(|error| self.file.error(error))
    }

    async fn record(&self, id: &RecordId) -> Result<Option<OrgRecord>, OrgError> {
        let Some(object) = self.schema.object_of(id.as_str()) else {
            return Ok(None);
        };
        let mut reader = self.file.reader().await?;
        let description = &self.schema.objects[object];
        let rows = read_rows(&mut reader, object, description, &[id]).await;
        let rows = rows.map_err(|error| self.file.error(error))?;
        Ok(rows.into_iter().next().map(|row| row.into_record(description)))
    }
}

#[async_trait]
impl SimulatedOrg for LocalOrg {
    async fn snapshot(&self) -> Result<Box<dyn OrgSnapshot>, OrgError> {
        let snapshot = LocalSnapshot::new(&self.file, &self.schema, self.clock.now());
        Ok(Box::new(snapshot.await?))
    }
}

/// The catalogue of the built-in objects, for tests of what checks payloads.
#[cfg(test)]
pub(crate) fn catalogue() -> &'static Catalogue {
    static CATALOGUE: std::sync::LazyLock<Arc<Catalogue>> =
        std::sync::LazyLock::new(|| Schema::built_in().catalogue);
    &CATALOGUE
}
