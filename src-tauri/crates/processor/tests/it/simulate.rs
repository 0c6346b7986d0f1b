//! Simulation Mode: it tells the truth, and leaves everything as it was.

use std::{collections::BTreeMap, sync::Arc};

use model::{AttemptOutcome, Clock, LimitUsage, Operation, RecordId, Status, SyncProcessorSettings};
use org::{Org as _, SimulatedOrg};
use processor::{EditedSimulation, ManySimulated, Selection, Simulator, TransactionSimulation};
use proptest::prelude::*;
use serde_json::json;
use store::{Edit, ItemEdit, TransactionFilter};
use tokio_util::sync::CancellationToken;

use Operation::{Delete, Insert, Update};

use crate::support::{Scene, Sketch, change, visit};

impl Scene {
    fn simulator(&self) -> Simulator {
        Simulator::new(
            self.store.clone(),
            Arc::clone(&self.org) as Arc<dyn SimulatedOrg>,
            Arc::clone(&self.clock) as Arc<dyn Clock>,
            Arc::clone(&self.ids),
            "Ada",
        )
    }

    async fn simulate(&self, id: &RecordId, edit: Option<&Edit>) -> TransactionSimulation {
        match self.simulator().one(id, edit).await.unwrap() {
            EditedSimulation::Done(simulation) => *simulation,
            other => panic!("{other:?}"),
        }
    }

    async fn simulate_many(&self, selection: Selection) -> ManySimulated {
        let simulator = self.simulator();
        let many = simulator.many(selection, None, |_, _| {}, CancellationToken::new());
        many.await.unwrap()
    }

    async fn set(&self, settings: SyncProcessorSettings) {
        let version = self.store.processor_settings().await.unwrap().version;
        let saved = self
            .store
            .set_processor_settings(&settings, version, &change())
            .await;
        saved.unwrap();
    }
}

/// By name of the transaction: how it would end, and its first error. All of them: a bucket names ten.
fn told(many: &ManySimulated) -> BTreeMap<String, (AttemptOutcome, Option<String>)> {
    let buckets = many.report.buckets.iter();
    buckets
        .flat_map(|bucket| {
            assert_eq!(usize::try_from(bucket.count).unwrap(), bucket.sample.len());
            let code = bucket.error_code.as_ref().map(|code| code.as_str().to_owned());
            bucket
                .sample
                .iter()
                .map(move |each| (each.name.clone(), (bucket.outcome, code.clone())))
        })
        .collect()
}

#[tokio::test]
async fn a_failed_transaction_tells_what_is_wrong_and_whether_an_edit_would_help() {
    let scene = Scene::new().await;
    let (rep, account) = (scene.user().await, scene.account("Dr. Stone").await);
    let mut payload = visit(&account);
    payload.as_object_mut().unwrap().remove("AccountId");
    let id = scene
        .upload(Sketch::new(&rep, "t1").item(Insert, "Visit", "dev-1", payload))
        .await;
    scene
        .set(SyncProcessorSettings {
            number_of_retry_attempts: 0,
            ..SyncProcessorSettings::default()
        })
        .await;
    scene.run().await;
    let before = scene.detail(&id).await;
    assert_eq!(before.transaction.status, Status::Failed);

    let without = scene.simulate(&id, None).await;
    assert_eq!(
        (without.outcome, without.with_edit),
        (AttemptOutcome::Failed, false)
    );
    assert_eq!(without.items[0].errors[0].code.as_str(), "REQUIRED_FIELD_MISSING");
    assert_eq!(
        (&without.items[0].record_id, without.items[0].fields.len()),
        (&None, 0)
    );

    let edit = Edit {
        id: id.clone(),
        expected_version: 0,
        fields: Vec::new(),
        items: vec![ItemEdit {
            item_id: before.items[0].id.clone(),
            field_values: Some(visit(&account).to_string()),
            record_identifier: None,
        }],
    };
    let with = scene.simulate(&id, Some(&edit)).await;
    assert_eq!(
        (with.outcome, with.reason.as_ref(), with.with_edit),
        (AttemptOutcome::Success, None, true)
    );
    let field = with.items[0]
        .fields
        .iter()
        .find(|field| field.field == "AccountId")
        .unwrap();
    assert_eq!(
        (field.before.as_deref(), field.after.as_deref()),
        (None, Some(account.as_str()))
    );
    assert!(
        with.usage.queries > 0 && with.usage.statements == 1,
        "{:?}",
        with.usage
    );

    let mut after = scene.detail(&id).await;
    after.log_entries.retain(|entry| !entry.is_simulated);
    assert_eq!(after, before, "only marked log entries were added");
    assert_eq!(
        scene.detail(&id).await.log_entries.len(),
        before.log_entries.len() + 1
    );
    assert_eq!(scene.org.lookup("Visit", "V-", 10).await.unwrap(), []);

    scene
        .store
        .edit(
            &Edit {
                expected_version: before.version,
                ..edit
            },
            &change(),
        )
        .await
        .unwrap();
    scene.retry(&id).await;
    scene.run().await;
    assert_eq!(scene.status(&id).await, Status::Success);
    assert!(matches!(
        scene.simulator().one(&id, None).await.unwrap(),
        EditedSimulation::NotAllowed { .. }
    ));
    let nobody = scene.ids.next("1QT");
    assert_eq!(
        scene.simulator().one(&nobody, None).await.unwrap(),
        EditedSimulation::NotFound
    );
}

