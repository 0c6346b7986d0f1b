//! Payloads, names and errors that are too large, or made to do harm, go the whole way: in by a file, through every
//! question that a screen asks, and out again as they came.

use std::{fmt::Write as _, path::PathBuf};

use journeys::Desk;
use serde_json::{Value, json};

/// Markup, changes of direction, characters without width, control characters, formulas.
const TEXTS: [&str; 6] = [
    "<script>alert(1)</script>",
    "\u{202e}evil\u{202c} \u{2067}right\u{2069}",
    "zero\u{200b}width\u{feff}\u{2060}",
    "bell\u{7} \u{1b}[31mred",
    "=HYPERLINK(\"http://a.example\")",
    "'; DROP TABLE sync_transaction; --",
];
const PAYLOAD_CHARACTERS: usize = 5_000_000;
const FIELDS: usize = 10_000;
const MESSAGE_CHARACTERS: usize = 100_000;
/// What a list may answer for one row, in characters.
const MOST_OF_A_ROW: usize = 10_000;
const MADE: &str = "2026-11-20T10:00:00.000Z";

/// The transaction that is too large.
const LARGE: usize = TEXTS.len();

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

fn id(prefix: &str, number: usize) -> String {
    format!("{prefix}{number:012}")
}

/// The payload of an item and the message of the error of a transaction.
fn content(number: usize) -> (Value, String) {
    match TEXTS.get(number) {
        Some(text) => (
            json!({ "Name": text, "Description": text, *text: text }),
            (*text).to_owned(),
        ),
        None => {
            let fields = (0..FIELDS).map(|field| (format!("Field{field}__c"), json!(field)));
            let mut payload: serde_json::Map<String, Value> = fields.collect();
            payload.insert("Description".to_owned(), json!("x".repeat(PAYLOAD_CHARACTERS)));
            (Value::Object(payload), "m".repeat(MESSAGE_CHARACTERS))
        }
    }
}

