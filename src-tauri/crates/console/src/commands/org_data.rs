//! What the org knows, and its records.

use model::RecordId;
use org::{ObjectDescribe, Org as _, OrgRecord};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Nothing;
use crate::{ConsoleError, command::Context, shown::Shown};

/// An object by its names.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ObjectName {
    /// API name.
    pub name: String,
    /// Label.
    pub label: String,
}

/// One object.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct DescribeRequest {
    /// API name.
    pub object_name: String,
}

/// One record.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RecordRequest {
    /// Its Id.
    pub id: RecordId,
}

/// Records whose name has `search` in it.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct LookupRequest {
    /// API name of the object.
    pub object_name: String,
    /// Part of the name, or an Id.
    pub search: String,
    /// At most so many, 100 at the most.
    pub limit: i64,
}

/// A record to pick.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct LookupRow {
    /// Its Id.
    pub id: RecordId,
    /// Its name.
    pub name: String,
}

pub(super) async fn objects(context: &Context<'_>, _: Nothing) -> Result<Vec<ObjectName>, ConsoleError> {
    let catalogue = context.workspace()?.org().catalogue().await?;
    let name = |object: &ObjectDescribe| ObjectName {
        name: object.name.clone(),
        label: object.label.clone(),
    };
    Ok(catalogue.objects().map(name).collect())
}

pub(super) async fn describe(
    context: &Context<'_>,
    request: DescribeRequest,
) -> Result<ObjectDescribe, ConsoleError> {
    let catalogue = context.workspace()?.org().catalogue().await?;
    let object = catalogue.object(&request.object_name);
    object.cloned().ok_or(ConsoleError::NotFound {
        what: "the object",
        key: request.object_name,
    })
}

pub(super) async fn record(
    context: &Context<'_>,
    request: RecordRequest,
) -> Result<Shown<OrgRecord>, ConsoleError> {
    let record = find_record(context, &request.id).await?;
    Ok(context.masks().await?.show(record))
}

/// A record with nothing masked: for commands to work with.
pub(super) async fn find_record(context: &Context<'_>, id: &RecordId) -> Result<OrgRecord, ConsoleError> {
    let record = context.workspace()?.org().record(id).await?;
    record.ok_or_else(|| ConsoleError::NotFound {
        what: "the record",
        key: id.to_string(),
    })
}

pub(super) async fn lookup(
    context: &Context<'_>,
    request: LookupRequest,
) -> Result<Vec<LookupRow>, ConsoleError> {
    let workspace = context.workspace()?;
    let rows = workspace
        .org()
        .lookup(&request.object_name, &request.search, request.limit.clamp(1, 100))
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, name)| LookupRow { id, name })
        .collect())
}
