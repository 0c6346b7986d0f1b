//! A desktop for the tests of the real window: a D-Bus of its own, the service that programs ask to show notifications,
//! and, with `--tray`, a panel that shows icons.
//!
//! Prints the address of the bus, and then each notification as a line of JSON. A line on stdin is what a person does:
//! `notification` chooses the newest one, `tray TEXT` an item of the icon's menu as soon as it can be chosen, `close TEXT`
//! closes the windows whose title has the text, and `look` prints the titles of the windows that are shown. The end of
//! stdin ends it.

#[cfg(target_os = "linux")]
mod bus;
#[cfg(target_os = "linux")]
mod notifications;
#[cfg(target_os = "linux")]
mod tray;
#[cfg(target_os = "linux")]
mod windows;

#[cfg(target_os = "linux")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let has_tray = std::env::args().any(|argument| argument == "--tray");
    let (mut daemon, address) = bus::start()?;
    let shown = linux::show(&address, has_tray);
    daemon.kill()?;
    daemon.wait()?;
    shown
}

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!("other desktops show notifications and icons themselves");
}

#[cfg(target_os = "linux")]
mod linux {
    use std::{
        error::Error,
        io::{self, Write as _},
        sync::mpsc::{self, Receiver, TryRecvError},
        thread,
        time::Duration,
    };

    use dbus::MessageType;
    use serde_json::json;

    use crate::{
        bus,
        notifications::{self, Notifications},
        tray::{self, Tray},
        windows,
    };

    /// How long it waits before it looks whether somebody chose something.
    const TICK: Duration = Duration::from_millis(20);

    /// Shows what it is asked to, until stdin ends.
    pub(super) fn show(address: &str, has_tray: bool) -> Result<(), Box<dyn Error>> {
        let mut notifications = Notifications::default();
        let mut tray = has_tray.then(Tray::default);
        let names = [notifications::NAME, tray::NAME];
        let bus = bus::connect(address, if has_tray { &names } else { &names[..1] })?;
        println!("{address}");
        io::stdout().flush()?;
        let choices = choices();
        loop {
            match choices.try_recv() {
                Ok(choice) => match (choice.split_once(' ').unwrap_or((&choice, "")), &mut tray) {
                    (("notification", _), _) => notifications.choose(&bus)?,
                    (("tray", text), Some(tray)) => tray.choose(text),
                    (("close", text), _) => windows::close(text)?,
                    (("look", _), _) => {
                        println!("{}", json!({ "windows": windows::titles()? }));
                        io::stdout().flush()?;
                    }
                    _ => return Err(format!("nobody can do {choice:?} here").into()),
                },
                Err(TryRecvError::Empty) => {}
                Err(TryRecvError::Disconnected) => return Ok(()),
            }
            if let Some(tray) = &mut tray {
                tray.choose_if_possible(&bus)?;
            }
            let Some(question) = bus.blocking_pop_message(TICK)? else {
                continue;
            };
            if question.msg_type() == MessageType::MethodCall {
                let for_tray = tray.as_mut().and_then(|tray| tray.answer(&question));
                let answer = match for_tray {
                    Some(answer) => answer,
                    None => notifications.answer(&question)?,
                };
                bus.send(answer).map_err(|()| "the bus is gone")?;
            }
        }
    }

    /// Lines of stdin, read beside the bus.
    fn choices() -> Receiver<String> {
        let (sender, choices) = mpsc::channel();
        thread::spawn(move || {
            for line in io::stdin().lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        choices
    }
}
