//! The desktop shell of the Synchronization Admin Console: a window, one `rpc` command, and the console's events.
//!
//! It must not hold rules of the product or SQL; those are behind `console::Console::call`.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod rpc;
mod start;
mod window;

use console::{Console, Dependencies};

fn main() -> tauri::Result<()> {
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_default_env())
        .with_writer(std::io::stderr)
        .init();

    tauri::Builder::default()
        .plugin(tauri_plugin_store::Builder::new().build())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_window_state::Builder::new().build())
        .invoke_handler(tauri::generate_handler![rpc::rpc])
        .setup(|app| {
            let console = Console::new(Dependencies::default());
            rpc::attach(app, console.clone());
            start::open_named_workspace(app.handle().clone(), console);
            Ok(())
        })
        .run(tauri::generate_context!())
}
