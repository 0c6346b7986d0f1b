//! The users of the run and what they upload: made from numbers, so that every run has the same.

use chrono::{Duration, SecondsFormat};
use model::{
    DevicePlatform, IdGenerator, Item, ItemStatus, Operation, RecordId, Status, Timestamp, Transaction,
    key_prefix,
};
use org::{LocalOrg, Org as _, SeedRecord};
use serde_json::{Value, json};
use store::Upload;

use super::Failure;

/// Users who share the transactions.
pub(super) const USERS: usize = 1_000;
/// Items of each transaction.
pub(super) const ITEMS: usize = 3;
/// Transactions that a device uploads at a time: what a user did since the last sync.
const SYNC: usize = 10;

/// A user with an account and samples of their own.
pub(super) struct User {
    id: RecordId,
    account: RecordId,
    stock: RecordId,
}

/// The users, the same in every run.
pub(super) fn users() -> Vec<User> {
    let ids = IdGenerator::seeded(1);
    let user = |_| User {
        id: ids.next(key_prefix::USER),
        account: ids.next("001"),
        stock: ids.next("0TI"),
    };
    (0..USERS).map(user).collect()
}

/// A record to load: Id, values, owner.
type Sketch<'a> = (&'a RecordId, Value, &'a RecordId);

/// Loads the users, and what is theirs, into a new org.
pub(super) async fn load(org: &LocalOrg, users: &[User]) -> Result<(), Failure> {
    let ids = IdGenerator::seeded(2);
    let (profile, product) = (ids.next(key_prefix::PROFILE), ids.next("01t"));
    let admin = &users[0].id;
    let mut objects: [(&str, Vec<Sketch<'_>>); 5] = [
        (
            "Profile",
            vec![(&profile, json!({ "Name": "Field Sales" }), admin)],
        ),
        ("User", Vec::new()),
        ("Account", Vec::new()),
        (
            "Product2",
            vec![(&product, json!({ "Name": "Immunexis" }), admin)],
        ),
        ("ProductItem", Vec::new()),
    ];
    for User { id, account, stock } in users {
        let email = format!("{id}@field.example");
        let values = json!({ "Name": "Rep", "Username": email, "Email": email, "ProfileId": profile });
        objects[1].1.push((id, values, id));
        let values =
            json!({ "Name": format!("Dr. {account}"), "Type": "Healthcare Provider", "IsActive": true });
        objects[2].1.push((account, values, id));
        let values = json!({ "Product2Id": product, "QuantityOnHand": 90_000_000 });
        objects[4].1.push((stock, values, id));
    }
    let catalogue = org.catalogue().await?;
    for (object, records) in objects {
        let has_owner = catalogue
            .object(object)
            .is_some_and(|object| object.field("OwnerId").is_some());
        let seed = |(id, mut values, owner): Sketch<'_>| {
            for field in ["CreatedById", "LastModifiedById"]
                .into_iter()
                .chain(has_owner.then_some("OwnerId"))
            {
                values[field] = json!(owner);
            }
            SeedRecord {
                id: id.clone(),
                values: values.as_object().cloned().unwrap_or_default(),
            }
        };
        let records: Vec<SeedRecord> = records.into_iter().map(seed).collect();
        org.load(object, &records).await?;
    }
    Ok(())
}

