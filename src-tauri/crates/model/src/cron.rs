//! Cron expressions: when a schedule is due, in UTC and in words.

use std::{fmt, str::FromStr};

use croner::parser::{CronParser, Seconds, Year};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Timestamp;

/// How many fields an expression has.
const FIELDS: usize = 5;

/// When something is due: minute, hour, day of the month, month and day of the week, in UTC. `0 1 * * *` is every day
/// at 01:00. Lists, ranges, steps and names (`MON`, `JAN`) are allowed, and `L` for the last day of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(export, type = "string")]
pub struct Cron {
    text: String,
    parsed: croner::Cron,
}

/// Why a text is no cron expression.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CronError {
    /// Not five fields.
    #[error(
        "\"{0}\" is no cron expression: give five fields, minute, hour, day of the month, month and day of the week, such as 0 1 * * * for every day at 01:00 UTC"
    )]
    Fields(String),
    /// A field that cannot be read.
    #[error("\"{text}\" is no cron expression: {reason}")]
    Field {
        /// The text.
        text: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Well formed, but of no day that comes.
    #[error("\"{0}\" is never due: there is no such day")]
    Never(String),
}

impl Cron {
    /// Every day at 01:00 UTC, as the scheduler's template has it.
    pub const TEMPLATE: &str = "0 1 * * *";

    /// The expression as it was written, with single spaces.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The first moment after `moment` at which it is due; none when that lies beyond the calendar.
    pub fn next_after(&self, moment: Timestamp) -> Option<Timestamp> {
        self.parsed.find_next_occurrence(&moment, false).ok()
    }

    /// The next `count` moments after `moment`.
    pub fn next(&self, moment: Timestamp, count: usize) -> Vec<Timestamp> {
        std::iter::successors(self.next_after(moment), |last| self.next_after(*last))
            .take(count)
            .collect()
    }

    /// When it is due in words: `Every day at 01:00 UTC`.
    pub fn words(&self) -> String {
        let described = self.parsed.describe();
        let described = described.trim_end_matches('.');
        let Some(rest) = described.strip_prefix("At ") else {
            return described.to_owned();
        };
        let is_daily = self.text.split(' ').skip(2).all(|field| field == "*");
        match rest.strip_prefix("every ") {
            Some(every) => format!("Every {every}"),
            None if is_daily && rest.contains(':') => format!("Every day at {rest} UTC"),
            None => format!("{described} (UTC)"),
        }
    }
}

impl FromStr for Cron {
    type Err = CronError;

    fn from_str(text: &str) -> Result<Self, CronError> {
        let fields: Vec<&str> = text.split_whitespace().collect();
        let text = fields.join(" ");
        if fields.len() != FIELDS {
            return Err(CronError::Fields(text));
        }
        let parser = CronParser::builder()
            .seconds(Seconds::Disallowed)
            .year(Year::Disallowed)
            .build();
        let parsed = parser.parse(&text).map_err(|error| CronError::Field {
            text: text.clone(),
            reason: reason(&error),
        })?;
        let cron = Self { text, parsed };
        match cron.next_after(Timestamp::UNIX_EPOCH) {
            Some(_) => Ok(cron),
            None => Err(CronError::Never(cron.text)),
        }
    }
}

/// What the parser says, without the names it gives to its own parts.
fn reason(error: &croner::errors::CronError) -> String {
    use croner::errors::CronError::{ComponentError, IllegalCharacters, InvalidPattern};
    let reason = match error {
        ComponentError(reason) | IllegalCharacters(reason) | InvalidPattern(reason) => reason.clone(),
        other => other.to_string(),
    };
    reason.trim_end_matches('.').to_owned()
}

impl TryFrom<String> for Cron {
    type Error = CronError;

    fn try_from(text: String) -> Result<Self, CronError> {
        text.parse()
    }
}

impl From<Cron> for String {
    fn from(cron: Cron) -> Self {
        cron.text
    }
}

impl fmt::Display for Cron {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::timestamp;

    /// 2026-11-23T08:00Z, a Monday.
    const MONDAY: i64 = 1_795_420_800_000;

    fn cron(text: &str) -> Cron {
        text.parse().unwrap()
    }

    #[test]
    fn words_say_when() {
        for (text, words) in [
            (Cron::TEMPLATE, "Every day at 01:00 UTC"),
            ("*/15 * * * *", "Every 15 minutes"),
            ("* * * * *", "Every minute"),
            (
                "30 6 * * MON-FRI",
                "At 06:30, on Monday, Tuesday, Wednesday, Thursday, and Friday (UTC)",
            ),
            ("0 22 L * *", "At 22:00, on the last day of the month (UTC)"),
            ("15 * * * *", "At minute 15 past every hour (UTC)"),
        ] {
            assert_eq!(cron(text).words(), words, "{text}");
        }
    }

    #[test]
    fn the_next_moments_come_one_after_the_other() {
        let next = cron("0 1 * * *").next(timestamp(MONDAY), 2);
        let text: Vec<String> = next.iter().map(Timestamp::to_rfc3339).collect();
        assert_eq!(text, ["2026-11-24T01:00:00+00:00", "2026-11-25T01:00:00+00:00"]);
        // Due at this very moment is not after it.
        assert_eq!(
            cron("0 8 * * *").next_after(timestamp(MONDAY)),
            Some(timestamp(MONDAY + 86_400_000))
        );
        assert_eq!(
            cron("0 0 29 2 *").next(timestamp(MONDAY), 1)[0].to_rfc3339(),
            "2028-02-29T00:00:00+00:00"
        );
    }

    #[test]
    fn what_is_no_expression_is_refused_with_the_reason() {
        assert!(matches!("".parse::<Cron>(), Err(CronError::Fields(_))));
        assert!(matches!("0 0 1 * * *".parse::<Cron>(), Err(CronError::Fields(_))));
        assert!(matches!("@daily".parse::<Cron>(), Err(CronError::Fields(_))));
        assert!(matches!(
            "61 * * * *".parse::<Cron>(),
            Err(CronError::Field { .. })
        ));
        assert!(matches!(
            "x * * * *".parse::<Cron>(),
            Err(CronError::Field { .. })
        ));
        assert_eq!(
            "0 0 30 2 *".parse::<Cron>(),
            Err(CronError::Never("0 0 30 2 *".into()))
        );
    }

    #[test]
    fn an_expression_travels_as_text() {
        assert_eq!(
            serde_json::to_string(&cron(" 0  1 * * * ")).unwrap(),
            "\"0 1 * * *\""
        );
        assert!(serde_json::from_str::<Cron>("\"noon\"").is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_answered_and_what_comes_next_comes_later(text in "[0-9*/,LW# -]{5,14}", at in 0..MONDAY * 2) {
            if let Ok(cron) = text.parse::<Cron>()
                && let Some(next) = cron.next_after(timestamp(at))
            {
                prop_assert!(next > timestamp(at));
                prop_assert!(!cron.words().is_empty());
            }
        }
    }
}
