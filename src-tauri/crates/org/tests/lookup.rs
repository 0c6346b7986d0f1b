//! Reading records: by Id, by name, and their names.

#![allow(clippy::unwrap_used, reason = "test code")]

mod world;

use org::Org as _;
use serde_json::json;
use world::World;

async fn found(world: &World, object: &str, text: &str, limit: i64) -> Vec<String> {
    let found = world.org.lookup(object, text, limit).await.unwrap();
    found.into_iter().map(|(_, name)| name).collect()
}

#[tokio::test]
async fn names_that_begin_with_the_text_come_first_then_those_that_have_it_inside() {
    let mut world = World::new().await;
    for (name, label) in [
        ("a", "Milla Clinic"),
        ("b", "Old Mill"),
        ("c", "MILL House"),
        ("d", "50% Äther"),
    ] {
        world
            .seed(
                name,
                "Account",
                json!({"Name": label, "Type": "Healthcare Organization", "OwnerId": world.id("anna")}),
            )
            .await;
    }
    assert_eq!(
        found(&world, "Account", " miLL ", 10).await,
        ["MILL House", "Milla Clinic", "Dr. Miller", "Old Mill"]
    );
    assert_eq!(
        found(&world, "Account", "mill", 3).await,
        ["MILL House", "Milla Clinic", "Dr. Miller"]
    );
    assert_eq!(found(&world, "account", "50%", 10).await, ["50% Äther"]);
    assert_eq!(found(&world, "Account", "_", 10).await, [""; 0]);
    assert_eq!(
        found(&world, "Account", "", 2).await,
        ["50% Äther", "City Clinic"]
    );
    world.make(world.delete("Account", world.id("b"))).await;
    assert_eq!(found(&world, "Account", "old", 10).await, [""; 0]);
    // An Id finds its record, unless that is deleted; objects without names and unknown ones find nothing.
    let id = |name: &str| world.id(name).to_string();
    assert_eq!(found(&world, "Account", &id("miller"), 10).await, ["Dr. Miller"]);
    assert_eq!(
        found(&world, "Account", &id("miller")[..15], 10).await,
        ["Dr. Miller"]
    );
    assert_eq!(found(&world, "Account", &id("b"), 10).await, [""; 0]);
    assert_eq!(found(&world, "UserTerritory2Association", "a", 10).await, [""; 0]);
    assert_eq!(found(&world, "Call__c", "a", 10).await, [""; 0]);
}

#[tokio::test]
async fn names_of_records_of_any_object_are_told_at_once() {
    let world = World::new().await;
    let visit = world.make(world.visit("", json!({}))).await;
    world.make(world.delete("Visit", &visit)).await;
    let never = world.ids.next("001");
    let ids = [
        world.id("anna"),
        world.id("miller"),
        visit.clone(),
        never.clone(),
        world.ids.next("zzz"),
    ];
    let names = world.org.names(&ids).await.unwrap();
    assert_eq!(names[&world.id("anna")], "Anna Arden");
    assert_eq!(names[&world.id("miller")], "Dr. Miller");
    assert_eq!(names[&visit], "V-00000001");
    assert_eq!(names.len(), 3);
    assert!(world.org.names(&[]).await.unwrap().is_empty());
    // A record without a name goes by its Id; one that never was is none.
    let association = world.record(&world.id("anna-north")).await;
    assert_eq!(association.name, association.id.as_str());
    assert_eq!(world.org.record(&never).await.unwrap(), None);
    assert!(world.record(&visit).await.is_deleted);
}

#[tokio::test]
async fn a_record_reads_as_salesforce_writes_it() {
    let world = World::new().await;
    let stock = serde_json::to_value(world.record(&world.id("anna-stock")).await).unwrap();
    assert_eq!(stock["objectName"], "ProductItem");
    assert_eq!(stock["values"]["QuantityOnHand"], json!(10.0));
    assert_eq!(stock["values"]["CreatedDate"], "2026-11-23T08:00:00.000Z");
    assert_eq!(stock["values"]["ExpirationDate"], json!(null));
    assert_eq!(stock["isDeleted"], false);
}
