//! What a store does with files that are not as they should be. SQLite only.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what tests share may fail as tests do"
)]

use std::{path::Path, sync::Arc, time::Duration};

use model::{IdGenerator, Item, ItemStatus, ManualClock, Operation, Transaction, timestamp};
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
use store::{Limits, Store, StoreError, Upload};
use tempfile::TempDir;

fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::new(timestamp(1_000)))
}

/// A connection of somebody else.
async fn raw(path: &Path) -> SqliteConnection {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .connect()
        .await
        .unwrap()
}

async fn run(connection: &mut SqliteConnection, statement: &'static str) {
    sqlx::raw_sql(statement).execute(connection).await.unwrap();
}

/// A folder with a store in it.
async fn made() -> (TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("queue.db");
    Store::create(&path, clock()).await.unwrap().close().await;
    (folder, path)
}

fn impatient() -> Limits {
    Limits {
        busy_timeout: Duration::from_millis(50),
        ..Limits::default()
    }
}

fn upload(ids: &IdGenerator, number: usize) -> Upload {
    let moment = timestamp(0);
    let id = ids.next("1QT");
    let transaction = Transaction {
        id: id.clone(),
        is_deleted: false,
        created_date: moment,
        created_by_id: String::new(),
        last_modified_date: moment,
        last_modified_by_id: String::new(),
        system_modstamp: moment,
        last_referenced_date: None,
        last_viewed_date: None,
        name: String::new(),
        owner_id: "005".into(),
        status: model::Status::New,
        offline_unique_identifier: format!("u{number}"),
        offline_timestamp: moment,
        device_identifier: String::new(),
        device_platform: None,
        device_type: None,
        app_version: String::new(),
        metadata_version: String::new(),
        sequence: None,
        dependent_offline_identifiers: None,
        expected_record_count: None,
        actual_records_count: None,
        tot_sync_tran_record_count: None,
        number_of_failed_attempts: None,
        is_bulk: false,
        is_debug_mode: false,
        is_owner_permission_enforced: false,
        is_real_time: false,
        is_retry: false,
        is_simulatable: false,
        can_canc_dpnd_be_retired: false,
        is_with_signed_item: false,
        api_type: None,
        api_name: None,
        transaction_source: None,
        comments: Some("x".repeat(2_000)),
        user_device_data: None,
        last_run_log_id: None,
        last_run_debug: None,
    };
    let item = Item {
        id: ids.next("1QR"),
        is_deleted: false,
        created_date: moment,
        created_by_id: String::new(),
        last_modified_date: moment,
        last_modified_by_id: String::new(),
        system_modstamp: moment,
        last_referenced_date: None,
        last_viewed_date: None,
        name: String::new(),
        device_sync_transaction_id: id,
        sequence: None,
        object_name: "Visit".into(),
        operation_type: Operation::Insert,
        field_values: Some("{}".into()),
        record_identifier: None,
        processed_record_identifier: None,
        related_record_id: None,
        offline_created_date: moment,
        offline_unique_identifier: format!("i{number}"),
        status: ItemStatus::Ready,
    };
    Upload {
        transaction,
        items: vec![item],
    }
}

#[tokio::test]
async fn a_file_keeps_its_promises() {
    let (_folder, path) = made().await;
    let mut connection = raw(&path).await;
    let mode: String = sqlx::query_scalar("PRAGMA journal_mode")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    assert_eq!(mode, "wal");
    let format: i64 = sqlx::query_scalar("PRAGMA user_version")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    assert_eq!(format, 13);
    let verdict: String = sqlx::query_scalar("PRAGMA integrity_check")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    assert_eq!(verdict, "ok");
}

#[tokio::test]
async fn a_store_is_made_once_and_opened_again() {
    let (_folder, path) = made().await;
    let again = Store::create(&path, clock()).await.map(|_| ()).unwrap_err();
    assert!(matches!(again, StoreError::AlreadyExists { .. }), "{again}");
    let store = Store::open(&path, clock()).await.unwrap();
    assert_eq!(store.path(), path);
    assert_eq!(store.counts().await.unwrap().total(), 0);
}

