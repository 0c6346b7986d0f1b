//! How many transactions meet a filter.

use model::Status;
use sqlx::SqliteConnection;

use super::{
    condition::{Condition, with_rare_text},
    sql::Statement,
};
use crate::{
    StatusCounts,
    tables::{tally, unreadable},
};

/// What alternatives find is put together before it is counted. When it is so many times what is counted, the whole is
/// scanned instead: there is enough of it everywhere.
const MANY: i64 = 20;

/// How many meet every condition, counted up to `most`.
pub(super) async fn up_to(
    connection: &mut SqliteConnection,
    conditions: &[Condition],
    most: i64,
) -> sqlx::Result<i64> {
    match conditions {
        [] => return Ok(tally::counts(connection).await?.total()),
        [only @ (Condition::Status(_) | Condition::Error(_) | Condition::Group(_))] => {
            return only.size(connection, most).await;
        }
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
    let conditions = &with_rare_text(connection, conditions).await?;
    let many = most.saturating_mul(MANY);
    let mut sizes = Vec::with_capacity(conditions.len());
    for (position, condition) in conditions.iter().enumerate() {
        let up_to = if condition.is_of_parts() { many } else { most };
        sizes.push((condition.size(connection, up_to).await?, position));
    }
    let Some((size, smallest)) = sizes.into_iter().min() else {
        return Ok(());
    };
    let is_scanned = conditions[smallest].is_of_parts() && size >= many;
    match is_scanned {
        true => {
            statement.push(" FROM sync_transaction AS t WHERE true");
        }
        false => conditions[smallest].source(statement),
    }
    for (position, other) in conditions.iter().enumerate() {
        if is_scanned || position != smallest {
            statement.push(" AND ");
            other.demand(statement, "t", false);
        }
    }
    Ok(())
}
