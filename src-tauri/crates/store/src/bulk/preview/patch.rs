//! What a patch would do to transactions of a scope, row by row, as many as one looks at at once.

use model::{BulkAction, FieldValues, Item, PatchRule, RecordId, RefusalKind, TransactionRef, timestamp};
use serde::Serialize;
use ts_rs::TS;

use super::{BulkPreview, first_of};
use crate::{
    BulkScope, Edit, ItemEdit, PatchCheck, Store, StoreError,
    admin::Draft,
    bulk::{
        patch::{patched, with_items},
        refusals::Refusals,
    },
    tables::item::StoredItem,
};

/// So many characters of a value are compared at a glance.
const AT_A_GLANCE: usize = 1_000;

/// A field before and after a patch.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PatchedItem {
    /// Its transaction.
    pub transaction: TransactionRef,
    /// The item.
    pub item_id: RecordId,
    /// JSON text before; none when the field is not there. One that is too long to be compared at a glance is a text of its
    /// beginning.
    pub before: Option<String>,
    /// The same after; none when it goes.
    pub after: Option<String>,
    /// What the org would refuse.
    pub problem: Option<String>,
}

impl Store {
    /// What a patch would do to the first `limit` transactions of a scope after a place in the order of arrival (0:
    /// from the first). `check` says why the org would refuse a payload. What is told of the scope as a whole is told
    /// with the first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn preview_patch(
        &self,
        rule: &PatchRule,
        scope: &BulkScope,
        after: i64,
        check: PatchCheck<'_>,
        limit: usize,
    ) -> Result<BulkPreview, StoreError> {
        let mut preview = self.preview_bulk(&BulkAction::Comment, scope).await?;
        if after > 0 {
            preview.refusals.clear();
        }
        let now = timestamp(self.now());
        self.read(async |c| {
            let mut arrivals = first_of(c, scope, after, limit.saturating_add(1), now).await?;
            if arrivals.len() > limit {
                arrivals.truncate(limit);
                preview.next = arrivals.last().copied();
            }
            let (mut refusals, mut looked_at, mut changing) = (Refusals::default(), 0, 0);
            for (row, items) in with_items(c, arrivals).await? {
                looked_at += 1;
                let transaction = TransactionRef {
                    id: row.transaction.id.clone(),
                    name: row.transaction.name.clone(),
                    status: row.transaction.status,
                };
                let edits = patched(rule, &items, &|_, _| None).and_then(|edits| {
                    let edit = Edit {
                        id: row.transaction.id.clone(),
                        expected_version: row.version,
                        fields: Vec::new(),
                        items: edits.clone(),
                    };
                    match Draft::new(row, items.clone(), &edit) {
                        Ok(_) => Ok(edits),
                        Err(reason) => Err((RefusalKind::Status, reason)),
                    }
                });
                match edits {
                    Err((kind, reason)) => refusals.add(kind, &reason, transaction),
                    Ok(edits) => {
                        let rows = differences(rule, &transaction, &items, &edits, check);
                        changing += i64::from(rows.iter().all(|row| row.problem.is_none()));
                        preview.patched.extend(rows);
                    }
                }
            }
            preview.refusals.extend(refusals.all());
            preview.looked_at = looked_at;
            preview.changing = changing;
            Ok(preview)
        })
        .await
    }
}

/// A value as it is, or the beginning of one that is long, as JSON text.
fn at_a_glance(json: &str) -> String {
    if json.len() <= AT_A_GLANCE {
        return json.to_owned();
    }
    let text = serde_json::from_str::<String>(json).unwrap_or_else(|_| json.to_owned());
    let beginning: String = text.chars().take(AT_A_GLANCE).collect();
    serde_json::Value::String(format!("{beginning}…")).to_string()
}

fn differences(
    rule: &PatchRule,
    transaction: &TransactionRef,
    items: &[StoredItem],
    edits: &[ItemEdit],
    check: PatchCheck<'_>,
) -> Vec<PatchedItem> {
    let value = |payload: Option<&str>| {
        let fields = FieldValues::parse(payload?).ok()?;
        fields.get(&rule.field).map(at_a_glance)
    };
    let difference = |item: &Item, after: &str| PatchedItem {
        transaction: transaction.clone(),
        item_id: item.id.clone(),
        before: value(item.field_values.as_deref()),
        after: value(Some(after)),
        problem: check(item, after),
    };
    let found = edits.iter().filter_map(|edit| {
        let row = items.iter().find(|row| row.item.id == edit.item_id)?;
        Some(difference(&row.item, edit.field_values.as_deref()?))
    });
    found.collect()
}
