//! Transactions that meet a query.

use crate::support::Syncadm;

fn listed(program: &Syncadm, arguments: &[&str]) -> Vec<String> {
    let run = program
        .run(&[&["--json", "transactions", "list"], arguments].concat())
        .exits(0);
    let names = run
        .rows()
        .into_iter()
        .map(|row| row["name"].as_str().unwrap().to_owned());
    names.collect()
}

#[test]
fn a_query_finds_what_it_says() {
    let program = Syncadm::with_queue();
    for (query, names) in [
        ("status:failed,manual", ["T-6", "T-3", "T-2"].as_slice()),
        ("(status:failed or is:stuck) -name:T-2", &["T-4", "T-3"]),
        ("has:error error:dup* before:2026-11-03", &["T-2"]),
        ("\"question 5\" or record:device-1", &["T-5", "T-1"]),
        (
            "user:005000000000001 device:iPad* app:1.2 items:1 operation:update object:inquiry new",
            &[],
        ),
        ("", &["T-6", "T-5", "T-4", "T-3", "T-2", "T-1"]),
    ] {
        assert_eq!(listed(&program, &["--where", query]), names, "{query}");
    }
    // The other options must be met too.
    let both = ["--where", "status:failed,new", "--from", "2026-11-03"];
    assert_eq!(listed(&program, &both), ["T-4", "T-3"]);
}

#[test]
fn a_wrong_query_is_told_at_its_place() {
    let program = Syncadm::with_queue();
    let query = "status:faild stauts:new";
    for command in [
        &["transactions", "list"][..],
        &["transactions", "simulate"],
        &["transactions", "retry", "--reason", "again"],
        &["export", "--format", "csv", "--out", "out.csv"],
    ] {
        let run = program.run(&[command, &["--where", query]].concat()).exits(2);
        let run = run
            .says("\"faild\" is not a value of status; did you mean Failed?\n  status:faild stauts:new\n         ^^^^^\n")
            .says("There is no key \"stauts\"; did you mean status?\n  status:faild stauts:new\n               ^^^^^^\n");
        assert_eq!(run.stdout, "");
    }
}

#[test]
fn actions_and_exports_take_a_query() {
    let program = Syncadm::with_queue();
    let query = ["--where", "error:DUPLICATE_VALUE name:T-2"];
    let export = ["export", "--format", "json", "--out", "out.jsonl"];
    program.run(&[&export[..], &query].concat()).exits(0);
    let exported = std::fs::read_to_string(program.path("out.jsonl")).unwrap();
    assert!(
        exported.contains("T-2") && !exported.contains("T-3"),
        "{exported}"
    );
    let simulate = ["--json", "transactions", "simulate"];
    program.run(&[&simulate[..], &query].concat()).exits(1);
    let ignore = ["transactions", "ignore", "--reason", "entered twice"];
    // What asks for nothing does not stand for everything.
    program.run(&[&ignore[..], &["--where", " "]].concat()).exits(2);
    program.run(&[&ignore[..], &query].concat()).exits(0);
    assert_eq!(listed(&program, &["--where", "status:canceled"]), ["T-5", "T-2"]);
}
