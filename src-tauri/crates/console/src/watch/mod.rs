//! The watch at work in this program: one task that looks at the rules once a minute, and soon after something
//! happened. What it finds goes to the inbox, and to the desktop where there is one; that other masks hold, to the
//! windows. It saves the daily report when that is due, and removes journals of bulk jobs that were kept for long enough.

mod announcer;

use std::{sync::Arc, time::Duration};

use model::WatchSettings;
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    task::JoinHandle,
    time::sleep,
};
use tokio_util::sync::CancellationToken;

pub use announcer::{Announcement, Announcer, DesktopNotifications, NotShown};

use crate::{Console, ConsoleError, ConsoleEvent, daily_report::save_due, workspace::Workspace};

/// Time alone makes conditions true, and other programs work on the same store.
const LOOK_EVERY: Duration = Duration::from_secs(60);
/// What happens shortly after one another is looked at together.
const GATHER: Duration = Duration::from_secs(2);
/// Commits that remove old journals, after one look.
const PRUNED_AFTER_A_LOOK: usize = 20;

/// The watch over a workspace, until it is stopped.
pub(crate) struct Watch {
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Watch {
    /// Looks at once, and then again and again.
    pub(crate) fn start(console: &Console, workspace: &Arc<Workspace>) -> Self {
        let stop = CancellationToken::new();
        let task = tokio::spawn(work(console.clone(), Arc::clone(workspace), stop.clone()));
        Self { stop, task }
    }

    /// Ends it after the look at work.
    pub(crate) async fn stop(self) {
        self.stop.cancel();
        if let Err(error) = self.task.await {
            tracing::error!(%error, "the watch did not end well");
        }
    }
}

async fn work(console: Console, workspace: Arc<Workspace>, stop: CancellationToken) {
    let mut events = console.events();
    while !stop.is_cancelled() {
        let looked = async {
            tell_other_masks(&console, &workspace).await?;
            look(&console, &workspace).await
        };
        if let Err(error) = looked.await {
            tracing::error!(%error, "the watch could not look; it tries again");
        }
        if let Err(error) = prune(&console, &workspace, &stop).await {
            tracing::error!(%error, "journals of bulk jobs could not be removed; it is tried again");
        }
        let happens = async {
            tokio::select! {
                () = sleep(LOOK_EVERY) => {}
                () = something_happened(&mut events) => sleep(GATHER).await,
            }
        };
        tokio::select! {
            () = happens => {}
            () = stop.cancelled() => {}
        }
    }
}

/// Waits for an event after which a condition may hold that did not before, or no longer.
async fn something_happened(events: &mut Receiver<ConsoleEvent>) {
    loop {
        match events.recv().await {
            Ok(
                ConsoleEvent::TransactionsChanged(_)
                | ConsoleEvent::RunsChanged
                | ConsoleEvent::SchedulesChanged
                | ConsoleEvent::ErrorGroupsChanged
                | ConsoleEvent::SettingsChanged,
            )
            | Err(RecvError::Lagged(_)) => return,
            Ok(_) => {}
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
}

/// Removes journals of bulk jobs that were kept for long enough, a few parts after each look.
async fn prune(
    console: &Console,
    workspace: &Workspace,
    stop: &CancellationToken,
) -> Result<(), ConsoleError> {
    let store = workspace.store();
    let days = store.watch_settings().await?.value.journal_days;
    let mut parts = 0;
    while parts < PRUNED_AFTER_A_LOOK && !stop.is_cancelled() && store.prune_journals(days).await? {
        parts += 1;
    }
    if parts > 0 {
        console.tell(ConsoleEvent::JournalsPruned);
    }
    Ok(())
}

/// Tells when masks hold that another program saved, because events stay in their program.
async fn tell_other_masks(console: &Console, workspace: &Workspace) -> Result<(), ConsoleError> {
    let version = workspace.store().mask_rules().await?.version;
    if workspace.see_masks(version) {
        console.tell(ConsoleEvent::MasksChanged);
    }
    Ok(())
}

async fn look(console: &Console, workspace: &Workspace) -> Result<(), ConsoleError> {
    let store = workspace.store();
    if store.end_lost_run().await? {
        console.tell(ConsoleEvent::RunsChanged);
    }
    let settings = store.watch_settings().await?.value;
    if save_due(store, &settings, &*console.clock()).await? {
        console.tell(ConsoleEvent::SavedReportsChanged);
    }
    let facts = store.watch_facts(&settings).await?;
    let conditions = settings.conditions(facts);
    let noted = store
        .note_conditions(conditions, settings.cooldown_minutes)
        .await?;
    if noted.has_changed {
        console.tell(ConsoleEvent::NoticesChanged(noted.raised));
    }
    announce(console, workspace, &settings).await
}

/// Tells the desktop what nobody has read or was told of, unless it is quiet; so what came during quiet hours is told
/// when they are over, all at once.
async fn announce(
    console: &Console,
    workspace: &Workspace,
    settings: &WatchSettings,
) -> Result<(), ConsoleError> {
    let Some(announcer) = console.announcer() else {
        return Ok(());
    };
    if settings.is_quiet(console.clock().local_now()) {
        return Ok(());
    }
    let untold = workspace.store().take_untold_notices().await?;
    if let Some(announcement) = Announcement::of(untold)
        && let Err(error) = announcer.announce(announcement).await
    {
        // It is in the inbox, and the settings of the watch say that the desktop shows nothing.
        tracing::info!(%error, "the desktop did not show a notice");
    }
    Ok(())
}
