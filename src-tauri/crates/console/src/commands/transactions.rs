//! Finding transactions, and the actions that change their status.

use model::{LogEntry, RecordId, SyncErrorCode, key_prefix};
use org::Org as _;
use serde::{Deserialize, Serialize};
use store::{
    ActionAnswer, Change, Cursor, FilterCount, StatusCounts, StatusRequest, TransactionDetail,
    TransactionFilter, TransactionGraph, TransactionPage, TransactionRow, TransactionSort,
};
use ts_rs::TS;

use super::{Nothing, text::required};
use crate::{ConsoleError, ConsoleEvent, command::Context, shown::Shown};

/// Rows on a page at the most.
const PAGE_LIMIT: usize = 500;
/// Transactions in one request at the most; more than that is a job's work.
const ACTION_LIMIT: usize = 1_000;

/// A page of the list.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, rename = "TransactionsListRequest")]
pub struct ListRequest {
    /// Which transactions.
    pub filter: TransactionFilter,
    /// In which order.
    pub sort: TransactionSort,
    /// Where the page before ended; none for the first.
    pub cursor: Option<Cursor>,
    /// Rows on the page, 500 at the most.
    pub limit: usize,
}

/// The rows of some transactions.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, rename = "TransactionsRowsRequest")]
pub struct RowsRequest {
    /// Which, 1,000 at the most.
    pub ids: Vec<RecordId>,
}

/// Counts what a filter finds.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, rename = "TransactionsCountRequest")]
pub struct CountRequest {
    /// Which transactions.
    pub filter: TransactionFilter,
    /// Counting stops there.
    pub at_most: i64,
}

/// What a filter can be made of.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct FilterOptions {
    /// API names of objects.
    pub objects: Vec<String>,
    /// Error codes: those that transactions have now come first.
    pub error_codes: Vec<SyncErrorCode>,
}

/// One transaction.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, rename = "TransactionGetRequest")]
pub struct GetRequest {
    /// Id, Name or OfflineUniqueIdentifier.
    pub key: String,
}

/// What a transaction hangs together with.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, rename = "TransactionGraphRequest")]
pub struct GraphRequest {
    /// The transaction.
    pub id: RecordId,
}

/// An action on one or more transactions.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ActionRequest {
    /// Which; with the version that the caller saw, a change meanwhile is a conflict.
    pub targets: Vec<StatusRequest>,
    /// Why; for a comment, its text.
    pub reason: String,
}

/// What happened to each.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ActionAnswers {
    /// In the order of the request.
    pub answers: Vec<ActionAnswer>,
}

/// A log entry written by an admin.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, rename = "TransactionLogRequest")]
pub struct LogRequest {
    /// The transaction.
    pub id: RecordId,
    /// The item it is about.
    pub item_id: Option<RecordId>,
    /// An error code, if it reports one.
    pub exception_code: Option<String>,
    /// The object it is about.
    pub object_name: Option<String>,
    /// The field it is about.
    pub field_name: Option<String>,
    /// The value it is about.
    pub value: Option<String>,
    /// What happened.
    pub message: String,
    /// Why it is logged by hand.
    pub reason: String,
}

pub(super) async fn list(
    context: &Context<'_>,
    request: ListRequest,
) -> Result<Shown<TransactionPage>, ConsoleError> {
    let limit = request.limit.clamp(1, PAGE_LIMIT);
    let page = context
        .workspace()?
        .store()
        .page(&request.filter, request.sort, request.cursor.as_ref(), limit)
        .await?;
    Ok(context.masks().await?.show(page))
}

pub(super) async fn rows(
    context: &Context<'_>,
    request: RowsRequest,
) -> Result<Shown<Vec<TransactionRow>>, ConsoleError> {
    at_most(request.ids.len())?;
    let rows = context.workspace()?.store().rows(&request.ids).await?;
    Ok(context.masks().await?.show(rows))
}

pub(super) async fn count(context: &Context<'_>, request: CountRequest) -> Result<FilterCount, ConsoleError> {
    Ok(context
        .workspace()?
        .store()
        .count(&request.filter, request.at_most.clamp(1, 1_000_000))
        .await?)
}

pub(super) async fn counts(context: &Context<'_>, _: Nothing) -> Result<StatusCounts, ConsoleError> {
    Ok(context.workspace()?.store().counts().await?)
}

pub(super) async fn filter_options(context: &Context<'_>, _: Nothing) -> Result<FilterOptions, ConsoleError> {
    let workspace = context.workspace()?;
    let catalogue = workspace.org().catalogue().await?;
    let mut error_codes: Vec<SyncErrorCode> = workspace.store().failed_error_codes().await?;
    for code in SyncErrorCode::KNOWN {
        if !error_codes.contains(code) {
            error_codes.push(code.clone());
        }
    }
    Ok(FilterOptions {
        objects: catalogue.objects().map(|object| object.name.clone()).collect(),
        error_codes,
    })
}

