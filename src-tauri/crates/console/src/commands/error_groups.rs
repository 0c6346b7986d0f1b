//! Failures of the same kind, and what admins decide about them.

use serde::{Deserialize, Serialize};
use store::{Decision, DecisionSubject, ErrorGroup, ErrorGroupAnswer, ErrorGroupValues};
use ts_rs::TS;

use super::{
    Nothing,
    text::{at_most, given},
};
use crate::{
    ConsoleError, ConsoleEvent,
    command::Context,
    shown::{Hide, Masks, Shown},
};

/// The longest name of who looks after a group, in characters.
const LONGEST_ASSIGNEE: usize = 80;
/// The longest note, in characters.
const LONGEST_NOTE: usize = 2_000;

/// One error group.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ErrorGroupRequest {
    /// Its number.
    pub id: i64,
}

/// Decides about an error group.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SaveErrorGroupRequest {
    /// Its number.
    pub id: i64,
    /// The version that the caller saw.
    pub expected_version: i64,
    /// What is decided.
    pub values: ErrorGroupValues,
}

/// The error groups.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ErrorGroupsAnswer {
    /// Those that had an error last first; 1,000 at the most.
    pub groups: Vec<ErrorGroup>,
}

pub(super) async fn list(
    context: &Context<'_>,
    _: Nothing,
) -> Result<Shown<ErrorGroupsAnswer>, ConsoleError> {
    let groups = context.workspace()?.store().error_groups().await?;
    Ok(context.masks().await?.show(ErrorGroupsAnswer { groups }))
}

impl Hide for ErrorGroupsAnswer {
    fn hide(&mut self, masks: &Masks, _: &()) {
        self.groups.iter_mut().for_each(|group| group.hide(masks, &()));
    }
}

pub(super) async fn get(
    context: &Context<'_>,
    request: ErrorGroupRequest,
) -> Result<Shown<ErrorGroup>, ConsoleError> {
    let group = context.workspace()?.store().error_group(request.id).await?;
    let group = group.ok_or_else(|| not_found(request.id))?;
    Ok(context.masks().await?.show(group))
}

pub(super) async fn save(
    context: &Context<'_>,
    request: SaveErrorGroupRequest,
) -> Result<Shown<ErrorGroup>, ConsoleError> {
    let values = ErrorGroupValues {
        assignee: given(request.values.assignee),
        note: given(request.values.note),
        ..request.values
    };
    at_most(
        "assignee",
        values.assignee.as_deref().unwrap_or_default(),
        LONGEST_ASSIGNEE,
    )?;
    at_most("note", values.note.as_deref().unwrap_or_default(), LONGEST_NOTE)?;
    let store = context.workspace()?.store().clone();
    let masks = context.masks().await?;
    match store
        .save_error_group(
            request.id,
            request.expected_version,
            &values,
            &context.caller.actor,
        )
        .await?
    {
        ErrorGroupAnswer::Saved(group) => {
            context.console.tell(ConsoleEvent::ErrorGroupsChanged);
            Ok(masks.show(group))
        }
        ErrorGroupAnswer::Conflict(group) => {
            Err(ConsoleError::conflict("the error group", &masks.show(group)))
        }
        ErrorGroupAnswer::NotFound => Err(not_found(request.id)),
    }
}

pub(super) async fn decisions(
    context: &Context<'_>,
    subject: DecisionSubject,
) -> Result<Vec<Decision>, ConsoleError> {
    Ok(context.workspace()?.store().decisions(subject).await?)
}

fn not_found(id: i64) -> ConsoleError {
    ConsoleError::NotFound {
        what: "error group",
        key: id.to_string(),
    }
}
