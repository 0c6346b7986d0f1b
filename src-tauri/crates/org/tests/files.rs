//! What can be wrong with an org's file, and what stays of it after a crash.

#![allow(clippy::unwrap_used, clippy::panic, reason = "test code")]

mod world;

use std::{fs, sync::Arc};

use model::{IdGenerator, ManualClock};
use org::{Applied, Lane, LaneStep, LocalOrg, Org as _, OrgError, SeedRecord};
use serde_json::json;
use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
use world::{World, start};

async fn connect(world: &World) -> SqliteConnection {
    SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(world.path()))
        .await
        .unwrap()
}

#[tokio::test]
async fn what_is_no_org_is_refused_and_left_alone() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    let open = || LocalOrg::open(&path, world.clock.clone(), world.ids.clone());
    assert!(matches!(open().await, Err(OrgError::Missing(_))));
    for content in [
        "",
        "a text that is long enough to have a place for every header field of a database file "
            .repeat(3)
            .as_str(),
    ] {
        fs::write(&path, content).unwrap();
        assert!(matches!(open().await, Err(OrgError::NotAnOrg(_))), "{content:?}");
        assert_eq!(fs::read_to_string(&path).unwrap(), content);
    }
    fs::remove_file(&path).unwrap();
    let options = SqliteConnectOptions::new()
        .filename(&path)
        .create_if_missing(true);
    let mut other = SqliteConnection::connect_with(&options).await.unwrap();
    sqlx::query("CREATE TABLE notes (text TEXT)")
        .execute(&mut other)
        .await
        .unwrap();
    other.close().await.unwrap();
    let before = fs::read(&path).unwrap();
    assert!(matches!(open().await, Err(OrgError::NotAnOrg(_))));
    assert_eq!(fs::read(&path).unwrap(), before);
    let in_a_folder = LocalOrg::open(folder.path(), world.clock.clone(), world.ids.clone()).await;
    assert!(matches!(in_a_folder, Err(OrgError::NotAnOrg(_))));
}

#[tokio::test]
async fn a_file_is_never_made_over_another() {
    let world = World::new().await;
    let made = LocalOrg::create(&world.path(), world.clock.clone(), world.ids.clone()).await;
    assert!(matches!(made, Err(OrgError::Exists(_))));
    let nowhere = world.path().join("missing/org.db");
    let made = LocalOrg::create(&nowhere, world.clock.clone(), world.ids.clone()).await;
    assert!(made.is_err());
}

#[tokio::test]
async fn a_newer_file_and_a_read_only_file_are_refused() {
    let world = World::new().await;
    world.org.close().await;
    let mut permissions = fs::metadata(world.path()).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(world.path(), permissions.clone()).unwrap();
    assert!(matches!(world.reopen().await, Err(OrgError::ReadOnly(_))));
    #[allow(
        clippy::permissions_set_readonly_false,
        reason = "the file lies in a folder of the test's own"
    )]
    permissions.set_readonly(false);
    fs::set_permissions(world.path(), permissions).unwrap();
    sqlx::query("PRAGMA user_version = 99")
        .execute(&mut connect(&world).await)
        .await
        .unwrap();
    let Err(error) = world.reopen().await else {
        panic!("opened")
    };
    assert!(matches!(
        error,
        OrgError::Newer {
            found: 99,
            known: 1,
            ..
        }
    ));
    assert!(error.to_string().contains("update the program"), "{error}");
}

#[tokio::test]
async fn a_damaged_file_is_told_as_such() {
    let world = World::new().await;
    world.org.close().await;
    let mut bytes = fs::read(world.path()).unwrap();
    let (begin, end) = (4_096, bytes.len());
    bytes[begin..end].fill(0x5a);
    fs::write(world.path(), bytes).unwrap();
    assert!(matches!(world.reopen().await, Err(OrgError::Damaged(_))));
}

