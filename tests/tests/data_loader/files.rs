//! Files, and the jobs that read and write them.

use std::{fmt::Write as _, ops::Range, path::PathBuf};

use journeys::Desk;
use serde_json::{Value, json};

/// The header of [`transactions`].
pub const TRANSACTIONS: &str = "Id,Name,OwnerId,Status,OfflineUniqueIdentifier,OfflineTimestamp,DeviceIdentifier,\
                                AppVersion,MetadataVersion,IsRealTime";
/// The header of [`items`].
pub const ITEMS: &str = "Id,Name,DeviceSyncTransactionId,ObjectName,OperationType,OfflineCreatedDate,\
                         OfflineUniqueIdentifier,Status,FieldValues";

/// Transactions of these numbers, all Failed.
pub fn transactions(numbers: Range<usize>) -> String {
    let mut file = format!("{TRANSACTIONS}\n");
    for number in numbers {
        writeln!(
            file,
            "1QT{number:012},T-{number},005000000000001,Failed,u-{number},2026-11-01T10:00:00.000Z,iPad,1.2,7,false"
        )
        .expect("a String takes it");
    }
    file
}

/// One item of each transaction of these numbers.
pub fn items(numbers: Range<usize>) -> String {
    let mut file = format!("{ITEMS}\n");
    for number in numbers {
        writeln!(
            file,
            "1QR{number:012},R-{number},1QT{number:012},Visit,update,2026-11-01T10:00:00.000Z,i-{number},Ready,\
             \"{{\"\"Number__c\"\":{number}}}\""
        )
        .expect("a String takes it");
    }
    file
}

/// A console with an empty store.
pub async fn empty() -> Desk {
    let desk = Desk::new();
    desk.call(
        "workspace.create",
        json!({ "storePath": desk.path("queue.syncstore") }),
    )
    .await;
    desk
}

/// Writes a file.
pub fn write(desk: &Desk, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = desk.path(name);
    std::fs::write(&path, content).expect("the scratch folder can be written");
    path
}

/// Imports files and answers the job as it ended.
pub async fn import(desk: &Desk, files: &[&PathBuf], all_or_none: bool) -> Value {
    let job = desk
        .call("data.import", json!({ "files": files, "allOrNone": all_or_none }))
        .await;
    desk.finished(&job).await
}

/// Imports one file, and answers its report.
pub async fn import_one(desk: &Desk, file: &PathBuf) -> Value {
    let job = import(desk, &[file], false).await;
    assert_eq!(job["error"], Value::Null, "{job}");
    job["result"]["import"]["files"][0].clone()
}

/// Added, unchanged and rejected rows of a report.
pub fn tally(report: &Value) -> [i64; 3] {
    ["added", "unchanged", "rejected"].map(|name| report[name].as_i64().expect("a number"))
}

/// How many transactions the store has.
pub async fn stored(desk: &Desk) -> i64 {
    let counts = desk.call("transactions.counts", json!({})).await;
    counts
        .as_object()
        .expect("counts")
        .values()
        .filter_map(Value::as_i64)
        .sum()
}

/// Exports to CSV and answers the text of the three files.
pub async fn export(desk: &Desk, folder: &str) -> [String; 3] {
    let request = json!({ "filter": {}, "format": "csv", "out": desk.path(folder) });
    let job = desk.call("data.export", request).await;
    let job = desk.finished(&job).await;
    assert_eq!(job["state"], "completed", "{job}");
    [
        "DeviceSyncTransaction.csv",
        "DeviceSyncTransactionRecord.csv",
        "DeviceSyncTransactionLog.csv",
    ]
    .map(|name| std::fs::read_to_string(desk.path(folder).join(name)).expect("the file is there"))
}
