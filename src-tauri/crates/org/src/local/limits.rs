//! What an attempt may use of the org, as it is set in the file.

use model::GovernorLimits;
use sqlx::SqliteConnection;

/// One row at the most; without one, the defaults hold.
pub(super) const CREATE: &str = "CREATE TABLE org_limits (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    queries INTEGER NOT NULL,
    statements INTEGER NOT NULL,
    row_count INTEGER NOT NULL,
    cpu_ms INTEGER NOT NULL,
    heap_bytes INTEGER NOT NULL
) STRICT";

/// The limits that hold now.
pub(super) async fn read(connection: &mut SqliteConnection) -> Result<GovernorLimits, sqlx::Error> {
    let set: Option<(i64, i64, i64, i64, i64)> =
        sqlx::query_as("SELECT queries, statements, row_count, cpu_ms, heap_bytes FROM org_limits")
            .fetch_optional(connection)
            .await?;
    Ok(set.map_or_else(
        GovernorLimits::default,
        |(queries, statements, rows, cpu_ms, heap_bytes)| GovernorLimits {
            queries,
            statements,
            rows,
            cpu_ms,
            heap_bytes,
        },
    ))
}

/// Sets the limits.
pub(super) async fn write(
    connection: &mut SqliteConnection,
    limits: GovernorLimits,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO org_limits (only, queries, statements, row_count, cpu_ms, heap_bytes)
         VALUES (1, $1, $2, $3, $4, $5)
         ON CONFLICT (only) DO UPDATE SET
             queries = excluded.queries, statements = excluded.statements, row_count = excluded.row_count,
             cpu_ms = excluded.cpu_ms, heap_bytes = excluded.heap_bytes",
    )
    .bind(limits.queries)
    .bind(limits.statements)
    .bind(limits.rows)
    .bind(limits.cpu_ms)
    .bind(limits.heap_bytes)
    .execute(connection)
    .await?;
    Ok(())
}
