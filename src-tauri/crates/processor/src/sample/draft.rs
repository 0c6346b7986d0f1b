//! A transaction as a device puts it together before the upload.

use model::{
    ApiType, DevicePlatform, IdGenerator, Item, ItemStatus, Operation, Status, Timestamp, Transaction,
    key_prefix,
};
use serde_json::{Map, Value};
use store::Upload;

use super::rep::Rep;

/// A transaction in the making.
pub(super) struct Draft {
    /// Its OfflineUniqueIdentifier.
    pub(super) identifier: String,
    pub(super) items: Vec<DraftItem>,
    /// OfflineUniqueIdentifiers of what has to be done first.
    pub(super) depends_on: Vec<String>,
    pub(super) is_signed: bool,
    /// Items that were made, but do not come along.
    pub(super) items_left_behind: i64,
}

/// An item in the making.
pub(super) struct DraftItem {
    pub(super) object: &'static str,
    pub(super) operation: Operation,
    pub(super) record: Option<String>,
    /// The account it is about.
    pub(super) related: String,
    pub(super) payload: Payload,
}

/// What an item carries.
pub(super) enum Payload {
    None,
    Fields(Map<String, Value>),
    /// A text that is no JSON object.
    Broken(String),
}

impl Payload {
    pub(super) fn text(&self) -> Option<String> {
        match self {
            Self::None => None,
            Self::Fields(fields) => Some(Value::Object(fields.clone()).to_string()),
            Self::Broken(text) => Some(text.clone()),
        }
    }
}

impl DraftItem {
    /// Sets a field of the payload; null takes it out.
    pub(super) fn set(&mut self, field: &str, value: Value) {
        if let Payload::Fields(fields) = &mut self.payload {
            if value.is_null() {
                fields.shift_remove(field);
            } else {
                fields.insert(field.to_owned(), value);
            }
        }
    }
}

impl Draft {
    pub(super) fn new(identifier: String) -> Self {
        Self {
            identifier,
            items: Vec::new(),
            depends_on: Vec::new(),
            is_signed: false,
            items_left_behind: 0,
        }
    }

    /// Adds an item; `fields` is a JSON object, or null for a delete.
    pub(super) fn item(
        &mut self,
        operation: Operation,
        object: &'static str,
        record: impl Into<String>,
        related: impl AsRef<str>,
        fields: Value,
    ) {
        let payload = match fields {
            Value::Object(fields) => Payload::Fields(fields),
            _ => Payload::None,
        };
        let related = related.as_ref().to_owned();
        self.items.push(DraftItem {
            object,
            operation,
            record: Some(record.into()),
            related,
            payload,
        });
    }

    /// What goes over the line when `rep` uploads what was made at `made_at`.
    pub(super) fn upload(self, rep: &mut Rep, made_at: Timestamp, ids: &IdGenerator) -> Upload {
        rep.sequence += 1;
        let owner = rep.user.id.as_str();
        let id = ids.next(key_prefix::TRANSACTION);
        let count = i64::try_from(self.items.len()).unwrap_or(i64::MAX);
        let items = self.items.into_iter().zip(1_u32..).map(|(item, number)| Item {
            id: ids.next(key_prefix::ITEM),
            is_deleted: false,
            created_date: made_at,
            created_by_id: owner.to_owned(),
            last_modified_date: made_at,
            last_modified_by_id: owner.to_owned(),
            system_modstamp: made_at,
            last_referenced_date: None,
            last_viewed_date: None,
            // The queue names what it receives.
            name: String::new(),
            device_sync_transaction_id: id.clone(),
            sequence: Some(f64::from(number)),
            object_name: item.object.to_owned(),
            operation_type: item.operation,
            field_values: item.payload.text(),
            record_identifier: item.record,
            processed_record_identifier: None,
            related_record_id: Some(item.related),
            offline_created_date: made_at,
            offline_unique_identifier: format!("{}-{number}", self.identifier),
            status: ItemStatus::Ready,
        });
        let items = items.collect();
        let transaction = Transaction {
            id,
            is_deleted: false,
            created_date: made_at,
            created_by_id: owner.to_owned(),
            last_modified_date: made_at,
            last_modified_by_id: owner.to_owned(),
            system_modstamp: made_at,
            last_referenced_date: None,
            last_viewed_date: None,
            name: String::new(),
            owner_id: owner.to_owned(),
            status: Status::New,
            offline_unique_identifier: self.identifier,
            offline_timestamp: made_at,
            device_identifier: rep.device.clone(),
            device_platform: Some(DevicePlatform::IOS),
            device_type: Some("Tablet".to_owned()),
            app_version: rep.app.version.to_owned(),
            metadata_version: rep.app.metadata.to_owned(),
            sequence: Some(rep.sequence),
            dependent_offline_identifiers: (!self.depends_on.is_empty()).then(|| self.depends_on.join(",")),
            expected_record_count: Some(count + self.items_left_behind),
            actual_records_count: None,
            tot_sync_tran_record_count: None,
            number_of_failed_attempts: None,
            is_bulk: false,
            is_debug_mode: false,
            is_owner_permission_enforced: true,
            is_real_time: false,
            is_retry: false,
            is_simulatable: true,
            can_canc_dpnd_be_retired: false,
            is_with_signed_item: self.is_signed,
            api_type: Some(ApiType::SObjectAPI),
            api_name: None,
            transaction_source: None,
            comments: None,
            user_device_data: None,
            last_run_log_id: None,
            last_run_debug: None,
        };
        Upload { transaction, items }
    }
}
