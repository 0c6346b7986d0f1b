//! The machinery of commands: one declaration gives dispatch, permission, the list and the TypeScript types.

use serde::Serialize;

use crate::{Caller, Console, ConsoleError, shown::Masks, workspace::Workspace};
use std::sync::Arc;

/// What a command does to the workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Access {
    /// Changes nothing: any caller.
    Read,
    /// Changes something: admins.
    Change,
}

/// A command as declared.
#[derive(Debug, Clone, Copy)]
pub struct CommandInfo {
    /// The name, `area.action`.
    pub name: &'static str,
    /// What it does to the workspace.
    pub access: Access,
    /// What it is for.
    pub doc: &'static str,
}

/// What a command's body gets beside its request.
pub struct Context<'a> {
    /// The console.
    pub console: &'a Console,
    /// Who calls.
    pub caller: &'a Caller,
}

impl Context<'_> {
    /// The open workspace.
    ///
    /// # Errors
    /// When none is open.
    pub fn workspace(&self) -> Result<Arc<Workspace>, ConsoleError> {
        self.console.workspace().ok_or(ConsoleError::NoWorkspace)
    }

    /// What is masked in the open workspace.
    ///
    /// # Errors
    /// When none is open, or its store cannot be read.
    pub(crate) async fn masks(&self) -> Result<Masks, ConsoleError> {
        Masks::of(self.workspace()?.store()).await
    }

    /// Refuses callers who may only look.
    ///
    /// # Errors
    /// When the command changes something and the caller is no admin.
    pub(crate) fn permit(&self, access: Access) -> Result<(), ConsoleError> {
        match (access, self.caller.role) {
            (Access::Read, _) | (Access::Change, crate::Role::Admin) => Ok(()),
            (Access::Change, crate::Role::Viewer) => Err(ConsoleError::NotPermitted {
                actor: self.caller.actor.clone(),
            }),
        }
    }
}

/// Declares every command once: `"name" => body: Request => Response, Access;`.
macro_rules! commands {
    ($($(#[doc = $doc:literal])* $name:literal => $body:path: $request:ty => $response:ty, $access:ident;)*) => {
        /// Every command.
        pub const COMMANDS: &[CommandInfo] = &[$(CommandInfo {
            name: $name,
            access: Access::$access,
            doc: concat!($($doc),*),
        }),*];

        pub(crate) async fn dispatch(
            context: &Context<'_>,
            name: &str,
            request: serde_json::Value,
        ) -> Result<serde_json::Value, ConsoleError> {
            match name {
                $($name => {
                    context.permit(Access::$access)?;
                    let request: $request = serde_json::from_value(request)
                        .map_err(|source| ConsoleError::BadRequest { command: $name, source })?;
                    let response: $response = Box::pin($body(context, request)).await?;
                    $crate::shown::Answer::json(&response)
                })*
                _ => Err(ConsoleError::UnknownCommand(name.to_owned())),
            }
        }

        /// The declaration as TypeScript: `Commands` maps each name to its request and response.
        #[cfg(test)]
        pub(crate) fn typescript() -> String {
            let config = ts_rs::Config::from_env();
            let mut imports = std::collections::BTreeSet::new();
            let mut lines = String::new();
            $({
                crate::typescript::collect::<$request>(&mut imports);
                crate::typescript::collect::<$response>(&mut imports);
                lines.push_str(&format!(
                    "  /**{} */\n  \"{}\": {{ request: {}; response: {} }};\n",
                    concat!($($doc),*), $name,
                    <$request as ts_rs::TS>::name(&config),
                    <$response as ts_rs::TS>::name(&config),
                ));
            })*
            crate::typescript::file(&imports, &lines)
        }
    };
}
pub(crate) use commands;
