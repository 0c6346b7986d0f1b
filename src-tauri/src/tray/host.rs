//! Whether this Linux desktop shows tray icons. They are shown by a panel, which is found through the session's D-Bus;
//! it may start after the program, end before it, or not be there at all.

#[cfg(test)]
mod tests;

use std::{env, panic, thread, time::Duration};

use dbus::{Error, Message, MessageType, arg::Variant, channel::Channel};

/// Where the desktop tells programs its bus.
const ADDRESS: &str = "DBUS_SESSION_BUS_ADDRESS";
/// Keeps the list of icons, for the panel to show.
const WATCHER: &str = "org.kde.StatusNotifierWatcher";
/// Says whether a panel shows them.
const HAS_PANEL: &str = "IsStatusNotifierHostRegistered";
/// After each of these the answer may be another.
const CHANGES: [&str; 3] = [
    "type='signal',member='NameOwnerChanged',arg0='org.kde.StatusNotifierWatcher'",
    "type='signal',interface='org.kde.StatusNotifierWatcher',member='StatusNotifierHostRegistered'",
    "type='signal',interface='org.kde.StatusNotifierWatcher',member='StatusNotifierHostUnregistered'",
];
/// How long the desktop may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// A look at the bus ends after this, to begin again.
const LOOK: Duration = Duration::from_secs(3600);

/// Tells whenever icons begin or cease to be shown, until the program ends; nothing where they never are. Whatever
/// waits, waits on a thread of its own.
pub(super) fn watch(tell: impl Fn(bool) + Send + 'static) {
    // Without an address D-Bus would start a bus of its own.
    let Some(address) = env::var(ADDRESS).ok().filter(|address| !address.is_empty()) else {
        tracing::debug!("there is no D-Bus session, so no tray");
        return;
    };
    let begun = thread::Builder::new()
        .name("tray host".to_owned())
        .spawn(move || {
            let ended = follow(&address, |is_there| tell(is_there && has_library()));
            if let Err(error) = ended {
                tracing::info!(%error, "the desktop does not tell whether it has a tray");
            }
            tell(false);
        });
    if let Err(error) = begun {
        tracing::warn!(%error, "nobody looks for a tray");
    }
}

/// Tells the first time there is a panel, and each change after that.
///
/// # Errors
/// When the bus cannot be reached, or no longer.
fn follow(address: &str, tell: impl Fn(bool)) -> Result<(), Error> {
    let mut bus = Channel::open_private(address)?;
    bus.register()?;
    for rule in CHANGES {
        let name = "org.freedesktop.DBus";
        let subscribe = Message::call_with_args(name, "/org/freedesktop/DBus", name, "AddMatch", (rule,));
        bus.send_with_reply_and_block(subscribe, PATIENCE)?;
    }
    let mut told = false;
    loop {
        let is_there = has_panel(&bus);
        if is_there != told {
            tell(is_there);
            told = is_there;
        }
        wait_for_change(&bus)?;
    }
}

fn has_panel(bus: &Channel) -> bool {
    let mut question = Message::call_with_args(
        WATCHER,
        "/StatusNotifierWatcher",
        "org.freedesktop.DBus.Properties",
        "Get",
        (WATCHER, HAS_PANEL),
    );
    // To look is no reason to start a panel.
    question.set_auto_start(false);
    bus.send_with_reply_and_block(question, PATIENCE)
        .ok()
        .and_then(|answer| answer.get1::<Variant<bool>>())
        .is_some_and(|Variant(has_panel)| has_panel)
}

fn wait_for_change(bus: &Channel) -> Result<(), Error> {
    loop {
        let Some(message) = bus.blocking_pop_message(LOOK)? else {
            continue;
        };
        if message.msg_type() == MessageType::Signal {
            return Ok(());
        }
        if let Some(reply) = dbus::channel::default_reply(&message) {
            // Who asked is told by the bus when this program is gone.
            let _ = bus.send(reply);
        }
    }
}

/// Whether the library that draws the icon is installed. It is looked for only when it is needed, and its binding
/// panics when it is not there.
fn has_library() -> bool {
    let is_there = panic::catch_unwind(|| {
        let _ = &*libappindicator_sys::LIB;
    })
    .is_ok();
    if !is_there {
        tracing::warn!("install libayatana-appindicator3 to have an icon in the tray");
    }
    is_there
}
