//! How many transactions meet a filter.

use sqlx::SqliteConnection;

use super::{condition::Condition, sql::Statement};
use crate::tables::tally;

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
    let mut sizes = Vec::with_capacity(conditions.len());
    for (position, condition) in conditions.iter().enumerate() {
        sizes.push((condition.size(connection, most).await?, position));
    }
    let Some((_, smallest)) = sizes.into_iter().min() else {
        return Ok(0);
    };
    let mut statement = Statement::default();
    statement.push("SELECT count(*) FROM (SELECT 1");
    conditions[smallest].source(&mut statement);
    for (_, other) in conditions
        .iter()
        .enumerate()
        .filter(|(position, _)| *position != smallest)
    {
        statement.push(" AND ");
        other.demand(&mut statement, "t", false);
    }
    let most = statement.bind(most);
    statement.push(&format!(" LIMIT {most}) AS counted"));
    statement.number(connection).await
}
