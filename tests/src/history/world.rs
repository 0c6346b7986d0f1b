//! The product of a history: a real store, a real embedded org, real processors.

use std::{path::Path, sync::Arc};

use model::{Clock, IdGenerator, ManualClock, RecordId, Schedule, key_prefix};
use org::{LocalOrg, RecordLock, SeedRecord};
use serde_json::json;
use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
use store::{Change, ScheduleAnswer, Store};
use tempfile::TempDir;

use super::{
    command::{SCHEDULES, USERS},
    dump::Dump,
};
use crate::{monday_morning, reference::Record};

/// A user and the accounts of theirs.
#[derive(Debug, Clone)]
pub struct User {
    pub id: RecordId,
    pub home: RecordId,
    pub accounts: [RecordId; 2],
    /// An Id that no account ever had.
    pub stranger: RecordId,
}

impl User {
    /// How an item of the user names the record.
    pub fn name(&self, record: Record) -> String {
        match record {
            Record::Home => self.home.to_string(),
            Record::Account(number) => self.accounts[usize::from(number)].to_string(),
            Record::Stranger => self.stranger.to_string(),
            Record::Visit(number) => format!("visit-{number}"),
        }
    }
}

/// An org with users and an empty queue, to begin histories with.
pub struct Beginning {
    folder: TempDir,
    users: Vec<User>,
    schedules: Vec<i64>,
}

/// What processors work with.
#[derive(Clone)]
pub struct Parts {
    pub store: Store,
    pub org: LocalOrg,
    pub clock: Arc<ManualClock>,
    pub ids: Arc<IdGenerator>,
}

/// Everything of one history.
pub struct World {
    folder: TempDir,
    pub parts: Parts,
    pub users: Vec<User>,
    /// The numbers of the schedules that an admin made from the template.
    pub schedules: Vec<i64>,
}

const STORE: &str = "queue.syncstore";
const ORG: &str = "queue.org.db";

impl Beginning {
    /// Makes the files.
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let clock: Arc<dyn Clock> = Arc::new(ManualClock::new(monday_morning()));
        let ids = Arc::new(IdGenerator::seeded(1));
        let store = Store::create(folder.path().join(STORE), Arc::clone(&clock))
            .await
            .expect("a store");
        let org = LocalOrg::create(&folder.path().join(ORG), clock, Arc::clone(&ids))
            .await
            .expect("an org");
        let mut users = Vec::new();
        for _ in 0..USERS {
            users.push(user(&org, &ids).await);
        }
        let mut schedules = Vec::new();
        for number in 0..SCHEDULES {
            let name = format!("Schedule {number}");
            let clone = store.clone_schedule(1, &name, &because()).await;
            let clone = made(clone.expect("the store answers"));
            let change = because();
            let active = store.set_schedule_active(clone.id, clone.version, true, &change);
            schedules.push(made(active.await.expect("the store answers")).id);
        }
        store.close().await;
        org.close().await;
        Self {
            folder,
            users,
            schedules,
        }
    }

    /// A world of its own that begins here.
    pub async fn world(&self) -> World {
        let folder = tempfile::tempdir().expect("a scratch folder");
        for name in [STORE, ORG] {
            std::fs::copy(self.folder.path().join(name), folder.path().join(name)).expect("a copy");
        }
        let clock = Arc::new(ManualClock::new(monday_morning()));
        let ids = Arc::new(IdGenerator::seeded(2));
        let store = Store::open(folder.path().join(STORE), Arc::clone(&clock) as Arc<dyn Clock>)
            .await
            .expect("the store opens");
        let org = LocalOrg::open(
            &folder.path().join(ORG),
            Arc::clone(&clock) as Arc<dyn Clock>,
            Arc::clone(&ids),
        )
        .await
        .expect("the org opens");
        World {
            folder,
            parts: Parts {
                store,
                org,
                clock,
                ids,
            },
            users: self.users.clone(),
            schedules: self.schedules.clone(),
        }
    }
}

