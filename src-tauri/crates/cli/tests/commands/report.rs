//! The daily report.

use crate::support::Syncadm;

#[test]
fn a_report_is_shown_and_written() {
    let program = Syncadm::with_queue();
    let shown = program.run(&["report", "--day", "2026-11-02"]).exits(0).stdout;
    assert!(shown.contains("Daily report of 2026-11-02 (UTC)"), "{shown}");
    assert!(shown.contains("DUPLICATE_VALUE"), "{shown}");
    let report = program
        .run(&["--json", "report", "--day", "2026-11-02"])
        .exits(0)
        .json();
    assert_eq!(report["sections"][0]["title"], "Attempts by outcome");

    let written = ["report", "--html", "a.html", "--csv", "a.csv", "--eml", "a.eml"];
    let written = [&written[..], &["--to", "ann@example.com"]].concat();
    program.run(&written).exits(0);
    let read = |name: &str| std::fs::read_to_string(program.path(name)).unwrap();
    assert!(read("a.html").starts_with("<!doctype html>"));
    assert!(read("a.csv").starts_with("\u{feff}Daily report of "));
    assert!(read("a.eml").contains("X-Unsent: 1"));
}

#[test]
fn a_report_of_tomorrow_or_to_nobody_is_refused() {
    let program = Syncadm::with_store();
    program
        .run(&["report", "--day", "2999-01-01"])
        .exits(2)
        .says("has not begun yet");
    program.run(&["report", "--to", "ann@example.com"]).exits(2);
    program
        .run(&["report", "--eml", "a.eml", "--to", "ann"])
        .exits(2)
        .says("is no mail address");
    assert!(!program.path("a.eml").exists());
}
