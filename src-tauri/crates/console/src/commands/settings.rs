//! Mobile Sync Settings and Sync Processor settings.

use model::{
    MOBILE_SYNC_SETTINGS, MobileSyncSettings, MobileSyncSettingsOverride, Profile, RecordId,
    SYNC_PROCESSOR_SETTINGS, SettingInfo, SettingsError, SyncProcessorSettings,
};
use serde::{Deserialize, Serialize};
use store::{SettingChange, SettingsAnswer, SettingsScope, Versioned};
use ts_rs::TS;

use super::{Nothing, transactions::change_by};
use crate::{ConsoleError, ConsoleEvent, command::Context, shown::Answer};

/// Changes of settings that are shown at the most.
pub(super) const HISTORY_LIMIT: usize = 500;

/// Everything the Mobile Sync Settings screen shows.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct MobileSettingsView {
    /// What each field means, in the order of the screen.
    #[ts(as = "Vec<SettingInfo>")]
    pub fields: &'static [SettingInfo],
    /// The org default.
    pub org_default: MobileSyncSettings,
    /// Version of the org default, to be given when saving.
    pub org_default_version: i64,
    /// Every profile.
    pub profiles: Vec<ProfileSettings>,
    /// Changes of these settings, newest first.
    pub history: Vec<SettingChange>,
}

/// The settings of one profile.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ProfileSettings {
    /// The profile.
    pub profile: Profile,
    /// Active users with it: those whom a change affects.
    pub user_count: i64,
    /// What it sets itself.
    pub overrides: MobileSyncSettingsOverride,
    /// What holds.
    pub effective: MobileSyncSettings,
    /// Version, to be given when saving; 0 when nothing was ever saved.
    pub version: i64,
}

/// Saves the org default.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SaveMobileDefaultRequest {
    /// The new values.
    pub value: MobileSyncSettings,
    /// The version that the caller saw.
    pub expected_version: i64,
    /// Why.
    pub reason: String,
}

/// Saves what a profile overrides.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SaveMobileProfileRequest {
    /// The profile.
    pub profile_id: RecordId,
    /// The new values; none is inherited.
    pub value: MobileSyncSettingsOverride,
    /// The version that the caller saw.
    pub expected_version: i64,
    /// Why.
    pub reason: String,
}

/// Everything the Sync Processor settings screen shows.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ProcessorSettingsView {
    /// What each field means, in the order of the screen.
    #[ts(as = "Vec<SettingInfo>")]
    pub fields: &'static [SettingInfo],
    /// The values.
    pub value: SyncProcessorSettings,
    /// Version, to be given when saving.
    pub version: i64,
    /// Changes of these settings, newest first.
    pub history: Vec<SettingChange>,
}

/// Saves the Sync Processor settings.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SaveProcessorRequest {
    /// The new values.
    pub value: SyncProcessorSettings,
    /// The version that the caller saw.
    pub expected_version: i64,
    /// Why.
    pub reason: String,
}

pub(super) async fn mobile(context: &Context<'_>, _: Nothing) -> Result<MobileSettingsView, ConsoleError> {
    let workspace = context.workspace()?;
    let store = workspace.store();
    let Versioned {
        value: org_default,
        version: org_default_version,
    } = store.mobile_settings().await?;
    let mut profiles = Vec::new();
    for (profile, user_count) in store.profiles_with_users().await? {
        let Versioned {
            value: overrides,
            version,
        } = store.profile_settings(&profile.id).await?;
        let effective = overrides.effective(&org_default);
        profiles.push(ProfileSettings {
            profile,
            user_count,
            overrides,
            effective,
            version,
        });
    }
    let mut history = store.settings_history(None, HISTORY_LIMIT).await?;
    history.retain(|change| {
        matches!(
            change.scope,
            SettingsScope::Mobile | SettingsScope::Profile { .. }
        )
    });
    Ok(MobileSettingsView {
        fields: MOBILE_SYNC_SETTINGS,
        org_default,
        org_default_version,
        profiles,
        history,
    })
}

