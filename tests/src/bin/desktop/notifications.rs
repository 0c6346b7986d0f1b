//! The service that programs ask to show notifications.

use std::{
    error::Error,
    io::{self, Write as _},
};

use dbus::{Message, channel::Channel};
use serde_json::json;

/// What programs call it.
pub(crate) const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

/// What was shown.
#[derive(Default)]
pub(crate) struct Notifications {
    newest: u32,
}

impl Notifications {
    /// Chooses the newest one, as a click on it does.
    pub(crate) fn choose(&self, bus: &Channel) -> Result<(), Box<dyn Error>> {
        let chosen = Message::new_signal(PATH, NAME, "ActionInvoked")?.append2(self.newest, "default");
        bus.send(chosen).map_err(|()| "the bus is gone")?;
        Ok(())
    }

    /// Does what is asked, and answers.
    pub(crate) fn answer(&mut self, question: &Message) -> Result<Message, Box<dyn Error>> {
        let answer = question.method_return();
        Ok(match question.member().as_deref() {
            Some("GetCapabilities") => answer.append1(vec!["actions", "body", "body-markup"]),
            Some("Notify") => {
                let (_program, _replaces, _icon, title, text) =
                    question.read5::<String, u32, String, String, String>()?;
                println!("{}", json!({ "title": title, "text": text }));
                io::stdout().flush()?;
                self.newest += 1;
                answer.append1(self.newest)
            }
            _ => answer,
        })
    }
}
