//! Schedules in a console that is open, as an admin sees them.

use chrono::Duration;
use journeys::Desk;
use serde_json::{Value, json};

/// A desk with an empty workspace whose schedules run, and an active clone of the template.
async fn with_nightly() -> (Desk, Value) {
    let desk = Desk::new();
    desk.console.run_schedules();
    let request = json!({ "storePath": desk.path("queue.syncstore") });
    desk.call("workspace.create", request).await;
    let clone = json!({ "id": 1, "name": "Nightly", "reason": "go live" });
    let clone = desk.call("schedules.clone", clone).await;
    let activate = json!({
        "id": clone["id"], "expectedVersion": clone["version"], "isActive": true, "reason": "go live",
    });
    let active = desk.call("schedules.setActive", activate).await;
    (desk, active)
}

/// Waits until a run of the desk has ended, by listening; answers the newest.
async fn ended_run(desk: &Desk) -> Value {
    let mut events = desk.console.events();
    let waiting = async {
        loop {
            let page = desk
                .call("runs.list", json!({ "before": null, "limit": 10 }))
                .await;
            if page["runs"][0]["endedAt"].is_string() {
                return page["runs"][0].clone();
            }
            // An event, or a gap in them, is a reason to look again.
            let _ = events.recv().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(60), waiting)
        .await
        .expect("the run ends")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_activated_schedule_runs_and_makes_up_once_for_what_was_missed() {
    let (desk, schedule) = with_nightly().await;
    assert_eq!(schedule["nextRunAt"], "2026-11-24T01:00:00Z");
    let state = desk.call("processor.state", json!({})).await;
    assert_eq!(state["nextSchedule"], "Nightly");
    assert_eq!(state["nextRunAt"], schedule["nextRunAt"]);

    // The machine slept for three days; a change of any schedule is a reason to look. The clone is not changed
    // itself: the scheduler may still be about to look because of its activation, and then begins before the change.
    desk.clock.advance(Duration::days(3));
    let another = json!({ "id": 1, "name": "Weekly", "reason": "a second one" });
    desk.call("schedules.clone", another).await;
    let run = ended_run(&desk).await;
    assert_eq!(
        (run["trigger"].as_str(), run["status"].as_str()),
        (Some("catchUp"), Some("Completed"))
    );
    let page = desk
        .call("runs.list", json!({ "before": null, "limit": 10 }))
        .await;
    assert_eq!(page["runs"].as_array().map(Vec::len), Some(1));
    let schedules = desk.call("schedules.list", json!({})).await;
    assert_eq!(schedules[1]["nextRunAt"], "2026-11-27T01:00:00Z");
    let detail = desk.call("runs.get", json!({ "id": run["id"] })).await;
    assert_eq!(detail["run"]["name"], "Nightly");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paused_processor_begins_no_run_until_it_is_resumed() {
    let (desk, _) = with_nightly().await;
    let paused = json!({ "paused": true, "reason": "maintenance" });
    let state = desk.call("processor.setPaused", paused).await;
    assert_eq!(state["paused"]["by"], "Ada Admin");
    let refused = desk
        .try_call(
            "processor.run",
            json!({ "lookbackDays": 60, "untilEmpty": false }),
        )
        .await
        .expect_err("no run begins");
    assert!(refused.message.contains("maintenance"), "{refused:?}");
    desk.clock.advance(Duration::days(1));
    let resumed = json!({ "paused": false, "reason": "done" });
    desk.call("processor.setPaused", resumed).await;
    let run = ended_run(&desk).await;
    assert_eq!(run["trigger"], "catchUp", "what was due meanwhile runs now");
}
