//! Simulation Mode: what attempts would come to. The same code as a run (the order of items, the org's evaluation, the
//! rules of the outcome) on a snapshot of the org that nothing can write to. Of the queue only marked log entries
//! are added.
//!
//! A Failed, Canceled or Manual transaction is simulated as if an admin had asked for one more attempt.

mod line;
mod many;
mod report;

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use model::{
    AttemptOutcome, Clock, IdGenerator, LogEntry, RecordId, Status, SyncProcessorSettings, Timestamp,
};
use org::{Applied, ItemEffect, ItemError, LaneStep, OrgSnapshot, Simulated, SimulatedOrg};
use store::{Claimed, Edit, EditedToSimulate, Store, ToSimulate};

pub use many::{ManySimulated, Selection};
pub use report::{
    FieldEffect, ItemSimulation, RecordEffect, SimulatedError, SimulationBucket, SimulationReport,
    TransactionSimulation,
};

use crate::{
    Outcome, Pace, ProcessorError,
    batch::{in_device_order, lanes_of, org_lane, outcome_for, told},
    bulk, crash,
    log_lines::{Occasion, log_entries},
};

/// Simulates attempts. It has a store to read from and to log to, and of the org no more than snapshots.
pub struct Simulator {
    store: Store,
    org: Arc<dyn SimulatedOrg>,
    clock: Arc<dyn Clock>,
    ids: Arc<IdGenerator>,
    name: String,
}

/// What a simulation of an edited transaction came to.
#[derive(Debug, Clone, PartialEq)]
pub enum EditedSimulation {
    /// It was simulated.
    Done(Box<TransactionSimulation>),
    /// There is nothing to simulate: it is in work, or applied already, or the edit could not be saved.
    NotAllowed {
        /// Why not, for the person who asked.
        reason: String,
    },
    /// There is no such transaction.
    NotFound,
}

/// A simulated attempt.
struct Tried {
    claimed: Claimed,
    version: i64,
    status: Status,
    /// None when it was not tried, because an earlier one of its user would be retried.
    attempt: Option<Attempted>,
}

struct Attempted {
    simulated: Simulated,
    /// In the order of the device.
    errors: Vec<ItemError>,
    outcome: AttemptOutcome,
    message: Option<String>,
}

impl Simulator {
    /// A simulator. `name` stands in log entries: who asked.
    pub fn new(
        store: Store,
        org: Arc<dyn SimulatedOrg>,
        clock: Arc<dyn Clock>,
        ids: Arc<IdGenerator>,
        name: impl Into<String>,
    ) -> Self {
        Self {
            store,
            org,
            clock,
            ids,
            name: name.into(),
        }
    }

    /// Simulates an attempt on one transaction, with an edit that is not saved, if there is one.
    ///
    /// # Errors
    /// When the store or the org fails.
    pub async fn one(&self, id: &RecordId, edit: Option<&Edit>) -> Result<EditedSimulation, ProcessorError> {
        self.simulate(id, edit, true).await
    }

    /// The same without log entries: to look again at what was told and logged before.
    ///
    /// # Errors
    /// When the store or the org fails.
    pub async fn again(
        &self,
        id: &RecordId,
        edit: Option<&Edit>,
    ) -> Result<EditedSimulation, ProcessorError> {
        self.simulate(id, edit, false).await
    }

    async fn simulate(
        &self,
        id: &RecordId,
        edit: Option<&Edit>,
        logs: bool,
    ) -> Result<EditedSimulation, ProcessorError> {
        let ready = match edit {
            Some(edit) => match self.store.to_simulate_edited(edit).await? {
                EditedToSimulate::Ready(ready) => *ready,
                EditedToSimulate::NotAllowed { reason } => {
                    return Ok(EditedSimulation::NotAllowed { reason });
                }
                EditedToSimulate::NotFound => return Ok(EditedSimulation::NotFound),
            },
            None => {
                let places = self.store.queue_places_of(std::slice::from_ref(id)).await?;
                let Some(place) = places.first() else {
                    return Ok(EditedSimulation::NotFound);
                };
                match self.store.to_simulate(&[place.arrival]).await?.pop() {
                    Some(ready) => ready,
                    None => {
                        let reason = format!("It is {}; there is nothing to simulate.", place.status);
                        return Ok(EditedSimulation::NotAllowed { reason });
                    }
                }
            }
        };
        let mut session = self.session().await?;
        let tried = self.attempt(&mut session, vec![ready], false).await?;
        if logs {
            self.log(&tried).await?;
        }
        let limits = session.snapshot.limits();
        let told = tried.into_iter().next().and_then(|tried| {
            let attempt = tried.attempt?;
            let group = session.settings.optimize_performance_by_grouping_items;
            let items = items_of(&tried.claimed, attempt.simulated.effects, attempt.errors, group);
            Some(TransactionSimulation {
                id: tried.claimed.transaction.id,
                name: tried.claimed.transaction.name,
                outcome: attempt.outcome,
                reason: attempt.message,
                items,
                usage: attempt.simulated.usage.unwrap_or_default(),
                limits,
                with_edit: edit.is_some(),
            })
        });
        Ok(told.map_or(EditedSimulation::NotFound, |told| {
            EditedSimulation::Done(Box::new(told))
        }))
    }

