//! Pauses, schedules and kept runs: done with the product, and compared with the model.

use model::{RunCounts, Schedule, Status, millis};
use store::{ScheduleAnswer, ScheduleValues};

use super::{
    command::TIMES,
    told,
    world::{World, because},
};
use crate::reference::{KeptRun, Turns};

/// More runs than a history has.
const ALL_RUNS: usize = 1_000;

impl World {
    /// Pauses the processor, or resumes it.
    pub async fn pause(&self, is_paused: bool) -> Result<(), String> {
        self.parts
            .store
            .set_paused(is_paused, &because())
            .await
            .map_err(told)?;
        Ok(())
    }

    /// Activates a schedule, or deactivates it.
    pub async fn activate(&self, schedule: usize, is_active: bool) -> Result<(), String> {
        let (it, change) = (self.schedule(schedule).await?, because());
        let store = &self.parts.store;
        let answer = store.set_schedule_active(it.id, it.version, is_active, &change);
        saved(&answer.await.map_err(told)?)
    }

    /// Gives a schedule other times.
    pub async fn reschedule(&self, schedule: usize, times: usize) -> Result<(), String> {
        let (it, change) = (self.schedule(schedule).await?, because());
        let values = ScheduleValues {
            name: it.name,
            cron: TIMES[times].0.parse().map_err(told)?,
            lookback_days: it.lookback_days,
        };
        let answer = self
            .parts
            .store
            .save_schedule(it.id, it.version, &values, &change);
        saved(&answer.await.map_err(told)?)
    }

    async fn schedule(&self, schedule: usize) -> Result<Schedule, String> {
        let all = self.parts.store.schedules().await.map_err(told)?;
        let id = self.schedules[schedule];
        all.into_iter()
            .find(|it| it.id == id)
            .ok_or_else(|| format!("schedule {schedule} is lost"))
    }
}

fn saved(answer: &ScheduleAnswer) -> Result<(), String> {
    match answer {
        ScheduleAnswer::Saved(_) => Ok(()),
        other => Err(format!("a schedule was not saved: {other:?}")),
    }
}

/// Compares when schedules are due, and every run that is kept with its parts.
pub async fn compare(world: &World, turns: &Turns) -> Result<(), String> {
    for (number, it) in turns.schedules.iter().enumerate() {
        let schedule = world.schedule(number).await?;
        let is = (schedule.next_run_at.map(millis), schedule.last_run_at.map(millis));
        if is != (it.next, it.last) || schedule.is_active != it.next.is_some() {
            return Err(format!("schedule {number} is {schedule:?}, but must be {it:?}"));
        }
    }
    let mut runs = world.parts.store.runs(None, ALL_RUNS).await.map_err(told)?.runs;
    runs.reverse();
    let shown: Vec<&KeptRun> = turns.runs.iter().filter(|run| run.is_shown()).collect();
    if runs.len() != shown.len() {
        return Err(format!("the runs are {runs:?}, but must be {shown:?}"));
    }
    for (run, it) in runs.iter().zip(shown) {
        let is = (run.trigger, run.lookback_days, run.status, run.counts);
        let must_be = (it.trigger, it.lookback_days, it.status, counts(it));
        if is != must_be || run.ended_at.is_some() == it.is_at_work() {
            return Err(format!("a run is {run:?}, but must be {it:?}"));
        }
        let parts = world.parts.store.run(run.id).await.map_err(told)?;
        let parts = parts.map(|(_, parts)| parts).unwrap_or_default();
        let mut sum = RunCounts::default();
        parts.iter().for_each(|part| sum.add(&part.counts));
        if sum != run.counts {
            return Err(format!("the parts of {run:?} are {parts:?}"));
        }
    }
    Ok(())
}

/// What is written down of a run; while it is at work, nothing is, for its processor is not there any more.
fn counts(run: &KeptRun) -> RunCounts {
    if run.is_at_work() {
        return RunCounts::default();
    }
    let count = |status: Status| {
        let alike = run.outcomes.iter().filter(|outcome| **outcome == status);
        i64::try_from(alike.count()).unwrap_or(i64::MAX)
    };
    RunCounts {
        claimed: i64::try_from(run.claimed).unwrap_or(i64::MAX),
        success: count(Status::Success),
        retry: count(Status::Retry),
        failed: count(Status::Failed),
        canceled: count(Status::Canceled),
        manual: count(Status::Manual),
    }
}
