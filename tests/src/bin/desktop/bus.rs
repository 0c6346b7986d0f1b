//! A D-Bus of its own.

use std::{
    io::{self, BufRead as _, BufReader},
    process::{Child, Command, Stdio},
    time::Duration,
};

use dbus::{Error, Message, channel::Channel};

/// How long the bus, and whoever is asked over it, may take to answer.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// Starts one; answers its address.
pub(crate) fn start() -> io::Result<(Child, String)> {
    let mut daemon = Command::new("dbus-daemon")
        .args(["--session", "--nofork", "--print-address=1"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        // As root it warns of a limit that it may not raise.
        .stderr(Stdio::null())
        .spawn()?;
    let mut address = String::new();
    if let Some(stdout) = daemon.stdout.take() {
        BufReader::new(stdout).read_line(&mut address)?;
    }
    Ok((daemon, address.trim().to_owned()))
}

/// Connects to the bus at an address, under these names.
pub(crate) fn connect(address: &str, names: &[&str]) -> Result<Channel, Error> {
    let mut bus = Channel::open_private(address)?;
    bus.register()?;
    let daemon = "org.freedesktop.DBus";
    for name in names {
        let own = Message::call_with_args(
            daemon,
            "/org/freedesktop/DBus",
            daemon,
            "RequestName",
            (*name, 0_u32),
        );
        bus.send_with_reply_and_block(own, PATIENCE)?;
    }
    Ok(bus)
}
