//! The org at one moment, to try transactions on. It holds a connection that cannot write, and no other.

use std::{path::PathBuf, sync::Arc};

use async_trait::async_trait;
use model::{GovernorLimits, IdGenerator, RecordId, Timestamp};
use sqlx::SqliteConnection;

use super::{
    file::{OrgFile, database_error},
    ledger, limits, numbers,
    overlay::{Mark, Overlay},
    row::Row,
    schema::{ObjectSchema, Schema},
    unit::{self, Outcome},
};
use crate::{Applied, ItemEffect, ItemError, Lane, LaneStep, OrgError, OrgSnapshot, RecordChange, Simulated};

/// A read transaction over the file, and what simulated transactions made of it so far.
pub(super) struct LocalSnapshot {
    /// For errors.
    path: PathBuf,
    connection: SqliteConnection,
    /// Ids of records that are never made.
    ids: IdGenerator,
    now: Timestamp,
    limits: GovernorLimits,
    overlay: Overlay,
}

impl LocalSnapshot {
    pub(super) async fn new(file: &OrgFile, schema: &Arc<Schema>, now: Timestamp) -> Result<Self, OrgError> {
        let mut connection = file.snapshot().await?;
        let read = async {
            let limits = limits::read(&mut connection).await?;
            Ok((limits, numbers::read(&mut connection, schema).await?))
        };
        let (limits, numbers) = read.await.map_err(|error| file.error(error))?;
        Ok(Self {
            overlay: Overlay::new(Arc::clone(schema), numbers, limits),
            ids: IdGenerator::random(),
            path: file.path().to_owned(),
            connection,
            now,
            limits,
        })
    }
}

#[async_trait]
impl OrgSnapshot for LocalSnapshot {
    fn limits(&self) -> GovernorLimits {
        self.limits
    }

    async fn simulate(
        &mut self,
        lanes: Vec<Lane>,
        on_refused: &(dyn for<'a> Fn(usize, usize, &'a [ItemError]) -> LaneStep + Sync),
    ) -> Result<Vec<Vec<Simulated>>, OrgError> {
        let lanes = unit::plan(lanes, &self.overlay.schema, &self.ids);
        let run = unit::run(
            &mut self.connection,
            &mut self.overlay,
            self.now,
            true,
            lanes,
            on_refused,
        );
        let Outcome { answers, effects, .. } =
            run.await.map_err(|error| database_error(&self.path, error))?;
        self.overlay.keep_changes();
        let with_effects = answers.into_iter().zip(effects).map(|(answers, effects)| {
            let effects = effects.into_iter().chain(std::iter::repeat_with(Vec::new));
            let simulated = answers
                .into_iter()
                .zip(effects)
                .map(|(answer, effects)| Simulated {
                    applied: answer.applied,
                    usage: answer.usage,
                    effects,
                });
            simulated.collect()
        });
        Ok(with_effects.collect())
    }

    async fn recorded(&mut self, ids: &[RecordId]) -> Result<Vec<Option<Applied>>, OrgError> {
        let recorded = ledger::recorded(&mut self.connection, ids).await;
        recorded.map_err(|error| database_error(&self.path, error))
    }
}

/// What an item that is about `record` did since the mark.
pub(super) fn effect(overlay: &Overlay, item_id: &RecordId, record: &RecordId, mark: Mark) -> ItemEffect {
    let mut changed = overlay.changes_since(mark);
    changed.sort_by_key(|(_, after)| after.id != *record);
    ItemEffect {
        item_id: item_id.clone(),
        changes: changed
            .into_iter()
            .map(|(before, after)| change(overlay.object(after.object), before, after))
            .collect(),
    }
}

fn change(object: &ObjectSchema, before: Option<&Row>, after: &Row) -> RecordChange {
    let is_gone = after.is_deleted(object) && before.is_some_and(|before| !before.is_deleted(object));
    let fields = object.describe.fields.iter().enumerate();
    let fields = fields.filter_map(|(position, field)| {
        let was = before.and_then(|before| before.values[position].shown());
        let is = after.values[position].shown().filter(|_| !is_gone);
        (was != is).then(|| (field.name.clone(), was, is))
    });
    RecordChange {
        record_id: after.id.clone(),
        object_name: object.describe.name.clone(),
        fields: fields.collect(),
    }
}
