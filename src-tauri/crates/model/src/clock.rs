//! Time comes from a [`Clock`] that is passed in, so that tests decide what time it is.

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, FixedOffset, Local, NaiveDateTime, Offset, TimeZone, Utc};

/// A moment in UTC. Stored and compared with millisecond precision.
pub type Timestamp = DateTime<Utc>;

/// Tells the time.
pub trait Clock: Send + Sync + 'static {
    /// The current moment, cut to whole milliseconds.
    fn now(&self) -> Timestamp;

    /// How far local time is ahead of UTC at a moment, where the clock hangs. UTC, unless it says otherwise.
    fn offset_at(&self, _moment: Timestamp) -> FixedOffset {
        Utc.fix()
    }

    /// What the time zone is called where the clock hangs, if it has a name.
    fn zone_name(&self) -> Option<String> {
        None
    }

    /// Whose local time it is at this moment, for people: "Europe/Berlin, UTC+01:00".
    fn local_zone(&self) -> String {
        let offset = self.offset_at(self.now());
        match self.zone_name() {
            Some(name) => format!("{name}, UTC{offset}"),
            None => format!("UTC{offset}"),
        }
    }

    /// The current moment as a clock on the wall shows it.
    fn local_now(&self) -> NaiveDateTime {
        let now = self.now();
        now.with_timezone(&self.offset_at(now)).naive_local()
    }
}

/// The machine's own clock.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(
        clippy::disallowed_methods,
        reason = "the one place where the program asks the machine for the time"
    )]
    fn now(&self) -> Timestamp {
        timestamp(Utc::now().timestamp_millis())
    }

    fn offset_at(&self, moment: Timestamp) -> FixedOffset {
        Local.offset_from_utc_datetime(&moment.naive_utc())
    }

    fn zone_name(&self) -> Option<String> {
        iana_time_zone::get_timezone().ok()
    }
}

/// A clock that stands still until it is moved. For tests and for making the sample's past.
#[derive(Debug)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// A clock that shows `start`.
    pub fn new(start: Timestamp) -> Self {
        Self(AtomicI64::new(millis(start)))
    }

    /// Sets the clock to `moment`, forward or back.
    pub fn set(&self, moment: Timestamp) {
        self.0.store(millis(moment), Ordering::SeqCst);
    }

    /// Moves the clock by `duration`, which may be negative.
    pub fn advance(&self, duration: chrono::Duration) {
        self.0.fetch_add(duration.num_milliseconds(), Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        timestamp(self.0.load(Ordering::SeqCst))
    }
}

/// Milliseconds since 1970-01-01T00:00Z: how moments are stored.
pub fn millis(moment: Timestamp) -> i64 {
    moment.timestamp_millis()
}

/// The moment of so many milliseconds since 1970-01-01T00:00Z. A number beyond the calendar gives its nearest end.
pub fn timestamp(millis: i64) -> Timestamp {
    match Utc.timestamp_millis_opt(millis).single() {
        Some(moment) => moment,
        None if millis < 0 => DateTime::<Utc>::MIN_UTC,
        None => DateTime::<Utc>::MAX_UTC,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manual_clock_moves_only_when_told() {
        let clock = ManualClock::new(timestamp(1_000));
        assert_eq!(millis(clock.now()), 1_000);
        clock.advance(chrono::Duration::days(-1));
        assert_eq!(millis(clock.now()), 1_000 - 86_400_000);
        clock.set(timestamp(5));
        assert_eq!(millis(clock.now()), 5);
    }

    #[test]
    fn local_time_is_named() {
        struct Berlin(ManualClock);
        impl Clock for Berlin {
            fn now(&self) -> Timestamp {
                self.0.now()
            }

            fn offset_at(&self, _: Timestamp) -> FixedOffset {
                FixedOffset::east_opt(3_600).unwrap()
            }

            fn zone_name(&self) -> Option<String> {
                Some("Europe/Berlin".into())
            }
        }
        let clock = ManualClock::new(timestamp(0));
        assert_eq!(clock.local_zone(), "UTC+00:00");
        assert_eq!(Berlin(clock).local_zone(), "Europe/Berlin, UTC+01:00");
    }

    #[test]
    fn moments_beyond_the_calendar_do_not_panic() {
        assert_eq!(timestamp(i64::MAX), DateTime::<Utc>::MAX_UTC);
        assert_eq!(timestamp(i64::MIN), DateTime::<Utc>::MIN_UTC);
    }
}
