//! One call of apply: lanes of transactions over one overlay.
//!
//! It runs in passes. A pass applies every lane as far as everything needed is known; what is not is noted, and
//! fetched for all lanes at once before the next pass. So the number of statements depends on how far records
//! hang together, not on how many there are.

use std::collections::HashSet;

use model::{IdGenerator, RecordId, Timestamp};
use sqlx::SqliteConnection;

use super::{
    evaluate::{LaneIds, Verdict, evaluate},
    ledger::{self, Entry},
    load::load,
    meter::Batches,
    overlay::Overlay,
    plan::{PlannedTransaction, device_id},
    prefetch::prefetch,
    schema::Schema,
};
use crate::{Answer, Applied, ItemEffect, ItemError, Lane, LaneStep};

/// Decides whether a lane goes on after a refusal: lane, position, errors.
pub(super) type OnRefused<'a> = dyn for<'e> Fn(usize, usize, &'e [ItemError]) -> LaneStep + Sync + 'a;

/// What a call did.
pub(super) struct Outcome {
    /// One answer per transaction, in the shape of the lanes.
    pub answers: Vec<Vec<Answer>>,
    /// What has to go into the ledger.
    pub entries: Vec<(RecordId, Entry)>,
    /// What each item did, in the shape of the lanes, as far as they were tried; only for an overlay that is watched.
    pub effects: Vec<Vec<Vec<ItemEffect>>>,
}

/// Evaluates the lanes over what `overlay` holds of the org that `connection` sees. Writes nothing. Notes what each
/// item does when it `watches`.
pub(super) async fn run(
    connection: &mut SqliteConnection,
    overlay: &mut Overlay,
    now: Timestamp,
    watches: bool,
    lanes: Vec<PlannedLane>,
    on_refused: &OnRefused<'_>,
) -> Result<Outcome, sqlx::Error> {
    let transactions: Vec<&RecordId> = lanes
        .iter()
        .flat_map(|lane| &lane.transactions)
        .map(|planned| &planned.transaction.id)
        .collect();
    let recorded = ledger::read(connection, &transactions).await?;
    let mut unit = Unit {
        overlay,
        lanes,
        watches,
        recorded,
        entries: Vec::new(),
        now,
    };
    for lane in &unit.lanes {
        prefetch(unit.overlay, &lane.transactions);
    }
    loop {
        load(connection, unit.overlay, now).await?;
        if unit.pass(on_refused) {
            break;
        }
    }
    let lanes = unit.lanes.into_iter();
    let (answers, effects) = lanes.map(|lane| (lane.answers, lane.effects)).unzip();
    Ok(Outcome {
        answers,
        effects,
        entries: unit.entries,
    })
}

struct Unit<'a> {
    overlay: &'a mut Overlay,
    lanes: Vec<PlannedLane>,
    watches: bool,
    recorded: std::collections::HashMap<RecordId, Entry>,
    entries: Vec<(RecordId, Entry)>,
    now: Timestamp,
}

/// A lane whose transactions are planned. That asks nothing of the file, so it is done before anybody has to wait.
pub(super) struct PlannedLane {
    transactions: Vec<PlannedTransaction>,
    /// What became of the transactions so far.
    answers: Vec<Answer>,
    /// What their items did, when somebody watches.
    effects: Vec<Vec<ItemEffect>>,
    lane_ids: LaneIds,
    /// The batches of the last transaction, when the next one shares them.
    batches: Batches,
}

/// Plans the lanes; Ids of new records come from `ids`.
pub(super) fn plan(lanes: Vec<Lane>, schema: &Schema, ids: &IdGenerator) -> Vec<PlannedLane> {
    let planned = lanes.into_iter();
    planned.map(|lane| PlannedLane::new(lane, schema, ids)).collect()
}

