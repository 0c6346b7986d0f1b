//! Which times a report tells of.

use chrono::{DateTime, Days, Duration, FixedOffset, NaiveDate, NaiveTime, TimeDelta, TimeZone};
use model::Timestamp;
use store::{DaySpan, DaySpans};

use crate::ConsoleError;

/// A day in a time zone.
pub(super) struct ReportDay {
    pub(super) date: NaiveDate,
    /// The day and those it is compared with.
    pub(super) spans: DaySpans,
    /// False for today: the spans then end with the hour that goes on, and as long after the beginning of their day.
    pub(super) is_complete: bool,
    in_zone: Box<dyn Fn(Timestamp) -> DateTime<FixedOffset> + Send + Sync>,
}

impl ReportDay {
    /// The day `date` where clocks show the time of `zone`; yesterday when none is named.
    ///
    /// # Errors
    /// When the day has not begun, or lies beyond the calendar.
    pub(super) fn of<Zone>(date: Option<NaiveDate>, zone: Zone, now: Timestamp) -> Result<Self, ConsoleError>
    where
        Zone: TimeZone + Send + Sync + 'static,
        Zone::Offset: Send + Sync,
    {
        let today = now.with_timezone(&zone).date_naive();
        let date = date.or_else(|| today.pred_opt()).unwrap_or(today);
        if date > today {
            let message = format!("{date} has not begun yet; choose today or an earlier day.");
            return Err(ConsoleError::at_field("day", message));
        }
        let whole = |date: Option<NaiveDate>| Some((start(date?, &zone)?, start(date?.succ_opt()?, &zone)?));
        let ago = |days: u64| whole(date.checked_sub_days(Days::new(days)));
        let (Some(day), Some(day_before), Some(week_before)) = (ago(0), ago(1), ago(7)) else {
            let message = format!("The calendar does not reach the days around {date}; choose another.");
            return Err(ConsoleError::at_field("day", message));
        };
        let is_complete = day.1 <= now;
        let length = match is_complete {
            true => TimeDelta::MAX,
            false => now - day.0,
        };
        let span = |(from, until): (Timestamp, Timestamp)| DaySpan {
            from,
            until: from
                .checked_add_signed(length)
                .map_or(until, |now| until.min(next_hour(now))),
        };
        Ok(Self {
            date,
            spans: DaySpans {
                day: span(day),
                day_before: span(day_before),
                week_before: span(week_before),
                of_groups: date.and_time(NaiveTime::MIN).and_utc(),
            },
            is_complete,
            in_zone: Box::new(move |at| at.with_timezone(&zone).fixed_offset()),
        })
    }

    /// A moment as clocks show it where the day is.
    pub(super) fn in_zone(&self, at: Timestamp) -> DateTime<FixedOffset> {
        (self.in_zone)(at)
    }

    /// A moment as a report tells it, to the minute.
    pub(super) fn moment(&self, at: Timestamp) -> String {
        self.in_zone(at).format("%Y-%m-%d %H:%M").to_string()
    }

    /// When an hour of the day began, as a report tells it.
    pub(super) fn hour(&self, at: Timestamp) -> String {
        self.in_zone(at).format("%H:%M").to_string()
    }
}

/// When a day begins: where clocks are set forward at midnight, an hour later.
fn start(date: NaiveDate, zone: &impl TimeZone) -> Option<Timestamp> {
    (0..=3).find_map(|hour| {
        let first = zone
            .from_local_datetime(&date.and_hms_opt(hour, 0, 0)?)
            .earliest()?;
        Some(first.to_utc())
    })
}

/// When the hour ends that goes on at a moment.
fn next_hour(at: Timestamp) -> Timestamp {
    let hour = Duration::hours(1).num_milliseconds();
    model::timestamp((model::millis(at).div_euclid(hour) + 1) * hour)
}

#[cfg(test)]
mod tests {
    use chrono::Utc;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn told(span: DaySpan) -> (String, String) {
        (span.from.to_rfc3339(), span.until.to_rfc3339())
    }

    fn told_as(from: &str, until: &str) -> (String, String) {
        (format!("{from}:00+00:00"), format!("{until}:00+00:00"))
    }

    #[test]
    fn yesterday_is_the_day_unless_another_is_named() {
        let day = ReportDay::of(None, Utc, at("2026-11-27T13:10:00Z")).unwrap();
        assert!(day.is_complete);
        assert_eq!(
            told(day.spans.day),
            told_as("2026-11-26T00:00", "2026-11-27T00:00")
        );
        assert_eq!(
            told(day.spans.week_before),
            told_as("2026-11-19T00:00", "2026-11-20T00:00")
        );
    }

    #[test]
    fn today_is_compared_with_the_same_hours() {
        let now = at("2026-11-27T13:10:00Z");
        let day = ReportDay::of(Some(now.date_naive()), Utc, now).unwrap();
        assert!(!day.is_complete);
        assert_eq!(
            told(day.spans.day),
            told_as("2026-11-27T00:00", "2026-11-27T14:00")
        );
        assert_eq!(
            told(day.spans.day_before),
            told_as("2026-11-26T00:00", "2026-11-26T14:00")
        );
    }

    #[test]
    fn a_local_day_begins_at_its_own_midnight() {
        let zone = FixedOffset::east_opt(11 * 3_600).unwrap();
        let day = ReportDay::of(None, zone, at("2026-11-27T14:00:00Z")).unwrap();
        assert_eq!(day.date.to_string(), "2026-11-27");
        assert_eq!(
            told(day.spans.day),
            told_as("2026-11-26T13:00", "2026-11-27T13:00")
        );
        assert_eq!(day.moment(day.spans.day.from), "2026-11-27 00:00");
    }

    #[test]
    fn a_day_that_has_not_begun_is_refused_and_so_is_the_end_of_the_calendar() {
        let now = at("2026-11-27T13:10:00Z");
        let refused = |date| {
            ReportDay::of(Some(date), Utc, now)
                .map(|day| day.date)
                .unwrap_err()
        };
        let tomorrow = now.date_naive().succ_opt().unwrap();
        assert!(refused(tomorrow).to_string().contains("has not begun yet"));
        assert!(refused(NaiveDate::MIN).to_string().contains("calendar"));
    }
}
