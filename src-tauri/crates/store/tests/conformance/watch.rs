//! What the watch looks at, and its inbox.

use chrono::Duration;
use model::{
    FailureRate, MissedRun, Notice, NoticeAbout, RunTrigger, Status, User, WatchFacts, WatchSettings,
    timestamp,
};
use store::{
    ErrorGroupAnswer, ErrorGroupValues, KEPT_NOTICES, RunBegun, RunEnding, RunOrder, SettingsAnswer,
    SettingsScope, SettledAs,
};

use crate::{
    engine::{Fixture, START, fixture},
    sample::{ANNA, BEN, because, transaction},
};

impl Fixture {
    async fn facts(&self) -> WatchFacts {
        self.store.watch_facts(&WatchSettings::default()).await.unwrap()
    }

    /// Notes conditions with a cooldown of an hour; answers the subjects of what was raised.
    async fn note(&self, conditions: &[NoticeAbout]) -> Vec<String> {
        let noted = self.store.note_conditions(conditions.to_vec(), 60).await.unwrap();
        noted.raised.iter().map(|notice| notice.about.subject()).collect()
    }

    async fn inbox(&self) -> Vec<Notice> {
        self.store.notices(None, false, 100).await.unwrap().notices
    }

    async fn ended_run(&self, name: &str, ending: RunEnding) {
        let order = RunOrder {
            name: name.into(),
            trigger: RunTrigger::Manual,
            lookback_days: 60,
            processor: "processor".into(),
            lease: Duration::minutes(1),
        };
        let RunBegun::Begun(run) = self.store.begin_run(&order).await.unwrap() else {
            panic!("another run is at work");
        };
        self.store.end_run(run.id, &[], ending).await.unwrap();
    }
}

fn missed(schedule_id: i64, run_id: Option<i64>) -> NoticeAbout {
    NoticeAbout::RunMissed(MissedRun {
        schedule_id,
        name: "Nightly".into(),
        due_at: None,
        run_id,
    })
}

#[tokio::test]
async fn an_empty_store_has_nothing_to_tell() {
    let f = fixture().await;
    let nothing = WatchFacts {
        stuck_new: None,
        outcomes: FailureRate {
            hours: 1,
            attempts: 0,
            failed: 0,
        },
        groups: Vec::new(),
        failed_runs: Vec::new(),
        missed_runs: Vec::new(),
        unsaved_report: None,
    };
    assert_eq!(f.facts().await, nothing);
    assert_eq!(f.store.unread_notices().await.unwrap(), 0);
    assert!(f.store.take_untold_notices().await.unwrap().is_empty());
}

#[tokio::test]
async fn transactions_are_stuck_when_they_are_new_for_longer_than_the_rule_allows() {
    let f = fixture().await;
    let received = |identifier: &str, owner: &str, hours_ago: i64, status| {
        let mut row = transaction(f.transaction_id(), identifier);
        row.owner_id = owner.into();
        row.created_date = timestamp(START) - Duration::hours(hours_ago);
        row.status = status;
        row
    };
    let rows = vec![
        received("a", ANNA, 30, Status::New),
        received("b", ANNA, 24, Status::New),
        received("c", BEN, 48, Status::New),
        received("d", BEN, 99, Status::Failed),
    ];
    f.store.import_transactions(rows).await.unwrap();
    let stuck = f.facts().await.stuck_new.unwrap();
    assert_eq!((stuck.count, stuck.hours, stuck.owner.as_str()), (2, 24, BEN));
    assert_eq!(stuck.oldest, timestamp(START) - Duration::hours(48));
    let ben = User {
        id: BEN.parse().unwrap(),
        name: "Ben".into(),
        username: "ben".into(),
        profile_id: f.ids.next("00e"),
        territory: None,
        is_active: true,
    };
    f.store.upsert_users(&[ben]).await.unwrap();
    assert_eq!(f.facts().await.stuck_new.unwrap().owner, "Ben");
    let settings = WatchSettings {
        stuck_new_hours: 48,
        ..WatchSettings::default()
    };
    assert_eq!(f.store.watch_facts(&settings).await.unwrap().stuck_new, None);
}

#[tokio::test]
async fn outcomes_are_those_of_the_last_hours() {
    let f = fixture().await;
    f.receive(vec![f.upload("a"), f.upload("b"), f.upload("c")]).await;
    f.process_all(SettledAs::Failed).await;
    f.receive(vec![f.upload("d")]).await;
    f.process_all(SettledAs::Success).await;
    let rate = |attempts, failed| FailureRate {
        hours: 1,
        attempts,
        failed,
    };
    assert_eq!(f.facts().await.outcomes, rate(4, 3));
    f.clock.advance(Duration::minutes(119));
    assert_eq!(f.facts().await.outcomes, rate(4, 3), "a whole hour and this one");
    f.clock.advance(Duration::minutes(1));
    assert_eq!(f.facts().await.outcomes, rate(0, 0));
}

