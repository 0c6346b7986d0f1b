//! `attempt`: what each attempt on a transaction came to.

use std::collections::HashMap;

use model::{Attempt, AttemptOutcome, LimitUsage, SyncErrorCode, millis};
use sqlx::SqliteConnection;

use crate::{
    engine::{batch, gathered},
    tables::{Columns, WideInsert, column_of, rows_of, unreadable},
};

static INSERT: WideInsert = WideInsert::new(
    "INSERT INTO attempt (arrival, number, started_at, duration_ms, outcome, error_code, message, \
     next_attempt_at, processor, queries, statements, row_count, cpu_ms, heap_bytes)",
    14,
);

/// Adds attempts, each with the next number of its transaction. No two are of the same transaction.
pub(crate) async fn insert(
    connection: &mut SqliteConnection,
    attempts: &[(i64, &Attempt)],
) -> sqlx::Result<()> {
    let numbers = last_numbers(connection, attempts.iter().map(|(arrival, _)| *arrival)).await?;
    INSERT
        .run(connection, attempts, |statement, (arrival, attempt)| {
            let used = |what: fn(LimitUsage) -> i64| attempt.usage.map(what);
            statement
                .bind(*arrival)
                .bind(numbers.get(arrival).copied().unwrap_or_default() + 1)
                .bind(millis(attempt.started_at))
                .bind(attempt.duration_ms)
                .bind(attempt.outcome.as_str())
                .bind(attempt.error_code.as_ref().map(|code| code.as_str().to_owned()))
                .bind(attempt.message.clone())
                .bind(attempt.next_attempt_at.map(millis))
                .bind(attempt.processor.clone())
                .bind(used(|used| used.queries))
                .bind(used(|used| used.statements))
                .bind(used(|used| used.rows))
                .bind(used(|used| used.cpu_ms))
                .bind(used(|used| used.heap_bytes))
        })
        .await
}

/// The number of the last attempt on those of these transactions that have one.
pub(crate) const LAST_NUMBERS: &str = concat!(
    "SELECT ",
    gathered!("last.arrival, last.number"),
    " FROM (SELECT attempt.arrival AS arrival, max(attempt.number) AS number FROM ",
    batch!("$1"),
    " CROSS JOIN attempt WHERE attempt.arrival = CAST(input.value ->> 0 AS BIGINT) GROUP BY attempt.arrival) AS last",
);

async fn last_numbers(
    connection: &mut SqliteConnection,
    arrivals: impl IntoIterator<Item = i64>,
) -> sqlx::Result<HashMap<i64, i64>> {
    let rows: String = sqlx::query_scalar(LAST_NUMBERS)
        .bind(column_of(arrivals)?)
        .fetch_one(connection)
        .await?;
    Ok(rows_of::<(i64, i64)>(&rows)?.into_iter().collect())
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