/// A desk whose queue has a Failed transaction for each of these, and the files they came from.
async fn desk() -> (Desk, [PathBuf; 3]) {
    let desk = Desk::new();
    desk.call(
        "workspace.create",
        json!({ "storePath": desk.path("queue.syncstore") }),
    )
    .await;
    let mut transactions =
        "Id,Name,OwnerId,Status,OfflineUniqueIdentifier,OfflineTimestamp,DeviceIdentifier,AppVersion,\
                            MetadataVersion\n"
            .to_owned();
    let mut items = "Id,Name,DeviceSyncTransactionId,ObjectName,OperationType,OfflineCreatedDate,\
                     OfflineUniqueIdentifier,Status,RecordIdentifier,FieldValues\n"
        .to_owned();
    let mut logs = "Id,DeviceSyncTransactionId,LogType,CreatedDate,ExceptionCode,ObjectName,FieldName,Value,ExceptionLog\n"
        .to_owned();
    for number in 0..=LARGE {
        let text = quoted(TEXTS.get(number).unwrap_or(&"large"));
        let (transaction, item, log, record) = (
            id("1QT", number),
            id("1QR", number),
            id("1QL", number),
            id("001", number),
        );
        let (payload, message) = content(number);
        let (payload, message) = (quoted(&payload.to_string()), quoted(&message));
        writeln!(
            transactions,
            "{transaction},{text},005000000000001,Failed,u-{number},{MADE},{text},{text},{text}"
        )
        .expect("a String takes it");
        writeln!(
            items,
            "{item},{text},{transaction},Account,update,{MADE},i-{number},Ready,{record},{payload}"
        )
        .expect("a String takes it");
        writeln!(
            logs,
            "{log},{transaction},Error,{MADE},DUPLICATE_VALUE,{text},{text},{text},{message}"
        )
        .expect("a String takes it");
    }
    let files = [("t.csv", transactions), ("i.csv", items), ("l.csv", logs)].map(|(name, content)| {
        let path = desk.path(name);
        std::fs::write(&path, content).expect("the scratch folder can be written");
        path
    });
    let job = desk
        .call("data.import", json!({ "files": files, "allOrNone": true }))
        .await;
    let job = desk.finished(&job).await;
    assert_eq!(job["state"], "completed", "{}", job["error"]);
    // Kept means kept to the last character.
    desk.mask_on_screen(false).await;
    (desk, files)
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_content_is_kept_as_it_came_and_lists_stay_small() {
    let (desk, _files) = desk().await;
    let rows = desk.rows(&["Failed"], None).await;
    assert_eq!(rows.len(), LARGE + 1);
    let groups = desk.call("errorGroups.list", json!({})).await;
    for row in rows.iter().chain(groups["groups"].as_array().expect("groups")) {
        assert!(
            row.to_string().len() < MOST_OF_A_ROW,
            "{} characters",
            row.to_string().len()
        );
    }
    for number in 0..=LARGE {
        let (payload, message) = content(number);
        let detail = desk
            .call("transactions.get", json!({ "key": id("1QT", number) }))
            .await;
        let kept: Value =
            serde_json::from_str(detail["items"][0]["FieldValues"].as_str().expect("a payload"))
                .expect("JSON");
        assert!(kept == payload, "payload {number}");
        assert!(
            detail["logEntries"][0]["ExceptionLog"] == message,
            "message {number}"
        );
        let key = json!({ "id": detail["transaction"]["Id"] });
        desk.call("transactions.graph", key.clone()).await;
        desk.call("transactions.explain", key).await;
        let item = json!({ "id": detail["transaction"]["Id"], "itemId": detail["items"][0]["Id"] });
        desk.call("transactions.compare", item).await;
    }
    desk.call("overview.get", json!({})).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_patch_of_hostile_content_is_previewed_briefly_and_taken_back_exactly() {
    let (desk, _files) = desk().await;
    let action = json!({ "kind": "patch", "rule": {
        "objectName": "Account", "field": "Description", "change": { "kind": "set", "value": "\"mended\"" },
    } });
    let scope = json!({ "kind": "filter", "filter": { "statuses": ["Failed"] } });
    let preview = desk
        .call("bulk.preview", json!({ "action": action, "scope": scope }))
        .await;
    assert!(
        preview.to_string().len() < (LARGE + 1) * MOST_OF_A_ROW,
        "{} characters",
        preview.to_string().len()
    );
    let start =
        json!({ "action": action, "scope": scope, "reason": "r", "canary": null, "acceptProblems": true });
    let job = desk.call("bulk.start", start).await;
    let job = desk.finished(&job).await;
    assert_eq!(job["result"]["bulk"]["job"]["done"], LARGE + 1);
    let undo = desk.call("bulk.undo", json!({ "id": 1, "reason": "r" })).await;
    desk.finished(&undo).await;
    for number in 0..=LARGE {
        let detail = desk
            .call("transactions.get", json!({ "key": id("1QT", number) }))
            .await;
        let kept: Value =
            serde_json::from_str(detail["items"][0]["FieldValues"].as_str().expect("a payload"))
                .expect("JSON");
        assert!(kept == content(number).0, "payload {number}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_exported_comes_in_again_unchanged() {
    let (desk, _files) = desk().await;
    let out = desk.path("out");
    let job = desk
        .call(
            "data.export",
            json!({ "filter": {}, "format": "csv", "out": out }),
        )
        .await;
    assert_eq!(desk.finished(&job).await["state"], "completed");
    let names = [
        "DeviceSyncTransaction",
        "DeviceSyncTransactionRecord",
        "DeviceSyncTransactionLog",
    ];
    let files = names.map(|name| out.join(format!("{name}.csv")));
    let job = desk
        .call("data.import", json!({ "files": files, "allOrNone": true }))
        .await;
    let job = desk.finished(&job).await;
    for file in job["result"]["import"]["files"].as_array().expect("files") {
        assert_eq!(
            (&file["unchanged"], &file["added"]),
            (&json!(LARGE + 1), &json!(0)),
            "{file}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_with_a_nul_is_refused_and_says_so() {
    let (desk, [_, items, _]) = desk().await;
    let row = format!(
        "{},R,{},Account,update,{MADE},i-nul,Ready,,\"{{\"\"Name\"\":\"\"a\0b\"\"}}\"\n",
        id("1QR", 99),
        id("1QT", 0)
    );
    let header = std::fs::read_to_string(&items)
        .expect("the file")
        .lines()
        .next()
        .expect("a header")
        .to_owned();
    let path = desk.path("nul.csv");
    std::fs::write(&path, format!("{header}\n{row}")).expect("the scratch folder can be written");
    let job = desk
        .call("data.import", json!({ "files": [path], "allOrNone": false }))
        .await;
    let job = desk.finished(&job).await;
    let file = &job["result"]["import"]["files"][0];
    assert_eq!(file["rejected"], 1, "{file}");
}
