//! The icon in the tray. It keeps the program there while its window is closed and schedules or the background
//! processor have work to do. Where nothing shows icons, closing the window ends the program.

mod dot;
#[cfg(target_os = "linux")]
mod host;
mod menu;
mod standing;

use std::{
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use console::{Caller, Console, ConsoleEvent, ErrorBody};
use serde_json::Value;
use tauri::{AppHandle, Manager as _, Window, WindowEvent};
use tauri_plugin_dialog::DialogExt as _;
use tauri_plugin_store::StoreExt as _;
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::timeout,
};

use self::{menu::Items, standing::Standing};
use crate::window;

/// How long a closed window waits to learn whether there is work. After that it goes by what was known before.
const PATIENCE: Duration = Duration::from_secs(2);
/// Other programs pause and resume on the same store; so the menu looks again after this.
const LOOK_AGAIN: Duration = Duration::from_secs(30);

/// The file of the console's preferences.
const PREFERENCES: &str = "preferences.json";
/// The preference that keeps whether the person knows of the tray.
const IS_TOLD: &str = "trayIsKnown";

/// The tray, as the rest of the shell knows it.
struct Tray {
    console: Console,
    /// Whether something on the desktop shows the icon.
    is_shown: AtomicBool,
    /// There from the first time that something could show the icon.
    items: OnceLock<Items>,
    standing: Mutex<Standing>,
}

/// Puts the icon into the tray as soon as there is one, and keeps its menu true until the program ends.
pub(crate) fn attach(app: &AppHandle, console: Console) {
    app.manage(Arc::new(Tray {
        console,
        is_shown: AtomicBool::new(false),
        items: OnceLock::new(),
        standing: Mutex::default(),
    }));
    let handle = app.clone();
    host::watch(move |is_there| {
        if let Some(tray) = of(&handle) {
            tray.host_changed(&handle, is_there);
        }
    });
}

/// Keeps the program in the tray when its window is closed, if there is a tray and work to stay for.
pub(crate) fn on_window_event(window: &Window, event: &WindowEvent) {
    if let WindowEvent::CloseRequested { api, .. } = event
        && let Some(tray) = of(window.app_handle())
        && tray.is_shown.load(Ordering::Relaxed)
    {
        api.prevent_close();
        tauri::async_runtime::spawn(close(window.clone(), tray));
    }
}

fn of(app: &AppHandle) -> Option<Arc<Tray>> {
    app.try_state::<Arc<Tray>>().map(|tray| Arc::clone(&tray))
}

impl Tray {
    async fn call(&self, command: &str, request: Value) -> Result<Value, ErrorBody> {
        self.console.call(&Caller::local(), command, request).await
    }

    /// How the processor stood at the last look.
    fn standing(&self) -> Standing {
        *self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How the processor stands; how it stood before, when that cannot be told.
    async fn look(&self) -> Standing {
        let now = timeout(PATIENCE, Standing::now(&self.console)).await;
        let mut standing = self.standing.lock().unwrap_or_else(PoisonError::into_inner);
        *standing = now.ok().flatten().unwrap_or(*standing);
        *standing
    }

    /// The desktop begins or ceases to show icons.
    fn host_changed(self: &Arc<Self>, app: &AppHandle, is_there: bool) {
        if is_there && self.items.get().is_none() {
            match Items::build(app) {
                Ok(items) => {
                    if self.items.set(items).is_ok() {
                        tauri::async_runtime::spawn(keep_true(Arc::clone(self)));
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "the icon could not be put into the tray");
                    return;
                }
            }
        }
        self.is_shown.store(is_there, Ordering::Relaxed);
        if !is_there {
            // Nothing else leads back to a hidden window.
            window::show_if_hidden(app);
        }
    }
}

/// Hides the window, or closes it for good, which ends the program.
async fn close(window: Window, tray: Arc<Tray>) {
    let stays = tray.look().await.has_work;
    let done = if stays { window.hide() } else { window.destroy() };
    match done {
        Ok(()) if stays => tell_once(window.app_handle()),
        Ok(()) => {}
        Err(error) => tracing::warn!(%error, "the window could not be closed"),
    }
}

/// Says, the first time ever, that the program goes on without its window.
fn tell_once(app: &AppHandle) {
    // Preferences that cannot be read or kept are no reason not to say it.
    let preferences = app.store(PREFERENCES).ok();
    if let Some(preferences) = preferences {
        if preferences.get(IS_TOLD).is_some() {
            return;
        }
        preferences.set(IS_TOLD, true);
        if let Err(error) = preferences.save() {
            tracing::warn!(%error, "it is not kept that the person knows of the tray");
        }
    }
    app.dialog()
        .message(
            "Its schedules and background processing go on. To open the window again, or to quit, use the icon in the \
             tray.",
        )
        .title("The console stays in the tray")
        .show(|_| {});
}

/// Keeps what the menu says true until the program ends.
async fn keep_true(tray: Arc<Tray>) {
    let mut events = tray.console.events();
    let mut said = None;
    loop {
        let standing = tray.look().await;
        if said != Some(standing)
            && let Some(items) = tray.items.get()
        {
            if let Err(error) = items.show(standing) {
                tracing::warn!(%error, "the tray does not show how things stand");
            }
            said = Some(standing);
        }
        if let Ok(false) = timeout(LOOK_AGAIN, changes(&mut events)).await {
            return;
        }
    }
}

/// Waits until the processor may stand otherwise, or something else is not read; answers false when nothing more will happen.
async fn changes(events: &mut Receiver<ConsoleEvent>) -> bool {
    loop {
        match events.recv().await {
            Ok(
                ConsoleEvent::ProcessorChanged
                | ConsoleEvent::SchedulesChanged
                | ConsoleEvent::WorkspaceChanged(_)
                | ConsoleEvent::NoticesChanged(_),
            )
            | Err(RecvError::Lagged(_)) => return true,
            Ok(_) => {}
            Err(RecvError::Closed) => return false,
        }
    }
}

/// Other desktops always show icons.
#[cfg(not(target_os = "linux"))]
mod host {
    pub(super) fn watch(tell: impl Fn(bool) + Send + 'static) {
        tell(true);
    }
}
