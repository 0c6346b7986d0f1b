//! Journals that were kept for long enough.

use chrono::Duration;
use model::{BulkAction, Status};
use store::{BulkScope, SettledAs};

use super::{everything, set_subject};
use crate::engine::{Fixture, fixture};

const DAYS: i64 = 30;

impl Fixture {
    /// Removes everything that may be removed; answers in how many commits.
    async fn prune_all(&self) -> usize {
        let mut commits = 0;
        while self.store.prune_journals(DAYS).await.unwrap() {
            commits += 1;
        }
        commits
    }

    async fn journal_of(&self, job: i64) -> usize {
        let journal = BulkScope::Journal { job };
        self.store.bulk_targets(&journal).await.unwrap().found.len()
    }

    async fn is_pruned(&self, job: i64) -> bool {
        let detail = self.store.bulk_job(job).await.unwrap().unwrap();
        detail.job.journal_pruned_at.is_some()
    }
}

#[tokio::test]
async fn a_journal_goes_when_it_is_old_and_its_job_and_the_histories_stay() {
    let f = fixture().await;
    f.receive(["a", "b", "c"].iter().map(|name| f.upload(name)).collect())
        .await;
    f.process_all(SettledAs::Failed).await;
    let rule = set_subject("\"Mended\"");
    let patched = f.bulk(BulkAction::Patch { rule }, everything()).await.job;
    let ignored = f.bulk(BulkAction::Ignore, everything()).await.job;
    assert_eq!((patched.done, ignored.done), (3, 3));
    f.clock.advance(Duration::days(1));
    let young = f.bulk(BulkAction::Retry, everything()).await.job;
    assert_eq!(f.prune_all().await, 0);
    let before = [f.find("a").await.history, f.find("c").await.history];

    f.clock.advance(Duration::days(DAYS));
    assert_eq!(f.prune_all().await, 2, "one commit for each short journal");
    for (job, is_pruned, rows) in [(patched.id, true, 0), (ignored.id, true, 0), (young.id, false, 3)] {
        assert_eq!(f.is_pruned(job).await, is_pruned, "{job}");
        assert_eq!(f.journal_of(job).await, rows, "{job}");
    }
    assert_eq!([f.find("a").await.history, f.find("c").await.history], before);
    let listed = f.store.bulk_jobs(None, 10).await.unwrap();
    assert_eq!(listed.len(), 3);
    assert_eq!(
        (listed[1].done, &listed[1].reason),
        (ignored.done, &ignored.reason)
    );

    // What is young is undone as ever.
    assert_eq!(f.undo(young.id).await.job.done, 3);
    assert_eq!(f.status("a").await, Status::Canceled);
    f.recount().await;
}

#[tokio::test]
async fn a_long_journal_goes_in_small_commits() {
    let f = fixture().await;
    let names: Vec<String> = (0..2_100).map(|number| format!("t{number}")).collect();
    for names in names.chunks(100) {
        f.receive(names.iter().map(|name| f.upload(name)).collect()).await;
    }
    let job = f.bulk(BulkAction::Ignore, everything()).await.job.id;
    let before = f.find("t2099").await.history;
    f.clock.advance(Duration::days(DAYS + 1));
    let mut left = Vec::new();
    while f.store.prune_journals(DAYS).await.unwrap() {
        assert!(f.is_pruned(job).await, "from the first commit on");
        left.push(f.journal_of(job).await);
    }
    assert_eq!(left, [1_100, 100, 0]);
    assert_eq!(f.find("t2099").await.history, before);
    assert_eq!(f.find("t0").await.history.len(), 1);
}

#[tokio::test]
async fn a_journal_stays_while_it_is_used() {
    let f = fixture().await;
    f.receive(vec![f.upload("a"), f.upload("b")]).await;
    let job = f.bulk(BulkAction::Ignore, everything()).await.job.id;
    f.clock.advance(Duration::days(DAYS + 1));
    let undo = BulkAction::Undo { of: job };
    let (undoing, targets) = f.begin_bulk_of(undo.clone(), BulkScope::Journal { job }).await;
    assert_eq!(f.prune_all().await, 0, "somebody takes it back");
    f.step(undoing, &undo, &targets).await;
    assert_eq!(f.status("a").await, Status::New);
    let running = f.begin_bulk_of(BulkAction::Ignore, everything()).await.0;

    f.store
        .end_bulk(undoing, model::BulkState::Completed, None)
        .await
        .unwrap();
    assert_eq!(f.prune_all().await, 1);
    assert!(!f.is_pruned(running).await);
    f.clock.advance(Duration::days(DAYS + 1));
    assert_eq!(
        f.prune_all().await,
        2,
        "the undo's, and that of a program that was lost"
    );
}
