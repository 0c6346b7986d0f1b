//! The one window.

use tauri::{AppHandle, WebviewUrl, WebviewWindowBuilder};

/// Smallest size at which every screen works, in logical pixels.
const MIN_SIZE: (f64, f64) = (1024.0, 700.0);
/// Size at the first start; later the size of the last time.
const FIRST_SIZE: (f64, f64) = (1360.0, 860.0);

/// Opens it.
pub(crate) fn open(app: &AppHandle) -> tauri::Result<()> {
    WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
        .title("Synchronization Admin Console")
        .inner_size(FIRST_SIZE.0, FIRST_SIZE.1)
        .min_inner_size(MIN_SIZE.0, MIN_SIZE.1)
        .build()?;
    Ok(())
}
