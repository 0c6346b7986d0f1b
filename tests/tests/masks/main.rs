//! Personal data: masked in everything that the console answers, revealed one value at a time, kept by edits.

mod places;
mod reveals;

use std::collections::BTreeSet;

use console::{Caller, ErrorCode, Role};
use journeys::Desk;
use model::{FieldValues, MASK, MaskRules, is_personal};
use serde_json::{Value, json};

const STATUSES: [&str; 8] = [
    "Waiting",
    "New",
    "InProgress",
    "Retry",
    "Success",
    "Failed",
    "Canceled",
    "Manual",
];

async fn set_masks(desk: &Desk, change: impl FnOnce(&mut Value)) -> Value {
    let mut view = desk.call("masks.get", json!({})).await;
    change(&mut view["value"]);
    let request = json!({ "value": view["value"], "expectedVersion": view["version"], "reason": "audit" });
    desk.call("masks.save", request).await
}

async fn detail(desk: &Desk, id: &Value) -> Value {
    desk.call("transactions.get", json!({ "key": id })).await
}

/// Item by item: object, field and value of what is personal in the payloads of a transaction that is shown as it is.
fn personal(detail: &Value) -> Vec<(Value, String, String)> {
    let rules = MaskRules::default();
    let mut found = Vec::new();
    for item in detail["items"].as_array().expect("items") {
        let object = item["ObjectName"].as_str().expect("an object");
        let payload = item["FieldValues"].as_str().map(FieldValues::parse);
        for (field, json) in payload.iter().flatten().flat_map(FieldValues::iter) {
            let text: Option<String> = serde_json::from_str(json).unwrap_or_default();
            if let Some(text) = text.filter(|_| is_personal(object, field, &rules)) {
                found.push((item["Id"].clone(), field.to_owned(), text));
            }
        }
    }
    found
}

/// A transaction that can be edited and has personal data in a payload: its detail as it is, and what is personal.
async fn one_with_personal_data(desk: &Desk) -> (Value, Vec<(Value, String, String)>) {
    desk.mask_on_screen(false).await;
    for row in desk.rows(&["Failed"], None).await {
        let detail = detail(desk, &row["id"]).await;
        let personal = personal(&detail);
        if !personal.is_empty() {
            desk.mask_on_screen(true).await;
            return (detail, personal);
        }
    }
    panic!("the sample has one");
}

fn viewer() -> Caller {
    Caller {
        actor: "Vic Viewer".into(),
        role: Role::Viewer,
    }
}

/// The newest reveals, the newest first.
async fn reveals(desk: &Desk) -> Value {
    let request = json!({ "before": null, "limit": 10 });
    desk.call("reveals.list", request).await["reveals"].clone()
}

