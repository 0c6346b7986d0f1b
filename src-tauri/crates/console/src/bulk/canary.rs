//! A retry that goes ahead step by step: one transaction, ten, a hundred, then all. It stops when an error comes back
//! that the retry was to get rid of.

use std::{collections::HashMap, time::Duration};

use model::{RunTrigger, Status};
use serde::Deserialize;
use store::WithError;
use tokio::sync::broadcast;
use ts_rs::TS;

use super::{Ending, Run};
use crate::{ConsoleError, ConsoleEvent, at_work, commands::DEFAULT_LOOKBACK_DAYS};

/// Transactions of the stages before the last, which has the rest.
const STAGES: [usize; 3] = [1, 10, 100];

/// How often it is looked whether a stage was processed, when nothing is heard of it.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// How a retry goes ahead step by step.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Canary {
    /// Run the Sync Processor for each stage, unless it works in the background. It takes everything that is due.
    pub run_processor: bool,
}

impl Run {
    /// Does all of these in stages.
    pub(super) async fn in_stages(
        &mut self,
        canary: &Canary,
        bulk: i64,
        targets: &[(i64, Option<i64>)],
    ) -> Result<Ending, ConsoleError> {
        let mut rest = targets;
        for (number, size) in STAGES.into_iter().enumerate() {
            let (stage, after) = rest.split_at(size.min(rest.len()));
            if stage.is_empty() {
                return Ok(Ending::Done);
            }
            let arrivals: Vec<i64> = stage.iter().map(|(arrival, _)| *arrival).collect();
            let before = self.workspace.store().with_errors(&arrivals).await?;
            self.batches(bulk, stage).await?;
            let ended = self.settled(canary, bulk, number, &arrivals).await?;
            if let Some(stopped) = came_back(number, &before, &ended) {
                return Ok(stopped);
            }
            rest = after;
        }
        self.workspace.store().bulk_waits(bulk, None).await?;
        self.batches(bulk, rest).await?;
        Ok(Ending::Done)
    }

    /// Waits until what was retried of a stage has ended its attempt.
    async fn settled(
        &mut self,
        canary: &Canary,
        bulk: i64,
        stage: usize,
        arrivals: &[i64],
    ) -> Result<Vec<WithError>, ConsoleError> {
        let store = self.workspace.store().clone();
        let retried = store.changed_by_bulk(bulk, arrivals).await?;
        let mut events = self.console.events();
        self.tell();
        if canary.run_processor && !retried.is_empty() && !self.workspace.is_background_on() {
            self.run_processor().await?;
        }
        loop {
            let rows = store.with_errors(&retried).await?;
            let pending = rows.iter().filter(|row| row.is_pending()).count();
            if pending == 0 {
                return Ok(rows);
            }
            let note = format!(
                "Canary, stage {} of 4: waits until the Sync Processor has tried {pending} of {} transactions.",
                stage + 1,
                retried.len()
            );
            store.bulk_waits(bulk, Some(&note)).await?;
            self.show(bulk, 0).await?;
            tokio::select! {
                () = self.job.cancel.cancelled() => return Err(ConsoleError::Canceled),
                () = something_moved(&mut events) => {}
                // It may be another program that processes them.
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
    }

    /// Starts a run. One that is at work, or a pause, only makes the canary wait.
    async fn run_processor(&self) -> Result<(), ConsoleError> {
        let run = at_work::run(
            &self.console,
            &self.workspace,
            RunTrigger::Manual,
            DEFAULT_LOOKBACK_DAYS,
            false,
        );
        let begun = tokio::select! {
            // The workspace may be about to close, and wait for this job.
            () = self.job.cancel.cancelled() => return Err(ConsoleError::Canceled),
            begun = run => begun,
        };
        match begun {
            Ok(_) | Err(ConsoleError::RunAtWork(_) | ConsoleError::Paused(_)) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

/// Why a canary stops: an error that is the same as before the retry.
fn came_back(stage: usize, before: &[WithError], ended: &[WithError]) -> Option<Ending> {
    let had: HashMap<i64, Option<i64>> = before.iter().map(|row| (row.arrival, row.error_group)).collect();
    let again: Vec<&WithError> = ended
        .iter()
        .filter(|row| row.transaction.status == Status::Failed)
        .filter(|row| had.get(&row.arrival).is_some_and(|had| *had == row.error_group))
        .collect();
    let first = again.first()?;
    let why = format!(
        "The canary stopped at stage {} of 4: {} of {} failed again as before, such as {} with {}",
        stage + 1,
        again.len(),
        ended.len(),
        first.transaction.name,
        first.error_code.as_deref().unwrap_or("no error code"),
    );
    Some(Ending::Stopped {
        why,
        again: i64::try_from(again.len()).unwrap_or(i64::MAX),
    })
}

/// Waits until transactions have changed, or a run has moved on.
async fn something_moved(events: &mut broadcast::Receiver<ConsoleEvent>) {
    // After a gap in the events they may have.
    while let Ok(event) = events.recv().await {
        if matches!(
            event,
            ConsoleEvent::TransactionsChanged(_) | ConsoleEvent::RunsChanged
        ) {
            return;
        }
    }
}
