//! What admins decided about error groups and about entries of the cause catalogue: who, when, what.

use model::{Timestamp, timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::{
    Store, StoreError,
    engine::Fault,
    store::Writing,
    tables::decision::{self, StoredDecision},
};

/// How many changes are told at the most, the newest.
const MOST: i64 = 200;

/// What is decided about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[ts(export)]
pub enum DecisionSubject {
    /// An error group.
    ErrorGroup {
        /// Its number.
        id: i64,
    },
    /// An entry of the cause catalogue that an admin made.
    Cause {
        /// Its number.
        id: i64,
    },
}

/// A change of one field by an admin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Decision {
    /// When.
    pub decided_at: Timestamp,
    /// Who.
    pub actor: String,
    /// The field's name in the group's or entry's values (camelCase).
    pub field: String,
    /// Its value before, as JSON; none for an entry that was added.
    pub old_value: Option<String>,
    /// Its value after, as JSON; none for an entry that was deleted.
    pub new_value: Option<String>,
}

impl DecisionSubject {
    /// The name under which its decisions are stored.
    fn key(self) -> String {
        match self {
            Self::ErrorGroup { id } => format!("group:{id}"),
            Self::Cause { id } => format!("cause:{id}"),
        }
    }
}

impl Store {
    /// What was decided about an error group or an entry, newest first; 200 changes at the most.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn decisions(&self, subject: DecisionSubject) -> Result<Vec<Decision>, StoreError> {
        let rows = self
            .read(async |c| Ok(decision::of(c, &subject.key(), MOST).await?))
            .await?;
        let decisions = rows.into_iter().map(|row| Decision {
            decided_at: timestamp(row.decided_at),
            actor: row.actor,
            field: row.field,
            old_value: row.old_value,
            new_value: row.new_value,
        });
        Ok(decisions.collect())
    }
}

/// Notes each field whose value is another now. `before` is none for what is added, `after` for what is deleted.
pub(crate) async fn note(
    w: &mut Writing,
    subject: DecisionSubject,
    before: Option<&impl Serialize>,
    after: Option<&impl Serialize>,
    actor: &str,
) -> Result<(), Fault> {
    let (old, new) = (fields(before)?, fields(after)?);
    let names = old
        .keys()
        .chain(new.keys().filter(|name| !old.contains_key(*name)));
    let changed = names.filter(|name| old.get(*name) != new.get(*name));
    let decisions: Vec<StoredDecision> = changed
        .map(|field| StoredDecision {
            decided_at: w.now,
            actor: actor.to_owned(),
            field: field.clone(),
            old_value: old.get(field).map(Value::to_string),
            new_value: new.get(field).map(Value::to_string),
        })
        .collect();
    Ok(decision::note(w, &subject.key(), &decisions).await?)
}

fn fields(values: Option<&impl Serialize>) -> Result<Map<String, Value>, Fault> {
    Ok(match values.map(serde_json::to_value).transpose()? {
        Some(Value::Object(fields)) => fields,
        _ => Map::new(),
    })
}
