//! A desktop that shows notifications, for the tests of the real window: a D-Bus of its own, and the service that
//! programs ask to show them. Prints the address of the bus, and then each notification as a line of JSON. A line on
//! stdin chooses the newest one; the end of stdin ends it.

#[cfg(target_os = "linux")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    linux::run()
}

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!("other desktops show notifications themselves");
}

#[cfg(target_os = "linux")]
mod linux {
    use std::{
        error::Error,
        io::{self, BufRead as _, BufReader, Write as _},
        process::{Child, Command, Stdio},
        sync::mpsc::{self, Receiver, TryRecvError},
        thread,
        time::Duration,
    };

    use dbus::{Message, MessageType, channel::Channel};
    use serde_json::json;

    /// What programs call it.
    const NAME: &str = "org.freedesktop.Notifications";
    const PATH: &str = "/org/freedesktop/Notifications";
    /// How long it waits before it looks whether somebody chose something.
    const TICK: Duration = Duration::from_millis(20);
    /// How long the bus may take to answer.
    const PATIENCE: Duration = Duration::from_secs(5);

    pub(super) fn run() -> Result<(), Box<dyn Error>> {
        let (mut daemon, address) = start_bus()?;
        let shown = show(&address);
        daemon.kill()?;
        daemon.wait()?;
        shown
    }

    /// A bus; answers its address.
    fn start_bus() -> io::Result<(Child, String)> {
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

    /// Shows what it is asked to, until stdin ends.
    fn show(address: &str) -> Result<(), Box<dyn Error>> {
        let mut bus = Channel::open_private(address)?;
        bus.register()?;
        let daemon = "org.freedesktop.DBus";
        let own = Message::call_with_args(
            daemon,
            "/org/freedesktop/DBus",
            daemon,
            "RequestName",
            (NAME, 0_u32),
        );
        bus.send_with_reply_and_block(own, PATIENCE)?;
        println!("{address}");
        io::stdout().flush()?;
        let choices = choices();
        let mut newest = 0_u32;
        loop {
            match choices.try_recv() {
                Ok(()) => choose(&bus, newest)?,
                Err(TryRecvError::Empty) => {}
                Err(TryRecvError::Disconnected) => return Ok(()),
            }
            let Some(question) = bus.blocking_pop_message(TICK)? else {
                continue;
            };
            if question.msg_type() == MessageType::MethodCall {
                let answer = answer(&question, &mut newest)?;
                bus.send(answer).map_err(|()| "the bus is gone")?;
            }
        }
    }

    /// Lines of stdin, read beside the bus.
    fn choices() -> Receiver<()> {
        let (sender, choices) = mpsc::channel();
        thread::spawn(move || {
            for _ in io::stdin().lines() {
                if sender.send(()).is_err() {
                    return;
                }
            }
        });
        choices
    }

    fn choose(bus: &Channel, id: u32) -> Result<(), Box<dyn Error>> {
        let chosen = Message::new_signal(PATH, NAME, "ActionInvoked")?.append2(id, "default");
        bus.send(chosen).map_err(|()| "the bus is gone")?;
        Ok(())
    }

    fn answer(question: &Message, newest: &mut u32) -> Result<Message, Box<dyn Error>> {
        let answer = question.method_return();
        Ok(match question.member().as_deref() {
            Some("GetCapabilities") => answer.append1(vec!["actions", "body", "body-markup"]),
            Some("Notify") => {
                let (_program, _replaces, _icon, title, text) =
                    question.read5::<String, u32, String, String, String>()?;
                println!("{}", json!({ "title": title, "text": text }));
                io::stdout().flush()?;
                *newest += 1;
                answer.append1(*newest)
            }
            _ => answer,
        })
    }
}
