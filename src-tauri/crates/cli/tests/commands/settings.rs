//! Settings.

use crate::support::Syncadm;

#[test]
fn settings_are_shown_and_changed_with_a_reason() {
    let program = Syncadm::with_store();
    let shown = program.run(&["settings", "show"]).exits(0).stdout;
    for part in ["mobileOfflineDaysLimit", "numberOfRetryAttempts", "1 to 365 days"] {
        assert!(shown.contains(part), "{part} is not in {shown}");
    }
    let set = |values: &[&str]| program.run(&[&["settings", "set"], values].concat());
    let run = set(&["mobile", "mobileOfflineDaysLimit=14", "--reason", "audit"]).exits(0);
    assert_eq!(run.stdout, "mobileOfflineDaysLimit: 30 -> 14\n");
    set(&[
        "processor",
        "NumberOfRetryAttempts=5",
        "retrySyncForLockedRows=False",
        "--reason",
        "busy",
    ])
    .exits(0);
    let json = program.run(&["--json", "settings", "show"]).exits(0).json();
    assert_eq!(json["mobile"]["orgDefault"]["mobileOfflineDaysLimit"], 14);
    assert_eq!(json["mobile"]["history"][0]["reason"], "audit");
    assert_eq!(json["processor"]["value"]["numberOfRetryAttempts"], 5);
    assert_eq!(json["processor"]["value"]["retrySyncForLockedRows"], false);
}

#[test]
fn a_wrong_setting_is_refused_with_what_is_allowed() {
    let program = Syncadm::with_store();
    let set = |values: &[&str]| program.run(&[&["settings", "set"], values].concat());
    set(&["mobile", "mobileOfflineDaysLimit=0", "--reason", "r"])
        .exits(2)
        .says("from 1 to 365");
    set(&["mobile", "mobileOfflineDaysLimit=many", "--reason", "r"])
        .exits(2)
        .says("a whole number from 1 to 365");
    set(&["mobile", "offline=1", "--reason", "r"])
        .exits(2)
        .says("there are: relatedRecordRetrieve");
    set(&["mobile", "mobileOfflineDaysLimit", "--reason", "r"])
        .exits(2)
        .says("is not FIELD=VALUE");
    set(&[
        "mobile",
        "mobileOfflineDaysLimit=1",
        "--profile",
        "Nobody",
        "--reason",
        "r",
    ])
    .exits(3);
    set(&[
        "processor",
        "numberOfRetryAttempts=1",
        "--profile",
        "Nobody",
        "--reason",
        "r",
    ])
    .exits(2);
    set(&["mobile", "mobileOfflineDaysLimit=1"]).exits(2);
    set(&["mobile", "--reason", "r"]).exits(2);
}
