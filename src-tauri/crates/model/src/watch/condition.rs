//! What is so now that the rules want to be told of.

use crate::{
    FailedGroup, FailedRun, FailureRate, MissedRun, NoticeAbout, StuckNew, UnsavedReport, WatchSettings,
};

/// What the rules look at. All of it comes from what is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchFacts {
    /// Transactions that are New for longer than the rule allows, if there are any.
    pub stuck_new: Option<StuckNew>,
    /// What became of the attempts of the hours that the rule looks at.
    pub outcomes: FailureRate,
    /// Error groups that are new or came back, and not snoozed.
    pub groups: Vec<FailedGroup>,
    /// Runs that failed and are the last of their schedule or name.
    pub failed_runs: Vec<FailedRun>,
    /// Schedules whose run is overdue for longer than the rule allows, or whose last run made up for one.
    pub missed_runs: Vec<MissedRun>,
    /// The daily report that is due and could not be saved.
    pub unsaved_report: Option<UnsavedReport>,
}

impl WatchSettings {
    /// The conditions that hold, in the order in which they are told.
    pub fn conditions(&self, facts: WatchFacts) -> Vec<NoticeAbout> {
        let mut conditions = Vec::new();
        if self.stuck_new {
            conditions.extend(facts.stuck_new.map(NoticeAbout::StuckNew));
        }
        if self.failure_rate && self.is_too_high(&facts.outcomes) {
            conditions.push(NoticeAbout::FailureRate(facts.outcomes));
        }
        if self.error_groups {
            let many = |group: &FailedGroup| group.failures >= self.error_group_failures;
            let groups = facts.groups.into_iter().filter(many);
            conditions.extend(groups.map(NoticeAbout::ErrorGroup));
        }
        if self.run_failed {
            conditions.extend(facts.failed_runs.into_iter().map(NoticeAbout::RunFailed));
        }
        if self.run_missed {
            conditions.extend(facts.missed_runs.into_iter().map(NoticeAbout::RunMissed));
        }
        if self.report_saved {
            conditions.extend(facts.unsaved_report.map(NoticeAbout::ReportNotSaved));
        }
        conditions
    }

    const fn is_too_high(&self, rate: &FailureRate) -> bool {
        let allowed = rate.attempts.saturating_mul(self.failure_rate_percent);
        rate.attempts >= self.failure_rate_attempts && rate.failed.saturating_mul(100) > allowed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SyncErrorCode, timestamp};

    fn facts() -> WatchFacts {
        WatchFacts {
            stuck_new: Some(StuckNew {
                hours: 24,
                count: 3,
                oldest: timestamp(0),
                owner: "Anna".into(),
            }),
            outcomes: FailureRate {
                hours: 1,
                attempts: 100,
                failed: 21,
            },
            groups: vec![FailedGroup {
                group_id: 7,
                error_code: SyncErrorCode::NotFound,
                object_name: None,
                field_name: None,
                pattern: "gone".into(),
                failures: 2,
                regressed_at: None,
            }],
            failed_runs: vec![FailedRun {
                run_id: 5,
                schedule_id: None,
                name: "Run now".into(),
                error: "disk full".into(),
            }],
            missed_runs: vec![MissedRun {
                schedule_id: 2,
                name: "Nightly".into(),
                due_at: None,
                run_id: Some(6),
            }],
            unsaved_report: Some(UnsavedReport {
                day: timestamp(0).date_naive(),
                folder: "reports".into(),
                error: "disk full".into(),
            }),
        }
    }

    fn subjects(settings: &WatchSettings) -> Vec<String> {
        let conditions = settings.conditions(facts());
        conditions.iter().map(NoticeAbout::subject).collect()
    }

    #[test]
    fn each_rule_tells_of_its_own_and_can_be_switched_off() {
        let all = [
            "stuckNew",
            "failureRate",
            "errorGroup:7",
            "runFailed:name:Run now",
            "runMissed:2",
            "reportNotSaved",
        ];
        let saving = WatchSettings {
            report_saved: true,
            ..WatchSettings::default()
        };
        assert_eq!(subjects(&saving), all);
        let off: [fn(&mut WatchSettings); 6] = [
            |settings| settings.stuck_new = false,
            |settings| settings.failure_rate = false,
            |settings| settings.error_groups = false,
            |settings| settings.run_failed = false,
            |settings| settings.run_missed = false,
            |settings| settings.report_saved = false,
        ];
        for (rule, switch) in off.into_iter().enumerate() {
            let mut settings = saving.clone();
            switch(&mut settings);
            let mut others = all.to_vec();
            others.remove(rule);
            assert_eq!(subjects(&settings), others);
        }
    }

    #[test]
    fn thresholds_are_what_they_say() {
        let told = |settings: WatchSettings, subject: &str| subjects(&settings).contains(&subject.to_owned());
        for (percent, attempts, is_told) in
            [(20, 20, true), (21, 20, false), (20, 100, true), (20, 101, false)]
        {
            let settings = WatchSettings {
                failure_rate_percent: percent,
                failure_rate_attempts: attempts,
                ..WatchSettings::default()
            };
            assert_eq!(
                told(settings, "failureRate"),
                is_told,
                "over {percent} % of {attempts}"
            );
        }
        for (failures, is_told) in [(2, true), (3, false)] {
            let settings = WatchSettings {
                error_group_failures: failures,
                ..WatchSettings::default()
            };
            assert_eq!(told(settings, "errorGroup:7"), is_told, "{failures}");
        }
    }
}
