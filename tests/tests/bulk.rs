//! Journeys through actions on many transactions at once.

use console::{Caller, ConsoleEvent, ErrorCode, Role};
use journeys::Desk;
use serde_json::{Value, json};

fn failed_with(error_code: &str) -> Value {
    json!({ "kind": "filter", "filter": { "statuses": ["Failed"], "errorCode": error_code } })
}

fn start(action: Value, scope: Value) -> Value {
    json!({ "action": action, "scope": scope, "reason": "Monday", "canary": null, "acceptProblems": false })
}

/// Starts a bulk action and waits for its end; answers the job of this run and what is kept of it.
async fn done(desk: &Desk, request: Value) -> (Value, Value) {
    let job = desk.call("bulk.start", request).await;
    let job = desk.finished(&job).await;
    let bulk = job["result"]["bulk"].clone();
    (job, bulk)
}

async fn undone(desk: &Desk, bulk: &Value) -> Value {
    let request = json!({ "id": bulk["job"]["id"], "reason": "It was too early" });
    let job = desk.call("bulk.undo", request).await;
    desk.finished(&job).await["result"]["bulk"].clone()
}

async fn release_locks(desk: &Desk) {
    let locks = desk.call("org.locks", json!({})).await;
    for lock in locks.as_array().expect("locks") {
        let request = json!({ "recordId": lock["recordId"], "reason": "its job is gone" });
        desk.call("org.releaseLock", request).await;
    }
}

fn ids(rows: &[Value]) -> Vec<Value> {
    rows.iter().map(|row| row["id"].clone()).collect()
}

