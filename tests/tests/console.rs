//! Journeys through the commands, as an admin goes.

use console::{Caller, ErrorCode, Role};
use journeys::Desk;
use serde_json::{Value, json};

/// A Failed transaction with an error that filling in one field mends: the README's tour.
async fn one_with_a_missing_field(desk: &Desk) -> Value {
    let rows = desk.rows(&["Failed"], Some("REQUIRED_FIELD_MISSING")).await;
    let row = rows.first().expect("the sample has one");
    desk.call("transactions.get", json!({ "key": row["id"] })).await
}

/// The edit that fills in the missing field that the newest log entry names.
fn filling_in(detail: &Value, json_value: &str) -> Value {
    let log = &detail["logEntries"][0];
    let field = log["FieldName"].as_str().expect("the error names a field");
    let items = detail["items"].as_array().expect("items");
    let item = items
        .iter()
        .find(|item| item["Id"] == log["ExceptionLocation"])
        .expect("the error names an item");
    let payload = item["FieldValues"].as_str().expect("a payload");
    let mut values = model::FieldValues::parse(payload).expect("an object");
    values.set(field, json_value).expect("JSON");
    json!({
        "id": detail["transaction"]["Id"],
        "fields": [],
        "items": [{ "itemId": item["Id"], "fieldValues": values.to_json(), "recordIdentifier": null }],
    })
}

