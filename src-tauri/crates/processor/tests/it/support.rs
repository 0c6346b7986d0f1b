//! A small org, an empty queue, a clock that stands still; and short ways to upload and to look.

use std::sync::Arc;

use chrono::{DateTime, Duration};
use model::{
    Clock, IdGenerator, Item, ItemStatus, ManualClock, Operation, RecordId, Status, Timestamp, Transaction,
    key_prefix,
};
use org::{LocalOrg, Org, RecordLock, SeedRecord, Value};
use processor::{Processor, RunOptions, RunSummary};
use serde_json::json;
use store::{Change, Received, StatusRequest, Store, TransactionDetail, Upload};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

/// Store, org and clock of one test.
pub struct Scene {
    _folder: TempDir,
    pub store: Store,
    pub org: Arc<LocalOrg>,
    pub clock: Arc<ManualClock>,
    pub ids: Arc<IdGenerator>,
    pub admin: RecordId,
}

/// A transaction to upload.
pub struct Sketch<'a> {
    pub owner: &'a str,
    pub identifier: &'a str,
    pub depends_on: &'a str,
    /// Operation, object, record identifier, payload.
    pub items: Vec<(Operation, &'a str, &'a str, String)>,
}

impl<'a> Sketch<'a> {
    pub fn new(owner: &'a str, identifier: &'a str) -> Self {
        Self {
            owner,
            identifier,
            depends_on: "",
            items: Vec::new(),
        }
    }

    pub fn item(
        mut self,
        operation: Operation,
        object: &'a str,
        record: &'a str,
        payload: impl ToString,
    ) -> Self {
        self.items.push((operation, object, record, payload.to_string()));
        self
    }

    pub fn after(mut self, identifiers: &'a str) -> Self {
        self.depends_on = identifiers;
        self
    }
}

pub fn moment(text: &str) -> Timestamp {
    text.parse::<DateTime<_>>().unwrap()
}

