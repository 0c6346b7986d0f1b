//! What the rules of the watch look at. All of it comes from what is kept, or from indexes as small as what is wrong.

use model::{
    BatchJobStatus, FailedRun, FailureRate, MOST_COUNTED, MissedRun, RunTrigger, StuckNew, Timestamp,
    UnsavedReport, WatchFacts, WatchSettings, timestamp,
};
use sqlx::SqliteConnection;

use crate::{
    engine::Fault,
    tables::{
        Columns, batch_job, error_group,
        hour_outcome::{self, HOUR},
        saved_report, schedule,
    },
};

use super::MINUTE;

/// The New transaction that has waited longest, received before a moment, and whose it is.
pub(crate) const OLDEST_STUCK: &str = "SELECT t.created_date, COALESCE(u.name, t.owner_id) FROM sync_transaction AS t \
     LEFT JOIN field_user AS u ON u.id = t.owner_id WHERE t.status = 'New' AND t.created_date < $1 \
     ORDER BY t.created_date, t.owner_id LIMIT 1";

/// How many New transactions were received before a moment, counted up to a limit.
pub(crate) const STUCK: &str = "SELECT count(*) FROM ( \
     SELECT 1 FROM sync_transaction WHERE status = 'New' AND created_date < $1 LIMIT $2) AS stuck";

pub(super) async fn facts(
    c: &mut SqliteConnection,
    settings: &WatchSettings,
    now: i64,
) -> Result<WatchFacts, Fault> {
    Ok(WatchFacts {
        stuck_new: stuck_new(c, settings.stuck_new_hours, now).await?,
        outcomes: outcomes(c, settings.failure_rate_hours, now).await?,
        groups: error_group::unseen(c, now).await?,
        failed_runs: failed_runs(c).await?,
        missed_runs: missed_runs(c, timestamp(now - settings.run_missed_minutes * MINUTE)).await?,
        unsaved_report: unsaved_report(c).await?,
    })
}

async fn stuck_new(c: &mut SqliteConnection, hours: i64, now: i64) -> Result<Option<StuckNew>, Fault> {
    let before = now - hours * HOUR;
    let oldest = sqlx::query(OLDEST_STUCK)
        .bind(before)
        .fetch_optional(&mut *c)
        .await?;
    let Some(oldest) = oldest else {
        return Ok(None);
    };
    let count = sqlx::query_scalar(STUCK)
        .bind(before)
        .bind(MOST_COUNTED)
        .fetch_one(c)
        .await?;
    let mut oldest = Columns::of(&oldest);
    Ok(Some(StuckNew {
        hours,
        count,
        oldest: oldest.moment()?,
        owner: oldest.get()?,
    }))
}

async fn outcomes(c: &mut SqliteConnection, hours: i64, now: i64) -> Result<FailureRate, Fault> {
    let mut rate = FailureRate {
        hours,
        attempts: 0,
        failed: 0,
    };
    for (_, outcome, count) in hour_outcome::between(c, now.div_euclid(HOUR) - hours, i64::MAX).await? {
        rate.attempts += count;
        if outcome == "Failed" {
            rate.failed += count;
        }
    }
    Ok(rate)
}

async fn failed_runs(c: &mut SqliteConnection) -> Result<Vec<FailedRun>, Fault> {
    let newest = batch_job::newest_ended(c).await?.into_iter();
    let failed = newest.filter(|run| run.status == BatchJobStatus::Failed);
    let failed = failed.map(|run| FailedRun {
        run_id: run.id,
        schedule_id: run.schedule_id,
        name: run.name,
        error: run.error.unwrap_or_default(),
    });
    Ok(failed.collect())
}

/// Schedules whose run was due before `before`, and those whose last run made up for one.
async fn missed_runs(c: &mut SqliteConnection, before: Timestamp) -> Result<Vec<MissedRun>, Fault> {
    let newest = batch_job::newest_of_schedules(c).await?;
    let active = schedule::active(c).await?.into_iter();
    let missed = active.filter_map(|schedule| {
        let due_at = schedule.next_run_at.filter(|at| *at < before);
        let made_up = newest
            .iter()
            .find(|run| run.schedule_id == Some(schedule.id) && run.trigger == RunTrigger::CatchUp)
            .filter(|_| due_at.is_none());
        (due_at.is_some() || made_up.is_some()).then(|| MissedRun {
            schedule_id: schedule.id,
            name: schedule.name,
            due_at,
            run_id: made_up.map(|run| run.id),
        })
    });
    Ok(missed.collect())
}

/// The report that is due and could not be saved; while it is tried again, it is not saved still.
async fn unsaved_report(c: &mut SqliteConnection) -> Result<Option<UnsavedReport>, Fault> {
    let last = saved_report::last(c).await?;
    Ok(last.and_then(|row| {
        Some(UnsavedReport {
            day: row.report.day,
            folder: row.report.folder,
            error: row.report.error?,
        })
    }))
}
