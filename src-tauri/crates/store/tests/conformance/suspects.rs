//! Transactions whose processor was lost while it had them: one of them may be the cause.

use chrono::Duration;
use model::{Status, SyncErrorCode, timestamp};
use store::{ClaimRequest, Claimed, SettledAs, Settlement};

use crate::{
    engine::{Fixture, START, fixture},
    sample::{Action, BEN, asking, identifiers, settlement},
};

/// A processor claims up to so many, and dies.
async fn die_with(f: &Fixture, limit: usize) {
    f.claim(limit).await;
    f.clock.advance(Duration::minutes(2));
    f.store.recover_expired().await.unwrap();
}

async fn suspect(f: &Fixture) -> Option<Claimed> {
    f.store.claim_suspect(asking(10)).await.unwrap()
}

fn set_aside(claimed: &Claimed) -> Settlement {
    let mut settlement = settlement(claimed, SettledAs::Failed);
    settlement.attempt.error_code = Some(SyncErrorCode::ProcessorCrashed);
    settlement
}

#[tokio::test]
async fn what_lost_its_processor_is_claimed_alone_and_holds_up_only_its_own_user() {
    let f = fixture().await;
    let mut other = f.upload("other");
    other.transaction.owner_id = BEN.into();
    f.receive(vec![f.upload("a"), f.upload("b")]).await;
    die_with(&f, 2).await;
    f.receive(vec![f.upload("c"), other]).await;
    assert_eq!(identifiers(&f.claim(10).await), ["other"]);

    let first = suspect(&f).await.unwrap();
    assert_eq!(
        (
            first.transaction.offline_unique_identifier.as_str(),
            first.lost_claims
        ),
        ("a", 1)
    );
    assert_eq!((first.was, first.items.len()), (Status::New, 1));
    assert_eq!(suspect(&f).await, None, "b comes after a");
    f.settle(vec![settlement(&first, SettledAs::Success)]).await;
    let second = suspect(&f).await.unwrap();
    assert_eq!(second.transaction.offline_unique_identifier, "b");
    f.settle(vec![settlement(&second, SettledAs::Success)]).await;
    assert_eq!(identifiers(&f.claim(10).await), ["c"]);
    assert_eq!(suspect(&f).await, None);
}

#[tokio::test]
async fn the_one_with_the_fewest_lost_claims_comes_first() {
    let f = fixture().await;
    let mut other = f.upload("other");
    other.transaction.owner_id = BEN.into();
    f.receive(vec![f.upload("a"), other]).await;
    die_with(&f, 2).await;
    let first = suspect(&f).await.unwrap();
    assert_eq!(first.transaction.offline_unique_identifier, "a");
    // A crash that the processor itself survived counts the same.
    assert_eq!(
        f.store
            .lose(vec![(first.arrival, first.lease - 1)])
            .await
            .unwrap(),
        0
    );
    assert_eq!(f.store.lose(vec![(first.arrival, first.lease)]).await.unwrap(), 1);
    let detail = f.find("a").await;
    assert_eq!(
        (detail.transaction.status, detail.attempts.len()),
        (Status::New, 0)
    );

    let second = suspect(&f).await.unwrap();
    assert_eq!(second.transaction.offline_unique_identifier, "other");
    f.settle(vec![settlement(&second, SettledAs::Failed)]).await;
    assert_eq!(suspect(&f).await.unwrap().lost_claims, 2);
}

#[tokio::test]
async fn any_change_of_status_clears_it_but_what_was_set_aside_stays_suspect() {
    let f = fixture().await;
    f.receive(vec![f.upload("a"), f.upload("b")]).await;
    die_with(&f, 2).await;
    let a = suspect(&f).await.unwrap();
    f.settle(vec![set_aside(&a)]).await;
    let b = suspect(&f).await.unwrap();
    f.settle(vec![settlement(
        &b,
        SettledAs::Retry {
            next_attempt_at: timestamp(START),
        },
    )])
    .await;
    assert_eq!(suspect(&f).await, None, "the crash of b is forgotten");
    assert_eq!(identifiers(&f.claim(10).await), ["b"]);

    f.act(Action::Retry, "a").await;
    assert!(f.claim(10).await.is_empty());
    let a = suspect(&f).await.unwrap();
    assert_eq!((a.lost_claims, a.single_attempt), (1, true));
    f.settle(vec![settlement(&a, SettledAs::Failed)]).await;
    f.act(Action::Retry, "a").await;
    assert_eq!(identifiers(&f.claim(10).await), ["a"]);
}

#[tokio::test]
async fn a_suspect_waits_for_its_time_and_counts_within_the_lookback() {
    let f = fixture().await;
    f.receive(vec![f.upload("a")]).await;
    let due = timestamp(START + 600_000);
    let claims = f.claim(1).await;
    f.settle(vec![settlement(
        &claims[0],
        SettledAs::Retry { next_attempt_at: due },
    )])
    .await;
    f.clock.set(due);
    die_with(&f, 1).await;
    f.clock.set(timestamp(START));
    assert_eq!(suspect(&f).await, None);
    f.clock.set(due);
    let request = ClaimRequest {
        lookback_from: Some(timestamp(START + 1)),
        ..asking(1)
    };
    assert_eq!(f.store.claim_suspect(request).await.unwrap(), None);
    assert_eq!(suspect(&f).await.unwrap().was, Status::Retry);
}

#[tokio::test]
async fn what_was_imported_in_progress_is_no_suspect() {
    let f = fixture().await;
    let mut upload = f.upload("a");
    upload.transaction.status = Status::InProgress;
    f.store
        .import_transactions(vec![upload.transaction])
        .await
        .unwrap();
    f.store.import_items(upload.items).await.unwrap();
    f.store.recover_expired().await.unwrap();
    assert_eq!(suspect(&f).await, None);
    assert_eq!(identifiers(&f.claim(1).await), ["a"]);
}
