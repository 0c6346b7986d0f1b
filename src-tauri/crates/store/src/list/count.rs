//! How many transactions meet a filter.

use sqlx::SqliteConnection;

use super::{
    condition::{Condition, with_rare_text},
    sql::Statement,
};
use crate::tables::tally;

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
    let conditions = &with_rare_text(connection, conditions).await?;
    let many = most.saturating_mul(MANY);
    let mut sizes = Vec::with_capacity(conditions.len());
    for (position, condition) in conditions.iter().enumerate() {
        let up_to = if condition.is_of_parts() { many } else { most };
        sizes.push((condition.size(connection, up_to).await?, position));
    }
    let Some((size, smallest)) = sizes.into_iter().min() else {
        return Ok(0);
    };
    let is_scanned = conditions[smallest].is_of_parts() && size >= many;
    let mut statement = Statement::default();
    statement.push("SELECT count(*) FROM (SELECT 1");
    match is_scanned {
        true => statement.push(" FROM sync_transaction AS t WHERE true"),
        false => {
            conditions[smallest].source(&mut statement);
            &mut statement
        }
    };
    for (position, other) in conditions.iter().enumerate() {
        if is_scanned || position != smallest {
            statement.push(" AND ");
            other.demand(&mut statement, "t", false);
        }
    }
    let most = statement.bind(most);
    statement.push(&format!(" LIMIT {most}) AS counted"));
    statement.number(connection).await
}
