//! What the watch looks for, and when it keeps quiet.

use chrono::{Datelike as _, NaiveDate, NaiveDateTime, TimeDelta, Weekday};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    TimeOfDay, Weekdays,
    settings::{NumberRange, PLAIN, SettingInfo, SettingValue, SettingsError, recommended, settings},
};

settings! {
    /// What the watch looks for, and when it keeps quiet.
    WatchSettings, WATCH_SETTINGS {
        /// Tell of transactions that stay New.
        stuck_new ("stuckNew"): bool = true,
            label "Transactions stay New", per_profile false,
            meaning "Tells when a transaction is New for too long: its user should run a full manual sync, or no run takes it.";
        /// Hours.
        stuck_new_hours ("stuckNewHours"): i64 = 24,
            label "New for longer than", range 1..=720, unit "hours", per_profile false,
            meaning "How long a transaction may be New before the watch tells of it.";
        /// Tell of many failures.
        failure_rate ("failureRate"): bool = true,
            label "Many attempts fail", per_profile false,
            meaning "Tells when too large a share of the attempts of the last hours ended as Failed.";
        /// Percent.
        failure_rate_percent ("failureRatePercent"): i64 = 20,
            label "Failed attempts over", range 1..=99, unit "%", per_profile false,
            meaning "The share of Failed among all attempts above which the watch tells of it.";
        /// Hours.
        failure_rate_hours ("failureRateHours"): i64 = 1,
            label "Attempts of the last", range 1..=168, unit "hours", per_profile false,
            meaning "So many whole hours are looked at, and the hour that goes on.";
        /// Attempts.
        failure_rate_attempts ("failureRateAttempts"): i64 = 20,
            label "Attempts at least", range 1..=1_000_000, unit "attempts", per_profile false,
            meaning "With fewer attempts than this a share says little, and the watch does not tell of it.";
        /// Tell of new and regressed error groups.
        error_groups ("errorGroups"): bool = true,
            label "New or regressed error group", per_profile false,
            meaning "Tells when transactions fail in a way that nobody has looked at yet, or in one that was mended before.";
        /// Failures.
        error_group_failures ("errorGroupFailures"): i64 = 1,
            label "Failures at least", range 1..=1_000_000, unit "failures", per_profile false,
            meaning "How many failures an error group must have before the watch tells of it.";
        /// Tell of runs that failed.
        run_failed ("runFailed"): bool = true,
            label "A run failed", per_profile false,
            meaning "Tells when a run of the Sync Processor was ended by an error or lost its program. Failed transactions do not make a run fail.";
        /// Tell of scheduled runs that did not begin.
        run_missed ("runMissed"): bool = true,
            label "A scheduled run was missed", per_profile false,
            meaning "Tells when a scheduled run did not begin in time: no program was there for it, the processor is paused, or another run took too long.";
        /// Minutes.
        run_missed_minutes ("runMissedMinutes"): i64 = 15,
            label "Missed after", range 1..=1_440, unit "minutes", per_profile false,
            meaning "How late a scheduled run may begin before it counts as missed.";
        /// Minutes.
        cooldown_minutes ("cooldownMinutes"): i64 = 60,
            label "Cooldown", range 0..=10_080, unit "minutes", per_profile false,
            meaning "What is over and comes back within this time is still the same notice, and is not told again.";
        /// No desktop notifications at certain hours.
        quiet_hours ("quietHours"): bool = false,
            label "Quiet hours", per_profile false,
            meaning "During quiet hours notices go to the inbox only. When they are over, one desktop notification sums up what came.";
        /// The time of the day.
        quiet_from ("quietFrom"): TimeOfDay = TimeOfDay::at(20, 0), written "\"20:00\"",
            label "Quiet from", per_profile false,
            meaning "When quiet begins, in the local time of this computer.";
        /// The time of the day.
        quiet_to ("quietTo"): TimeOfDay = TimeOfDay::at(7, 0), written "\"07:00\"",
            label "Quiet until", per_profile false,
            meaning "When it ends; on the next day when that is not after the time at which it begins.";
        /// The days on which it begins.
        quiet_days ("quietDays"): Weekdays = Weekdays::EVERY, written "\"Mon,Tue,Wed,Thu,Fri,Sat,Sun\"",
            label "Quiet on", per_profile false,
            meaning "The days on which quiet begins. What begins on one of them and goes over midnight ends on the day after it, whether that is one of them or not.";
        /// No desktop notifications on Saturday and Sunday.
        quiet_weekends ("quietWeekends"): bool = false,
            label "Quiet weekends", per_profile false,
            meaning "Saturday and Sunday are quiet as a whole, in the local time of this computer.";
        /// Days.
        journal_days ("journalDays"): i64 = 30,
            label "Bulk jobs can be undone for", range 1..=3_650, unit "days", per_profile false,
            meaning "How long the journals of bulk jobs are kept: what each transaction and payload was before. Older ones are removed little by little; the jobs stay listed, and the history of each transaction stays.";
        /// The daily report saves itself.
        report_saved ("reportSaved"): bool = false,
            label "Save the daily report", per_profile false,
            meaning "Saves the report of each day as HTML and CSV, once, while the console is open or in the tray, or syncadm daemon runs. Switched on, it saves the last one at once.";
        /// Where to.
        report_folder ("reportFolder"): String = String::new(), written "\"\"",
            label "Report folder", per_profile false,
            meaning "The folder the reports go to, as the computer that saves them sees it.";
        /// The time of the day.
        report_time ("reportTime"): TimeOfDay = TimeOfDay::at(6, 0), written "\"06:00\"",
            label "Report at", per_profile false,
            meaning "From this time on, in the local time of this computer, the report of the day before is saved. If no program runs then, it is saved when one does.";
    }
}

