//! How the Sync Processor stands and what is not read, as far as the tray is concerned.

use console::{Caller, Console};
use serde_json::{Value, json};

/// What the icon is called.
const NAME: &str = "Synchronization Admin Console";

/// How it stands. Without a workspace there is nothing to run, to pause or to stay for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Standing {
    /// Whether a workspace is open.
    pub(super) is_open: bool,
    /// Whether the processor is paused.
    pub(super) is_paused: bool,
    /// Whether the program has a reason to stay without its window: a schedule is active, or the processor works in
    /// the background. While it is paused the reason stays, as others may let it go on.
    pub(super) has_work: bool,
    /// Notices that nobody has read.
    pub(super) unread: i64,
}

impl Standing {
    /// How it stands now; none when that cannot be told.
    pub(super) async fn now(console: &Console) -> Option<Self> {
        let caller = Caller::local();
        let app = console.call(&caller, "app.info", json!({})).await.ok()?;
        if app["workspace"].is_null() {
            return Some(Self::default());
        }
        let state = console.call(&caller, "processor.state", json!({})).await.ok()?;
        let inbox = console.call(&caller, "inbox.count", json!({})).await.ok()?;
        Some(Self::of(&state, inbox["unread"].as_i64().unwrap_or_default()))
    }

    /// What the state of the processor comes to, and the number of unread notices.
    fn of(state: &Value, unread: i64) -> Self {
        Self {
            is_open: true,
            is_paused: !state["paused"].is_null(),
            has_work: state["background"] == true || !state["nextSchedule"].is_null(),
            unread,
        }
    }

    /// Whether a run can be asked for.
    pub(super) const fn can_run(self) -> bool {
        self.is_open && !self.is_paused
    }

    /// What the icon says when it is pointed at.
    pub(super) fn tooltip(self) -> String {
        match self.unread {
            0 => NAME.to_owned(),
            1 => format!("{NAME}: 1 unread notice"),
            unread => format!("{NAME}: {unread} unread notices"),
        }
    }

    /// What the one menu item for pausing and resuming reads.
    pub(super) const fn pause_text(self) -> &'static str {
        if self.is_paused {
            "Resume the Sync Processor"
        } else {
            "Pause the Sync Processor"
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use console::Dependencies;

    use super::*;

    async fn call(console: &Console, command: &str, request: Value) -> Value {
        console.call(&Caller::local(), command, request).await.unwrap()
    }

    async fn with_workspace(folder: &Path) -> Console {
        let console = Console::new(Dependencies::default());
        let request = json!({ "storePath": folder.join("queue.syncstore") });
        call(&console, "workspace.create", request).await;
        console
    }

    #[tokio::test]
    async fn there_is_nothing_to_stay_for_without_a_workspace_or_without_work_in_it() {
        let console = Console::new(Dependencies::default());
        let nothing = Standing::now(&console).await.unwrap();
        assert_eq!(nothing, Standing::default());
        assert!(!nothing.can_run());

        let folder = tempfile::tempdir().unwrap();
        let idle = Standing::now(&with_workspace(folder.path()).await).await.unwrap();
        assert!(idle.is_open && idle.can_run());
        assert!(!idle.has_work && !idle.is_paused);
    }

    #[tokio::test]
    async fn background_processing_is_work() {
        let folder = tempfile::tempdir().unwrap();
        let console = with_workspace(folder.path()).await;
        for on in [true, false] {
            call(&console, "processor.setBackground", json!({ "on": on })).await;
            assert_eq!(Standing::now(&console).await.unwrap().has_work, on);
        }
    }

    #[tokio::test]
    async fn an_active_schedule_is_work_also_while_the_processor_is_paused() {
        let folder = tempfile::tempdir().unwrap();
        let console = with_workspace(folder.path()).await;
        let clone = json!({ "id": 1, "name": "Nightly", "reason": "go live" });
        let schedule = call(&console, "schedules.clone", clone).await;
        assert!(!Standing::now(&console).await.unwrap().has_work, "not active yet");
        let activate = json!({
            "id": schedule["id"], "expectedVersion": schedule["version"], "isActive": true, "reason": "go live",
        });
        call(&console, "schedules.setActive", activate).await;
        let active = Standing::now(&console).await.unwrap();
        assert!(active.has_work && active.can_run());
        assert_eq!(active.pause_text(), "Pause the Sync Processor");

        let pause = json!({ "paused": true, "reason": "maintenance" });
        call(&console, "processor.setPaused", pause).await;
        let paused = Standing::now(&console).await.unwrap();
        assert!(paused.has_work && !paused.can_run());
        assert_eq!(paused.pause_text(), "Resume the Sync Processor");
    }

    #[tokio::test]
    async fn unread_notices_are_counted() {
        let folder = tempfile::tempdir().unwrap();
        let console = with_workspace(folder.path()).await;
        let tooltip = async || Standing::now(&console).await.unwrap().tooltip();
        assert_eq!(tooltip().await, "Synchronization Admin Console");
        for expected in ["1 unread notice", "2 unread notices"] {
            call(&console, "watch.test", json!({})).await;
            assert_eq!(
                tooltip().await,
                format!("Synchronization Admin Console: {expected}")
            );
        }
        call(&console, "inbox.markRead", json!({ "ids": null })).await;
        assert_eq!(Standing::now(&console).await.unwrap().unread, 0);
    }
}
