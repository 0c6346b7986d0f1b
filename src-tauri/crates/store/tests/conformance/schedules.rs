//! Schedules of the Sync Processor.

use chrono::Duration;
use model::{Cron, Schedule, timestamp};
use store::{ScheduleAnswer, ScheduleValues, SettingsScope};

use crate::{
    engine::{Fixture, START, fixture},
    sample::because,
};

/// The number of the template.
pub const TEMPLATE: i64 = 1;

impl Fixture {
    /// An active clone of the template under this name.
    pub async fn active_schedule(&self, name: &str) -> Schedule {
        let clone = saved(
            self.store
                .clone_schedule(TEMPLATE, name, &because("test"))
                .await
                .unwrap(),
        );
        let answer = self
            .store
            .set_schedule_active(clone.id, clone.version, true, &because("test"))
            .await
            .unwrap();
        saved(answer)
    }
}

/// The schedule, which must have been saved.
pub fn saved(answer: ScheduleAnswer) -> Schedule {
    match answer {
        ScheduleAnswer::Saved(schedule) => schedule,
        other => panic!("not saved: {other:?}"),
    }
}

fn values(name: &str, cron: &str, lookback_days: i64) -> ScheduleValues {
    ScheduleValues {
        name: name.into(),
        cron: cron.parse().unwrap(),
        lookback_days,
    }
}

#[tokio::test]
async fn a_new_store_has_the_template_which_can_only_be_cloned() {
    let f = fixture().await;
    let schedules = f.store.schedules().await.unwrap();
    let template = &schedules[0];
    assert_eq!(schedules.len(), 1);
    assert_eq!(
        (
            template.name.as_str(),
            template.cron.as_str(),
            template.lookback_days
        ),
        ("Sync Processor Scheduler", Cron::TEMPLATE, 60)
    );
    assert!(template.is_template && !template.is_active && template.created_at.is_none());
    let change = because("test");
    let save = f
        .store
        .save_schedule(TEMPLATE, 1, &values("Mine", "0 2 * * *", 7), &change)
        .await
        .unwrap();
    assert_eq!(save, ScheduleAnswer::IsTemplate);
    let activate = f
        .store
        .set_schedule_active(TEMPLATE, 1, true, &change)
        .await
        .unwrap();
    assert_eq!(activate, ScheduleAnswer::IsTemplate);
    let delete = f.store.delete_schedule(TEMPLATE, 1, &change).await.unwrap();
    assert_eq!(delete, ScheduleAnswer::IsTemplate);
    assert_eq!(f.store.schedules().await.unwrap(), schedules);
    assert_eq!(f.store.next_schedule().await.unwrap(), None);
}

#[tokio::test]
async fn a_clone_is_like_the_original_and_rests_until_it_is_activated() {
    let f = fixture().await;
    let clone = saved(
        f.store
            .clone_schedule(TEMPLATE, "Nightly", &because("start"))
            .await
            .unwrap(),
    );
    assert_eq!(
        (clone.cron.as_str(), clone.lookback_days, clone.version),
        (Cron::TEMPLATE, 60, 1)
    );
    assert_eq!((clone.is_active, clone.next_run_at), (false, None));
    assert_eq!(clone.created_at, Some(timestamp(START)));
    assert_eq!(clone.words, "Every day at 01:00 UTC");
    let again = f
        .store
        .clone_schedule(TEMPLATE, "nightly", &because("start"))
        .await
        .unwrap();
    assert_eq!(again, ScheduleAnswer::NameTaken);
    let other = f
        .store
        .clone_schedule(99, "Other", &because("start"))
        .await
        .unwrap();
    assert_eq!(other, ScheduleAnswer::NotFound);

    let active = f
        .store
        .set_schedule_active(clone.id, 1, true, &because("go live"))
        .await
        .unwrap();
    let active = saved(active);
    // 08:00 now, so 01:00 tomorrow.
    assert_eq!(active.next_run_at, Some(timestamp(START) + Duration::hours(17)));
    assert_eq!(f.store.next_schedule().await.unwrap(), Some(active.clone()));
    let names: Vec<String> = f
        .store
        .schedules()
        .await
        .unwrap()
        .into_iter()
        .map(|each| each.name)
        .collect();
    assert_eq!(names, ["Sync Processor Scheduler", "Nightly"]);
    let rest = f
        .store
        .set_schedule_active(clone.id, 2, false, &because("holidays"))
        .await
        .unwrap();
    assert_eq!(saved(rest).next_run_at, None);
}

