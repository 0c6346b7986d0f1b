//! Simulation Mode: what attempts would come to, and retrying those that would succeed.

use std::sync::Arc;

use model::RecordId;
use org::SimulatedOrg;
use processor::{EditedSimulation, Selection, Simulator, TransactionSimulation};
use serde::Deserialize;
use store::{Edit, TransactionFilter};
use ts_rs::TS;

use super::{
    edit::EditRequest,
    transactions::{ActionAnswers, change_by, find},
};
use crate::{
    ConsoleError, ConsoleEvent, JobKind, JobResult,
    command::Context,
    jobs::Job,
    shown::{Shown, keep_hidden},
    workspace::Workspace,
};

/// Transactions that are retried in one commit.
const AT_ONCE: usize = 500;

/// Simulates one transaction.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SimulateOneRequest {
    /// The transaction.
    pub id: RecordId,
    /// An edit of it that is not saved: would it help?
    pub edit: Option<EditRequest>,
}

/// Simulates many: exactly one of the first three says which.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SimulateManyRequest {
    /// These.
    pub ids: Option<Vec<RecordId>>,
    /// Those that meet the filter.
    pub filter: Option<TransactionFilter>,
    /// The queue as a run would take it now.
    pub whole_queue: bool,
    /// Only transactions made on the device in the last so many days; none for all, of a whole queue for 60.
    pub lookback_days: Option<i64>,
}

/// Retries what a simulation found would succeed.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RetrySucceedingRequest {
    /// The job of the simulation.
    pub job_id: i64,
    /// Why.
    pub reason: String,
}

pub(super) async fn one(
    context: &Context<'_>,
    request: SimulateOneRequest,
) -> Result<Shown<TransactionSimulation>, ConsoleError> {
    let SimulateOneRequest { id, edit } = request;
    let edit = unsaved(context, &id, edit).await?;
    let workspace = context.workspace()?;
    let answer = simulator(context, &workspace).one(&id, edit.as_ref()).await?;
    let simulation = done(answer, &id)?;
    // Its log may have new entries.
    context.console.tell(ConsoleEvent::TransactionsChanged(vec![id]));
    Ok(context.masks().await?.show(simulation))
}

/// What [`one`] told, with nothing masked and nothing logged: for commands to work with.
pub(super) async fn told_before(
    context: &Context<'_>,
    request: SimulateOneRequest,
) -> Result<TransactionSimulation, ConsoleError> {
    let SimulateOneRequest { id, edit } = request;
    let edit = unsaved(context, &id, edit).await?;
    let workspace = context.workspace()?;
    let answer = simulator(context, &workspace).again(&id, edit.as_ref()).await?;
    done(answer, &id)
}

/// The edit that is simulated with a transaction.
async fn unsaved(
    context: &Context<'_>,
    id: &RecordId,
    mut edit: Option<EditRequest>,
) -> Result<Option<Edit>, ConsoleError> {
    if edit.as_ref().is_some_and(|edit| edit.id != *id) {
        return Err(ConsoleError::invalid(
            "The edit is of another transaction; simulate that one.",
        ));
    }
    if let Some(edit) = &mut edit {
        keep_hidden(&mut edit.items, &find(context, id.as_str()).await?)?;
    }
    Ok(edit.map(|edit| Edit {
        id: edit.id,
        // Nothing is saved, so nobody else's change can be lost.
        expected_version: 0,
        fields: edit.fields,
        items: edit.items,
    }))
}

fn done(answer: EditedSimulation, id: &RecordId) -> Result<TransactionSimulation, ConsoleError> {
    match answer {
        EditedSimulation::Done(simulation) => Ok(*simulation),
        EditedSimulation::NotAllowed { reason } => Err(ConsoleError::invalid(reason)),
        EditedSimulation::NotFound => Err(ConsoleError::NotFound {
            what: "the transaction",
            key: id.to_string(),
        }),
    }
}

pub(super) async fn many(context: &Context<'_>, request: SimulateManyRequest) -> Result<Job, ConsoleError> {
    let workspace = context.workspace()?;
    let (selection, title) = match (request.ids, request.filter, request.whole_queue) {
        (Some(ids), None, false) => (Selection::These(ids), "Simulation of a selection"),
        (None, Some(filter), false) => (Selection::Filter(Box::new(filter)), "Simulation of a filter"),
        (None, None, true) => (Selection::WholeQueue, "Simulation of the queue"),
        _ => {
            return Err(ConsoleError::invalid(
                "Say which transactions to simulate: some by Id, a filter, or the whole queue.",
            ));
        }
    };
    let is_queue = selection == Selection::WholeQueue;
    let lookback_days = request
        .lookback_days
        .or(is_queue.then_some(super::processor::DEFAULT_LOOKBACK_DAYS));
    let simulator = simulator(context, &workspace);
    let masks = context.masks().await?;
    let console = context.console.clone();
    Ok(context
        .console
        .jobs()
        .start(JobKind::Simulate, title.to_owned(), move |job| async move {
            let progress = |done, total| job.progress(done, Some(total), 0);
            let simulated = simulator
                .many(selection, lookback_days, progress, job.cancel.clone())
                .await?;
            // Logs may have new entries.
            console.tell(ConsoleEvent::TransactionsChanged(Vec::new()));
            job.keep_succeeding(simulated.succeeding);
            let result = JobResult::Simulation(masks.show(simulated.report));
            if job.cancel.is_cancelled() {
                job.keep(result);
                return Err(ConsoleError::Canceled);
            }
            Ok(Some(result))
        }))
}

pub(super) async fn retry_succeeding(
    context: &Context<'_>,
    request: RetrySucceedingRequest,
) -> Result<ActionAnswers, ConsoleError> {
    let workspace = context.workspace()?;
    let change = change_by(context, &request.reason)?;
    let succeeding =
        context
            .console
            .jobs()
            .succeeding(request.job_id)
            .ok_or_else(|| ConsoleError::NotFound {
                what: "the finished simulation",
                key: request.job_id.to_string(),
            })?;
    let mut answers = Vec::with_capacity(succeeding.len());
    for targets in succeeding.chunks(AT_ONCE) {
        answers.extend(workspace.store().retry(targets, &change).await?);
        let ids = targets.iter().map(|target| target.id.clone()).collect();
        context.console.tell(ConsoleEvent::TransactionsChanged(ids));
    }
    workspace.wake_background();
    Ok(ActionAnswers { answers })
}

fn simulator(context: &Context<'_>, workspace: &Workspace) -> Simulator {
    let org = Arc::new(workspace.org().clone()) as Arc<dyn SimulatedOrg>;
    Simulator::new(
        workspace.store().clone(),
        org,
        context.console.clock(),
        context.console.ids(),
        context.caller.actor.clone(),
    )
}
