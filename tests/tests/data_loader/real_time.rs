//! What is real-time is processed on arrival.

use std::sync::Arc;

use chrono::Duration;
use model::{Clock, RunTrigger};
use serde_json::json;
use store::{RunBegun, RunEnding, RunOrder, Store};

use crate::files::{TRANSACTIONS, empty, import, items, write};

#[tokio::test(flavor = "multi_thread")]
async fn real_time_is_tried_when_the_import_ends_and_the_rest_waits_for_a_run() {
    let desk = empty().await;
    let row = |number: u32, is_real_time: bool| {
        format!(
            "1QT{number:012},T-{number},00500000000000{number},New,u-{number},2026-11-20T10:00:00.000Z,iPad,1.2,7,\
             {is_real_time}\n"
        )
    };
    let rows = [row(1, true), row(2, false), row(3, true)].concat();
    let transactions = write(&desk, "t.csv", format!("{TRANSACTIONS}\n{rows}"));
    // The third comes without its items.
    let items = write(&desk, "i.csv", items(1..3));

    let job = import(&desk, &[&transactions, &items], false).await;

    assert_eq!(job["state"], "completed", "{job}");
    let page = desk
        .call("runs.list", json!({ "before": null, "limit": 10 }))
        .await;
    let runs = page["runs"].as_array().expect("runs");
    assert_eq!(runs.len(), 1, "{page}");
    assert_eq!(
        (&runs[0]["trigger"], &runs[0]["status"]),
        (&json!("realTime"), &json!("Completed"))
    );
    for (name, attempts) in [("T-1", 1), ("T-2", 0), ("T-3", 0)] {
        let detail = desk.call("transactions.get", json!({ "key": name })).await;
        let tried = detail["attempts"].as_array().expect("attempts").len();
        assert_eq!(tried, attempts, "{name}: {detail}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn real_time_waits_for_the_end_of_a_run_of_another_program() {
    let desk = empty().await;
    let clock = Arc::clone(&desk.clock) as Arc<dyn Clock>;
    let other = Store::open(desk.path("queue.syncstore"), clock)
        .await
        .expect("the store opens");
    let order = RunOrder {
        name: "Run now".to_owned(),
        trigger: RunTrigger::CommandLine,
        lookback_days: 60,
        processor: "another program".to_owned(),
        lease: Duration::hours(1),
    };
    let RunBegun::Begun(at_work) = other.begin_run(&order).await.expect("the store answers") else {
        panic!("a run is at work");
    };
    let row = "1QT000000000001,T-1,005000000000001,New,u-1,2026-11-20T10:00:00.000Z,iPad,1.2,7,true\n";
    let transactions = write(&desk, "t.csv", format!("{TRANSACTIONS}\n{row}"));
    let items = write(&desk, "i.csv", items(1..2));
    let files = json!({ "files": [transactions, items], "allOrNone": false });
    let job = desk.call("data.import", files).await;
    let waits_for = desk.job_until(&job, |job| job["waitsFor"].is_string()).await["waitsFor"].clone();
    let words = waits_for.as_str().expect("words");
    assert!(
        words.starts_with("run 1 (\"Run now\", by another program)"),
        "{words}"
    );

    desk.clock.advance(Duration::minutes(1));
    let ended = other.end_run(at_work.id, &[], RunEnding::Completed).await;
    ended.expect("the store answers");
    other.close().await;
    let job = desk.finished(&job).await;

    assert_eq!(
        (&job["state"], &job["waitsFor"]),
        (&json!("completed"), &json!(null)),
        "{job}"
    );
    let page = desk
        .call("runs.list", json!({ "before": null, "limit": 10 }))
        .await;
    assert_eq!(page["runs"][0]["trigger"], "realTime", "{page}");
    assert_eq!(
        page["runs"][0]["startedAt"], page["runs"][1]["endedAt"],
        "never two at once"
    );
}
