//! Schedules of the Sync Processor.

use model::{Cron, Schedule, Timestamp};
use serde::{Deserialize, Serialize};
use store::{ScheduleAnswer, ScheduleValues};
use ts_rs::TS;

use super::{Done, Nothing, processor::lookback_in_range, text::required, transactions::change_by};
use crate::{ConsoleError, ConsoleEvent, command::Context};

/// Next runs that a preview shows.
const PREVIEWED: usize = 5;
/// The longest name, in characters.
const LONGEST_NAME: usize = 80;

/// Makes a schedule like another.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct CloneScheduleRequest {
    /// The schedule, or the template.
    pub id: i64,
    /// The name of the new one.
    pub name: String,
    /// Why.
    pub reason: String,
}

/// Changes a schedule.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SaveScheduleRequest {
    /// The schedule.
    pub id: i64,
    /// The version that the caller saw.
    pub expected_version: i64,
    /// Its name.
    pub name: String,
    /// When it is due: a cron expression of five fields, in UTC.
    pub cron: String,
    /// In days.
    pub lookback_days: i64,
    /// Why.
    pub reason: String,
}

/// Activates or deactivates a schedule.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SetScheduleActiveRequest {
    /// The schedule.
    pub id: i64,
    /// The version that the caller saw.
    pub expected_version: i64,
    /// Whether it runs.
    pub is_active: bool,
    /// Why.
    pub reason: String,
}

/// Deletes a schedule.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct DeleteScheduleRequest {
    /// The schedule.
    pub id: i64,
    /// The version that the caller saw.
    pub expected_version: i64,
    /// Why.
    pub reason: String,
}

/// A cron expression to look at.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PreviewScheduleRequest {
    /// Five fields, in UTC.
    pub cron: String,
}

/// What a cron expression means.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SchedulePreview {
    /// In words.
    pub words: String,
    /// The next five times.
    pub next: Vec<Timestamp>,
}

pub(super) async fn list(context: &Context<'_>, _: Nothing) -> Result<Vec<Schedule>, ConsoleError> {
    Ok(context.workspace()?.store().schedules().await?)
}

pub(super) async fn clone(
    context: &Context<'_>,
    request: CloneScheduleRequest,
) -> Result<Schedule, ConsoleError> {
    let (workspace, change) = (context.workspace()?, change_by(context, &request.reason)?);
    let name = named(&request.name)?;
    let answer = workspace
        .store()
        .clone_schedule(request.id, name, &change)
        .await?;
    saved(context, answer, request.id, name)
}

pub(super) async fn save(
    context: &Context<'_>,
    request: SaveScheduleRequest,
) -> Result<Schedule, ConsoleError> {
    let (workspace, change) = (context.workspace()?, change_by(context, &request.reason)?);
    let values = ScheduleValues {
        name: named(&request.name)?.to_owned(),
        cron: cron(&request.cron)?,
        lookback_days: lookback_in_range(request.lookback_days)?,
    };
    let answer = workspace
        .store()
        .save_schedule(request.id, request.expected_version, &values, &change)
        .await?;
    saved(context, answer, request.id, &values.name)
}

pub(super) async fn set_active(
    context: &Context<'_>,
    request: SetScheduleActiveRequest,
) -> Result<Schedule, ConsoleError> {
    let (workspace, change) = (context.workspace()?, change_by(context, &request.reason)?);
    let answer = workspace
        .store()
        .set_schedule_active(request.id, request.expected_version, request.is_active, &change)
        .await?;
    saved(context, answer, request.id, "")
}

pub(super) async fn delete(
    context: &Context<'_>,
    request: DeleteScheduleRequest,
) -> Result<Done, ConsoleError> {
    let (workspace, change) = (context.workspace()?, change_by(context, &request.reason)?);
    let answer = workspace
        .store()
        .delete_schedule(request.id, request.expected_version, &change)
        .await?;
    saved(context, answer, request.id, "")?;
    Ok(Done {})
}

pub(super) async fn preview(
    context: &Context<'_>,
    request: PreviewScheduleRequest,
) -> Result<SchedulePreview, ConsoleError> {
    let cron = cron(&request.cron)?;
    Ok(SchedulePreview {
        words: cron.words(),
        next: cron.next(context.console.clock().now(), PREVIEWED),
    })
}

fn cron(text: &str) -> Result<Cron, ConsoleError> {
    text.parse::<Cron>()
        .map_err(|error| ConsoleError::at_field("cron", error.to_string()))
}

fn named(name: &str) -> Result<&str, ConsoleError> {
    let name = required(name, "Give the schedule a name.")?;
    if name.chars().count() > LONGEST_NAME {
        let message = format!("The name of a schedule has at most {LONGEST_NAME} characters.");
        return Err(ConsoleError::at_field("name", message));
    }
    Ok(name)
}

/// The schedule when it was saved, and a word to the windows; else why not.
fn saved(
    context: &Context<'_>,
    answer: ScheduleAnswer,
    id: i64,
    name: &str,
) -> Result<Schedule, ConsoleError> {
    match answer {
        ScheduleAnswer::Saved(schedule) => {
            context.workspace()?.wake_scheduler();
            context.console.tell(ConsoleEvent::SchedulesChanged);
            context.console.tell(ConsoleEvent::ProcessorChanged);
            Ok(schedule)
        }
        ScheduleAnswer::Conflict(current) => Err(ConsoleError::conflict("the schedule", &current)),
        ScheduleAnswer::NotFound => Err(ConsoleError::NotFound {
            what: "schedule",
            key: id.to_string(),
        }),
        ScheduleAnswer::IsTemplate => Err(ConsoleError::invalid(
            "This is the template: it cannot be changed, activated or deleted. Clone it, and do that with the clone.",
        )),
        ScheduleAnswer::NameTaken => Err(ConsoleError::at_field(
            "name",
            format!("There is a schedule \"{name}\" already; choose another name."),
        )),
    }
}
