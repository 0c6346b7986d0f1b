//! Mobile Sync Settings (org default, overridden per profile field by field) and Sync Processor settings.
//! Defaults are the recommended values of the Life Sciences Cloud admin guide; ranges that it leaves open are ours.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::setting_value::SettingKind;
pub(crate) use crate::setting_value::SettingValue;

/// The whole numbers a setting may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct NumberRange {
    /// The smallest value.
    pub min: i64,
    /// The largest value.
    pub max: i64,
}

/// What a settings form shows about one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SettingInfo {
    /// The field's name in the settings object (camelCase).
    pub name: &'static str,
    /// The label admins know.
    pub label: &'static str,
    /// What it means, and what a change does.
    pub meaning: &'static str,
    /// The recommended value as JSON text.
    pub recommended: &'static str,
    /// What its value is.
    pub kind: SettingKind,
    /// The allowed range of a number; none for everything else.
    pub range: Option<NumberRange>,
    /// The unit of a number.
    pub unit: Option<&'static str>,
    /// A word of warning outside these values: advice, not a rule.
    pub advice: Option<&'static str>,
    /// Whether a profile may override it.
    pub per_profile: bool,
}

/// A value outside its range.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{label} must be from {} to {}, not {value}", range.min, range.max)]
pub struct SettingsError {
    /// The field's name in the settings object.
    pub name: &'static str,
    /// Its label.
    pub label: &'static str,
    /// What is allowed.
    pub range: NumberRange,
    /// What was given.
    pub value: i64,
}

/// A field without range, unit or advice.
pub(crate) const PLAIN: SettingInfo = SettingInfo {
    name: "",
    label: "",
    meaning: "",
    recommended: "",
    kind: SettingKind::Switch,
    range: None,
    unit: None,
    advice: None,
    per_profile: false,
};

