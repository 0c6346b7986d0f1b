//! A panel that shows icons, and a person who chooses in their menus. Programs tell it of their icon, and keep the
//! icon's menu on the bus.

use std::error::Error;

use dbus::{
    Message, Path,
    arg::{PropMap, RefArg, Variant, prop_cast},
    channel::Channel,
};

use crate::bus::PATIENCE;

/// What programs call it.
pub(crate) const NAME: &str = "org.kde.StatusNotifierWatcher";
const ITEM: &str = "org.kde.StatusNotifierItem";
const MENU: &str = "com.canonical.dbusmenu";

/// The icon that is shown, and what is to be chosen in its menu.
#[derive(Default)]
pub(crate) struct Tray {
    icon: Option<Icon>,
    choice: Option<String>,
}

/// An icon of a program.
struct Icon {
    program: String,
    path: String,
}

/// An item of a menu: its number, its properties, and the items below it.
type Item = (i32, PropMap, Vec<Variant<Box<dyn RefArg>>>);

impl Tray {
    /// Remembers to choose the item with this text.
    pub(crate) fn choose(&mut self, text: &str) {
        self.choice = Some(text.to_owned());
    }

    /// Chooses what is to be chosen, if it is there and can be chosen by now.
    pub(crate) fn choose_if_possible(&mut self, bus: &Channel) -> Result<(), Box<dyn Error>> {
        if let (Some(icon), Some(text)) = (&self.icon, &self.choice)
            && icon.choose(bus, text)?
        {
            self.choice = None;
        }
        Ok(())
    }

    /// The answer to a question that is for the panel.
    pub(crate) fn answer(&mut self, question: &Message) -> Option<Message> {
        let answer = question.method_return();
        match question.member().as_deref() {
            Some("RegisterStatusNotifierItem") => {
                self.icon = Some(Icon {
                    program: question.sender()?.to_string(),
                    path: question.get1()?,
                });
                Some(answer)
            }
            Some("Get") => match question.get2::<&str, &str>() {
                (Some(NAME), Some("IsStatusNotifierHostRegistered")) => Some(answer.append1(Variant(true))),
                (Some(NAME), Some("ProtocolVersion")) => Some(answer.append1(Variant(0_i32))),
                _ => None,
            },
            _ => None,
        }
    }
}

impl Icon {
    /// Chooses the item of its menu with this text; answers whether it could.
    fn choose(&self, bus: &Channel, text: &str) -> Result<bool, Box<dyn Error>> {
        let Some(menu) = self.menu(bus)? else {
            return Ok(false);
        };
        let layout = self.call(&menu, MENU, "GetLayout");
        let layout =
            bus.send_with_reply_and_block(layout.append3(0_i32, -1_i32, Vec::<String>::new()), PATIENCE)?;
        let (_, root): (u32, (i32, PropMap, Vec<Variant<Item>>)) = layout.read2()?;
        let is_meant = |properties: &PropMap| {
            let label = prop_cast::<String>(properties, "label");
            // The first underscore marks the key that chooses it.
            label.is_some_and(|label| label.replacen('_', "", 1) == text)
                && prop_cast::<bool>(properties, "enabled") != Some(&false)
        };
        let Some(Variant((number, ..))) = root.2.iter().find(|item| is_meant(&item.0.1)) else {
            return Ok(false);
        };
        let chosen = self
            .call(&menu, MENU, "Event")
            .append3(*number, "clicked", Variant(0_i32))
            .append1(0_u32);
        bus.send_with_reply_and_block(chosen, PATIENCE)?;
        Ok(true)
    }

    /// Where its menu is; none as long as there is none.
    fn menu(&self, bus: &Channel) -> Result<Option<Path<'static>>, Box<dyn Error>> {
        let question = self
            .call(&self.path, "org.freedesktop.DBus.Properties", "Get")
            .append2(ITEM, "Menu");
        let answer = bus.send_with_reply_and_block(question, PATIENCE)?;
        let Variant(path) = answer.read1::<Variant<Path<'static>>>()?;
        Ok(Some(path).filter(|path| path.len() > 1))
    }

    fn call(&self, path: &str, interface: &str, method: &str) -> Message {
        Message::call_with_args(self.program.as_str(), path, interface, method, ())
    }
}
