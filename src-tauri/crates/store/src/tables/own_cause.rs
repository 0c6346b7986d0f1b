//! `own_cause`: entries of the cause catalogue that admins made.

use model::{Cause, CauseMatch, SyncErrorCode};
use serde::{Serialize, de::DeserializeOwned};
use sqlx::{SqliteConnection, sqlite::SqliteRow};

use crate::{
    causes::CauseValues,
    tables::{Columns, unreadable},
};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, error_code, object_name, field_name, message_contains, title, cause, owner, recipe, fix, version ",
            "FROM own_cause ",
            $rest
        )
    };
}

/// Every entry, by error code.
pub(crate) async fn all(connection: &mut SqliteConnection) -> sqlx::Result<Vec<Cause>> {
    let rows = sqlx::query(select!("ORDER BY error_code, id"))
        .fetch_all(connection)
        .await?;
    rows.iter().map(read).collect()
}

/// An entry.
pub(crate) async fn get(connection: &mut SqliteConnection, id: i64) -> sqlx::Result<Option<Cause>> {
    let row = sqlx::query(select!("WHERE id = $1"))
        .bind(id)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(read).transpose()
}

fn read(row: &SqliteRow) -> sqlx::Result<Cause> {
    let mut c = Columns::of(row);
    Ok(Cause {
        own_id: Some(c.get()?),
        matches: CauseMatch {
            error_code: SyncErrorCode::from(c.get::<String>()?),
            object_name: c.get()?,
            field_name: c.get()?,
            message_contains: c.get()?,
        },
        title: c.get()?,
        cause: c.get()?,
        owner: named(c.get()?)?,
        recipe: serde_json::from_str(c.get()?).map_err(unreadable)?,
        fix: c.get::<Option<String>>()?.map(named).transpose()?,
        version: c.get()?,
    })
}

/// Adds an entry; answers its number.
pub(crate) async fn insert(connection: &mut SqliteConnection, values: &CauseValues) -> sqlx::Result<i64> {
    write(
        connection,
        "INSERT INTO own_cause (error_code, object_name, field_name, message_contains, title, cause, owner, recipe, \
         fix, version) VALUES ($2, $3, $4, $5, $6, $7, $8, $9, $10, 1) RETURNING id",
        None,
        values,
    )
    .await
}

/// Changes an entry.
pub(crate) async fn update(
    connection: &mut SqliteConnection,
    id: i64,
    values: &CauseValues,
) -> sqlx::Result<i64> {
    write(
        connection,
        "UPDATE own_cause SET error_code = $2, object_name = $3, field_name = $4, message_contains = $5, title = $6, \
         cause = $7, owner = $8, recipe = $9, fix = $10, version = version + 1 WHERE id = $1 RETURNING id",
        Some(id),
        values,
    )
    .await
}

async fn write(
    connection: &mut SqliteConnection,
    statement: &'static str,
    id: Option<i64>,
    values: &CauseValues,
) -> sqlx::Result<i64> {
    let matches = &values.matches;
    sqlx::query_scalar(statement)
        .bind(id)
        .bind(matches.error_code.as_str())
        .bind(&matches.object_name)
        .bind(&matches.field_name)
        .bind(&matches.message_contains)
        .bind(&values.title)
        .bind(&values.cause)
        .bind(name(&values.owner)?)
        .bind(serde_json::to_string(&values.recipe).map_err(unreadable)?)
        .bind(values.fix.as_ref().map(name).transpose()?)
        .fetch_one(connection)
        .await
}

/// Deletes an entry.
pub(crate) async fn delete(connection: &mut SqliteConnection, id: i64) -> sqlx::Result<()> {
    sqlx::query("DELETE FROM own_cause WHERE id = $1")
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

/// The word that stands for a value in JSON, by which it is stored too.
fn name(value: &impl Serialize) -> sqlx::Result<String> {
    match serde_json::to_value(value).map_err(unreadable)? {
        serde_json::Value::String(name) => Ok(name),
        other => Err(unreadable(other)),
    }
}

fn named<T: DeserializeOwned>(name: String) -> sqlx::Result<T> {
    serde_json::from_value(name.into()).map_err(unreadable)
}