pub(super) async fn get(
    context: &Context<'_>,
    request: GetRequest,
) -> Result<Shown<TransactionDetail>, ConsoleError> {
    let detail = find(context, &request.key).await?;
    Ok(context.masks().await?.show(detail))
}

/// A transaction by Id, Name or OfflineUniqueIdentifier, with nothing masked: for commands to work with.
pub(super) async fn find(context: &Context<'_>, key: &str) -> Result<TransactionDetail, ConsoleError> {
    let store = context.workspace()?.store().clone();
    let detail = match store.find(key).await? {
        Some(id) => store.transaction(&id).await?,
        None => None,
    };
    detail.ok_or_else(|| ConsoleError::NotFound {
        what: "the transaction",
        key: key.to_owned(),
    })
}

pub(super) async fn graph(
    context: &Context<'_>,
    request: GraphRequest,
) -> Result<TransactionGraph, ConsoleError> {
    let graph = context.workspace()?.store().graph(&request.id).await?;
    graph.ok_or_else(|| ConsoleError::NotFound {
        what: "transaction",
        key: request.id.into(),
    })
}

pub(super) async fn ignore(
    context: &Context<'_>,
    request: ActionRequest,
) -> Result<ActionAnswers, ConsoleError> {
    let (workspace, change) = prepare(context, &request)?;
    tell(
        context,
        workspace.store().ignore(&request.targets, &change).await?,
    )
}

pub(super) async fn retry(
    context: &Context<'_>,
    request: ActionRequest,
) -> Result<ActionAnswers, ConsoleError> {
    let (workspace, change) = prepare(context, &request)?;
    tell(context, workspace.store().retry(&request.targets, &change).await?)
}

pub(super) async fn mark_manual(
    context: &Context<'_>,
    request: ActionRequest,
) -> Result<ActionAnswers, ConsoleError> {
    let (workspace, change) = prepare(context, &request)?;
    tell(
        context,
        workspace.store().mark_manual(&request.targets, &change).await?,
    )
}

pub(super) async fn mark_resolved(
    context: &Context<'_>,
    request: ActionRequest,
) -> Result<ActionAnswers, ConsoleError> {
    let (workspace, change) = prepare(context, &request)?;
    tell(
        context,
        workspace.store().mark_resolved(&request.targets, &change).await?,
    )
}

pub(super) async fn comment(
    context: &Context<'_>,
    request: ActionRequest,
) -> Result<ActionAnswers, ConsoleError> {
    let (workspace, change) = prepare(context, &request)?;
    let ids: Vec<RecordId> = request.targets.iter().map(|target| target.id.clone()).collect();
    tell(context, workspace.store().add_comment(&ids, &change).await?)
}

pub(super) async fn log(
    context: &Context<'_>,
    request: LogRequest,
) -> Result<Shown<TransactionDetail>, ConsoleError> {
    let workspace = context.workspace()?;
    let change = change_by(context, &request.reason)?;
    let message = required(&request.message, "Say in the message what happened.")?;
    let now = context.console.clock().now();
    let id = context.console.ids().next(key_prefix::LOG_ENTRY);
    let mut entry = LogEntry::about(id, request.id.clone(), &context.caller.actor, now);
    entry.exception_code = request.exception_code;
    entry.exception_type = Some("LoggedByAdmin".to_owned());
    entry.exception_location = request.item_id.map(String::from);
    entry.exception_log = Some(message.to_owned());
    entry.object_name = request.object_name;
    entry.field_name = request.field_name;
    entry.value = request.value;
    let answer = workspace
        .store()
        .add_log_entry(&request.id, entry, &change)
        .await?;
    tell(context, vec![answer])?;
    get(
        context,
        GetRequest {
            key: request.id.into(),
        },
    )
    .await
}

/// Checks what every action needs: not too many, and a reason.
fn prepare(
    context: &Context<'_>,
    request: &ActionRequest,
) -> Result<(std::sync::Arc<crate::workspace::Workspace>, Change), ConsoleError> {
    at_most(request.targets.len())?;
    Ok((context.workspace()?, change_by(context, &request.reason)?))
}

/// Who changes, and why.
pub(super) fn change_by(context: &Context<'_>, reason: &str) -> Result<Change, ConsoleError> {
    let reason = required(
        reason,
        "Give a reason: it is kept in the history of what you change.",
    )?;
    Ok(Change {
        actor: context.caller.actor.clone(),
        reason: reason.to_owned(),
    })
}

fn at_most(transactions: usize) -> Result<(), ConsoleError> {
    if transactions > ACTION_LIMIT {
        return Err(ConsoleError::invalid(format!(
            "{transactions} transactions are too many for one request; take {ACTION_LIMIT} at a time"
        )));
    }
    Ok(())
}

/// Tells every window, and the processor, which transactions changed, and answers.
fn tell(context: &Context<'_>, answers: Vec<ActionAnswer>) -> Result<ActionAnswers, ConsoleError> {
    context.workspace()?.wake_background();
    context.console.tell(ConsoleEvent::TransactionsChanged(
        answers.iter().map(|a| a.id.clone()).collect(),
    ));
    Ok(ActionAnswers { answers })
}
