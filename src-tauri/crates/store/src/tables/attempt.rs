//! `attempt`: what each attempt on a transaction came to.

use model::{Attempt, AttemptOutcome, LimitUsage, SyncErrorCode, millis};
use sqlx::SqliteConnection;

use crate::{
    engine::batch,
    tables::{Columns, batch_of, unreadable},
};

/// Adds attempts, each with the next number of its transaction.
pub(crate) async fn insert<'a>(
    connection: &mut SqliteConnection,
    attempts: impl IntoIterator<Item = (i64, &'a Attempt)>,
) -> sqlx::Result<()> {
    let rows = batch_of(attempts.into_iter().map(|(arrival, attempt)| {
        (
            arrival,
            millis(attempt.started_at),
            attempt.duration_ms,
            attempt.outcome.as_str(),
            attempt.error_code.as_ref().map(SyncErrorCode::as_str),
            &attempt.message,
            attempt.next_attempt_at.map(millis),
            &attempt.processor,
            attempt.usage.map(|used| used.queries),
            attempt.usage.map(|used| used.statements),
            attempt.usage.map(|used| used.rows),
            attempt.usage.map(|used| used.cpu_ms),
            attempt.usage.map(|used| used.heap_bytes),
        )
    }))?;
    sqlx::query(concat!(
        "INSERT INTO attempt (arrival, number, started_at, duration_ms, outcome, error_code, message, ",
        "next_attempt_at, processor, queries, statements, row_count, cpu_ms, heap_bytes) ",
        "SELECT CAST(input.value ->> 0 AS BIGINT), COALESCE((SELECT max(before.number) FROM attempt AS before ",
        "WHERE before.arrival = CAST(input.value ->> 0 AS BIGINT)), 0) + 1, ",
        "CAST(input.value ->> 1 AS BIGINT), CAST(input.value ->> 2 AS BIGINT), input.value ->> 3, ",
        "input.value ->> 4, input.value ->> 5, CAST(input.value ->> 6 AS BIGINT), input.value ->> 7, ",
        "CAST(input.value ->> 8 AS BIGINT), CAST(input.value ->> 9 AS BIGINT), ",
        "CAST(input.value ->> 10 AS BIGINT), CAST(input.value ->> 11 AS BIGINT), ",
        "CAST(input.value ->> 12 AS BIGINT) FROM ",
        batch!("$1"),
    ))
    .bind(rows)
    .execute(connection)
    .await?;
    Ok(())
}

/// The attempts on a transaction, newest first.
pub(crate) async fn of(connection: &mut SqliteConnection, arrival: i64) -> sqlx::Result<Vec<Attempt>> {
    let rows = sqlx::query(
        "SELECT number, started_at, duration_ms, outcome, error_code, message, next_attempt_at, processor, \
         queries, statements, row_count, cpu_ms, heap_bytes FROM attempt WHERE arrival = $1 ORDER BY number DESC",
    )
    .bind(arrival)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            let mut c = Columns::of(row);
            Ok(Attempt {
                number: c.get()?,
                started_at: c.moment()?,
                duration_ms: c.get()?,
                outcome: c
                    .named(outcome)?
                    .ok_or_else(|| unreadable("an attempt without outcome"))?,
                error_code: c.get::<Option<String>>()?.map(SyncErrorCode::from),
                message: c.get()?,
                next_attempt_at: c.optional_moment()?,
                processor: c.get()?,
                usage: usage(&mut c)?,
            })
        })
        .collect()
}

/// What an attempt used; none where the org did not tell.
fn usage(c: &mut Columns<'_>) -> sqlx::Result<Option<LimitUsage>> {
    let (queries, statements): (Option<i64>, Option<i64>) = (c.get()?, c.get()?);
    let (rows, cpu_ms, heap_bytes): (Option<i64>, Option<i64>, Option<i64>) = (c.get()?, c.get()?, c.get()?);
    Ok(queries.map(|queries| LimitUsage {
        queries,
        statements: statements.unwrap_or_default(),
        rows: rows.unwrap_or_default(),
        cpu_ms: cpu_ms.unwrap_or_default(),
        heap_bytes: heap_bytes.unwrap_or_default(),
    }))
}

fn outcome(text: &str) -> Option<AttemptOutcome> {
    AttemptOutcome::ALL
        .into_iter()
        .find(|outcome| outcome.as_str() == text)
}
