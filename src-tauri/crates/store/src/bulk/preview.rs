//! What a bulk action would do, without doing it.

use std::collections::HashSet;

use model::{BulkAction, BulkRefusal, Mover, RecordId, RefusalKind, Status, Timestamp, timestamp};
use serde::Serialize;
use sqlx::SqliteConnection;
use ts_rs::TS;

use super::{
    BulkScope,
    act::Ties,
    refusals::{self, Refusals},
};
use crate::{
    Cursor, SortBy, StatusCounts, Store, StoreError, TransactionSort,
    admin::Action,
    engine::Fault,
    list::{self, Condition},
    tables::{
        bulk_change::{self, Left},
        bulk_held, dependency, transaction,
    },
};

mod patch;

pub use patch::PatchedItem;

/// So many Canceled transactions are asked what they depend on.
const MOST_ASKED: usize = 20_000;

/// A job's number that no job has.
const NO_JOB: i64 = 0;

/// What a bulk action would do.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct BulkPreview {
    /// How many transactions it is about.
    pub total: i64,
    /// How many would be changed; of a patch, of those that were looked at.
    pub changing: i64,
    /// How many transactions of each status it is about.
    pub by_status: StatusCounts,
    /// What would be left as it is, as far as it can be told now. Without samples where only counted.
    pub refusals: Vec<BulkRefusal>,
    /// How many transactions were looked at one by one; the rest is counted.
    pub looked_at: i64,
    /// Of a patch: what would change, in those that were looked at.
    pub patched: Vec<PatchedItem>,
    /// Of a patch: after which place in the order of arrival the rest comes that was not looked at; none when there is none.
    pub next: Option<i64>,
}

impl Store {
    /// What an action that is no patch would do to the transactions of a scope.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn preview_bulk(
        &self,
        action: &BulkAction,
        scope: &BulkScope,
    ) -> Result<BulkPreview, StoreError> {
        let now = timestamp(self.now());
        self.read(async |c| match (action, scope) {
            (BulkAction::Undo { of }, _) => undo(c, *of).await,
            (_, BulkScope::Filter { filter }) => {
                match Condition::all_of(filter, now).map_err(StoreError::from)? {
                    Some(conditions) => by_condition(c, action_of(action), &conditions).await,
                    None => Ok(BulkPreview::default()),
                }
            }
            _ => {
                let rows = rows_of(c, scope, now).await?;
                one_by_one(c, action_of(action), scope, rows).await
            }
        })
        .await
    }
}

/// The change of status that an action is; none when it leaves the status.
const fn action_of(action: &BulkAction) -> Option<Action> {
    match action {
        BulkAction::Retry => Some(Action::Retry),
        BulkAction::Ignore => Some(Action::Ignore),
        BulkAction::MarkManual => Some(Action::MarkManual),
        BulkAction::Comment
        | BulkAction::Assign { .. }
        | BulkAction::Patch { .. }
        | BulkAction::Undo { .. } => None,
    }
}

async fn by_condition(
    c: &mut SqliteConnection,
    action: Option<Action>,
    conditions: &[Condition],
) -> Result<BulkPreview, Fault> {
    let by_status = list::by_status(c, conditions).await?;
    let mut preview = BulkPreview {
        total: by_status.total(),
        changing: by_status.total(),
        by_status,
        ..BulkPreview::default()
    };
    let Some(action) = action else {
        return Ok(preview);
    };
    for status in Status::ALL {
        let count = by_status.get(status);
        if count > 0 && !status.can_become(action.status(), Mover::Admin) {
            preview.changing -= count;
            preview.refusals.push(BulkRefusal {
                kind: RefusalKind::Status,
                reason: action.refusal(status),
                count,
                sample: Vec::new(),
            });
        }
    }
    if action == Action::Retry && by_status.canceled > 0 {
        let mut canceled = conditions.to_vec();
        canceled.push(Condition::Status(vec![Status::Canceled]));
        let arrivals = list::arrivals(c, &canceled, IN_ORDER, None, MOST_ASKED).await?;
        let rows = bulk_change::left(c, NO_JOB, arrivals).await?;
        let held = held(c, &rows).await?;
        preview.looked_at = rows.len() as i64;
        preview.changing -= held.iter().map(|refusal| refusal.count).sum::<i64>();
        preview.refusals.extend(held);
    }
    Ok(preview)
}

const IN_ORDER: TransactionSort = TransactionSort {
    by: SortBy::Received,
    descending: false,
};

