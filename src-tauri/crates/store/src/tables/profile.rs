//! `profile`: groups of users.

use model::{Profile, RecordId};
use sqlx::SqliteConnection;

use crate::{
    engine::batch,
    tables::{batch_of, unreadable},
};

/// Adds profiles, or replaces what is known of them.
pub(crate) async fn upsert(connection: &mut SqliteConnection, profiles: &[Profile]) -> sqlx::Result<()> {
    sqlx::query(concat!(
        "INSERT INTO profile (id, name) SELECT input.value ->> 0, input.value ->> 1 FROM ",
        batch!("$1"),
        " WHERE true ON CONFLICT (id) DO UPDATE SET name = excluded.name",
    ))
    .bind(batch_of(
        profiles
            .iter()
            .map(|profile| (profile.id.as_str(), &profile.name)),
    )?)
    .execute(connection)
    .await?;
    Ok(())
}

/// Every profile, by name.
pub(crate) async fn all(connection: &mut SqliteConnection) -> sqlx::Result<Vec<Profile>> {
    let rows: Vec<(String, String)> = sqlx::query_as("SELECT id, name FROM profile ORDER BY name, id")
        .fetch_all(connection)
        .await?;
    rows.into_iter().map(profile).collect()
}

/// Every profile with the number of its active users, by name.
pub(crate) async fn all_with_users(connection: &mut SqliteConnection) -> sqlx::Result<Vec<(Profile, i64)>> {
    let rows: Vec<(String, String, i64)> = sqlx::query_as(
        "SELECT p.id, p.name, COUNT(u.id) FROM profile p \
         LEFT JOIN field_user u ON u.profile_id = p.id AND u.is_active GROUP BY p.id, p.name ORDER BY p.name, p.id",
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|(id, name, users)| Ok((profile((id, name))?, users)))
        .collect()
}

/// The profile with this Id.
pub(crate) async fn with_id(
    connection: &mut SqliteConnection,
    id: &RecordId,
) -> sqlx::Result<Option<Profile>> {
    let row = sqlx::query_as("SELECT id, name FROM profile WHERE id = $1")
        .bind(id.as_str())
        .fetch_optional(connection)
        .await?;
    row.map(profile).transpose()
}

fn profile((id, name): (String, String)) -> sqlx::Result<Profile> {
    Ok(Profile {
        id: id.parse().map_err(unreadable)?,
        name,
    })
}
