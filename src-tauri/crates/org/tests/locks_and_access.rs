//! Locks held by others, and what the owner of a transaction may do.

mod world;

use chrono::Duration;
use model::Operation;
use org::{Applied, RecordLock};
use serde_json::json;
use world::{World, codes, start};

fn lock(world: &World, record: &str, until: Option<i64>) -> RecordLock {
    RecordLock {
        record_id: world.id(record),
        holder: "Nightly realignment".into(),
        reason: "moving accounts".into(),
        since: start(),
        until: until.map(|minutes| start() + Duration::minutes(minutes)),
    }
}

#[tokio::test]
async fn a_held_record_and_what_locks_it_too_wait_until_the_lock_ends() {
    let world = World::new().await;
    let visit = world.make(world.visit("", json!({}))).await;
    world
        .org
        .lock_records(&[lock(&world, "miller", Some(10))])
        .await
        .unwrap();
    let attempts = || {
        [
            world.update("Account", world.id("miller"), json!({"Phone": "1"})),
            world.visit("", json!({})),
            world.insert(
                "HealthcareProvider",
                "",
                json!({"Name": "P", "AccountId": world.id("miller")}),
            ),
            world.update("Visit", &visit, json!({"AccountId": world.id("stone")})),
        ]
    };
    for item in attempts() {
        let errors = world.try_item(item).await.unwrap_err();
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert_eq!(errors[0].code.as_str(), "UNABLE_TO_LOCK_ROW");
        assert_eq!(
            errors[0].message,
            format!(
                "unable to obtain exclusive access to this record or 1 records: {} (held by Nightly realignment: \
                 moving accounts)",
                world.id("miller")
            )
        );
    }
    // What stays with its account does not need it.
    world
        .make(world.update("Visit", &visit, json!({"VisitPriority": "Low"})))
        .await;
    world.clock.advance(Duration::minutes(10));
    for item in attempts() {
        world.make(item).await;
    }
}

#[tokio::test]
async fn an_error_in_the_data_comes_before_the_lock() {
    let world = World::new().await;
    world
        .org
        .lock_records(&[lock(&world, "miller", None)])
        .await
        .unwrap();
    let refused = world
        .apply(world.transaction("anna", vec![world.visit("", json!({"Status": "Done"}))]))
        .await;
    assert_eq!(codes(&refused), ["INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"]);
}

#[tokio::test]
async fn locks_are_listed_replaced_and_released() {
    let world = World::new().await;
    assert!(world.org.locks().await.unwrap().is_empty());
    let (first, second) = (lock(&world, "miller", None), lock(&world, "stone", Some(5)));
    world
        .org
        .lock_records(&[first.clone(), second.clone()])
        .await
        .unwrap();
    let mut expected = vec![first.clone(), second.clone()];
    expected.sort_by(|a, b| a.record_id.cmp(&b.record_id));
    assert_eq!(world.org.locks().await.unwrap(), expected);
    let again = RecordLock {
        holder: "Someone else".into(),
        ..first.clone()
    };
    world
        .org
        .lock_records(std::slice::from_ref(&again))
        .await
        .unwrap();
    world.clock.advance(Duration::minutes(5));
    assert_eq!(world.org.locks().await.unwrap(), [again]);
    assert!(world.org.release_lock(&first.record_id).await.unwrap());
    assert!(!world.org.release_lock(&first.record_id).await.unwrap());
    assert!(
        !world.org.release_lock(&second.record_id).await.unwrap(),
        "its time was over"
    );
    world.make(world.visit("", json!({}))).await;
}

#[tokio::test]
async fn a_flow_and_a_deletion_need_the_records_they_change() {
    let world = World::new().await;
    let visit = world.make(world.visit("", json!({}))).await;
    let draft = json!({"VisitId": visit, "ProductItemId": world.id("anna-stock"), "QuantityDisbursed": 1,
                       "LotNumber": "L"});
    let draft = world.make(world.insert("ProductDisbursement", "", draft)).await;
    world
        .org
        .lock_records(&[lock(&world, "anna-stock", None)])
        .await
        .unwrap();
    let disburse = world.update("ProductDisbursement", &draft, json!({"Status": "Disbursed"}));
    let errors = world.try_item(disburse).await.unwrap_err();
    assert_eq!(errors[0].code.as_str(), "UNABLE_TO_LOCK_ROW");

    let parent = world.make(world.visit("", json!({}))).await;
    let child = world
        .make(world.visit("", json!({"ParentVisitId": parent})))
        .await;
    let held = RecordLock {
        record_id: child.clone(),
        ..lock(&world, "miller", None)
    };
    world.org.lock_records(&[held]).await.unwrap();
    let errors = world.try_item(world.delete("Visit", &parent)).await.unwrap_err();
    assert_eq!(errors[0].code.as_str(), "UNABLE_TO_LOCK_ROW");
    assert_eq!(errors[0].value, Some(child.to_string()));
}