/// A value that the org takes for the missing field, from its describe.
async fn a_value_for(desk: &Desk, detail: &Value) -> String {
    let log = &detail["logEntries"][0];
    let object = desk
        .call("org.describe", json!({ "objectName": log["ObjectName"] }))
        .await;
    let fields = object["fields"].as_array().expect("fields");
    let field = fields
        .iter()
        .find(|field| field["name"] == log["FieldName"])
        .expect("the org knows it");
    match field["picklistValues"]
        .as_array()
        .and_then(|values| values.first())
    {
        Some(value) => value.to_string(),
        None => "\"Filled in by an admin\"".to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn from_failed_to_success() {
    let desk = Desk::with_sample().await;
    let before = desk.call("transactions.counts", json!({})).await;
    let detail = one_with_a_missing_field(&desk).await;
    let id = detail["transaction"]["Id"].clone();
    let edit = filling_in(&detail, &a_value_for(&desk, &detail).await);

    let preview = desk.call("transactions.checkEdit", edit.clone()).await;
    assert_eq!(preview["problems"], json!([]), "{preview}");
    assert_eq!(preview["changes"].as_array().map(Vec::len), Some(1), "{preview}");

    let save = json!({
        "edit": edit, "expectedVersion": detail["version"], "reason": "The user told me by phone", "acceptProblems": false,
    });
    let answer = desk.call("transactions.edit", save).await;
    let version = answer["saved"]["version"].clone();
    let request = json!({ "targets": [{ "id": id, "expectedVersion": version }], "reason": "Mended" });
    let answers = desk.call("transactions.retry", request).await;
    assert_eq!(
        answers["answers"][0]["result"],
        json!({ "kind": "done", "status": "Retry" })
    );

    let run = desk.process().await;
    assert_eq!(run["state"], "completed", "{run}");
    let after = desk.call("transactions.get", json!({ "key": id })).await;
    assert_eq!(after["transaction"]["Status"], "Success");
    let history = after["history"].to_string();
    assert!(
        history.contains("Ada Admin") && history.contains("The user told me by phone"),
        "{history}"
    );
    assert_eq!(after["attempts"][0]["outcome"], "Success");
    let counts = desk.call("transactions.counts", json!({})).await;
    assert_eq!(
        counts["Failed"].as_i64(),
        before["Failed"].as_i64().map(|failed| failed - 1)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn two_admins_do_not_overwrite_each_other() {
    let desk = Desk::with_sample().await;
    let detail = one_with_a_missing_field(&desk).await;
    let edit = filling_in(&detail, &a_value_for(&desk, &detail).await);
    let save = |reason: &str| json!({ "edit": edit, "expectedVersion": detail["version"], "reason": reason, "acceptProblems": false });
    assert!(desk.call("transactions.edit", save("first")).await["saved"].is_object());

    let second = desk.call("transactions.edit", save("second")).await;
    assert_eq!(
        second["conflict"]["transaction"]["Id"], detail["transaction"]["Id"],
        "the current state is shown"
    );
    let stale = json!({
        "targets": [{ "id": detail["transaction"]["Id"], "expectedVersion": detail["version"] }], "reason": "stale",
    });
    let answers = desk.call("transactions.ignore", stale).await;
    assert_eq!(answers["answers"][0]["result"]["kind"], "conflict");
    let after = desk
        .call("transactions.get", json!({ "key": detail["transaction"]["Id"] }))
        .await;
    assert_eq!(after["transaction"]["Status"], "Failed");
    assert!(!after["history"].to_string().contains("second"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_edit_is_refused_with_the_field_and_nothing_changes() {
    let desk = Desk::with_sample().await;
    let detail = one_with_a_missing_field(&desk).await;
    let item = detail["items"][0]["Id"].clone();
    let save = |payload: &str, accept: bool| {
        json!({
            "edit": {
                "id": detail["transaction"]["Id"], "fields": [],
                "items": [{ "itemId": item, "fieldValues": payload, "recordIdentifier": null }],
            },
            "expectedVersion": detail["version"], "reason": "try", "acceptProblems": accept,
        })
    };
    for (payload, code) in [
        ("not JSON", "JSON_PARSER_ERROR"),
        ("[1]", "JSON_PARSER_ERROR"),
        (r#"{"NoSuchField__c": 1}"#, "INVALID_FIELD"),
    ] {
        let error = desk
            .try_call("transactions.edit", save(payload, false))
            .await
            .expect_err(payload);
        assert_eq!(error.code, ErrorCode::Invalid);
        assert!(
            error.details.to_string().contains(code),
            "{payload}: {}",
            error.details
        );
    }
    let error = desk
        .try_call("transactions.edit", save("{", true))
        .await
        .expect_err("no object");
    assert_eq!(error.code, ErrorCode::Invalid, "broken JSON is never saved");
    let after = desk
        .call("transactions.get", json!({ "key": detail["transaction"]["Id"] }))
        .await;
    assert_eq!(after, detail);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_change_needs_a_reason_and_the_permission() {
    let mut desk = Desk::with_sample().await;
    let row = desk.rows(&["Failed"], None).await[0].clone();
    let request =
        |reason: &str| json!({ "targets": [{ "id": row["id"], "expectedVersion": null }], "reason": reason });
    let error = desk
        .try_call("transactions.retry", request("  "))
        .await
        .expect_err("no reason");
    assert_eq!(error.code, ErrorCode::Invalid);

    desk.caller = Caller {
        actor: "Vera Viewer".into(),
        role: Role::Viewer,
    };
    let error = desk
        .try_call("transactions.retry", request("why not"))
        .await
        .expect_err("a viewer");
    assert_eq!(error.code, ErrorCode::NotPermitted);
    desk.call("transactions.counts", json!({})).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn illegal_changes_are_answered_one_by_one() {
    let desk = Desk::with_sample().await;
    let success = desk.rows(&["Success"], None).await[0].clone();
    let failed = desk.rows(&["Failed"], None).await[0].clone();
    let nobody = model::IdGenerator::seeded(99).next("1QT");
    let targets: Vec<Value> = [success["id"].clone(), failed["id"].clone(), json!(nobody)]
        .into_iter()
        .map(|id| json!({ "id": id, "expectedVersion": null }))
        .collect();
    let answers = desk
        .call(
            "transactions.ignore",
            json!({ "targets": targets, "reason": "tidy up" }),
        )
        .await;
    let kinds: Vec<&Value> = answers["answers"]
        .as_array()
        .expect("answers")
        .iter()
        .map(|answer| &answer["result"]["kind"])
        .collect();
    assert_eq!(kinds, ["notAllowed", "done", "notFound"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_are_checked_versioned_and_inherited() {
    let desk = Desk::with_sample().await;
    let view = desk.call("settings.mobile", json!({})).await;
    let mut value = view["orgDefault"].clone();
    value["mobileOfflineDaysLimit"] = json!(0);
    let save = |value: &Value, version: &Value| json!({ "value": value, "expectedVersion": version, "reason": "audit" });
    let error = desk
        .try_call(
            "settings.saveMobileDefault",
            save(&value, &view["orgDefaultVersion"]),
        )
        .await
        .expect_err("out of range");
    assert_eq!(error.details[0]["field"], "mobileOfflineDaysLimit");

    value["mobileOfflineDaysLimit"] = json!(14);
    let saved = desk
        .call(
            "settings.saveMobileDefault",
            save(&value, &view["orgDefaultVersion"]),
        )
        .await;
    assert_eq!(saved["profiles"][0]["effective"]["mobileOfflineDaysLimit"], 14);
    let error = desk
        .try_call(
            "settings.saveMobileDefault",
            save(&value, &view["orgDefaultVersion"]),
        )
        .await
        .expect_err("a stale version");
    assert_eq!(error.code, ErrorCode::Conflict);

    let profile = &saved["profiles"][0];
    let request = json!({
        "profileId": profile["profile"]["Id"], "value": { "mobileOfflineDaysLimit": 7 },
        "expectedVersion": profile["version"], "reason": "field test",
    });
    let saved = desk.call("settings.saveMobileProfile", request).await;
    assert_eq!(saved["profiles"][0]["effective"]["mobileOfflineDaysLimit"], 7);
    assert_eq!(saved["profiles"][1]["effective"]["mobileOfflineDaysLimit"], 14);
    assert!(saved["history"].to_string().contains("field test"));
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_are_no_store_are_refused_and_left_alone() {
    let desk = Desk::new();
    let path = desk.path("notes.syncstore");
    std::fs::write(&path, "these are my notes").unwrap();
    let error = desk
        .try_call("workspace.open", json!({ "storePath": path }))
        .await
        .expect_err("notes");
    assert_eq!(error.code, ErrorCode::NotAStore);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "these are my notes");

    let missing = desk.path("missing.syncstore");
    let error = desk
        .try_call("workspace.open", json!({ "storePath": missing }))
        .await
        .expect_err("missing");
    assert_eq!(error.code, ErrorCode::NotFound);
    assert!(!missing.exists(), "nothing is made by opening");
    let error = desk
        .try_call("transactions.counts", json!({}))
        .await
        .expect_err("no workspace");
    assert_eq!(error.code, ErrorCode::NoWorkspace);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_says_what_is_wrong_with_its_request() {
    let desk = Desk::new();
    let error = desk
        .try_call("transactions.get", json!({ "name": 1 }))
        .await
        .expect_err("wrong form");
    assert_eq!(error.code, ErrorCode::BadRequest);
    let error = desk
        .try_call("transactions.delete", json!({}))
        .await
        .expect_err("no such command");
    assert_eq!(error.code, ErrorCode::UnknownCommand);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sample_that_is_canceled_leaves_no_files() {
    let desk = Desk::new();
    let path = desk.path("big.syncstore");
    let job = desk
        .call(
            "workspace.createSample",
            json!({ "storePath": path, "users": 50, "transactions": 5000, "seed": 1 }),
        )
        .await;
    desk.call("jobs.cancel", json!({ "id": job["id"] })).await;
    let job = desk.finished(&job).await;
    assert_eq!(job["state"], "canceled", "{job}");
    assert_eq!(
        std::fs::read_dir(path.parent().unwrap()).unwrap().count(),
        0,
        "no file is left behind"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_not_done_says_why_not_yet() {
    let desk = Desk::with_sample().await;
    let pending = ["Waiting", "New", "Retry", "Failed", "Canceled", "Manual"];
    let rows = desk.rows(&pending, None).await;
    assert!(!rows.is_empty());
    for row in rows {
        let explanation = desk
            .call("transactions.explain", json!({ "id": row["id"] }))
            .await;
        assert_eq!(explanation["status"], row["status"]);
        let status = row["status"].as_str().expect("a status");
        let needs_admin = ["Failed", "Canceled", "Manual"].contains(&status);
        let first = explanation["reasons"][0]["kind"].as_str().expect("a reason");
        assert_eq!(first == "admin", needs_admin, "{explanation}");
    }
    let done = desk.rows(&["Success"], None).await;
    let explanation = desk
        .call("transactions.explain", json!({ "id": done[0]["id"] }))
        .await;
    assert_eq!(explanation["reasons"], json!([]));
    let unknown = json!({ "id": "1QT000000000000" });
    let error = desk
        .try_call("transactions.explain", unknown)
        .await
        .expect_err("there is none");
    assert_eq!(error.code, ErrorCode::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_simulation_tells_whether_an_edit_would_help_and_changes_nothing_but_the_log() {
    let desk = Desk::with_sample().await;
    let detail = one_with_a_missing_field(&desk).await;
    let id = detail["transaction"]["Id"].clone();
    let as_it_is = desk
        .call("simulation.one", json!({ "id": id, "edit": null }))
        .await;
    assert_eq!(as_it_is["outcome"], "Failed", "{as_it_is}");
    let edit = filling_in(&detail, &a_value_for(&desk, &detail).await);
    let request = json!({ "id": id, "edit": edit });
    let edited = desk.call("simulation.one", request).await;
    assert_eq!(
        (&edited["outcome"], &edited["withEdit"]),
        (&json!("Success"), &json!(true)),
        "{edited}"
    );
    let mut after = desk.call("transactions.get", json!({ "key": id })).await;
    let logs = after["logEntries"].as_array_mut().expect("a log");
    let all = logs.len();
    logs.retain(|entry| entry["IsSimulated"] == json!(false));
    assert!(logs.len() < all, "what was simulated is in the log, marked");
    assert_eq!(after, detail);

    let viewer = Caller {
        actor: "Vera".to_owned(),
        role: Role::Viewer,
    };
    let request = json!({ "id": id, "edit": null });
    let error = desk.console.call(&viewer, "simulation.one", request).await;
    assert_eq!(error.expect_err("a viewer").code, ErrorCode::NotPermitted);
}

#[tokio::test(flavor = "multi_thread")]
async fn those_that_would_succeed_are_retried() {
    let desk = Desk::with_sample().await;
    let locks = desk.call("org.locks", json!({})).await;
    for lock in locks.as_array().expect("locks") {
        let request = json!({ "recordId": lock["recordId"], "reason": "its job is gone" });
        desk.call("org.releaseLock", request).await;
    }
    // One of them is mended, but not retried.
    let detail = one_with_a_missing_field(&desk).await;
    let edit = filling_in(&detail, &a_value_for(&desk, &detail).await);
    let request = json!({ "edit": edit, "expectedVersion": detail["version"], "reason": "filled in",
                          "acceptProblems": false });
    desk.call("transactions.edit", request).await;
    let request = json!({ "ids": null, "filter": { "statuses": ["Failed", "Manual"] }, "wholeQueue": false,
                          "lookbackDays": null });
    let job = desk.call("simulation.many", request).await;
    let job = desk.finished(&job).await;
    assert_eq!(job["state"], "completed", "{job}");
    let report = &job["result"]["simulation"];
    assert_eq!(report["simulated"], report["total"]);
    let counted: i64 = report["buckets"]
        .as_array()
        .expect("buckets")
        .iter()
        .map(|bucket| bucket["count"].as_i64().expect("a count"))
        .sum();
    assert_eq!(report["total"], counted);

    let request = json!({ "jobId": job["id"], "reason": "the simulation says so" });
    let answers = desk.call("simulation.retrySucceeding", request.clone()).await;
    let answers = answers["answers"].as_array().expect("answers").clone();
    assert_eq!(json!(answers.len()), report["wouldSucceed"]);
    assert!(!answers.is_empty(), "the sample has some: {report}");
    for answer in &answers {
        assert_eq!(answer["result"], json!({ "kind": "done", "status": "Retry" }));
    }
    let again = desk.call("simulation.retrySucceeding", request).await;
    for answer in again["answers"].as_array().expect("answers") {
        assert_eq!(answer["result"]["kind"], "conflict", "they were changed since");
    }
    desk.process().await;
    for answer in &answers {
        let now = desk
            .call("transactions.get", json!({ "key": answer["id"] }))
            .await;
        assert_eq!(now["transaction"]["Status"], "Success", "{now}");
    }

    let queue = json!({ "ids": null, "filter": null, "wholeQueue": true, "lookbackDays": null });
    let job = desk.call("simulation.many", queue).await;
    assert_eq!(desk.finished(&job).await["state"], "completed");
    let both = json!({ "ids": [], "filter": {}, "wholeQueue": false, "lookbackDays": null });
    let error = desk
        .try_call("simulation.many", both)
        .await
        .expect_err("two selections");
    assert_eq!(error.code, ErrorCode::Invalid);
    let request = json!({ "jobId": 4711, "reason": "r" });
    let error = desk
        .try_call("simulation.retrySucceeding", request)
        .await
        .expect_err("no such job");
    assert_eq!(error.code, ErrorCode::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_limits_of_the_org_are_set_and_hold() {
    let desk = Desk::with_sample().await;
    let mut limits = desk.call("org.limits", json!({})).await;
    assert_eq!(limits["queries"], 200);
    limits["queries"] = json!(0);
    let set = desk
        .call("org.setLimits", json!({ "limits": limits, "reason": "to see" }))
        .await;
    assert_eq!(set, limits);
    let history = &desk.call("settings.processor", json!({})).await["history"];
    assert_eq!(
        history.as_array().map(Vec::len),
        Some(1),
        "only what changed: {history}"
    );
    for (field, value) in [
        ("field", "limits.queries"),
        ("oldValue", "200"),
        ("newValue", "0"),
        ("reason", "to see"),
    ] {
        assert_eq!(history[0][field], value, "{history}");
    }
    let detail = one_with_a_missing_field(&desk).await;
    let edit = filling_in(&detail, &a_value_for(&desk, &detail).await);
    let request = json!({ "id": detail["transaction"]["Id"], "edit": edit });
    let simulated = desk.call("simulation.one", request).await;
    assert!(simulated.to_string().contains("LIMIT_EXCEEDED"), "{simulated}");
    limits["rows"] = json!(-1);
    let request = json!({ "limits": limits, "reason": "to see" });
    let error = desk
        .try_call("org.setLimits", request)
        .await
        .expect_err("below nothing");
    assert_eq!(error.code, ErrorCode::Invalid);
}
