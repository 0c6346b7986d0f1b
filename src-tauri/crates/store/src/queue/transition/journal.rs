//! Changes of status that a bulk job noted in its journal, made by one statement for thousands of transactions.

use model::Status;

use crate::{
    engine::Fault,
    store::Writing,
    tables::{bulk_change::Stretch, lost_claim, unreadable},
};

/// That a transaction still is what the journal says it was.
macro_rules! is_as_noted {
    () => {
        "c.job = $1 AND c.arrival >= $2 AND c.arrival <= $3 AND t.arrival = c.arrival \
         AND COALESCE(t.status, '') = c.status AND t.version = c.version - 1 AND c.to_status <> c.status"
    };
}

/// How many change from what to what.
pub(crate) const COUNT_JOURNAL: &str = concat!(
    "SELECT c.status, c.to_status, t.error_group, count(*) FROM bulk_change AS c CROSS JOIN sync_transaction AS t ",
    "WHERE ",
    is_as_noted!(),
    " GROUP BY 1, 2, 3",
);

/// The guarded statement. Whatever is set is written to every index that has it, changed or not: so it leaves alone the
/// error, which stays until an attempt ends well, and the claim, which none of these has.
pub(crate) const APPLY_JOURNAL: &str = concat!(
    "UPDATE sync_transaction AS t SET status = c.to_status, version = c.version, ",
    "next_attempt_at = c.to_next_attempt_at, single_attempt = c.to_single_attempt, ",
    "last_modified_date = $4, system_modstamp = $4, last_modified_by_id = $5 FROM bulk_change AS c WHERE ",
    is_as_noted!(),
);

/// What waits again was canceled because of others, and no longer says so.
pub(crate) const CLEAR_ERRORS: &str = "UPDATE sync_transaction SET error_code = NULL, error_group = NULL, \
     error_message = NULL \
     WHERE arrival IN (SELECT c.arrival FROM bulk_change AS c \
     WHERE c.job = $1 AND c.arrival >= $2 AND c.arrival <= $3 AND c.to_status = 'Waiting') \
     AND COALESCE(status, '') = 'Waiting'";

/// Makes the changes of a stretch of the journal, and keeps the counts.
pub(crate) async fn apply_journal(w: &mut Writing, actor: &str, stretch: Stretch) -> Result<(), Fault> {
    let Stretch { job, first, last } = stretch;
    let counts: Vec<(String, String, Option<i64>, i64)> = sqlx::query_as(COUNT_JOURNAL)
        .bind(job)
        .bind(first)
        .bind(last)
        .fetch_all(&mut **w)
        .await?;
    let mut any_waits = false;
    for (from, to, error, count) in counts {
        let from: Status = from.parse().map_err(unreadable)?;
        let to: Status = to.parse().map_err(unreadable)?;
        w.tally.change(from, error, -count);
        w.tally.change(to, error.filter(|_| to != Status::Waiting), count);
        any_waits |= to == Status::Waiting;
    }
    lost_claim::settle_journal(w, stretch).await?;
    let now = w.now;
    sqlx::query(APPLY_JOURNAL)
        .bind(job)
        .bind(first)
        .bind(last)
        .bind(now)
        .bind(actor)
        .execute(&mut **w)
        .await?;
    if any_waits {
        sqlx::query(CLEAR_ERRORS)
            .bind(job)
            .bind(first)
            .bind(last)
            .execute(&mut **w)
            .await?;
    }
    Ok(())
}