fn payload_of<'a>(detail: &'a Value, item: &Value) -> FieldValues<'a> {
    let items = detail["items"].as_array().expect("items");
    let item = items.iter().find(|one| one["Id"] == *item).expect("the item");
    FieldValues::parse(item["FieldValues"].as_str().expect("a payload")).expect("an object")
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_is_answered_shows_personal_data() {
    let desk = Desk::with_sample().await;
    desk.mask_on_screen(false).await;
    let rows = desk.rows(&STATUSES, None).await;
    let mut seen = Vec::new();
    for row in &rows {
        let values: BTreeSet<String> = personal(&detail(&desk, &row["id"]).await)
            .into_iter()
            // The sample takes its texts from a list of which a field without a mask takes too.
            .filter(|(_, field, _)| field != "InstructionDescription")
            .map(|(_, _, text)| text)
            .filter(|text| text.chars().count() >= 6)
            .collect();
        if !values.is_empty() {
            seen.push((row["id"].clone(), values));
        }
    }
    assert!(seen.len() > 50, "the sample has personal data");

    desk.mask_on_screen(true).await;
    let groups = desk.call("errorGroups.list", json!({})).await.to_string();
    let list = Value::from(desk.rows(&STATUSES, None).await).to_string();
    for (id, values) in &seen {
        let shown = detail(&desk, id).await;
        let mut answers = vec![groups.clone(), list.clone(), shown.to_string()];
        let edit = json!({ "id": id, "fields": [], "items": [] });
        answers.push(desk.call("transactions.checkEdit", edit).await.to_string());
        for item in shown["items"].as_array().expect("items") {
            let compare = json!({ "id": id, "itemId": item["Id"] });
            if let Ok(answer) = desk.try_call("transactions.compare", compare).await {
                answers.push(answer.to_string());
            }
            let record = json!({ "id": item["ProcessedRecordIdentifier"] });
            if let Ok(answer) = desk.try_call("org.record", record).await {
                answers.push(answer.to_string());
            }
        }
        if let Ok(answer) = desk
            .try_call("simulation.one", json!({ "id": id, "edit": null }))
            .await
        {
            answers.push(answer.to_string());
        }
        for value in values {
            let escaped = json!(value).to_string();
            let inner = escaped.trim_matches('"');
            assert!(
                answers.iter().all(|answer| !answer.contains(inner)),
                "{id}: {value}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_keeps_what_it_leaves_hidden_and_never_writes_the_mask() {
    let desk = Desk::with_sample().await;
    let (before, personal) = one_with_personal_data(&desk).await;
    let (item, field, text) = personal[0].clone();
    let id = before["transaction"]["Id"].clone();
    let shown = detail(&desk, &id).await;
    let edit = |values: &FieldValues| {
        json!({
            "id": id, "fields": [],
            "items": [{ "itemId": item, "fieldValues": values.to_json(), "recordIdentifier": null }],
        })
    };
    let save = |edit: Value, version: &Value| json!({ "edit": edit, "expectedVersion": version, "reason": "mended", "acceptProblems": true });

    let mut values = payload_of(&shown, &item);
    values.set("Extra__c", "1").expect("JSON");
    let preview = desk.call("transactions.checkEdit", edit(&values)).await;
    let changes = preview["changes"].as_array().expect("changes");
    assert_eq!(changes.len(), 1, "{preview}");
    assert_eq!(changes[0]["field"], "Extra__c");
    let saved = desk
        .call("transactions.edit", save(edit(&values), &shown["version"]))
        .await;
    let version = saved["saved"]["version"].clone();

    values.set(&field, "\"A new value\"").expect("JSON");
    let stale = desk
        .call("transactions.edit", save(edit(&values), &shown["version"]))
        .await;
    assert_eq!(stale["conflict"]["version"], version);
    assert!(
        !stale.to_string().contains(&format!("\"{text}\"")),
        "masked in the conflict too"
    );

    for (name, json) in [
        ("Extra__c", "\"•••\""),
        ("New__c", "\"•••\""),
        (field.as_str(), "\"•••x\""),
    ] {
        let mut values = payload_of(&shown, &item);
        values.set(name, json).expect("JSON");
        let refused = desk
            .try_call("transactions.edit", save(edit(&values), &version))
            .await;
        let refused = refused.map(|answer| answer["saved"].clone());
        if name == "Extra__c" {
            assert!(refused.is_ok(), "it has a value to keep");
        } else {
            assert_eq!(
                refused.expect_err("never the mask").code,
                ErrorCode::Invalid,
                "{name}"
            );
        }
    }

    let whole = json!({ "id": id, "fields": [], "items": [{ "itemId": item, "fieldValues": MASK, "recordIdentifier": null }] });
    let preview = desk.call("transactions.checkEdit", whole).await;
    assert_eq!(
        preview["changes"],
        json!([]),
        "a payload that was masked as a whole stays"
    );

    desk.mask_on_screen(false).await;
    let now = detail(&desk, &id).await;
    let kept = payload_of(&now, &item);
    assert_eq!(kept.get(&field), Some(json!(text).to_string().as_str()));
    assert_eq!(kept.get("Extra__c"), Some("1"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_adds_rules_and_each_change_is_kept() {
    let desk = Desk::with_sample().await;
    let (before, personal) = one_with_personal_data(&desk).await;
    let (item, field, text) = personal[0].clone();
    let id = before["transaction"]["Id"].clone();
    let rule = json!({ "objectName": " ", "field": format!(" {field} "), "isPart": false, "mask": false });
    let view = set_masks(&desk, |rules| rules["own"] = json!([rule])).await;
    assert_eq!(view["value"]["own"][0]["field"], field);
    assert_eq!(view["value"]["own"][0]["objectName"], Value::Null);
    assert_eq!(view["history"][0]["field"], "own");
    assert_eq!(view["history"][0]["actor"], "Ada Admin");
    let now = detail(&desk, &id).await;
    assert_eq!(
        payload_of(&now, &item).get(&field),
        Some(json!(text).to_string().as_str()),
        "not masked any more"
    );

    let twice = json!({ "value": { "onScreen": true, "own": [rule, rule] }, "expectedVersion": view["version"], "reason": "r" });
    assert_eq!(
        desk.try_call("masks.save", twice).await.expect_err("twice").code,
        ErrorCode::Invalid
    );
    let stale = json!({ "value": { "onScreen": false, "own": [] }, "expectedVersion": 0, "reason": "r" });
    assert_eq!(
        desk.try_call("masks.save", stale).await.expect_err("stale").code,
        ErrorCode::Conflict
    );
}