#[tokio::test]
async fn what_would_succeed_is_named_with_its_version_and_the_rest_sorted_by_error() {
    let scene = Scene::new().await;
    let (rep, account) = (scene.user().await, scene.account("Dr. Stone").await);
    scene
        .set(SyncProcessorSettings {
            number_of_retry_attempts: 0,
            ..SyncProcessorSettings::default()
        })
        .await;
    let mut ids = Vec::new();
    for number in 0..4 {
        // Two of a record that the org gets later, two that never work.
        let payload = match number % 2 {
            0 => json!({ "Phone": "+49 1" }),
            _ => json!({ "NumberOfEmployees": "many" }),
        };
        let label = format!("t{number}");
        ids.push(
            scene
                .upload(Sketch::new(&rep, &label).item(Update, "Account", account.as_str(), payload))
                .await,
        );
    }
    scene.lock(&account).await;
    let settings = SyncProcessorSettings {
        retry_sync_for_locked_rows: false,
        number_of_retry_attempts: 0,
        ..SyncProcessorSettings::default()
    };
    scene.set(settings).await;
    scene.run().await;
    scene.org.release_lock(&account).await.unwrap();
    let failed = TransactionFilter {
        statuses: vec![Status::Failed],
        ..TransactionFilter::default()
    };
    let mut by_filter = scene.simulate_many(Selection::Filter(Box::new(failed))).await;
    let by_id = scene.simulate_many(Selection::These(ids.clone())).await;
    // The time it took is the machine's.
    by_filter.report.most_usage.cpu_ms = by_id.report.most_usage.cpu_ms;
    assert_eq!(by_filter.report, by_id.report);
    let report = &by_filter.report;
    assert_eq!(
        (
            report.total,
            report.simulated,
            report.skipped,
            report.would_succeed
        ),
        (4, 4, 0, 2)
    );
    let outcomes: Vec<_> = report
        .buckets
        .iter()
        .map(|bucket| (bucket.outcome, bucket.count))
        .collect();
    assert_eq!(
        outcomes,
        [(AttemptOutcome::Success, 2), (AttemptOutcome::Failed, 2)]
    );
    assert_eq!(report.buckets[1].field_name.as_deref(), Some("NumberOfEmployees"));
    let succeeding: Vec<&RecordId> = by_filter.succeeding.iter().map(|each| &each.id).collect();
    assert_eq!(succeeding, [&ids[0], &ids[2]]);

    // Somebody changes one meanwhile: it is not retried.
    scene.ignore(&ids[0]).await;
    scene.store.retry(&by_filter.succeeding, &change()).await.unwrap();
    scene.run().await;
    assert_eq!(scene.status(&ids[0]).await, Status::Canceled);
    assert_eq!(scene.status(&ids[2]).await, Status::Success);
}

/// A transaction of the random queue: user, what its items do, the one before that it depends on, whether it is bulk.
type Act = (u8, Vec<(u8, u8)>, Option<u8>, bool);

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let items = prop::collection::vec((0..7_u8, 0..4_u8), 1..4);
    prop::collection::vec(
        (
            0..3_u8,
            items,
            prop::option::weighted(0.3, 1..4_u8),
            any::<bool>(),
        ),
        1..10,
    )
}

