//! Records of an org and the values of their fields.

use std::collections::BTreeMap;

use chrono::{NaiveDate, SecondsFormat};
use compact_str::CompactString;
use model::{RecordId, Timestamp};
use serde::{Serialize, Serializer};
use ts_rs::TS;

/// The value of a field.
#[derive(Debug, Clone, PartialEq, TS)]
#[ts(export, type = "string | number | boolean | null")]
pub enum Value {
    /// Empty.
    Null,
    /// Text, also of picklists, Ids, e-mail addresses and phone numbers. Most is short, and kept in place.
    Text(CompactString),
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A decimal number.
    Number(f64),
    /// A day.
    Date(NaiveDate),
    /// A moment in UTC.
    Moment(Timestamp),
}

impl Value {
    /// Whether it is empty.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The value as a person reads it; none when it is empty.
    pub(crate) fn shown(&self) -> Option<String> {
        match self {
            Self::Number(number) => Some(number.to_string()),
            value => match serde_json::to_value(value) {
                Ok(serde_json::Value::Null) | Err(_) => None,
                Ok(serde_json::Value::String(text)) => Some(text),
                Ok(other) => Some(other.to_string()),
            },
        }
    }

    /// The text of a text value.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// As Salesforce writes it in JSON: dates as `2026-11-23`, moments as `2026-11-23T09:00:00.000Z`.
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_none(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Int(value) => serializer.serialize_i64(*value),
            Self::Number(value) => serializer.serialize_f64(*value),
            Self::Date(day) => serializer.collect_str(day),
            Self::Moment(moment) => {
                serializer.serialize_str(&moment.to_rfc3339_opts(SecondsFormat::Millis, true))
            }
        }
    }
}

/// A record as it is in the org.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct OrgRecord {
    /// The Id.
    pub id: RecordId,
    /// API name of its object.
    pub object_name: String,
    /// What the object's name field says; the Id when it has none.
    pub name: String,
    /// Whether it is in the recycle bin.
    pub is_deleted: bool,
    /// Every field of the object, by API name.
    pub values: BTreeMap<String, Value>,
}
