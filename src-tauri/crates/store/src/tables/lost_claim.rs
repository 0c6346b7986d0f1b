//! `lost_claim`: transactions whose processor was lost while it had them. One of them may be the cause, so each is
//! claimed alone until its status changes. Nearly always empty.

use std::collections::HashMap;

use sqlx::SqliteConnection;

use crate::{
    engine::batch,
    tables::{bulk_change::Stretch, column_of},
};

/// Counts one more lost claim for each of these.
pub(crate) async fn add(
    connection: &mut SqliteConnection,
    arrivals: impl IntoIterator<Item = i64>,
) -> sqlx::Result<()> {
    sqlx::query(concat!(
        "INSERT INTO lost_claim (arrival, count) SELECT CAST(input.value ->> 0 AS BIGINT), 1 FROM ",
        batch!("$1"),
        " WHERE true ON CONFLICT (arrival) DO UPDATE SET count = lost_claim.count + 1",
    ))
    .bind(column_of(arrivals)?)
    .execute(connection)
    .await?;
    Ok(())
}

/// How often the processors of these were lost; those that lost none are left out.
pub(crate) async fn counts(
    connection: &mut SqliteConnection,
    arrivals: impl IntoIterator<Item = i64>,
) -> sqlx::Result<HashMap<i64, i64>> {
    if !any(connection).await? {
        return Ok(HashMap::new());
    }
    let found: Vec<(i64, i64)> = sqlx::query_as(concat!(
        "SELECT l.arrival, l.count FROM ",
        batch!("$1"),
        " CROSS JOIN lost_claim AS l WHERE l.arrival = CAST(input.value ->> 0 AS BIGINT)",
    ))
    .bind(column_of(arrivals)?)
    .fetch_all(connection)
    .await?;
    Ok(found.into_iter().collect())
}

macro_rules! of_changed {
    () => {
        concat!(
            "arrival IN (SELECT CAST(input.value ->> 0 AS BIGINT) FROM ",
            batch!("$1"),
            ")"
        )
    };
}

macro_rules! of_journal {
    () => {
        "arrival IN (SELECT c.arrival FROM bulk_change AS c \
         WHERE c.job = $1 AND c.arrival >= $2 AND c.arrival <= $3)"
    };
}

/// Whether the error a transaction has is that it crashed its processors.
macro_rules! is_set_aside {
    () => {
        "EXISTS (SELECT 1 FROM sync_transaction AS t WHERE t.arrival = lost_claim.arrival \
         AND t.error_code = 'PROCESSOR_CRASHED')"
    };
}

/// Forgets the lost claims of these, whose status changed. One that was set aside for them keeps one, so that it is
/// claimed alone at once when an admin retries it.
pub(crate) async fn settle(
    connection: &mut SqliteConnection,
    changed: impl IntoIterator<Item = i64>,
) -> sqlx::Result<()> {
    if !any(connection).await? {
        return Ok(());
    }
    let changed = column_of(changed)?;
    for statement in [
        concat!(
            "DELETE FROM lost_claim WHERE ",
            of_changed!(),
            " AND NOT ",
            is_set_aside!()
        ),
        concat!("UPDATE lost_claim SET count = 1 WHERE ", of_changed!()),
    ] {
        sqlx::query(statement)
            .bind(&changed)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Like [`settle`], for what a bulk job is about to change.
pub(crate) async fn settle_journal(connection: &mut SqliteConnection, stretch: Stretch) -> sqlx::Result<()> {
    if !any(connection).await? {
        return Ok(());
    }
    for statement in [
        concat!(
            "DELETE FROM lost_claim WHERE ",
            of_journal!(),
            " AND NOT ",
            is_set_aside!()
        ),
        concat!("UPDATE lost_claim SET count = 1 WHERE ", of_journal!()),
    ] {
        sqlx::query(statement)
            .bind(stretch.job)
            .bind(stretch.first)
            .bind(stretch.last)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Whether there is any at all.
async fn any(connection: &mut SqliteConnection) -> sqlx::Result<bool> {
    sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM lost_claim)")
        .fetch_one(connection)
        .await
}
