//! `dependency`: which transactions a transaction depends on, by the identifiers their device gave.

use std::collections::BTreeSet;

use sqlx::SqliteConnection;

use crate::{
    engine::batch,
    tables::{batch_of, column_of},
};

/// The identifiers in a list such as `a, b`, each once, in the order listed.
pub(crate) fn listed(identifiers: Option<&str>) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    identifiers
        .unwrap_or_default()
        .split(',')
        .map(str::trim)
        .filter(|identifier| !identifier.is_empty() && seen.insert(*identifier))
        .collect()
}

/// Replaces what transactions depend on with what they list: (arrival, list).
pub(crate) async fn replace<'a>(
    connection: &mut SqliteConnection,
    lists: impl IntoIterator<Item = (i64, Option<&'a str>)>,
) -> sqlx::Result<()> {
    let lists: Vec<_> = lists.into_iter().collect();
    if lists.is_empty() {
        return Ok(());
    }
    sqlx::query(concat!(
        "DELETE FROM dependency WHERE arrival IN (SELECT CAST(input.value ->> 0 AS BIGINT) FROM ",
        batch!("$1"),
        ")",
    ))
    .bind(column_of(lists.iter().map(|(arrival, _)| arrival))?)
    .execute(&mut *connection)
    .await?;
    let rows = lists.iter().flat_map(|(arrival, list)| {
        listed(*list)
            .into_iter()
            .enumerate()
            .map(move |(position, on)| (arrival, position, on))
    });
    sqlx::query(concat!(
        "INSERT INTO dependency (arrival, position, depends_on) ",
        "SELECT CAST(input.value ->> 0 AS BIGINT), CAST(input.value ->> 1 AS BIGINT), input.value ->> 2 FROM ",
        batch!("$1"),
    ))
    .bind(batch_of(rows)?)
    .execute(connection)
    .await?;
    Ok(())
}

/// What another transaction is, as far as it has arrived: identifier, Id, name, status.
pub(crate) type Related = (String, Option<String>, Option<String>, Option<String>);

/// What a transaction depends on, in the order listed.
pub(crate) async fn dependencies(
    connection: &mut SqliteConnection,
    arrival: i64,
) -> sqlx::Result<Vec<Related>> {
    sqlx::query_as(
        "SELECT d.depends_on, t.id, t.name, t.status FROM dependency AS d \
         LEFT JOIN sync_transaction AS t ON t.offline_unique_identifier = d.depends_on \
         WHERE d.arrival = $1 ORDER BY d.position",
    )
    .bind(arrival)
    .fetch_all(connection)
    .await
}

/// What depends on the transaction with this identifier, in order of arrival.
pub(crate) async fn dependents(
    connection: &mut SqliteConnection,
    identifier: &str,
) -> sqlx::Result<Vec<Related>> {
    sqlx::query_as(
        "SELECT t.offline_unique_identifier, t.id, t.name, t.status FROM dependency AS d \
         JOIN sync_transaction AS t ON t.arrival = d.arrival WHERE d.depends_on = $1 ORDER BY d.arrival",
    )
    .bind(identifier)
    .fetch_all(connection)
    .await
}

/// What these transactions depend on: arrival, identifier, and whether that is Success.
pub(crate) async fn states(
    connection: &mut SqliteConnection,
    arrivals: impl IntoIterator<Item = i64>,
) -> sqlx::Result<Vec<(i64, String, bool)>> {
    sqlx::query_as(concat!(
        "SELECT d.arrival, d.depends_on, COALESCE(t.status = 'Success', false) ",
        "FROM ",
        batch!("$1"),
        " CROSS JOIN dependency AS d ",
        "LEFT JOIN sync_transaction AS t ON t.offline_unique_identifier = d.depends_on ",
        "WHERE d.arrival = CAST(input.value ->> 0 AS BIGINT)",
    ))
    .bind(column_of(arrivals)?)
    .fetch_all(connection)
    .await
}

/// What these transactions (by identifier) depend on, and what depends on them, so many of each at the most: the
/// dependent, and what it depends on.
pub(crate) async fn around(
    connection: &mut SqliteConnection,
    identifiers: &[String],
    most: i64,
) -> sqlx::Result<Vec<(String, String)>> {
    let identifiers = column_of(identifiers)?;
    let mut found = Vec::new();
    for statement in [
        concat!(
            "SELECT t.offline_unique_identifier, d.depends_on FROM ",
            batch!("$1"),
            " CROSS JOIN sync_transaction AS t CROSS JOIN dependency AS d ",
            "WHERE t.offline_unique_identifier = input.value ->> 0 AND d.arrival = t.arrival LIMIT $2",
        ),
        concat!(
            "SELECT t.offline_unique_identifier, d.depends_on FROM ",
            batch!("$1"),
            " CROSS JOIN dependency AS d CROSS JOIN sync_transaction AS t ",
            "WHERE d.depends_on = input.value ->> 0 AND t.arrival = d.arrival LIMIT $2",
        ),
    ] {
        let pairs: Vec<(String, String)> = sqlx::query_as(statement)
            .bind(&identifiers)
            .bind(most)
            .fetch_all(&mut *connection)
            .await?;
        found.extend(pairs);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_generously() {
        assert_eq!(listed(Some(" b, a ,,b")), ["b", "a"]);
        assert!(listed(Some(" , ")).is_empty());
        assert!(listed(None).is_empty());
    }
}
