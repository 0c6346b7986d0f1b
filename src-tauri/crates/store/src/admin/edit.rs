//! Edit: details of a transaction and the payloads of its items.

use std::collections::HashMap;

use model::{FieldValues, Item, RecordId, Status, Transaction, timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Change, Store, StoreError, TransactionDetail, detail,
    engine::{Fault, search},
    queue::{cycle, dependents},
    store::Writing,
    tables::{
        dependency,
        field_change::{self, Changed},
        item::{self, StoredItem},
        transaction::{self, StoredTransaction},
    },
};

mod fields;

/// The new value of one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct FieldEdit {
    /// API name.
    pub name: String,
    /// The new value as text; none empties the field.
    pub value: Option<String>,
}

/// What to change in one transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The transaction.
    pub id: RecordId,
    /// The version that the person saw.
    pub expected_version: i64,
    /// Fields of the transaction.
    pub fields: Vec<FieldEdit>,
    /// Changes of items.
    pub items: Vec<ItemEdit>,
}

/// What to change in one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ItemEdit {
    /// The item.
    pub item_id: RecordId,
    /// The new payload; none leaves it.
    pub field_values: Option<String>,
    /// The new record identifier; none leaves it.
    pub record_identifier: Option<String>,
}

/// What became of an edit.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum EditAnswer {
    /// Saved.
    Saved {
        /// The version now.
        version: i64,
    },
    /// Someone changed it meanwhile; this is what it is now. Nothing was changed.
    Conflict(Box<TransactionDetail>),
    /// There is no such transaction.
    NotFound,
    /// It cannot be changed so. Nothing was changed.
    NotAllowed {
        /// Why not, for the person who asked.
        reason: String,
    },
}

impl Store {
    /// Changes details of a transaction and the payloads of its items, all or none. Each changed field lands in
    /// the history; a payload field by field.
    ///
    /// # Errors
    /// When the store cannot be written; then nothing was changed.
    pub async fn edit(&self, edit: &Edit, change: &Change) -> Result<EditAnswer, StoreError> {
        self.write(async |w| save(w, edit, change).await).await
    }
}

async fn save(w: &mut Writing, edit: &Edit, change: &Change) -> Result<EditAnswer, Fault> {
    let arrivals = transaction::arrivals_of_ids(w, [&edit.id]).await?;
    let Some(before) = transaction::load(w, arrivals.into_values()).await?.pop() else {
        return Ok(EditAnswer::NotFound);
    };
    if before.version != edit.expected_version {
        return Ok(match detail::detail(w, &edit.id).await? {
            Some(detail) => EditAnswer::Conflict(Box::new(detail)),
            None => EditAnswer::NotFound,
        });
    }
    let ids = HashMap::from([(before.arrival, edit.id.clone())]);
    let items = item::of(w, &ids).await?;
    match Draft::new(before, items, edit) {
        Ok(draft) => draft.save(w, change).await,
        Err(reason) => Ok(EditAnswer::NotAllowed { reason }),
    }
}

/// A transaction and its items as they would be after an edit; the error says why it cannot be made.
pub(crate) fn edited(
    before: StoredTransaction,
    items: Vec<StoredItem>,
    edit: &Edit,
) -> Result<(StoredTransaction, Vec<StoredItem>), String> {
    let draft = Draft::new(before, items.clone(), edit)?;
    let mut changed: HashMap<i64, Item> = draft
        .items
        .into_iter()
        .map(|(row, after)| (row.key, after))
        .collect();
    let after = |row: StoredItem| match changed.remove(&row.key) {
        Some(item) => StoredItem { item, ..row },
        None => row,
    };
    let items = items.into_iter().map(after).collect();
    let row = StoredTransaction {
        transaction: draft.after,
        ..draft.before
    };
    Ok((row, items))
}

/// An edit that was found good, not yet written.
pub(crate) struct Draft {
    before: StoredTransaction,
    after: Transaction,
    /// Items that change: before and after.
    items: Vec<(StoredItem, Item)>,
}

impl Draft {
    /// Makes the edit in memory; the error says why it cannot be made.
    pub(crate) fn new(
        before: StoredTransaction,
        stored: Vec<StoredItem>,
        edit: &Edit,
    ) -> Result<Self, String> {
        match before.transaction.status {
            Status::InProgress => {
                return Err("It is being processed; wait until the attempt has ended.".into());
            }
            Status::Success => {
                return Err("It is applied already; an edit would change nothing in the org.".into());
            }
            _ => {}
        }
        let mut after = before.transaction.clone();
        for field in &edit.fields {
            fields::set(&mut after, &field.name, field.value.as_deref())?;
        }
        let mut stored: HashMap<RecordId, StoredItem> =
            stored.into_iter().map(|row| (row.item.id.clone(), row)).collect();
        let mut items = Vec::new();
        for edit in &edit.items {
            let row = stored.remove(&edit.item_id).ok_or_else(|| {
                format!(
                    "The transaction has no item {}, or it is named twice.",
                    edit.item_id
                )
            })?;
            let after = edited_item(&row.item, edit)?;
            items.push((row, after));
        }
        let draft = Self { before, after, items };
        draft.check_dependencies()?;
        Ok(draft)
    }

    /// In the queue already, it can no longer begin to wait.
    fn check_dependencies(&self) -> Result<(), String> {
        let status = self.before.transaction.status;
        let waits_anew = !self.dependencies_stay() && matches!(status, Status::New | Status::Retry);
        match waits_anew && self.after.dependent_offline_identifiers.is_some() {
            true => Err(format!(
                "It is {status}, so what it depends on can only be taken away."
            )),
            false => Ok(()),
        }
    }

