//! Finding records to refer to, by a part of their name.

use model::RecordId;
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};

use super::schema::{ObjectSchema, Schema};

/// Records of the object whose name begins with `text`, then those whose name has it elsewhere, by name; with an
/// Id for text, that record. Letters A to Z are compared without case; deleted records are left out.
pub(super) async fn lookup(
    connection: &mut SqliteConnection,
    schema: &Schema,
    object_name: &str,
    text: &str,
    limit: i64,
) -> Result<Vec<(RecordId, String)>, sqlx::Error> {
    let Some(object) = schema.catalogue.position(object_name) else {
        return Ok(Vec::new());
    };
    let description = &schema.objects[object];
    if let Ok(id) = text.trim().parse::<RecordId>() {
        return by_id(connection, object, description, &id).await;
    }
    let (Some(from), Some(with)) = (&description.sql.names_from, &description.sql.names_with) else {
        return Ok(Vec::new());
    };
    let text = text.trim().to_ascii_lowercase();
    let mut found: Vec<(RecordId, String)> = sqlx::query(from.safe())
        .bind(&text)
        .bind(format!("{text}\u{10ffff}"))
        .bind(limit)
        .try_map(read)
        .fetch_all(&mut *connection)
        .await?;
    let wanted = usize::try_from(limit).unwrap_or_default();
    if found.len() < wanted && !text.is_empty() {
        let others: Vec<(RecordId, String)> = sqlx::query(with.safe())
            .bind(&text)
            .bind(limit)
            .try_map(read)
            .fetch_all(connection)
            .await?;
        let begins = |name: &str| name.to_ascii_lowercase().starts_with(&text);
        found.extend(others.into_iter().filter(|(_, name)| !begins(name)));
        found.truncate(wanted);
    }
    Ok(found)
}

async fn by_id(
    connection: &mut SqliteConnection,
    object: usize,
    description: &ObjectSchema,
    id: &RecordId,
) -> Result<Vec<(RecordId, String)>, sqlx::Error> {
    let rows = super::stored::read_rows(connection, object, description, &[id]).await?;
    let live = rows.into_iter().filter(|row| !row.is_deleted(description));
    Ok(live
        .map(|row| (row.id.clone(), description.name_of(&row).to_owned()))
        .collect())
}

fn read(row: SqliteRow) -> Result<(RecordId, String), sqlx::Error> {
    let id: String = row.try_get_unchecked(0)?;
    let name: String = row.try_get_unchecked(1)?;
    Ok((
        id.parse().map_err(|error| sqlx::Error::Decode(Box::new(error)))?,
        name,
    ))
}
