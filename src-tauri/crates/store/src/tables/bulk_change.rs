//! `bulk_change`: the journal of bulk jobs, what each transaction was and what a job made of it. A job writes what it
//! will change here first; [`crate::queue::transition::apply_journal`] then makes the changes from it.

use model::{FieldChange, Status, timestamp};
use sqlx::{SqliteConnection, sqlite::SqliteRow};

use crate::{
    engine::{batch, gathered},
    tables::{Columns, batch_of, column_of, rows_of, unreadable},
};

/// Rows of the journal that one commit wrote: those of a job from one arrival to another.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stretch {
    /// The job.
    pub(crate) job: i64,
    /// The first arrival.
    pub(crate) first: i64,
    /// The last arrival.
    pub(crate) last: i64,
}

/// Everything that is written of a row.
macro_rules! columns {
    () => {
        "job, arrival, changed_at, version, status, next_attempt_at, single_attempt, \
         to_status, to_next_attempt_at, to_single_attempt, is_cascade"
    };
}

/// What a change of status makes of a transaction.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Becomes<'a> {
    /// The statuses that it is made from.
    pub(crate) from: &'a [Status],
    /// The status it gets.
    pub(crate) to: Status,
    /// When the attempt is due, in milliseconds.
    pub(crate) next_attempt_at: Option<i64>,
    /// Whether just one more attempt is to be made.
    pub(crate) single_attempt: bool,
}

/// Notes those of these transactions that can be changed: (arrival, version that it must have or none).
pub(crate) const NOTE: &str = concat!(
    "INSERT INTO bulk_change (",
    columns!(),
    ") SELECT $2, t.arrival, $3, t.version + 1, t.status, t.next_attempt_at, t.single_attempt, $5, $6, $7, false FROM ",
    batch!("$1"),
    " CROSS JOIN sync_transaction AS t ",
    "WHERE t.arrival = CAST(input.value ->> 0 AS BIGINT) ",
    "AND (input.value ->> 1 IS NULL OR t.version = CAST(input.value ->> 1 AS BIGINT)) ",
    "AND COALESCE(t.status, '') IN (SELECT input.value ->> 0 FROM ",
    batch!("$4"),
    ") ",
    // What was canceled goes back into the queue only when everything it depends on is Success.
    "AND NOT (t.status = 'Canceled' AND EXISTS (SELECT 1 FROM dependency AS d LEFT JOIN sync_transaction AS on_it ",
    "ON on_it.offline_unique_identifier = d.depends_on ",
    "WHERE d.arrival = t.arrival AND COALESCE(on_it.status <> 'Success', true)))",
);

/// Notes what a job is about to change; answers how many transactions that are.
pub(crate) async fn note(
    connection: &mut SqliteConnection,
    job: i64,
    now: i64,
    targets: &[(i64, Option<i64>)],
    becomes: &Becomes<'_>,
) -> sqlx::Result<i64> {
    let noted = sqlx::query(NOTE)
        .bind(batch_of(targets)?)
        .bind(job)
        .bind(now)
        .bind(column_of(becomes.from.iter().map(|status| status.as_str()))?)
        .bind(becomes.to.as_str())
        .bind(becomes.next_attempt_at)
        .bind(becomes.single_attempt)
        .execute(connection)
        .await?;
    Ok(noted.rows_affected() as i64)
}

