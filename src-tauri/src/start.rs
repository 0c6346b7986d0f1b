//! What happens before the window opens.

use console::{Caller, Console};
use serde_json::json;
use tauri::AppHandle;

use crate::window;

/// Opens the store that the command line names, if it names one, then the window. A store that cannot be opened
/// is told on stderr, and the window opens at its welcome screen.
pub(crate) fn open_named_workspace(app: AppHandle, console: Console) {
    tauri::async_runtime::spawn(async move {
        if let Some(path) = std::env::args().nth(1) {
            let opened = console.call(&Caller::local(), "workspace.open", json!({ "storePath": path })).await;
            if let Err(error) = opened {
                eprintln!("{}", error.message);
            }
        }
        let opened = app.clone().run_on_main_thread(move || {
            if let Err(error) = window::open(&app) {
                eprintln!("The window could not be opened: {error}");
                app.exit(1);
            }
        });
        if let Err(error) = opened {
            eprintln!("The window could not be opened: {error}");
        }
    });
}
