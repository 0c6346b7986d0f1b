//! The cause catalogue.

use model::{Cause, ErrorTraits, SyncErrorCode};
use serde::{Deserialize, Serialize};
use store::{CauseAnswer, CauseValues};
use ts_rs::TS;

use super::{
    Done, Nothing,
    text::{at_most, given, required},
};
use crate::{ConsoleError, ConsoleEvent, command::Context};

/// The longest title and the longest condition, in characters.
const LONGEST_LINE: usize = 120;
/// The longest text, in characters.
const LONGEST_TEXT: usize = 2_000;
/// Steps of a recipe at the most.
const MOST_STEPS: usize = 20;

/// An error to be explained.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, optional_fields)]
pub struct ExplainErrorRequest {
    /// The error code.
    pub error_code: SyncErrorCode,
    /// API name of the object it is about.
    pub object_name: Option<String>,
    /// API name of the field it is about.
    pub field_name: Option<String>,
    /// In words.
    pub message: Option<String>,
}

/// What explains an error.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ErrorExplanation {
    /// The entry; none for an error that the catalogue does not know.
    pub cause: Option<Cause>,
}

/// Adds an entry, or changes one.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SaveCauseRequest {
    /// The entry and the version of it that the caller saw; none for a new one.
    pub own: Option<OwnCause>,
    /// What it is to say.
    pub values: CauseValues,
}

/// An entry that an admin made.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct OwnCause {
    /// Its number.
    pub id: i64,
    /// The version that the caller saw.
    pub expected_version: i64,
}

/// Deletes an entry.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct DeleteCauseRequest {
    /// The entry.
    pub own: OwnCause,
}

pub(super) async fn list(context: &Context<'_>, _: Nothing) -> Result<Vec<Cause>, ConsoleError> {
    let mut causes = context.workspace()?.store().own_causes().await?;
    causes.extend(Cause::known());
    Ok(causes)
}

pub(super) async fn explain(
    context: &Context<'_>,
    request: ExplainErrorRequest,
) -> Result<ErrorExplanation, ConsoleError> {
    let causes = list(context, Nothing {}).await?;
    let error = ErrorTraits {
        code: request.error_code.as_str(),
        object_name: request.object_name.as_deref(),
        field_name: request.field_name.as_deref(),
        message: request.message.as_deref().unwrap_or_default(),
        value: None,
    };
    Ok(ErrorExplanation {
        cause: Cause::best(&causes, &error).cloned(),
    })
}

pub(super) async fn save(context: &Context<'_>, request: SaveCauseRequest) -> Result<Cause, ConsoleError> {
    let store = context.workspace()?.store().clone();
    let actor = &context.caller.actor;
    let values = checked(request.values)?;
    let answer = match request.own {
        None => store.add_cause(&values, actor).await?,
        Some(own) => {
            store
                .save_cause(own.id, own.expected_version, &values, actor)
                .await?
        }
    };
    saved(context, answer, request.own)
}

pub(super) async fn delete(context: &Context<'_>, request: DeleteCauseRequest) -> Result<Done, ConsoleError> {
    let OwnCause { id, expected_version } = request.own;
    let answer = context
        .workspace()?
        .store()
        .delete_cause(id, expected_version, &context.caller.actor)
        .await?;
    saved(context, answer, Some(request.own)).map(|_| Done {})
}

fn saved(context: &Context<'_>, answer: CauseAnswer, own: Option<OwnCause>) -> Result<Cause, ConsoleError> {
    match answer {
        CauseAnswer::Saved(cause) => {
            context.console.tell(ConsoleEvent::CausesChanged);
            Ok(cause)
        }
        CauseAnswer::Conflict(cause) => {
            Err(ConsoleError::conflict("the entry of the cause catalogue", &cause))
        }
        CauseAnswer::NotFound => Err(ConsoleError::NotFound {
            what: "entry of the cause catalogue",
            key: own.map_or_else(String::new, |own| own.id.to_string()),
        }),
    }
}

/// Values without blanks around them, none too long.
fn checked(values: CauseValues) -> Result<CauseValues, ConsoleError> {
    let mut matches = values.matches;
    required(matches.error_code.as_str(), "Say which error code it explains.")?;
    for (field, condition) in [
        ("objectName", &mut matches.object_name),
        ("fieldName", &mut matches.field_name),
        ("messageContains", &mut matches.message_contains),
    ] {
        *condition = given(condition.take());
        at_most(field, condition.as_deref().unwrap_or_default(), LONGEST_LINE)?;
    }
    let title = required(&values.title, "Give the cause a title.")?.to_owned();
    at_most("title", &title, LONGEST_LINE)?;
    let cause = required(&values.cause, "Say what the cause is.")?.to_owned();
    at_most("cause", &cause, LONGEST_TEXT)?;
    let steps = values
        .recipe
        .iter()
        .map(|step| step.trim())
        .filter(|step| !step.is_empty());
    let recipe: Vec<String> = steps.map(str::to_owned).collect();
    if recipe.is_empty() || recipe.len() > MOST_STEPS {
        let message = format!("Say what to do, in 1 to {MOST_STEPS} steps.");
        return Err(ConsoleError::at_field("recipe", message));
    }
    for step in &recipe {
        at_most("recipe", step, LONGEST_TEXT)?;
    }
    Ok(CauseValues {
        matches,
        title,
        cause,
        recipe,
        ..values
    })
}
