//! `bulk_trace`: what stays of the journal of a bulk job when that is removed, for the history of transactions: who went
//! from which status to which, some nine bytes for each instead of fifty.

use model::FieldChange;
use sqlx::SqliteConnection;

use crate::tables::bulk_change;

/// Keeps of the first $2 changes in the journal of a job what the history tells of them.
const KEEP: &str = "INSERT INTO bulk_trace (job, last_arrival, changed_at, status, to_status, first_arrival, arrivals) \
     SELECT $1, max(arrival), changed_at, status, to_status, min(arrival), json_group_array(arrival) FROM \
     (SELECT * FROM bulk_change WHERE job = $1 ORDER BY arrival LIMIT $2) AS c \
     WHERE NOT is_cascade AND status <> to_status GROUP BY changed_at, status, to_status";

/// Removes them.
const REMOVE: &str = "DELETE FROM bulk_change WHERE job = $1 AND arrival IN \
     (SELECT arrival FROM bulk_change WHERE job = $1 ORDER BY arrival LIMIT $2)";

/// Makes the first `most` changes in the journal of a job a trace; answers how many there were.
pub(crate) async fn replace_journal(
    connection: &mut SqliteConnection,
    job: i64,
    most: i64,
) -> sqlx::Result<i64> {
    let mut removed = 0;
    for statement in [KEEP, REMOVE] {
        let done = sqlx::query(statement)
            .bind(job)
            .bind(most)
            .execute(&mut *connection)
            .await?;
        removed = done.rows_affected() as i64;
    }
    Ok(removed)
}

/// Changes of status of a transaction by bulk jobs whose journal is removed, oldest first.
pub(crate) const HISTORY: &str = "SELECT c.changed_at, j.actor, c.status, c.to_status, j.reason \
     FROM bulk_job AS j CROSS JOIN bulk_trace AS c \
     WHERE c.job = j.id AND c.last_arrival >= $1 AND c.first_arrival <= $1 \
     AND EXISTS (SELECT 1 FROM json_each(c.arrivals) AS one WHERE one.value = $1) ORDER BY j.id";

/// See [`HISTORY`].
pub(crate) async fn history(
    connection: &mut SqliteConnection,
    arrival: i64,
) -> sqlx::Result<Vec<FieldChange>> {
    let rows = sqlx::query(HISTORY).bind(arrival).fetch_all(connection).await?;
    rows.iter().map(bulk_change::of_history).collect()
}
