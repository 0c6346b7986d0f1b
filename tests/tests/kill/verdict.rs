//! What must hold after all the deaths.

use std::{
    collections::{HashMap, HashSet},
    path::Path,
};

use model::{BatchJobStatus, RecordId, RunCounts, Status, SyncErrorCode};
use org::{Org as _, Value};
use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
use store::TransactionDetail;

use crate::workload::{ON_HAND, Workload};

/// Compares queue, org and expectations, transaction by transaction.
pub async fn check(workload: &Workload) {
    check_files(workload).await;
    let applied = ask(
        &workload.org_path(),
        "SELECT transaction_id FROM org_ledger ORDER BY rowid",
    )
    .await;
    check_order(workload, &applied);
    let ledger: HashSet<String> = applied.into_iter().collect();
    let (store, org) = (workload.open_store().await, workload.open_org().await);
    let mut counted: HashMap<Status, i64> = HashMap::new();
    let mut taken = vec![0.0; workload.users.len()];
    let mut records: HashSet<RecordId> = HashSet::new();
    for expected in &workload.expected {
        let detail = store
            .transaction(&expected.id)
            .await
            .expect("the store answers")
            .expect("nothing is lost");
        let (name, status) = (&detail.transaction.name, detail.transaction.status);
        assert_eq!(status, expected.status, "{name}: {:?}", detail.attempts);
        let attempts = detail.attempts.len();
        assert!(
            expected.attempts.is_none_or(|count| count == attempts),
            "{name}: {:?}",
            detail.attempts
        );
        *counted.entry(status).or_default() += 1;
        let is_in_ledger = ledger.contains(expected.id.as_str());
        assert_eq!(
            is_in_ledger,
            status == Status::Success,
            "{name}: the ledger and the queue disagree"
        );
        if status == Status::Success {
            for made in made_records(&detail) {
                assert!(
                    records.insert(made.clone()),
                    "{name}: the record {made} was made by another one too"
                );
                assert!(
                    org.record(&made).await.expect("the org answers").is_some(),
                    "{name}: no record {made}"
                );
            }
            if let Some(user) = expected.takes_sample_of {
                taken[user] += 1.0;
            }
        }
    }
    for (user, taken) in workload.users.iter().zip(&taken) {
        let stock = org
            .record(&user.stock)
            .await
            .expect("the org answers")
            .expect("the stock is there");
        assert_eq!(
            stock.values["QuantityOnHand"],
            Value::Number(ON_HAND - taken),
            "of each sample one is taken"
        );
    }
    let counts = store.counts().await.expect("the store answers");
    for status in Status::ALL {
        assert_eq!(
            counts.get(status),
            counted.get(&status).copied().unwrap_or(0),
            "count of {status}"
        );
    }
    assert_eq!(
        ledger.len(),
        usize::try_from(counts.success).expect("a count"),
        "nothing else was applied"
    );
    let drops = taken.iter().sum::<f64>().to_string();
    for (object, sql) in [
        ("visits", "SELECT CAST(count(*) AS TEXT) FROM \"Visit\""),
        (
            "sample drops",
            "SELECT CAST(count(*) AS TEXT) FROM \"ProductDisbursement\"",
        ),
    ] {
        assert_eq!(
            ask(&workload.org_path(), sql).await,
            std::slice::from_ref(&drops),
            "{object}"
        );
    }
}

/// The transaction of this place was set aside, what depends on it waits, and those of other users are as expected.
pub async fn check_set_aside(workload: &Workload, place: usize) {
    let poison = &workload.expected[place];
    let store = workload.open_store().await;
    for expected in &workload.expected {
        let detail = store
            .transaction(&expected.id)
            .await
            .expect("the store answers")
            .expect("nothing is lost");
        let (name, status) = (&detail.transaction.name, detail.transaction.status);
        if expected.id == poison.id {
            assert_eq!(status, Status::Failed, "{name}");
            assert_eq!(detail.error_code, Some(SyncErrorCode::ProcessorCrashed), "{name}");
            assert_eq!(detail.attempts.len(), 1, "{name}: {:?}", detail.attempts);
        } else if detail
            .dependencies
            .iter()
            .any(|it| it.id.as_ref() == Some(&poison.id))
        {
            assert_eq!(status, Status::Waiting, "{name}");
        } else {
            assert_eq!(status, expected.status, "{name}: {:?}", detail.attempts);
        }
    }
    store.close().await;
}

/// The runs ended like this, one after the other, and each counts the attempts that its processor settled.
pub async fn check_runs(workload: &Workload, ends: &[BatchJobStatus]) {
    let store = workload.open_store().await;
    let mut settled: HashMap<String, RunCounts> = HashMap::new();
    for expected in &workload.expected {
        let detail = store.transaction(&expected.id).await.expect("the store answers");
        for attempt in detail.expect("nothing is lost").attempts {
            settled
                .entry(attempt.processor)
                .or_default()
                .count(attempt.outcome);
        }
    }
    let mut runs = store
        .runs(None, ends.len() + 1)
        .await
        .expect("the store answers")
        .runs;
    runs.reverse();
    assert_eq!(runs.iter().map(|run| run.status).collect::<Vec<_>>(), ends);
    for run in runs {
        let (run, parts) = store
            .run(run.id)
            .await
            .expect("the store answers")
            .expect("the run is kept");
        let mut sum = RunCounts::default();
        parts.iter().for_each(|part| sum.add(&part.counts));
        assert_eq!(run.counts, sum, "{run:?}: {parts:?}");
        let settled = settled.remove(&run.processor).unwrap_or_default();
        assert!(settled.success > 0, "{run:?} did something");
        let told = RunCounts {
            claimed: 0,
            ..run.counts
        };
        assert_eq!(told, settled, "{run:?}");
    }
    store.close().await;
}

/// Both files are sound.
pub async fn check_files(workload: &Workload) {
    for path in [workload.store_path(), workload.org_path()] {
        assert_eq!(
            ask(&path, "PRAGMA integrity_check").await,
            ["ok"],
            "{}",
            path.display()
        );
    }
}

/// Those of each user that depend on nothing were applied in the order in which they arrived.
fn check_order(workload: &Workload, applied: &[String]) {
    let places: HashMap<&str, usize> = applied.iter().map(String::as_str).zip(0..).collect();
    let mut last = vec![None; workload.users.len()];
    for expected in workload.expected.iter().filter(|it| it.depends_on_nothing) {
        if let Some(place) = places.get(expected.id.as_str()) {
            let before = last[expected.user].replace(place);
            assert!(
                before < Some(place),
                "{} was applied before one that came earlier",
                expected.id
            );
        }
    }
}

/// The records that the transaction's inserts made.
fn made_records(detail: &TransactionDetail) -> Vec<RecordId> {
    let inserts = detail
        .items
        .iter()
        .filter(|item| item.operation_type == model::Operation::Insert);
    inserts
        .map(|item| {
            let record = item
                .processed_record_identifier
                .as_deref()
                .expect("every insert has its record");
            record.parse().expect("an Id")
        })
        .collect()
}

/// The rows of a query with one column of text.
async fn ask(path: &Path, sql: &'static str) -> Vec<String> {
    let options = SqliteConnectOptions::new().filename(path);
    let mut connection = SqliteConnection::connect_with(&options)
        .await
        .expect("the file opens");
    let rows = sqlx::query_scalar(sql)
        .fetch_all(&mut connection)
        .await
        .expect("the query is right");
    connection.close().await.expect("the file closes");
    rows
}
