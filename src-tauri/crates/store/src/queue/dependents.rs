//! What a transaction's end does to those that depend on it: Success lets them into the queue, Canceled cancels
//! them too.

use std::collections::{HashMap, HashSet};

use model::Status;

use crate::{
    engine::{Fault, batch},
    queue::{
        QUEUE, cycle,
        transition::{self, ErrorChange, Transition},
    },
    store::Writing,
    tables::{
        column_of,
        field_change::{self, Changed},
        transaction,
    },
};

/// Why a transaction no longer waits.
const EVERYTHING_THERE: &str = "everything it waited for is there";

/// What a Waiting transaction must have to become New, besides its dependencies: all of its items, complete.
macro_rules! is_complete {
    ($t:literal) => {
        concat!(
            $t,
            ".item_count >= COALESCE(",
            $t,
            ".expected_record_count, 0) AND ",
            $t,
            ".item_count = COALESCE(",
            $t,
            ".actual_records_count, ",
            $t,
            ".item_count)"
        )
    };
}

/// That every dependency of a transaction is Success.
macro_rules! is_released {
    ($t:literal) => {
        concat!(
            "NOT EXISTS (SELECT 1 FROM dependency AS d LEFT JOIN sync_transaction AS on_it ",
            "ON on_it.offline_unique_identifier = d.depends_on ",
            "WHERE d.arrival = ",
            $t,
            ".arrival AND COALESCE(on_it.status <> 'Success', true))"
        )
    };
}

/// Those of these transactions that wait for nothing more.
pub(crate) const READY: &str = concat!(
    "SELECT t.arrival, t.error_group FROM ",
    batch!("$1"),
    " CROSS JOIN sync_transaction AS t ",
    "WHERE t.arrival = CAST(input.value ->> 0 AS BIGINT) AND t.status = 'Waiting' AND ",
    is_complete!("t"),
    " AND ",
    is_released!("t"),
);

/// Waiting transactions after an arrival that wait for nothing more. What was imported without items waits for the
/// file that has them.
const READY_AFTER: &str = concat!(
    "SELECT t.arrival, t.error_group FROM sync_transaction AS t WHERE t.resting_status = 'Waiting' AND t.arrival > $1 AND ",
    "(t.item_count > 0 OR NOT t.is_imported) AND ",
    is_complete!("t"),
    " AND ",
    is_released!("t"),
    " ORDER BY t.arrival LIMIT 1000",
);

/// Canceled transactions on which a Waiting one depends: identifier and name.
const CANCELED_CAUSES: &str = "SELECT DISTINCT c.offline_unique_identifier, c.name \
     FROM sync_transaction AS t CROSS JOIN dependency AS d CROSS JOIN sync_transaction AS c \
     WHERE t.resting_status = 'Waiting' AND d.arrival = t.arrival \
     AND c.offline_unique_identifier = d.depends_on AND COALESCE(c.status, '') = 'Canceled'";

/// Waiting transactions that depend on others.
const DEPENDENT: &str = "SELECT arrival FROM sync_transaction \
     WHERE resting_status = 'Waiting' AND dependent_offline_identifiers IS NOT NULL";

/// Who depends on these identifiers.
pub(crate) const DEPENDENTS: &str = concat!(
    "SELECT t.arrival, t.error_group, t.offline_unique_identifier, t.name, d.depends_on ",
    "FROM ",
    batch!("$1"),
    " CROSS JOIN dependency AS d CROSS JOIN sync_transaction AS t ",
    "WHERE d.depends_on = input.value ->> 0 AND t.arrival = d.arrival AND t.status = 'Waiting'",
);

/// Lets those that waited for these transactions (by identifier) into the queue, when they wait for nothing more.
pub(crate) async fn wake(w: &mut Writing, succeeded: &[String]) -> Result<(), Fault> {
    if succeeded.is_empty() || !any_waiting(w).await? {
        return Ok(());
    }
    let waiting = dependents_of(w, succeeded).await?;
    let arrivals: HashSet<i64> = waiting.iter().map(|dependent| dependent.arrival).collect();
    queue_ready(w, arrivals).await?;
    Ok(())
}

/// Lets those of these Waiting transactions into the queue that wait for nothing more; answers which.
pub(crate) async fn queue_ready(
    w: &mut Writing,
    arrivals: impl IntoIterator<Item = i64>,
) -> Result<HashSet<i64>, Fault> {
    let arrivals = column_of(arrivals)?;
    let ready = sqlx::query_as(READY).bind(arrivals).fetch_all(&mut **w).await?;
    move_to_new(w, ready).await
}

/// Looks at everything that is Waiting: lets into the queue what waits for nothing more, cancels what depends on
/// something canceled, and finds what depends on itself. Answers how many were moved.
pub(crate) async fn queue_waiting(w: &mut Writing) -> Result<u64, Fault> {
    let causes = sqlx::query_as(CANCELED_CAUSES).fetch_all(&mut **w).await?;
    let mut moved = cancel(w, causes).await?.len() as u64;
    let mut after = 0;
    loop {
        let ready: Vec<(i64, Option<i64>)> = sqlx::query_as(READY_AFTER)
            .bind(after)
            .fetch_all(&mut **w)
            .await?;
        let Some((last, _)) = ready.last() else {
            break;
        };
        after = *last;
        moved += move_to_new(w, ready).await?.len() as u64;
    }
    let dependent: Vec<i64> = sqlx::query_scalar(DEPENDENT).fetch_all(&mut **w).await?;
    cycle::mark(w, dependent).await?;
    Ok(moved)
}

