//! `assignment`: who looks after a transaction.

use std::collections::HashMap;

use sqlx::SqliteConnection;

use crate::{
    Change,
    engine::batch,
    tables::{
        column_of,
        field_change::{self, Changed},
    },
};

/// Who looks after these transactions; those of nobody are left out.
pub(crate) async fn of(
    connection: &mut SqliteConnection,
    arrivals: impl IntoIterator<Item = i64>,
) -> sqlx::Result<HashMap<i64, String>> {
    let found: Vec<(i64, String)> = sqlx::query_as(concat!(
        "SELECT a.arrival, a.assignee FROM ",
        batch!("$1"),
        " CROSS JOIN assignment AS a WHERE a.arrival = CAST(input.value ->> 0 AS BIGINT)",
    ))
    .bind(column_of(arrivals)?)
    .fetch_all(connection)
    .await?;
    Ok(found.into_iter().collect())
}

/// Assigns transactions to a person, or to nobody, and notes it in the history of those that change.
pub(crate) async fn set(
    connection: &mut SqliteConnection,
    arrivals: impl IntoIterator<Item = i64>,
    assignee: Option<&str>,
    now: i64,
    change: &Change,
) -> sqlx::Result<()> {
    let arrivals: Vec<i64> = arrivals.into_iter().collect();
    let mut before = of(connection, arrivals.iter().copied()).await?;
    let noted = arrivals.iter().filter_map(|arrival| {
        let old_value = before.remove(arrival);
        (old_value.as_deref() != assignee).then(|| Changed {
            arrival: *arrival,
            item_id: None,
            field: "Assignee".into(),
            old_value,
            new_value: assignee.map(str::to_owned),
            reason: change.reason.clone(),
        })
    });
    field_change::insert(connection, &noted.collect::<Vec<_>>(), now, &change.actor).await?;
    let arrivals = column_of(arrivals)?;
    match assignee {
        Some(assignee) => sqlx::query(concat!(
            "INSERT INTO assignment (arrival, assignee) SELECT CAST(input.value ->> 0 AS BIGINT), $2 FROM ",
            batch!("$1"),
            " WHERE true ON CONFLICT (arrival) DO UPDATE SET assignee = excluded.assignee",
        ))
        .bind(arrivals)
        .bind(assignee)
        .execute(connection)
        .await?,
        None => {
            sqlx::query(concat!(
                "DELETE FROM assignment WHERE arrival IN (SELECT CAST(input.value ->> 0 AS BIGINT) FROM ",
                batch!("$1"),
                ")",
            ))
            .bind(arrivals)
            .execute(connection)
            .await?
        }
    };
    Ok(())
}