#[tokio::test]
async fn a_change_names_the_version_it_saw_and_is_kept_with_its_reason() {
    let f = fixture().await;
    let schedule = f.active_schedule("Nightly").await;
    let change = because("busy month");
    let save = f
        .store
        .save_schedule(schedule.id, 1, &values("Noon", "0 12 * * *", 30), &change)
        .await
        .unwrap();
    assert_eq!(save, ScheduleAnswer::Conflict(schedule.clone()));
    let save = f
        .store
        .save_schedule(schedule.id, 2, &values("Noon", "0 12 * * *", 30), &change)
        .await
        .unwrap();
    let noon = saved(save);
    assert_eq!(noon.next_run_at, Some(timestamp(START) + Duration::hours(4)));
    let save = f
        .store
        .save_schedule(
            noon.id,
            3,
            &values("Sync processor scheduler", "0 12 * * *", 30),
            &change,
        )
        .await
        .unwrap();
    assert_eq!(save, ScheduleAnswer::NameTaken);

    let scope = SettingsScope::Schedule { schedule_id: noon.id };
    let history = f.store.settings_history(Some(&scope), 3).await.unwrap();
    let changes: Vec<_> = history
        .iter()
        .map(|change| {
            (
                change.field.as_str(),
                change.old_value.as_str(),
                change.new_value.as_str(),
                change.reason.as_str(),
            )
        })
        .collect();
    assert_eq!(
        changes,
        [
            ("lookbackDays", "60", "30", "busy month"),
            ("cron", "\"0 1 * * *\"", "\"0 12 * * *\"", "busy month"),
            ("name", "\"Nightly\"", "\"Noon\"", "busy month"),
        ]
    );
}

#[tokio::test]
async fn a_schedule_keeps_its_time_when_only_its_name_changes() {
    let f = fixture().await;
    let schedule = f.active_schedule("Nightly").await;
    // It was missed, and still is after it was renamed.
    f.clock.advance(Duration::days(2));
    let save = f
        .store
        .save_schedule(
            schedule.id,
            2,
            &values("Night", Cron::TEMPLATE, 60),
            &because("test"),
        )
        .await
        .unwrap();
    assert_eq!(saved(save).next_run_at, schedule.next_run_at);
}

#[tokio::test]
async fn a_deleted_schedule_is_gone_but_its_history_stays() {
    let f = fixture().await;
    let schedule = f.active_schedule("Nightly").await;
    let stale = f
        .store
        .delete_schedule(schedule.id, 1, &because("test"))
        .await
        .unwrap();
    assert_eq!(stale, ScheduleAnswer::Conflict(schedule.clone()));
    let deleted = f
        .store
        .delete_schedule(schedule.id, 2, &because("not needed"))
        .await
        .unwrap();
    assert_eq!(saved(deleted), schedule);
    assert_eq!(f.store.schedules().await.unwrap().len(), 1);
    let again = f
        .store
        .delete_schedule(schedule.id, 2, &because("test"))
        .await
        .unwrap();
    assert_eq!(again, ScheduleAnswer::NotFound);
    let scope = SettingsScope::Schedule {
        schedule_id: schedule.id,
    };
    let history = f.store.settings_history(Some(&scope), 1).await.unwrap();
    assert_eq!(
        (history[0].new_value.as_str(), history[0].reason.as_str()),
        ("null", "not needed")
    );
}