/// Settings with what each field means: the struct, its defaults, the list of its fields, and the check of ranges.
macro_rules! settings {
    (
        $(#[$doc:meta])* $all:ident, $list:ident {
            $($(#[$fdoc:meta])* $field:ident ($name:literal): $type:ty = $default:expr,
              $(written $written:literal,)? label $label:literal, $(range $min:literal..=$max:literal,)? $(unit $unit:literal,)?
              $(advice $advice:literal,)? per_profile $per_profile:literal, meaning $meaning:literal;)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        #[ts(export)]
        pub struct $all {
            $($(#[$fdoc])* pub $field: $type,)*
        }

        impl Default for $all {
            /// The recommended values.
            fn default() -> Self {
                Self { $($field: $default,)* }
            }
        }

        /// What each field means, in the order of the screen.
        #[allow(clippy::needless_update, reason = "some fields name everything, others rest on PLAIN")]
        pub const $list: &[SettingInfo] = &[$(SettingInfo {
            name: $name,
            label: $label,
            meaning: $meaning,
            recommended: recommended!($default $(, $written)?),
            kind: <$type as SettingValue>::KIND,
            per_profile: $per_profile,
            $(range: Some(NumberRange { min: $min, max: $max }),)?
            $(unit: Some($unit),)?
            $(advice: Some($advice),)?
            ..PLAIN
        }),*];

        impl $all {
            /// Checks every number against its range.
            ///
            /// # Errors
            /// The first field that is outside.
            #[allow(clippy::unnecessary_cast, reason = "switches and numbers share one definition")]
            pub fn check(&self) -> Result<(), SettingsError> {
                $($(
                    let range = NumberRange { min: $min, max: $max };
                    if !(range.min..=range.max).contains(&self.$field) {
                        return Err(SettingsError { name: $name, label: $label, range, value: self.$field });
                    }
                )?)*
                Ok(())
            }
        }
    };
}

/// The recommended value as JSON text: as it is `written`, or the default itself where that is the same.
macro_rules! recommended {
    ($default:expr) => {
        stringify!($default)
    };
    ($default:expr, $written:literal) => {
        $written
    };
}

pub(crate) use {recommended, settings};

settings! {
    /// What the mobile app does on a device. Changes reach devices when a metadata cache is generated.
    MobileSyncSettings, MOBILE_SYNC_SETTINGS {
        /// Show names of related records the user may not open.
        related_record_retrieve ("relatedRecordRetrieve"): bool = true,
            label "Related Record Retrieve", per_profile true,
            meaning "Shows the names of related records that the user may not open, read-only.";
        /// Megabytes.
        mobile_non_wifi_data_limit_in_megabytes ("mobileNonWifiDataLimitInMegabytes"): i64 = 25,
            label "Mobile Non Wifi Data Limit in Megabytes", range 1..=10_000, unit "MB", per_profile true,
            meaning "How much a sync may download without Wi-Fi before the user is warned.";
        /// Days.
        mobile_offline_days_limit ("mobileOfflineDaysLimit"): i64 = 30,
            label "Mobile Offline Days Limit", range 1..=365, unit "days", per_profile true,
            meaning "How many days a device may stay offline before the app asks for a sync and blocks until it is done.";
        /// Minutes.
        mobile_timeout_period_in_minutes ("mobileTimeoutPeriodInMinutes"): i64 = 60,
            label "Mobile Timeout Period in Minutes", range 1..=1_440, unit "minutes", per_profile true,
            meaning "Minutes without activity before the app returns to the PIN screen.";
        /// Items.
        number_of_items_per_transaction ("numberOfItemsPerTransaction"): i64 = 10,
            label "Number of Items per Transaction", range 1..=200, unit "items",
            advice "Under 5 splits changes into too many transactions; over 50 can meet API limits.", per_profile true,
            meaning "More items than this are split into several transactions that depend on each other.";
        /// The next delta sync becomes a full sync.
        is_force_full_sync_enabled ("isForceFullSyncEnabled"): bool = false,
            label "Is Force Full Sync Enabled", per_profile true,
            meaning "Turns the next delta sync of each device into a full sync. Switch it off again afterwards.";
        /// Sync at night when idle.
        idle_time_background_sync ("idleTimeBackgroundSync"): bool = false,
            label "Idle Time Background Sync", per_profile false,
            meaning "Syncs data and metadata at night when a device is idle, online and charging. One switch for the whole org.";
    }
}

settings! {
    /// What the Sync Processor does with items and errors.
    SyncProcessorSettings, SYNC_PROCESSOR_SETTINGS {
        /// Batch items of one object and operation.
        optimize_performance_by_grouping_items ("optimizePerformanceByGroupingItems"): bool = true,
            label "Optimize performance by grouping items", per_profile false,
            meaning "Applies the items of a transaction with the same object and operation as one batch. Never changes the result.";
        /// Deleting the deleted is no error.
        cancel_sync_for_deleted_records ("cancelSyncForDeletedRecords"): bool = true,
            label "Cancel sync for deleted records", per_profile false,
            meaning "A transaction that deletes a record which is already deleted becomes Canceled. Off: it fails like any other.";
        /// Updating what is not there is no error.
        cancel_sync_when_record_is_not_found ("cancelSyncWhenRecordIsNotFound"): bool = true,
            label "Cancel sync when record isn't found", per_profile false,
            meaning "A transaction that updates a record which does not exist becomes Canceled. Off: it fails like any other.";
        /// Locked rows are tried again.
        retry_sync_for_locked_rows ("retrySyncForLockedRows"): bool = true,
            label "Retry sync for locked rows", per_profile false,
            meaning "UNABLE_TO_LOCK_ROW is retried until it succeeds or another error occurs, however often. Off: it counts like any other error.";
        /// Retries after the first failure.
        number_of_retry_attempts ("numberOfRetryAttempts"): i64 = 3,
            label "Number of Retry Attempts", range 0..=50, unit "retries", per_profile false,
            meaning "How often a failed attempt is repeated before the transaction is Failed.";
    }
}

/// What a profile sets differently from the org default; a field that is none is inherited.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[ts(export)]
pub struct MobileSyncSettingsOverride {
    /// See [`MobileSyncSettings::related_record_retrieve`].
    pub related_record_retrieve: Option<bool>,
    /// See [`MobileSyncSettings::mobile_non_wifi_data_limit_in_megabytes`].
    pub mobile_non_wifi_data_limit_in_megabytes: Option<i64>,
    /// See [`MobileSyncSettings::mobile_offline_days_limit`].
    pub mobile_offline_days_limit: Option<i64>,
    /// See [`MobileSyncSettings::mobile_timeout_period_in_minutes`].
    pub mobile_timeout_period_in_minutes: Option<i64>,
    /// See [`MobileSyncSettings::number_of_items_per_transaction`].
    pub number_of_items_per_transaction: Option<i64>,
    /// See [`MobileSyncSettings::is_force_full_sync_enabled`].
    pub is_force_full_sync_enabled: Option<bool>,
}

impl MobileSyncSettingsOverride {
    /// What holds for the profile: its own values, and the org default for the rest.
    pub fn effective(&self, org_default: &MobileSyncSettings) -> MobileSyncSettings {
        MobileSyncSettings {
            related_record_retrieve: self
                .related_record_retrieve
                .unwrap_or(org_default.related_record_retrieve),
            mobile_non_wifi_data_limit_in_megabytes: self
                .mobile_non_wifi_data_limit_in_megabytes
                .unwrap_or(org_default.mobile_non_wifi_data_limit_in_megabytes),
            mobile_offline_days_limit: self
                .mobile_offline_days_limit
                .unwrap_or(org_default.mobile_offline_days_limit),
            mobile_timeout_period_in_minutes: self
                .mobile_timeout_period_in_minutes
                .unwrap_or(org_default.mobile_timeout_period_in_minutes),
            number_of_items_per_transaction: self
                .number_of_items_per_transaction
                .unwrap_or(org_default.number_of_items_per_transaction),
            is_force_full_sync_enabled: self
                .is_force_full_sync_enabled
                .unwrap_or(org_default.is_force_full_sync_enabled),
            idle_time_background_sync: org_default.idle_time_background_sync,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_recommended_values_are_the_defaults_and_in_range() {
        let mobile = serde_json::to_value(MobileSyncSettings::default()).unwrap();
        let processor = serde_json::to_value(SyncProcessorSettings::default()).unwrap();
        for (values, infos) in [
            (mobile, MOBILE_SYNC_SETTINGS),
            (processor, SYNC_PROCESSOR_SETTINGS),
        ] {
            assert_eq!(values.as_object().unwrap().len(), infos.len());
            for info in infos {
                assert_eq!(values[info.name].to_string(), info.recommended, "{}", info.label);
            }
        }
        assert_eq!(MobileSyncSettings::default().check(), Ok(()));
        assert_eq!(SyncProcessorSettings::default().check(), Ok(()));
    }

    #[test]
    fn a_value_outside_its_range_is_named() {
        let settings = MobileSyncSettings {
            mobile_offline_days_limit: 0,
            ..Default::default()
        };
        assert_eq!(
            settings.check().unwrap_err().to_string(),
            "Mobile Offline Days Limit must be from 1 to 365, not 0"
        );
    }

    #[test]
    fn a_profile_inherits_what_it_does_not_override() {
        let org = MobileSyncSettings {
            mobile_offline_days_limit: 10,
            ..Default::default()
        };
        let profile = MobileSyncSettingsOverride {
            number_of_items_per_transaction: Some(5),
            ..Default::default()
        };
        let effective = profile.effective(&org);
        assert_eq!(effective.mobile_offline_days_limit, 10);
        assert_eq!(effective.number_of_items_per_transaction, 5);
    }
}
