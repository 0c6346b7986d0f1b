//! Devices that have been offline for long.

use chrono::Duration;
use model::{MobileSyncSettings, MobileSyncSettingsOverride, Profile, User, timestamp};
use store::{OfflineDevice, Upload};

use crate::{
    engine::{Fixture, START, fixture},
    sample::{ANNA, BEN, because, transaction},
};

fn upload(f: &Fixture, name: &str, device: &str, owner: &str) -> Upload {
    let mut upload = f.upload(name);
    upload.transaction.device_identifier = device.into();
    upload.transaction.owner_id = owner.into();
    upload
}

async fn told(f: &Fixture) -> (i64, i64, Vec<OfflineDevice>) {
    let offline = f.store.overview().await.unwrap().offline_devices;
    (offline.near, offline.over, offline.devices)
}

fn names(devices: &[OfflineDevice]) -> Vec<(&str, bool)> {
    let named = devices.iter();
    named
        .map(|device| (device.device_identifier.as_str(), device.is_over))
        .collect()
}

async fn days_later(f: &Fixture, days: i64) {
    f.clock.set(timestamp(START) + Duration::days(days));
}

#[tokio::test]
async fn a_device_is_near_its_limit_and_then_over_it() {
    let f = fixture().await;
    f.receive(vec![
        upload(&f, "a", "iPad-1", ANNA),
        upload(&f, "b", "iPad-2", BEN),
    ])
    .await;
    days_later(&f, 1).await;
    let mut newer = upload(&f, "c", "iPad-2", BEN);
    newer.transaction.app_version = "2.0".into();
    f.receive(vec![newer]).await;

    days_later(&f, 23).await;
    assert_eq!(told(&f).await, (0, 0, vec![]));
    days_later(&f, 24).await;
    let (near, over, devices) = told(&f).await;
    assert_eq!((near, over, names(&devices)), (1, 0, vec![("iPad-1", false)]));
    assert_eq!(devices[0].owner_id, ANNA);
    assert_eq!(
        (devices[0].last_seen, devices[0].limit_days),
        (timestamp(START), 30)
    );
    days_later(&f, 31).await;
    let (near, over, devices) = told(&f).await;
    assert_eq!(
        (near, over, names(&devices)),
        (1, 1, vec![("iPad-2", false), ("iPad-1", true)])
    );
    assert_eq!(devices[0].app_version, "2.0");
    assert_eq!(devices[0].first_seen, timestamp(START));
}

#[tokio::test]
async fn an_older_import_changes_only_when_a_device_was_first_seen() {
    let f = fixture().await;
    f.receive(vec![upload(&f, "a", "iPad-1", ANNA)]).await;
    let mut older = transaction(f.transaction_id(), "older");
    older.device_identifier = "iPad-1".into();
    older.owner_id = BEN.into();
    older.app_version = "0.1".into();
    older.created_date = timestamp(START) - Duration::days(9);
    f.store.import_transactions(vec![older]).await.unwrap();
    days_later(&f, 24).await;
    let (_, _, devices) = told(&f).await;
    let [device] = devices.as_slice() else {
        panic!("{devices:?}")
    };
    assert_eq!(
        (device.owner_id.as_str(), device.app_version.as_str()),
        (ANNA, "1.0")
    );
    assert_eq!(device.first_seen, timestamp(START) - Duration::days(9));
    assert_eq!(device.last_seen, timestamp(START));
}

#[tokio::test]
async fn the_limit_is_the_profiles_or_the_orgs_and_who_left_does_not_count() {
    let f = fixture().await;
    let profile = f.ids.next("00e");
    f.store
        .upsert_profiles(&[Profile {
            id: profile.clone(),
            name: "Key accounts".into(),
        }])
        .await
        .unwrap();
    let user = |id: &str, is_active| User {
        id: id.parse().unwrap(),
        name: "Someone".into(),
        username: id.into(),
        profile_id: profile.clone(),
        territory: None,
        is_active,
    };
    let gone = "005000000000009AAA";
    f.store
        .upsert_users(&[user(ANNA, true), user(gone, false)])
        .await
        .unwrap();
    f.receive(vec![
        upload(&f, "a", "iPad-1", ANNA),
        upload(&f, "b", "iPad-2", BEN),
        upload(&f, "c", "iPad-3", gone),
    ])
    .await;
    let own = MobileSyncSettingsOverride {
        mobile_offline_days_limit: Some(10),
        ..MobileSyncSettingsOverride::default()
    };
    f.store
        .set_profile_settings(&profile, &own, 0, &because("long trips"))
        .await
        .unwrap();
    days_later(&f, 9).await;
    let (_, _, devices) = told(&f).await;
    assert_eq!(names(&devices), [("iPad-1", false)]);
    assert_eq!(
        (devices[0].owner_name.as_deref(), devices[0].limit_days),
        (Some("Someone"), 10)
    );

    let org = MobileSyncSettings {
        mobile_offline_days_limit: 8,
        ..MobileSyncSettings::default()
    };
    f.store
        .set_mobile_settings(&org, 0, &because("audit"))
        .await
        .unwrap();
    let (near, over, devices) = told(&f).await;
    assert_eq!(
        (near, over, names(&devices)),
        (1, 1, vec![("iPad-1", false), ("iPad-2", true)])
    );
}
