//! A sample, and what only a sample has: users, profiles, an org with records and locks.

use crate::support::Syncadm;

#[test]
fn a_sample_has_everything_to_look_at() {
    let program = Syncadm::new();
    let init = [
        "init",
        "--sample",
        "--users",
        "8",
        "--transactions",
        "200",
        "--seed",
        "3",
    ];
    let made = program.run(&init).exits(0).stdout;
    assert!(made.contains("made the sample"), "{made}");

    let counts = program.run(&["--json", "status"]).exits(0).json()["counts"].clone();
    let in_all: i64 = counts
        .as_object()
        .unwrap()
        .values()
        .map(|count| count.as_i64().unwrap())
        .sum();
    assert_eq!(in_all, 200);
    assert!(counts["Success"].as_i64().unwrap() > 100, "{counts}");

    let users = program.run(&["--json", "users", "list"]).exits(0).rows();
    assert_eq!(users.len(), 8);
    let name = users[0]["Name"].as_str().unwrap();
    let of_user = ["--json", "transactions", "list", "--user", name, "--limit", "0"];
    assert!(!program.run(&of_user).exits(0).rows().is_empty());
    program
        .run(&["transactions", "list", "--user", "nobody at all"])
        .exits(3)
        .says("there is no user");

    a_profile_overrides(&program);
    locks(&program);
    let run = program.run(&["process", "--until-empty"]);
    assert!(run.stdout.contains("taken from the queue"), "{run:?}");
}

fn a_profile_overrides(program: &Syncadm) {
    let profiles = program.run(&["--json", "profiles", "list"]).exits(0).rows();
    let profile = profiles[0]["Name"].as_str().unwrap();
    let set = |values: &[&str]| {
        program.run(&[&["settings", "set", "mobile", "--profile", profile], values].concat())
    };
    let shown = || {
        let json = program
            .run(&["--json", "settings", "show", "--profile", profile])
            .exits(0)
            .json();
        (
            json["overrides"]["mobileTimeoutPeriodInMinutes"].clone(),
            json["effective"]["mobileTimeoutPeriodInMinutes"].clone(),
        )
    };
    set(&["mobileTimeoutPeriodInMinutes=7", "--reason", "kiosk"]).exits(0);
    assert_eq!(shown(), (7.into(), 7.into()));
    set(&[
        "--inherit",
        "mobileTimeoutPeriodInMinutes",
        "--reason",
        "no kiosk",
    ])
    .exits(0);
    assert_eq!(shown(), (serde_json::Value::Null, 60.into()));
    set(&["idleTimeBackgroundSync=true", "--reason", "r"])
        .exits(2)
        .says("there is no setting");
}

fn locks(program: &Syncadm) {
    let locks = program.run(&["--json", "org", "locks"]).exits(0).rows();
    if let Some(lock) = locks.first() {
        let record = lock["recordId"].as_str().unwrap();
        let left = program
            .run(&["--json", "org", "release-lock", record, "--reason", "job died"])
            .exits(0)
            .rows();
        assert_eq!(left.len(), locks.len() - 1);
    }
    program
        .run(&["org", "release-lock", "001000000000001AAA", "--reason", "r"])
        .exits(3);
    program
        .run(&["org", "release-lock", "nonsense", "--reason", "r"])
        .exits(2);
}
