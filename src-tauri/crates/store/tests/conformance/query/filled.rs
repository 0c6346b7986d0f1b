//! A store with transactions that differ in everything a query can ask for.

use model::{Operation, Profile, RecordId, Status, User, timestamp};

use crate::{
    engine::{Fixture, START, fixture},
    sample::{because, item, transaction},
};

const HOUR: i64 = 3_600_000;

/// The user with a number.
pub fn user_id(number: usize) -> RecordId {
    format!("00500000000000{number}").parse().unwrap()
}

fn profile_id(number: usize) -> RecordId {
    format!("00e00000000000{number}").parse().unwrap()
}

/// Names and user names; two people have the same name.
pub const USERS: [(&str, &str); 5] = [
    ("Ann Lee", "ann@x.org"),
    ("Anna Öz", "oez@x.org"),
    ("Ben_1", "ben%@x.org"),
    ("Ben_1", "other@x.org"),
    ("Cleo", "cleo@x.org"),
];

/// 120 imported transactions, and some that were received.
pub async fn filled() -> Fixture {
    let f = fixture().await;
    let users = USERS.iter().enumerate().map(|(number, (name, username))| User {
        id: user_id(number),
        name: (*name).into(),
        username: (*username).into(),
        profile_id: profile_id(number % 2),
        territory: (number > 0).then(|| format!("Area {}", number % 3)),
        is_active: true,
    });
    f.store.upsert_users(&users.collect::<Vec<_>>()).await.unwrap();
    let profiles = ["Rep", "Manager"]
        .into_iter()
        .enumerate()
        .map(|(number, name)| Profile {
            id: profile_id(number),
            name: name.into(),
        });
    f.store
        .upsert_profiles(&profiles.collect::<Vec<_>>())
        .await
        .unwrap();
    import(&f).await;
    let mut uploads = vec![
        f.upload("late-1"),
        f.upload("late-2"),
        f.dependent("late-3", "late-1"),
    ];
    uploads[0].transaction.is_bulk = true;
    uploads[0].transaction.owner_id = "owner-y".into();
    uploads[1].transaction.is_real_time = true;
    uploads[1].transaction.owner_id = "owner-x".into();
    f.receive(uploads).await;
    // One of them is at work.
    assert_eq!(f.claim(1).await.len(), 1);
    f
}

async fn import(f: &Fixture) {
    let (mut rows, mut items, mut logs, mut simulated) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for number in 0..120_usize {
        let mut row = transaction(f.transaction_id(), &format!("dev-{number}"));
        let ago = |hours: usize| timestamp(START - hours as i64 * HOUR);
        row.status = Status::ALL[number * 7 % 8];
        row.owner_id = if number % 11 == 0 {
            "owner-x".into()
        } else {
            user_id(number % 5).to_string()
        };
        row.offline_timestamp = ago(number * 37 % 100 / 3 * 7);
        row.created_date = ago(number * 5 % 60);
        row.last_modified_date = ago(number * 53 % 40);
        row.device_identifier = format!("{}-{}", ["iPad", "iPhone", "Galaxy Tab"][number % 3], number % 4);
        row.app_version = ["5.1", "5.2", "6.0"][number % 3].into();
        row.metadata_version = ["60", "61"][number % 2].into();
        row.number_of_failed_attempts = (number % 4 > 0).then_some(number as i64 % 4);
        (row.is_bulk, row.is_real_time, row.is_with_signed_item) =
            (number % 5 == 0, number % 7 == 0, number % 6 == 0);
        row.dependent_offline_identifiers = (number % 9 == 1).then(|| format!("dev-{}", number - 1));
        for position in 0..number % 4 {
            let mut item = item(f.item_id(), &row.id);
            let object = ["Visit", "Account", "VisitNote"][(number + position) % 3];
            (item.object_name, item.operation_type) = (
                object.into(),
                [Operation::Insert, Operation::Update, Operation::Delete][number % 3],
            );
            item.record_identifier = Some(format!("rec-{}", (number + position) % 12));
            let words = ["alpha beta", "beta gamma", "gamma delta", "deltoid"][(number + position) % 4];
            item.field_values = Some(format!("{{\"Note\":\"{words}\"}}"));
            items.push(item);
        }
        if matches!(row.status, Status::Failed | Status::Retry) {
            let mut log = f.log(
                &row.id,
                ["NOT_FOUND", "DUPLICATE_VALUE"][number / 8 % 2],
                "row alpha locked",
            );
            log.field_name = (number % 3 > 0).then(|| ["Visit_Date__c", "Visit_Type__c"][number % 2].into());
            logs.push(log);
        } else if number % 10 == 0 {
            let mut log = f.log(&row.id, "NOT_FOUND", "would be locked");
            log.field_name = Some("Visit_Date__c".into());
            simulated.push(log);
        }
        rows.push(row);
    }
    let commented: Vec<RecordId> = rows.iter().step_by(8).map(|row| row.id.clone()).collect();
    f.store.import_transactions(rows).await.unwrap();
    f.store.import_items(items).await.unwrap();
    f.store.import_log_entries(logs).await.unwrap();
    f.store.log_simulated(simulated).await.unwrap();
    f.store
        .add_comment(&commented, &because("looked at"))
        .await
        .unwrap();
}
