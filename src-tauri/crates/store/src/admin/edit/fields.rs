//! The fields of a transaction that an admin may change, as text.

use chrono::{DateTime, SecondsFormat, Utc};
use model::{ApiType, DevicePlatform, Timestamp, Transaction, TransactionSource, millis, timestamp};

/// A field that may be changed: its API name, how to read it, and how to write it.
struct Field {
    name: &'static str,
    get: fn(&Transaction) -> Option<String>,
    set: fn(&mut Transaction, Option<&str>) -> Result<(), String>,
}

macro_rules! fields {
    ($($name:literal $field:ident: $kind:ident;)*) => {
        const FIELDS: &[Field] = &[$(Field {
            name: $name,
            get: |t| $kind::write(&t.$field),
            set: |t, text| { t.$field = $kind::read(text)?; Ok(()) },
        }),*];
    };
}

fields! {
    "OwnerId" owner_id: required;
    "OfflineTimestamp" offline_timestamp: moment;
    "DeviceIdentifier" device_identifier: required;
    "DevicePlatform" device_platform: platform;
    "DeviceType" device_type: text;
    "AppVersion" app_version: required;
    "MetadataVersion" metadata_version: required;
    "Sequence" sequence: number;
    "DependentOfflineIdentifiers" dependent_offline_identifiers: text;
    "ExpectedRecordCount" expected_record_count: number;
    "IsBulk" is_bulk: switch;
    "IsDebugMode" is_debug_mode: switch;
    "IsOwnerPermissionEnforced" is_owner_permission_enforced: switch;
    "IsRealTime" is_real_time: switch;
    "IsWithSignedItem" is_with_signed_item: switch;
    "ApiType" api_type: api_type;
    "ApiName" api_name: text;
    "TransactionSource" transaction_source: source;
    "Comments" comments: text;
    "UserDeviceData" user_device_data: text;
}

/// Sets the field of this API name (in any case); the error says what is wrong with the name or the value.
pub(super) fn set(transaction: &mut Transaction, name: &str, value: Option<&str>) -> Result<(), String> {
    let Some(field) = FIELDS.iter().find(|field| field.name.eq_ignore_ascii_case(name)) else {
        let names: Vec<&str> = FIELDS.iter().map(|field| field.name).collect();
        return Err(format!(
            "{name} cannot be edited. Fields that can: {}.",
            names.join(", ")
        ));
    };
    let value = value.filter(|value| !value.trim().is_empty());
    if let Some(value) = value {
        check_text(value)?;
    }
    (field.set)(transaction, value).map_err(|reason| format!("{}: {reason}.", field.name))
}

/// Refuses text that no engine keeps faithfully.
pub(super) fn check_text(text: &str) -> Result<(), String> {
    match text.contains('\0') {
        true => Err("A value holds a NUL character (U+0000); take it out.".into()),
        false => Ok(()),
    }
}

/// The fields that differ: API name, value before, value after.
pub(super) fn differences(
    before: &Transaction,
    after: &Transaction,
) -> Vec<(&'static str, Option<String>, Option<String>)> {
    FIELDS
        .iter()
        .map(|field| (field.name, (field.get)(before), (field.get)(after)))
        .filter(|(_, old, new)| old != new)
        .collect()
}

/// A text that may be empty.
mod text {
    #[allow(clippy::ref_option, reason = "one shape for all kinds of fields")]
    pub(super) fn write(value: &Option<String>) -> Option<String> {
        value.clone()
    }

    pub(super) fn read(text: Option<&str>) -> Result<Option<String>, String> {
        Ok(text.map(str::to_owned))
    }
}

/// A text that must be there.
mod required {
    #[allow(clippy::ptr_arg, reason = "one shape for all kinds of fields")]
    pub(super) fn write(value: &String) -> Option<String> {
        Some(value.clone())
    }

    pub(super) fn read(text: Option<&str>) -> Result<String, String> {
        text.map(str::to_owned)
            .ok_or_else(|| "it must not be empty".into())
    }
}

/// A whole number.
mod number {
    #[allow(clippy::ref_option, reason = "one shape for all kinds of fields")]
    pub(super) fn write(value: &Option<i64>) -> Option<String> {
        value.map(|number| number.to_string())
    }

    pub(super) fn read(text: Option<&str>) -> Result<Option<i64>, String> {
        text.map(|text| {
            text.trim()
                .parse()
                .map_err(|_| format!("\"{text}\" is not a whole number"))
        })
        .transpose()
    }
}

/// `true` or `false`.
mod switch {
    pub(super) fn write(value: &bool) -> Option<String> {
        Some(value.to_string())
    }

    pub(super) fn read(text: Option<&str>) -> Result<bool, String> {
        let text = text.unwrap_or("false");
        text.trim()
            .to_ascii_lowercase()
            .parse()
            .map_err(|_| format!("\"{text}\" is neither true nor false"))
    }
}

/// A moment in ISO 8601.
mod moment {
    use super::{DateTime, SecondsFormat, Timestamp, Utc, millis, timestamp};

    pub(super) fn write(value: &Timestamp) -> Option<String> {
        Some(value.to_rfc3339_opts(SecondsFormat::Millis, true))
    }

    pub(super) fn read(text: Option<&str>) -> Result<Timestamp, String> {
        let text = text.ok_or("it must not be empty")?;
        let moment = DateTime::parse_from_rfc3339(text.trim())
            .map_err(|_| format!("\"{text}\" is not a moment such as 2026-11-23T08:00:00.000Z"))?;
        Ok(timestamp(millis(moment.with_timezone(&Utc))))
    }
}

macro_rules! picklist {
    ($module:ident, $type:ident) => {
        mod $module {
            use super::$type;

            #[allow(clippy::ref_option, reason = "one shape for all kinds of fields")]
            pub(super) fn write(value: &Option<$type>) -> Option<String> {
                value.map(|value| value.as_str().to_owned())
            }

            pub(super) fn read(text: Option<&str>) -> Result<Option<$type>, String> {
                let Some(text) = text else { return Ok(None) };
                let names: Vec<&str> = $type::ALL.into_iter().map($type::as_str).collect();
                let value = $type::named(text.trim());
                value
                    .map(Some)
                    .ok_or_else(|| format!("\"{text}\" is not one of {}", names.join(", ")))
            }
        }
    };
}

picklist!(platform, DevicePlatform);
picklist!(api_type, ApiType);
picklist!(source, TransactionSource);
