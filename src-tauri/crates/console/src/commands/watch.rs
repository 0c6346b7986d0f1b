//! What the watch looks for, and trying it.

use std::path::Path;

use model::{Notice, SettingInfo, WATCH_SETTINGS, WatchSettings};
use serde::{Deserialize, Serialize};
use store::{SavedReport, SettingChange, SettingsScope, Versioned};
use ts_rs::TS;

use super::{
    Nothing,
    settings::{HISTORY_LIMIT, after_save, out_of_range},
    transactions::change_by,
};
use crate::{Announcement, ConsoleError, ConsoleEvent, DesktopNotifications, command::Context};

/// Everything the screen of the watch shows.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct WatchView {
    /// What each field means, in the order of the screen.
    #[ts(as = "Vec<SettingInfo>")]
    pub fields: &'static [SettingInfo],
    /// The values.
    pub value: WatchSettings,
    /// Version, to be given when saving.
    pub version: i64,
    /// Changes of these settings, newest first.
    pub history: Vec<SettingChange>,
    /// Whether the desktop shows notifications.
    pub desktop: DesktopNotifications,
    /// Whose local time quiet hours and the time of the report are in, at this moment.
    pub local_zone: String,
    /// The last daily report that saved itself, or was to.
    pub last_report: Option<SavedReport>,
}

/// Saves what the watch looks for.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct WriteWatchRequest {
    /// The new values.
    pub value: WatchSettings,
    /// The version that the caller saw.
    pub expected_version: i64,
    /// Why.
    pub reason: String,
}

/// What came of a test.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct WatchTest {
    /// The notice, which lies in the inbox.
    pub notice: Notice,
    /// Whether the desktop showed it.
    pub desktop: DesktopNotifications,
}

pub(super) async fn read(context: &Context<'_>, _: Nothing) -> Result<WatchView, ConsoleError> {
    let workspace = context.workspace()?;
    let Versioned { value, version } = workspace.store().watch_settings().await?;
    let history = workspace
        .store()
        .settings_history(Some(&SettingsScope::Watch), HISTORY_LIMIT)
        .await?;
    let desktop = match context.console.announcer() {
        Some(announcer) => DesktopNotifications::answered(announcer.check().await),
        None => DesktopNotifications::None,
    };
    Ok(WatchView {
        fields: WATCH_SETTINGS,
        value,
        version,
        history,
        desktop,
        local_zone: context.console.clock().local_zone(),
        last_report: workspace.store().last_saved_report().await?,
    })
}

pub(super) async fn write(
    context: &Context<'_>,
    request: WriteWatchRequest,
) -> Result<WatchView, ConsoleError> {
    request.value.check().map_err(out_of_range)?;
    if request.value.report_saved && !Path::new(&request.value.report_folder).is_absolute() {
        let message = "Name the folder for the daily reports with its whole path, or switch saving them off.";
        return Err(ConsoleError::at_field("reportFolder", message.into()));
    }
    let change = change_by(context, &request.reason)?;
    let store = context.workspace()?.store().clone();
    let saved = store
        .set_watch_settings(&request.value, request.expected_version, &change)
        .await?;
    let view = read(context, Nothing {}).await?;
    after_save(context, saved, "the settings of the watch", &view)?;
    Ok(view)
}

pub(super) async fn test(context: &Context<'_>, _: Nothing) -> Result<WatchTest, ConsoleError> {
    let notice = context.workspace()?.store().raise_test_notice().await?;
    context
        .console
        .tell(ConsoleEvent::NoticesChanged(vec![notice.clone()]));
    let desktop = match (
        context.console.announcer(),
        Announcement::of(vec![notice.clone()]),
    ) {
        (Some(announcer), Some(announcement)) => {
            DesktopNotifications::answered(announcer.announce(announcement).await)
        }
        _ => DesktopNotifications::None,
    };
    Ok(WatchTest { notice, desktop })
}
