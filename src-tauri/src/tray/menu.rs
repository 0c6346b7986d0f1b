//! The icon and its menu.

use serde_json::{Value, json};
use tauri::{
    AppHandle, Wry,
    image::Image,
    menu::{Menu, MenuEvent, MenuItem, PredefinedMenuItem},
    tray::{TrayIcon, TrayIconBuilder},
};

use super::{dot::dotted, standing::Standing};
use crate::window;

/// What the menu's items are called inside the program.
const OPEN: &str = "open";
const RUN: &str = "run";
const PAUSE: &str = "pause";
const QUIT: &str = "quit";

/// The icon, and those items of its menu that change.
pub(super) struct Items {
    icon: TrayIcon<Wry>,
    picture: Option<Image<'static>>,
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
            .tooltip(Standing::default().tooltip())
            .menu(&menu)
            .on_menu_event(chosen);
        let picture = app
            .default_window_icon()
            .map(|picture| picture.clone().to_owned());
        if let Some(picture) = &picture {
            icon = icon.icon(picture.clone());
        }
        let icon = icon.build(app)?;
        Ok(Self {
            icon,
            picture,
            run,
            pause,
        })
    }

    /// Makes icon and menu say how the processor stands and what is not read.
    ///
    /// # Errors
    /// When the program is about to end.
    pub(super) fn show(&self, standing: Standing) -> tauri::Result<()> {
        self.run.set_enabled(standing.can_run())?;
        self.pause.set_enabled(standing.is_open)?;
        self.pause.set_text(standing.pause_text())?;
        self.icon.set_tooltip(Some(standing.tooltip()))?;
        let picture = self.picture.as_ref().map(|picture| {
            let (width, height) = (picture.width(), picture.height());
            if standing.unread == 0 {
                picture.clone()
            } else {
                Image::new_owned(dotted(picture.rgba(), width, height), width, height)
            }
        });
        self.icon.set_icon(picture)
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
