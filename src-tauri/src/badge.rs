//! The number of unread notices on the program's icon.

use console::{Caller, Console, ConsoleEvent};
use serde_json::json;
use tauri::AppHandle;
use tokio::sync::broadcast::error::RecvError;

use crate::window;

/// Keeps it true until the program ends.
pub(crate) fn attach(app: &AppHandle, console: Console) {
    tauri::async_runtime::spawn(keep_true(app.clone(), console));
}

async fn keep_true(app: AppHandle, console: Console) {
    let mut events = console.events();
    let mut shown = 0;
    loop {
        let is_open = match events.recv().await {
            Ok(ConsoleEvent::WorkspaceChanged(workspace)) => workspace.is_some(),
            Ok(ConsoleEvent::NoticesChanged(_)) | Err(RecvError::Lagged(_)) => true,
            Ok(_) => continue,
            Err(RecvError::Closed) => return,
        };
        let unread = if is_open { unread(&console).await } else { 0 };
        if unread != shown {
            window::show_badge(&app, unread);
            shown = unread;
        }
    }
}

async fn unread(console: &Console) -> i64 {
    let count = console.call(&Caller::local(), "inbox.count", json!({})).await;
    count
        .ok()
        .and_then(|count| count["unread"].as_i64())
        .unwrap_or_default()
}