fn made(answer: ScheduleAnswer) -> Schedule {
    match answer {
        ScheduleAnswer::Saved(schedule) => schedule,
        other => panic!("there is no such schedule: {other:?}"),
    }
}

async fn user(org: &LocalOrg, ids: &IdGenerator) -> User {
    let user = User {
        id: ids.next(key_prefix::USER),
        home: ids.next("001"),
        accounts: [ids.next("001"), ids.next("001")],
        stranger: ids.next("001"),
    };
    let email = format!("{}@field.example", user.id);
    let profile = ids.next(key_prefix::PROFILE);
    let person = json!({ "Name": "Rep", "Username": email, "Email": email, "ProfileId": profile });
    load(org, &user.id, "User", &user.id, person).await;
    for account in user.accounts.iter().chain([&user.home]) {
        let values = json!({ "Name": account, "Type": "Healthcare Provider", "IsActive": true });
        load(org, &user.id, "Account", account, values).await;
    }
    user
}

async fn load(org: &LocalOrg, user: &RecordId, object: &str, id: &RecordId, mut values: serde_json::Value) {
    for field in ["CreatedById", "LastModifiedById"] {
        values[field] = json!(user);
    }
    if object == "Account" {
        values["OwnerId"] = json!(user);
    }
    let values = values.as_object().expect("an object").clone();
    let id = id.clone();
    org.load(object, &[SeedRecord { id, values }])
        .await
        .expect("a record");
}

impl World {
    /// Lets somebody hold a record.
    pub async fn lock(&self, user: usize, record: Record) {
        let lock = RecordLock {
            record_id: self.users[user].name(record).parse().expect("an Id"),
            holder: "Batch".to_owned(),
            reason: "test".to_owned(),
            since: self.parts.clock.now(),
            until: None,
        };
        self.parts.org.lock_records(&[lock]).await.expect("a lock");
    }

    /// Ends that.
    pub async fn release(&self, user: usize, record: Record) {
        let id = self.users[user].name(record).parse().expect("an Id");
        self.parts.org.release_lock(&id).await.expect("the org answers");
    }

    /// Everything in the org: user (of an account), what it says, and whether it was deleted; in order.
    pub async fn accounts(&self) -> Vec<(String, Option<String>, bool)> {
        self.ask("SELECT Id, Description, IsDeleted FROM \"Account\" ORDER BY Id")
            .await
    }

    /// Every visit: the account, what it says, and whether it was deleted; in order.
    pub async fn visits(&self) -> Vec<(String, Option<String>, bool)> {
        self.ask("SELECT AccountId, InstructionDescription, IsDeleted FROM \"Visit\" ORDER BY 1, 2, 3")
            .await
    }

    async fn ask(&self, sql: &'static str) -> Vec<(String, Option<String>, bool)> {
        let mut connection = connect(&self.folder.path().join(ORG)).await;
        let rows = sqlx::query_as(sql)
            .fetch_all(&mut connection)
            .await
            .expect("the query is right");
        connection.close().await.expect("the file closes");
        rows
    }

    /// Everything in both files.
    pub async fn dump(&self) -> Dump {
        Dump::of(&[STORE, ORG].map(|name| self.folder.path().join(name))).await
    }

    /// What `PRAGMA integrity_check` says of both files.
    pub async fn soundness(&self) -> Vec<String> {
        let mut answers = Vec::new();
        for name in [STORE, ORG] {
            let mut connection = connect(&self.folder.path().join(name)).await;
            let rows: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check")
                .fetch_all(&mut connection)
                .await
                .expect("the check runs");
            answers.extend(rows);
            connection.close().await.expect("the file closes");
        }
        answers
    }

    /// Closes the files.
    pub async fn close(self) {
        self.parts.store.close().await;
        self.parts.org.close().await;
    }
}

/// A connection to a file of the product, beside it.
pub async fn connect(path: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(path);
    SqliteConnection::connect_with(&options)
        .await
        .expect("the file opens")
}

/// Who changes things, and why.
pub fn because() -> Change {
    Change {
        actor: "Ada".to_owned(),
        reason: "because".to_owned(),
    }
}
