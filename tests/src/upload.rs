//! Uploads as a device sends them.

use model::{IdGenerator, Item, ItemStatus, Operation, RecordId, Status, Timestamp, Transaction, key_prefix};
use serde_json::Value;
use store::Upload;

/// An item to upload: what to do, with which object, with which record, and the payload (null for none).
pub type ItemSketch<'a> = (Operation, &'a str, String, Value);

/// A transaction of `owner`, made on the device at `made_at`, which depends on others (their identifiers, separated by
/// commas; empty for none).
pub fn upload(
    ids: &IdGenerator,
    owner: &RecordId,
    made_at: Timestamp,
    identifier: &str,
    depends_on: &str,
    items: &[ItemSketch<'_>],
) -> Upload {
    let id = ids.next(key_prefix::TRANSACTION);
    let item = |((operation, object, record, payload), number): (&ItemSketch<'_>, u32)| Item {
        id: ids.next(key_prefix::ITEM),
        is_deleted: false,
        created_date: made_at,
        created_by_id: owner.to_string(),
        last_modified_date: made_at,
        last_modified_by_id: owner.to_string(),
        system_modstamp: made_at,
        last_referenced_date: None,
        last_viewed_date: None,
        name: String::new(),
        device_sync_transaction_id: id.clone(),
        sequence: Some(f64::from(number)),
        object_name: (*object).to_owned(),
        operation_type: *operation,
        field_values: payload.is_object().then(|| payload.to_string()),
        record_identifier: Some(record.clone()),
        processed_record_identifier: None,
        related_record_id: None,
        offline_created_date: made_at,
        offline_unique_identifier: format!("{identifier}-{number}"),
        status: ItemStatus::Ready,
    };
    let items = items.iter().zip(1..).map(item).collect();
    let transaction = Transaction {
        id: id.clone(),
        is_deleted: false,
        created_date: made_at,
        created_by_id: owner.to_string(),
        last_modified_date: made_at,
        last_modified_by_id: owner.to_string(),
        system_modstamp: made_at,
        last_referenced_date: None,
        last_viewed_date: None,
        name: String::new(),
        owner_id: owner.to_string(),
        status: Status::New,
        offline_unique_identifier: identifier.to_owned(),
        offline_timestamp: made_at,
        device_identifier: "iPad-1".to_owned(),
        device_platform: None,
        device_type: None,
        app_version: "1".to_owned(),
        metadata_version: "1".to_owned(),
        sequence: None,
        dependent_offline_identifiers: Some(depends_on.to_owned()).filter(|text| !text.is_empty()),
        expected_record_count: None,
        actual_records_count: None,
        tot_sync_tran_record_count: None,
        number_of_failed_attempts: None,
        is_bulk: false,
        is_debug_mode: false,
        is_owner_permission_enforced: false,
        is_real_time: false,
        is_retry: false,
        is_simulatable: true,
        can_canc_dpnd_be_retired: false,
        is_with_signed_item: false,
        api_type: None,
        api_name: None,
        transaction_source: None,
        comments: None,
        user_device_data: None,
        last_run_log_id: None,
        last_run_debug: None,
    };
    Upload { transaction, items }
}
