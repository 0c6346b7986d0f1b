//! The same again changes nothing, and what was there first stands.

use serde_json::json;

use crate::files::{ITEMS, empty, import, import_one, items, stored, tally, transactions, write};

#[tokio::test(flavor = "multi_thread")]
async fn the_same_file_twice_changes_nothing() {
    let desk = empty().await;
    let (file, child) = (
        write(&desk, "t.csv", transactions(0..5_000)),
        write(&desk, "i.csv", items(0..5_000)),
    );
    assert_eq!(tally(&import_one(&desk, &file).await), [5_000, 0, 0]);
    assert_eq!(tally(&import_one(&desk, &child).await), [5_000, 0, 0]);
    let before = desk.call("transactions.get", json!({ "key": "T-17" })).await;

    let job = import(&desk, &[&child, &file], false).await;
    for report in job["result"]["import"]["files"].as_array().expect("files") {
        assert_eq!(tally(report), [0, 5_000, 0]);
        assert_eq!(report["resumedAtRow"], 0);
    }
    assert_eq!(stored(&desk).await, 5_000);
    assert_eq!(
        desk.call("transactions.get", json!({ "key": "T-17" })).await,
        before
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_done_since_stays_when_the_file_comes_again() {
    let desk = empty().await;
    let file = write(&desk, "t.csv", transactions(1..3));
    import_one(&desk, &file).await;
    let id = desk.call("transactions.get", json!({ "key": "T-1" })).await["transaction"]["Id"].clone();
    let request = json!({ "targets": [{ "id": id, "expectedVersion": null }], "reason": "old" });
    desk.call("transactions.ignore", request).await;
    assert_eq!(tally(&import_one(&desk, &file).await), [0, 2, 0]);
    let detail = desk.call("transactions.get", json!({ "key": "T-1" })).await;
    assert_eq!(detail["transaction"]["Status"], "Canceled");
}

#[tokio::test(flavor = "multi_thread")]
async fn other_content_under_the_same_key_is_refused() {
    let desk = empty().await;
    import_one(&desk, &write(&desk, "t.csv", transactions(1..4))).await;
    let other = transactions(1..4)
        .replace("T-1,", "T-9,")
        .replace("1QT000000000002", "1QT000000000008");
    let report = import_one(&desk, &write(&desk, "other.csv", other)).await;
    assert_eq!(tally(&report), [0, 1, 2]);
    let reasons: Vec<_> = report["firstRejects"]
        .as_array()
        .expect("rejects")
        .iter()
        .map(|row| row["reason"].clone())
        .collect();
    assert!(
        reasons[0].as_str().expect("text").contains("with other content"),
        "{reasons:?}"
    );
    assert!(
        reasons[1].as_str().expect("text").contains("another Id"),
        "{reasons:?}"
    );
    assert_eq!(
        desk.call("transactions.get", json!({ "key": "u-1" })).await["transaction"]["Name"],
        "T-1"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_whose_transaction_is_missing_go_in_once_it_is_there() {
    let desk = empty().await;
    let child = write(&desk, "i.csv", items(0..3));
    assert_eq!(tally(&import_one(&desk, &child).await), [0, 0, 3]);
    let file = write(&desk, "t.csv", transactions(0..2));
    let job = import(&desk, &[&child, &file], false).await;
    let files = &job["result"]["import"]["files"];
    assert_eq!(files[0]["objectName"], "DeviceSyncTransaction");
    assert_eq!(tally(&files[1]), [2, 0, 1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_imports_of_one_file_at_the_same_time_add_it_once() {
    let desk = empty().await;
    let file = write(&desk, "t.csv", transactions(0..6_000));
    let request = json!({ "files": [file], "allOrNone": false });
    let one = desk.call("data.import", request.clone()).await;
    let two = desk.call("data.import", request).await;
    let (one, two) = tokio::join!(desk.finished(&one), desk.finished(&two));
    let report = |job: &serde_json::Value| tally(&job["result"]["import"]["files"][0]);
    let (one, two) = (report(&one), report(&two));
    assert_eq!(one[0] + two[0], 6_000, "{one:?} {two:?}");
    assert_eq!(one[2] + two[2], 0);
    assert_eq!(stored(&desk).await, 6_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn statuses_and_unknown_users_come_in_as_they_are() {
    let desk = empty().await;
    let file = [
        "Waiting", "New", "Retry", "Success", "Failed", "Canceled", "Manual",
    ]
    .iter()
    .enumerate()
    .fold(transactions(0..0), |file, (number, status)| {
        file + &transactions(number..number + 1)
            .lines()
            .last()
            .expect("a row")
            .replace("Failed", status)
            .replace("005000000000001", "005ZZZ00000000X")
            + "\n"
    });
    assert_eq!(
        tally(&import_one(&desk, &write(&desk, "t.csv", file)).await),
        [7, 0, 0]
    );
    let counts = desk.call("transactions.counts", json!({})).await;
    let count = |status: &str| counts[status].as_i64();
    assert_eq!(
        [
            count("Waiting"),
            count("New"),
            count("Retry"),
            count("InProgress")
        ],
        [Some(1), Some(1), Some(1), Some(0)]
    );
    let row = desk.rows(&["Manual"], None).await.remove(0);
    assert_eq!(
        (&row["ownerId"], &row["ownerName"]),
        (&json!("005ZZZ00000000X"), &json!(null))
    );
    assert!(ITEMS.contains("FieldValues"));
}
