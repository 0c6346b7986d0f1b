//! `field_user`: the users whose devices send transactions.

use model::User;
use sqlx::{SqliteConnection, sqlite::SqliteRow};

use crate::{
    engine::batch,
    tables::{Columns, batch_of},
};

/// Adds users, or replaces what is known of them.
pub(crate) async fn upsert(connection: &mut SqliteConnection, users: &[User]) -> sqlx::Result<()> {
    let rows = batch_of(users.iter().map(|user| {
        let search_text = format!("{}\n{}", user.name, user.username).to_lowercase();
        let User {
            id,
            name,
            username,
            profile_id,
            territory,
            is_active,
        } = user;
        (
            id.as_str(),
            name,
            username,
            profile_id.as_str(),
            territory,
            is_active,
            search_text,
        )
    }))?;
    sqlx::query(concat!(
        "INSERT INTO field_user (id, name, username, profile_id, territory, is_active, search_text) ",
        "SELECT input.value ->> 0, input.value ->> 1, input.value ->> 2, input.value ->> 3, input.value ->> 4, ",
        "CAST(input.value ->> 5 AS BOOLEAN), input.value ->> 6 FROM ", batch!("$1"), " WHERE true ",
        "ON CONFLICT (id) DO UPDATE SET name = excluded.name, username = excluded.username, ",
        "profile_id = excluded.profile_id, territory = excluded.territory, is_active = excluded.is_active, ",
        "search_text = excluded.search_text",
    ))
    .bind(rows)
    .execute(connection)
    .await?;
    Ok(())
}

/// Users whose name or user name contains `search`, or whose Id it is, by name.
pub(crate) async fn matching(
    connection: &mut SqliteConnection,
    search: &str,
    limit: i64,
) -> sqlx::Result<Vec<User>> {
    let escaped = like(&search.to_lowercase());
    let rows = sqlx::query(
        "SELECT id, name, username, profile_id, territory, is_active FROM field_user \
         WHERE search_text LIKE $1 ESCAPE '\\' OR id = $2 ORDER BY name, id LIMIT $3",
    )
    .bind(format!("%{escaped}%"))
    .bind(search)
    .bind(limit)
    .fetch_all(connection)
    .await?;
    rows.iter().map(read).collect()
}

/// A text that stands for itself in a LIKE whose ESCAPE is a backslash.
pub(crate) fn like(text: &str) -> String {
    let escape = |c| matches!(c, '\\' | '%' | '_').then_some('\\');
    text.chars()
        .flat_map(|c| escape(c).into_iter().chain([c]))
        .collect()
}

/// The user with this Id.
pub(crate) async fn with_id(connection: &mut SqliteConnection, id: &str) -> sqlx::Result<Option<User>> {
    let row = sqlx::query(
        "SELECT id, name, username, profile_id, territory, is_active FROM field_user WHERE id = $1",
    )
    .bind(id)
    .fetch_optional(connection)
    .await?;
    row.as_ref().map(read).transpose()
}

/// Territories whose names are like this pattern in lower case (see [`like`]), by name.
pub(crate) async fn territories(
    connection: &mut SqliteConnection,
    pattern: &str,
    limit: i64,
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "SELECT DISTINCT territory FROM field_user \
         WHERE lower(territory) LIKE $1 ESCAPE '\\' ORDER BY territory LIMIT $2",
    )
    .bind(pattern)
    .bind(limit)
    .fetch_all(connection)
    .await
}

fn read(row: &SqliteRow) -> sqlx::Result<User> {
    let mut c = Columns::of(row);
    Ok(User {
        id: c.parse()?,
        name: c.get()?,
        username: c.get()?,
        profile_id: c.parse()?,
        territory: c.get()?,
        is_active: c.get()?,
    })
}
