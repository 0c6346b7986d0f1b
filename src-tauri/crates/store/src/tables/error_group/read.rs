//! Error groups as they are.

use std::collections::HashMap;

use model::{FailedGroup, RecordId, Status, SyncErrorCode};
use sqlx::{SqliteConnection, sqlite::SqliteRow};

use crate::{
    engine::batch,
    error_groups::ErrorGroupValues,
    tables::{Columns, column_of, unreadable},
};

/// So many groups that nobody has looked at are told of.
const MOST_UNSEEN: i64 = 1_000;

/// A row, with how many users and devices were affected and the Id of the sample.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) id: i64,
    pub(crate) error_code: String,
    pub(crate) object_name: Option<String>,
    pub(crate) field_name: Option<String>,
    pub(crate) pattern: String,
    pub(crate) sample_message: String,
    pub(crate) sample: Option<RecordId>,
    pub(crate) first_seen: i64,
    pub(crate) last_seen: i64,
    pub(crate) failures: i64,
    pub(crate) users: i64,
    pub(crate) devices: i64,
    pub(crate) known_at: Option<i64>,
    pub(crate) cleared_at: Option<i64>,
    pub(crate) regressed_at: Option<i64>,
    pub(crate) snoozed_until: Option<i64>,
    pub(crate) assignee: Option<String>,
    pub(crate) note: Option<String>,
    pub(crate) version: i64,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT g.id, g.error_code, g.object_name, g.field_name, g.pattern, substr(g.sample_message, 1, 1000), t.id, g.first_seen, ",
            "g.last_seen, g.failures, (SELECT count(*) FROM error_group_user AS u WHERE u.group_id = g.id), ",
            "(SELECT count(*) FROM error_group_device AS d WHERE d.group_id = g.id), g.known_at, g.cleared_at, ",
            "g.regressed_at, g.snoozed_until, g.assignee, g.note, g.version ",
            "FROM error_group AS g LEFT JOIN sync_transaction AS t ON t.arrival = g.sample_arrival ",
            $rest
        )
    };
}

/// The groups that had an error last, newest first.
pub(crate) async fn newest(connection: &mut SqliteConnection, most: i64) -> sqlx::Result<Vec<Row>> {
    let rows = sqlx::query(select!("ORDER BY g.last_seen DESC, g.id LIMIT $1"))
        .bind(most)
        .fetch_all(connection)
        .await?;
    rows.iter().map(read).collect()
}

/// Groups with failures that are new or came back, and not snoozed at `$1`; those that failed last.
pub(crate) const UNSEEN: &str = "SELECT id, error_code, object_name, field_name, pattern, failures, regressed_at \
     FROM error_group WHERE cleared_at IS NULL AND failures > 0 AND (known_at IS NULL OR regressed_at IS NOT NULL) \
     AND COALESCE(snoozed_until, 0) <= $1 ORDER BY last_seen DESC LIMIT $2";

/// Groups that somebody should look at, in the order of their numbers; at most [`MOST_UNSEEN`].
pub(crate) async fn unseen(connection: &mut SqliteConnection, now: i64) -> sqlx::Result<Vec<FailedGroup>> {
    let rows = sqlx::query(UNSEEN)
        .bind(now)
        .bind(MOST_UNSEEN)
        .fetch_all(connection)
        .await?;
    let groups = rows.iter().map(|row| {
        let mut c = Columns::of(row);
        Ok(FailedGroup {
            group_id: c.get()?,
            error_code: SyncErrorCode::from(c.get::<String>()?),
            object_name: c.get()?,
            field_name: c.get()?,
            pattern: c.get()?,
            failures: c.get()?,
            regressed_at: c.optional_moment()?,
        })
    });
    let mut groups = groups.collect::<sqlx::Result<Vec<_>>>()?;
    groups.sort_unstable_by_key(|group| group.group_id);
    Ok(groups)
}

/// A group.
pub(crate) async fn get(connection: &mut SqliteConnection, id: i64) -> sqlx::Result<Option<Row>> {
    let row = sqlx::query(select!("WHERE g.id = $1"))
        .bind(id)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(read).transpose()
}

fn read(row: &SqliteRow) -> sqlx::Result<Row> {
    let mut c = Columns::of(row);
    Ok(Row {
        id: c.get()?,
        error_code: c.get()?,
        object_name: c.get()?,
        field_name: c.get()?,
        pattern: c.get()?,
        sample_message: c.get()?,
        sample: c.parse_optional()?,
        first_seen: c.get()?,
        last_seen: c.get()?,
        failures: c.get()?,
        users: c.get()?,
        devices: c.get()?,
        known_at: c.get()?,
        cleared_at: c.get()?,
        regressed_at: c.get()?,
        snoozed_until: c.get()?,
        assignee: c.get()?,
        note: c.get()?,
        version: c.get()?,
    })
}

