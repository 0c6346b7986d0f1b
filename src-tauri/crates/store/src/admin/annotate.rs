//! Comments, and log entries written by hand.

use std::collections::BTreeSet;

use model::{LogEntry, RecordId};

use crate::{
    ActionAnswer, ActionResult, Change, Store, StoreError,
    engine::Fault,
    queue::append_logs,
    store::Writing,
    tables::{
        comment,
        field_change::{self, Changed},
        transaction,
    },
};

impl Store {
    /// Adds a comment (the reason of `change`) to transactions. Their status and version stay.
    ///
    /// # Errors
    /// When the store cannot be written; then none were changed.
    pub async fn add_comment(
        &self,
        ids: &[RecordId],
        change: &Change,
    ) -> Result<Vec<ActionAnswer>, StoreError> {
        self.write(async |w| add_comment(w, ids, change).await).await
    }

    /// Adds a log entry written by hand to a transaction. Its status and version stay.
    ///
    /// # Errors
    /// When the store cannot be written; then nothing was changed.
    pub async fn add_log_entry(
        &self,
        id: &RecordId,
        entry: LogEntry,
        change: &Change,
    ) -> Result<ActionAnswer, StoreError> {
        self.write(async |w| add_log_entry(w, id, entry, change).await)
            .await
    }
}

async fn add_comment(w: &mut Writing, ids: &[RecordId], change: &Change) -> Result<Vec<ActionAnswer>, Fault> {
    let standings = transaction::standings(w, ids).await?;
    let arrivals: BTreeSet<i64> = standings.values().map(|standing| standing.arrival).collect();
    let now = w.now;
    comment::insert(w, arrivals, now, &change.actor, &change.reason).await?;
    let answers = ids.iter().map(|id| ActionAnswer {
        id: id.clone(),
        result: match standings.get(id) {
            Some(standing) => ActionResult::Done {
                status: standing.status,
            },
            None => ActionResult::NotFound,
        },
    });
    Ok(answers.collect())
}

async fn add_log_entry(
    w: &mut Writing,
    id: &RecordId,
    entry: LogEntry,
    change: &Change,
) -> Result<ActionAnswer, Fault> {
    let standings = transaction::standings(w, [id]).await?;
    let Some(standing) = standings.get(id) else {
        return Ok(ActionAnswer {
            id: id.clone(),
            result: ActionResult::NotFound,
        });
    };
    let noted = Changed {
        arrival: standing.arrival,
        item_id: None,
        field: "Log".into(),
        old_value: None,
        new_value: entry.exception_log.clone(),
        reason: change.reason.clone(),
    };
    let entry = LogEntry {
        device_sync_transaction_id: id.clone(),
        ..entry
    };
    append_logs(w, vec![(standing.arrival, entry)]).await?;
    let now = w.now;
    field_change::insert(w, &[noted], now, &change.actor).await?;
    Ok(ActionAnswer {
        id: id.clone(),
        result: ActionResult::Done {
            status: standing.status,
        },
    })
}