pub(super) async fn save_mobile_default(
    context: &Context<'_>,
    request: SaveMobileDefaultRequest,
) -> Result<MobileSettingsView, ConsoleError> {
    request.value.check().map_err(out_of_range)?;
    let change = change_by(context, &request.reason)?;
    let store = context.workspace()?.store().clone();
    let saved = store
        .set_mobile_settings(&request.value, request.expected_version, &change)
        .await?;
    let view = mobile(context, Nothing {}).await?;
    after_save(
        context,
        saved,
        "the org default of the Mobile Sync Settings",
        &view,
    )?;
    Ok(view)
}

pub(super) async fn save_mobile_profile(
    context: &Context<'_>,
    request: SaveMobileProfileRequest,
) -> Result<MobileSettingsView, ConsoleError> {
    let change = change_by(context, &request.reason)?;
    let store = context.workspace()?.store().clone();
    if !store
        .profiles()
        .await?
        .iter()
        .any(|profile| profile.id == request.profile_id)
    {
        return Err(ConsoleError::NotFound {
            what: "the profile",
            key: request.profile_id.to_string(),
        });
    }
    request
        .value
        .effective(&store.mobile_settings().await?.value)
        .check()
        .map_err(out_of_range)?;
    let saved = store
        .set_profile_settings(
            &request.profile_id,
            &request.value,
            request.expected_version,
            &change,
        )
        .await?;
    let view = mobile(context, Nothing {}).await?;
    after_save(context, saved, "the Mobile Sync Settings of the profile", &view)?;
    Ok(view)
}

pub(super) async fn processor(
    context: &Context<'_>,
    _: Nothing,
) -> Result<ProcessorSettingsView, ConsoleError> {
    let workspace = context.workspace()?;
    let Versioned { value, version } = workspace.store().processor_settings().await?;
    let history = workspace
        .store()
        .settings_history(Some(&SettingsScope::Processor), HISTORY_LIMIT)
        .await?;
    Ok(ProcessorSettingsView {
        fields: SYNC_PROCESSOR_SETTINGS,
        value,
        version,
        history,
    })
}

pub(super) async fn save_processor(
    context: &Context<'_>,
    request: SaveProcessorRequest,
) -> Result<ProcessorSettingsView, ConsoleError> {
    request.value.check().map_err(out_of_range)?;
    let change = change_by(context, &request.reason)?;
    let store = context.workspace()?.store().clone();
    let saved = store
        .set_processor_settings(&request.value, request.expected_version, &change)
        .await?;
    let view = processor(context, Nothing {}).await?;
    after_save(context, saved, "the Sync Processor settings", &view)?;
    Ok(view)
}

/// Tells the windows of a save, or answers the conflict with what holds now.
pub(super) fn after_save<T>(
    context: &Context<'_>,
    saved: SettingsAnswer<T>,
    what: &'static str,
    current: &impl Answer,
) -> Result<(), ConsoleError> {
    if_saved(saved, what, current)?;
    context.console.tell(ConsoleEvent::SettingsChanged);
    Ok(())
}

/// Answers the conflict with what holds now, if it was not saved.
pub(super) fn if_saved<T>(
    saved: SettingsAnswer<T>,
    what: &'static str,
    current: &impl Answer,
) -> Result<(), ConsoleError> {
    match saved {
        SettingsAnswer::Saved { .. } => Ok(()),
        SettingsAnswer::Conflict(_) => Err(ConsoleError::conflict(what, current)),
    }
}

/// A value outside its range, at its field.
pub(super) fn out_of_range(error: SettingsError) -> ConsoleError {
    ConsoleError::Invalid {
        message: error.to_string(),
        details: serde_json::json!([{ "field": error.name, "message": error.to_string() }]),
    }
}