#[tokio::test]
async fn loading_refuses_what_does_not_fit_and_keeps_nothing_of_it() {
    let world = World::new().await;
    let seed = |id: &model::RecordId, values: serde_json::Value| SeedRecord {
        id: id.clone(),
        values: values.as_object().unwrap().clone(),
    };
    let id = world.ids.next("01t");
    let good = seed(&id, json!({"Name": "Good", "StockKeepingUnit": "G"}));
    let cases = [
        (json!({"Name": "x".repeat(256)}), "data value too large"),
        (json!({"Name": "x", "Colour": "red"}), "there is no field Colour"),
        (json!({}), "Name is empty"),
        (json!({"Name": "x", "IsActive": 1}), "true or false"),
    ];
    for (values, problem) in cases {
        let bad = seed(&world.ids.next("01t"), values);
        let Err(OrgError::BadSeed {
            position,
            problem: found,
            ..
        }) = world.org.load("Product2", &[good.clone(), bad]).await
        else {
            panic!("loaded: {problem}")
        };
        assert_eq!(position, 1);
        assert!(found.contains(problem), "{found}");
    }
    let wrong_prefix = world
        .org
        .load("Product2", &[seed(&world.ids.next("001"), json!({"Name": "x"}))])
        .await;
    assert!(matches!(wrong_prefix, Err(OrgError::BadSeed { .. })));
    assert!(matches!(
        world.org.load("Car", &[]).await,
        Err(OrgError::BadSeed { .. })
    ));
    let twin = seed(
        &world.ids.next("01t"),
        json!({"Name": "Twin", "StockKeepingUnit": "g"}),
    );
    assert!(matches!(
        world.org.load("Product2", &[good.clone(), twin]).await,
        Err(OrgError::Database { .. })
    ));
    assert!(world.org.record(&id).await.unwrap().is_none());
    world
        .org
        .load("Product2", std::slice::from_ref(&good))
        .await
        .unwrap();
    world
        .org
        .load("Product2", &[seed(&id, json!({"Name": "Better"}))])
        .await
        .unwrap();
    assert_eq!(world.record(&id).await.name, "Better");
}

#[tokio::test]
async fn a_call_that_is_dropped_midway_leaves_nothing_or_all() {
    let world = World::new().await;
    let transaction = world.transaction("anna", vec![world.visit("dev-1", json!({}))]);
    for polls in 0..200 {
        let lanes = vec![Lane {
            transactions: vec![transaction.clone()],
        }];
        let apply = world.org.apply(lanes, &|_, _, _| LaneStep::Stop);
        let dropped = tokio::select! {
            biased;
            applied = apply => Some(applied.unwrap()),
            () = yield_times(polls) => None,
        };
        let visits = world.org.lookup("Visit", "V-", 10).await.unwrap().len();
        assert!(visits <= 1, "applied twice after {polls} polls");
        if let Some(applied) = dropped {
            let Applied::Committed { replayed, .. } = &applied[0][0].applied else {
                panic!("{applied:?}")
            };
            assert_eq!(visits, 1);
            if *replayed {
                return;
            }
        }
    }
    let again = world.apply(transaction).await;
    assert!(matches!(again, Applied::Committed { replayed: true, .. }));
}

async fn yield_times(times: usize) {
    for _ in 0..times {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_file_that_was_not_closed_is_whole() {
    let world = World::new().await;
    let transaction = world.transaction("anna", vec![world.visit("dev-1", json!({}))]);
    world.apply(transaction.clone()).await;
    // As after a crash: the file and its log, taken away while the org is open.
    let copy = world.path().with_file_name("copy.db");
    for ending in ["", "-wal"] {
        let name = |path: &std::path::Path| format!("{}{ending}", path.display());
        fs::copy(name(&world.path()), name(&copy)).unwrap();
    }
    let clock = Arc::new(ManualClock::new(start()));
    let org = LocalOrg::open(&copy, clock, Arc::new(IdGenerator::seeded(2)))
        .await
        .unwrap();
    let applied = org
        .apply(
            vec![Lane {
                transactions: vec![transaction],
            }],
            &|_, _, _| LaneStep::Stop,
        )
        .await
        .unwrap();
    assert!(matches!(
        applied[0][0].applied,
        Applied::Committed { replayed: true, .. }
    ));
    org.close().await;
    let options = SqliteConnectOptions::new().filename(&copy);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let check: String = sqlx::query_scalar("PRAGMA integrity_check")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    assert_eq!(check, "ok");
}
