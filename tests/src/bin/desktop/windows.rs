//! The windows on the display, and the button in their title bar.

use std::error::Error;

use x11rb::{
    connection::Connection as _,
    protocol::xproto::{Atom, AtomEnum, ClientMessageEvent, ConnectionExt as _, EventMask, MapState, Window},
    rust_connection::RustConnection,
    wrapper::ConnectionExt as _,
};

/// What a program is told of a window has 32 bits each.
const FORMAT: u8 = 32;
/// More of a title is not read, in units of four bytes.
const MOST: u32 = 256;

/// The titles of those that are shown.
pub(crate) fn titles() -> Result<Vec<String>, Box<dyn Error>> {
    let shown = Display::open()?.shown()?;
    Ok(shown.into_iter().map(|(_, title)| title).collect())
}

/// Asks the programs of those whose title has this text to close them.
pub(crate) fn close(text: &str) -> Result<(), Box<dyn Error>> {
    let display = Display::open()?;
    let [protocols, delete] = ["WM_PROTOCOLS", "WM_DELETE_WINDOW"].map(|name| display.atom(name));
    let (protocols, delete) = (protocols?, delete?);
    for (window, title) in display.shown()? {
        if title.contains(text) {
            let message =
                ClientMessageEvent::new(FORMAT, window, protocols, [delete, x11rb::CURRENT_TIME, 0, 0, 0]);
            display
                .connection
                .send_event(false, window, EventMask::NO_EVENT, message)?;
        }
    }
    // What is not answered before the connection ends may be lost with it.
    Ok(display.connection.sync()?)
}

/// The display that the environment names.
struct Display {
    connection: RustConnection,
    root: Window,
}

impl Display {
    fn open() -> Result<Self, Box<dyn Error>> {
        let (connection, screen) = x11rb::connect(None)?;
        let root = connection
            .setup()
            .roots
            .get(screen)
            .ok_or("the display has no screen")?;
        let root = root.root;
        Ok(Self { connection, root })
    }

    fn atom(&self, name: &str) -> Result<Atom, Box<dyn Error>> {
        Ok(self.connection.intern_atom(false, name.as_bytes())?.reply()?.atom)
    }

    /// The windows that are shown, with their titles.
    fn shown(&self) -> Result<Vec<(Window, String)>, Box<dyn Error>> {
        let name = self.atom("_NET_WM_NAME")?;
        let mut shown = Vec::new();
        for window in self.connection.query_tree(self.root)?.reply()?.children {
            // One that is gone by now is not shown.
            let Ok(attributes) = self.connection.get_window_attributes(window)?.reply() else {
                continue;
            };
            let title = self
                .connection
                .get_property(false, window, name, AtomEnum::ANY, 0, MOST)?;
            if let (MapState::VIEWABLE, Ok(title)) = (attributes.map_state, title.reply())
                && !title.value.is_empty()
            {
                shown.push((window, String::from_utf8_lossy(&title.value).into_owned()));
            }
        }
        Ok(shown)
    }
}