#[tokio::test]
async fn territories_decide_who_sees_and_who_changes() {
    let world = World::new().await;
    let phone = json!({"Phone": "1"});
    let update = |account: &str| world.update("Account", world.id(account), phone.clone());
    let visit = |account: &str| world.visit("", json!({"AccountId": world.id(account)}));
    let refused = [
        // Ben's territory gives read access; Anna's gives none to Stone; the clinic is Anna's own.
        ("ben", update("miller"), "INSUFFICIENT_ACCESS_OR_READONLY"),
        ("anna", update("stone"), "INSUFFICIENT_ACCESS_OR_READONLY"),
        (
            "anna",
            visit("stone"),
            "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY",
        ),
        (
            "ben",
            visit("clinic"),
            "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY",
        ),
        ("nobody", visit("miller"), "INVALID_CROSS_REFERENCE_KEY"),
        (
            "anna",
            world.insert("Product2", "", json!({"Name": "Mine"})),
            "INSUFFICIENT_ACCESS_OR_READONLY",
        ),
        (
            "anna",
            world.update("ProductItem", world.id("ben-stock"), json!({"LotNumber": "1"})),
            "INSUFFICIENT_ACCESS_OR_READONLY",
        ),
        (
            "anna",
            world.delete("ObjectTerritory2Association", world.id("_")),
            "INSUFFICIENT_ACCESS_OR_READONLY",
        ),
        (
            "anna",
            world.update("User", world.id("ben"), json!({"Title": "x"})),
            "INSUFFICIENT_ACCESS_OR_READONLY",
        ),
    ];
    for (user, item, code) in refused {
        let applied = world.apply(world.enforced(user, vec![item.clone()])).await;
        assert_eq!(codes(&applied)[0], code, "{user} {item:?}");
        // Nothing but the user's rights was in the way.
        if user != "nobody" {
            let applied = world.apply(world.transaction(user, vec![item])).await;
            assert!(matches!(applied, Applied::Committed { .. }), "{applied:?}");
        }
    }
    let allowed = [
        ("anna", update("miller")),
        ("anna", update("clinic")),
        ("ben", visit("miller")),
        (
            "anna",
            world.insert(
                "Account",
                "",
                json!({"Name": "New", "Type": "Healthcare Provider"}),
            ),
        ),
        (
            "anna",
            world.update("User", world.id("anna"), json!({"Title": "x"})),
        ),
    ];
    for (user, item) in allowed {
        let applied = world.apply(world.enforced(user, vec![item])).await;
        assert!(
            matches!(applied, Applied::Committed { .. }),
            "{user}: {applied:?}"
        );
    }
}

#[tokio::test]
async fn sharing_follows_parents_and_changes_of_territories() {
    let world = World::new().await;
    let visit = world.make(world.visit("", json!({}))).await;
    let details = world
        .make(world.insert("ProviderVisit", "", json!({"VisitId": visit})))
        .await;
    let confirm = || world.update("ProviderVisit", &details, json!({"IsConfirmed": true}));
    // The visit is Anna's. Ben sees it through the account, read-only.
    assert_eq!(
        codes(&world.apply(world.enforced("ben", vec![confirm()])).await),
        ["INSUFFICIENT_ACCESS_OR_READONLY"]
    );
    let join = json!({"UserId": world.id("ben"), "Territory2Id": world.id("north")});
    let join = world
        .make(world.insert("UserTerritory2Association", "", join))
        .await;
    assert!(matches!(
        world.apply(world.enforced("ben", vec![confirm()])).await,
        Applied::Committed { .. }
    ));
    world
        .make(world.update("UserTerritory2Association", &join, json!({"IsActive": false})))
        .await;
    assert_eq!(
        codes(&world.apply(world.enforced("ben", vec![confirm()])).await),
        ["INSUFFICIENT_ACCESS_OR_READONLY"]
    );
}

#[tokio::test]
async fn an_owner_that_is_no_user_of_the_org_cannot_own_a_new_record() {
    let world = World::new().await;
    let mut transaction = world.transaction("anna", vec![world.visit("", json!({}))]);
    transaction.owner_id = "somebody".into();
    assert_eq!(
        codes(&world.apply(transaction).await),
        ["INVALID_CROSS_REFERENCE_KEY"]
    );
    // An Id of 15 characters is the same user.
    let mut transaction = world.transaction("anna", vec![world.visit("", json!({}))]);
    transaction.owner_id.truncate(15);
    assert!(matches!(
        world.apply(transaction).await,
        Applied::Committed { .. }
    ));
}

#[tokio::test]
async fn deleting_takes_along_what_belongs_and_empties_what_points() {
    let world = World::new().await;
    let parent = world.make(world.visit("", json!({}))).await;
    let child = world
        .make(world.visit("", json!({"ParentVisitId": parent})))
        .await;
    let details = world
        .make(world.insert("ProviderVisit", "", json!({"VisitId": parent})))
        .await;
    world.make(world.delete("Visit", &parent)).await;
    assert!(world.record(&parent).await.is_deleted);
    assert!(world.record(&details).await.is_deleted);
    let child = world.record(&child).await;
    assert!(!child.is_deleted && child.values["ParentVisitId"].is_null());
}

#[tokio::test]
async fn deleting_is_refused_while_others_need_the_record() {
    let world = World::new().await;
    let visits = [1, 2, 3, 4, 5].map(|n| world.visit(&format!("v{n}"), json!({})));
    let Applied::Committed { records, .. } = world.apply(world.transaction("anna", visits.into())).await
    else {
        panic!("refused")
    };
    let errors = world
        .try_item(world.delete("Account", world.id("miller")))
        .await
        .unwrap_err();
    assert_eq!(errors[0].code.as_str(), "DELETE_FAILED");
    assert!(errors[0].message.contains(" and 2 more"), "{}", errors[0].message);
    assert!(!world.record(&world.id("miller")).await.is_deleted);
    // In one transaction with those it can go, and its associations with it.
    let mut items: Vec<_> = records
        .iter()
        .map(|(_, visit)| world.delete("Visit", visit))
        .collect();
    items.push(world.item(
        Operation::Delete,
        "Account",
        Some(world.id("miller").as_str()),
        Some("{".into()),
    ));
    assert!(matches!(
        world.apply(world.transaction("anna", items)).await,
        Applied::Committed { .. }
    ));
    assert!(world.record(&world.id("miller")).await.is_deleted);
}