async fn one_by_one(
    c: &mut SqliteConnection,
    action: Option<Action>,
    scope: &BulkScope,
    rows: Vec<Left>,
) -> Result<BulkPreview, Fault> {
    let mut preview = BulkPreview {
        looked_at: rows.len() as i64,
        ..BulkPreview::default()
    };
    for row in &rows {
        *preview.by_status.get_mut(row.status) += 1;
    }
    if let BulkScope::Ids { targets } = scope {
        let there: HashSet<&str> = rows.iter().map(|row| row.id.as_str()).collect();
        let missing: HashSet<&RecordId> = targets
            .iter()
            .map(|target| &target.id)
            .filter(|id| !there.contains(id.as_str()))
            .collect();
        let missing: Vec<RecordId> = missing.into_iter().cloned().collect();
        preview.refusals = refusals::missing(&missing);
    }
    let mut refusals = Refusals::default();
    if let Some(action) = action {
        for row in rows
            .iter()
            .filter(|row| !row.status.can_become(action.status(), Mover::Admin))
        {
            refusals.add(
                RefusalKind::Status,
                &action.refusal(row.status),
                refusals::named(row)?,
            );
        }
    }
    preview.refusals.extend(refusals.all());
    if action == Some(Action::Retry) {
        preview.refusals.extend(held(c, &rows).await?);
    }
    let refused: i64 = preview.refusals.iter().map(|refusal| refusal.count).sum();
    let missing = preview
        .refusals
        .iter()
        .filter(|refusal| refusal.kind == RefusalKind::NotFound);
    preview.total = rows.len() as i64 + missing.map(|refusal| refusal.count).sum::<i64>();
    preview.changing = preview.total - refused;
    Ok(preview)
}

/// Those Canceled ones that cannot be retried yet.
async fn held(c: &mut SqliteConnection, rows: &[Left]) -> Result<Vec<BulkRefusal>, Fault> {
    let canceled = rows.iter().filter(|row| row.status == Status::Canceled);
    let states = dependency::states(c, canceled.clone().map(|row| row.arrival)).await?;
    let unmet: HashSet<i64> = states
        .into_iter()
        .filter(|(_, _, is_success)| !is_success)
        .map(|(arrival, _, _)| arrival)
        .collect();
    let ties = Ties::of(c, rows).await?;
    let mut refusals = Refusals::default();
    for row in canceled.filter(|row| unmet.contains(&row.arrival)) {
        if let Some((kind, reason)) = ties.refusal(row) {
            refusals.add(kind, reason, refusals::named(row)?);
        }
    }
    Ok(refusals.all())
}

/// What the undo of a job would bring back.
async fn undo(c: &mut SqliteConnection, job: i64) -> Result<BulkPreview, Fault> {
    let mut preview = BulkPreview::default();
    for (status, is_as_left, count) in bulk_change::now(c, job).await? {
        preview.total += count;
        *preview.by_status.get_mut(status) += count;
        match refusals::in_undo(status) {
            Some((kind, reason)) => preview.refusals.push(BulkRefusal {
                kind,
                reason: reason.to_owned(),
                count,
                sample: Vec::new(),
            }),
            None if is_as_left => preview.changing += count,
            None => preview.refusals.push(BulkRefusal {
                kind: RefusalKind::Changed,
                reason: format!(
                    "It was changed since then and is {status}; it may be too late to take it back."
                ),
                count,
                sample: Vec::new(),
            }),
        }
    }
    Ok(preview)
}

async fn rows_of(c: &mut SqliteConnection, scope: &BulkScope, now: Timestamp) -> Result<Vec<Left>, Fault> {
    let arrivals = first_of(c, scope, 0, usize::MAX, now).await?;
    Ok(bulk_change::left(c, NO_JOB, arrivals).await?)
}

/// The arrivals of the first so many transactions of a scope after a place in the order of arrival.
async fn first_of(
    c: &mut SqliteConnection,
    scope: &BulkScope,
    after: i64,
    limit: usize,
    now: Timestamp,
) -> Result<Vec<i64>, Fault> {
    let mut arrivals = match scope {
        BulkScope::Filter { filter } => match Condition::all_of(filter, now).map_err(StoreError::from)? {
            Some(conditions) => {
                let after = Cursor::at(after);
                list::arrivals(c, &conditions, IN_ORDER, Some(&after), limit).await?
            }
            None => Vec::new(),
        },
        BulkScope::Ids { targets } => {
            let ids = targets.iter().map(|target| &target.id);
            transaction::arrivals_of_ids(c, ids)
                .await?
                .into_values()
                .collect()
        }
        BulkScope::Held { job } => bulk_held::of(c, *job).await?,
        BulkScope::Journal { job } => bulk_change::to_undo(c, *job).await?,
    };
    arrivals.retain(|arrival| *arrival > after);
    arrivals.sort_unstable();
    arrivals.truncate(limit);
    Ok(arrivals)
}
