//! Looking at the queue, and acting on it.

use serde_json::json;

use crate::support::{OWNER, Syncadm};

/// Names and statuses of what a list shows.
fn listed(program: &Syncadm, options: &[&str]) -> Vec<String> {
    let arguments = [&["--json", "transactions", "list"], options].concat();
    let rows = program.run(&arguments).exits(0).rows();
    rows.iter()
        .map(|row| {
            format!(
                "{} {}",
                row["name"].as_str().unwrap(),
                row["status"].as_str().unwrap()
            )
        })
        .collect()
}

#[test]
fn status_counts_every_status() {
    let program = Syncadm::with_queue();
    let status = program.run(&["--json", "status"]).exits(0).json();
    assert_eq!(
        status["counts"],
        json!({
            "Waiting": 0, "New": 1, "InProgress": 0, "Retry": 0, "Success": 1, "Failed": 2, "Canceled": 1, "Manual": 1
        })
    );
    let text = program.run(&["status"]).exits(0).stdout;
    assert!(text.contains("Failed                 2\n"), "{text}");
    assert!(text.contains("DUPLICATE_VALUE"), "{text}");
}

#[test]
fn the_list_filters_and_sorts() {
    let program = Syncadm::with_queue();
    assert_eq!(
        listed(&program, &["--status", "failed,MANUAL"]),
        ["T-6 Manual", "T-3 Failed", "T-2 Failed"]
    );
    assert_eq!(
        listed(&program, &["--error", "duplicate_value", "--ascending"]),
        ["T-2 Failed", "T-3 Failed"]
    );
    let since = [
        "--from",
        "2026-11-04",
        "--to",
        "2026-11-05",
        "--object",
        "Inquiry",
    ];
    assert_eq!(listed(&program, &since), ["T-4 New"]);
    assert_eq!(listed(&program, &["--text", "\"question 5\""]), ["T-5 Canceled"]);
    assert_eq!(listed(&program, &["--record-id", "device-1"]), ["T-1 Success"]);
    assert_eq!(
        listed(&program, &["--user", OWNER, "--limit", "1"]),
        ["T-6 Manual"]
    );
    let oldest = ["--sort", "offline-timestamp", "--ascending", "--limit", "2"];
    assert_eq!(listed(&program, &oldest), ["T-1 Success", "T-2 Failed"]);
    assert!(listed(&program, &["--name", "nothing"]).is_empty());
}

#[test]
fn the_list_for_people_has_a_line_for_each_and_says_what_is_left_out() {
    let program = Syncadm::with_queue();
    let run = program
        .run(&["transactions", "list", "--limit", "3"])
        .exits(0)
        .says("only the first 3");
    assert_eq!(run.stdout.lines().count(), 4, "{}", run.stdout);
    assert!(run.stdout.starts_with("Name  Status"), "{}", run.stdout);
    program
        .run(&["tx", "list", "--name", "nothing"])
        .exits(0)
        .says("no transaction meets the filter");
}

