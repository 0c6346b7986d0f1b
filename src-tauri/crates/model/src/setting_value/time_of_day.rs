//! A time of the day.

use std::{fmt, str::FromStr};

use chrono::{NaiveTime, Timelike as _};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A time of the day to the minute, as a clock on the wall shows it; written "20:30".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(export, type = "string")]
pub struct TimeOfDay {
    minute: u32,
}

/// A text that is no time of the day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no time of the day; write it as 20:30, from 00:00 to 23:59")]
pub struct TimeOfDayError(pub String);

impl TimeOfDay {
    /// So many hours and minutes after midnight; what is beyond the day begins it anew.
    pub const fn at(hour: u32, minute: u32) -> Self {
        Self {
            minute: (hour * 60 + minute) % (24 * 60),
        }
    }

    /// The minute that goes on at a time.
    pub fn of(time: NaiveTime) -> Self {
        Self::at(time.hour(), time.minute())
    }

    /// Minutes since midnight.
    pub const fn minutes(self) -> u32 {
        self.minute
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.minute / 60, self.minute % 60)
    }
}

impl FromStr for TimeOfDay {
    type Err = TimeOfDayError;

    fn from_str(text: &str) -> Result<Self, TimeOfDayError> {
        let time = NaiveTime::parse_from_str(text.trim(), "%H:%M");
        time.map(Self::of).map_err(|_| TimeOfDayError(text.to_owned()))
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = TimeOfDayError;

    fn try_from(text: String) -> Result<Self, TimeOfDayError> {
        text.parse()
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> Self {
        time.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_the_day_reads_as_it_is_written() {
        for (text, minutes) in [("00:00", 0), ("06:05", 365), ("23:59", 1_439)] {
            let time: TimeOfDay = text.parse().unwrap();
            assert_eq!((time.minutes(), time.to_string().as_str()), (minutes, text));
            assert_eq!(serde_json::to_string(&time).unwrap(), format!("\"{text}\""));
        }
        assert_eq!(" 6:05".parse(), Ok(TimeOfDay::at(6, 5)));
        for text in ["24:00", "12:60", "noon", "", "1205"] {
            assert_eq!(text.parse::<TimeOfDay>(), Err(TimeOfDayError(text.to_owned())));
        }
    }
}
