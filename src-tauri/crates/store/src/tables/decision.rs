//! `decision`: what admins decided about error groups and causes, field by field.

use sqlx::SqliteConnection;

use crate::tables::Columns;

/// A change of one field, as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredDecision {
    /// When, in milliseconds.
    pub(crate) decided_at: i64,
    /// Who.
    pub(crate) actor: String,
    /// The field.
    pub(crate) field: String,
    /// Its value before, as JSON; none for what was not there.
    pub(crate) old_value: Option<String>,
    /// Its value after, as JSON; none for what is gone.
    pub(crate) new_value: Option<String>,
}

/// Notes what was decided about a subject.
pub(crate) async fn note(
    connection: &mut SqliteConnection,
    subject: &str,
    decisions: &[StoredDecision],
) -> sqlx::Result<()> {
    for decision in decisions {
        sqlx::query(
            "INSERT INTO decision (subject, decided_at, actor, field, old_value, new_value) \
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(subject)
        .bind(decision.decided_at)
        .bind(&decision.actor)
        .bind(&decision.field)
        .bind(&decision.old_value)
        .bind(&decision.new_value)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// What was decided about a subject, newest first.
pub(crate) async fn of(
    connection: &mut SqliteConnection,
    subject: &str,
    limit: i64,
) -> sqlx::Result<Vec<StoredDecision>> {
    let rows = sqlx::query(
        "SELECT decided_at, actor, field, old_value, new_value FROM decision WHERE subject = $1 \
         ORDER BY position DESC LIMIT $2",
    )
    .bind(subject)
    .bind(limit)
    .fetch_all(connection)
    .await?;
    let decisions = rows.iter().map(|row| {
        let mut c = Columns::of(row);
        Ok(StoredDecision {
            decided_at: c.get()?,
            actor: c.get()?,
            field: c.get()?,
            old_value: c.get()?,
            new_value: c.get()?,
        })
    });
    decisions.collect()
}
