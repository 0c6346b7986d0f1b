//! Field users and profiles.

use model::{Profile, User};
use serde::Deserialize;
use ts_rs::TS;

use super::Nothing;
use crate::{ConsoleError, command::Context};

/// Users whose name or username has `search` in it, at most `limit`, by name.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct UsersRequest {
    /// Part of the name; empty for all.
    pub search: String,
    /// At most so many, 200 at the most.
    pub limit: usize,
}

pub(super) async fn users(context: &Context<'_>, request: UsersRequest) -> Result<Vec<User>, ConsoleError> {
    Ok(context
        .workspace()?
        .store()
        .users(&request.search, request.limit.clamp(1, 200))
        .await?)
}

pub(super) async fn profiles(context: &Context<'_>, _: Nothing) -> Result<Vec<Profile>, ConsoleError> {
    Ok(context.workspace()?.store().profiles().await?)
}