impl PlannedLane {
    fn new(lane: Lane, schema: &Schema, ids: &IdGenerator) -> Self {
        let mut earlier = HashSet::new();
        let mut transactions = Vec::with_capacity(lane.transactions.len());
        for transaction in lane.transactions {
            let own: Vec<String> = transaction
                .items
                .iter()
                .filter_map(device_id)
                .map(str::to_owned)
                .collect();
            transactions.push(PlannedTransaction::new(transaction, schema, ids, &earlier));
            earlier.extend(own);
        }
        Self {
            transactions,
            answers: Vec::new(),
            effects: Vec::new(),
            lane_ids: LaneIds::new(),
            batches: Batches::new(),
        }
    }

    fn stop(&mut self) {
        self.answers
            .resize(self.transactions.len(), Answer::unused(Applied::NotTried));
    }

    /// Keeps the batches of the transaction at `position` when the one after it shares them.
    fn keep_batches(&mut self, position: usize, overlay: &Overlay) {
        let next = self.transactions.get(position + 1);
        self.batches = match next.is_some_and(|next| next.transaction.shares_batches) {
            true => overlay.batches(),
            false => Batches::new(),
        };
    }
}

impl Unit<'_> {
    /// Takes every lane as far as it goes. Answers whether all of them are through.
    fn pass(&mut self, on_refused: &OnRefused<'_>) -> bool {
        for lane in 0..self.lanes.len() {
            while self.lanes[lane].answers.len() < self.lanes[lane].transactions.len() {
                if !self.step(lane, on_refused) {
                    self.look_ahead(lane);
                    break;
                }
            }
        }
        self.lanes
            .iter()
            .all(|lane| lane.answers.len() == lane.transactions.len())
    }

    /// Tries the next transaction of a lane. Answers false when something has to be read first.
    fn step(&mut self, lane: usize, on_refused: &OnRefused<'_>) -> bool {
        let planned_lane = &mut self.lanes[lane];
        let position = planned_lane.answers.len();
        let planned = &planned_lane.transactions[position];
        let id = &planned.transaction.id;
        if let Some(entry) = self.recorded.get(id) {
            planned_lane.lane_ids.extend(entry.new_ids.iter().cloned());
            planned_lane
                .answers
                .push(Answer::unused(entry.clone().into_applied(true)));
            planned_lane.effects.push(Vec::new());
            return true;
        }
        let mark = self.overlay.mark();
        let mut effects = Vec::new();
        let verdict = evaluate(
            self.overlay,
            planned,
            &planned_lane.lane_ids,
            &planned_lane.batches,
            self.watches.then_some(&mut effects),
            self.now,
        );
        let usage = Some(self.overlay.usage());
        match verdict {
            Verdict::Accepted(records) => {
                let items = planned.transaction.items.iter().map(|item| item.item_id.clone());
                let entry = Entry {
                    records: items.zip(records).collect(),
                    new_ids: planned.new_ids(),
                };
                self.recorded.insert(id.clone(), entry.clone());
                self.entries.push((id.clone(), entry.clone()));
                planned_lane.lane_ids.extend(entry.new_ids.iter().cloned());
                let applied = entry.into_applied(false);
                planned_lane.answers.push(Answer { applied, usage });
                planned_lane.keep_batches(position, self.overlay);
            }
            Verdict::Refused(errors) => {
                self.overlay.undo(mark);
                let step = on_refused(lane, position, &errors);
                let applied = Applied::Refused(errors);
                planned_lane.answers.push(Answer { applied, usage });
                planned_lane.keep_batches(position, self.overlay);
                if step == LaneStep::Stop {
                    planned_lane.stop();
                }
            }
            Verdict::Unknown => {
                self.overlay.undo(mark);
                return false;
            }
        }
        self.lanes[lane].effects.push(effects);
        true
    }

    /// Tries the rest of a lane as if all went well, only to learn what has to be read for it.
    fn look_ahead(&mut self, lane: usize) {
        let mark = self.overlay.mark();
        let lane = &self.lanes[lane];
        let mut lane_ids = lane.lane_ids.clone();
        for planned in &lane.transactions[lane.answers.len()..] {
            evaluate(self.overlay, planned, &lane_ids, &[], None, self.now);
            lane_ids.extend(planned.new_ids());
        }
        self.overlay.undo(mark);
    }
}