/// How many transactions of each group have which status now.
pub(crate) async fn statuses(
    connection: &mut SqliteConnection,
) -> sqlx::Result<HashMap<i64, Vec<(Status, i64)>>> {
    let rows: Vec<(i64, String, i64)> =
        sqlx::query_as("SELECT error_group, status, count FROM tally WHERE error_group <> 0 AND count > 0")
            .fetch_all(connection)
            .await?;
    let mut statuses: HashMap<i64, Vec<(Status, i64)>> = HashMap::new();
    for (group, status, count) in rows {
        let status = status.parse().map_err(unreadable)?;
        statuses.entry(group).or_default().push((status, count));
    }
    Ok(statuses)
}

/// Failures of these groups on each day from `first_day` on: (group, day, failures).
pub(crate) async fn days(
    connection: &mut SqliteConnection,
    groups: impl IntoIterator<Item = i64>,
    first_day: i64,
) -> sqlx::Result<Vec<(i64, i64, i64)>> {
    sqlx::query_as(concat!(
        "SELECT d.group_id, d.day, d.failures FROM ",
        batch!("$1"),
        " CROSS JOIN error_group_day AS d WHERE d.group_id = CAST(input.value ->> 0 AS BIGINT) AND d.day >= $2",
    ))
    .bind(column_of(groups)?)
    .bind(first_day)
    .fetch_all(connection)
    .await
}

/// A group with what happened to it on one day.
#[derive(Debug)]
pub(crate) struct DayRow {
    pub(crate) error_code: String,
    pub(crate) object_name: Option<String>,
    pub(crate) field_name: Option<String>,
    pub(crate) pattern: String,
    pub(crate) sample_message: String,
    pub(crate) first_seen: i64,
    pub(crate) regressed_at: Option<i64>,
    pub(crate) failures: i64,
    pub(crate) day_before: i64,
    pub(crate) week_before: i64,
}

/// The groups with failures on a day (days since 1970-01-01, UTC), or first seen or back from one moment on and before
/// another (milliseconds); most failures first.
pub(crate) async fn on_day(
    connection: &mut SqliteConnection,
    day: i64,
    (from, until): (i64, i64),
    most: i64,
) -> sqlx::Result<Vec<DayRow>> {
    let rows = sqlx::query(
        "SELECT error_code, object_name, field_name, pattern, sample_message, first_seen, regressed_at, today, \
         day_before, week_before FROM (SELECT g.id, g.error_code, g.object_name, g.field_name, g.pattern, \
         g.sample_message, g.first_seen, g.regressed_at, \
         COALESCE((SELECT d.failures FROM error_group_day AS d WHERE d.group_id = g.id AND d.day = $1), 0) AS today, \
         COALESCE((SELECT d.failures FROM error_group_day AS d WHERE d.group_id = g.id AND d.day = $1 - 1), 0) \
             AS day_before, \
         COALESCE((SELECT d.failures FROM error_group_day AS d WHERE d.group_id = g.id AND d.day = $1 - 7), 0) \
             AS week_before FROM error_group AS g) AS days \
         WHERE today > 0 OR (first_seen >= $2 AND first_seen < $3) OR (regressed_at >= $2 AND regressed_at < $3) \
         ORDER BY today DESC, id LIMIT $4",
    )
    .bind(day)
    .bind(from)
    .bind(until)
    .bind(most)
    .fetch_all(connection)
    .await?;
    let rows = rows.iter().map(|row| {
        let mut c = Columns::of(row);
        Ok(DayRow {
            error_code: c.get()?,
            object_name: c.get()?,
            field_name: c.get()?,
            pattern: c.get()?,
            sample_message: c.get()?,
            first_seen: c.get()?,
            regressed_at: c.get()?,
            failures: c.get()?,
            day_before: c.get()?,
            week_before: c.get()?,
        })
    });
    rows.collect()
}

/// Writes what an admin decided about a group. Known since `now` (milliseconds), unless it was known before and did not
/// come back meanwhile.
pub(crate) async fn update(
    connection: &mut SqliteConnection,
    id: i64,
    values: &ErrorGroupValues,
    now: i64,
) -> sqlx::Result<()> {
    sqlx::query(
        "UPDATE error_group SET known_at = CASE WHEN $2 THEN COALESCE(known_at, $3) END, \
         regressed_at = CASE WHEN $2 THEN NULL ELSE regressed_at END, \
         snoozed_until = $4, assignee = $5, note = $6, version = version + 1 WHERE id = $1",
    )
    .bind(id)
    .bind(values.is_known)
    .bind(now)
    .bind(values.snoozed_until.map(model::millis))
    .bind(&values.assignee)
    .bind(&values.note)
    .execute(connection)
    .await?;
    Ok(())
}