async fn move_to_new(w: &mut Writing, ready: Vec<(i64, Option<i64>)>) -> Result<HashSet<i64>, Fault> {
    let transitions: Vec<Transition> = ready
        .into_iter()
        .map(|(arrival, had_error)| Transition {
            error: ErrorChange::Clear { message: None },
            ..Transition::new(arrival, Status::Waiting, had_error, Status::New)
        })
        .collect();
    let moved = transition::apply(w, QUEUE, &transitions).await?;
    note(
        w,
        moved
            .iter()
            .map(|arrival| (*arrival, Status::New, EVERYTHING_THERE.to_owned())),
    )
    .await?;
    Ok(moved)
}

/// Cancels the Waiting transactions that depend on these canceled ones (identifier and name), and those that
/// depend on them, and so on; answers their arrivals.
pub(crate) async fn cancel(w: &mut Writing, canceled: Vec<(String, String)>) -> Result<HashSet<i64>, Fault> {
    let mut all = HashSet::new();
    let mut causes = canceled;
    if causes.is_empty() || !any_waiting(w).await? {
        return Ok(all);
    }
    while !causes.is_empty() {
        let identifiers: Vec<String> = causes.iter().map(|(identifier, _)| identifier.clone()).collect();
        let names: HashMap<String, String> = causes.into_iter().collect();
        let mut seen = HashSet::new();
        let mut dependents = dependents_of(w, &identifiers).await?;
        dependents.retain(|dependent| seen.insert(dependent.arrival));
        let with_reason: Vec<(&Dependent, String)> = dependents
            .iter()
            .map(|dependent| {
                let cause = names.get(&dependent.depends_on);
                let name = cause.map_or(dependent.depends_on.as_str(), String::as_str);
                (dependent, format!("it depends on {name}, which was canceled"))
            })
            .collect();
        all.extend(cancel_each(w, &with_reason).await?);
        causes = dependents
            .into_iter()
            .map(|dependent| (dependent.identifier, dependent.name))
            .collect();
    }
    Ok(all)
}

/// Cancels the Waiting transactions that depend on those of these (identifier: arrival and status) that are Canceled
/// already, as [`cancel`] does.
pub(crate) async fn cancel_behind(
    w: &mut Writing,
    dependencies: &HashMap<String, (i64, String)>,
) -> Result<HashSet<i64>, Fault> {
    let canceled: Vec<i64> = dependencies
        .values()
        .filter(|(_, status)| status == Status::Canceled.as_str())
        .map(|(arrival, _)| *arrival)
        .collect();
    if canceled.is_empty() {
        return Ok(HashSet::new());
    }
    let causes = transaction::load(w, canceled).await?;
    let causes = causes
        .into_iter()
        .map(|row| (row.transaction.offline_unique_identifier, row.transaction.name));
    cancel(w, causes.collect()).await
}

async fn cancel_each(w: &mut Writing, dependents: &[(&Dependent, String)]) -> Result<HashSet<i64>, Fault> {
    let transitions: Vec<Transition> = dependents
        .iter()
        .map(|(dependent, reason)| Transition {
            error: ErrorChange::Clear {
                message: Some(format!("Canceled, because {reason}")),
            },
            ..Transition::new(
                dependent.arrival,
                Status::Waiting,
                dependent.error_group,
                Status::Canceled,
            )
        })
        .collect();
    let canceled = transition::apply(w, QUEUE, &transitions).await?;
    let reasons = dependents
        .iter()
        .filter(|(dependent, _)| canceled.contains(&dependent.arrival))
        .map(|(dependent, reason)| (dependent.arrival, Status::Canceled, reason.clone()));
    note(w, reasons).await?;
    Ok(canceled)
}

/// A Waiting transaction that depends on another.
struct Dependent {
    arrival: i64,
    error_group: Option<i64>,
    identifier: String,
    name: String,
    depends_on: String,
}

async fn dependents_of(w: &mut Writing, identifiers: &[String]) -> Result<Vec<Dependent>, Fault> {
    let rows: Vec<(i64, Option<i64>, String, String, String)> = sqlx::query_as(DEPENDENTS)
        .bind(column_of(identifiers.iter())?)
        .fetch_all(&mut **w)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(arrival, error_group, identifier, name, depends_on)| Dependent {
            arrival,
            error_group,
            identifier,
            name,
            depends_on,
        })
        .collect())
}

/// Whether there is anything to look for at all; most queues have nothing Waiting.
async fn any_waiting(w: &mut Writing) -> Result<bool, Fault> {
    Ok(
        sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM sync_transaction WHERE resting_status = 'Waiting')")
            .fetch_one(&mut **w)
            .await?,
    )
}

async fn note(w: &mut Writing, moved: impl Iterator<Item = (i64, Status, String)>) -> Result<(), Fault> {
    let changes: Vec<Changed> = moved
        .map(|(arrival, to, reason)| Changed {
            arrival,
            item_id: None,
            field: "Status".into(),
            old_value: Some(Status::Waiting.as_str().into()),
            new_value: Some(to.as_str().into()),
            reason,
        })
        .collect();
    let now = w.now;
    Ok(field_change::insert(w, &changes, now, QUEUE).await?)
}
