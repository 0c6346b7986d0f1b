//! On a D-Bus of their own, with a panel that only says that it is there.

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver},
    },
    thread::JoinHandle,
};

use super::*;

/// How long the panel waits before it looks whether it should end.
const TICK: Duration = Duration::from_millis(20);
/// Nothing is told in such a time when there is nothing to tell.
const SILENCE: Duration = Duration::from_millis(300);

/// A D-Bus, until it is dropped.
struct Bus {
    daemon: Child,
    address: String,
}

impl Bus {
    fn start() -> Self {
        let mut daemon = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--print-address=1"])
            .stdout(Stdio::piped())
            // As root it warns of a limit that it may not raise.
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-daemon starts; is the package dbus installed?");
        let mut address = String::new();
        BufReader::new(daemon.stdout.take().unwrap())
            .read_line(&mut address)
            .unwrap();
        Self {
            daemon,
            address: address.trim().to_owned(),
        }
    }

    /// What `follow` tells of it.
    fn told(&self) -> Receiver<bool> {
        let (sender, told) = mpsc::channel();
        let address = self.address.clone();
        thread::spawn(move || {
            // It ends with the bus.
            let _ended = follow(&address, |is_there| {
                let _ = sender.send(is_there);
            });
        });
        told
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        self.daemon.kill().unwrap();
        self.daemon.wait().unwrap();
    }
}

/// Something that keeps the list of icons, and says whether a panel shows them.
struct Watcher {
    ends: Arc<AtomicBool>,
    has_panel: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Watcher {
    fn start(bus: &Bus, has_panel: bool) -> Self {
        let has_panel = Arc::new(AtomicBool::new(has_panel));
        let ends = Arc::new(AtomicBool::new(false));
        let mut channel = Channel::open_private(&bus.address).unwrap();
        channel.register().unwrap();
        let (name, is_up) = (
            "org.freedesktop.DBus",
            (Arc::clone(&has_panel), Arc::clone(&ends)),
        );
        let request = Message::call_with_args(
            name,
            "/org/freedesktop/DBus",
            name,
            "RequestName",
            (WATCHER, 0_u32),
        );
        channel.send_with_reply_and_block(request, PATIENCE).unwrap();
        let thread = thread::spawn(move || answer(&channel, &is_up.0, &is_up.1));
        Self {
            ends,
            has_panel,
            thread: Some(thread),
        }
    }

    fn panel(&self, is_there: bool) {
        self.has_panel.store(is_there, Ordering::SeqCst);
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::SeqCst);
        self.thread.take().unwrap().join().unwrap();
    }
}

/// Answers who asks, and tells when the answer becomes another.
fn answer(channel: &Channel, has_panel: &AtomicBool, ends: &AtomicBool) {
    let mut said = has_panel.load(Ordering::SeqCst);
    while !ends.load(Ordering::SeqCst) {
        let now = has_panel.load(Ordering::SeqCst);
        if now != said {
            let what = if now {
                "StatusNotifierHostRegistered"
            } else {
                "StatusNotifierHostUnregistered"
            };
            let signal = Message::new_signal("/StatusNotifierWatcher", WATCHER, what).unwrap();
            channel.send(signal).unwrap();
            said = now;
        }
        if let Some(question) = channel.blocking_pop_message(TICK).unwrap()
            && question.msg_type() == MessageType::MethodCall
        {
            channel
                .send(question.method_return().append1(Variant(now)))
                .unwrap();
        }
    }
}

#[test]
fn a_panel_is_found_whenever_it_comes_and_missed_when_it_goes() {
    let bus = Bus::start();
    let told = bus.told();
    assert!(told.recv_timeout(SILENCE).is_err(), "there is none");

    let watcher = Watcher::start(&bus, true);
    assert_eq!(told.recv_timeout(PATIENCE), Ok(true));
    drop(watcher);
    assert_eq!(told.recv_timeout(PATIENCE), Ok(false));
    let _again = Watcher::start(&bus, true);
    assert_eq!(told.recv_timeout(PATIENCE), Ok(true));

    let one_that_starts_later = bus.told();
    assert_eq!(one_that_starts_later.recv_timeout(PATIENCE), Ok(true));
}

#[test]
fn a_list_of_icons_that_no_panel_shows_is_no_tray() {
    let bus = Bus::start();
    let watcher = Watcher::start(&bus, false);
    let told = bus.told();
    assert!(told.recv_timeout(SILENCE).is_err(), "nobody shows it");
    watcher.panel(true);
    assert_eq!(told.recv_timeout(PATIENCE), Ok(true));
    watcher.panel(false);
    assert_eq!(told.recv_timeout(PATIENCE), Ok(false));
}

#[test]
fn a_bus_that_is_not_there_or_ends_is_an_error() {
    let bus = Bus::start();
    let address = bus.address.clone();
    let following = thread::spawn(move || follow(&address, |_| {}).is_err());
    thread::sleep(SILENCE);
    assert!(!following.is_finished());
    drop(bus);
    assert!(following.join().unwrap());
    assert!(follow("unix:path=/nowhere/at/all", |_| {}).is_err());
}
