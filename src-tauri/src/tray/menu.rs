//! The icon and its menu.

use serde_json::{Value, json};
use tauri::{
    AppHandle, Wry,
    menu::{Menu, MenuEvent, MenuItem, PredefinedMenuItem},
    tray::TrayIconBuilder,
};

use super::standing::Standing;
use crate::window;

/// What the menu's items are called inside the program.
const OPEN: &str = "open";
const RUN: &str = "run";
const PAUSE: &str = "pause";
const QUIT: &str = "quit";

/// Those items of the menu that change.
pub(super) struct Items {
    run: MenuItem<Wry>,
    pause: MenuItem<Wry>,
}

impl Items {
    /// Puts the icon with its menu into the tray.
    ///
    /// # Errors
    /// When the desktop refuses it, or the icon's picture cannot be written where the panel finds it.
    pub(super) fn build(app: &AppHandle) -> tauri::Result<Self> {
        let item = |id: &str, text: &str| MenuItem::with_id(app, id, text, true, None::<&str>);
        let run = item(RUN, "Run now")?;
        let pause = item(PAUSE, Standing::default().pause_text())?;
        let separator = PredefinedMenuItem::separator(app)?;
        let (open, quit) = (item(OPEN, "Open")?, item(QUIT, "Quit")?);
        let menu = Menu::with_items(app, &[&open, &run, &pause, &separator, &quit])?;
        let mut icon = TrayIconBuilder::with_id("console")
            .tooltip("Synchronization Admin Console")
            .menu(&menu)
            .on_menu_event(chosen);
        if let Some(image) = app.default_window_icon() {
            icon = icon.icon(image.clone());
        }
        icon.build(app)?;
        Ok(Self { run, pause })
    }

    /// Makes the menu say how the processor stands.
    ///
    /// # Errors
    /// When the program is about to end.
    pub(super) fn show(&self, standing: Standing) -> tauri::Result<()> {
        self.run.set_enabled(standing.can_run())?;
        self.pause.set_enabled(standing.is_open)?;
        self.pause.set_text(standing.pause_text())
    }
}

/// Does what was chosen in the menu.
fn chosen(app: &AppHandle, event: MenuEvent) {
    match event.id().as_ref() {
        OPEN => window::show(app),
        RUN => call(
            app,
            "processor.run",
            json!({ "lookbackDays": null, "untilEmpty": false }),
        ),
        PAUSE => {
            // What the menu said when it was chosen.
            let paused = !super::of(app).is_some_and(|tray| tray.standing().is_paused);
            let request = json!({ "paused": paused, "reason": "Chosen in the tray" });
            call(app, "processor.setPaused", request);
        }
        QUIT => app.exit(0),
        _ => {}
    }
}

/// Calls a command; what went wrong is told in a dialog.
fn call(app: &AppHandle, command: &'static str, request: Value) {
    let Some(tray) = super::of(app) else { return };
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        if let Err(error) = tray.call(command, request).await {
            window::tell(&app, "The Sync Processor", &error.message);
        }
    });
}
