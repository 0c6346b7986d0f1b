//! The sample: the same every time, and every error in it genuine.

use std::{collections::BTreeSet, path::PathBuf, sync::Arc};

use chrono::Duration;
use model::{AttemptOutcome, Clock, FieldValues, IdGenerator, ManualClock, Status, SyncErrorCode};
use org::{LocalOrg, Org};
use processor::{
    Processor, ProcessorError, RunOptions,
    sample::{SampleOptions, make_sample},
};
use store::{
    Edit, ItemEdit, StatusRequest, Store, TransactionDetail, TransactionFilter, TransactionRow,
    TransactionSort,
};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use crate::support::{change, moment};

/// A sample, opened again a little later.
struct Sample {
    _folder: TempDir,
    store: Store,
    org: LocalOrg,
    clock: Arc<ManualClock>,
    ids: Arc<IdGenerator>,
}

fn paths(folder: &TempDir) -> (PathBuf, PathBuf) {
    (folder.path().join("s.syncstore"), folder.path().join("s.org.db"))
}

fn options(users: u32, transactions: u32) -> SampleOptions {
    SampleOptions {
        users,
        transactions,
        ..SampleOptions::new(moment("2026-11-23T08:20:00Z"))
    }
}

impl Sample {
    async fn make(options: SampleOptions) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (store, org) = paths(&folder);
        make_sample(&store, &org, &options, |_, _| {}, CancellationToken::new())
            .await
            .unwrap();
        let clock = Arc::new(ManualClock::new(options.now + Duration::minutes(1)));
        let ids = Arc::new(IdGenerator::seeded(99));
        let as_clock = || Arc::clone(&clock) as Arc<dyn Clock>;
        let store = Store::open(&store, as_clock()).await.unwrap();
        let org = LocalOrg::open(&org, as_clock(), Arc::clone(&ids)).await.unwrap();
        Self {
            _folder: folder,
            store,
            org,
            clock,
            ids,
        }
    }

    async fn rows(&self, statuses: &[Status]) -> Vec<TransactionRow> {
        let filter = TransactionFilter {
            statuses: statuses.to_vec(),
            ..TransactionFilter::default()
        };
        let (mut rows, mut cursor) = (Vec::new(), None);
        loop {
            let page = self
                .store
                .page(&filter, TransactionSort::default(), cursor.as_ref(), 500)
                .await
                .unwrap();
            rows.extend(page.rows);
            cursor = page.next;
            if cursor.is_none() {
                return rows;
            }
        }
    }

    /// The newest Failed transaction with the error.
    async fn failed_with(&self, code: SyncErrorCode) -> TransactionDetail {
        let rows = self.rows(&[Status::Failed]).await;
        let row = rows
            .into_iter()
            .find(|row| row.error_code.as_ref() == Some(&code));
        let id = row.unwrap_or_else(|| panic!("no {code}")).id;
        self.store.transaction(&id).await.unwrap().unwrap()
    }

    async fn process(&self) {
        let org: Arc<dyn Org> = Arc::new(self.org.clone());
        let clock = Arc::clone(&self.clock) as Arc<dyn Clock>;
        let processor = Processor::new(self.store.clone(), org, clock, Arc::clone(&self.ids), "test");
        processor
            .run(RunOptions::default(), |_| {}, CancellationToken::new())
            .await
            .unwrap();
    }

    /// Edits the item with the error, retries, processes; answers the status.
    async fn mend(&self, failed: &TransactionDetail, edit: impl FnOnce(&mut FieldValues)) -> Status {
        let location = failed.log_entries[0].exception_location.clone().unwrap();
        let item = failed
            .items
            .iter()
            .find(|item| item.id.as_str() == location)
            .unwrap();
        let mut payload = FieldValues::parse(item.field_values.as_deref().unwrap()).unwrap();
        edit(&mut payload);
        let edit = Edit {
            id: failed.transaction.id.clone(),
            expected_version: failed.version,
            fields: Vec::new(),
            items: vec![ItemEdit {
                item_id: item.id.clone(),
                field_values: Some(payload.to_json()),
                record_identifier: None,
            }],
        };
        self.store.edit(&edit, &change()).await.unwrap();
        let request = StatusRequest {
            id: failed.transaction.id.clone(),
            expected_version: None,
        };
        self.store.retry(&[request], &change()).await.unwrap();
        self.process().await;
        self.store
            .transaction(&failed.transaction.id)
            .await
            .unwrap()
            .unwrap()
            .transaction
            .status
    }
}

