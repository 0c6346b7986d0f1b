//! A batch of a patch, and of taking one back.

use std::collections::{HashMap, HashSet};

use model::{FieldValues, Item, PatchRule, RecordId, RefusalKind, Status, TransactionRef};

use super::{
    BulkStep, keep,
    refusals::{self, Refusals},
};
use crate::{
    Change, Edit, EditAnswer, ItemEdit, Store, StoreError,
    admin::Draft,
    engine::Fault,
    store::Writing,
    tables::{
        arrival_of, bulk_change,
        bulk_payload::{self, Patched},
        item::{self, StoredItem},
        transaction::{self, StoredTransaction},
    },
};

/// Says why the org would refuse the new payload of an item; none when it would take it. A reason is the same for all
/// that are refused alike.
pub type PatchCheck<'a> = &'a (dyn Fn(&Item, &str) -> Option<String> + Sync);

const NO_OBJECT: &str = "The payload of an item is no JSON object; mend it by hand first.";
const EDITED: &str = "Its payload was changed since then.";

/// Why a transaction is not patched.
pub(super) type Refused = (RefusalKind, String);

impl Store {
    /// Patches one batch of a job in one commit: (place in the order of arrival, version that it must have or none).
    /// Of each transaction all items are patched or none.
    ///
    /// # Errors
    /// When the store cannot be written; then nothing of the batch was changed.
    pub async fn patch_batch(
        &self,
        job: i64,
        rule: &PatchRule,
        targets: &[(i64, Option<i64>)],
        check: PatchCheck<'_>,
        change: &Change,
    ) -> Result<BulkStep, StoreError> {
        self.write(async |w| {
            let expected: HashMap<i64, Option<i64>> = targets.iter().copied().collect();
            let rows = with_items(w, expected.keys().copied()).await?;
            let mut batch = Batch::new(job);
            for (row, items) in rows {
                let edits = match expected.get(&row.arrival) {
                    Some(Some(version)) if *version != row.version => {
                        Err((RefusalKind::Changed, refusals::CHANGED.to_owned()))
                    }
                    _ => patched(rule, &items, check),
                };
                batch.save(w, row, items, edits, change).await?;
            }
            let step = batch.end(w).await?;
            keep(w, job, &step).await?;
            Ok(step)
        })
        .await
    }
}

/// Transactions and their items, in order of arrival.
pub(super) async fn with_items(
    c: &mut sqlx::SqliteConnection,
    arrivals: impl IntoIterator<Item = i64>,
) -> Result<Vec<(StoredTransaction, Vec<StoredItem>)>, Fault> {
    let rows = transaction::load(c, arrivals).await?;
    let ids: HashMap<i64, RecordId> = rows
        .iter()
        .map(|row| (row.arrival, row.transaction.id.clone()))
        .collect();
    let mut items: HashMap<i64, Vec<StoredItem>> = HashMap::new();
    for item in item::of(c, &ids).await? {
        items.entry(arrival_of(item.key)).or_default().push(item);
    }
    let with = |row: StoredTransaction| {
        let of_it = items.remove(&row.arrival).unwrap_or_default();
        (row, of_it)
    };
    Ok(rows.into_iter().map(with).collect())
}

/// What a patch makes of the items of a transaction, as far as it changes them.
pub(super) fn patched(
    rule: &PatchRule,
    items: &[StoredItem],
    check: PatchCheck<'_>,
) -> Result<Vec<ItemEdit>, Refused> {
    let mut edits = Vec::new();
    let of_object = |row: &&StoredItem| row.item.object_name.eq_ignore_ascii_case(&rule.object_name);
    for StoredItem { item, .. } in items.iter().filter(of_object) {
        // A delete has none.
        let Some(payload) = item.field_values.as_deref() else {
            continue;
        };
        let payload =
            FieldValues::parse(payload).map_err(|_| (RefusalKind::Payload, NO_OBJECT.to_owned()))?;
        let Some(after) = rule.patched(&payload) else {
            continue;
        };
        let after = after.to_json();
        if let Some(reason) = check(item, &after) {
            return Err((RefusalKind::Value, reason));
        }
        edits.push(ItemEdit {
            item_id: item.id.clone(),
            field_values: Some(after),
            record_identifier: None,
        });
    }
    match edits.is_empty() {
        true => Err((
            RefusalKind::Unchanged,
            format!(
                "It has no item of {} whose {} the patch would change.",
                rule.object_name, rule.field
            ),
        )),
        false => Ok(edits),
    }
}

