//! Snapshots: they answer as the org would, see what they did before, and change nothing.

#![allow(clippy::unwrap_used, clippy::panic, reason = "test code")]

mod world;

use std::collections::HashMap;

use model::{LimitUsage, RecordId};
use org::{
    Applied, ItemError, Lane, LaneStep, OrgSnapshot, OrgTransaction, RecordChange, Simulated,
    SimulatedOrg as _,
};
use proptest::prelude::*;
use serde_json::json;
use world::{World, codes};

async fn simulate(snapshot: &mut dyn OrgSnapshot, transactions: Vec<OrgTransaction>) -> Vec<Simulated> {
    let lanes = vec![Lane { transactions }];
    let answers = snapshot
        .simulate(lanes, &|_, _, _| LaneStep::Continue)
        .await
        .unwrap();
    answers.into_iter().flatten().collect()
}

/// A field of the change: before and after.
fn field<'a>(change: &'a RecordChange, name: &str) -> (Option<&'a str>, Option<&'a str>) {
    let field = change.fields.iter().find(|(field, ..)| field == name);
    let (_, before, after) = field.unwrap_or_else(|| panic!("{name} does not change: {change:?}"));
    (before.as_deref(), after.as_deref())
}

#[tokio::test]
async fn each_item_tells_what_it_would_do_to_which_records() {
    let world = World::new().await;
    let before = world.dump().await;
    let sample = json!({"VisitId": "dev-1", "ProductItemId": world.id("anna-stock"), "LotNumber": "L",
                        "QuantityDisbursed": 2, "Status": "Disbursed"});
    let items = vec![
        world.visit("dev-1", json!({})),
        world.insert("ProductDisbursement", "", sample),
        world.update("Account", world.id("miller"), json!({"Phone": "+49 1"})),
        world.delete("Account", world.id("clinic")),
    ];
    let mut snapshot = world.org.snapshot().await.unwrap();
    let simulated = simulate(&mut *snapshot, vec![world.transaction("anna", items)])
        .await
        .remove(0);
    let Applied::Committed {
        records,
        replayed: false,
        ..
    } = &simulated.applied
    else {
        panic!("{simulated:?}")
    };
    let own: Vec<&RecordId> = simulated
        .effects
        .iter()
        .map(|effect| &effect.changes[0].record_id)
        .collect();
    assert_eq!(own, records.iter().map(|(_, record)| record).collect::<Vec<_>>());
    let [visit, sample, update, delete] = simulated.effects.as_slice() else {
        panic!("{simulated:?}")
    };
    assert_eq!(field(&visit.changes[0], "Status"), (None, Some("Planned")));
    let stock = &sample.changes[1];
    assert_eq!(
        (&stock.record_id, stock.object_name.as_str()),
        (&world.id("anna-stock"), "ProductItem")
    );
    assert_eq!(field(stock, "QuantityOnHand"), (Some("10"), Some("8")));
    assert_eq!(field(&update.changes[0], "Phone"), (None, Some("+49 1")));
    assert_eq!(field(&delete.changes[0], "Name"), (Some("City Clinic"), None));
    assert!(simulated.usage.unwrap().queries > 0);
    assert_eq!(world.dump().await, before);
}

#[tokio::test]
async fn later_calls_see_what_earlier_ones_did_and_not_what_the_org_did_meanwhile() {
    let world = World::new().await;
    let mut snapshot = world.org.snapshot().await.unwrap();
    let planned = |key: &str| world.visit("", json!({"SourceSystemIdentifier": key}));
    let first = simulate(
        &mut *snapshot,
        vec![world.transaction("anna", vec![planned("once")])],
    )
    .await;
    let Applied::Committed { records, .. } = &first[0].applied else {
        panic!("{first:?}")
    };
    let again = simulate(
        &mut *snapshot,
        vec![world.transaction("ben", vec![planned("once")])],
    )
    .await;
    assert_eq!(codes(&again[0].applied), ["DUPLICATE_VALUE"]);
    let change = world.update("Visit", &records[0].1, json!({"VisitPriority": "High"}));
    let changed = simulate(
        &mut *snapshot,
        vec![world.transaction("anna", vec![change.clone()])],
    )
    .await;
    assert_eq!(
        field(&changed[0].effects[0].changes[0], "VisitPriority").1,
        Some("High")
    );
    // The org knows nothing of it, and the snapshot nothing of what the org does.
    assert_eq!(
        codes(&world.apply(world.transaction("anna", vec![change])).await),
        ["NOT_FOUND"]
    );
    world.make(planned("taken")).await;
    let free = simulate(
        &mut *snapshot,
        vec![world.transaction("anna", vec![planned("taken")])],
    )
    .await;
    assert!(matches!(free[0].applied, Applied::Committed { .. }), "{free:?}");
}

/// What items do, as small numbers: kind, record, value.
type Acts = Vec<Vec<(u8, u8, u8)>>;

