//! A value can be revealed wherever a mask stands for it: there, to an admin, on record, and nothing beside it.

use console::ErrorCode;
use journeys::Desk;
use serde_json::{Value, json};

use super::{detail, reveals, viewer};

const FIRST: &str = "1QT900000000001";
const SECOND: &str = "1QT900000000002";
const ITEM: &str = "1QR900000000002";
/// What the device wrote first, then proposed, and what an admin made of that.
const HAD: &str = "+41 44 000 11 22";
const SENT: &str = "+41 44 999 88 77";
const MENDED: &str = "+41 44 777 66 55";
const NO_EMAIL: &str = "ann at example";

/// A desk on which an update of an account's phone is applied, and a second one failed and was mended by hand; and
/// the account.
async fn desk() -> (Desk, Value) {
    let desk = Desk::with_sample().await;
    let locks = desk.call("org.locks", json!({})).await.to_string();
    let lookup = json!({ "objectName": "Account", "search": "", "limit": 100 });
    let accounts = desk.call("org.lookup", lookup).await;
    let ids = accounts.as_array().into_iter().flatten();
    let account = ids
        .map(|row| row["id"].clone())
        .find(|id| !locks.contains(id.as_str().unwrap_or_default()))
        .expect("an account that nobody holds");
    let rows = desk.rows(&["Success"], None).await;
    let owner = detail(&desk, &rows[0]["id"]).await["transaction"]["OwnerId"].clone();
    let (account_id, owner) = (account.as_str().expect("an Id"), owner.as_str().expect("an Id"));
    let transactions = format!(
        "Id,OwnerId,Status,OfflineUniqueIdentifier,OfflineTimestamp,DeviceIdentifier,AppVersion,MetadataVersion\n\
         {FIRST},{owner},New,first,2026-11-20T10:00:00Z,iPad,1,1\n\
         {SECOND},{owner},Failed,second,2026-11-21T10:00:00Z,iPad,1,1\n"
    );
    let items = format!(
        "Id,DeviceSyncTransactionId,ObjectName,OperationType,OfflineCreatedDate,OfflineUniqueIdentifier,Status,\
         RecordIdentifier,FieldValues\n\
         1QR900000000001,{FIRST},Account,update,2026-11-20T10:00:00Z,i-1,Ready,{account_id},\"{{\"\"Phone\"\":\"\"{HAD}\"\"}}\"\n\
         {ITEM},{SECOND},Account,update,2026-11-21T10:00:00Z,i-2,Ready,{account_id},\"{{\"\"Phone\"\":\"\"{SENT}\"\"}}\"\n"
    );
    let files = [("t.csv", transactions), ("i.csv", items)].map(|(name, content)| {
        let path = desk.path(name);
        std::fs::write(&path, content).expect("the scratch folder can be written");
        path
    });
    let job = desk
        .call("data.import", json!({ "files": files, "allOrNone": true }))
        .await;
    assert_eq!(desk.finished(&job).await["state"], "completed");
    desk.process().await;
    let first = detail(&desk, &json!(FIRST)).await;
    assert_eq!(first["transaction"]["Status"], "Success");
    let version = detail(&desk, &json!(SECOND)).await["version"].clone();
    let save = json!({
        "edit": edit(&json!({ "Phone": MENDED })), "expectedVersion": version, "reason": "mended",
        "acceptProblems": false,
    });
    desk.call("transactions.edit", save).await;
    (desk, account)
}

fn edit(payload: &Value) -> Value {
    let item = json!({ "itemId": ITEM, "fieldValues": payload.to_string(), "recordIdentifier": null });
    json!({ "id": SECOND, "fields": [], "items": [item] })
}

/// Reveals a value and looks at what is on record; nobody who may only look gets it.
async fn reveal(desk: &Desk, place: Value, field: &str, value: &str) {
    let request = json!({ "place": place, "field": field });
    let before = reveals(desk).await.as_array().map_or(0, Vec::len);
    let refused = desk
        .console
        .call(&viewer(), "payload.reveal", request.clone())
        .await;
    assert_eq!(refused.expect_err("only admins").code, ErrorCode::NotPermitted);
    let missing = json!({ "place": place, "field": "No_Such_Field__c" });
    assert_eq!(
        desk.try_call("payload.reveal", missing)
            .await
            .expect_err("none")
            .code,
        ErrorCode::NotFound,
        "{place}"
    );

    let answer = desk.call("payload.reveal", request).await;
    assert_eq!(answer["value"], json!(json!(value).to_string()), "{place}");
    let kept = reveals(desk).await;
    assert_eq!(kept.as_array().map_or(0, Vec::len), before + 1, "{place}");
    assert_eq!(kept[0], answer["reveal"]);
    assert_eq!(kept[0]["what"]["field"], field);
    assert_eq!(kept[0]["what"]["objectName"], "Account");
    for secret in [HAD, SENT, MENDED, NO_EMAIL] {
        let others = answer.to_string().replace(value, "");
        assert!(!others.contains(secret), "nothing but that value: {place}");
        assert!(!kept.to_string().contains(secret), "never a value: {place}");
    }
}

