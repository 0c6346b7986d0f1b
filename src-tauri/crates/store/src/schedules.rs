//! Schedules of the Sync Processor: the template and its clones.

use model::{Cron, Schedule, Timestamp, millis, timestamp};
use serde_json::{Value, json};

use crate::{
    Change, SettingsScope, Store, StoreError,
    engine::Fault,
    store::Writing,
    tables::{
        schedule::{self, Row},
        setting::{self, StoredChange},
    },
};

/// What an admin decides about a schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduleValues {
    /// The name.
    pub name: String,
    /// When it is due.
    pub cron: Cron,
    /// In days.
    pub lookback_days: i64,
}

/// What became of a change of a schedule. Unless it is `Saved`, nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScheduleAnswer {
    /// Done; the schedule as it is now or, after a deletion, as it was.
    Saved(Schedule),
    /// Someone changed it meanwhile; this is what it is now.
    Conflict(Schedule),
    /// There is no such schedule.
    NotFound,
    /// The template cannot be changed, activated or deleted.
    IsTemplate,
    /// Another schedule has this name.
    NameTaken,
}

impl Store {
    /// Every schedule: the template, then by name.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn schedules(&self) -> Result<Vec<Schedule>, StoreError> {
        self.read(async |c| Ok(schedule::all(c).await?)).await
    }

    /// The active schedule that is due next; none when no schedule is active.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn next_schedule(&self) -> Result<Option<Schedule>, StoreError> {
        self.read(async |c| Ok(schedule::active(c).await?.into_iter().next()))
            .await
    }

    /// Makes a schedule like another, or like the template, under a name of its own. It is not active.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn clone_schedule(
        &self,
        id: i64,
        name: &str,
        change: &Change,
    ) -> Result<ScheduleAnswer, StoreError> {
        self.write(async |w| {
            let Some(original) = schedule::get(w, id).await? else {
                return Ok(ScheduleAnswer::NotFound);
            };
            if schedule::is_named(w, name, 0).await? {
                return Ok(ScheduleAnswer::NameTaken);
            }
            let row = Row {
                name,
                cron: &original.cron,
                lookback_days: original.lookback_days,
                is_active: false,
                next_run_at: None,
            };
            let now = w.now;
            let id = schedule::insert(w, &row, now).await?;
            saved(w, id, None, change).await
        })
        .await
    }

    /// Changes a schedule. An active one is due next by its new expression.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn save_schedule(
        &self,
        id: i64,
        expected_version: i64,
        values: &ScheduleValues,
        change: &Change,
    ) -> Result<ScheduleAnswer, StoreError> {
        self.write(async |w| {
            let before = match editable(w, id, expected_version).await? {
                Ok(before) => before,
                Err(answer) => return Ok(answer),
            };
            if schedule::is_named(w, &values.name, id).await? {
                return Ok(ScheduleAnswer::NameTaken);
            }
            let is_same_time = before.cron == values.cron;
            let next_run_at = match (before.is_active, is_same_time) {
                (false, _) => None,
                (true, true) => before.next_run_at,
                (true, false) => values.cron.next_after(timestamp(w.now)),
            };
            let row = Row {
                name: &values.name,
                cron: &values.cron,
                lookback_days: values.lookback_days,
                is_active: before.is_active,
                next_run_at: next_run_at.map(millis),
            };
            schedule::update(w, id, &row).await?;
            saved(w, id, Some(&before), change).await
        })
        .await
    }

    /// Activates a schedule, so that it is due at its next time from now on, or deactivates it.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn set_schedule_active(
        &self,
        id: i64,
        expected_version: i64,
        is_active: bool,
        change: &Change,
    ) -> Result<ScheduleAnswer, StoreError> {
        self.write(async |w| {
            let before = match editable(w, id, expected_version).await? {
                Ok(before) => before,
                Err(answer) => return Ok(answer),
            };
            if before.is_active == is_active {
                return Ok(ScheduleAnswer::Saved(before));
            }
            let next_run_at: Option<Timestamp> = is_active
                .then(|| before.cron.next_after(timestamp(w.now)))
                .flatten();
            let row = Row {
                name: &before.name,
                cron: &before.cron,
                lookback_days: before.lookback_days,
                is_active,
                next_run_at: next_run_at.map(millis),
            };
            schedule::update(w, id, &row).await?;
            saved(w, id, Some(&before), change).await
        })
        .await
    }

    /// Deletes a schedule. Its runs stay.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn delete_schedule(
        &self,
        id: i64,
        expected_version: i64,
        change: &Change,
    ) -> Result<ScheduleAnswer, StoreError> {
        self.write(async |w| {
            let before = match editable(w, id, expected_version).await? {
                Ok(before) => before,
                Err(answer) => return Ok(answer),
            };
            schedule::delete(w, id).await?;
            note(w, id, Some(&before), None, change).await?;
            Ok(ScheduleAnswer::Saved(before))
        })
        .await
    }
}

/// The schedule, when it may be changed.
async fn editable(
    w: &mut Writing,
    id: i64,
    expected_version: i64,
) -> Result<Result<Schedule, ScheduleAnswer>, Fault> {
    Ok(match schedule::get(w, id).await? {
        None => Err(ScheduleAnswer::NotFound),
        Some(schedule) if schedule.is_template => Err(ScheduleAnswer::IsTemplate),
        Some(schedule) if schedule.version != expected_version => Err(ScheduleAnswer::Conflict(schedule)),
        Some(schedule) => Ok(schedule),
    })
}

async fn saved(
    w: &mut Writing,
    id: i64,
    before: Option<&Schedule>,
    change: &Change,
) -> Result<ScheduleAnswer, Fault> {
    let Some(after) = schedule::get(w, id).await? else {
        return Ok(ScheduleAnswer::NotFound);
    };
    note(w, id, before, Some(&after), change).await?;
    Ok(ScheduleAnswer::Saved(after))
}

/// Keeps what changed, and why.
async fn note(
    w: &mut Writing,
    id: i64,
    before: Option<&Schedule>,
    after: Option<&Schedule>,
    change: &Change,
) -> Result<(), Fault> {
    for ((field, old_value), (_, new_value)) in decided(before).into_iter().zip(decided(after)) {
        if old_value == new_value {
            continue;
        }
        let noted = StoredChange {
            scope: SettingsScope::Schedule { schedule_id: id }.key(),
            changed_at: w.now,
            actor: change.actor.clone(),
            field: field.into(),
            old_value: old_value.to_string(),
            new_value: new_value.to_string(),
            reason: change.reason.clone(),
        };
        setting::note(w, &noted).await?;
    }
    Ok(())
}

/// What an admin decided, field by field; null where there is no schedule.
fn decided(schedule: Option<&Schedule>) -> [(&'static str, Value); 4] {
    [
        ("name", json!(schedule.map(|schedule| &schedule.name))),
        ("cron", json!(schedule.map(|schedule| schedule.cron.as_str()))),
        (
            "lookbackDays",
            json!(schedule.map(|schedule| schedule.lookback_days)),
        ),
        ("isActive", json!(schedule.map(|schedule| schedule.is_active))),
    ]
}