/// Transaction `number` of all: a visit, what the provider said, and one of: samples handed over, a question, a
/// change to the user's visit before.
pub(super) fn upload(number: usize, users: &[User], ids: &IdGenerator, now: Timestamp) -> Upload {
    let user = &users[number / SYNC % USERS];
    let moment = |minutes| (now + Duration::minutes(minutes)).to_rfc3339_opts(SecondsFormat::Secs, true);
    let visit = json!({
        "AccountId": user.account, "Status": "Completed", "Channel": "In-Person", "VisitPriority": "High",
        "PlannedVisitStartTime": moment(-90), "PlannedVisitEndTime": moment(-60),
        "ActualVisitStartTime": moment(-85), "ActualVisitEndTime": moment(-50),
        "InstructionDescription": format!("Call number {number} about product {}", number % 97),
    });
    let provider_visit = json!({
        "VisitId": device_id(number, 0), "IsSignatureCaptured": true, "ProvVisitDlvrSampleCount": 2,
        "PreProviderVisitNotes": format!("Wants figures on dosage, met at door {}", number % 4_001),
    });
    let third = match number % 3 {
        0 => (
            Operation::Insert,
            "ProductDisbursement",
            device_id(number, 2),
            json!({
                "VisitId": device_id(number, 0), "ProductItemId": user.stock, "QuantityDisbursed": 2,
                "LotNumber": format!("L{}", number % 50), "Status": "Disbursed", "DisbursementDate": moment(-55),
            }),
        ),
        1 if number >= SYNC * USERS => (
            Operation::Update,
            "Visit",
            device_id(number - SYNC * USERS, 0),
            json!({ "InstructionDescription": "Follow-up is planned", "VisitPriority": "Low" }),
        ),
        _ => (
            Operation::Insert,
            "Inquiry",
            device_id(number, 2),
            json!({
                "AccountId": user.account, "VisitId": device_id(number, 0), "Subject": "Dosage for children",
                "Question": format!("What is known of cases such as {number}?"), "Status": "Submitted",
                "InquiryChannelType": "Field Request",
            }),
        ),
    };
    let sketches = [
        (Operation::Insert, "Visit", device_id(number, 0), visit),
        (
            Operation::Insert,
            "ProviderVisit",
            device_id(number, 1),
            provider_visit,
        ),
        third,
    ];
    let transaction = transaction(number, user, ids, now);
    let items = sketches.into_iter().enumerate();
    let items = items
        .map(|(position, (operation, object, record, values))| Item {
            id: ids.next(key_prefix::ITEM),
            is_deleted: false,
            created_date: now,
            created_by_id: user.id.to_string(),
            last_modified_date: now,
            last_modified_by_id: user.id.to_string(),
            system_modstamp: now,
            last_referenced_date: None,
            last_viewed_date: None,
            name: String::new(),
            device_sync_transaction_id: transaction.id.clone(),
            sequence: Some(position as f64),
            object_name: object.to_owned(),
            operation_type: operation,
            field_values: Some(values.to_string()),
            record_identifier: Some(record),
            processed_record_identifier: None,
            related_record_id: None,
            offline_created_date: now,
            offline_unique_identifier: format!("{}-{position}", transaction.offline_unique_identifier),
            status: ItemStatus::Ready,
        })
        .collect();
    Upload { transaction, items }
}

/// What a device makes as the id of a record: 36 characters, in no order.
fn device_id(number: usize, position: usize) -> String {
    let mixed = (number as u128 * ITEMS as u128 + position as u128 + 1)
        .wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835);
    let digits = format!("{mixed:032x}");
    let groups = [0..8, 8..12, 12..16, 16..20, 20..32];
    groups.map(|group| &digits[group]).join("-")
}

fn transaction(number: usize, user: &User, ids: &IdGenerator, now: Timestamp) -> Transaction {
    let items = Some(ITEMS as i64);
    Transaction {
        id: ids.next(key_prefix::TRANSACTION),
        is_deleted: false,
        created_date: now,
        created_by_id: user.id.to_string(),
        last_modified_date: now,
        last_modified_by_id: user.id.to_string(),
        system_modstamp: now,
        last_referenced_date: None,
        last_viewed_date: None,
        name: String::new(),
        owner_id: user.id.to_string(),
        status: Status::New,
        offline_unique_identifier: format!("processed-{number:012}"),
        offline_timestamp: now,
        device_identifier: format!("IPAD-{:04}", number / SYNC % USERS),
        device_platform: Some(DevicePlatform::IOS),
        device_type: Some("Tablet".into()),
        app_version: "254.1.0".into(),
        metadata_version: "2026.10".into(),
        sequence: Some(number as i64),
        dependent_offline_identifiers: None,
        expected_record_count: items,
        actual_records_count: items,
        tot_sync_tran_record_count: items,
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
        comments: None,
        user_device_data: None,
        last_run_log_id: None,
        last_run_debug: None,
    }
}
