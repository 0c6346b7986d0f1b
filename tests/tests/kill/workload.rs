//! What the processor has to do while it is killed: transactions whose result can be counted.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::Duration;
use journeys::upload::upload;
use model::{
    Clock, IdGenerator, ManualClock, Operation, RecordId, Status, SyncProcessorSettings, Timestamp,
    key_prefix, millis,
};
use org::{LocalOrg, Org as _, RecordLock, SeedRecord};
use serde_json::{Value, json};
use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
use store::{Change, Received, Store, Upload};
use tempfile::TempDir;

const USERS: usize = 12;
/// Samples that each user has at the start.
pub const ON_HAND: f64 = 100_000.0;

/// A user with an account and samples of their own.
pub struct User {
    pub id: RecordId,
    pub account: RecordId,
    pub stock: RecordId,
}

/// What has to become of a transaction.
pub struct Expected {
    pub id: RecordId,
    pub user: usize,
    /// Whether its place among those of its user is the one in which it arrived.
    pub depends_on_nothing: bool,
    pub status: Status,
    /// Attempts that have to be counted; none: as many as were due.
    pub attempts: Option<usize>,
    /// Samples that it takes from the stock of this user.
    pub takes_sample_of: Option<usize>,
}

/// Files, clock, and what was uploaded.
pub struct Workload {
    folder: TempDir,
    clock: Arc<ManualClock>,
    /// What time it is on the devices: they do not take part when the clock jumps.
    made_at: Timestamp,
    ids: Arc<IdGenerator>,
    pub users: Vec<User>,
    pub expected: Vec<Expected>,
    waves: usize,
}

impl Workload {
    /// An org with users; the account of the last one is locked for ever.
    pub async fn new() -> Self {
        let clock = Arc::new(ManualClock::new(journeys::monday_morning()));
        let folder = tempfile::tempdir().expect("a scratch folder");
        let ids = Arc::new(IdGenerator::seeded(1));
        let mut workload = Self {
            folder,
            made_at: clock.now(),
            clock,
            ids,
            users: Vec::new(),
            expected: Vec::new(),
            waves: 0,
        };
        let clock = || Arc::clone(&workload.clock) as Arc<dyn Clock>;
        let org = LocalOrg::create(&workload.org_path(), clock(), Arc::clone(&workload.ids))
            .await
            .expect("an org");
        let store = Store::create(workload.store_path(), clock())
            .await
            .expect("a store");
        let settings = SyncProcessorSettings {
            number_of_retry_attempts: 1,
            ..SyncProcessorSettings::default()
        };
        let change = Change {
            actor: "Ada".to_owned(),
            reason: "test".to_owned(),
        };
        store
            .set_processor_settings(&settings, 0, &change)
            .await
            .expect("settings");
        let mut users = Vec::new();
        for _ in 0..USERS {
            users.push(workload.user(&org).await);
        }
        workload.users = users;
        let lock = RecordLock {
            record_id: workload.users[USERS - 1].account.clone(),
            holder: "Batch".to_owned(),
            reason: "never ends".to_owned(),
            since: workload.clock.now(),
            until: None,
        };
        org.lock_records(&[lock]).await.expect("a lock");
        workload.advance(Duration::zero());
        org.close().await;
        store.close().await;
        workload
    }

    pub fn store_path(&self) -> PathBuf {
        self.folder.path().join("queue.syncstore")
    }

    pub fn org_path(&self) -> PathBuf {
        self.folder.path().join("queue.org.db")
    }

    /// How many pages the store has.
    pub async fn store_pages(&self) -> u64 {
        pages(&self.store_path()).await
    }

    /// How many pages the org has.
    pub async fn org_pages(&self) -> u64 {
        pages(&self.org_path()).await
    }

    /// How many blocks of 512 bytes the write-ahead log of the store, or of the org, has; at least as many as the
    /// files beside it.
    pub fn log_blocks(&self, of_the_org: bool) -> u64 {
        let path = if of_the_org {
            self.org_path()
        } else {
            self.store_path()
        };
        let mut log = path.into_os_string();
        log.push("-wal");
        let bytes = std::fs::metadata(log).map_or(0, |log| log.len());
        (bytes / 512).max(80)
    }

    /// The file in which the processors read what time it is.
    pub fn clock_path(&self) -> PathBuf {
        self.folder.path().join("clock")
    }

    /// Moves the clock, forward or back, for the processors too.
    pub fn advance(&self, duration: Duration) {
        self.clock.advance(duration);
        // Renamed into its place, for somebody may be reading.
        let next = self.folder.path().join("clock.next");
        std::fs::write(&next, millis(self.clock.now()).to_string()).expect("the clock can be set");
        std::fs::rename(&next, self.clock_path()).expect("the clock can be set");
    }

    pub async fn open_store(&self) -> Store {
        Store::open(self.store_path(), Arc::clone(&self.clock) as Arc<dyn Clock>)
            .await
            .expect("the store opens")
    }

    pub async fn open_org(&self) -> LocalOrg {
        let clock = Arc::clone(&self.clock) as Arc<dyn Clock>;
        LocalOrg::open(&self.org_path(), clock, Arc::clone(&self.ids))
            .await
            .expect("the org opens")
    }

