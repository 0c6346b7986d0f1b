//! Actions on all transactions that match, and taking them back.

use serde_json::json;

use crate::support::Syncadm;

fn counts(program: &Syncadm) -> serde_json::Value {
    program.run(&["--json", "status"]).exits(0).json()["counts"].clone()
}

#[test]
fn all_that_match_are_retried_shown_and_taken_back() {
    let program = Syncadm::with_queue();
    let before = counts(&program);
    let retry = [
        "transactions",
        "retry",
        "--all-that-match",
        "--reason",
        "lock released",
    ];
    let job = program
        .run(&[&["--json"], &retry[..], &["--status", "failed,manual"]].concat())
        .exits(0)
        .json();
    assert_eq!(
        (&job["job"]["done"], &job["job"]["refused"]),
        (&json!(3), &json!(0))
    );
    assert_eq!(counts(&program)["Retry"], 3);

    let partly = program
        .run(&[&retry[..], &["--status", "retry,canceled"]].concat())
        .exits(1);
    assert!(partly.stdout.contains("It is Retry"), "{}", partly.stdout);
    let shown = program.run(&["bulk", "show", "1"]).exits(0).stdout;
    assert!(shown.contains("Retry of 3 transactions"), "{shown}");
    let list = program.run(&["--json", "bulk", "list"]).exits(0).rows();
    assert_eq!(list.len(), 2);

    program
        .run(&["bulk", "undo", "2", "--reason", "too early"])
        .exits(0);
    program
        .run(&["bulk", "undo", "1", "--reason", "too early"])
        .exits(0);
    assert_eq!(counts(&program), before);
    let undo_of_undo = program.run(&["bulk", "undo", "3", "--reason", "again"]).exits(2);
    assert!(
        undo_of_undo.stderr.contains("nothing to undo"),
        "{}",
        undo_of_undo.stderr
    );
    program.run(&["bulk", "undo", "99", "--reason", "what"]).exits(3);
    program.run(&["bulk", "show", "99"]).exits(3);
}

#[test]
fn a_patch_is_previewed_and_made() {
    let program = Syncadm::with_queue();
    let patch = ["transactions", "patch", "Inquiry", "Question"];
    let preview = program
        .run(
            &[
                &["--json"],
                &patch[..],
                &["--set", "Why?", "--status", "new", "--preview"],
            ]
            .concat(),
        )
        .exits(0)
        .json();
    assert_eq!(preview["patched"][0]["after"], "\"Why?\"", "{preview}");
    let text = program
        .run(&[&patch[..], &["--set", "Why?", "--status", "new", "--preview"]].concat())
        .exits(0)
        .stdout;
    assert!(text.contains("\"Why?\""), "{text}");

    let options = [
        "--set",
        "Why?",
        "--status",
        "new",
        "--reason",
        "asked again",
        "--accept-problems",
    ];
    program.run(&[&patch[..], &options].concat()).exits(0);
    let detail = program
        .run(&["--json", "transactions", "show", "T-4"])
        .exits(0)
        .json();
    let payload = detail["items"][0]["FieldValues"].as_str().unwrap();
    assert!(payload.contains("Why?"), "{payload}");

    program
        .run(
            &[
                &patch[..],
                &["--map", "no equals sign", "--status", "new", "--reason", "r"],
            ]
            .concat(),
        )
        .exits(2);
    program
        .run(&[&patch[..], &["--remove", "--reason", "r"]].concat())
        .exits(2);
    program
        .run(&[&patch[..], &["--status", "new", "--reason", "r"]].concat())
        .exits(2);
}

#[test]
fn assignments_and_wrong_usage() {
    let program = Syncadm::with_queue();
    let assign = [
        "transactions",
        "assign",
        "--status",
        "failed",
        "--reason",
        "on call",
    ];
    program
        .run(&[&assign[..], &["--person", "Mia"]].concat())
        .exits(0);
    let detail = program
        .run(&["--json", "transactions", "show", "T-2"])
        .exits(0)
        .json();
    assert_eq!(detail["assignee"], "Mia");
    program.run(&[&assign[..], &["--nobody"]].concat()).exits(0);
    program.run(&assign).exits(2);

    let retry = ["transactions", "retry", "--reason", "r"];
    program
        .run(&[&retry[..], &["--all-that-match"]].concat())
        .exits(2);
    program
        .run(&[&retry[..], &["--status", "failed", "--canary"]].concat())
        .exits(2);
    program.run(&[&retry[..], &["--held-of", "1"]].concat()).exits(0);
    let resolve = [
        "transactions",
        "mark-resolved",
        "--all-that-match",
        "--status",
        "manual",
    ];
    program.run(&[&resolve[..], &["--reason", "r"]].concat()).exits(2);
}
