//! Embeds the window: configuration, capabilities, icons and the built UI.

fn main() {
    tauri_build::build();
}