#[tokio::test]
async fn error_groups_are_told_until_they_are_known_and_when_they_come_back() {
    let f = fixture().await;
    f.receive(vec![f.upload("a")]).await;
    f.process_all(SettledAs::Failed).await;
    let groups = f.facts().await.groups;
    assert_eq!(
        (groups.len(), groups[0].failures, groups[0].regressed_at),
        (1, 1, None)
    );

    let decide = async |version, is_known, snoozed_until| {
        let values = ErrorGroupValues {
            is_known,
            snoozed_until,
            assignee: None,
            note: None,
        };
        let saved = f
            .store
            .save_error_group(groups[0].group_id, version, &values, "ann");
        assert!(matches!(saved.await.unwrap(), ErrorGroupAnswer::Saved(_)));
    };
    decide(1, false, Some(timestamp(START) + Duration::hours(1))).await;
    assert!(f.facts().await.groups.is_empty(), "snoozed");
    f.clock.advance(Duration::hours(1));
    assert_eq!(f.facts().await.groups, groups);
    decide(2, true, None).await;
    assert!(f.facts().await.groups.is_empty(), "known");

    f.act(crate::sample::Action::Ignore, "a").await;
    f.clock.advance(Duration::hours(1));
    f.receive(vec![f.upload("b")]).await;
    f.process_all(SettledAs::Failed).await;
    let back = f.facts().await.groups;
    assert_eq!(back.len(), 1);
    assert_eq!(back[0].regressed_at, Some(timestamp(START) + Duration::hours(2)));
}

#[tokio::test]
async fn a_run_that_failed_is_told_until_a_later_one_of_its_name_did_not() {
    let f = fixture().await;
    f.ended_run("Run now", RunEnding::Failed("disk full".into()))
        .await;
    f.ended_run("Another", RunEnding::Completed).await;
    f.ended_run("Run now", RunEnding::Canceled("by Ada".into())).await;
    let failed = f.facts().await.failed_runs;
    assert_eq!(failed.len(), 1);
    assert_eq!(
        (
            failed[0].name.as_str(),
            failed[0].error.as_str(),
            failed[0].run_id
        ),
        ("Run now", "disk full", 1)
    );
    f.ended_run("Run now", RunEnding::Completed).await;
    assert!(f.facts().await.failed_runs.is_empty());
}

#[tokio::test]
async fn a_scheduled_run_is_missed_while_it_is_overdue_and_when_a_later_one_made_up_for_it() {
    let f = fixture().await;
    let schedule = f.active_schedule("Nightly").await;
    let due = schedule.next_run_at.unwrap();
    f.clock.set(due + Duration::minutes(15));
    assert!(f.facts().await.missed_runs.is_empty(), "in time");
    f.clock.advance(Duration::milliseconds(1));
    let missed = f.facts().await.missed_runs;
    assert_eq!((missed[0].due_at, missed[0].run_id), (Some(due), None));
    let lease = Duration::minutes(1);
    let RunBegun::Begun(run) = f.store.begin_due_run("processor", lease).await.unwrap() else {
        panic!("it is due");
    };
    let made_up = f.facts().await.missed_runs;
    assert_eq!((made_up[0].due_at, made_up[0].run_id), (None, Some(run.id)));
    assert_eq!(made_up[0].schedule_id, schedule.id);
    f.store.end_run(run.id, &[], RunEnding::Completed).await.unwrap();
    f.clock.set(due + Duration::days(1));
    let next = f.store.begin_due_run("processor", lease).await.unwrap();
    assert!(matches!(next, RunBegun::Begun(_)));
    assert!(f.facts().await.missed_runs.is_empty(), "the last one was in time");
}

#[tokio::test]
async fn one_condition_is_one_notice_until_it_is_over() {
    let f = fixture().await;
    assert_eq!(f.note(&[missed(1, None)]).await, ["runMissed:1"]);
    assert!(f.note(&[missed(1, None)]).await.is_empty());
    let other = f.another().await;
    let noted = other.note_conditions(vec![missed(1, None)], 60).await.unwrap();
    assert!(!noted.has_changed, "another program tells nothing anew");

    f.clock.advance(Duration::minutes(1));
    assert!(f.note(&[missed(1, Some(9))]).await.is_empty());
    let notice = f.inbox().await.remove(0);
    assert_eq!(notice.about, missed(1, Some(9)));
    assert_eq!(
        (notice.first_at, notice.last_at, notice.ended_at),
        (timestamp(START), timestamp(START) + Duration::minutes(1), None)
    );
    assert_eq!(
        (notice.title, notice.text),
        (missed(1, None).title(), missed(1, None).text())
    );

    f.note(&[]).await;
    assert_eq!(
        f.inbox().await[0].ended_at,
        Some(timestamp(START) + Duration::minutes(1))
    );
    f.clock.advance(Duration::minutes(60));
    assert!(f.note(&[missed(1, None)]).await.is_empty(), "within the cooldown");
    assert_eq!(f.inbox().await[0].ended_at, None);
    f.note(&[]).await;
    f.clock.advance(Duration::milliseconds(3_600_001));
    assert_eq!(f.note(&[missed(1, None)]).await, ["runMissed:1"]);
    assert_eq!(f.inbox().await.len(), 2);
}

