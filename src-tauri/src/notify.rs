//! Desktop notifications of the watch. They go through the desktop itself rather than Tauri's plugin, which tells
//! neither whether a notification was shown nor that it was chosen.

use std::thread;

use async_trait::async_trait;
use console::{Announcement, Announcer, ConsoleEvent, NotShown};
use notify_rust::{Notification, NotificationHandle, NotificationResponse};
use tauri::{AppHandle, Emitter as _};
use tokio::sync::oneshot;

use crate::{rpc, window};

/// What the notifications say they are from.
const NAME: &str = "Synchronization Admin Console";

/// The desktop of the person who uses the window.
pub(crate) struct Desktop(AppHandle);

impl Desktop {
    /// Where notifications lead back to this program.
    pub(crate) fn of(app: &AppHandle) -> Self {
        Self(app.clone())
    }
}

#[async_trait]
impl Announcer for Desktop {
    async fn check(&self) -> Result<(), NotShown> {
        let asked = tauri::async_runtime::spawn_blocking(|| server::check().map(drop)).await;
        asked.map_err(|error| NotShown(error.to_string()))?
    }

    async fn announce(&self, announcement: Announcement) -> Result<(), NotShown> {
        let (tell, shown) = oneshot::channel();
        let app = self.0.clone();
        // What shows it also hears that it was chosen, for as long as it is there: a thread of its own.
        thread::Builder::new()
            .name("notification".to_owned())
            .spawn(move || {
                let notification = show(&app, &announcement);
                // Whoever asked may be gone.
                let _ = tell.send(notification.as_ref().map(drop).map_err(Clone::clone));
                if let Ok(notification) = notification {
                    lead_back(&app, notification, announcement);
                }
            })
            .map_err(|error| NotShown(error.to_string()))?;
        shown.await.map_err(|error| NotShown(error.to_string()))?
    }
}

#[cfg_attr(not(windows), allow(unused_variables, reason = "Windows asks who shows it"))]
fn show(app: &AppHandle, announcement: &Announcement) -> Result<NotificationHandle, NotShown> {
    let server = server::check()?;
    let mut notification = Notification::new();
    notification
        .appname(NAME)
        .summary(&announcement.title)
        .body(&server.text(&announcement.text))
        .action("default", "Open");
    #[cfg(windows)]
    notification.app_id(&app.config().identifier);
    notification.show().map_err(|error| NotShown(error.to_string()))
}

/// Waits until the notification is chosen or gone. Chosen, it brings the window to the front, which then leads to what
/// it is about.
fn lead_back(app: &AppHandle, notification: NotificationHandle, announcement: Announcement) {
    let chosen = |response: &NotificationResponse| {
        if !matches!(
            response,
            NotificationResponse::Default | NotificationResponse::Action(_)
        ) {
            return;
        }
        window::show(app);
        let event = ConsoleEvent::NoticeChosen(announcement.notice.map(Box::new));
        if let Err(error) = app.emit(rpc::EVENT, &event) {
            tracing::warn!(%error, "the window was not led to a notice");
        }
    };
    if let Err(error) = notification.wait_for_response(chosen) {
        tracing::debug!(%error, "a notification cannot lead back");
    }
}

/// On Linux another program shows notifications, or none does.
#[cfg(target_os = "linux")]
mod server {
    use std::env;

    use super::NotShown;

    /// What shows notifications.
    pub(super) struct Server {
        reads_markup: bool,
    }

    /// Whether there is one.
    pub(super) fn check() -> Result<Server, NotShown> {
        // Without an address D-Bus would start a bus of its own.
        if env::var_os("DBUS_SESSION_BUS_ADDRESS").is_none_or(|address| address.is_empty()) {
            return Err(NotShown(
                "this session has no D-Bus, through which a desktop shows notifications".to_owned(),
            ));
        }
        let capabilities = notify_rust::get_capabilities().map_err(|error| {
            tracing::debug!(%error, "nothing shows notifications");
            NotShown("no program of this desktop shows notifications".to_owned())
        })?;
        Ok(Server {
            reads_markup: capabilities.iter().any(|capability| capability == "body-markup"),
        })
    }

    impl Server {
        /// A text as it shows it: error messages are no markup.
        pub(super) fn text(&self, text: &str) -> String {
            if !self.reads_markup {
                return text.to_owned();
            }
            text.replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;")
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn messages_stay_text_where_the_desktop_reads_markup() {
            let text = |reads_markup| Server { reads_markup }.text("<b>R&D</b>");
            assert_eq!(text(true), "&lt;b&gt;R&amp;D&lt;/b&gt;");
            assert_eq!(text(false), "<b>R&D</b>");
        }
    }
}

/// Other desktops show them themselves.
#[cfg(not(target_os = "linux"))]
mod server {
    use super::NotShown;

    pub(super) struct Server;

    pub(super) fn check() -> Result<Server, NotShown> {
        Ok(Server)
    }

    impl Server {
        pub(super) fn text(&self, text: &str) -> String {
            text.to_owned()
        }
    }
}
