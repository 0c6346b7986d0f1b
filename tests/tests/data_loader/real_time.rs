//! What is real-time is processed on arrival.

use serde_json::json;

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
    for (name, attempts) in [("T-1", 1), ("T-2", 0), ("T-3", 0)] {
        let detail = desk.call("transactions.get", json!({ "key": name })).await;
        let tried = detail["attempts"].as_array().expect("attempts").len();
        assert_eq!(tried, attempts, "{name}: {detail}");
    }
}