async fn statuses(desk: &Desk, ids: &[Value]) -> Vec<Value> {
    let rows = desk.call("transactions.rows", json!({ "ids": ids })).await;
    let rows = rows.as_array().expect("rows");
    rows.iter().map(|row| row["status"].clone()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn all_that_match_are_retried_and_taken_back() {
    let desk = Desk::with_sample().await;
    let before = desk.call("transactions.counts", json!({})).await;
    let rows = desk.rows(&["Failed"], Some("REQUIRED_FIELD_MISSING")).await;
    let scope = failed_with("REQUIRED_FIELD_MISSING");
    let request = json!({ "action": { "kind": "retry" }, "scope": scope });
    let preview = desk.call("bulk.preview", request).await;
    assert_eq!(preview["changing"], json!(rows.len()), "{preview}");
    assert_eq!(preview["byStatus"]["Failed"], json!(rows.len()));

    let (job, bulk) = done(&desk, start(json!({ "kind": "retry" }), scope)).await;
    assert_eq!(job["state"], "completed", "{job}");
    assert_eq!(
        (&job["done"], &job["total"]),
        (&json!(rows.len()), &json!(rows.len()))
    );
    assert_eq!(bulk["job"]["actor"], "Ada Admin");
    assert!(
        statuses(&desk, &ids(&rows))
            .await
            .iter()
            .all(|status| status == "Retry")
    );

    let undo = undone(&desk, &bulk).await;
    assert_eq!(undo["job"]["done"], json!(rows.len()), "{undo}");
    assert_eq!(desk.call("transactions.counts", json!({})).await, before);
    let detail = desk
        .call("transactions.get", json!({ "key": rows[0]["id"] }))
        .await;
    let history = detail["history"].as_array().expect("history");
    assert_eq!(
        (&history[0]["newValue"], &history[0]["reason"]),
        (&json!("Failed"), &json!("It was too early"))
    );
    let list = desk
        .call("bulk.list", json!({ "before": null, "limit": 10 }))
        .await;
    assert_eq!(list["jobs"][0]["id"], undo["job"]["id"]);
    assert_eq!(list["jobs"][1]["undoneBy"], undo["job"]["id"]);
    assert_eq!(list["hasMore"], json!(false));
}

/// A patch that fills in the field that most of those that lack one lack, and what they are.
async fn filling_in(desk: &Desk) -> (Value, Value) {
    let row = &desk.rows(&["Failed"], Some("REQUIRED_FIELD_MISSING")).await[0];
    let detail = desk.call("transactions.get", json!({ "key": row["id"] })).await;
    let log = &detail["logEntries"][0];
    let object = desk
        .call("org.describe", json!({ "objectName": log["ObjectName"] }))
        .await;
    let field = object["fields"]
        .as_array()
        .expect("fields")
        .iter()
        .find(|field| field["name"] == log["FieldName"])
        .expect("the org knows it");
    let value = match field["picklistValues"]
        .as_array()
        .and_then(|values| values.first())
    {
        Some(value) => value.to_string(),
        None => "\"Filled in by an admin\"".to_owned(),
    };
    let rule = json!({ "objectName": log["ObjectName"], "field": log["FieldName"],
                       "change": { "kind": "set", "value": value } });
    let scope = json!({ "kind": "ids", "targets": [{ "id": row["id"], "expectedVersion": row["version"] }] });
    (json!({ "kind": "patch", "rule": rule }), scope)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_patch_is_seen_before_made_and_taken_back() {
    let desk = Desk::with_sample().await;
    let (patch, scope) = filling_in(&desk).await;
    let id = scope["targets"][0]["id"].clone();
    let before = desk.call("transactions.get", json!({ "key": id })).await;
    let preview = desk
        .call("bulk.preview", json!({ "action": patch, "scope": scope }))
        .await;
    assert_eq!(preview["changing"], 1, "{preview}");
    assert_eq!(preview["patched"][0]["after"], patch["rule"]["change"]["value"]);
    assert_eq!(preview["patched"][0]["problem"], Value::Null);

    let (job, bulk) = done(&desk, start(patch.clone(), scope.clone())).await;
    assert_eq!(job["state"], "completed", "{job}");
    let after = desk.call("transactions.get", json!({ "key": id })).await;
    assert_ne!(after["items"], before["items"]);
    let undo = undone(&desk, &bulk).await;
    assert_eq!(undo["job"]["done"], 1, "{undo}");
    let back = desk.call("transactions.get", json!({ "key": id })).await;
    let payloads = |detail: &Value| {
        let items = detail["items"].as_array().expect("items");
        items
            .iter()
            .map(|item| item["FieldValues"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(payloads(&back), payloads(&before));

    let mut bad = patch;
    bad["rule"]["change"]["value"] = json!({}).to_string().into();
    let scope = json!({ "kind": "ids", "targets": [{ "id": id, "expectedVersion": null }] });
    let preview = desk
        .call("bulk.preview", json!({ "action": bad, "scope": scope }))
        .await;
    assert!(preview["patched"][0]["problem"].is_string(), "{preview}");
    let (job, bulk) = done(&desk, start(bad, scope)).await;
    assert_eq!(job["state"], "completedWithFailures", "{job}");
    assert_eq!(bulk["refusals"][0]["kind"], "value", "{bulk}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_patched_and_processed_since_stays() {
    let desk = Desk::with_sample().await;
    release_locks(&desk).await;
    let (patch, scope) = filling_in(&desk).await;
    let (_, bulk) = done(&desk, start(patch, scope.clone())).await;
    let ids =
        json!({ "kind": "ids", "targets": [{ "id": scope["targets"][0]["id"], "expectedVersion": null }] });
    let (_, retried) = done(&desk, start(json!({ "kind": "retry" }), ids)).await;
    desk.process().await;
    for job in [bulk, retried] {
        let undo = undone(&desk, &job).await;
        assert_eq!(undo["job"]["done"], 0, "{undo}");
        assert_eq!(undo["refusals"][0]["kind"], "committed", "{undo}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_canary_stops_when_the_same_error_comes_back() {
    let desk = Desk::with_sample().await;
    let failed = desk.rows(&["Failed"], None).await;
    let of_code = |code: &Value| failed.iter().filter(|row| row["errorCode"] == *code).count();
    let codes = failed.iter().map(|row| &row["errorCode"]);
    // What is locked is tried until it is not.
    let code = codes
        .filter(|code| **code != "UNABLE_TO_LOCK_ROW")
        .max_by_key(|code| of_code(code))
        .and_then(Value::as_str)
        .expect("the sample has some");
    let rows = desk.rows(&["Failed"], Some(code)).await;
    assert!(rows.len() > 1, "{code}");
    let mut request = start(json!({ "kind": "retry" }), failed_with(code));
    request["canary"] = json!({ "runProcessor": true });
    let (job, bulk) = done(&desk, request).await;
    assert_eq!(job["state"], "completedWithFailures", "{job}");
    assert_eq!(bulk["job"]["state"], "stopped", "{bulk}");
    assert_eq!(bulk["job"]["done"], 1);
    let note = bulk["job"]["note"].as_str().expect("a note");
    assert!(note.contains("stage 1 of 4") && note.contains(code), "{note}");
    let now = statuses(&desk, &ids(&rows)).await;
    assert!(now.iter().all(|status| status == "Failed"), "{now:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_canary_goes_on_to_all_when_the_cause_is_gone() {
    let desk = Desk::with_sample().await;
    release_locks(&desk).await;
    let rows = desk.rows(&["Failed"], Some("UNABLE_TO_LOCK_ROW")).await;
    let mut request = start(json!({ "kind": "retry" }), failed_with("UNABLE_TO_LOCK_ROW"));
    request["canary"] = json!({ "runProcessor": true });
    let (job, bulk) = done(&desk, request).await;
    assert_eq!(job["state"], "completed", "{job}");
    assert_eq!(bulk["job"]["done"], json!(rows.len()), "{bulk}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_canary_that_waits_is_canceled_and_what_it_did_is_taken_back() {
    let desk = Desk::with_sample().await;
    let failed = json!({ "kind": "filter", "filter": { "statuses": ["Failed"] } });
    let before = desk.call("transactions.counts", json!({})).await;
    let mut events = desk.console.events();
    let mut request = start(json!({ "kind": "retry" }), failed);
    request["canary"] = json!({ "runProcessor": false });
    let job = desk.call("bulk.start", request).await;
    let waits = async {
        loop {
            let now = desk.call("jobs.get", json!({ "id": job["id"] })).await;
            let note = now["result"]["bulk"]["job"]["note"].clone();
            if note
                .as_str()
                .is_some_and(|note| note.contains("stage 1 of 4: waits"))
            {
                return now;
            }
            // What moves on is told again once the clock has.
            desk.clock.advance(chrono::Duration::seconds(1));
            let _ = events.recv().await;
        }
    };
    let waiting = tokio::time::timeout(std::time::Duration::from_secs(60), waits)
        .await
        .expect("it says what it waits for");
    assert_eq!(waiting["state"], "running", "{waiting}");
    let id = waiting["result"]["bulk"]["job"]["id"].clone();
    let error = desk
        .try_call("bulk.undo", json!({ "id": id, "reason": "now" }))
        .await
        .expect_err("it is at work");
    assert_eq!(error.code, ErrorCode::Invalid);

    desk.call("jobs.cancel", json!({ "id": job["id"] })).await;
    let ended = desk.finished(&job).await;
    assert_eq!(ended["state"], "canceled", "{ended}");
    let bulk = desk.call("bulk.get", json!({ "id": id })).await;
    assert_eq!(
        (&bulk["job"]["state"], &bulk["job"]["done"]),
        (&json!("canceled"), &json!(1))
    );
    let undo = undone(&desk, &bulk).await;
    assert_eq!(undo["job"]["done"], 1, "{undo}");
    assert_eq!(desk.call("transactions.counts", json!({})).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_makes_no_sense_is_refused() {
    let mut desk = Desk::with_sample().await;
    let scope = json!({ "kind": "filter", "filter": { "statuses": ["Failed"] } });
    let patch = |field: &str, value: &str| {
        let rule =
            json!({ "objectName": "Visit", "field": field, "change": { "kind": "set", "value": value } });
        json!({ "kind": "patch", "rule": rule })
    };
    let mut with_canary = start(json!({ "kind": "ignore" }), scope.clone());
    with_canary["canary"] = json!({ "runProcessor": false });
    let mut without_reason = start(json!({ "kind": "retry" }), scope.clone());
    without_reason["reason"] = "  ".into();
    let refused = [
        start(patch("", "1"), scope.clone()),
        start(patch("Status", "not JSON"), scope.clone()),
        start(json!({ "kind": "undo", "of": 1 }), scope.clone()),
        start(json!({ "kind": "retry" }), json!({ "kind": "journal", "job": 1 })),
        start(json!({ "kind": "assign", "assignee": " " }), scope.clone()),
        with_canary,
        without_reason,
    ];
    for request in refused {
        let error = desk
            .try_call("bulk.start", request.clone())
            .await
            .expect_err("refused");
        assert_eq!(error.code, ErrorCode::Invalid, "{request}");
    }
    let (_, comment) = done(&desk, start(json!({ "kind": "comment" }), scope.clone())).await;
    let undo = json!({ "id": comment["job"]["id"], "reason": "no" });
    let error = desk
        .try_call("bulk.undo", undo)
        .await
        .expect_err("nothing to undo");
    assert_eq!(error.code, ErrorCode::Invalid);
    let error = desk
        .try_call("bulk.undo", json!({ "id": 4711, "reason": "no" }))
        .await
        .expect_err("no such job");
    assert_eq!(error.code, ErrorCode::NotFound);

    desk.caller = Caller {
        role: Role::Viewer,
        ..desk.caller
    };
    let error = desk
        .try_call("bulk.start", start(json!({ "kind": "retry" }), scope))
        .await
        .expect_err("may only look");
    assert_eq!(error.code, ErrorCode::NotPermitted);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_job_stays_listed_and_says_that_it_can_no_longer_be_undone() {
    let desk = Desk::with_sample().await;
    let failed = json!({ "kind": "filter", "filter": { "statuses": ["Failed"] } });
    let (_, bulk) = done(&desk, start(json!({ "kind": "ignore" }), failed)).await;
    desk.call("workspace.close", json!({})).await;
    desk.clock.advance(chrono::Duration::days(31));
    desk.console.watch();
    let mut events = desk.console.events();
    let path = json!({ "storePath": desk.path("sample.syncstore") });
    desk.call("workspace.open", path).await;
    let pruned = async { while !matches!(events.recv().await, Ok(ConsoleEvent::JournalsPruned)) {} };
    tokio::time::timeout(std::time::Duration::from_secs(60), pruned)
        .await
        .expect("its journal is removed");

    let id = &bulk["job"]["id"];
    let kept = desk.call("bulk.get", json!({ "id": id })).await;
    assert!(kept["job"]["journalPrunedAt"].is_string(), "{kept}");
    assert_eq!(kept["job"]["done"], bulk["job"]["done"]);
    let refused = desk
        .try_call("bulk.undo", json!({ "id": id, "reason": "late" }))
        .await
        .expect_err("there is nothing to undo it from");
    assert_eq!(refused.code, ErrorCode::Invalid);
    assert!(refused.message.contains("can no longer be undone"), "{refused:?}");
}