#[tokio::test]
async fn devices_of_transactions_that_were_there_before_are_known() {
    let (_folder, path) = made().await;
    let store = Store::open(&path, clock()).await.unwrap();
    let ids = IdGenerator::seeded(1);
    let uploads = (0..6).map(|number| {
        let mut upload = upload(&ids, number);
        upload.transaction.device_identifier = ["", "iPad-1", "iPad-2"][number % 3].into();
        upload.transaction.app_version = format!("1.{number}");
        upload
    });
    for upload in uploads {
        store.receive(vec![upload]).await.unwrap();
    }
    store.close().await;
    let mut connection = raw(&path).await;
    let all = "SELECT group_concat(device_identifier || owner_id || app_version || first_seen || last_seen, ' ') \
               FROM device";
    let kept: String = sqlx::query_scalar(all).fetch_one(&mut connection).await.unwrap();
    assert_eq!(kept, "iPad-10051.410001000 iPad-20051.510001000");
    run(
        &mut connection,
        "DELETE FROM device; UPDATE sync_transaction SET created_date = arrival",
    )
    .await;
    let step = include_str!("../migrations/sqlite/0006_device.sql");
    run(&mut connection, &step[step.find("INSERT INTO device").unwrap()..]).await;
    let filled: String = sqlx::query_scalar(all).fetch_one(&mut connection).await.unwrap();
    assert_eq!(filled, "iPad-10051.425 iPad-20051.536");
}

#[tokio::test]
async fn a_missing_file_or_folder_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("nowhere").join("queue.db");
    for result in [
        Store::open(&path, clock()).await,
        Store::create(&path, clock()).await,
    ] {
        let error = result.map(|_| ()).unwrap_err();
        assert!(matches!(error, StoreError::Missing { .. }), "{error}");
        assert!(error.to_string().contains("queue.db"));
    }
}

#[tokio::test]
async fn what_is_no_store_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("letter.txt");
    std::fs::write(&text, "Dear customer,\n".repeat(500)).unwrap();
    let empty = folder.path().join("empty.db");
    std::fs::write(&empty, "").unwrap();
    let other = folder.path().join("other.db");
    let mut connection = raw(&other).await;
    run(&mut connection, "CREATE TABLE t (a); PRAGMA user_version = 1").await;
    connection.close().await.unwrap();
    for path in [&text, &empty, &other, &folder.path().to_owned()] {
        let before = std::fs::read(path).ok();
        let error = Store::open(path, clock()).await.map(|_| ()).unwrap_err();
        assert!(matches!(error, StoreError::NotAStore { .. }), "{error}");
        assert_eq!(std::fs::read(path).ok(), before);
    }
}

#[tokio::test]
async fn a_newer_store_is_refused_and_left_alone() {
    let (_folder, path) = made().await;
    let mut connection = raw(&path).await;
    run(&mut connection, "PRAGMA user_version = 99").await;
    connection.close().await.unwrap();
    let error = Store::open(&path, clock()).await.map(|_| ()).unwrap_err();
    assert!(
        matches!(
            error,
            StoreError::Newer {
                found: 99,
                known: 13,
                ..
            }
        ),
        "{error}"
    );
    assert!(error.to_string().contains("update the program"));
}

#[tokio::test]
async fn a_read_only_store_is_told() {
    let (_folder, path) = made().await;
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    let error = Store::open(&path, clock()).await.map(|_| ()).unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly { .. }), "{error}");
    let error = Store::upgrade(&path, Arc::new(|_| true)).await.unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly { .. }), "{error}");
}

#[tokio::test]
async fn a_store_that_another_process_holds_is_told() {
    let (_folder, path) = made().await;
    let mut other = raw(&path).await;
    run(
        &mut other,
        "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; PRAGMA user_version = 1",
    )
    .await;
    let error = Store::open_limited(&path, clock(), impatient())
        .await
        .map(|_| ())
        .unwrap_err();
    assert!(matches!(error, StoreError::Locked { .. }), "{error}");
    assert!(error.to_string().contains("another process"));
}

#[tokio::test]
async fn a_write_that_another_process_keeps_waiting_is_told_and_can_be_repeated() {
    let (_folder, path) = made().await;
    let store = Store::open_limited(&path, clock(), impatient()).await.unwrap();
    let ids = IdGenerator::seeded(1);
    let one = upload(&ids, 1);
    let mut other = raw(&path).await;
    run(&mut other, "BEGIN IMMEDIATE").await;
    let error = store.receive(vec![one.clone()]).await.unwrap_err();
    assert!(matches!(error, StoreError::Locked { .. }), "{error}");
    assert_eq!(
        store.counts().await.unwrap().total(),
        0,
        "reading goes on meanwhile"
    );
    run(&mut other, "ROLLBACK").await;
    store.receive(vec![one]).await.unwrap();
    assert_eq!(store.counts().await.unwrap().total(), 1);
}