#[tokio::test]
async fn the_inbox_is_read_newest_first_and_cleared_of_what_was_read() {
    let f = fixture().await;
    f.note(&[missed(1, None), missed(2, None), missed(3, None)]).await;
    let page = f.store.notices(None, false, 2).await.unwrap();
    let ids = |notices: &[Notice]| notices.iter().map(|notice| notice.id).collect::<Vec<_>>();
    assert_eq!((ids(&page.notices), page.has_more), (vec![3, 2], true));
    let page = f.store.notices(Some(2), false, 2).await.unwrap();
    assert_eq!((ids(&page.notices), page.has_more), (vec![1], false));

    assert!(f.store.mark_notices_read(Some(&[2, 99])).await.unwrap());
    assert!(!f.store.mark_notices_read(Some(&[2])).await.unwrap());
    assert_eq!(f.store.unread_notices().await.unwrap(), 2);
    let unread = f.store.notices(None, true, 9).await.unwrap();
    assert_eq!(ids(&unread.notices), [3, 1]);
    assert!(f.store.clear_notices().await.unwrap());
    assert!(!f.store.clear_notices().await.unwrap());
    assert_eq!(ids(&f.inbox().await), [3, 1]);
    assert!(
        f.note(&[missed(1, None), missed(2, None), missed(3, None)])
            .await
            .is_empty(),
        "what was cleared goes on and is not told anew"
    );
    assert!(f.store.mark_notices_read(None).await.unwrap());
    assert_eq!(f.store.unread_notices().await.unwrap(), 0);
}

#[tokio::test]
async fn the_desktop_is_told_once_of_what_nobody_has_read() {
    let f = fixture().await;
    f.note(&[missed(1, None), missed(2, None), missed(3, None)]).await;
    f.store.mark_notices_read(Some(&[2])).await.unwrap();
    let told = f.store.take_untold_notices().await.unwrap();
    assert_eq!(told.iter().map(|notice| notice.id).collect::<Vec<_>>(), [1, 3]);
    assert!(f.another().await.take_untold_notices().await.unwrap().is_empty());
    let test = f.store.raise_test_notice().await.unwrap();
    assert_eq!(
        (test.about, test.ended_at),
        (NoticeAbout::Test {}, Some(timestamp(START)))
    );
    assert!(
        f.store.take_untold_notices().await.unwrap().is_empty(),
        "whoever tests tells it"
    );
    assert_eq!(f.store.unread_notices().await.unwrap(), 3);
    let again = f.store.raise_test_notice().await.unwrap();
    assert_ne!(again.id, test.id);
}

#[tokio::test]
async fn old_notices_go_when_they_are_over() {
    let f = fixture().await;
    f.note(&[missed(1, None)]).await;
    f.store.raise_test_notice().await.unwrap();
    f.note(
        &(1..=KEPT_NOTICES + 1)
            .map(|id| missed(id, None))
            .collect::<Vec<_>>(),
    )
    .await;
    let oldest = f.store.notices(Some(4), false, 9).await.unwrap().notices;
    let ids: Vec<_> = oldest.iter().map(|notice| notice.id).collect();
    assert_eq!(ids, [3, 1], "the test notice is gone, what goes on stays");
}

#[tokio::test]
async fn the_rules_are_kept_with_version_and_history() {
    let f = fixture().await;
    let settings = WatchSettings {
        stuck_new_hours: 12,
        ..WatchSettings::default()
    };
    let change = because("short week");
    let saved = f.store.set_watch_settings(&settings, 0, &change).await.unwrap();
    assert_eq!(saved, SettingsAnswer::Saved { version: 1 });
    assert_eq!(f.store.watch_settings().await.unwrap().value, settings);
    let stale = f.store.set_watch_settings(&settings, 0, &change).await.unwrap();
    assert!(matches!(stale, SettingsAnswer::Conflict(_)));
    let history = f
        .store
        .settings_history(Some(&SettingsScope::Watch), 9)
        .await
        .unwrap();
    assert_eq!((history.len(), history[0].field.as_str()), (1, "stuckNewHours"));
    assert!(
        f.store.overview().await.unwrap().marks.is_empty(),
        "it explains no failure"
    );
    let outside = WatchSettings {
        stuck_new_hours: 0,
        ..WatchSettings::default()
    };
    assert!(f.store.set_watch_settings(&outside, 1, &change).await.is_err());
}
