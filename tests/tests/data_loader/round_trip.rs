//! What is exported goes in again, and is the same.

use journeys::Desk;
use serde_json::json;

use crate::files::{empty, export, import, import_one, stored, tally, transactions, write};

#[tokio::test(flavor = "multi_thread")]
async fn a_processed_sample_comes_back_identical() {
    let sample = Desk::with_sample().await;
    let before = export(&sample, "out").await;
    assert!(before.iter().all(|file| file.lines().count() > 10));

    let copy = empty().await;
    let files =
        ["Log", "Record", ""].map(|ending| sample.path(&format!("out/DeviceSyncTransaction{ending}.csv")));
    let job = import(&copy, &files.each_ref(), false).await;
    assert_eq!(job["state"], "completed", "{job}");
    let after = export(&copy, "out").await;
    for (before, after) in before.iter().zip(&after) {
        for (before, after) in before.lines().zip(after.lines()) {
            assert_eq!(before, after);
        }
        assert_eq!(before.len(), after.len());
    }
    let counts = |desk: Desk| async move { desk.call("transactions.counts", json!({})).await };
    assert_eq!(counts(sample).await, counts(copy).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_takes_its_own_export_as_unchanged() {
    let sample = Desk::with_sample().await;
    let before = export(&sample, "out").await;
    for name in [
        "DeviceSyncTransaction",
        "DeviceSyncTransactionRecord",
        "DeviceSyncTransactionLog",
    ] {
        let report = import_one(&sample, &sample.path(&format!("out/{name}.csv"))).await;
        let [added, unchanged, rejected] = tally(&report);
        assert_eq!((added, rejected), (0, 0), "{report}");
        assert!(unchanged > 0);
    }
    assert_eq!(before, export(&sample, "again").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_texts_come_back_as_they_were() {
    let desk = empty().await;
    import_one(&desk, &write(&desk, "t.csv", transactions(1..2))).await;
    let payloads = [
        "{\"\"a\"\": \"\"=SUM(A1)\"\",\r\n\t\"\"b\"\": 12345678901234567890.10}",
        "no JSON, but \"\"kept\"\"",
        "{\"\"emoji\"\":\"\"\u{1f9ea} é \u{202e}\"\"",
        "   ",
    ];
    let mut file = format!("{}\n", crate::files::ITEMS);
    for (number, payload) in payloads.iter().enumerate() {
        file.push_str(&format!(
            "1QR{number:012},R-{number},1QT000000000001,Visit,update,2026-11-01T10:00:00Z,i-{number},Ready,\"{payload}\"\n"
        ));
    }
    assert_eq!(
        tally(&import_one(&desk, &write(&desk, "i.csv", &file)).await),
        [4, 0, 0]
    );
    desk.mask_on_screen(false).await;
    let detail = desk.call("transactions.get", json!({ "key": "T-1" })).await;
    let stored: Vec<&str> = detail["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|item| item["FieldValues"].as_str().expect("a payload"))
        .collect();
    let given: Vec<String> = payloads
        .iter()
        .map(|payload| payload.replace("\"\"", "\""))
        .collect();
    assert_eq!(stored, given);

    let [_, exported, _] = export(&desk, "out").await;
    for payload in payloads {
        assert!(exported.contains(payload), "{payload:?} is not in {exported}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_canceled_export_leaves_the_files_of_the_one_before() {
    let desk = empty().await;
    import_one(&desk, &write(&desk, "t.csv", transactions(0..30))).await;
    let before = export(&desk, "out").await;
    import_one(&desk, &write(&desk, "more.csv", transactions(30..60))).await;

    let request = json!({ "filter": {}, "format": "csv", "out": desk.path("out") });
    let job = desk.call("data.export", request).await;
    desk.call("jobs.cancel", json!({ "id": job["id"] })).await;
    let job = desk.finished(&job).await;
    // It may have been through already; either way no file is half.
    let files = std::fs::read_dir(desk.path("out"))
        .expect("the folder is there")
        .count();
    assert_eq!(files, 3);
    let now = std::fs::read_to_string(desk.path("out/DeviceSyncTransaction.csv")).expect("the file is there");
    match job["state"].as_str() {
        Some("canceled") => assert_eq!(now, before[0]),
        _ => assert_eq!(now.lines().count(), 61),
    }
    assert_eq!(stored(&desk).await, 60);
}
