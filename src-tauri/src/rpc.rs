//! The way between window and console: one command in, one stream of events out.

use console::{Caller, Console, ErrorBody};
use serde_json::Value;
use tauri::{App, AppHandle, Emitter as _, Manager as _, State};
use tokio::sync::broadcast::error::RecvError;

/// Name of the event that carries each `ConsoleEvent`.
pub(crate) const EVENT: &str = "console";

/// Calls a command of the console.
#[tauri::command]
pub(crate) async fn rpc(
    console: State<'_, Console>,
    name: String,
    request: Value,
) -> Result<Value, ErrorBody> {
    console.call(&Caller::local(), &name, request).await
}

/// Gives the window the console and its events.
pub(crate) fn attach(app: &App, console: Console) {
    tauri::async_runtime::spawn(forward(app.handle().clone(), console.clone()));
    app.manage(console);
}

/// Sends every event to the window until the program ends.
async fn forward(app: AppHandle, console: Console) {
    let mut events = console.events();
    loop {
        match events.recv().await {
            Ok(event) => {
                if let Err(error) = app.emit(EVENT, &event) {
                    tracing::warn!(%error, "an event did not reach the window");
                }
            }
            // The window looks again at whatever it shows; a gap costs one refresh.
            Err(RecvError::Lagged(missed)) => {
                tracing::debug!(missed, "the window fell behind");
                let _ = app.emit(EVENT, console::ConsoleEvent::TransactionsChanged(Vec::new()));
            }
            Err(RecvError::Closed) => return,
        }
    }
}