/// Notes transactions whose status stays, because something else of them changed: (arrival, version now).
pub(crate) async fn note_edits(
    connection: &mut SqliteConnection,
    job: i64,
    now: i64,
    edited: &[(i64, i64)],
) -> sqlx::Result<()> {
    sqlx::query(concat!(
        "INSERT INTO bulk_change (",
        columns!(),
        ") SELECT $2, t.arrival, $3, CAST(input.value ->> 1 AS BIGINT), t.status, t.next_attempt_at, ",
        "t.single_attempt, t.status, t.next_attempt_at, t.single_attempt, false FROM ",
        batch!("$1"),
        " CROSS JOIN sync_transaction AS t WHERE t.arrival = CAST(input.value ->> 0 AS BIGINT)",
    ))
    .bind(batch_of(edited)?)
    .bind(job)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// Notes Waiting transactions that were canceled because of others, after it was done.
pub(crate) async fn note_cascade(
    connection: &mut SqliteConnection,
    job: i64,
    now: i64,
    arrivals: impl IntoIterator<Item = i64>,
) -> sqlx::Result<()> {
    sqlx::query(concat!(
        "INSERT INTO bulk_change (",
        columns!(),
        ") SELECT $2, t.arrival, $3, t.version, 'Waiting', NULL, t.single_attempt, t.status, NULL, t.single_attempt, ",
        "true FROM ",
        batch!("$1"),
        " CROSS JOIN sync_transaction AS t WHERE t.arrival = CAST(input.value ->> 0 AS BIGINT) ",
        "ON CONFLICT DO NOTHING",
    ))
    .bind(column_of(arrivals)?)
    .bind(job)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// Notes what an undo ($2) of a job ($4) takes back: what still is as that job left it; and what an admin may change
/// to what it was before ($5: pairs of statuses), though an attempt or a person changed it since.
pub(crate) const NOTE_UNDO: &str = concat!(
    "INSERT INTO bulk_change (",
    columns!(),
    ") SELECT $2, t.arrival, $3, t.version + 1, t.status, t.next_attempt_at, t.single_attempt, c.status, ",
    "CASE WHEN t.version = c.version THEN c.next_attempt_at END, t.version = c.version AND c.single_attempt, ",
    "false FROM ",
    batch!("$1"),
    " CROSS JOIN bulk_change AS c CROSS JOIN sync_transaction AS t ",
    "WHERE c.job = $4 AND c.arrival = CAST(input.value ->> 0 AS BIGINT) AND t.arrival = c.arrival ",
    "AND (t.version = c.version AND COALESCE(t.status, '') = c.to_status OR t.version <> c.version ",
    "    AND t.status || '>' || c.status IN (SELECT input.value ->> 0 FROM ",
    batch!("$5"),
    ")) ",
    // It would wait for something that will never come, unless that waits again, too.
    "AND NOT (c.status = 'Waiting' AND EXISTS (SELECT 1 FROM dependency AS d JOIN sync_transaction AS on_it ",
    "ON on_it.offline_unique_identifier = d.depends_on WHERE d.arrival = t.arrival AND on_it.status = 'Canceled' ",
    "AND NOT EXISTS (SELECT 1 FROM bulk_change AS b WHERE b.job = $4 AND b.arrival = on_it.arrival ",
    "AND b.version = on_it.version AND b.status = 'Waiting')))",
);

/// Notes what an undo of the job `of` takes back of these transactions; answers how many that are. `ways` are pairs of
/// statuses: from what an admin may change it to what it was before.
pub(crate) async fn note_undo(
    connection: &mut SqliteConnection,
    (job, of): (i64, i64),
    now: i64,
    arrivals: &[i64],
    ways: &[(Status, Status)],
) -> sqlx::Result<i64> {
    let noted = sqlx::query(NOTE_UNDO)
        .bind(column_of(arrivals)?)
        .bind(job)
        .bind(now)
        .bind(of)
        .bind(column_of(ways.iter().map(|(from, to)| format!("{from}>{to}")))?)
        .execute(connection)
        .await?;
    Ok(noted.rows_affected() as i64)
}

/// A transaction that a job did not change.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct Left {
    /// Place in the order of arrival.
    pub(crate) arrival: i64,
    /// The Id.
    pub(crate) id: String,
    /// The name.
    pub(crate) name: String,
    /// Its status.
    pub(crate) status: Status,
    /// Its version.
    pub(crate) version: i64,
    /// The error it has.
    pub(crate) error_code: Option<String>,
}

/// Those of these transactions that are not in the journal of a job.
pub(crate) const LEFT: &str = concat!(
    "SELECT ",
    gathered!("t.arrival, t.id, t.name, t.status, t.version, t.error_code"),
    " FROM ",
    batch!("$1"),
    " CROSS JOIN sync_transaction AS t WHERE t.arrival = CAST(input.value ->> 0 AS BIGINT) ",
    "AND NOT EXISTS (SELECT 1 FROM bulk_change AS c WHERE c.job = $2 AND c.arrival = t.arrival)",
);

/// See [`LEFT`].
pub(crate) async fn left(
    connection: &mut SqliteConnection,
    job: i64,
    arrivals: impl IntoIterator<Item = i64>,
) -> sqlx::Result<Vec<Left>> {
    let rows: String = sqlx::query_scalar(LEFT)
        .bind(column_of(arrivals)?)
        .bind(job)
        .fetch_one(connection)
        .await?;
    rows_of(&rows)
}

/// Those that a job changed and that are to be undone, Waiting ones last: when they come back, what they depend on has
/// come back.
pub(crate) async fn to_undo(connection: &mut SqliteConnection, job: i64) -> sqlx::Result<Vec<i64>> {
    let mut all: Vec<i64> = Vec::new();
    for condition in [
        concat!(
            "SELECT ",
            gathered!("arrival"),
            " FROM bulk_change WHERE job = $1 AND status <> 'Waiting'"
        ),
        concat!(
            "SELECT ",
            gathered!("arrival"),
            " FROM bulk_change WHERE job = $1 AND status = 'Waiting'"
        ),
    ] {
        let rows: String = sqlx::query_scalar(condition)
            .bind(job)
            .fetch_one(&mut *connection)
            .await?;
        let mut arrivals: Vec<i64> = rows_of::<(i64,)>(&rows)?
            .into_iter()
            .map(|(arrival,)| arrival)
            .collect();
        arrivals.sort_unstable();
        all.extend(arrivals);
    }
    Ok(all)
}

/// Whether a job made transactions wait again.
pub(crate) async fn any_waiting_again(connection: &mut SqliteConnection, job: i64) -> sqlx::Result<bool> {
    sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM bulk_change WHERE job = $1 AND to_status = 'Waiting')")
        .bind(job)
        .fetch_one(connection)
        .await
}