    async fn session(&self) -> Result<Session, ProcessorError> {
        Ok(Session {
            snapshot: self.org.snapshot().await?,
            settings: self.store.processor_settings().await?.value,
            made: HashMap::new(),
            now: self.clock.now(),
        })
    }

    /// What attempts on these would come to, in their order. What lost its processor too often is not tried.
    async fn attempt(
        &self,
        session: &mut Session,
        batch: Vec<ToSimulate>,
        stops: bool,
    ) -> Result<Vec<Tried>, ProcessorError> {
        let is_lost = |each: &ToSimulate| each.claimed.lost_claims >= Pace::default().most_crashes;
        if !batch.iter().any(is_lost) {
            return self.try_out(session, batch, stops).await;
        }
        let arrivals = batch.iter().map(|each| each.claimed.arrival);
        let places: HashMap<i64, usize> = arrivals.zip(0..).collect();
        let (aside, to_try) = batch.into_iter().partition(is_lost);
        let mut tried = set_aside(session, aside).await?;
        tried.extend(self.try_out(session, to_try, stops).await?);
        tried.sort_by_key(|tried| places.get(&tried.claimed.arrival).copied());
        Ok(tried)
    }

    /// Tries transactions, those of one user one after the other; `stops`: what would be retried holds up the later
    /// ones of its user, as in a run.
    async fn try_out(
        &self,
        session: &mut Session,
        batch: Vec<ToSimulate>,
        stops: bool,
    ) -> Result<Vec<Tried>, ProcessorError> {
        let (facts, mut claimed): (Vec<(i64, Status)>, Vec<Claimed>) = batch
            .into_iter()
            .map(|each| ((each.version, each.status), each.claimed))
            .unzip();
        for claimed in &mut claimed {
            session.remember(claimed);
        }
        let lanes = lanes_of(&claimed);
        let sharing = bulk::sharing(&self.store, &lanes).await?;
        let group = session.settings.optimize_performance_by_grouping_items;
        let org_lanes = lanes.iter().map(|lane| org_lane(lane, group, &sharing)).collect();
        let settings = &session.settings;
        let after_refusal = |lane: usize, position: usize, errors: &[ItemError]| {
            let refused = lanes.get(lane).and_then(|lane| lane.get(position));
            match refused.map(|claimed| outcome_for(claimed, errors, settings)) {
                Some(Outcome::Retry { .. }) if stops => LaneStep::Stop,
                _ => LaneStep::Continue,
            }
        };
        let answers = session.snapshot.simulate(org_lanes, &after_refusal).await?;
        let answers: Vec<Simulated> = answers.into_iter().flatten().collect();
        if answers.len() != claimed.len() {
            return Err(ProcessorError::Answers {
                asked: claimed.len(),
                answered: answers.len(),
            });
        }
        let tried = claimed.into_iter().zip(facts).zip(answers);
        Ok(tried
            .map(|((claimed, (version, status)), simulated)| {
                let attempt = session.judge(&claimed, simulated);
                Tried {
                    claimed,
                    version,
                    status,
                    attempt,
                }
            })
            .collect())
    }

    /// Adds what would be logged, marked.
    async fn log(&self, tried: &[Tried]) -> Result<(), ProcessorError> {
        let at = self.clock.now();
        let entries = tried.iter().filter_map(|tried| {
            let attempt = tried.attempt.as_ref()?;
            let occasion = Occasion {
                processor: &self.name,
                at,
                outcome: attempt.outcome,
            };
            Some(log_entries(&self.ids, &tried.claimed, &attempt.errors, &occasion))
        });
        let entries: Vec<LogEntry> = entries.flatten().collect();
        Ok(self.store.log_simulated(entries).await?)
    }
}

