//! Journeys through error groups and their causes, as an admin goes on a Monday morning.

use console::ErrorCode;
use journeys::Desk;
use serde_json::{Value, json};

async fn groups(desk: &Desk) -> Vec<Value> {
    let answer = desk.call("errorGroups.list", json!({})).await;
    answer["groups"].as_array().expect("groups").clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn from_a_group_to_its_transactions_its_cause_and_a_decision() {
    let desk = Desk::with_sample().await;
    let all = groups(&desk).await;
    let failed: i64 = all
        .iter()
        .map(|group| group["failed"].as_i64().expect("a number"))
        .sum();
    let counts = desk.call("transactions.counts", json!({})).await;
    assert_eq!(json!(failed), counts["Failed"], "every failure is in a group");

    let group = all
        .iter()
        .find(|group| group["errorCode"] == "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST")
        .expect("the sample has one");
    assert_eq!(group["state"], "new");
    let list = json!({
        "filter": { "errorGroup": group["id"] },
        "sort": { "by": "received", "descending": true },
        "cursor": null,
        "limit": 100,
    });
    let page = desk.call("transactions.list", list).await;
    let rows = page["rows"].as_array().expect("rows");
    assert_eq!(json!(rows.len()), group["transactions"]);
    assert!(rows.iter().all(|row| row["errorGroup"] == group["id"]));

    let error = json!({
        "errorCode": group["errorCode"],
        "objectName": group["objectName"],
        "fieldName": group["fieldName"],
        "message": group["sampleMessage"],
    });
    let known = desk.call("causes.explain", error.clone()).await;
    assert_eq!(known["cause"]["fix"], "mapValue");
    assert_eq!(known["cause"]["ownId"], Value::Null);

    // What the team knows of it explains it better from now on.
    let own = json!({
        "own": null,
        "values": {
            "matches": { "errorCode": group["errorCode"], "fieldName": group["fieldName"], "objectName": " " },
            "title": "The old word for a visit in person",
            "cause": "The picklist was renamed in the autumn release.",
            "owner": "admin",
            "recipe": ["Map the old value to the new one", " "],
            "fix": "mapValue",
        },
    });
    let saved = desk.call("causes.save", own).await;
    assert_eq!(saved["recipe"], json!(["Map the old value to the new one"]));
    let better = desk.call("causes.explain", error.clone()).await;
    assert_eq!(better["cause"], saved);
    let which = json!({ "own": { "id": saved["ownId"], "expectedVersion": saved["version"] } });
    desk.call("causes.delete", which.clone()).await;
    assert_eq!(desk.call("causes.explain", error).await, known);
    let gone = desk
        .try_call("causes.delete", which)
        .await
        .expect_err("it is gone");
    assert_eq!(gone.code, ErrorCode::NotFound);

    let decision = |version: &Value| {
        json!({
            "id": group["id"],
            "expectedVersion": version,
            "values": { "isKnown": true, "snoozedUntil": null, "assignee": " Ann Lee ", "note": "" },
        })
    };
    let decided = desk.call("errorGroups.save", decision(&group["version"])).await;
    assert_eq!(
        (&decided["state"], &decided["assignee"], &decided["note"]),
        (&json!("known"), &json!("Ann Lee"), &Value::Null)
    );
    let late = desk
        .try_call("errorGroups.save", decision(&group["version"]))
        .await
        .expect_err("it was decided");
    assert_eq!(late.code, ErrorCode::Conflict);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_that_says_nothing_is_refused_with_its_field() {
    let desk = Desk::with_sample().await;
    let entry = |title: String, recipe: Vec<&str>| {
        json!({
            "own": null,
            "values": {
                "matches": { "errorCode": "STRING_TOO_LONG" },
                "title": title,
                "cause": "Notes are long.",
                "owner": "deviceUser",
                "recipe": recipe,
                "fix": null,
            },
        })
    };
    for (request, field) in [
        (entry("t".repeat(121), vec!["Shorten it"]), "title"),
        (entry("Long notes".into(), vec![" "]), "recipe"),
    ] {
        let error = desk
            .try_call("causes.save", request)
            .await
            .expect_err("it is refused");
        assert_eq!(error.code, ErrorCode::Invalid);
        assert_eq!(error.details[0]["field"], field);
    }
}
