//! `bulk_refusal`: what a bulk job left as it is, by reason.

use model::{BulkRefusal, RefusalKind};
use sqlx::SqliteConnection;

use crate::{
    engine::batch,
    tables::{Columns, batch_of, unreadable},
};

/// Adds to what a job refused; the first sample of each reason is kept.
pub(crate) async fn add(
    connection: &mut SqliteConnection,
    job: i64,
    refusals: &[BulkRefusal],
) -> sqlx::Result<()> {
    if refusals.is_empty() {
        return Ok(());
    }
    let mut rows = Vec::with_capacity(refusals.len());
    for refusal in refusals {
        let sample = serde_json::to_string(&refusal.sample).map_err(unreadable)?;
        rows.push((refusal.kind.as_str(), &refusal.reason, refusal.count, sample));
    }
    sqlx::query(concat!(
        "INSERT INTO bulk_refusal (job, kind, reason, count, sample) ",
        "SELECT $2, input.value ->> 0, input.value ->> 1, CAST(input.value ->> 2 AS BIGINT), input.value ->> 3 FROM ",
        batch!("$1"),
        " WHERE true ON CONFLICT (job, kind, reason) DO UPDATE SET count = bulk_refusal.count + excluded.count",
    ))
    .bind(batch_of(rows)?)
    .bind(job)
    .execute(connection)
    .await?;
    Ok(())
}

/// What a job refused, most first.
pub(crate) async fn of(connection: &mut SqliteConnection, job: i64) -> sqlx::Result<Vec<BulkRefusal>> {
    let rows = sqlx::query(
        "SELECT kind, reason, count, sample FROM bulk_refusal WHERE job = $1 ORDER BY count DESC, kind, reason",
    )
    .bind(job)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            let mut c = Columns::of(row);
            Ok(BulkRefusal {
                kind: c
                    .named(RefusalKind::named)?
                    .ok_or_else(|| unreadable("a refusal without a kind"))?,
                reason: c.get()?,
                count: c.get()?,
                sample: serde_json::from_str(c.get()?).map_err(unreadable)?,
            })
        })
        .collect()
}
