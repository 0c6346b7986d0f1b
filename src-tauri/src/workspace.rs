//! The workspace at the start and at the end of the program; between them the window decides.

use std::{path::Path, time::Duration};

use console::{Caller, Console, ErrorBody};
use serde_json::json;
use tauri::AppHandle;

use crate::window;

/// How long the end of the program waits for work to stop. What is not settled by then, the leases bring back.
const PATIENCE: Duration = Duration::from_secs(5);

/// Opens the store that the command line names, if it names one, and then the window, which so has something to
/// show from its first moment. A store that cannot be opened is told over the window.
pub(crate) async fn open_with_window(app: &AppHandle, console: &Console) {
    let named = std::env::args_os().nth(1);
    let opened = match &named {
        Some(path) => open(console, Path::new(path)).await,
        None => Ok(()),
    };
    let handle = app.clone();
    let shown = app.run_on_main_thread(move || {
        if let Err(error) = window::open(&handle) {
            eprintln!("The window could not be opened: {error}");
            handle.exit(1);
            return;
        }
        if let Err(error) = opened {
            window::tell(&handle, "The workspace could not be opened", &error.message);
        }
    });
    if let Err(error) = shown {
        eprintln!("The window could not be opened: {error}");
    }
}

async fn open(console: &Console, path: &Path) -> Result<(), ErrorBody> {
    // The window remembers the path for the next start, which may happen in another folder.
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let request = json!({ "storePath": path.to_string_lossy() });
    console
        .call(&Caller::local(), "workspace.open", request)
        .await
        .map(drop)
}

/// Stops the work on the workspace and closes its files.
pub(crate) async fn close(console: &Console) {
    let caller = Caller::local();
    let closing = console.call(&caller, "workspace.close", json!({}));
    match tokio::time::timeout(PATIENCE, closing).await {
        Ok(Ok(_)) => {}
        Ok(Err(error)) => tracing::warn!(error.message, "the workspace was not closed"),
        Err(_) => tracing::warn!("work on the workspace did not stop in time"),
    }
}
