//! Settings: the org default, what profiles override, and the processor's. With versions and history.

use model::{MobileSyncSettings, MobileSyncSettingsOverride, RecordId, SyncProcessorSettings, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Change, Store, StoreError};

/// A value and how often it was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Versioned<T> {
    /// The value.
    pub value: T,
    /// 0 for a value that was never set; goes up with every change.
    pub version: i64,
}

/// What became of a change of settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingsAnswer<T> {
    /// Saved.
    Saved {
        /// The version now.
        version: i64,
    },
    /// Someone changed them meanwhile; this is what they are now. Nothing was changed.
    Conflict(Versioned<T>),
}

/// Which settings.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum SettingsScope {
    /// Mobile Sync Settings, org default.
    Mobile,
    /// What a profile overrides of them.
    Profile {
        /// The profile.
        profile_id: RecordId,
    },
    /// Sync Processor settings.
    Processor,
}

/// A change of one setting: who, when, old, new and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SettingChange {
    /// Which settings.
    pub scope: SettingsScope,
    /// When it was changed.
    pub changed_at: Timestamp,
    /// Who changed it.
    pub actor: String,
    /// The field's name in the settings object (camelCase).
    pub field: String,
    /// The value before, as JSON; `null` where a profile inherited.
    pub old_value: String,
    /// The value after.
    pub new_value: String,
    /// The reason given.
    pub reason: String,
}

impl Store {
    /// The Mobile Sync Settings of the org.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn mobile_settings(&self) -> Result<Versioned<MobileSyncSettings>, StoreError> {
        Err(StoreError::Unreadable("settings are not there yet".into()))
    }

    /// Changes the Mobile Sync Settings of the org.
    ///
    /// # Errors
    /// When a value is outside its range, or the store cannot be written; then nothing was changed.
    pub async fn set_mobile_settings(
        &self,
        value: &MobileSyncSettings,
        expected_version: i64,
        change: &Change,
    ) -> Result<SettingsAnswer<MobileSyncSettings>, StoreError> {
        let _ = (value, expected_version, change);
        Err(StoreError::Unreadable("settings are not there yet".into()))
    }

    /// What a profile overrides.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn profile_settings(
        &self,
        profile_id: &RecordId,
    ) -> Result<Versioned<MobileSyncSettingsOverride>, StoreError> {
        let _ = profile_id;
        Err(StoreError::Unreadable("settings are not there yet".into()))
    }

    /// Changes what a profile overrides.
    ///
    /// # Errors
    /// When a value is outside its range, or the store cannot be written; then nothing was changed.
    pub async fn set_profile_settings(
        &self,
        profile_id: &RecordId,
        value: &MobileSyncSettingsOverride,
        expected_version: i64,
        change: &Change,
    ) -> Result<SettingsAnswer<MobileSyncSettingsOverride>, StoreError> {
        let _ = (profile_id, value, expected_version, change);
        Err(StoreError::Unreadable("settings are not there yet".into()))
    }

    /// The Sync Processor settings.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn processor_settings(&self) -> Result<Versioned<SyncProcessorSettings>, StoreError> {
        Err(StoreError::Unreadable("settings are not there yet".into()))
    }

    /// Changes the Sync Processor settings; they count from the next claim.
    ///
    /// # Errors
    /// When a value is outside its range, or the store cannot be written; then nothing was changed.
    pub async fn set_processor_settings(
        &self,
        value: &SyncProcessorSettings,
        expected_version: i64,
        change: &Change,
    ) -> Result<SettingsAnswer<SyncProcessorSettings>, StoreError> {
        let _ = (value, expected_version, change);
        Err(StoreError::Unreadable("settings are not there yet".into()))
    }

    /// Changes of settings, newest first, at most `limit`; of one scope, or of all.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn settings_history(
        &self,
        scope: Option<&SettingsScope>,
        limit: usize,
    ) -> Result<Vec<SettingChange>, StoreError> {
        let _ = (scope, limit);
        Err(StoreError::Unreadable("settings are not there yet".into()))
    }
}