#[tokio::test]
async fn a_full_disk_is_told_and_what_was_there_stays() {
    let (_folder, path) = made().await;
    let small = Limits {
        max_pages: Some(200),
        ..Limits::default()
    };
    let store = Store::open_limited(&path, clock(), small).await.unwrap();
    let ids = IdGenerator::seeded(1);
    store.receive(vec![upload(&ids, 0)]).await.unwrap();
    let many: Vec<Upload> = (1..1_000).map(|number| upload(&ids, number)).collect();
    let error = store.receive(many).await.unwrap_err();
    assert!(matches!(error, StoreError::DiskFull { .. }), "{error}");
    assert!(error.to_string().contains("nothing was saved"));
    assert_eq!(store.counts().await.unwrap().total(), 1);
    // What fits still goes in.
    store.receive(vec![upload(&ids, 2_000)]).await.unwrap();
    assert_eq!(store.counts().await.unwrap().total(), 2);
}

#[tokio::test]
async fn after_a_full_disk_the_same_handle_goes_on() {
    let (_folder, path) = made().await;
    let empty = u32::try_from(std::fs::metadata(&path).unwrap().len() / 4_096).unwrap();
    // Where the room ends decides whether the engine takes back a statement or all that was begun.
    for pages in empty..empty + 40 {
        let copy = path.with_extension(pages.to_string());
        std::fs::copy(&path, &copy).unwrap();
        let small = Limits {
            max_pages: Some(pages),
            ..Limits::default()
        };
        let store = Store::open_limited(&copy, clock(), small).await.unwrap();
        let ids = IdGenerator::seeded(1);
        for number in 0..4 {
            let some = (number * 20..(number + 1) * 20).map(|number| upload(&ids, number));
            let answer = store.receive(some.collect()).await;
            assert!(
                matches!(answer, Ok(_) | Err(StoreError::DiskFull { .. })),
                "{pages} pages: {answer:?}"
            );
        }
        store.close().await;
    }
}

#[tokio::test]
async fn a_store_that_cannot_be_made_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("queue.db");
    let tiny = Limits {
        max_pages: Some(3),
        ..Limits::default()
    };
    let error = Store::create_limited(&path, clock(), tiny)
        .await
        .map(|_| ())
        .unwrap_err();
    assert!(matches!(error, StoreError::DiskFull { .. }), "{error}");
    assert!(!path.exists());
    Store::create(&path, clock()).await.unwrap();
}

#[tokio::test]
async fn a_damaged_store_is_told() {
    let (_folder, path) = made().await;
    let mut bytes = std::fs::read(&path).unwrap();
    let end = bytes.len();
    bytes[4_096..end].fill(0xa5);
    std::fs::write(&path, bytes).unwrap();
    let store = Store::open(&path, clock()).await;
    let error = match store {
        Err(error) => error,
        Ok(store) => store.counts().await.unwrap_err(),
    };
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
}

#[tokio::test]
async fn statuses_in_the_file_are_those_of_the_domain() {
    let (_folder, path) = made().await;
    let mut connection = raw(&path).await;
    let tables: Vec<String> =
        sqlx::query_scalar("SELECT sql FROM sqlite_schema WHERE sql LIKE '%CHECK (status IN (%''Waiting''%'")
            .fetch_all(&mut connection)
            .await
            .unwrap();
    assert_eq!(tables.len(), 2, "the queue and its tally");
    let names: Vec<String> = model::Status::ALL
        .iter()
        .map(|status| format!("'{status}'"))
        .collect();
    for table in tables {
        let start = table.find("CHECK (status IN (").unwrap() + "CHECK (status IN (".len();
        let list = &table[start..start + table[start..].find(')').unwrap()];
        assert_eq!(list, names.join(", "));
    }
    let checks = [
        (
            "operation_type IN (",
            model::Operation::ALL.map(|value| value.as_str()).to_vec(),
        ),
        (
            "sync_status IN (",
            model::LogSyncStatus::ALL.map(|value| value.as_str()).to_vec(),
        ),
        (
            "log_type IN (",
            model::LogType::ALL.map(|value| value.as_str()).to_vec(),
        ),
        (
            "status IN ('Prep",
            model::ItemStatus::ALL.map(|value| value.as_str()).to_vec(),
        ),
        (
            "outcome IN (",
            model::AttemptOutcome::ALL.map(|value| value.as_str()).to_vec(),
        ),
    ];
    let schema: Vec<String> = sqlx::query_scalar("SELECT sql FROM sqlite_schema WHERE type = 'table'")
        .fetch_all(&mut connection)
        .await
        .unwrap();
    let schema = schema.join("\n");
    for (check, values) in checks {
        let at = schema.find(check).unwrap_or_else(|| panic!("no {check}"));
        let list = &schema[at..at + schema[at..].find(')').unwrap()];
        let list: Vec<&str> = list.split('\'').skip(1).step_by(2).collect();
        let sorted = |mut values: Vec<&'static str>| {
            values.sort_unstable();
            values
        };
        let mut list = list;
        list.sort_unstable();
        assert_eq!(list, sorted(values), "{check}");
    }
}