impl WatchSettings {
    /// The day whose report is to be there at a moment of local time: the day before the one on which the time of the
    /// report was last reached. None where the calendar ends.
    pub fn report_day(&self, local: NaiveDateTime) -> Option<NaiveDate> {
        let reached = local.checked_sub_signed(TimeDelta::minutes(self.report_time.minutes().into()))?;
        reached.date().pred_opt()
    }

    /// Whether it is quiet at a moment of local time.
    pub fn is_quiet(&self, local: NaiveDateTime) -> bool {
        let is_weekend = matches!(local.weekday(), Weekday::Sat | Weekday::Sun);
        if self.quiet_weekends && is_weekend {
            return true;
        }
        let now = TimeOfDay::of(local.time());
        let (from, to) = (self.quiet_from, self.quiet_to);
        let began_today = now >= from && (now < to || to <= from);
        let began_yesterday = to <= from && now < to;
        let (today, yesterday) = (local.weekday(), local.weekday().pred());
        let begins_on = |day| self.quiet_days.has(day);
        self.quiet_hours && (began_today && begins_on(today) || began_yesterday && begins_on(yesterday))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_recommended_values_are_the_defaults_and_in_range() {
        let values = serde_json::to_value(WatchSettings::default()).unwrap();
        assert_eq!(values.as_object().unwrap().len(), WATCH_SETTINGS.len());
        for info in WATCH_SETTINGS {
            assert_eq!(values[info.name].to_string(), info.recommended, "{}", info.label);
        }
        assert_eq!(WatchSettings::default().check(), Ok(()));
    }

    #[test]
    fn the_report_of_a_day_is_due_from_its_time_on_the_next_day() {
        let settings = WatchSettings {
            report_time: TimeOfDay::at(6, 30),
            ..WatchSettings::default()
        };
        for (local, day) in [
            ("2026-11-27T06:29:59", "2026-11-25"),
            ("2026-11-27T06:30:00", "2026-11-26"),
            ("2026-11-27T23:59:59", "2026-11-26"),
            ("2026-11-28T00:00:00", "2026-11-26"),
        ] {
            let due = settings.report_day(local.parse().unwrap());
            assert_eq!(due, Some(day.parse().unwrap()), "{local}");
        }
        assert_eq!(settings.report_day(NaiveDateTime::MIN), None);
    }

    fn is_quiet(settings: &WatchSettings, local: &str) -> bool {
        settings.is_quiet(local.parse().unwrap())
    }

    fn quiet(from: &str, to: &str, days: &str) -> WatchSettings {
        WatchSettings {
            quiet_hours: true,
            quiet_from: from.parse().unwrap(),
            quiet_to: to.parse().unwrap(),
            quiet_days: days.parse().unwrap(),
            ..WatchSettings::default()
        }
    }

    // 2026-11-27 is a Friday.
    #[test]
    fn it_is_quiet_between_the_times_to_the_minute_also_across_midnight() {
        let every = &Weekdays::EVERY.to_string();
        let cases = [
            (quiet("20:30", "07:15", every), "27T20:29:59", false),
            (quiet("20:30", "07:15", every), "27T20:30:00", true),
            (quiet("20:30", "07:15", every), "28T00:00:00", true),
            (quiet("20:30", "07:15", every), "28T07:14:59", true),
            (quiet("20:30", "07:15", every), "28T07:15:00", false),
            (quiet("12:10", "12:20", every), "27T12:09:59", false),
            (quiet("12:10", "12:20", every), "27T12:10:00", true),
            (quiet("12:10", "12:20", every), "27T12:20:00", false),
            (quiet("07:00", "07:00", every), "27T15:00:00", true),
            (quiet("07:00", "07:00", every), "27T06:59:59", true),
            (WatchSettings::default(), "27T22:00:00", false),
        ];
        for (settings, time, expected) in cases {
            let told = (settings.quiet_from, settings.quiet_to, time);
            assert_eq!(
                is_quiet(&settings, &format!("2026-11-{time}")),
                expected,
                "{told:?}"
            );
        }
    }

    #[test]
    fn quiet_begins_on_its_days_and_ends_whenever_that_is() {
        let cases = [
            // Of Friday's night, not of Saturday's.
            (quiet("20:00", "07:00", "Fri"), "27T21:00:00", true),
            (quiet("20:00", "07:00", "Fri"), "28T06:59:59", true),
            (quiet("20:00", "07:00", "Fri"), "28T20:00:00", false),
            (quiet("20:00", "07:00", "Fri"), "27T06:00:00", false),
            // Sunday's night ends on Monday.
            (quiet("20:00", "07:00", "Sun"), "30T06:00:00", true),
            (quiet("20:00", "07:00", "Mon"), "30T06:00:00", false),
            (quiet("12:00", "13:00", "Fri"), "27T12:30:00", true),
            (quiet("12:00", "13:00", "Fri"), "28T12:30:00", false),
            // A whole day from seven to seven.
            (quiet("07:00", "07:00", "Fri"), "27T06:59:59", false),
            (quiet("07:00", "07:00", "Fri"), "28T06:59:59", true),
            (quiet("07:00", "07:00", "Fri"), "28T07:00:00", false),
            (quiet("20:00", "07:00", ""), "27T21:00:00", false),
        ];
        for (settings, time, expected) in cases {
            let told = (settings.quiet_from, settings.quiet_days, time);
            assert_eq!(
                is_quiet(&settings, &format!("2026-11-{time}")),
                expected,
                "{told:?}"
            );
        }
    }

    #[test]
    fn weekends_can_be_quiet_as_a_whole() {
        let weekends = WatchSettings {
            quiet_weekends: true,
            ..WatchSettings::default()
        };
        for (time, expected) in [
            ("27T23:59:59", false),
            ("28T00:00:00", true),
            ("29T23:59:59", true),
            ("30T00:00:00", false),
        ] {
            assert_eq!(
                is_quiet(&weekends, &format!("2026-11-{time}")),
                expected,
                "{time}"
            );
        }
    }
}
