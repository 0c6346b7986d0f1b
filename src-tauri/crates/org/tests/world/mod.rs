//! A small org to test on: two users in two territories, some accounts, a product and each user's stock of it.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    reason = "test code; each test file uses a part of it"
)]

use std::{collections::HashMap, path::PathBuf, sync::Arc};

use model::{IdGenerator, ManualClock, Operation, RecordId, Timestamp, timestamp};
use org::{
    Answer, Applied, ItemError, Lane, LaneStep, LocalOrg, Org as _, OrgError, OrgItem, OrgRecord,
    OrgTransaction, SeedRecord,
};
use serde_json::{Value, json};
use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
use tempfile::TempDir;

/// 2026-11-23T08:00:00Z.
pub fn start() -> Timestamp {
    timestamp(1_795_420_800_000)
}

pub struct World {
    dir: TempDir,
    pub org: LocalOrg,
    pub clock: Arc<ManualClock>,
    pub ids: Arc<IdGenerator>,
    named: HashMap<&'static str, RecordId>,
}

impl World {
    pub async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::new(start()));
        let ids = Arc::new(IdGenerator::seeded(1));
        let org = LocalOrg::create(&dir.path().join("org.db"), clock.clone(), ids.clone())
            .await
            .unwrap();
        let mut world = Self {
            dir,
            org,
            clock,
            ids,
            named: HashMap::new(),
        };
        world.populate().await;
        world
    }

    /// A copy of this world in a file of its own, whose new Ids begin anew. Close this one first.
    pub async fn copy(&self) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("org.db");
        std::fs::copy(self.path(), &path).unwrap();
        let ids = Arc::new(IdGenerator::seeded(2));
        let org = LocalOrg::open(&path, self.clock.clone(), ids.clone())
            .await
            .unwrap();
        Self {
            dir,
            org,
            clock: self.clock.clone(),
            ids,
            named: self.named.clone(),
        }
    }

    /// Everything that the file holds, table by table.
    pub async fn dump(&self) -> String {
        let options = SqliteConnectOptions::new().filename(self.path());
        let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
        let tables: Vec<String> =
            sqlx::query_scalar("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")
                .fetch_all(&mut connection)
                .await
                .unwrap();
        let mut dump = String::new();
        for table in tables {
            let columns: Vec<String> = sqlx::query_scalar("SELECT name FROM pragma_table_info($1)")
                .bind(&table)
                .fetch_all(&mut connection)
                .await
                .unwrap();
            let columns: Vec<String> = columns.iter().map(|column| format!("\"{column}\"")).collect();
            let rows = format!(
                "SELECT json_array({}) FROM \"{table}\" ORDER BY 1",
                columns.join(", ")
            );
            let rows: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(rows))
                .fetch_all(&mut connection)
                .await
                .unwrap();
            dump.push_str(&format!("{table}\n{}\n", rows.join("\n")));
        }
        dump
    }

    async fn populate(&mut self) {
        let reps = self.seed("reps", "Profile", json!({"Name": "Field Sales"})).await;
        for (name, full_name) in [("anna", "Anna Arden"), ("ben", "Ben Brook")] {
            let values = json!({
                "Name": full_name, "Username": format!("{name}@example.com"), "Email": format!("{name}@example.com"),
                "ProfileId": reps,
            });
            self.seed(name, "User", values).await;
        }
        self.seed(
            "north",
            "Territory2",
            json!({"Name": "North", "DeveloperName": "North"}),
        )
        .await;
        let readers = json!({"Name": "South", "DeveloperName": "South", "AccountAccessLevel": "Read"});
        self.seed("south", "Territory2", readers).await;
        for (name, user, territory) in [("anna-north", "anna", "north"), ("ben-south", "ben", "south")] {
            let values = json!({"UserId": self.id(user), "Territory2Id": self.id(territory)});
            self.seed(name, "UserTerritory2Association", values).await;
        }
        for (name, label, territories) in [
            ("miller", "Dr. Miller", &["north", "south"][..]),
            ("stone", "Dr. Stone", &["south"]),
            ("clinic", "City Clinic", &[]),
        ] {
            let kind = if name == "clinic" {
                "Healthcare Organization"
            } else {
                "Healthcare Provider"
            };
            let values = json!({
                "Name": label, "Type": kind, "OwnerId": self.id("anna"), "BillingStreet": "1 Main St",
                "BillingCity": "Town", "BillingPostalCode": "12345", "SourceSystemIdentifier": format!("MDM-{name}"),
            });
            let values = if name == "clinic" {
                values
            } else {
                owned_by(values, self.id("nobody-yet"))
            };
            self.seed(name, "Account", values).await;
            for territory in territories {
                let values = json!({"ObjectId": self.id(name), "Territory2Id": self.id(territory)});
                self.seed("_", "ObjectTerritory2Association", values).await;
            }
        }
        let product = self
            .seed(
                "cardix",
                "Product2",
                json!({"Name": "Cardix 10 mg", "StockKeepingUnit": "CX-10"}),
            )
            .await;
        for (name, user) in [("anna-stock", "anna"), ("ben-stock", "ben")] {
            let values = json!({"Product2Id": product, "QuantityOnHand": 10, "OwnerId": self.id(user)});
            self.seed(name, "ProductItem", values).await;
        }
    }

    /// Loads a record and remembers it under a name.
    pub async fn seed(&mut self, name: &'static str, object: &str, values: Value) -> RecordId {
        let catalogue = self.org.catalogue().await.unwrap();
        let id = self.ids.next(&catalogue.object(object).unwrap().key_prefix);
        self.named.insert(name, id.clone());
        let Value::Object(values) = values else {
            panic!("values of {object} are no object")
        };
        self.org
            .load(
                object,
                &[SeedRecord {
                    id: id.clone(),
                    values,
                }],
            )
            .await
            .unwrap();
        id
    }

    /// The Id of a named record; a User's that is not there when nothing has the name.
    pub fn id(&self, name: &str) -> RecordId {
        let stranger = || IdGenerator::seeded(99).next("005");
        self.named.get(name).cloned().unwrap_or_else(stranger)
    }

    pub fn path(&self) -> PathBuf {
        self.dir.path().join("org.db")
    }

    pub async fn reopen(&self) -> Result<LocalOrg, OrgError> {
        LocalOrg::open(&self.path(), self.clock.clone(), self.ids.clone()).await
    }

    /// A transaction of the user, whose permissions do not count.
    pub fn transaction(&self, user: &str, items: Vec<OrgItem>) -> OrgTransaction {
        OrgTransaction {
            id: self.ids.next("1QT"),
            owner_id: self.id(user).to_string(),
            enforce_owner_permission: false,
            items,
            known_ids: HashMap::new(),
            shares_batches: false,
        }
    }

    /// A transaction of the user, whose permissions count.
    pub fn enforced(&self, user: &str, items: Vec<OrgItem>) -> OrgTransaction {
        OrgTransaction {
            enforce_owner_permission: true,
            ..self.transaction(user, items)
        }
    }

    pub fn item(
        &self,
        operation: Operation,
        object: &str,
        record: Option<&str>,
        values: Option<String>,
    ) -> OrgItem {
        OrgItem {
            item_id: self.ids.next("1QR"),
            object_name: object.to_owned(),
            operation,
            record_identifier: record.map(str::to_owned),
            field_values: values,
            order: 0,
        }
    }

    pub fn insert(&self, object: &str, device_id: &str, values: Value) -> OrgItem {
        self.item(
            Operation::Insert,
            object,
            Some(device_id),
            Some(values.to_string()),
        )
    }

    pub fn update(&self, object: &str, record: impl ToString, values: Value) -> OrgItem {
        self.item(
            Operation::Update,
            object,
            Some(&record.to_string()),
            Some(values.to_string()),
        )
    }

    pub fn delete(&self, object: &str, record: impl ToString) -> OrgItem {
        self.item(Operation::Delete, object, Some(&record.to_string()), None)
    }

    /// A planned visit of Dr. Miller, with these fields changed or added.
    pub fn visit(&self, device_id: &str, changes: Value) -> OrgItem {
        let mut values =
            json!({"AccountId": self.id("miller"), "PlannedVisitStartTime": "2026-11-24T09:00:00.000Z"});
        merge(&mut values, changes);
        self.insert("Visit", device_id, values)
    }

    pub async fn apply(&self, transaction: OrgTransaction) -> Applied {
        self.apply_lane(vec![transaction]).await.remove(0)
    }

    /// Applies the transactions of one user; a refusal does not stop the others.
    pub async fn apply_lane(&self, transactions: Vec<OrgTransaction>) -> Vec<Applied> {
        let answers = self.answers(transactions).await;
        answers.into_iter().map(|answer| answer.applied).collect()
    }

    /// The same with what each used.
    pub async fn answers(&self, transactions: Vec<OrgTransaction>) -> Vec<Answer> {
        self.org
            .apply(vec![Lane { transactions }], &|_, _, _| LaneStep::Continue)
            .await
            .unwrap()
            .remove(0)
    }

    /// Applies one item; the record when it was taken.
    pub async fn try_item(&self, item: OrgItem) -> Result<RecordId, Vec<ItemError>> {
        match self.apply(self.transaction("anna", vec![item])).await {
            Applied::Committed { mut records, .. } => Ok(records.remove(0).1),
            Applied::Refused(errors) => Err(errors),
            Applied::NotTried => panic!("not tried"),
        }
    }

    pub async fn make(&self, item: OrgItem) -> RecordId {
        self.try_item(item).await.unwrap()
    }

    pub async fn record(&self, id: &RecordId) -> OrgRecord {
        self.org.record(id).await.unwrap().unwrap()
    }

    /// Errors as text, with names in the place of Ids.
    pub fn show(&self, errors: &[ItemError]) -> String {
        let line = |error: &ItemError| {
            let field = error.field_name.as_deref().unwrap_or("-");
            let value: String = error.value.as_deref().unwrap_or("-").chars().take(40).collect();
            format!(
                "{} {}.{field} = {value}\n    {}",
                error.code, error.object_name, error.message
            )
        };
        let text: Vec<String> = errors.iter().map(line).collect();
        text.join("\n")
            .split_inclusive(|c: char| !c.is_alphanumeric())
            .map(|word| self.name_id(word))
            .collect()
    }

    /// The name in the place of an Id, which may have another character behind it.
    fn name_id(&self, word: &str) -> String {
        let text = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        match text.parse::<RecordId>() {
            Ok(id) if text.len() == 18 => {
                let name = self
                    .named
                    .iter()
                    .find(|(_, known)| **known == id)
                    .map_or("an Id", |(name, _)| name);
                format!("<{name}>{}", &word[text.len()..])
            }
            _ => word.to_owned(),
        }
    }
}

/// Puts the fields of `changes` into `values`; null takes a field out.
pub fn merge(values: &mut Value, changes: Value) {
    let (Value::Object(values), Value::Object(changes)) = (values, changes) else {
        panic!("no objects")
    };
    for (name, value) in changes {
        match value {
            Value::Null => values.remove(&name),
            value => values.insert(name, value),
        };
    }
}

fn owned_by(mut values: Value, owner: RecordId) -> Value {
    merge(&mut values, json!({"OwnerId": owner}));
    values
}

/// The codes of a refusal.
pub fn codes(applied: &Applied) -> Vec<&str> {
    match applied {
        Applied::Refused(errors) => errors.iter().map(|error| error.code.as_str()).collect(),
        other => panic!("not refused: {other:?}"),
    }
}
