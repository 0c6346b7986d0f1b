//! The program itself.

use serde::Serialize;
use ts_rs::TS;

use super::Nothing;
use crate::{Caller, ConsoleError, WorkspaceInfo, command::Context};

/// What a front door shows about the program.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct AppInfo {
    /// Version of the program.
    pub version: String,
    /// Who calls.
    pub caller: Caller,
    /// The open workspace.
    pub workspace: Option<WorkspaceInfo>,
}

pub(super) async fn info(context: &Context<'_>, _: Nothing) -> Result<AppInfo, ConsoleError> {
    Ok(AppInfo {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        caller: context.caller.clone(),
        workspace: context
            .console
            .workspace()
            .map(|workspace| workspace.info().clone()),
    })
}
