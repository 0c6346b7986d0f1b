//! How many transactions meet a filter.

use model::Status;
use sqlx::SqliteConnection;

use super::{condition::Condition, sql::Statement};
use crate::{
    StatusCounts,
    tables::{tally, unreadable},
};

/// How many meet every condition, counted up to `most`.
pub(super) async fn up_to(
    connection: &mut SqliteConnection,
    conditions: &[Condition],
    most: i64,
) -> sqlx::Result<i64> {
    match conditions {
        [] => return Ok(tally::counts(connection).await?.total()),
        [only @ (Condition::Status(_) | Condition::Error(_))] => return only.size(connection, most).await,
        _ => {}
    }
    let mut statement = Statement::default();
    statement.push("SELECT count(*) FROM (SELECT 1");
    meeting(connection, &mut statement, conditions, most).await?;
    let most = statement.bind(most);
    statement.push(&format!(" LIMIT {most}) AS counted"));
    statement.number(connection).await
}

/// How many of each status meet every condition.
pub(crate) async fn by_status(
    connection: &mut SqliteConnection,
    conditions: &[Condition],
) -> sqlx::Result<StatusCounts> {
    let counts = tally::counts(connection).await?;
    let mut found = StatusCounts::default();
    match conditions {
        [] => return Ok(counts),
        [Condition::Status(statuses)] => {
            for status in statuses {
                *found.get_mut(*status) = counts.get(*status);
            }
            return Ok(found);
        }
        _ => {}
    }
    let mut statement = Statement::default();
    statement.push("SELECT t.status, count(*)");
    meeting(connection, &mut statement, conditions, counts.total()).await?;
    statement.push(" GROUP BY t.status");
    for (status, count) in statement.counts(connection).await? {
        let status: Status = status.parse().map_err(unreadable)?;
        *found.get_mut(status) = count;
    }
    Ok(found)
}

/// Appends the transactions `t` that meet every condition, of which there is one at least; they are found by the one
/// that fewest meet.
async fn meeting(
    connection: &mut SqliteConnection,
    statement: &mut Statement,
    conditions: &[Condition],
    most: i64,
) -> sqlx::Result<()> {
    let mut sizes = Vec::with_capacity(conditions.len());
    for (position, condition) in conditions.iter().enumerate() {
        sizes.push((condition.size(connection, most).await?, position));
    }
    let smallest = sizes.into_iter().min().map_or(0, |(_, position)| position);
    conditions[smallest].source(statement);
    for (_, other) in conditions
        .iter()
        .enumerate()
        .filter(|(position, _)| *position != smallest)
    {
        statement.push(" AND ");
        other.demand(statement, "t", false);
    }
    Ok(())
}