/// How many of those that a job changed are what now.
pub(crate) const NOW: &str = "SELECT t.status, t.version = c.version AND t.status = c.to_status, count(*) \
     FROM bulk_change AS c CROSS JOIN sync_transaction AS t WHERE c.job = $1 AND t.arrival = c.arrival \
     GROUP BY 1, 2";

/// See [`NOW`]: status, whether it is still as the job left it, how many.
pub(crate) async fn now(
    connection: &mut SqliteConnection,
    job: i64,
) -> sqlx::Result<Vec<(Status, bool, i64)>> {
    let rows: Vec<(String, bool, i64)> = sqlx::query_as(NOW).bind(job).fetch_all(connection).await?;
    rows.into_iter()
        .map(|(status, is_as_left, count)| Ok((status.parse().map_err(unreadable)?, is_as_left, count)))
        .collect()
}

/// What a job noted about these transactions: arrival, status before, version after.
pub(crate) async fn noted(
    connection: &mut SqliteConnection,
    job: i64,
    arrivals: impl IntoIterator<Item = i64>,
) -> sqlx::Result<Vec<(i64, String, i64)>> {
    let rows: String = sqlx::query_scalar(concat!(
        "SELECT ",
        gathered!("c.arrival, c.status, c.version"),
        " FROM ",
        batch!("$1"),
        " CROSS JOIN bulk_change AS c WHERE c.job = $2 AND c.arrival = CAST(input.value ->> 0 AS BIGINT)",
    ))
    .bind(column_of(arrivals)?)
    .bind(job)
    .fetch_one(connection)
    .await?;
    rows_of(&rows)
}

/// Changes of status of a transaction by bulk jobs, oldest first. There are few jobs, so each is asked.
pub(crate) const HISTORY: &str = "SELECT c.changed_at, j.actor, c.status, c.to_status, j.reason \
     FROM bulk_job AS j CROSS JOIN bulk_change AS c \
     WHERE c.job = j.id AND c.arrival = $1 AND NOT c.is_cascade AND c.status <> c.to_status ORDER BY j.id";

/// See [`HISTORY`].
pub(crate) async fn history(
    connection: &mut SqliteConnection,
    arrival: i64,
) -> sqlx::Result<Vec<FieldChange>> {
    let rows = sqlx::query(HISTORY).bind(arrival).fetch_all(connection).await?;
    rows.iter().map(of_history).collect()
}

/// A row of the history: when, who, from which status, to which, why.
pub(crate) fn of_history(row: &SqliteRow) -> sqlx::Result<FieldChange> {
    let mut c = Columns::of(row);
    Ok(FieldChange {
        changed_at: timestamp(c.get()?),
        actor: c.get()?,
        item_id: None,
        field: "Status".into(),
        old_value: c.get()?,
        new_value: c.get()?,
        reason: c.get()?,
    })
}
