//! Simulations within a history: they say what the model says, what the real run then does, and change nothing.

use std::{collections::BTreeMap, sync::Arc};

use chrono::Duration;
use model::{Clock, Operation, RecordId, RunTrigger, Status};
use processor::{EditedSimulation, Pace, Selection, SimulationReport, Simulator, TransactionSimulation};
use proptest::sample::Index;
use store::Edit;
use tokio_util::sync::CancellationToken;

use super::{
    History, payload,
    run::{Begin, Run},
    told,
};
use crate::reference::{Deed, Rehearsed};

/// How a bucket is known: the outcome and the first error.
type Kind = (String, Option<String>);

impl History {
    /// Simulates one transaction, perhaps with an edit that is not saved: another payload of an item.
    pub(super) async fn simulate(
        &mut self,
        number: usize,
        edit: Option<&(Index, bool)>,
    ) -> Result<(), String> {
        let mut copy = self.reference.clone();
        let mut edited = None;
        if let Some((item, is_valid)) = edit {
            let it = &copy.transactions[number];
            let place = item.index(it.deeds.len());
            if it.deeds[place].operation != Operation::Delete {
                let text = format!("t{number}.{place} perhaps");
                let after = Deed {
                    is_valid: *is_valid,
                    text: text.clone(),
                    ..it.deeds[place].clone()
                };
                let home = &self.world.users[it.user].home;
                let written = payload(&after, home).to_string();
                edited = Some(self.item_edit(number, place, written));
                if !copy.edit_deed(number, place, *is_valid, &text) {
                    return self.must_refuse(number, edited.as_ref()).await;
                }
            }
        }
        let Some(must_be) = copy.rehearse_one(number) else {
            return self.must_refuse(number, edited.as_ref()).await;
        };
        let before = self.world.dump().await;
        let simulated = self.one(number, edited.as_ref()).await?;
        let EditedSimulation::Done(simulated) = simulated else {
            return Err(format!(
                "t{number} was simulated as {simulated:?}, but must be {must_be:?}"
            ));
        };
        check_one(&simulated, &must_be)?;
        let is_applied = copy.org.ledger.iter().any(|(applied, _)| *applied == number);
        if must_be.outcome == Status::Success && !is_applied {
            self.check_effects(&simulated, number, &copy.transactions[number].deeds)?;
        }
        before.same_but_for(&self.world.dump().await, must_be.errors.len())
    }

    /// Simulates the whole queue, runs, and compares the two with each other and with the model.
    pub(super) async fn rehearse(&mut self, run: &Run) -> Result<(), String> {
        let lookback = Duration::days(run.lookback_days).num_milliseconds();
        let must_be = self.reference.rehearse(self.reference.now - lookback);
        let before = self.world.dump().await;
        let selection = Selection::WholeQueue;
        let many = self
            .simulator()
            .many(
                selection,
                Some(run.lookback_days),
                |_, _| {},
                CancellationToken::new(),
            )
            .await
            .map_err(told)?;
        let errors = must_be.iter().map(|it| it.errors.len()).sum();
        before.same_but_for(&self.world.dump().await, errors)?;
        let kinds = must_be.iter().map(|it| {
            let first = it.errors.first().map(ToString::to_string);
            (it.transaction, (it.outcome.as_str().to_owned(), first))
        });
        self.check_many(&many.report, &kinds.collect())?;

        let has_run = self.run(run).await?;
        let settled = self.log.take_settled();
        if !has_run || self.reference.turns.is_paused {
            return Ok(());
        }
        let rows = self.world.parts.store.rows(&settled).await.map_err(told)?;
        let kinds = rows.iter().map(|row| {
            let first = row.error_code.as_ref().map(ToString::to_string);
            (self.number_of(&row.id), (row.status.as_str().to_owned(), first))
        });
        self.check_many(&many.report, &kinds.collect())
            .map_err(|difference| format!("simulated, then really: {difference}"))
    }

