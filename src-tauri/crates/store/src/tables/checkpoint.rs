//! `import_checkpoint`: how far the import of each file has come.

use sqlx::SqliteConnection;

use crate::{Checkpoint, engine::Fault};

/// How far the import of the file with this fingerprint has come.
pub(crate) async fn get(
    connection: &mut SqliteConnection,
    fingerprint: &str,
) -> Result<Option<Checkpoint>, Fault> {
    let progress: Option<String> =
        sqlx::query_scalar("SELECT progress FROM import_checkpoint WHERE fingerprint = $1")
            .bind(fingerprint)
            .fetch_optional(connection)
            .await?;
    Ok(progress.map(|json| serde_json::from_str(&json)).transpose()?)
}

/// Notes how far it has come.
pub(crate) async fn set(
    connection: &mut SqliteConnection,
    fingerprint: &str,
    checkpoint: &Checkpoint,
) -> Result<(), Fault> {
    sqlx::query(
        "INSERT INTO import_checkpoint (fingerprint, progress) VALUES ($1, $2) \
         ON CONFLICT (fingerprint) DO UPDATE SET progress = excluded.progress",
    )
    .bind(fingerprint)
    .bind(serde_json::to_string(checkpoint)?)
    .execute(connection)
    .await?;
    Ok(())
}
