//! Exports for people: workbooks, spreadsheets, support bundles.

use std::{fs::File, io::Read, path::Path};

use journeys::Desk;
use serde_json::{Value, json};

async fn export(desk: &Desk, format: &str, name: &str, safety: Value) -> Value {
    let request = json!({ "filter": {}, "format": format, "out": desk.path(name), "safety": safety });
    let job = desk.call("data.export", request).await;
    desk.finished(&job).await["result"]["export"].clone()
}

/// A file of an archive as text.
fn unpacked(archive: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(File::open(archive).expect("the file")).expect("an archive");
    let mut text = String::new();
    archive
        .by_name(name)
        .expect(name)
        .read_to_string(&mut text)
        .expect("text");
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workbook_has_a_sheet_for_each_object_and_no_formula() {
    let desk = Desk::with_sample().await;
    let report = export(&desk, "xlsx", "queue.xlsx", json!({})).await;
    let workbook = desk.path("queue.xlsx");
    let names = unpacked(&workbook, "xl/workbook.xml");
    for (number, (sheet, rows)) in [
        ("Transactions", &report["transactions"]),
        ("Items", &report["items"]),
        ("Log entries", &report["logEntries"]),
    ]
    .into_iter()
    .enumerate()
    {
        assert!(names.contains(&format!("name=\"{sheet}\"")), "{names}");
        let xml = unpacked(&workbook, &format!("xl/worksheets/sheet{}.xml", number + 1));
        assert_eq!(
            xml.matches("<row ").count() as i64,
            rows.as_i64().expect("a number") + 1
        );
        assert!(!xml.contains("<f>"), "{sheet} has a formula");
    }
    assert_eq!(report["cutValues"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_spreadsheet_would_take_for_a_formula_is_disarmed_when_asked() {
    let desk = Desk::with_sample().await;
    let rows = desk.rows(&["Failed"], None).await;
    let id = &rows[0]["id"];
    let log = json!({
        "id": id, "itemId": null, "exceptionCode": null, "objectName": null, "fieldName": null,
        "value": "=cmd|' /C calc'!A0", "message": "@SUM(1)", "reason": "test",
    });
    desk.call("transactions.log", log).await;
    for (disarm, value) in [(false, "=cmd|"), (true, "'=cmd|")] {
        export(&desk, "csv", "queue.csv", json!({ "disarm": disarm })).await;
        let logs = std::fs::read_to_string(desk.path("queueLog.csv")).expect("log entries");
        assert!(logs.contains(&format!(",{value}")), "disarm: {disarm}");
        assert_eq!(logs.contains("'@SUM(1)"), disarm);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_support_bundle_has_what_explains_errors_and_nothing_personal() {
    let desk = Desk::with_sample().await;
    let out = desk.path("support.zip");
    let request = json!({ "filter": { "statuses": ["Failed"] }, "out": out });
    let job = desk.call("data.supportBundle", request).await;
    let report = desk.finished(&job).await["result"]["export"].clone();
    let counts = desk.call("transactions.counts", json!({})).await;
    assert_eq!(report["transactions"], counts["Failed"]);

    let lines = unpacked(&out, "transactions.jsonl");
    assert_eq!(json!(lines.lines().count()), counts["Failed"]);
    assert!(lines.contains("•••"));
    let rules = model::MaskRules::default();
    for line in lines.lines() {
        let line: Value = serde_json::from_str(line).expect("JSON");
        for item in line["items"].as_array().expect("items") {
            let object = item["ObjectName"].as_str().expect("an object");
            let Some(Ok(payload)) = item["FieldValues"].as_str().map(serde_json::from_str::<Value>) else {
                continue;
            };
            for (field, value) in payload.as_object().into_iter().flatten() {
                assert!(
                    !model::is_personal(object, field, &rules) || value == "•••" || value.is_null(),
                    "{field}: {value}"
                );
            }
        }
    }
    let groups: Value = serde_json::from_str(&unpacked(&out, "error-groups.json")).expect("JSON");
    assert!(groups.as_array().is_some_and(|groups| !groups.is_empty()));
    assert!(groups[0]["pattern"].is_string() && groups[0]["sampleMessage"].is_null());
    let settings: Value = serde_json::from_str(&unpacked(&out, "settings.json")).expect("JSON");
    assert!(settings["schedules"].is_array() && settings["syncProcessor"]["value"].is_object());
    assert!(unpacked(&out, "README.txt").contains("masked"));
}