    /// Whether a report of a simulation is about these, each in the bucket of its kind.
    fn check_many(&self, report: &SimulationReport, must_be: &BTreeMap<usize, Kind>) -> Result<(), String> {
        let mut counts: BTreeMap<Kind, i64> = BTreeMap::new();
        for kind in must_be.values() {
            *counts.entry(kind.clone()).or_default() += 1;
        }
        let mut told: BTreeMap<Kind, i64> = BTreeMap::new();
        for bucket in &report.buckets {
            let code = bucket.error_code.as_ref().map(ToString::to_string);
            let kind = (bucket.outcome.as_str().to_owned(), code);
            for named in &bucket.sample {
                if must_be.get(&self.number_of(&named.id)) != Some(&kind) {
                    return Err(format!("{named:?} is in {bucket:?}, but must be {must_be:?}"));
                }
            }
            *told.entry(kind).or_default() += bucket.count;
        }
        match told == counts {
            true => Ok(()),
            false => Err(format!("the buckets are {told:?}, but must be {must_be:?}")),
        }
    }

    /// Whether every item writes what it says, and nothing else is named.
    fn check_effects(
        &self,
        simulated: &TransactionSimulation,
        number: usize,
        deeds: &[Deed],
    ) -> Result<(), String> {
        for (item, deed) in self.items[number].iter().zip(deeds) {
            if deed.operation == Operation::Delete {
                continue;
            }
            let told = simulated.items.iter().find(|told| told.item_id == *item);
            let fields = told.map(|told| told.fields.as_slice()).unwrap_or_default();
            let is_told = fields
                .iter()
                .any(|field| field.after.as_ref() == Some(&deed.text) && field.before != field.after);
            if !is_told {
                return Err(format!("t{number} would write {deed:?}, but {told:?} is told"));
            }
        }
        Ok(())
    }

    async fn must_refuse(&self, number: usize, edit: Option<&Edit>) -> Result<(), String> {
        match self.one(number, edit).await? {
            EditedSimulation::NotAllowed { .. } => Ok(()),
            other => Err(format!("t{number} cannot be simulated, but was {other:?}")),
        }
    }

    async fn one(&self, number: usize, edit: Option<&Edit>) -> Result<EditedSimulation, String> {
        let simulator = self.simulator();
        simulator.one(&self.ids[number], edit).await.map_err(told)
    }

    fn simulator(&self) -> Simulator {
        let parts = &self.world.parts;
        let clock = Arc::clone(&parts.clock) as Arc<dyn Clock>;
        let org = Arc::new(parts.org.clone());
        Simulator::new(parts.store.clone(), org, clock, Arc::clone(&parts.ids), "Ada")
    }

    fn number_of(&self, id: &RecordId) -> usize {
        self.ids
            .iter()
            .position(|other| other == id)
            .unwrap_or(usize::MAX)
    }
}

/// Whether the simulation of a transaction says what the model says.
fn check_one(simulated: &TransactionSimulation, must_be: &Rehearsed) -> Result<(), String> {
    let mut codes: Vec<String> = simulated
        .items
        .iter()
        .flat_map(|item| &item.errors)
        .map(|error| error.code.to_string())
        .collect();
    let mut expected: Vec<&str> = must_be.errors.clone();
    codes.sort();
    expected.sort_unstable();
    if simulated.outcome.as_str() != must_be.outcome.as_str() || codes != expected {
        return Err(format!("{simulated:?} was simulated, but must be {must_be:?}"));
    }
    Ok(())
}

/// A run that claims as much at a time as a simulation thinks, ends when nothing is due, and looks back as far as it
/// says.
pub fn to_rehearse(run: Run) -> Run {
    let begin = match run.begin {
        Begin::Due | Begin::Asked(RunTrigger::RealTime) => Begin::Untold,
        other => other,
    };
    Run {
        begin,
        batch: Pace::default().batch,
        end: super::run::End::Done,
        ..run
    }
}
