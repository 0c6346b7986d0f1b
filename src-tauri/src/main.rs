//! The desktop shell of the Synchronization Admin Console: a window, an icon in the tray, desktop notifications, the way
//! into the mail program, one `rpc` command, and the console's events.
//!
//! It must not hold rules of the product or SQL; those are behind `console::Console::call`.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod badge;
mod mail;
mod notify;
mod rpc;
mod runtime;
mod tray;
mod window;
mod workspace;

use std::sync::Arc;

use console::{Console, Dependencies};
use tauri::RunEvent;

fn main() -> tauri::Result<()> {
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_default_env())
        .with_writer(std::io::stderr)
        .init();

    // Held until the program ends.
    let _runtime = runtime::start()?;
    let console = Console::new(Dependencies::default());
    console.run_schedules();
    console.watch();
    let opening = console.clone();
    tauri::Builder::default()
        .plugin(tauri_plugin_store::Builder::new().build())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_window_state::Builder::new().build())
        .invoke_handler(tauri::generate_handler![rpc::rpc, mail::open_report_in_mail])
        .setup(|app| {
            rpc::attach(app, opening.clone());
            let app = app.handle().clone();
            opening.announce_with(Arc::new(notify::Desktop::of(&app)));
            badge::attach(&app, opening.clone());
            tauri::async_runtime::spawn(async move {
                workspace::open_with_window(&app, &opening).await;
                // Only now, as nobody waits for it.
                tray::attach(&app, opening);
            });
            Ok(())
        })
        .on_window_event(tray::on_window_event)
        .build(tauri::generate_context!())?
        .run(move |app, event| match event {
            RunEvent::Exit => tauri::async_runtime::block_on(workspace::close(&console)),
            event if is_click_in_dock(&event) => window::show_if_hidden(app),
            _ => {}
        });
    Ok(())
}

/// Whether somebody clicked on the icon of the program that runs: there, that brings its window back.
#[cfg(target_os = "macos")]
const fn is_click_in_dock(event: &RunEvent) -> bool {
    matches!(event, RunEvent::Reopen { .. })
}

/// Other systems have no dock.
#[cfg(not(target_os = "macos"))]
const fn is_click_in_dock(_: &RunEvent) -> bool {
    false
}
