//! What holds for any transactions at all.

#![allow(clippy::unwrap_used, clippy::panic, reason = "test code")]

mod world;

use org::{Applied, Lane, LaneStep, Org as _, OrgItem, OrgTransaction};
use proptest::prelude::*;
use serde_json::{Value, json};
use world::World;

/// What an item does, with small numbers for the records it names so that items get in each other's way.
#[derive(Debug, Clone)]
enum Act {
    Plan {
        visit: u8,
        parent: Option<u8>,
        key: Option<u8>,
        status: u8,
    },
    Detail {
        visit: u8,
        samples: u8,
    },
    Disburse {
        visit: u8,
        quantity: u8,
    },
    Change {
        visit: u8,
        key: Option<u8>,
        status: u8,
    },
    Rename {
        account: bool,
        name: u8,
    },
    Delete {
        visit: u8,
    },
    DeleteAccount {
        account: bool,
    },
}

fn act() -> impl Strategy<Value = Act> {
    let visit = || 0..5_u8;
    prop_oneof![
        4 => (visit(), proptest::option::of(visit()), proptest::option::of(0..3_u8), 0..5_u8)
            .prop_map(|(visit, parent, key, status)| Act::Plan { visit, parent, key, status }),
        2 => (visit(), 0..2_u8).prop_map(|(visit, samples)| Act::Detail { visit, samples }),
        2 => (visit(), 1..8_u8).prop_map(|(visit, quantity)| Act::Disburse { visit, quantity }),
        3 => (visit(), proptest::option::of(0..3_u8), 0..5_u8)
            .prop_map(|(visit, key, status)| Act::Change { visit, key, status }),
        1 => (any::<bool>(), 0..2_u8).prop_map(|(account, name)| Act::Rename { account, name }),
        2 => visit().prop_map(|visit| Act::Delete { visit }),
        1 => any::<bool>().prop_map(|account| Act::DeleteAccount { account }),
    ]
}

type Acts = Vec<(bool, Vec<Act>)>;

/// Transactions: whether the owner's permissions count, and what the items do.
fn acts() -> impl Strategy<Value = Acts> {
    proptest::collection::vec((any::<bool>(), proptest::collection::vec(act(), 1..5)), 1..8)
}

fn device(visit: u8) -> String {
    format!("dev-{visit}")
}

fn status(number: u8) -> Value {
    json!(["Planned", "InProgress", "Completed", "Abandoned", "Done"][usize::from(number)])
}

fn item(world: &World, act: &Act) -> OrgItem {
    let account = |first: bool| world.id(if first { "miller" } else { "stone" });
    let key = |key: &Option<u8>| key.map(|key| format!("K{key}"));
    match act {
        Act::Plan { visit, parent, key: number, status: state } => world.visit(
            &device(*visit),
            json!({"ParentVisitId": parent.map(device), "SourceSystemIdentifier": key(number), "Status": status(*state)}),
        ),
        Act::Detail { visit, samples } => {
            let values = json!({"VisitId": device(*visit), "ProvVisitDlvrSampleCount": samples});
            world.insert("ProviderVisit", "", values)
        }
        Act::Disburse { visit, quantity } => {
            let values = json!({"VisitId": device(*visit), "ProductItemId": world.id("anna-stock"), "LotNumber": "L",
                                "QuantityDisbursed": quantity, "Status": "Disbursed"});
            world.insert("ProductDisbursement", "", values)
        }
        Act::Change { visit, key: number, status: state } => {
            let values = json!({"SourceSystemIdentifier": key(number), "Status": status(*state)});
            world.update("Visit", device(*visit), values)
        }
        Act::Rename { account: first, name } => {
            world.update("Account", account(*first), json!({"Name": format!("Name {name}")}))
        }
        Act::Delete { visit } => world.delete("Visit", device(*visit)),
        Act::DeleteAccount { account: first } => world.delete("Account", account(*first)),
    }
}

fn transactions(world: &World, acts: &Acts) -> Vec<OrgTransaction> {
    let transaction = |(enforced, acts): &(bool, Vec<Act>)| {
        let items = acts.iter().map(|act| item(world, act)).collect();
        if *enforced {
            world.enforced("anna", items)
        } else {
            world.transaction("anna", items)
        }
    };
    acts.iter().map(transaction).collect()
}

/// Applies the transactions one call each, as the processor does it over time: ids that became real are passed on.
async fn one_by_one(world: &World, transactions: Vec<OrgTransaction>) -> Vec<Applied> {
    let mut known = std::collections::HashMap::new();
    let mut answers = Vec::new();
    for mut transaction in transactions {
        transaction.known_ids = known.clone();
        let before = world.dump().await;
        let applied = world.apply(transaction).await;
        match &applied {
            Applied::Committed { new_ids, .. } => known.extend(new_ids.iter().cloned()),
            _ => assert_eq!(
                before,
                world.dump().await,
                "a refused transaction changed the file"
            ),
        }
        answers.push(applied);
    }
    answers
}

/// Answers without the order of reading: errors name no Ids that differ between two runs of the same acts.
async fn check(base: &World, acts: &Acts) {
    let (together, apart) = (base.copy().await, base.copy().await);
    let transactions = transactions(&together, acts);
    let _ = self::transactions(&apart, acts);
    let lanes = vec![Lane {
        transactions: transactions.clone(),
    }];
    let at_once: Vec<Applied> = together
        .org
        .apply(lanes, &|_, _, _| LaneStep::Continue)
        .await
        .unwrap()
        .remove(0)
        .into_iter()
        .map(|answer| answer.applied)
        .collect();
    let apart_answers = one_by_one(&apart, transactions).await;
    assert_eq!(
        at_once, apart_answers,
        "one call and many calls answer differently"
    );
    assert_eq!(
        together.dump().await,
        apart.dump().await,
        "one call and many calls leave different files"
    );
}

#[test]
fn refusals_change_nothing_and_batching_changes_no_result() {
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
    let mut runner = proptest::test_runner::TestRunner::new_with_rng(
        config,
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    runner
        .run(&acts(), |acts| {
            runtime.block_on(check(&base, &acts));
            Ok(())
        })
        .unwrap();
}