    fn dependencies_stay(&self) -> bool {
        self.before.transaction.dependent_offline_identifiers == self.after.dependent_offline_identifiers
    }

    /// Writes the edit and its history.
    pub(crate) async fn save(mut self, w: &mut Writing, change: &Change) -> Result<EditAnswer, Fault> {
        let changes = self.changes(&change.reason);
        if changes.is_empty() {
            return Ok(EditAnswer::Saved {
                version: self.before.version,
            });
        }
        let now = w.now;
        let (arrival, version) = (self.before.arrival, self.before.version + 1);
        self.after.last_modified_date = timestamp(now);
        self.after.system_modstamp = timestamp(now);
        self.after.last_modified_by_id.clone_from(&change.actor);
        transaction::update_details(w, arrival, version, &self.after).await?;
        for (before, after) in &mut self.items {
            after.last_modified_date = timestamp(now);
            after.system_modstamp = timestamp(now);
            after.last_modified_by_id.clone_from(&change.actor);
            save_item(w, before, after).await?;
        }
        field_change::insert(w, &changes, now, &change.actor).await?;
        if !self.dependencies_stay() {
            let list = self.after.dependent_offline_identifiers.as_deref();
            dependency::replace(w, [(arrival, list)]).await?;
        }
        if self.after.status == Status::Waiting {
            // The others of a cycle that this edit opened are found from what it depended on before.
            let before = dependency::listed(self.before.transaction.dependent_offline_identifiers.as_deref());
            let before = transaction::by_offline_identifier(w, before).await?;
            cycle::mark(
                w,
                before.into_values().map(|(arrival, _)| arrival).chain([arrival]),
            )
            .await?;
            dependents::queue_ready(w, [arrival]).await?;
            if !self.dependencies_stay() {
                let now = dependency::listed(self.after.dependent_offline_identifiers.as_deref());
                let now = transaction::by_offline_identifier(w, now).await?;
                dependents::cancel_behind(w, &now).await?;
            }
        }
        let now_is = transaction::standings(w, [&self.after.id]).await?;
        Ok(EditAnswer::Saved {
            version: now_is
                .get(&self.after.id)
                .map_or(version, |standing| standing.version),
        })
    }

    fn changes(&self, reason: &str) -> Vec<Changed> {
        let arrival = self.before.arrival;
        let changed = |item_id: Option<&RecordId>, field: String, old_value, new_value| Changed {
            arrival,
            item_id: item_id.map(|id| id.as_str().to_owned()),
            field,
            old_value,
            new_value,
            reason: reason.to_owned(),
        };
        let mut changes: Vec<Changed> = fields::differences(&self.before.transaction, &self.after)
            .into_iter()
            .map(|(field, old, new)| changed(None, field.to_owned(), old, new))
            .collect();
        for (before, after) in &self.items {
            let before = &before.item;
            if before.record_identifier != after.record_identifier {
                let (old, new) = (before.record_identifier.clone(), after.record_identifier.clone());
                changes.push(changed(Some(&after.id), "RecordIdentifier".into(), old, new));
            }
            for (field, old, new) in payload_differences(before, after) {
                changes.push(changed(Some(&after.id), field, old, new));
            }
        }
        changes
    }
}

fn edited_item(item: &Item, edit: &ItemEdit) -> Result<Item, String> {
    let mut after = item.clone();
    if let Some(payload) = &edit.field_values {
        FieldValues::parse(payload).map_err(|error| format!("Item {}: {error}", item.name))?;
        after.field_values = Some(payload.clone());
    }
    if let Some(identifier) = &edit.record_identifier {
        after.record_identifier = Some(identifier.clone());
    }
    for text in [&after.field_values, &after.record_identifier]
        .into_iter()
        .flatten()
    {
        fields::check_text(text)?;
    }
    Ok(after)
}

async fn save_item(w: &mut Writing, before: &StoredItem, after: &Item) -> Result<(), Fault> {
    if let Some(entry) = search::item_entry(before.key, &before.item) {
        search::remove(w, entry).await?;
    }
    let row = StoredItem {
        item: after.clone(),
        ..*before
    };
    item::update_content(w, &row).await?;
    let entries: Vec<_> = search::item_entry(row.key, &row.item).into_iter().collect();
    Ok(search::insert(w, &entries).await?)
}

/// What changed in a payload, field by field; as a whole, where one of the two is no JSON object.
fn payload_differences(before: &Item, after: &Item) -> Vec<(String, Option<String>, Option<String>)> {
    let (old, new) = (&before.field_values, &after.field_values);
    if old == new {
        return Vec::new();
    }
    let parsed = [old, new].map(|text| FieldValues::parse(text.as_deref().unwrap_or("{}")));
    let [Ok(old_fields), Ok(new_fields)] = parsed else {
        return vec![("FieldValues".into(), old.clone(), new.clone())];
    };
    let gone_or_changed = old_fields
        .iter()
        .filter(|(name, value)| new_fields.get(name) != Some(value))
        .map(|(name, value)| {
            (
                name,
                Some(value.to_owned()),
                new_fields.get(name).map(str::to_owned),
            )
        });
    let added = new_fields
        .iter()
        .filter(|(name, _)| old_fields.get(name).is_none())
        .map(|(name, value)| (name, None, Some(value.to_owned())));
    gone_or_changed
        .chain(added)
        .map(|(name, old, new)| (format!("FieldValues.{name}"), old, new))
        .collect()
}