    async fn user(&self, org: &LocalOrg) -> User {
        let id = self.ids.next(key_prefix::USER);
        let user = User {
            account: self.ids.next("001"),
            stock: self.ids.next("0TI"),
            id,
        };
        let product = self.ids.next("01t");
        let email = format!("{}@field.example", user.id);
        let profile = self.ids.next(key_prefix::PROFILE);
        let records = [
            (
                "User",
                &user.id,
                json!({ "Name": "Rep", "Username": email, "Email": email, "ProfileId": profile }),
            ),
            (
                "Account",
                &user.account,
                json!({ "Name": "Dr. A", "Type": "Healthcare Provider", "IsActive": true }),
            ),
            ("Product2", &product, json!({ "Name": "P" })),
            (
                "ProductItem",
                &user.stock,
                json!({ "Product2Id": product, "QuantityOnHand": ON_HAND }),
            ),
        ];
        let catalogue = org.catalogue().await.expect("a catalogue");
        for (object, id, mut values) in records {
            let has_owner = catalogue
                .object(object)
                .is_some_and(|object| object.field("OwnerId").is_some());
            for field in ["CreatedById", "LastModifiedById"]
                .into_iter()
                .chain(has_owner.then_some("OwnerId"))
            {
                values[field] = json!(user.id);
            }
            let values = values.as_object().expect("an object").clone();
            org.load(
                object,
                &[SeedRecord {
                    id: id.clone(),
                    values,
                }],
            )
            .await
            .expect("a record");
        }
        user
    }

    /// Uploads some transactions more for each user.
    pub async fn upload(&mut self, waves: usize) {
        let mut uploads = Vec::new();
        for _ in 0..waves {
            self.waves += 1;
            for user in 0..USERS {
                uploads.extend(self.wave_of(user));
            }
        }
        let store = self.open_store().await;
        for part in uploads.chunks(500) {
            let received = store.receive(part.to_vec()).await.expect("uploads");
            assert!(
                received
                    .iter()
                    .all(|each| matches!(each, Received::Queued { .. }))
            );
        }
        store.close().await;
    }

    fn wave_of(&mut self, user: usize) -> Vec<Upload> {
        if user == USERS - 1 {
            return self.wave_behind_lock();
        }
        let (wave, User { account, stock, .. }) = (self.waves, &self.users[user]);
        let name = |what: &str| format!("{what}-{user}-{wave}");
        let visit = json!({ "AccountId": account, "Status": "Planned", "PlannedVisitStartTime": "2026-11-24T09:00:00Z" });
        let sample = json!({
            "VisitId": name("v"), "ProductItemId": stock, "QuantityDisbursed": 1, "LotNumber": "L",
            "Status": "Disbursed",
        });
        let address = json!({ "Name": "A", "ParentId": account, "Street": name("Street"), "City": "Kiel" });
        let mut bad = visit.clone();
        bad["Channel"] = json!("Pigeon");
        let (insert, update, delete) = (Operation::Insert, Operation::Update, Operation::Delete);
        let drop = [
            (insert, "Visit", name("v"), visit),
            (insert, "ProductDisbursement", name("d"), sample),
        ];
        let note = [(
            update,
            "Visit",
            name("v"),
            json!({ "InstructionDescription": "done" }),
        )];
        let make = [(insert, "ContactPointAddress", name("a"), address)];
        let remove = || [(delete, "ContactPointAddress", name("a"), Value::Null)];

        let (success, one) = (Status::Success, Some(1));
        let mut uploads = vec![
            self.transaction(user, &name("drop"), "", &drop, success, one, true),
            self.transaction(user, &name("note"), &name("drop"), &note, success, one, false),
        ];
        if wave % 4 == 0 {
            let bad = [(insert, "Visit", name("bad"), bad)];
            uploads.push(self.transaction(user, &name("bad"), "", &bad, Status::Failed, Some(2), false));
        }
        if wave % 5 == 0 {
            uploads.push(self.transaction(user, &name("make"), "", &make, success, one, false));
            uploads.push(self.transaction(user, &name("gone"), "", &remove(), success, one, false));
            uploads.push(self.transaction(user, &name("again"), "", &remove(), Status::Canceled, one, false));
        }
        uploads
    }

    /// The first one is retried for ever, and what comes after it stays New.
    fn wave_behind_lock(&mut self) -> Vec<Upload> {
        let (user, wave) = (USERS - 1, self.waves);
        let account = self.users[user].account.to_string();
        let items = [(Operation::Update, "Account", account, json!({ "Phone": "+49 1" }))];
        let (status, attempts) = if wave == 1 {
            (Status::Retry, None)
        } else {
            (Status::New, Some(0))
        };
        vec![self.transaction(
            user,
            &format!("locked-{wave}"),
            "",
            &items,
            status,
            attempts,
            false,
        )]
    }

    #[allow(clippy::too_many_arguments, reason = "one line per transaction reads best")]
    fn transaction(
        &mut self,
        user: usize,
        identifier: &str,
        depends_on: &str,
        items: &[(Operation, &str, String, Value)],
        status: Status,
        attempts: Option<usize>,
        takes_sample: bool,
    ) -> Upload {
        self.made_at += Duration::milliseconds(10);
        let upload = upload(
            &self.ids,
            &self.users[user].id,
            self.made_at,
            identifier,
            depends_on,
            items,
        );
        let id = upload.transaction.id.clone();
        self.expected.push(Expected {
            id,
            user,
            depends_on_nothing: depends_on.is_empty(),
            status,
            attempts,
            takes_sample_of: takes_sample.then_some(user),
        });
        upload
    }
}

async fn pages(path: &Path) -> u64 {
    let options = SqliteConnectOptions::new().filename(path);
    let mut connection = SqliteConnection::connect_with(&options)
        .await
        .expect("the file opens");
    let pages: i64 = sqlx::query_scalar("PRAGMA page_count")
        .fetch_one(&mut connection)
        .await
        .expect("it has pages");
    connection.close().await.expect("the file closes");
    pages.unsigned_abs()
}