/// A queue made of acts, on an org with three accounts, one of them held by somebody, and some stock.
async fn queue(acts: &[Act], settings: SyncProcessorSettings) -> (Scene, Vec<RecordId>) {
    let scene = Scene::new().await;
    scene.set(settings).await;
    let mut accounts = Vec::new();
    for name in ["A", "B", "C"] {
        accounts.push(scene.account(name).await);
    }
    accounts.push(scene.ids.next("001"));
    scene.lock(&accounts[2]).await;
    let (product, stock) = (scene.ids.next("01t"), scene.ids.next("0TI"));
    scene.load("Product2", &product, json!({ "Name": "P" })).await;
    scene
        .load(
            "ProductItem",
            &stock,
            json!({ "Product2Id": product, "QuantityOnHand": 5 }),
        )
        .await;
    let mut users = Vec::new();
    for _ in 0..3 {
        users.push(scene.user().await);
    }
    let mut ids = Vec::new();
    for (number, (user, items, depends_on, is_bulk)) in acts.iter().enumerate() {
        let identifier = format!("t{number}");
        let before = depends_on.and_then(|back| number.checked_sub(usize::from(back)));
        let on = before.map(|before| format!("t{before}")).unwrap_or_default();
        let sketch = Sketch::new(&users[usize::from(*user)], &identifier).after(&on);
        let devices = ["dev-0", "dev-1", "dev-2", "dev-3"];
        let sketch = items.iter().fold(sketch, |sketch, (kind, which)| {
            let (device, account) = (
                devices[usize::from(*which)],
                accounts[usize::from(*which)].as_str(),
            );
            match kind {
                0 | 1 => sketch.item(Insert, "Visit", device, visit(&accounts[usize::from(*which)])),
                2 => sketch.item(Update, "Visit", device, json!({ "VisitPriority": "High" })),
                3 => sketch.item(
                    Insert,
                    "ProductDisbursement",
                    "",
                    json!({ "VisitId": device, "ProductItemId": stock,
                    "LotNumber": "L", "QuantityDisbursed": which + 1, "Status": "Disbursed" }),
                ),
                4 => sketch.item(
                    Update,
                    "Account",
                    accounts[usize::from(*which)].as_str(),
                    json!({ "Phone": "1" }),
                ),
                5 => sketch.item(Delete, "Visit", device, ""),
                _ => sketch.item(
                    Delete,
                    "Account",
                    Box::leak(account.to_owned().into_boxed_str()),
                    "",
                ),
            }
        });
        let mut upload = scene.as_upload(sketch);
        upload.transaction.is_bulk = *is_bulk;
        ids.push(upload.transaction.id.clone());
        scene.store.receive(vec![upload]).await.unwrap();
        scene.clock.advance(chrono::Duration::seconds(1));
    }
    (scene, ids)
}

async fn check(acts: Vec<Act>, retries: i64, group: bool) {
    let settings = SyncProcessorSettings {
        number_of_retry_attempts: retries,
        optimize_performance_by_grouping_items: group,
        ..SyncProcessorSettings::default()
    };
    let (scene, ids) = queue(&acts, settings).await;
    let mut before = Vec::new();
    for id in &ids {
        before.push(scene.detail(id).await);
    }
    let simulated = scene.simulate_many(Selection::WholeQueue).await;
    for (id, before) in ids.iter().zip(before) {
        let mut after = scene.detail(id).await;
        after.log_entries.retain(|entry| !entry.is_simulated);
        assert_eq!(after, before);
    }
    scene.run().await;
    let mut real = BTreeMap::new();
    for id in &ids {
        let detail = scene.detail(id).await;
        if let [attempt] = detail.attempts.as_slice() {
            let code = attempt.error_code.as_ref().map(|code| code.as_str().to_owned());
            real.insert(detail.transaction.name.clone(), (attempt.outcome, code));
        }
    }
    assert_eq!(told(&simulated), real);
}

/// Runs `check` on seeded random cases.
fn for_random<S: Strategy>(cases: u32, strategy: &S, check: impl Fn(&tokio::runtime::Runtime, S::Value)) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let config = ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let rng = proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha);
    proptest::test_runner::TestRunner::new_with_rng(config, rng)
        .run(strategy, |value| {
            check(&runtime, value);
            Ok(())
        })
        .unwrap();
}

#[test]
fn the_whole_queue_ends_as_it_was_simulated() {
    let cases = (acts(), 0..2_i64, any::<bool>());
    for_random(40, &cases, |runtime, (acts, retries, group)| {
        runtime.block_on(check(acts, retries, group));
    });
}

