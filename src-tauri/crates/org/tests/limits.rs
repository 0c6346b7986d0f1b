//! The governor limits: what is counted, what grouping saves, and what happens when there is no more.

#![allow(clippy::unwrap_used, clippy::panic, reason = "test code")]

mod world;

use model::{GovernorLimits, LimitUsage};
use org::{Applied, OrgItem, OrgTransaction};
use serde_json::json;
use world::{World, codes};

/// A visit with its details and three samples: what a device sends of one call.
fn call(world: &World, label: &str) -> Vec<OrgItem> {
    let device_id = format!("dev-{label}");
    let sample = || {
        let values = json!({"VisitId": device_id, "ProductItemId": world.id("anna-stock"), "LotNumber": "L",
                            "QuantityDisbursed": 1, "Status": "Disbursed"});
        world.insert("ProductDisbursement", "", values)
    };
    vec![
        world.visit(&device_id, json!({})),
        world.insert("ProviderVisit", "", json!({"VisitId": device_id})),
        sample(),
        sample(),
        sample(),
    ]
}

/// The items with these order values.
fn ordered(items: Vec<OrgItem>, orders: &[u32]) -> Vec<OrgItem> {
    let items = items.into_iter().zip(orders);
    items
        .map(|(item, order)| OrgItem {
            order: *order,
            ..item
        })
        .collect()
}

/// What a transaction used, beside CPU time.
async fn usage(world: &World, transaction: OrgTransaction) -> LimitUsage {
    let answer = world.answers(vec![transaction]).await.remove(0);
    assert!(matches!(answer.applied, Applied::Committed { .. }), "{answer:?}");
    LimitUsage {
        cpu_ms: 0,
        ..answer.usage.unwrap()
    }
}

#[tokio::test]
async fn one_update_reads_its_record_and_writes_it() {
    let world = World::new().await;
    let payload = json!({"Phone": "+49 1"});
    let item = world.update("Account", world.id("miller"), payload.clone());
    let used = usage(&world, world.transaction("anna", vec![item])).await;
    assert_eq!((used.queries, used.statements, used.rows), (1, 1, 2));
    let held = i64::try_from(payload.to_string().len()).unwrap();
    assert!(used.heap_bytes > held, "{used:?}");
}

#[tokio::test]
async fn a_batch_shares_its_queries_and_its_statement() {
    let world = World::new().await;
    let each = ordered(call(&world, "each"), &[0, 1, 2, 3, 4]);
    let grouped = ordered(call(&world, "grouped"), &[0, 1, 2, 2, 2]);
    let each = usage(&world, world.transaction("anna", each)).await;
    let grouped = usage(&world, world.transaction("anna", grouped)).await;
    assert!(grouped.queries < each.queries, "{grouped:?} {each:?}");
    assert!(grouped.statements < each.statements, "{grouped:?} {each:?}");
    assert!(grouped.rows < each.rows, "{grouped:?} {each:?}");
}

#[tokio::test]
async fn a_batch_of_any_size_uses_the_same_queries_and_statements() {
    let world = World::new().await;
    let visits = |count: usize, label: &str| -> Vec<OrgItem> {
        (0..count)
            .map(|number| world.visit(&format!("{label}-{number}"), json!({})))
            .collect()
    };
    let few = usage(&world, world.transaction("anna", visits(2, "few"))).await;
    let many = usage(&world, world.transaction("anna", visits(50, "many"))).await;
    assert_eq!((few.queries, few.statements), (many.queries, many.statements));
    assert_eq!(many.rows - few.rows, 48);
}

#[tokio::test]
async fn what_is_counted_does_not_depend_on_what_else_the_call_applies() {
    let world = World::new().await;
    let base = {
        world.org.close().await;
        world
    };
    let (together, apart) = (base.copy().await, base.copy().await);
    let transactions = |world: &World| -> Vec<OrgTransaction> {
        let orders = [0, 1, 2, 2, 2];
        (0..3)
            .map(|number| {
                let items = ordered(call(world, &number.to_string()), &orders);
                match number {
                    1 => world.enforced("anna", items),
                    _ => world.transaction("anna", items),
                }
            })
            .collect()
    };
    let at_once: Vec<_> = together.answers(transactions(&together)).await;
    for (transaction, at_once) in transactions(&apart).into_iter().zip(at_once) {
        let used = usage(&apart, transaction).await;
        assert_eq!(
            used,
            LimitUsage {
                cpu_ms: 0,
                ..at_once.usage.unwrap()
            }
        );
    }
}

#[tokio::test]
async fn bulk_transactions_that_share_batches_add_no_queries_and_no_statements() {
    let world = World::new().await;
    let change = |phone: &str| {
        world.transaction(
            "anna",
            vec![world.update("Account", world.id("miller"), json!({"Phone": phone}))],
        )
    };
    let shared = OrgTransaction {
        shares_batches: true,
        ..change("2")
    };
    let answers = world.answers(vec![change("1"), shared, change("3")]).await;
    let used: Vec<_> = answers
        .into_iter()
        .map(|answer| answer.usage.unwrap())
        .map(|used| (used.queries, used.statements, used.rows))
        .collect();
    assert_eq!(used, [(1, 1, 2), (0, 0, 2), (1, 1, 2)]);
}

#[tokio::test]
async fn what_needs_more_than_is_allowed_is_refused_as_a_whole() {
    let world = World::new().await;
    let all = GovernorLimits::default();
    assert_eq!(world.org.limits().await.unwrap(), all);
    let table = [
        (
            GovernorLimits { queries: 3, ..all },
            "LIMIT_EXCEEDED",
            "Too many SOQL queries: 4 (allowed: 3)",
        ),
        (
            GovernorLimits { statements: 1, ..all },
            "LIMIT_EXCEEDED",
            "Too many DML statements: 2 (allowed: 1)",
        ),
        (
            GovernorLimits { rows: 5, ..all },
            "LIMIT_EXCEEDED",
            "Too many rows: 9 (allowed: 5)",
        ),
        (
            GovernorLimits { cpu_ms: 0, ..all },
            "APEX_CPU_LIMIT",
            "Apex CPU time limit exceeded",
        ),
        (
            GovernorLimits {
                heap_bytes: 10,
                ..all
            },
            "APEX_HEAP_LIMIT",
            "Apex heap size too large",
        ),
    ];
    let before = world.record(&world.id("anna-stock")).await;
    for (limits, code, message) in table {
        world.org.set_limits(limits).await.unwrap();
        assert_eq!(world.org.limits().await.unwrap(), limits);
        let items = ordered(call(&world, code), &[0, 1, 2, 3, 4]);
        let answer = world
            .answers(vec![world.transaction("anna", items)])
            .await
            .remove(0);
        assert_eq!(codes(&answer.applied), [code]);
        let Applied::Refused(errors) = &answer.applied else {
            panic!("{answer:?}")
        };
        assert!(errors[0].message.starts_with(message), "{}", errors[0].message);
        let used = answer.usage.unwrap();
        assert!(errors[0].value.is_some(), "{used:?}");
    }
    assert_eq!(world.record(&world.id("anna-stock")).await, before);
    assert_eq!(
        world.reopen().await.unwrap().limits().await.unwrap().heap_bytes,
        10
    );
}