#[test]
fn a_transaction_is_shown_by_id_name_or_offline_identifier() {
    let program = Syncadm::with_queue();
    for key in ["1QT000000000002", "T-2", "u-2"] {
        let detail = program
            .run(&["--json", "transactions", "show", key])
            .exits(0)
            .json();
        assert_eq!(detail["transaction"]["Name"], "T-2");
        assert_eq!(detail["errorCode"], "DUPLICATE_VALUE");
        assert_eq!(detail["items"][0]["FieldValues"], r#"{"Subject":"Question 2"}"#);
    }
    let why = program.run(&["--json", "transactions", "show", "T-2"]).json()["explanation"].clone();
    assert_eq!(why["reasons"], json!([{ "kind": "admin", "status": "Failed" }]));
    let text = program.run(&["transactions", "show", "T-2"]).exits(0).stdout;
    assert!(
        text.contains("Why not yet\n  An error stopped it: an admin edits, retries or ignores it.\n"),
        "{text}"
    );
    for part in [
        "T-2  Failed",
        "DUPLICATE_VALUE: taken already",
        "1. update Inquiry",
        "Subject",
        "Log entries",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    program
        .run(&["transactions", "show", "T-99"])
        .exits(3)
        .says("\"T-99\"");
}

#[test]
fn retry_and_ignore_change_the_status_and_keep_the_reason() {
    let program = Syncadm::with_queue();
    let retry = ["--json", "transactions", "retry", "T-2", "--reason", "mended"];
    let rows = program.run(&retry).exits(0).rows();
    assert_eq!(rows[0]["result"], json!({ "kind": "done", "status": "Retry" }));
    program
        .run(&["transactions", "ignore", "T-3", "--reason", "twice"])
        .exits(0)
        .says("done for 1 of 1 transaction");
    assert_eq!(listed(&program, &["--name", "T-2"]), ["T-2 Retry"]);
    assert_eq!(listed(&program, &["--name", "T-3"]), ["T-3 Canceled"]);
    let history = program.run(&["--json", "transactions", "show", "T-2"]).json()["history"].clone();
    let change = &history[0];
    assert_eq!(
        (&change["actor"], &change["reason"]),
        (&json!("tester"), &json!("mended"))
    );
}

#[test]
fn what_is_not_allowed_is_told_and_the_rest_is_done() {
    let program = Syncadm::with_queue();
    let run = program
        .run(&["transactions", "retry", "T-1", "T-2", "--reason", "again"])
        .exits(1);
    assert!(
        run.stdout.contains("T-2          Retry    done"),
        "{}",
        run.stdout
    );
    assert_eq!(listed(&program, &["--name", "T-1"]), ["T-1 Success"]);
    program
        .run(&["transactions", "retry", "1QT000000000099", "--reason", "x"])
        .exits(3);
    program
        .run(&["transactions", "retry", "T-99", "--reason", "x"])
        .exits(3);
}

#[test]
fn a_filter_names_the_transactions_to_act_on() {
    let program = Syncadm::with_queue();
    program
        .run(&["transactions", "ignore", "--reason", "all"])
        .exits(2)
        .says("say which transactions");
    program
        .run(&["transactions", "ignore", "--status", "failed", "--reason", " "])
        .exits(2)
        .says("--reason");
    let run = program
        .run(&["transactions", "ignore", "--status", "failed", "--reason", "old"])
        .exits(0);
    assert!(run.stderr.contains("done for 2 of 2 transactions"), "{run:?}");
    assert_eq!(listed(&program, &["--status", "failed"]), [""; 0]);
    assert_eq!(
        program
            .run(&["transactions", "ignore", "--status", "failed", "--reason", "old"])
            .code,
        0
    );
}

#[test]
fn manual_transactions_are_taken_and_resolved() {
    let program = Syncadm::with_queue();
    program
        .run(&["transactions", "mark-manual", "T-2", "--reason", "I do it"])
        .exits(0);
    program
        .run(&[
            "transactions",
            "mark-resolved",
            "T-2",
            "T-6",
            "--reason",
            "done in the org",
        ])
        .exits(0);
    assert_eq!(listed(&program, &["--name", "T-2"]), ["T-2 Success"]);
    assert_eq!(listed(&program, &["--name", "T-6"]), ["T-6 Success"]);
}

#[test]
fn comments_and_log_entries_are_added() {
    let program = Syncadm::with_queue();
    program
        .run(&["transactions", "comment", "T-4", "--reason", "called the user"])
        .exits(0);
    let log = [
        "transactions",
        "log",
        "T-4",
        "--message",
        "seen in the org",
        "--code",
        "MY_CODE",
        "--reason",
        "for the record",
    ];
    program.run(&log).exits(0);
    let detail = program
        .run(&["--json", "transactions", "show", "T-4"])
        .exits(0)
        .json();
    assert_eq!(detail["transaction"]["Status"], "New");
    assert_eq!(detail["comments"][0]["text"], "called the user");
    assert_eq!(detail["logEntries"][0]["ExceptionLog"], "seen in the org");
    assert_eq!(detail["logEntries"][0]["ExceptionCode"], "MY_CODE");
    program
        .run(&["transactions", "log", "T-99", "--message", "m", "--reason", "r"])
        .exits(3);
    program
        .run(&["transactions", "log", "T-4", "--message", " ", "--reason", "r"])
        .exits(2);
}

#[test]
fn a_simulation_tells_what_attempts_would_come_to() {
    let program = Syncadm::with_queue();
    let before = program.run(&["--json", "status"]).exits(0).json();
    let report = program
        .run(&["--json", "transactions", "simulate", "--status", "failed"])
        .exits(1)
        .json();
    assert_eq!((&report["total"], &report["simulated"]), (&json!(2), &json!(2)));
    assert_eq!(report["buckets"][0]["outcome"], "Failed");
    let text = program.run(&["transactions", "simulate", "T-2"]).exits(1);
    assert!(text.stdout.contains("T-2"), "{}", text.stdout);
    program
        .run(&["transactions", "simulate", "--queue", "--status", "failed"])
        .exits(2);
    program.run(&["transactions", "simulate"]).exits(2);
    assert_eq!(program.run(&["--json", "status"]).exits(0).json(), before);
}