/// What became of a queue: of each transaction its status, error and attempts, and of each item what its record says,
/// without what the order of items decides: new Ids and numbers.
async fn result(acts: &[Act], group: bool, bulk: bool) -> Vec<String> {
    let settings = SyncProcessorSettings {
        number_of_retry_attempts: 1,
        optimize_performance_by_grouping_items: group,
        ..SyncProcessorSettings::default()
    };
    let acts: Vec<Act> = acts
        .iter()
        .map(|(user, items, on, is_bulk)| (*user, items.clone(), *on, *is_bulk && bulk))
        .collect();
    let (scene, ids) = queue(&acts, settings).await;
    scene.run().await;
    while scene.store.next_retry_at().await.unwrap().is_some() {
        if scene.run_next_retry().await.retry > 0 && scene.org.locks().await.unwrap().len() == 1 {
            // What is locked is retried without end: let it go.
            let lock = scene.org.locks().await.unwrap().remove(0);
            scene.org.release_lock(&lock.record_id).await.unwrap();
        }
    }
    let mut told = Vec::new();
    for id in &ids {
        let detail = scene.detail(id).await;
        let attempts: Vec<AttemptOutcome> = detail.attempts.iter().map(|attempt| attempt.outcome).collect();
        told.push(format!(
            "{} {:?} {attempts:?}",
            detail.transaction.status, detail.error_code
        ));
        for item in &detail.items {
            let Some(record) = item.processed_record_identifier.as_ref() else {
                continue;
            };
            let record = scene.org.record(&record.parse().unwrap()).await.unwrap().unwrap();
            let plain = record
                .values
                .iter()
                .filter(|(field, _)| !field.ends_with("Id") && *field != "Name");
            let plain: Vec<_> = plain.collect();
            told.push(format!("{} {} {plain:?}", item.name, record.is_deleted));
        }
    }
    told
}

#[test]
fn neither_grouping_nor_sharing_batches_changes_a_result() {
    for_random(24, &acts(), |runtime, acts| {
        let plain = runtime.block_on(result(&acts, false, false));
        assert_eq!(runtime.block_on(result(&acts, true, false)), plain, "grouped");
        assert_eq!(runtime.block_on(result(&acts, true, true)), plain, "bulk");
    });
}

/// What the attempts on three transactions used in all, each of four visits and four inquiries.
async fn usage_of_samples(group: bool, bulk: bool, last_depends: bool) -> LimitUsage {
    let scene = Scene::new().await;
    scene
        .set(SyncProcessorSettings {
            optimize_performance_by_grouping_items: group,
            ..SyncProcessorSettings::default()
        })
        .await;
    let (rep, account) = (scene.user().await, scene.account("Dr. Stone").await);
    let mut ids = Vec::new();
    for identifier in ["t0", "t1", "t2"] {
        let mut sketch = Sketch::new(&rep, identifier);
        for _ in 0..4 {
            sketch = sketch.item(Insert, "Visit", "", visit(&account)).item(
                Insert,
                "Inquiry",
                "",
                json!({ "AccountId": account, "Subject": "S", "InquiryChannelType": "Email" }),
            );
        }
        if last_depends && identifier == "t2" {
            sketch = sketch.after("t1");
        }
        let mut upload = scene.as_upload(sketch);
        upload.transaction.is_bulk = bulk;
        ids.push(upload.transaction.id.clone());
        scene.store.receive(vec![upload]).await.unwrap();
    }
    scene.run().await;
    let mut sum = LimitUsage::default();
    for id in ids {
        let used = scene.detail(&id).await.attempts[0].usage.unwrap();
        sum.queries += used.queries;
        sum.statements += used.statements;
    }
    sum
}

#[tokio::test]
async fn grouping_lowers_queries_and_statements_and_bulk_lowers_them_again() {
    let single = usage_of_samples(false, false, false).await;
    let grouped = usage_of_samples(true, false, false).await;
    let bulk = usage_of_samples(true, true, false).await;
    assert_eq!(
        (single.statements, grouped.statements, bulk.statements),
        (24, 6, 2)
    );
    assert!(
        grouped.queries < single.queries && bulk.queries < grouped.queries,
        "{single:?} {grouped:?} {bulk:?}"
    );
    // Something depends on the second, so it shares with none; the third comes in a batch of its own.
    let depended_on = usage_of_samples(true, true, true).await;
    assert_eq!(depended_on.statements, 6);
    assert_eq!(
        usage_of_samples(false, true, false).await,
        single,
        "without grouping nothing is shared"
    );
}
