//! The daily report of a sample, as an admin reads it on a Monday morning.

use journeys::Desk;
use serde_json::{Value, json};

fn section<'a>(report: &'a Value, title: &str) -> &'a [Value] {
    let sections = report["sections"].as_array().expect("sections");
    let section = sections.iter().find(|section| section["title"] == title);
    section.unwrap_or_else(|| panic!("{title} is not in {report}"))["rows"]
        .as_array()
        .expect("rows")
}

/// What the rows have in a column.
fn column(rows: &[Value], at: usize) -> Vec<&Value> {
    rows.iter().map(|row| &row[at]["value"]).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_is_told_as_it_was_and_leaves_the_house_without_messages() {
    let desk = Desk::with_sample().await;
    let friday = json!({ "day": "2026-11-20", "zone": "utc" });
    let report = desk.call("report.get", friday.clone()).await;
    let overview = desk.call("overview.get", json!({})).await;
    let hours = overview["hours"].as_array().expect("hours");
    let failed_on_friday: i64 = hours
        .iter()
        .filter(|hour| hour["at"].as_str().is_some_and(|at| at.starts_with("2026-11-20")))
        .filter_map(|hour| hour["failed"].as_i64())
        .sum();
    assert!(failed_on_friday > 0, "{overview}");
    let outcomes = section(&report, "Attempts by outcome");
    let failed = outcomes
        .iter()
        .find(|row| row[0]["value"] == "Failed")
        .expect("a row");
    assert_eq!(failed[1]["value"], failed_on_friday);
    let by_hour: i64 = column(section(&report, "Attempts by hour"), 2)
        .into_iter()
        .filter_map(Value::as_i64)
        .sum();
    assert_eq!(by_hour, failed_on_friday);
    let errors = section(&report, "Most frequent errors");
    let failures: i64 = column(errors, 4).into_iter().filter_map(Value::as_i64).sum();
    assert_eq!(failures, failed_on_friday, "every failure is of a group");
    assert!(column(errors, 7).iter().all(|cause| *cause != ""), "{errors:?}");
    let devices = section(&report, "Devices offline for long");
    assert_eq!(
        Some(devices.len()),
        overview["offlineDevices"]["devices"].as_array().map(Vec::len)
    );

    let files = json!({
        "day": "2026-11-20", "zone": "utc", "to": ["ann@example.com"],
        "html": desk.path("report.html"), "csv": desk.path("report.csv"), "eml": desk.path("report.eml"),
    });
    desk.call("report.save", files).await;
    let page = std::fs::read_to_string(desk.path("report.html")).expect("a page");
    let table = std::fs::read_to_string(desk.path("report.csv")).expect("a table");
    let groups = desk.call("errorGroups.list", json!({})).await;
    let groups = groups["groups"].as_array().expect("groups");
    let messages = groups
        .iter()
        .filter(|group| group["sampleMessage"] != group["pattern"])
        .filter_map(|group| group["sampleMessage"].as_str());
    let mut looked_at = 0;
    for message in messages {
        assert!(!page.contains(message) && !table.contains(message), "{message}");
        looked_at += 1;
    }
    assert!(looked_at > 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_of_yesterday_unless_told_and_never_of_tomorrow() {
    let desk = Desk::with_sample().await;
    let yesterday = desk.call("report.get", json!({ "zone": "utc" })).await;
    assert_eq!(yesterday["day"], "2026-11-22");
    let today = json!({ "day": "2026-11-23", "zone": "utc" });
    let title = desk.call("report.get", today).await["title"].clone();
    assert_eq!(title, "Daily report of 2026-11-23 so far (UTC)");
    let tomorrow = json!({ "day": "2026-11-24", "zone": "utc" });
    let refused = desk.try_call("report.get", tomorrow).await.expect_err("refused");
    assert!(
        refused.message.contains("has not begun yet"),
        "{}",
        refused.message
    );
    assert_eq!(refused.details[0]["field"], "day");
}
