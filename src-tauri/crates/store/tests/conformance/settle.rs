//! Settlements.

use model::{AttemptOutcome, Status, SyncErrorCode, timestamp};
use store::{Settled, SettledAs, TransactionFilter, TransactionSort};

use crate::{
    engine::{START, fixture},
    sample::settlement,
};

#[tokio::test]
async fn every_outcome_gives_its_status_and_its_attempt() {
    let f = fixture().await;
    let next = timestamp(START + 5_000);
    let outcomes = [
        (SettledAs::Success, Status::Success, AttemptOutcome::Success, 0),
        (
            SettledAs::Retry {
                next_attempt_at: next,
            },
            Status::Retry,
            AttemptOutcome::Retry,
            1,
        ),
        (SettledAs::Failed, Status::Failed, AttemptOutcome::Failed, 1),
        (SettledAs::Canceled, Status::Canceled, AttemptOutcome::Canceled, 0),
        (SettledAs::Manual, Status::Manual, AttemptOutcome::Manual, 0),
    ];
    f.receive((0..5).map(|number| f.upload(&format!("u{number}"))).collect())
        .await;
    let claims = f.claim(5).await;
    f.clock.set(timestamp(START + 1_000));
    f.settle(
        claims
            .iter()
            .zip(outcomes)
            .map(|(claim, (outcome, ..))| settlement(claim, outcome))
            .collect(),
    )
    .await;

    for (number, (outcome, status, attempt_outcome, failed)) in outcomes.into_iter().enumerate() {
        let detail = f.find(&format!("u{number}")).await;
        let t = &detail.transaction;
        assert_eq!(t.status, status);
        assert_eq!(t.number_of_failed_attempts.unwrap_or(0), failed);
        assert_eq!(t.last_modified_date, timestamp(START + 1_000));
        assert_eq!(t.last_modified_by_id, "processor");
        assert_eq!(detail.version, 2);
        let went_well = outcome == SettledAs::Success;
        assert_eq!(
            detail.error_code,
            (!went_well).then_some(SyncErrorCode::UnableToLockRow)
        );
        assert_eq!(detail.error_message.is_some(), !went_well);
        assert_eq!(detail.next_attempt_at, (status == Status::Retry).then_some(next));
        let [attempt] = detail.attempts.as_slice() else {
            panic!("{:?}", detail.attempts)
        };
        assert_eq!((attempt.number, attempt.outcome), (1, attempt_outcome));
        assert_eq!(attempt.usage, settlement(&claims[number], outcome).attempt.usage);
        assert_eq!(
            (attempt.duration_ms, attempt.processor.as_str()),
            (12, "processor")
        );
        assert_eq!(attempt.next_attempt_at, (status == Status::Retry).then_some(next));
    }
    let counts = f.store.counts().await.unwrap();
    assert_eq!(
        (
            counts.success,
            counts.retry,
            counts.failed,
            counts.canceled,
            counts.manual
        ),
        (1, 1, 1, 1, 1)
    );
    assert_eq!(counts.total(), 5);
}

#[tokio::test]
async fn errors_go_when_an_attempt_ends_well_and_attempts_stay() {
    let f = fixture().await;
    f.receive(vec![f.upload("a")]).await;
    let claims = f.claim(1).await;
    let mut retry = settlement(
        &claims[0],
        SettledAs::Retry {
            next_attempt_at: timestamp(START),
        },
    );
    let log = f.log(&claims[0].transaction.id, "UNABLE_TO_LOCK_ROW", "held by another");
    retry.log_entries = vec![log.clone()];
    f.settle(vec![retry]).await;
    let detail = f.find("a").await;
    assert_eq!(detail.transaction.last_run_log_id, Some(log.id.clone()));
    assert_eq!(detail.log_entries.len(), 1);
    assert_eq!(detail.log_entries[0].name, "DSL-0000000001-01");

    let claims = f.claim(1).await;
    f.settle(vec![settlement(&claims[0], SettledAs::Success)]).await;
    let detail = f.find("a").await;
    assert_eq!((detail.error_code, detail.error_message), (None, None));
    assert_eq!(detail.transaction.last_run_log_id, None);
    assert_eq!(detail.transaction.number_of_failed_attempts, Some(1));
    let outcomes: Vec<_> = detail
        .attempts
        .iter()
        .map(|attempt| (attempt.number, attempt.outcome))
        .collect();
    assert_eq!(
        outcomes,
        [(2, AttemptOutcome::Success), (1, AttemptOutcome::Retry)]
    );
    assert_eq!(detail.log_entries.len(), 1);
}

#[tokio::test]
async fn one_claim_is_settled_once() {
    let f = fixture().await;
    f.receive(vec![f.upload("a")]).await;
    let claims = f.claim(1).await;
    let done = settlement(&claims[0], SettledAs::Success);
    let other = settlement(&claims[0], SettledAs::Failed);
    assert_eq!(
        f.store.settle(vec![done.clone(), other]).await.unwrap(),
        [Settled::Updated, Settled::LeaseLost]
    );
    assert_eq!(f.store.settle(vec![done]).await.unwrap(), [Settled::LeaseLost]);
    let mut unknown = settlement(&claims[0], SettledAs::Success);
    unknown.arrival = 99;
    assert_eq!(f.store.settle(vec![unknown]).await.unwrap(), [Settled::LeaseLost]);
    assert_eq!(f.find("a").await.attempts.len(), 1);
    assert_eq!(f.store.settle(vec![]).await.unwrap(), []);
}

#[tokio::test]
async fn many_logs_of_many_attempts_keep_their_order() {
    let f = fixture().await;
    f.receive(vec![f.upload("a"), f.upload("b")]).await;
    for round in 0..3 {
        let claims = f.claim(2).await;
        let settlements = claims.iter().map(|claim| {
            let mut settlement = settlement(
                claim,
                SettledAs::Retry {
                    next_attempt_at: timestamp(START),
                },
            );
            settlement.log_entries = (0..30)
                .map(|line| f.log(&claim.transaction.id, "QUERY_TIMEOUT", &format!("{round}/{line}")))
                .collect();
            settlement
        });
        f.settle(settlements.collect()).await;
    }
    for name in ["a", "b"] {
        let lines: Vec<String> = f
            .find(name)
            .await
            .log_entries
            .into_iter()
            .map(|entry| entry.exception_log.unwrap())
            .collect();
        let expected: Vec<String> = (0..3)
            .flat_map(|round| (0..30).map(move |line| format!("{round}/{line}")))
            .rev()
            .collect();
        assert_eq!(lines, expected);
    }
}

#[tokio::test]
async fn rows_follow_what_is_settled() {
    let f = fixture().await;
    f.receive(vec![f.upload("a")]).await;
    let id = f.find("a").await.transaction.id;
    let claims = f.claim(1).await;
    f.settle(vec![settlement(&claims[0], SettledAs::Failed)]).await;
    let rows = f.store.rows(&[id.clone(), f.transaction_id()]).await.unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(
        (rows[0].status, rows[0].number_of_failed_attempts),
        (Status::Failed, 1)
    );
    let page = f
        .store
        .page(
            &TransactionFilter::default(),
            TransactionSort::default(),
            None,
            10,
        )
        .await
        .unwrap();
    assert_eq!(page.rows, rows);
}
