//! Actions on many transactions: each action, batches, journal, and what is told of the rest.

mod patch;
mod prune;
mod undo;

use std::collections::BTreeMap;

use model::{BulkAction, BulkState, Mover, PatchChange, PatchRule, RecordId, RefusalKind, Status};
use store::{BulkDetail, BulkOrder, BulkScope, BulkStep, SettledAs, StatusRequest, TransactionFilter};

use crate::{
    engine::{Fixture, fixture},
    sample::{because, transaction},
};

fn filter(statuses: &[Status]) -> BulkScope {
    BulkScope::Filter {
        filter: Box::new(TransactionFilter {
            statuses: statuses.to_vec(),
            ..TransactionFilter::default()
        }),
    }
}

fn everything() -> BulkScope {
    filter(&[])
}

fn set_subject(value: &str) -> PatchRule {
    PatchRule {
        object_name: "visit".into(),
        field: "Subject".into(),
        change: PatchChange::Set { value: value.into() },
    }
}

impl Fixture {
    async fn begin_bulk_of(&self, action: BulkAction, scope: BulkScope) -> (i64, Vec<(i64, Option<i64>)>) {
        let targets = self.store.bulk_targets(&scope).await.unwrap();
        let order = BulkOrder {
            action,
            title: "A job".into(),
            scope,
            total: targets.total(),
        };
        let job = self
            .store
            .begin_bulk(&order, &targets.missing, &because("Monday"))
            .await
            .unwrap();
        (job.id, targets.found)
    }

    async fn step(&self, job: i64, action: &BulkAction, batch: &[(i64, Option<i64>)]) -> BulkStep {
        let change = because("Monday");
        match action {
            BulkAction::Patch { rule } => {
                let fits = |_: &model::Item, after: &str| {
                    after
                        .contains("refused")
                        .then(|| "The org would refuse Subject.".to_owned())
                };
                self.store.patch_batch(job, rule, batch, &fits, &change).await
            }
            BulkAction::Undo { of } => {
                let arrivals: Vec<i64> = batch.iter().map(|(arrival, _)| *arrival).collect();
                self.store.undo_batch(job, *of, &arrivals, &change).await
            }
            _ => self.store.bulk_batch(job, action, batch, &change).await,
        }
        .unwrap()
    }

    /// A whole job, in batches of two.
    async fn bulk(&self, action: BulkAction, scope: BulkScope) -> BulkDetail {
        let (job, targets) = self.begin_bulk_of(action.clone(), scope).await;
        for batch in targets.chunks(2) {
            self.step(job, &action, batch).await;
        }
        self.store
            .end_bulk(job, BulkState::Completed, None)
            .await
            .unwrap();
        self.store.bulk_job(job).await.unwrap().unwrap()
    }

    async fn undo(&self, of: i64) -> BulkDetail {
        self.bulk(BulkAction::Undo { of }, BulkScope::Journal { job: of })
            .await
    }

    /// One transaction in each status, named after it.
    async fn one_of_each(&self) {
        let rows = Status::ALL.into_iter().map(|status| {
            let mut row = transaction(self.transaction_id(), status.as_str());
            row.status = status;
            row
        });
        self.store.import_transactions(rows.collect()).await.unwrap();
    }

    async fn recount(&self) {
        let counts = self.store.counts().await.unwrap();
        for status in Status::ALL {
            let found = self.store.bulk_targets(&filter(&[status])).await.unwrap();
            assert_eq!(counts.get(status), found.total(), "{status}");
        }
    }
}

fn told(detail: &BulkDetail) -> BTreeMap<RefusalKind, i64> {
    let mut told = BTreeMap::new();
    for refusal in &detail.refusals {
        *told.entry(refusal.kind).or_default() += refusal.count;
    }
    told
}

