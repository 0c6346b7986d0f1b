//! Imports that are stopped: what is done stays and is not done twice, or nothing stays.

use serde_json::{Value, json};

use crate::files::{empty, import, import_one, items, stored, tally, transactions, write};

/// A file with a bad row after the first batches, and a folder where its rejects file should be: the import stops
/// there.
#[tokio::test(flavor = "multi_thread")]
async fn an_import_goes_on_where_it_stopped() {
    let desk = empty().await;
    let content = transactions(0..14_000)
        .replace("T-10,005", "T-10,")
        .replace("T-12345,", "T-12345,extra,");
    let file = write(&desk, "t.csv", &content);
    let rejects = desk.path("t.csv.rejects.csv");

    // The first bad row is refused by its owner's place in the first batch; then the way is barred.
    let stopped = {
        std::fs::create_dir(&rejects).expect("a folder");
        import(&desk, &[&file], false).await
    };
    assert_eq!(stopped["state"], "failed", "{stopped}");
    assert!(
        stopped["error"]["message"]
            .as_str()
            .expect("text")
            .contains("t.csv.rejects.csv"),
        "{stopped}"
    );
    std::fs::remove_dir(&rejects).expect("it is empty");

    let report = import_one(&desk, &file).await;
    assert_eq!(tally(&report)[2], 1, "{report}");
    assert_eq!(report["resumedAtRow"], 10_000, "two batches were done");
    assert_eq!(stored(&desk).await, 13_999);
    let filed = std::fs::read_to_string(&rejects).expect("the rejects file");
    assert_eq!(filed.lines().count(), 2, "{filed}");
    assert!(filed.contains("T-12345"), "{filed}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_canceled_import_keeps_what_is_done_and_the_next_does_the_rest() {
    let desk = empty().await;
    let file = write(&desk, "t.csv", transactions(0..40_000));
    let job = desk
        .call("data.import", json!({ "files": [file], "allOrNone": false }))
        .await;
    let running = json!({ "id": job["id"] });
    while desk.call("jobs.get", running.clone()).await["done"].as_i64() < Some(5_000) {
        tokio::task::yield_now().await;
    }
    desk.call("jobs.cancel", running).await;
    let stopped = desk.finished(&job).await;
    let done = stored(&desk).await;
    let told = tally(&stopped["result"]["import"]["files"][0]);
    assert_eq!(told, [done, 0, 0], "a canceled import tells what it did");

    let report = import_one(&desk, &file).await;
    assert_eq!(stored(&desk).await, 40_000);
    if stopped["state"] == "canceled" {
        assert_eq!(report["resumedAtRow"], done);
        assert_eq!(tally(&report), [40_000, 0, 0]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn all_or_none_leaves_the_store_as_it_was() {
    let desk = empty().await;
    let (file, child) = (write(&desk, "t.csv", transactions(0..5_000)), desk.path("i.csv"));
    for (bad, reason) in [
        (items(0..5_000).replace("R-4999,", "R-4999,extra,"), "line 5001"),
        (items(0..5_001), "line 5002"),
    ] {
        std::fs::write(&child, bad).expect("the scratch folder can be written");
        let job = import(&desk, &[&file, &child], true).await;
        assert_eq!(job["error"]["code"], "invalid", "{job}");
        assert!(
            job["error"]["message"].as_str().expect("text").contains(reason),
            "{job}"
        );
        assert_eq!(job["error"]["details"][0]["file"], json!(child));
        assert_eq!(job["result"], Value::Null);
        assert_eq!(stored(&desk).await, 0);
        assert!(!desk.path("i.csv.rejects.csv").exists());
    }
    std::fs::write(&child, items(0..5_000)).expect("the scratch folder can be written");
    let job = import(&desk, &[&file, &child], true).await;
    assert_eq!(job["state"], "completed", "{job}");
    assert_eq!(stored(&desk).await, 5_000);
    assert_eq!(tally(&import_one(&desk, &child).await), [0, 5_000, 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_canceled_import_that_is_all_or_none_leaves_nothing() {
    let desk = empty().await;
    let file = write(&desk, "t.csv", transactions(0..40_000));
    let job = desk
        .call("data.import", json!({ "files": [file], "allOrNone": true }))
        .await;
    desk.call("jobs.cancel", json!({ "id": job["id"] })).await;
    let job = desk.finished(&job).await;
    assert_eq!(job["state"], "canceled", "{job}");
    assert_eq!(stored(&desk).await, 0);
}
