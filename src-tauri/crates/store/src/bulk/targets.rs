//! Which transactions a job is about.

use std::collections::BTreeMap;

use model::{RecordId, Timestamp, timestamp};
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;
use ts_rs::TS;

use crate::{
    Cursor, SortBy, StatusRequest, Store, StoreError, TransactionFilter, TransactionSort,
    engine::Fault,
    list::{self, Condition},
    tables::{bulk_change, bulk_held, transaction},
};

/// Arrivals that are looked up at a time.
const PORTION: usize = 50_000;

/// Which transactions a job is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum BulkScope {
    /// These; with the version that the person saw, a change meanwhile is a conflict.
    Ids {
        /// Which.
        targets: Vec<StatusRequest>,
    },
    /// Those that meet a filter when the job begins.
    Filter {
        /// The filter.
        filter: Box<TransactionFilter>,
    },
    /// Those that another job held, because what they depend on was not Success yet.
    Held {
        /// The number of that job.
        job: i64,
    },
    /// Those that another job changed: it is undone.
    Journal {
        /// The number of that job.
        job: i64,
    },
}

/// The transactions of a job as they are found when it begins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BulkTargets {
    /// Place in the order of arrival, and the version that it must have, if that matters.
    pub found: Vec<(i64, Option<i64>)>,
    /// Ids that are not there.
    pub missing: Vec<RecordId>,
}

impl BulkTargets {
    /// How many transactions it is about, there or not.
    pub fn total(&self) -> i64 {
        i64::try_from(self.found.len() + self.missing.len()).unwrap_or(i64::MAX)
    }
}

impl Store {
    /// The transactions of a scope, in order of arrival; to undo a job, those that wait come last.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn bulk_targets(&self, scope: &BulkScope) -> Result<BulkTargets, StoreError> {
        let now = timestamp(self.now());
        self.read(async |c| {
            let all = |arrivals: Vec<i64>| BulkTargets {
                found: arrivals.into_iter().map(|arrival| (arrival, None)).collect(),
                missing: Vec::new(),
            };
            match scope {
                BulkScope::Ids { targets } => by_id(c, targets).await,
                BulkScope::Filter { filter } => Ok(all(by_filter(c, filter, now).await?)),
                BulkScope::Held { job } => Ok(all(bulk_held::of(c, *job).await?)),
                BulkScope::Journal { job } => Ok(all(bulk_change::to_undo(c, *job).await?)),
            }
        })
        .await
    }
}

/// Each once, however often it is named; the first version counts.
async fn by_id(c: &mut SqliteConnection, requests: &[StatusRequest]) -> Result<BulkTargets, Fault> {
    let arrivals = transaction::arrivals_of_ids(c, requests.iter().map(|request| &request.id)).await?;
    let mut found: BTreeMap<i64, Option<i64>> = BTreeMap::new();
    let mut missing = Vec::new();
    for request in requests {
        match arrivals.get(request.id.as_str()) {
            Some(arrival) => {
                found.entry(*arrival).or_insert(request.expected_version);
            }
            None if missing.contains(&request.id) => {}
            None => missing.push(request.id.clone()),
        }
    }
    Ok(BulkTargets {
        found: found.into_iter().collect(),
        missing,
    })
}

async fn by_filter(
    c: &mut SqliteConnection,
    filter: &TransactionFilter,
    now: Timestamp,
) -> Result<Vec<i64>, Fault> {
    let Some(conditions) = Condition::all_of(filter, now).map_err(StoreError::from)? else {
        return Ok(Vec::new());
    };
    let sort = TransactionSort {
        by: SortBy::Received,
        descending: false,
    };
    let mut all: Vec<i64> = Vec::new();
    loop {
        let after = Cursor::at(all.last().copied().unwrap_or(0));
        let portion = list::arrivals(c, &conditions, sort, Some(&after), PORTION).await?;
        let is_last = portion.len() < PORTION;
        all.extend(portion);
        if is_last {
            return Ok(all);
        }
    }
}