#[tokio::test]
async fn the_same_options_make_the_same_sample() {
    let (one, two) = (
        Sample::make(options(12, 400)).await,
        Sample::make(options(12, 400)).await,
    );
    let (rows, same) = (one.rows(&[]).await, two.rows(&[]).await);
    assert_eq!(rows.len(), 400);
    assert_eq!(rows, same);
    assert_eq!(
        one.store.overview().await.unwrap(),
        two.store.overview().await.unwrap()
    );
    let another = Sample::make(SampleOptions {
        seed: 2,
        ..options(12, 400)
    })
    .await;
    assert_ne!(rows, another.rows(&[]).await);
}

#[tokio::test]
async fn the_smallest_sample_shows_everything_an_admin_meets() {
    let sample = Sample::make(options(12, 400)).await;
    let overview = sample.store.overview().await.unwrap();
    let counts = overview.counts;
    assert_eq!(counts.total(), 400);
    assert_eq!(counts.in_progress, 0);
    for status in Status::ALL
        .into_iter()
        .filter(|status| *status != Status::InProgress)
    {
        assert!(counts.get(status) > 0, "no {status}: {counts:?}");
    }
    assert!(
        !overview.users_with_old_new.is_empty(),
        "some user's New is older than a day"
    );
    let offline = &overview.offline_devices;
    assert!(offline.near > 0 && offline.over > 0, "{offline:?}");
    assert!(counts.success > 300, "{counts:?}");

    let tour = sample.failed_with(SyncErrorCode::RequiredFieldMissing).await;
    assert_eq!(
        tour.log_entries[0].field_name.as_deref(),
        Some("InquiryChannelType")
    );
    assert!(sample.clock.now() - tour.transaction.created_date < Duration::days(5));
    let fill_in = |payload: &mut FieldValues| payload.set("InquiryChannelType", "\"Email\"").unwrap();
    assert_eq!(sample.mend(&tour, fill_in).await, Status::Success);
}

#[tokio::test]
async fn a_larger_sample_has_a_dozen_causes_and_mostly_recent_failures() {
    let sample = Sample::make(options(30, 2_000)).await;
    let failed = sample.rows(&[Status::Failed]).await;
    let codes: BTreeSet<_> = failed.iter().filter_map(|row| row.error_code.clone()).collect();
    assert!(codes.len() >= 12, "{codes:?}");
    let share = failed.len() * 100 / 2_000;
    assert!((2..=6).contains(&share), "{} Failed", failed.len());
    let recent = failed
        .iter()
        .filter(|row| sample.clock.now() - row.created_date < Duration::days(14))
        .count();
    assert!(
        recent * 3 > failed.len() * 2,
        "{recent} of {} are recent",
        failed.len()
    );
}

#[tokio::test]
async fn every_transaction_has_a_status_that_the_rules_explain() {
    let sample = Sample::make(options(20, 800)).await;
    let rows = sample.rows(&[]).await;
    let held_up: BTreeSet<_> = rows
        .iter()
        .filter(|row| row.status == Status::Retry)
        .map(|row| row.owner_id.clone())
        .collect();
    let last_received = rows.iter().map(|row| row.created_date).max().unwrap();
    for row in rows {
        let detail = sample.store.transaction(&row.id).await.unwrap().unwrap();
        let transaction = &detail.transaction;
        let last = detail.attempts.first();
        let ended_as = |outcome| last.is_some_and(|attempt| attempt.outcome == outcome);
        let by_admin = || {
            detail
                .history
                .iter()
                .any(|change| change.field == "Status" && !change.reason.is_empty())
        };
        let is_explained = match row.status {
            Status::Success => {
                let all_made = detail
                    .items
                    .iter()
                    .all(|item| item.processed_record_identifier.is_some());
                ended_as(AttemptOutcome::Success) && all_made || by_admin()
            }
            Status::Failed => {
                ended_as(AttemptOutcome::Failed)
                    && detail.attempts.len() >= 4
                    && !detail.log_entries.is_empty()
            }
            Status::Retry => ended_as(AttemptOutcome::Retry) && detail.next_attempt_at.is_some(),
            Status::New => held_up.contains(&row.owner_id) || row.created_date == last_received,
            Status::Waiting => {
                let waits_for_other = detail
                    .dependencies
                    .iter()
                    .any(|other| other.status != Some(Status::Success));
                waits_for_other || transaction.expected_record_count > transaction.actual_records_count
            }
            Status::Canceled => ended_as(AttemptOutcome::Canceled) || by_admin(),
            Status::Manual => by_admin(),
            Status::InProgress => false,
        };
        assert!(is_explained, "{} is {}: {detail:#?}", row.name, row.status);
    }
}