/// Those of these transactions whose payloads a job changed, and the others, in their order.
pub(super) async fn split(w: &mut Writing, of: i64, arrivals: &[i64]) -> Result<(Vec<i64>, Vec<i64>), Fault> {
    let kept = bulk_payload::of(w, of, arrivals.iter().copied()).await?;
    let patched: HashSet<i64> = kept.into_keys().map(arrival_of).collect();
    Ok(arrivals.iter().partition(|arrival| patched.contains(arrival)))
}

/// Brings payloads back that are still as the job left them.
pub(super) async fn undo(
    w: &mut Writing,
    (job, of): (i64, i64),
    arrivals: &[i64],
    change: &Change,
) -> Result<BulkStep, Fault> {
    if arrivals.is_empty() {
        return Ok(BulkStep::default());
    }
    let kept = bulk_payload::of(w, of, arrivals.iter().copied()).await?;
    let mut batch = Batch::new(job);
    for (row, items) in with_items(w, arrivals.iter().copied()).await? {
        let edits = brought_back(row.transaction.status, &items, &kept);
        batch.save(w, row, items, edits, change).await?;
    }
    batch.end(w).await
}

fn brought_back(
    status: Status,
    items: &[StoredItem],
    kept: &HashMap<i64, Patched>,
) -> Result<Vec<ItemEdit>, Refused> {
    if let Some((kind, reason)) = refusals::in_undo(status) {
        return Err((kind, reason.to_owned()));
    }
    let mut edits = Vec::new();
    for row in items {
        let Some(patched) = kept.get(&row.key) else {
            continue;
        };
        if row.item.field_values.as_deref() != Some(patched.after.as_str()) {
            return Err((RefusalKind::Changed, EDITED.to_owned()));
        }
        edits.push(ItemEdit {
            item_id: row.item.id.clone(),
            field_values: Some(patched.before.clone()),
            record_identifier: None,
        });
    }
    Ok(edits)
}

/// Edits of one commit.
struct Batch {
    job: i64,
    edited: Vec<(i64, i64)>,
    payloads: Vec<Patched>,
    refusals: Refusals,
}

impl Batch {
    fn new(job: i64) -> Self {
        Self {
            job,
            edited: Vec::new(),
            payloads: Vec::new(),
            refusals: Refusals::default(),
        }
    }

    /// Saves the edit of one transaction, or notes why not.
    async fn save(
        &mut self,
        w: &mut Writing,
        row: StoredTransaction,
        items: Vec<StoredItem>,
        edits: Result<Vec<ItemEdit>, Refused>,
        change: &Change,
    ) -> Result<(), Fault> {
        let transaction = TransactionRef {
            id: row.transaction.id.clone(),
            name: row.transaction.name.clone(),
            status: row.transaction.status,
        };
        let arrival = row.arrival;
        let payloads = match &edits {
            Ok(edits) => payloads(&items, edits),
            Err(_) => Vec::new(),
        };
        let draft = edits.and_then(|items_edit| {
            let edit = Edit {
                id: transaction.id.clone(),
                expected_version: row.version,
                fields: Vec::new(),
                items: items_edit,
            };
            Draft::new(row, items, &edit).map_err(|reason| (RefusalKind::Status, reason))
        });
        match draft {
            Err((kind, reason)) => self.refusals.add(kind, &reason, transaction),
            Ok(draft) => {
                if let EditAnswer::Saved { version } = draft.save(w, change).await? {
                    self.edited.push((arrival, version));
                    self.payloads.extend(payloads);
                }
            }
        }
        Ok(())
    }

    /// Writes the journal.
    async fn end(self, w: &mut Writing) -> Result<BulkStep, Fault> {
        let now = w.now;
        bulk_change::note_edits(w, self.job, now, &self.edited).await?;
        bulk_payload::insert(w, self.job, &self.payloads).await?;
        Ok(BulkStep {
            done: self.edited.len() as i64,
            followed: 0,
            refusals: self.refusals.all(),
        })
    }
}

/// What the journal keeps of edits.
fn payloads(items: &[StoredItem], edits: &[ItemEdit]) -> Vec<Patched> {
    let kept = edits.iter().filter_map(|edit| {
        let row = items.iter().find(|row| row.item.id == edit.item_id)?;
        Some(Patched {
            item_key: row.key,
            before: row.item.field_values.clone()?,
            after: edit.field_values.clone()?,
        })
    });
    kept.collect()
}
