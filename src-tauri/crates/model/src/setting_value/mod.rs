//! What values of settings are, beside switches and numbers.

mod time_of_day;
mod weekdays;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use time_of_day::{TimeOfDay, TimeOfDayError};
pub use weekdays::{Weekdays, WeekdaysError};

/// What the value of a setting is, and so how it is entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum SettingKind {
    /// On or off.
    Switch,
    /// A whole number within a range.
    Number,
    /// A time of the day, as "20:30".
    TimeOfDay,
    /// Days of the week, as "Mon,Tue"; empty: none.
    Weekdays,
    /// The path of a folder; empty: none.
    Folder,
}

/// A type that values of settings have.
pub(crate) trait SettingValue {
    /// What they are.
    const KIND: SettingKind;
}

impl SettingValue for bool {
    const KIND: SettingKind = SettingKind::Switch;
}

impl SettingValue for i64 {
    const KIND: SettingKind = SettingKind::Number;
}

impl SettingValue for TimeOfDay {
    const KIND: SettingKind = SettingKind::TimeOfDay;
}

impl SettingValue for Weekdays {
    const KIND: SettingKind = SettingKind::Weekdays;
}

/// The only texts among settings are folders.
impl SettingValue for String {
    const KIND: SettingKind = SettingKind::Folder;
}