#[tokio::test]
async fn the_causes_are_real_what_is_mended_succeeds() {
    let sample = Sample::make(options(30, 2_000)).await;

    let retired = sample
        .failed_with(SyncErrorCode::InvalidOrNullForRestrictedPicklist)
        .await;
    let current = |payload: &mut FieldValues| payload.set("Channel", "\"In-Person\"").unwrap();
    assert_eq!(sample.mend(&retired, current).await, Status::Success);

    let unknown = sample.failed_with(SyncErrorCode::InvalidField).await;
    let take_out = |payload: &mut FieldValues| assert!(payload.remove("Call_Objective__c"));
    assert_eq!(sample.mend(&unknown, take_out).await, Status::Success);

    let unsigned = sample.failed_with(SyncErrorCode::StringTooLong).await;
    let shorten = |payload: &mut FieldValues| payload.set("InstructionDescription", "\"Short\"").unwrap();
    assert_eq!(sample.mend(&unsigned, shorten).await, Status::Success);

    let too_many = sample
        .failed_with(SyncErrorCode::CannotInsertUpdateActivateEntity)
        .await;
    let fewer = |payload: &mut FieldValues| payload.set("QuantityDisbursed", "1").unwrap();
    assert_eq!(sample.mend(&too_many, fewer).await, Status::Success);

    // Not mended: it fails again, after one attempt.
    let unchanged = sample
        .failed_with(SyncErrorCode::InsufficientAccessOrReadonly)
        .await;
    assert_eq!(sample.mend(&unchanged, |_| {}).await, Status::Failed);
}

#[tokio::test]
async fn a_released_lock_lets_its_user_go_on() {
    let sample = Sample::make(options(12, 400)).await;
    let owner = sample.store.overview().await.unwrap().users_with_old_new[0]
        .owner_id
        .clone();
    let locks = sample.org.locks().await.unwrap();
    let still = locks
        .iter()
        .find(|lock| lock.until.is_none())
        .expect("a lock that nobody released");
    assert!(!still.holder.is_empty());
    assert!(sample.org.release_lock(&still.record_id).await.unwrap());
    sample.clock.advance(Duration::hours(2));
    sample.process().await;
    let left = sample.rows(&[Status::New, Status::Retry]).await;
    assert!(left.iter().all(|row| row.owner_id != owner), "{left:#?}");
}

#[tokio::test]
async fn a_canceled_sample_leaves_no_file_and_one_that_is_in_the_way_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (store, org) = paths(&folder);
    let cancel = CancellationToken::new();
    let token = cancel.clone();
    let progress = move |_, _| token.cancel();
    let canceled = make_sample(&store, &org, &options(12, 400), progress, cancel).await;
    assert!(
        matches!(canceled, Err(ProcessorError::SampleCanceled)),
        "{canceled:?}"
    );
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);

    std::fs::write(&org, "mine").unwrap();
    let refused = make_sample(
        &store,
        &org,
        &options(12, 400),
        |_, _| {},
        CancellationToken::new(),
    )
    .await;
    assert!(refused.is_err());
    assert_eq!(std::fs::read(&org).unwrap(), b"mine");
    assert!(!store.exists());
}
