//! Wrong usage, and stores that cannot be opened.

use std::path::Path;

use crate::support::Syncadm;

#[test]
fn wrong_usage_is_told() {
    let program = Syncadm::with_store();
    program.run(&[]).exits(2);
    program.run(&["frobnicate"]).exits(2).says("frobnicate");
    program.run(&["init", "--users", "3"]).exits(2).says("--sample");
    program
        .run(&["transactions", "list", "--status", "done"])
        .exits(2)
        .says("Waiting, New, InProgress");
    program
        .run(&["transactions", "list", "--from", "yesterday"])
        .exits(2)
        .says("2026-11-01");
    program
        .run(&["transactions", "retry", "T-1"])
        .exits(2)
        .says("--reason");
    program
        .run(&["process", "--lookback-days", "0"])
        .exits(2)
        .says("from 1 to 3650");
    program
        .run_on(Path::new(""), &["status"])
        .exits(2)
        .says("--store");
    assert!(program.run(&["--help"]).exits(0).stdout.contains("Exit codes"));
}

#[test]
fn a_store_that_cannot_be_opened_is_told() {
    let program = Syncadm::new();
    program.run(&["status"]).exits(4).says("queue.syncstore");
    let text = program.path("text.syncstore");
    std::fs::write(
        &text,
        "this is no database, but a text that is long enough to be looked at",
    )
    .unwrap();
    program
        .run_on(&text, &["status"])
        .exits(4)
        .says("not a sync store");
    program.run_on(&text, &["init"]).exits(2).says("already");
    assert!(
        std::fs::read_to_string(&text)
            .unwrap()
            .starts_with("this is no database")
    );
}

#[test]
fn an_empty_store_has_nothing_to_process() {
    let program = Syncadm::with_store();
    let made = program.run(&["init"]).exits(2);
    assert!(made.stderr.contains("already"), "{made:?}");
    let run = program.run(&["--json", "process"]).exits(0).json();
    assert_eq!(run["state"], "completed");
    assert_eq!(run["result"]["process"]["claimed"], 0);
    program
        .run(&["org", "locks"])
        .exits(0)
        .says("no record is locked");
}
