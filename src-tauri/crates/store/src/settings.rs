//! Settings: the org default, what profiles override, and the processor's. With versions and history.

use model::{
    GovernorLimits, MaskRules, MobileSyncSettings, MobileSyncSettingsOverride, RecordId,
    SyncProcessorSettings, Timestamp, timestamp,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use sqlx::SqliteConnection;
use ts_rs::TS;

use crate::{
    Change, Store, StoreError,
    engine::Fault,
    store::Writing,
    tables::{
        setting::{self, StoredChange},
        unreadable,
    },
};

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
    /// Sync Processor settings, its pauses, and the governor limits of the org.
    Processor,
    /// A schedule of the Sync Processor.
    Schedule {
        /// Its number.
        schedule_id: i64,
    },
    /// What the watch looks for.
    Watch,
    /// What personal data is masked.
    Masks,
}

impl SettingsScope {
    /// The name under which they are stored.
    pub(crate) fn key(&self) -> String {
        match self {
            Self::Mobile => "mobile".into(),
            Self::Profile { profile_id } => format!("profile:{profile_id}"),
            Self::Processor => "processor".into(),
            Self::Schedule { schedule_id } => format!("schedule:{schedule_id}"),
            Self::Watch => "watch".into(),
            Self::Masks => "masks".into(),
        }
    }

    pub(crate) fn named(key: &str) -> Option<Self> {
        match key {
            "mobile" => Some(Self::Mobile),
            "processor" => Some(Self::Processor),
            "watch" => Some(Self::Watch),
            "masks" => Some(Self::Masks),
            _ => match key.split_once(':')? {
                ("profile", id) => Some(Self::Profile {
                    profile_id: id.parse().ok()?,
                }),
                ("schedule", id) => Some(Self::Schedule {
                    schedule_id: id.parse().ok()?,
                }),
                _ => None,
            },
        }
    }
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
        self.read(async |c| get(c, &SettingsScope::Mobile).await).await
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
        value.check()?;
        self.write(async |w| set(w, &SettingsScope::Mobile, value, expected_version, change).await)
            .await
    }

    /// What a profile overrides.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn profile_settings(
        &self,
        profile_id: &RecordId,
    ) -> Result<Versioned<MobileSyncSettingsOverride>, StoreError> {
        let scope = SettingsScope::Profile {
            profile_id: profile_id.clone(),
        };
        self.read(async |c| get(c, &scope).await).await
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
        // What is inherited was checked when the org default was set, so any default will do.
        value.effective(&MobileSyncSettings::default()).check()?;
        let scope = SettingsScope::Profile {
            profile_id: profile_id.clone(),
        };
        self.write(async |w| set(w, &scope, value, expected_version, change).await)
            .await
    }

    /// The Sync Processor settings.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn processor_settings(&self) -> Result<Versioned<SyncProcessorSettings>, StoreError> {
        self.read(async |c| get(c, &SettingsScope::Processor).await).await
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
        value.check()?;
        self.write(async |w| set(w, &SettingsScope::Processor, value, expected_version, change).await)
            .await
    }

    /// What personal data is masked.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn mask_rules(&self) -> Result<Versioned<MaskRules>, StoreError> {
        self.read(async |c| get(c, &SettingsScope::Masks).await).await
    }

    /// Changes what personal data is masked. The rules must be valid.
    ///
    /// # Errors
    /// When the store cannot be written; then nothing was changed.
    pub async fn set_mask_rules(
        &self,
        value: &MaskRules,
        expected_version: i64,
        change: &Change,
    ) -> Result<SettingsAnswer<MaskRules>, StoreError> {
        self.write(async |w| set(w, &SettingsScope::Masks, value, expected_version, change).await)
            .await
    }

    /// Keeps who changed the governor limits of the org, and why, with the changes of the processor's settings. The
    /// limits themselves are the org's.
    ///
    /// # Errors
    /// When the store cannot be written; then nothing was noted.
    pub async fn note_limits(
        &self,
        before: &GovernorLimits,
        after: &GovernorLimits,
        change: &Change,
    ) -> Result<(), StoreError> {
        let named = |limits: &GovernorLimits| -> Result<Map<String, Value>, Fault> {
            let limits = fields(limits)?.into_iter();
            Ok(limits
                .map(|(name, limit)| (format!("limits.{name}"), limit))
                .collect())
        };
        self.write(async |w| {
            note(
                w,
                &SettingsScope::Processor,
                &named(before)?,
                named(after)?,
                change,
            )
            .await
        })
        .await
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
        let scope = scope.map(SettingsScope::key);
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.read(async |c| {
            let changes = setting::history(c, scope.as_deref(), limit).await?;
            changes.into_iter().map(read_change).collect()
        })
        .await
    }
}

/// The settings of a scope; their defaults while they were never set.
pub(crate) async fn get<T: DeserializeOwned + Default>(
    c: &mut SqliteConnection,
    scope: &SettingsScope,
) -> Result<Versioned<T>, Fault> {
    Ok(match setting::get(c, &scope.key()).await? {
        Some((value, version)) => Versioned {
            value: serde_json::from_str(&value)?,
            version,
        },
        None => Versioned {
            value: T::default(),
            version: 0,
        },
    })
}

/// Changes the settings of a scope, and notes each field that changes.
pub(crate) async fn set<T: Serialize + DeserializeOwned + Default>(
    w: &mut Writing,
    scope: &SettingsScope,
    value: &T,
    expected: i64,
    change: &Change,
) -> Result<SettingsAnswer<T>, Fault> {
    let before: Versioned<T> = get(w, scope).await?;
    let (old, new) = (fields(&before.value)?, fields(value)?);
    if !setting::set(w, &scope.key(), &Value::Object(new.clone()).to_string(), expected).await? {
        return Ok(SettingsAnswer::Conflict(before));
    }
    note(w, scope, &old, new, change).await?;
    Ok(SettingsAnswer::Saved {
        version: expected + 1,
    })
}

/// Notes each field whose value is another now.
async fn note(
    w: &mut Writing,
    scope: &SettingsScope,
    old: &Map<String, Value>,
    new: Map<String, Value>,
    change: &Change,
) -> Result<(), Fault> {
    for (field, new_value) in new {
        let old_value = old.get(&field).unwrap_or(&Value::Null);
        if *old_value == new_value {
            continue;
        }
        let noted = StoredChange {
            scope: scope.key(),
            changed_at: w.now,
            actor: change.actor.clone(),
            field,
            old_value: old_value.to_string(),
            new_value: new_value.to_string(),
            reason: change.reason.clone(),
        };
        setting::note(w, &noted).await?;
    }
    Ok(())
}

fn fields(value: &impl Serialize) -> Result<Map<String, Value>, Fault> {
    match serde_json::to_value(value)? {
        Value::Object(fields) => Ok(fields),
        other => Err(unreadable(format!("settings that are no object: {other}")).into()),
    }
}

fn read_change(change: StoredChange) -> Result<SettingChange, Fault> {
    let scope = SettingsScope::named(&change.scope)
        .ok_or_else(|| unreadable(format!("settings of \"{}\"", change.scope)))?;
    Ok(SettingChange {
        scope,
        changed_at: timestamp(change.changed_at),
        actor: change.actor,
        field: change.field,
        old_value: change.old_value,
        new_value: change.new_value,
        reason: change.reason,
    })
}
