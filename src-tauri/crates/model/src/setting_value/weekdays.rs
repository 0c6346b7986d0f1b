//! Days of the week.

use std::{fmt, str::FromStr};

use chrono::Weekday;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Every day, in the order of the week.
const WEEK: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

/// Some days of the week, or none; written "Mon,Tue".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(export, type = "string")]
pub struct Weekdays {
    /// A bit for each day from Monday on.
    days: u8,
}

/// A text that names no day of the week.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no day of the week; write days as Mon,Tue,Wed")]
pub struct WeekdaysError(pub String);

impl Weekdays {
    /// All seven.
    pub const EVERY: Self = Self { days: 0b111_1111 };

    /// Whether a day is among them.
    pub const fn has(self, day: Weekday) -> bool {
        self.days & bit(day) != 0
    }
}

const fn bit(day: Weekday) -> u8 {
    1 << day.num_days_from_monday()
}

impl fmt::Display for Weekdays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = WEEK
            .into_iter()
            .filter(|day| self.has(*day))
            .map(|day| day.to_string())
            .collect();
        f.write_str(&names.join(","))
    }
}

impl FromStr for Weekdays {
    type Err = WeekdaysError;

    fn from_str(text: &str) -> Result<Self, WeekdaysError> {
        let names = text.split([',', ' ']).filter(|name| !name.is_empty());
        let days = names.map(|name| {
            let day: Result<Weekday, _> = name.parse();
            day.map(bit).map_err(|_| WeekdaysError(name.to_owned()))
        });
        let days = days.collect::<Result<Vec<u8>, _>>()?;
        Ok(Self {
            days: days.into_iter().fold(0, |all, day| all | day),
        })
    }
}

impl TryFrom<String> for Weekdays {
    type Error = WeekdaysError;

    fn try_from(text: String) -> Result<Self, WeekdaysError> {
        text.parse()
    }
}

impl From<Weekdays> for String {
    fn from(days: Weekdays) -> Self {
        days.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_read_as_they_are_written_whatever_their_order() {
        let days: Weekdays = "sunday, Mon,mon".parse().unwrap();
        assert_eq!(days.to_string(), "Mon,Sun");
        assert_eq!(serde_json::to_string(&days).unwrap(), "\"Mon,Sun\"");
        assert!(days.has(Weekday::Sun) && !days.has(Weekday::Tue));
        assert_eq!("".parse::<Weekdays>().unwrap().to_string(), "");
        assert_eq!(
            Weekdays::EVERY.to_string().parse(),
            Ok(Weekdays::EVERY),
            "Mon,Tue,Wed,Thu,Fri,Sat,Sun"
        );
        assert_eq!("Mon,Xyz".parse::<Weekdays>(), Err(WeekdaysError("Xyz".into())));
    }
}
