//! The one window. Its content sets the title, which names the workspace.

use tauri::{AppHandle, Manager as _, WebviewUrl, WebviewWindowBuilder};
use tauri_plugin_dialog::{DialogExt as _, MessageDialogKind};

/// The name that `capabilities/main.json` gives its permissions to.
const LABEL: &str = "main";
/// Smallest size at which every screen works, in logical pixels.
const MIN_SIZE: (f64, f64) = (1024.0, 700.0);
/// Size at the first start; later the size of the last time.
const FIRST_SIZE: (f64, f64) = (1360.0, 860.0);

/// Opens it.
pub(crate) fn open(app: &AppHandle) -> tauri::Result<()> {
    WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title("Synchronization Admin Console")
        .inner_size(FIRST_SIZE.0, FIRST_SIZE.1)
        .min_inner_size(MIN_SIZE.0, MIN_SIZE.1)
        .build()?;
    Ok(())
}

/// Brings it back from the tray, or to the front.
pub(crate) fn show(app: &AppHandle) {
    let Some(window) = app.get_webview_window(LABEL) else {
        return;
    };
    let shown = window
        .show()
        .and_then(|()| window.unminimize())
        .and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::warn!(%error, "the window could not be shown");
    }
}

/// Shows a number on the program's icon where the desktop can: in the dock, or in the list of programs; none at 0.
pub(crate) fn show_badge(app: &AppHandle, count: i64) {
    let Some(window) = app.get_webview_window(LABEL) else {
        return;
    };
    if let Err(error) = window.set_badge_count((count > 0).then_some(count)) {
        tracing::debug!(%error, "the number of unread notices is not shown on the program's icon");
    }
}

/// Brings it back if it is in the tray.
pub(crate) fn show_if_hidden(app: &AppHandle) {
    let is_hidden = app
        .get_webview_window(LABEL)
        .is_some_and(|window| window.is_visible().is_ok_and(|is_visible| !is_visible));
    if is_hidden {
        show(app);
    }
}

/// Tells an error in a dialog over it, if it is on screen, and on stderr for those who started it from a shell.
pub(crate) fn tell(app: &AppHandle, title: &str, message: &str) {
    eprintln!("{title}: {message}");
    let mut dialog = app
        .dialog()
        .message(message)
        .title(title)
        .kind(MessageDialogKind::Error);
    if let Some(window) = app.get_webview_window(LABEL)
        && window.is_visible().unwrap_or(true)
    {
        dialog = dialog.parent(&window);
    }
    dialog.show(|_| {});
}
