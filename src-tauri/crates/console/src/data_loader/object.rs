//! The objects that Data Loader files hold: what their files must have, and what stands for what they leave out.

use model::{Item, LogEntry, Transaction};
use serde::de::DeserializeOwned;
use store::{ImportSession, Imported, StoreError};

use super::{
    cell::field_names,
    mask::{self, MaskedCell},
};

/// An object with files of its own, in the order in which its files are read: what others refer to comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SyncObject {
    Transaction,
    Item,
    LogEntry,
}

/// What stands for a cell that is empty or a column that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Otherwise {
    /// This text.
    Text(&'static str),
    /// The value of another field of the row.
    SameAs(&'static str),
}

use Otherwise::{SameAs, Text};

/// What Salesforce itself fills in on every object.
const SYSTEM_FIELDS: &[(&str, Otherwise)] = &[
    ("IsDeleted", Text("false")),
    ("LastModifiedDate", SameAs("CreatedDate")),
    ("LastModifiedById", SameAs("CreatedById")),
    ("SystemModstamp", SameAs("LastModifiedDate")),
    // The store names what comes without a name.
    ("Name", Text("")),
];

const TRANSACTION_FIELDS: &[(&str, Otherwise)] = &[
    ("CreatedDate", SameAs("OfflineTimestamp")),
    ("CreatedById", SameAs("OwnerId")),
    ("IsBulk", Text("false")),
    ("IsDebugMode", Text("false")),
    ("IsOwnerPermissionEnforced", Text("false")),
    ("IsRealTime", Text("false")),
    ("IsRetry", Text("false")),
    ("IsSimulatable", Text("false")),
    ("CanCancDpndBeRetired", Text("false")),
    ("IsWithSignedItem", Text("false")),
];

const ITEM_FIELDS: &[(&str, Otherwise)] = &[
    ("CreatedDate", SameAs("OfflineCreatedDate")),
    ("CreatedById", Text("")),
];

const LOG_ENTRY_FIELDS: &[(&str, Otherwise)] = &[("CreatedById", Text("")), ("IsSimulated", Text("false"))];

impl SyncObject {
    /// Every object.
    pub const ALL: [Self; 3] = [Self::Transaction, Self::Item, Self::LogEntry];

    /// API name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Transaction => "DeviceSyncTransaction",
            Self::Item => "DeviceSyncTransactionRecord",
            Self::LogEntry => "DeviceSyncTransactionLog",
        }
    }

    /// API names of its fields, in the order of the record.
    pub fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Transaction => field_names::<Transaction>(),
            Self::Item => field_names::<Item>(),
            Self::LogEntry => field_names::<LogEntry>(),
        }
    }

    /// Columns without which a file of the object cannot be read: the Id, what Salesforce requires, and what the
    /// queue cannot do without.
    pub const fn required(self) -> &'static [&'static str] {
        match self {
            Self::Transaction => &[
                "Id",
                "OwnerId",
                "Status",
                "OfflineUniqueIdentifier",
                "OfflineTimestamp",
                "DeviceIdentifier",
                "AppVersion",
                "MetadataVersion",
            ],
            Self::Item => &[
                "Id",
                "DeviceSyncTransactionId",
                "ObjectName",
                "OperationType",
                "OfflineCreatedDate",
                "OfflineUniqueIdentifier",
                "Status",
            ],
            Self::LogEntry => &["Id", "DeviceSyncTransactionId", "LogType", "CreatedDate"],
        }
    }

    /// What stands for a field that a row leaves empty; none for one that may be, or must not be, empty.
    pub fn otherwise(self, field: &str) -> Option<Otherwise> {
        let own = match self {
            Self::Transaction => TRANSACTION_FIELDS,
            Self::Item => ITEM_FIELDS,
            Self::LogEntry => LOG_ENTRY_FIELDS,
        };
        own.iter()
            .chain(SYSTEM_FIELDS)
            .find(|(name, _)| *name == field)
            .map(|(_, otherwise)| *otherwise)
    }

    /// The object that a header with these columns is of: the one that alone has most of them.
    pub fn told_by(columns: &[String]) -> Option<Self> {
        let own_columns = |object: Self| {
            let alone = |field: &&&str| {
                Self::ALL
                    .iter()
                    .filter(|other| other.fields().contains(field))
                    .count()
                    == 1
            };
            let named = |field: &&&str| columns.iter().any(|column| column.eq_ignore_ascii_case(field));
            object.fields().iter().filter(alone).filter(named).count()
        };
        Self::ALL
            .into_iter()
            .rev()
            .max_by_key(|object| own_columns(*object))
            .filter(|object| own_columns(*object) > 0)
    }
}

/// A record that a file holds.
pub(super) trait SyncRecord: DeserializeOwned + Send + 'static {
    /// Gives records to the store; one answer each.
    fn import(
        session: &mut ImportSession,
        records: Vec<Self>,
    ) -> impl Future<Output = Result<Vec<Imported>, StoreError>> + Send;

    /// Where an export masked a value, if it did.
    fn masked(&self) -> Option<MaskedCell>;
}

impl SyncRecord for Transaction {
    async fn import(session: &mut ImportSession, records: Vec<Self>) -> Result<Vec<Imported>, StoreError> {
        session.import_transactions(records).await
    }

    fn masked(&self) -> Option<MaskedCell> {
        mask::in_transaction(self)
    }
}

impl SyncRecord for Item {
    async fn import(session: &mut ImportSession, records: Vec<Self>) -> Result<Vec<Imported>, StoreError> {
        session.import_items(records).await
    }

    fn masked(&self) -> Option<MaskedCell> {
        mask::in_item(self)
    }
}

impl SyncRecord for LogEntry {
    async fn import(session: &mut ImportSession, records: Vec<Self>) -> Result<Vec<Imported>, StoreError> {
        session.import_log_entries(records).await
    }

    fn masked(&self) -> Option<MaskedCell> {
        mask::in_log_entry(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_in_these_lists_is_a_field() {
        for object in SyncObject::ALL {
            let fields = object.fields();
            assert!(fields.len() > 20, "{}", object.name());
            for name in object.required() {
                assert!(fields.contains(name), "{name} of {}", object.name());
                assert_eq!(
                    object.otherwise(name),
                    None,
                    "{name} of {} is required",
                    object.name()
                );
            }
            for field in fields {
                if let Some(SameAs(other)) = object.otherwise(field) {
                    assert!(fields.contains(&other), "{other} of {}", object.name());
                }
            }
        }
        for (name, _) in TRANSACTION_FIELDS {
            assert!(SyncObject::Transaction.fields().contains(name), "{name}");
        }
    }

    #[test]
    fn the_header_tells_the_object() {
        let told =
            |columns: &str| SyncObject::told_by(&columns.split(',').map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(told("id,name,ownerid,STATUS"), Some(SyncObject::Transaction));
        assert_eq!(
            told("Id,DeviceSyncTransactionId,FieldValues,Status"),
            Some(SyncObject::Item)
        );
        assert_eq!(
            told("Id,DeviceSyncTransactionId,ObjectName,ExceptionCode"),
            Some(SyncObject::LogEntry)
        );
        assert_eq!(told("Id,Name,Status"), None);
        assert_eq!(told("Some,Thing"), None);
    }
}
