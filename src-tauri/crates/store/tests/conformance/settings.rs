//! Settings.

use model::{
    GovernorLimits, MobileSyncSettings, MobileSyncSettingsOverride, SyncProcessorSettings, timestamp,
};
use store::{SettingsAnswer, SettingsScope, StoreError, Versioned};

use crate::{
    engine::{START, fixture},
    sample::because,
};

#[tokio::test]
async fn the_recommended_values_hold_until_they_are_changed() {
    let f = fixture().await;
    let profile = f.ids.next("00e");
    assert_eq!(
        f.store.mobile_settings().await.unwrap(),
        Versioned {
            value: MobileSyncSettings::default(),
            version: 0
        }
    );
    assert_eq!(
        f.store.processor_settings().await.unwrap().value,
        SyncProcessorSettings::default()
    );
    assert_eq!(
        f.store.profile_settings(&profile).await.unwrap().value,
        MobileSyncSettingsOverride::default()
    );
    assert!(f.store.settings_history(None, 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn changes_are_saved_with_version_and_history() {
    let f = fixture().await;
    let profile = f.ids.next("00e");
    let mobile = MobileSyncSettings {
        mobile_offline_days_limit: 10,
        related_record_retrieve: false,
        ..Default::default()
    };
    let saved = f
        .store
        .set_mobile_settings(&mobile, 0, &because("shorter"))
        .await
        .unwrap();
    assert_eq!(saved, SettingsAnswer::Saved { version: 1 });
    let of_profile = MobileSyncSettingsOverride {
        mobile_offline_days_limit: Some(5),
        ..Default::default()
    };
    f.store
        .set_profile_settings(&profile, &of_profile, 0, &because("trial"))
        .await
        .unwrap();
    let inherit = MobileSyncSettingsOverride::default();
    f.clock.set(timestamp(START + 1));
    f.store
        .set_profile_settings(&profile, &inherit, 1, &because("trial over"))
        .await
        .unwrap();
    let processor = SyncProcessorSettings {
        number_of_retry_attempts: 7,
        ..Default::default()
    };
    f.store
        .set_processor_settings(&processor, 0, &because("patience"))
        .await
        .unwrap();

    assert_eq!(
        f.store.mobile_settings().await.unwrap(),
        Versioned {
            value: mobile,
            version: 1
        }
    );
    assert_eq!(
        f.store.profile_settings(&profile).await.unwrap(),
        Versioned {
            value: inherit,
            version: 2
        }
    );
    assert_eq!(f.store.processor_settings().await.unwrap().value, processor);

    let scope = SettingsScope::Profile { profile_id: profile };
    let history = f.store.settings_history(Some(&scope), 10).await.unwrap();
    let changes: Vec<_> = history
        .iter()
        .map(|c| (c.field.as_str(), c.old_value.as_str(), c.new_value.as_str()))
        .collect();
    assert_eq!(
        changes,
        [
            ("mobileOfflineDaysLimit", "5", "null"),
            ("mobileOfflineDaysLimit", "null", "5")
        ]
    );
    assert_eq!(
        (history[0].reason.as_str(), history[0].actor.as_str()),
        ("trial over", "admin")
    );
    assert_eq!(
        (history[0].changed_at, &history[0].scope),
        (timestamp(START + 1), &scope)
    );
    assert_eq!(
        f.store
            .settings_history(Some(&SettingsScope::Mobile), 10)
            .await
            .unwrap()
            .len(),
        2
    );
    let all = f.store.settings_history(None, 3).await.unwrap();
    assert_eq!(all.len(), 3);
    assert_eq!(all[0].field, "numberOfRetryAttempts");
}

#[tokio::test]
async fn a_change_by_someone_else_is_a_conflict() {
    let f = fixture().await;
    let theirs = SyncProcessorSettings {
        number_of_retry_attempts: 1,
        ..Default::default()
    };
    let mine = SyncProcessorSettings {
        number_of_retry_attempts: 2,
        ..Default::default()
    };
    f.store
        .set_processor_settings(&theirs, 0, &because("theirs"))
        .await
        .unwrap();
    let now = Versioned {
        value: theirs,
        version: 1,
    };
    for stale in [0, 2] {
        let answer = f
            .store
            .set_processor_settings(&mine, stale, &because("mine"))
            .await
            .unwrap();
        assert_eq!(answer, SettingsAnswer::Conflict(now.clone()));
    }
    assert_eq!(f.store.processor_settings().await.unwrap(), now);
    let never_set = f
        .store
        .set_mobile_settings(&MobileSyncSettings::default(), 3, &because("mine"))
        .await
        .unwrap();
    assert!(matches!(
        never_set,
        SettingsAnswer::Conflict(Versioned { version: 0, .. })
    ));
    assert_eq!(f.store.settings_history(None, 10).await.unwrap().len(), 1);
}

#[tokio::test]
async fn values_outside_their_range_are_refused() {
    let f = fixture().await;
    let profile = f.ids.next("00e");
    let mobile = MobileSyncSettings {
        mobile_timeout_period_in_minutes: 0,
        ..Default::default()
    };
    let of_profile = MobileSyncSettingsOverride {
        mobile_offline_days_limit: Some(366),
        ..Default::default()
    };
    let processor = SyncProcessorSettings {
        number_of_retry_attempts: -1,
        ..Default::default()
    };
    let change = because("test");
    let errors = [
        f.store
            .set_mobile_settings(&mobile, 0, &change)
            .await
            .unwrap_err(),
        f.store
            .set_profile_settings(&profile, &of_profile, 0, &change)
            .await
            .unwrap_err(),
        f.store
            .set_processor_settings(&processor, 0, &change)
            .await
            .unwrap_err(),
    ];
    assert!(
        errors
            .iter()
            .all(|error| matches!(error, StoreError::Settings(_))),
        "{errors:?}"
    );
    assert_eq!(f.store.mobile_settings().await.unwrap().version, 0);
}

#[tokio::test]
async fn who_changed_the_limits_of_the_org_is_kept_with_the_settings_of_the_processor() {
    let f = fixture().await;
    let before = GovernorLimits::default();
    let after = GovernorLimits {
        queries: before.queries - 1,
        ..before
    };
    let change = because("nightly job");
    f.store.note_limits(&before, &after, &change).await.unwrap();
    let history = f.store.settings_history(Some(&SettingsScope::Processor), 10);
    let history = history.await.unwrap();
    assert_eq!(history.len(), 1, "only what changed: {history:?}");
    let noted = (history[0].field.as_str(), history[0].new_value.as_str());
    assert_eq!(noted, ("limits.queries", after.queries.to_string().as_str()));
    assert_eq!(history[0].reason, "nightly job");
}
