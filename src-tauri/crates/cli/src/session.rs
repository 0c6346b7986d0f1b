//! The console as this program uses it: one open store, one caller.

use std::path::Path;

use console::{Caller, Console, Dependencies};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::{exit::Failure, job};

/// An open store.
pub struct Session {
    /// The console.
    pub console: Console,
    caller: Caller,
}

impl Session {
    /// Without a store.
    pub fn new() -> Self {
        Self {
            console: Console::new(Dependencies::default()),
            caller: Caller::local(),
        }
    }

    /// With the store file that was named, by an argument or by the environment.
    ///
    /// # Errors
    /// When none was named, or it cannot be opened.
    pub async fn open(store: Option<&Path>) -> Result<Self, Failure> {
        let session = Self::new();
        session.open_store(store).await?;
        Ok(session)
    }

    /// Opens the store file that was named, by an argument or by the environment.
    ///
    /// # Errors
    /// When none was named, or it cannot be opened.
    pub async fn open_store(&self, store: Option<&Path>) -> Result<(), Failure> {
        let request = json!({ "storePath": named(store)? });
        let opening = self.console.call(&self.caller, "workspace.open", request);
        let opened = job::opened(self, opening).await;
        opened.map(drop).map_err(Failure::Opening)
    }

    /// Calls a command of the console.
    ///
    /// # Errors
    /// What the console refuses.
    pub async fn call<T: DeserializeOwned>(&self, command: &str, request: Value) -> Result<T, Failure> {
        let answer = self
            .console
            .call(&self.caller, command, request)
            .await
            .map_err(Failure::Console)?;
        read(command, answer)
    }

    /// Closes the store.
    pub async fn close(&self) {
        // The answer is the same whether a store was open or not.
        let _ = self
            .console
            .call(&self.caller, "workspace.close", json!({}))
            .await;
    }
}

/// Reads an answer of the console.
///
/// # Errors
/// When it has another form than this program expects.
pub fn read<T: DeserializeOwned>(command: &str, answer: Value) -> Result<T, Failure> {
    serde_json::from_value(answer).map_err(|source| Failure::Answer {
        command: command.to_owned(),
        source,
    })
}

/// The store file that was named.
///
/// # Errors
/// When none was.
pub fn named(store: Option<&Path>) -> Result<String, Failure> {
    store.map(|path| path.display().to_string()).ok_or_else(|| {
        Failure::Usage("say which store: --store FILE, or SYNCADM_STORE in the environment".to_owned())
    })
}
