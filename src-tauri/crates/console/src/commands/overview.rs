//! What needs attention.

use store::Overview;

use super::Nothing;
use crate::{ConsoleError, command::Context};

pub(super) async fn get(context: &Context<'_>, _: Nothing) -> Result<Overview, ConsoleError> {
    Ok(context.workspace()?.store().overview().await?)
}