impl Scene {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::new(moment("2026-11-20T12:00:00Z")));
        let ids = Arc::new(IdGenerator::seeded(1));
        let store = Store::create(folder.path().join("queue"), Arc::clone(&clock) as Arc<dyn Clock>)
            .await
            .unwrap();
        let org = LocalOrg::create(
            &folder.path().join("org"),
            Arc::clone(&clock) as Arc<dyn Clock>,
            Arc::clone(&ids),
        )
        .await
        .unwrap();
        let (admin, profile) = (ids.next(key_prefix::USER), ids.next(key_prefix::PROFILE));
        let scene = Self {
            _folder: folder,
            store,
            org: Arc::new(org),
            clock,
            ids,
            admin,
        };
        scene.load("Profile", &profile, json!({ "Name": "Rep" })).await;
        let admin = scene.admin.clone();
        let values = json!({ "Name": "Admin", "Username": "a@b.example", "Email": "a@b.example", "ProfileId": profile });
        scene.load("User", &admin, values).await;
        scene
    }

    /// Puts a record into the org, past its rules.
    pub async fn load(&self, object: &str, id: &RecordId, mut values: serde_json::Value) {
        let catalogue = self.org.catalogue().await.unwrap();
        let has_owner = catalogue.object(object).unwrap().field("OwnerId").is_some();
        for field in ["OwnerId", "CreatedById", "LastModifiedById"] {
            if field != "OwnerId" || has_owner {
                values[field] = json!(self.admin);
            }
        }
        let seed = SeedRecord {
            id: id.clone(),
            values: values.as_object().unwrap().clone(),
        };
        self.org.load(object, &[seed]).await.unwrap();
    }

    pub async fn account(&self, name: &str) -> RecordId {
        let id = self.ids.next("001");
        self.load(
            "Account",
            &id,
            json!({ "Name": name, "Type": "Healthcare Provider", "IsActive": true }),
        )
        .await;
        id
    }

    pub async fn user(&self) -> String {
        let id = self.ids.next(key_prefix::USER);
        let username = format!("{id}@b.example");
        let profile = self.ids.next(key_prefix::PROFILE);
        let values =
            json!({ "Name": "Rep", "Username": username, "Email": "r@b.example", "ProfileId": profile });
        self.load("User", &id, values).await;
        id.into()
    }

    /// Uploads a transaction made now; a second later on the clock of the device than the one before.
    pub async fn upload(&self, sketch: Sketch<'_>) -> RecordId {
        let upload = self.as_upload(sketch);
        let id = upload.transaction.id.clone();
        let received = self.store.receive(vec![upload]).await.unwrap();
        assert!(matches!(received[0], Received::Queued { .. }), "{received:?}");
        self.clock.advance(Duration::seconds(1));
        id
    }

    pub fn as_upload(&self, sketch: Sketch<'_>) -> Upload {
        let now = self.clock.now();
        let id = self.ids.next(key_prefix::TRANSACTION);
        let item =
            |((operation, object, record, payload), number): ((Operation, &str, &str, String), u32)| Item {
                id: self.ids.next(key_prefix::ITEM),
                is_deleted: false,
                created_date: now,
                created_by_id: sketch.owner.to_owned(),
                last_modified_date: now,
                last_modified_by_id: sketch.owner.to_owned(),
                system_modstamp: now,
                last_referenced_date: None,
                last_viewed_date: None,
                name: String::new(),
                device_sync_transaction_id: id.clone(),
                sequence: Some(f64::from(number)),
                object_name: object.to_owned(),
                operation_type: operation,
                field_values: (operation != Operation::Delete).then_some(payload),
                record_identifier: Some(record.to_owned()),
                processed_record_identifier: None,
                related_record_id: None,
                offline_created_date: now,
                offline_unique_identifier: format!("{}-{number}", sketch.identifier),
                status: ItemStatus::Ready,
            };
        let items = sketch.items.into_iter().zip(1..).map(item).collect();
        let transaction = Transaction {
            id: id.clone(),
            is_deleted: false,
            created_date: now,
            created_by_id: sketch.owner.to_owned(),
            last_modified_date: now,
            last_modified_by_id: sketch.owner.to_owned(),
            system_modstamp: now,
            last_referenced_date: None,
            last_viewed_date: None,
            name: String::new(),
            owner_id: sketch.owner.to_owned(),
            status: Status::New,
            offline_unique_identifier: sketch.identifier.to_owned(),
            offline_timestamp: now,
            device_identifier: "iPad-1".to_owned(),
            device_platform: None,
            device_type: None,
            app_version: "1".to_owned(),
            metadata_version: "1".to_owned(),
            sequence: None,
            dependent_offline_identifiers: Some(sketch.depends_on.to_owned()).filter(|text| !text.is_empty()),
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

    pub fn processor(&self, name: &str) -> Processor {
        self.processor_on(Arc::clone(&self.org) as Arc<dyn Org>, name)
    }

    pub fn processor_on(&self, org: Arc<dyn Org>, name: &str) -> Processor {
        Processor::new(
            self.store.clone(),
            org,
            Arc::clone(&self.clock) as Arc<dyn Clock>,
            Arc::clone(&self.ids),
            name,
        )
    }

    /// One run over everything that is due.
    pub async fn run(&self) -> RunSummary {
        let options = RunOptions {
            until_empty: true,
            ..RunOptions::default()
        };
        self.processor("P1")
            .run(options, |_| {}, CancellationToken::new())
            .await
            .unwrap()
    }

    /// Moves the clock to where the next retry is due, and runs.
    pub async fn run_next_retry(&self) -> RunSummary {
        let due = self
            .store
            .next_retry_at()
            .await
            .unwrap()
            .expect("a retry is due some time");
        self.clock.set(due);
        self.run().await
    }

    pub async fn detail(&self, id: &RecordId) -> TransactionDetail {
        self.store.transaction(id).await.unwrap().unwrap()
    }

    pub async fn status(&self, id: &RecordId) -> Status {
        self.detail(id).await.transaction.status
    }

    /// What a field of a record says, as text; none when it is empty.
    pub async fn text(&self, id: &RecordId, field: &str) -> Option<String> {
        let record = self.org.record(id).await.unwrap().unwrap();
        match &record.values[field] {
            Value::Text(text) => Some(text.to_string()),
            _ => None,
        }
    }

    pub async fn lock(&self, id: &RecordId) {
        let lock = RecordLock {
            record_id: id.clone(),
            holder: "Batch".to_owned(),
            reason: "test".to_owned(),
            since: self.clock.now(),
            until: None,
        };
        self.org.lock_records(&[lock]).await.unwrap();
    }

    pub async fn retry(&self, id: &RecordId) {
        let request = StatusRequest {
            id: id.clone(),
            expected_version: None,
        };
        self.store.retry(&[request], &change()).await.unwrap();
    }

    pub async fn ignore(&self, id: &RecordId) {
        let request = StatusRequest {
            id: id.clone(),
            expected_version: None,
        };
        self.store.ignore(&[request], &change()).await.unwrap();
    }
}

pub fn change() -> Change {
    Change {
        actor: "Ada".to_owned(),
        reason: "because".to_owned(),
    }
}

/// The payload of a planned visit.
pub fn visit(account: &RecordId) -> serde_json::Value {
    json!({ "AccountId": account, "Status": "Planned", "PlannedVisitStartTime": "2026-11-21T09:00:00Z" })
}
