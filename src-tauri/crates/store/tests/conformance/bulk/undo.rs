//! Undo of what was done to many transactions.

use std::collections::BTreeMap;

use chrono::Duration;
use model::{BulkAction, BulkState, RefusalKind, Status};
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use store::{BulkScope, SettledAs};

use super::{everything, set_subject, told};
use crate::{
    engine::{Fixture, fixture},
    sample::{Action, settlement},
};

#[tokio::test]
async fn undo_restores_what_was_not_committed_since_and_says_why_not() {
    let f = fixture().await;
    let names = ["success", "work", "again", "edited", "same", "settled"];
    f.receive(names.iter().map(|name| f.upload(name)).collect()).await;
    f.process_all(SettledAs::Failed).await;
    f.act(Action::MarkManual, "settled").await;
    let retried = f.bulk(BulkAction::Retry, everything()).await;
    let claims = f.claim(6).await;
    let settle = |name: &str, outcome| {
        let claim = claims
            .iter()
            .find(|claim| claim.transaction.offline_unique_identifier == name)
            .unwrap();
        settlement(claim, outcome)
    };
    f.settle(vec![
        settle("success", SettledAs::Success),
        settle("again", SettledAs::Failed),
        settle("settled", SettledAs::Failed),
    ])
    .await;
    let back: Vec<(i64, i64)> = claims
        .iter()
        .filter(|claim| ["edited", "same"].contains(&claim.transaction.offline_unique_identifier.as_str()))
        .map(|claim| (claim.arrival, claim.lease))
        .collect();
    f.store.release(back).await.unwrap();
    f.act(Action::Ignore, "edited").await;

    let preview = f
        .store
        .preview_bulk(
            &BulkAction::Undo { of: retried.job.id },
            &BulkScope::Journal { job: retried.job.id },
        )
        .await
        .unwrap();
    assert_eq!((preview.total, preview.changing), (6, 1));
    let undone = f.undo(retried.job.id).await;
    assert_eq!(
        told(&undone),
        BTreeMap::from([
            (RefusalKind::Committed, 1),
            (RefusalKind::Status, 1),
            (RefusalKind::Unchanged, 1),
            (RefusalKind::Changed, 1),
        ])
    );
    let expected = [
        ("success", Status::Success),
        ("work", Status::InProgress),
        ("again", Status::Failed),
        ("edited", Status::Canceled),
        ("same", Status::Failed),
        ("settled", Status::Manual),
    ];
    for (name, status) in expected {
        assert_eq!(f.status(name).await, status, "{name}");
    }
    assert_eq!(
        f.find("same").await.history[0].new_value.as_deref(),
        Some("Failed")
    );
    f.recount().await;
}

#[tokio::test]
async fn a_job_that_lost_its_program_is_found_and_undone() {
    let f = fixture().await;
    f.receive(vec![f.upload("a"), f.upload("b"), f.upload("c")]).await;
    let (job, targets) = f.begin_bulk_of(BulkAction::Ignore, everything()).await;
    f.step(job, &BulkAction::Ignore, &targets[..2]).await;
    assert_eq!(
        f.store.bulk_jobs(None, 10).await.unwrap()[0].state,
        BulkState::Running
    );

    f.clock.advance(Duration::minutes(2));
    let found = f.another().await.bulk_jobs(None, 10).await.unwrap().remove(0);
    assert_eq!(
        (found.state, found.done, found.total),
        (BulkState::Interrupted, 2, 3)
    );
    let undone = f.undo(job).await;
    assert_eq!(undone.job.done, 2);
    for name in ["a", "b", "c"] {
        assert_eq!(f.status(name).await, Status::New, "{name}");
    }
    assert_eq!(f.store.bulk_jobs(Some(undone.job.id), 10).await.unwrap().len(), 1);
}

/// What a bulk action may have changed of each transaction, and what must be as before after its undo.
async fn picture(f: &Fixture, names: usize) -> Vec<(Status, bool, Option<String>, Option<String>)> {
    let mut all = Vec::with_capacity(names);
    for number in 0..names {
        let detail = f.find(&format!("t{number}")).await;
        all.push((
            detail.transaction.status,
            detail.next_attempt_at.is_some(),
            detail.error_code.map(|code| code.as_str().to_owned()),
            detail.items[0].field_values.clone(),
        ));
    }
    all
}

async fn bulk_then_undo(uploads: Vec<(u8, Option<u8>)>, actions: Vec<u8>) -> Result<(), TestCaseError> {
    let f = fixture().await;
    let made = uploads.iter().enumerate().map(|(number, (_, on))| match on {
        Some(on) => f.dependent(&format!("t{number}"), &format!("t{on}")),
        None => f.upload(&format!("t{number}")),
    });
    f.receive(made.collect()).await;
    let claims = f.claim(100).await;
    let settled = claims.iter().filter_map(|claim| {
        let number: usize = claim.transaction.offline_unique_identifier[1..].parse().ok()?;
        let outcome = match uploads[number].0 {
            0 => SettledAs::Success,
            1 | 2 => SettledAs::Failed,
            3 => SettledAs::Manual,
            4 => SettledAs::Retry {
                next_attempt_at: model::timestamp(crate::engine::START + 60_000),
            },
            _ => return None,
        };
        Some(settlement(claim, outcome))
    });
    f.settle(settled.collect()).await;
    for action in actions {
        let action = match action {
            0 => BulkAction::Retry,
            1 => BulkAction::Ignore,
            2 => BulkAction::MarkManual,
            _ => BulkAction::Patch {
                rule: set_subject("7"),
            },
        };
        let before = picture(&f, uploads.len()).await;
        let detail = f.bulk(action.clone(), everything()).await;
        prop_assert_eq!(detail.job.done + detail.job.refused, detail.job.total);
        f.recount().await;
        let undone = f.undo(detail.job.id).await;
        prop_assert_eq!(undone.job.refused, 0);
        prop_assert_eq!(&picture(&f, uploads.len()).await, &before, "{:?}", action);
        f.recount().await;
        // What the next action finds is not always what the first did.
        f.bulk(action, everything()).await;
    }
    Ok(())
}

#[test]
fn a_bulk_action_and_its_undo_leave_everything_as_it_was() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let config = Config {
        cases: 24,
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[4; 32]);
    let uploads = prop::collection::vec((0..6_u8, prop::option::of(0..12_u8)), 1..12);
    let actions = prop::collection::vec(0..4_u8, 1..4);
    TestRunner::new_with_rng(config, rng)
        .run(&(uploads, actions), |(uploads, actions)| {
            runtime.block_on(bulk_then_undo(uploads, actions))
        })
        .unwrap();
}