/// What becomes of those that are set aside.
async fn set_aside(session: &mut Session, aside: Vec<ToSimulate>) -> Result<Vec<Tried>, ProcessorError> {
    let ids: Vec<RecordId> = aside
        .iter()
        .map(|each| each.claimed.transaction.id.clone())
        .collect();
    let recorded = session.snapshot.recorded(&ids).await?;
    let tried = aside.into_iter().zip(recorded).map(|(each, recorded)| {
        let simulated = Simulated {
            applied: crash::untried(&each.claimed, recorded),
            usage: None,
            effects: Vec::new(),
        };
        Tried {
            attempt: session.judge(&each.claimed, simulated),
            claimed: each.claimed,
            version: each.version,
            status: each.status,
        }
    });
    Ok(tried.collect())
}

/// One snapshot, and what simulated transactions made of it.
struct Session {
    snapshot: Box<dyn OrgSnapshot>,
    settings: SyncProcessorSettings,
    /// By user: device-made ids that would have become real.
    made: HashMap<String, HashMap<String, RecordId>>,
    now: Timestamp,
}

impl Session {
    /// Tells a transaction of the records that earlier ones of its user would have made, as far as it mentions them.
    fn remember(&self, claimed: &mut Claimed) {
        let Some(made) = self.made.get(&claimed.transaction.owner_id) else {
            return;
        };
        let mut mentioned = HashSet::new();
        for item in &claimed.items {
            mentioned.extend(item.record_identifier.clone());
            let payload = item.field_values.as_deref().unwrap_or_default();
            if let Ok(serde_json::Value::Object(fields)) = serde_json::from_str(payload) {
                let texts = fields.into_iter().filter_map(|(_, value)| match value {
                    serde_json::Value::String(text) => Some(text),
                    _ => None,
                });
                mentioned.extend(texts);
            }
        }
        for device_id in mentioned {
            if let Some(record) = made.get(&device_id) {
                claimed.known_ids.insert(device_id, record.clone());
            }
        }
    }

    /// What the org's answer means; none when the transaction was not tried.
    fn judge(&mut self, claimed: &Claimed, simulated: Simulated) -> Option<Attempted> {
        let errors = match &simulated.applied {
            Applied::NotTried => return None,
            Applied::Refused(errors) => in_device_order(claimed, errors.clone()),
            Applied::Committed { new_ids, .. } => {
                let made = self.made.entry(claimed.transaction.owner_id.clone()).or_default();
                made.extend(new_ids.iter().cloned());
                Vec::new()
            }
        };
        let outcome = outcome_for(claimed, &errors, &self.settings);
        let (_, outcome, message) = told(outcome, self.now, &errors);
        Some(Attempted {
            simulated,
            errors,
            outcome,
            message,
        })
    }
}

/// Item by item, in the order in which they are applied; those that were not reached come last.
fn items_of(
    claimed: &Claimed,
    effects: Vec<ItemEffect>,
    errors: Vec<ItemError>,
    group: bool,
) -> Vec<ItemSimulation> {
    let lane = org_lane(std::slice::from_ref(claimed), group, &HashSet::new());
    let ordered = lane
        .transactions
        .into_iter()
        .flat_map(|transaction| transaction.items);
    let mut effects: HashMap<RecordId, ItemEffect> = effects
        .into_iter()
        .map(|effect| (effect.item_id.clone(), effect))
        .collect();
    let mut errors_of: HashMap<RecordId, Vec<SimulatedError>> = HashMap::new();
    for error in errors {
        errors_of
            .entry(error.item_id.clone())
            .or_default()
            .push(error.into());
    }
    ordered
        .map(|item| {
            let changes = effects.remove(&item.item_id).map(|effect| effect.changes);
            let mut records = changes.into_iter().flatten().map(|change| RecordEffect {
                record_id: change.record_id,
                object_name: change.object_name,
                fields: change
                    .fields
                    .into_iter()
                    .map(|(field, before, after)| FieldEffect { field, before, after })
                    .collect(),
            });
            let own = records.next();
            ItemSimulation {
                record_id: own.as_ref().map(|own| own.record_id.clone()),
                fields: own.map(|own| own.fields).unwrap_or_default(),
                others: records.collect(),
                errors: errors_of.remove(&item.item_id).unwrap_or_default(),
                object_name: item.object_name,
                operation: item.operation,
                order: item.order,
                item_id: item.item_id,
            }
        })
        .collect()
}
