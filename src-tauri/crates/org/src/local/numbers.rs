//! The numbers that the org gives to records, such as `V-00000042`.

use std::collections::HashMap;

use sqlx::SqliteConnection;

use super::{schema::Schema, stored::to_json};

pub(super) const CREATE: &str = "CREATE TABLE org_number (
    object TEXT PRIMARY KEY NOT NULL,
    next INTEGER NOT NULL
) STRICT";

/// By object: the number that the next record gets.
pub(super) async fn read(
    connection: &mut SqliteConnection,
    schema: &Schema,
) -> Result<Vec<i64>, sqlx::Error> {
    let rows: Vec<(String, i64)> = sqlx::query_as("SELECT object, next FROM org_number")
        .fetch_all(connection)
        .await?;
    let next: HashMap<String, i64> = rows.into_iter().collect();
    Ok(schema
        .objects
        .iter()
        .map(|object| next.get(&object.describe.name).copied().unwrap_or(1))
        .collect())
}

/// Keeps the numbers.
pub(super) async fn write(
    connection: &mut SqliteConnection,
    schema: &Schema,
    numbers: &[i64],
) -> Result<(), sqlx::Error> {
    let rows: Vec<(&str, i64)> = schema
        .objects
        .iter()
        .map(|object| object.describe.name.as_str())
        .zip(numbers.iter().copied())
        .collect();
    sqlx::query(
        "INSERT INTO org_number (object, next) SELECT value->>0, value->>1 FROM jsonb_each($1) WHERE true
         ON CONFLICT (object) DO UPDATE SET next = excluded.next",
    )
    .bind(to_json(&rows)?)
    .execute(connection)
    .await?;
    Ok(())
}
