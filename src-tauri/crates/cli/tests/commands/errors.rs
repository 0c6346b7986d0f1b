//! Error groups.

use serde_json::{Value, json};

use crate::support::Syncadm;

/// Decides about the only group of the queue; answers it.
fn decide(program: &Syncadm, group: &str, decision: &[&str]) -> Value {
    let arguments = [&["--json", "errors", "decide", group], decision].concat();
    program.run(&arguments).exits(0).json()
}

#[test]
fn a_snoozed_group_stays_as_known_as_it_was_and_its_history_is_told() {
    let program = Syncadm::with_queue();
    let groups = program.run(&["--json", "errors", "list"]).exits(0).rows();
    assert_eq!(groups.len(), 1, "{groups:?}");
    let group = groups[0]["id"].to_string();
    let until = ["--snooze-until", "2999-01-01"];
    let steps: [(&[&str], bool); 4] = [
        (&until, false),
        (&["--assignee", "Ann Lee"], false),
        (&["--known", "--wake"], true),
        (&until, true),
    ];
    for (decision, is_known) in steps {
        let after = decide(&program, &group, decision);
        assert_eq!(after["isKnown"], is_known, "{decision:?}: {after}");
    }
    let shown = program.run(&["--json", "errors", "show", &group]).exits(0).json();
    assert_eq!(shown["group"]["state"], "snoozed");
    let decisions = shown["decisions"].as_array().unwrap();
    let fields: Vec<_> = decisions.iter().map(|decision| &decision["field"]).collect();
    assert_eq!(
        json!(fields),
        json!([
            "snoozedUntil",
            "snoozedUntil",
            "isKnown",
            "assignee",
            "snoozedUntil"
        ])
    );
    assert!(decisions.iter().all(|decision| decision["actor"] == "tester"));
    let text = program.run(&["errors", "show", &group]).exits(0).stdout;
    assert!(
        text.contains("Decided (UTC)") && text.contains("\"Ann Lee\""),
        "{text}"
    );
}