#[tokio::test]
async fn exactly_the_legal_changes_are_made_and_the_rest_is_told() {
    let actions = [
        (BulkAction::Retry, Status::Retry),
        (BulkAction::Ignore, Status::Canceled),
        (BulkAction::MarkManual, Status::Manual),
    ];
    for (action, to) in actions {
        let f = fixture().await;
        f.one_of_each().await;
        let preview = f.store.preview_bulk(&action, &everything()).await.unwrap();
        let detail = f.bulk(action.clone(), everything()).await;
        let legal: Vec<Status> = Status::ALL
            .into_iter()
            .filter(|from| from.can_become(to, Mover::Admin))
            .collect();
        assert_eq!(detail.job.done, legal.len() as i64, "{action:?}");
        assert_eq!(detail.job.done + detail.job.refused, 8);
        assert_eq!((preview.total, preview.changing), (8, detail.job.done));
        for from in Status::ALL {
            let after = f.find(from.as_str()).await;
            if legal.contains(&from) {
                assert_eq!(after.transaction.status, to);
                assert_eq!(after.version, 2);
                assert_eq!(after.transaction.last_modified_by_id, "admin");
                let change = &after.history[0];
                assert_eq!(
                    (change.field.as_str(), change.actor.as_str()),
                    ("Status", "admin")
                );
                assert_eq!(change.old_value.as_deref(), Some(from.as_str()));
                assert_eq!(change.new_value.as_deref(), Some(to.as_str()));
                assert_eq!(change.reason, "Monday");
            } else {
                assert_eq!((after.transaction.status, after.version), (from, 1));
                assert!(after.history.is_empty());
                let named = detail.refusals.iter().flat_map(|refusal| &refusal.sample);
                assert!(
                    named.clone().any(|named| named.status == from),
                    "{action:?} {from}"
                );
            }
        }
        f.recount().await;
    }
}

#[tokio::test]
async fn a_selection_names_versions_and_what_is_not_there() {
    let f = fixture().await;
    f.one_of_each().await;
    let request = |id: &RecordId, expected_version| StatusRequest {
        id: id.clone(),
        expected_version,
    };
    let failed = f.find("Failed").await.transaction.id;
    let manual = f.find("Manual").await.transaction.id;
    let unknown = f.transaction_id();
    let scope = BulkScope::Ids {
        targets: vec![
            request(&failed, Some(1)),
            request(&manual, Some(7)),
            request(&unknown, None),
            request(&failed, Some(1)),
            request(&unknown, None),
        ],
    };
    let preview = f.store.preview_bulk(&BulkAction::Retry, &scope).await.unwrap();
    assert_eq!(preview.total, 3);
    let detail = f.bulk(BulkAction::Retry, scope).await;
    assert_eq!((detail.job.total, detail.job.done, detail.job.refused), (3, 1, 2));
    assert_eq!(
        told(&detail),
        BTreeMap::from([(RefusalKind::Changed, 1), (RefusalKind::NotFound, 1)])
    );
    assert_eq!(f.status("Failed").await, Status::Retry);
    assert_eq!(f.status("Manual").await, Status::Manual);
}

#[tokio::test]
async fn what_is_made_after_the_start_does_not_join() {
    let f = fixture().await;
    f.receive(vec![f.upload("a"), f.upload("b")]).await;
    let (job, targets) = f.begin_bulk_of(BulkAction::Ignore, everything()).await;
    f.receive(vec![f.upload("late")]).await;
    f.step(job, &BulkAction::Ignore, &targets).await;
    assert_eq!(f.status("b").await, Status::Canceled);
    assert_eq!(f.status("late").await, Status::New);
}

#[tokio::test]
async fn a_retry_in_bulk_is_one_attempt_due_at_once() {
    let f = fixture().await;
    f.receive(vec![f.upload("a")]).await;
    f.process_all(SettledAs::Failed).await;
    let error = f.find("a").await.error_code;
    f.bulk(BulkAction::Retry, everything()).await;
    assert_eq!(
        f.find("a").await.error_code,
        error,
        "it stays until an attempt ends well"
    );
    assert!(f.claim(1).await[0].single_attempt);
}