fn transactions(world: &World, acts: &Acts) -> Vec<OrgTransaction> {
    let device = |record: u8| format!("dev-{record}");
    let account = |record: u8| world.id(["miller", "stone", "clinic"][usize::from(record % 3)]);
    let priority = |value: u8| ["High", "Low", "No"][usize::from(value % 3)];
    let item = |(kind, record, value): &(u8, u8, u8)| match kind {
        0 | 1 => world.visit(
            &device(*record),
            json!({"SourceSystemIdentifier": format!("K{value}")}),
        ),
        2 => world.update(
            "Visit",
            device(*record),
            json!({"VisitPriority": priority(*value)}),
        ),
        3 => {
            let values = json!({"VisitId": device(*record), "ProductItemId": world.id("anna-stock"), "LotNumber": "L",
                                "QuantityDisbursed": value + 1, "Status": "Disbursed"});
            world.insert("ProductDisbursement", "", values)
        }
        4 => world.update("Account", account(*record), json!({"Phone": format!("{value}")})),
        5 => world.delete("Visit", device(*record)),
        _ => world.delete("Account", account(*record)),
    };
    acts.iter()
        .enumerate()
        .map(|(number, acts)| {
            let items = acts.iter().map(item).collect();
            match number % 2 {
                0 => world.transaction("anna", items),
                _ => world.enforced("anna", items),
            }
        })
        .collect()
}

/// Real Ids by the made-up Ids of a simulation.
fn made(simulated: &[Simulated], real: &[org::Answer]) -> HashMap<String, String> {
    let mut ids = HashMap::new();
    for (simulated, real) in simulated.iter().zip(real) {
        if let (Applied::Committed { records: a, .. }, Applied::Committed { records: b, .. }) =
            (&simulated.applied, &real.applied)
        {
            ids.extend(a.iter().zip(b).map(|(a, b)| (a.1.to_string(), b.1.to_string())));
        }
    }
    ids
}

fn real_text(text: &str, ids: &HashMap<String, String>) -> String {
    ids.iter()
        .fold(text.to_owned(), |text, (made, real)| text.replace(made, real))
}

fn told(errors: &[ItemError], ids: &HashMap<String, String>) -> Vec<(RecordId, String, String)> {
    errors
        .iter()
        .map(|error| {
            (
                error.item_id.clone(),
                error.code.as_str().to_owned(),
                real_text(&error.message, ids),
            )
        })
        .collect()
}

async fn check(base: &World, acts: &Acts) {
    let world = base.copy().await;
    let transactions = transactions(&world, acts);
    let mut snapshot = world.org.snapshot().await.unwrap();
    let simulated = simulate(&mut *snapshot, transactions.clone()).await;
    let real = world.answers(transactions).await;
    let ids = made(&simulated, &real);
    let mut last: HashMap<String, RecordChange> = HashMap::new();
    for (simulated, real) in simulated.iter().zip(&real) {
        match (&simulated.applied, &real.applied) {
            (Applied::Committed { .. }, Applied::Committed { .. }) => {
                for change in simulated.effects.iter().flat_map(|effect| &effect.changes) {
                    last.insert(real_text(change.record_id.as_str(), &ids), change.clone());
                }
            }
            (Applied::Refused(would), Applied::Refused(did)) => {
                // An Id in a refusal may be of a record that was never made.
                let (would, did) = (told(would, &ids), told(did, &ids));
                let kinds = |errors: &[(RecordId, String, String)]| -> Vec<(RecordId, String)> {
                    errors
                        .iter()
                        .map(|(item, code, _)| (item.clone(), code.clone()))
                        .collect()
                };
                assert_eq!(kinds(&would), kinds(&did));
            }
            (would, did) => panic!("{would:?} became {did:?}"),
        }
        let without_cpu = |usage: Option<LimitUsage>| usage.map(|usage| LimitUsage { cpu_ms: 0, ..usage });
        assert_eq!(without_cpu(simulated.usage), without_cpu(real.usage));
    }
    for (id, change) in last {
        let record = world.record(&id.parse().unwrap()).await;
        let is_gone = change.fields.iter().all(|(_, _, after)| after.is_none());
        assert_eq!(record.is_deleted, is_gone, "{change:?}");
        for (field, _, after) in change.fields.iter().filter(|_| !is_gone) {
            let value = serde_json::to_value(&record.values[field]).unwrap();
            let is = match value {
                serde_json::Value::Null => None,
                serde_json::Value::String(text) => Some(text),
                other => Some(other.to_string().trim_end_matches(".0").to_owned()),
            };
            assert_eq!(
                is,
                after.as_deref().map(|after| real_text(after, &ids)),
                "{field} of {change:?}"
            );
        }
    }
}

#[test]
fn what_is_simulated_is_what_happens() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let base = runtime.block_on(async {
        let base = World::new().await;
        base.org.close().await;
        base
    });
    let config = ProptestConfig {
        cases: 48,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let rng = proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha);
    let mut runner = proptest::test_runner::TestRunner::new_with_rng(config, rng);
    let act = (0..7_u8, 0..4_u8, 0..5_u8);
    let acts = proptest::collection::vec(proptest::collection::vec(act, 1..5), 1..8);
    runner
        .run(&acts, |acts| {
            runtime.block_on(check(&base, &acts));
            Ok(())
        })
        .unwrap();
}