/// Of an answer that must be masked: it has a mask, and none of the values.
fn expect_masked(answer: &Value) {
    let text = answer.to_string();
    assert!(text.contains("•••"), "{text}");
    for secret in [HAD, SENT, MENDED, NO_EMAIL] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn in_the_three_way_compare_and_in_the_record() {
    let (desk, account) = desk().await;
    let compare = json!({ "id": SECOND, "itemId": ITEM });
    let compared = desk.call("transactions.compare", compare).await;
    expect_masked(&compared);
    let had = &compared["fields"][0]["had"];
    let place = json!({ "kind": "payload", "transactionId": had["transactionId"], "itemId": had["itemId"] });
    reveal(&desk, place, "Phone", HAD).await;
    assert_eq!(
        reveals(&desk).await[0]["what"]["transactionId"],
        detail(&desk, &json!(FIRST)).await["transaction"]["Id"]
    );
    let place = json!({ "kind": "record", "recordId": account });
    reveal(&desk, place, "Phone", HAD).await;
    let place = json!({ "kind": "payload", "transactionId": SECOND, "itemId": ITEM });
    reveal(&desk, place, "Phone", MENDED).await;
    expect_masked(&desk.call("org.record", json!({ "id": account })).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn in_the_history_of_edits() {
    let (desk, _) = desk().await;
    let shown = detail(&desk, &json!(SECOND)).await;
    expect_masked(&shown);
    let change = &shown["history"][0];
    assert_eq!(change["field"], "FieldValues.Phone");
    for (side, value) in [("before", SENT), ("after", MENDED)] {
        let place = json!({
            "kind": "history", "transactionId": SECOND, "itemId": change["itemId"],
            "changedAt": change["changedAt"], "side": side,
        });
        reveal(&desk, place, "Phone", value).await;
    }
    let after = detail(&desk, &json!(SECOND)).await;
    expect_masked(&after);
    assert_eq!(after["reveals"].as_array().map(Vec::len), Some(2));

    let other_time = json!({
        "kind": "history", "transactionId": SECOND, "itemId": ITEM, "changedAt": "2026-01-01T00:00:00Z",
        "side": "before",
    });
    let refused = desk
        .try_call("payload.reveal", json!({ "place": other_time, "field": "Phone" }))
        .await;
    assert_eq!(refused.expect_err("no such change").code, ErrorCode::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn in_what_a_simulation_came_to_and_in_the_log() {
    let (desk, account) = desk().await;
    let mended = edit(&json!({ "Phone": SENT }));
    let refused = edit(&json!({ "PersonEmail": NO_EMAIL }));
    for (edit, field, side, value) in [
        (Value::Null, "Phone", json!("before"), HAD),
        (Value::Null, "Phone", json!("after"), MENDED),
        (mended, "Phone", json!("after"), SENT),
        (refused, "PersonEmail", Value::Null, NO_EMAIL),
    ] {
        let request = json!({ "id": SECOND, "edit": edit });
        expect_masked(&desk.call("simulation.one", request).await);
        let logged = detail(&desk, &json!(SECOND)).await["logEntries"].clone();
        let is_of_record = side == "before";
        let place = json!({
            "kind": "simulation", "transactionId": SECOND, "edit": edit, "itemId": ITEM, "otherRecordId": null,
            "side": side,
        });
        reveal(&desk, place, field, value).await;
        let what = reveals(&desk).await[0]["what"].clone();
        assert_eq!(what["kind"] == "record", is_of_record);
        assert_eq!(what["recordId"] == account, is_of_record);
        let after = detail(&desk, &json!(SECOND)).await["logEntries"].clone();
        assert_eq!(after, logged, "to look again logs nothing");
    }

    // What was refused is in the log by now.
    let entry = detail(&desk, &json!(SECOND)).await["logEntries"][0].clone();
    assert_eq!(
        (&entry["FieldName"], &entry["Value"]),
        (&json!("PersonEmail"), &json!("•••"))
    );
    let place = json!({
        "kind": "logEntry", "transactionId": SECOND, "itemId": ITEM, "logEntryId": entry["Id"],
    });
    reveal(&desk, place, "PersonEmail", NO_EMAIL).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_the_preview_of_a_patch() {
    let (desk, _) = desk().await;
    let change = json!({ "kind": "replace", "find": "+41 44", "with": "0041 44" });
    let rule = json!({ "objectName": "Account", "field": "Phone", "change": change });
    let scope = json!({ "kind": "ids", "targets": [{ "id": SECOND, "expectedVersion": null }] });
    let request = json!({ "action": { "kind": "patch", "rule": rule }, "scope": scope });
    let preview = desk.call("bulk.preview", request).await;
    expect_masked(&preview);
    let row = &preview["patched"][0];
    let (transaction, item) = (&row["transaction"]["id"], &row["itemId"]);
    let place = json!({ "kind": "payload", "transactionId": transaction, "itemId": item });
    reveal(&desk, place, "Phone", MENDED).await;
    let place = json!({ "kind": "patched", "transactionId": transaction, "itemId": item, "change": change });
    reveal(&desk, place, "Phone", &MENDED.replace("+41", "0041")).await;
}