#[tokio::test]
async fn dependents_follow_what_is_ignored_and_come_back_with_it() {
    let f = fixture().await;
    let uploads = vec![
        f.upload("parent"),
        f.dependent("child", "parent"),
        f.dependent("grandchild", "child"),
        f.upload("other"),
    ];
    f.receive(uploads).await;
    let ignored = f.bulk(BulkAction::Ignore, filter(&[Status::New])).await;
    assert_eq!((ignored.job.done, ignored.job.followed), (2, 2));
    for name in ["parent", "child", "grandchild", "other"] {
        assert_eq!(f.status(name).await, Status::Canceled, "{name}");
    }
    assert_eq!(f.find("child").await.history.len(), 1, "the cascade is told once");

    let undone = f.undo(ignored.job.id).await;
    assert_eq!((undone.job.done, undone.job.refused), (4, 0));
    assert_eq!(f.status("parent").await, Status::New);
    assert_eq!(f.status("grandchild").await, Status::Waiting);
    assert_eq!(f.find("grandchild").await.error_message, None);
    let ignored = f.store.bulk_job(ignored.job.id).await.unwrap().unwrap();
    assert_eq!(ignored.job.undone_by, Some(undone.job.id));
    f.recount().await;
    assert_eq!(
        f.process_all(SettledAs::Success).await,
        4,
        "and all of it can be processed"
    );
}

#[tokio::test]
async fn canceled_dependents_are_held_until_their_parents_are_success() {
    let f = fixture().await;
    let uploads = vec![
        f.upload("parent"),
        f.dependent("child", "parent"),
        f.dependent("orphan", "nobody"),
        f.dependent("chicken", "egg"),
        f.dependent("egg", "chicken"),
    ];
    f.receive(uploads).await;
    f.bulk(BulkAction::Ignore, everything()).await;

    let preview = f
        .store
        .preview_bulk(&BulkAction::Retry, &everything())
        .await
        .unwrap();
    assert_eq!(preview.changing, 1);
    let retried = f.bulk(BulkAction::Retry, everything()).await;
    assert_eq!(
        told(&retried),
        BTreeMap::from([
            (RefusalKind::Held, 1),
            (RefusalKind::MissingParent, 1),
            (RefusalKind::Cycle, 2)
        ])
    );
    assert_eq!((retried.job.done, retried.job.held), (1, 1));

    let held = BulkScope::Held { job: retried.job.id };
    let too_soon = f.bulk(BulkAction::Retry, held.clone()).await;
    assert_eq!((too_soon.job.done, too_soon.job.held), (0, 1));
    f.process_all(SettledAs::Success).await;
    let second = f.bulk(BulkAction::Retry, held).await;
    assert_eq!((second.job.done, second.job.held), (1, 0));
    assert_eq!(f.status("child").await, Status::Retry);
}

#[tokio::test]
async fn comments_and_assignments_leave_status_and_version() {
    let f = fixture().await;
    f.receive(vec![f.upload("a"), f.upload("b"), f.upload("c")]).await;
    let detail = f.bulk(BulkAction::Comment, everything()).await;
    assert_eq!(detail.job.done, 3);
    assert_eq!(f.find("c").await.comments[0].text, "Monday");
    let to = |name: &str| BulkAction::Assign {
        assignee: Some(name.into()),
    };
    f.bulk(to("Mia"), everything()).await;
    f.bulk(to("Mia"), everything()).await;
    let a = f.find("a").await;
    assert_eq!((a.assignee.as_deref(), a.version), (Some("Mia"), 1));
    let rows = f
        .store
        .rows(std::slice::from_ref(&a.transaction.id))
        .await
        .unwrap();
    assert_eq!(rows[0].assignee.as_deref(), Some("Mia"));
    assert_eq!(a.history.len(), 1, "the second time changes nothing");
    f.bulk(BulkAction::Assign { assignee: None }, everything()).await;
    let a = f.find("a").await;
    assert_eq!(
        (a.assignee, a.history[0].old_value.as_deref()),
        (None, Some("Mia"))
    );
}
