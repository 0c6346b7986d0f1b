//! Editing a transaction.

use serde_json::Value;

use crate::support::Syncadm;

fn edit(program: &Syncadm, options: &[&str]) -> crate::support::Run {
    program.run(&[&["transactions", "edit", "T-2", "--reason", "mended"], options].concat())
}

fn payload(program: &Syncadm) -> Value {
    program
        .run(&["--json", "transactions", "show", "T-2"])
        .exits(0)
        .json()["items"][0]["FieldValues"]
        .clone()
}

#[test]
fn fields_of_a_payload_are_set_and_taken_out() {
    let program = Syncadm::with_queue();
    let changes = [
        "--set",
        "1.Subject=Another question",
        "--set",
        "R-2.Question=\"why?\"",
        "--dry-run",
    ];
    let run = edit(&program, &changes).exits(0);
    assert_eq!(
        run.stdout,
        "1.Subject: \"Question 2\" -> \"Another question\"\n1.Question: (none) -> \"why?\"\n"
    );
    assert_eq!(payload(&program), r#"{"Subject":"Question 2"}"#);

    edit(&program, &changes[..4]).exits(0);
    assert_eq!(
        payload(&program),
        r#"{"Subject":"Another question","Question":"why?"}"#
    );
    edit(&program, &["--unset", "1.Question"]).exits(0);
    assert_eq!(payload(&program), r#"{"Subject":"Another question"}"#);
    edit(&program, &["--set", "1.Subject=Another question"])
        .exits(0)
        .says("nothing to change");
}

#[test]
fn what_the_org_would_refuse_is_saved_only_when_accepted() {
    let program = Syncadm::with_queue();
    let bad = ["--set", "1.NoSuchField=1"];
    let run = edit(&program, &bad)
        .exits(2)
        .says("nothing was saved: INVALID_FIELD");
    assert!(run.stdout.contains("1.NoSuchField"), "{run:?}");
    assert_eq!(payload(&program), r#"{"Subject":"Question 2"}"#);
    edit(&program, &["--set", "1.NoSuchField=1", "--accept-problems"]).exits(0);
    assert_eq!(payload(&program), r#"{"Subject":"Question 2","NoSuchField":1}"#);
}

#[test]
fn a_payload_that_is_no_json_object_is_never_saved() {
    let program = Syncadm::with_queue();
    edit(&program, &["--payload", "1=[1]", "--accept-problems"])
        .exits(2)
        .says("JSON_PARSER_ERROR");
    let file = program.file("payload.json", r#"{"Subject":"from a file"}"#);
    edit(&program, &["--payload", &format!("1=@{file}")]).exits(0);
    assert_eq!(payload(&program), r#"{"Subject":"from a file"}"#);
    edit(&program, &["--payload", "1=@missing.json"])
        .exits(2)
        .says("missing.json");
}

#[test]
fn fields_of_the_transaction_are_set_and_emptied() {
    let program = Syncadm::with_queue();
    edit(&program, &["--field", "Comments=seen by me"]).exits(0);
    let comments =
        || program.run(&["--json", "transactions", "show", "T-2"]).json()["transaction"]["Comments"].clone();
    assert_eq!(comments(), "seen by me");
    edit(&program, &["--field", "Comments="]).exits(0);
    assert_eq!(comments(), Value::Null);
}

#[test]
fn a_wrong_argument_changes_nothing() {
    let program = Syncadm::with_queue();
    edit(&program, &["--set", "Subject=x"])
        .exits(2)
        .says("is not ITEM.FIELD");
    edit(&program, &["--set", "1.Subject"])
        .exits(2)
        .says("is not ITEM.FIELD=VALUE");
    edit(&program, &["--set", "2.Subject=x"])
        .exits(3)
        .says("there is no item \"2\"");
    edit(&program, &["--unset", "1.Nothing"])
        .exits(2)
        .says("there is no field Nothing");
    program
        .run(&["transactions", "edit", "T-99", "--set", "1.a=1", "--reason", "r"])
        .exits(3);
    assert_eq!(payload(&program), r#"{"Subject":"Question 2"}"#);
}
