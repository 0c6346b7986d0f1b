//! The watch and its inbox.

use crate::support::Syncadm;

#[test]
fn rules_are_shown_and_changed_with_a_reason() {
    let program = Syncadm::with_store();
    let shown = program.run(&["watch", "show"]).exits(0).stdout;
    for part in ["stuckNewHours", "1 to 720 hours", "quietFrom"] {
        assert!(shown.contains(part), "{part} is not in {shown}");
    }
    let run = program
        .run(&["watch", "set", "stuckNewHours=12", "--reason", "go-live"])
        .exits(0);
    assert_eq!(run.stdout, "stuckNewHours: 24 -> 12\n");
    let json = program.run(&["--json", "watch", "show"]).exits(0).json();
    assert_eq!(json["value"]["stuckNewHours"], 12);
    assert_eq!(json["history"][0]["reason"], "go-live");
    program
        .run(&["watch", "set", "quietFrom=24:00", "--reason", "r"])
        .exits(2)
        .says("quietFrom must be a time, 00:00 to 23:59");
    let quiet = [
        "watch",
        "set",
        "quietFrom=7:05",
        "quietDays=fri, mon",
        "--reason",
        "r",
    ];
    let run = program.run(&quiet).exits(0);
    assert!(
        run.stdout.contains("quietFrom: \"20:00\" -> \"07:05\""),
        "{run:?}"
    );
    assert!(run.stdout.ends_with("-> \"Mon,Fri\"\n"), "{run:?}");
    program
        .run(&["watch", "set", "quietDays=Noday", "--reason", "r"])
        .exits(2)
        .says("quietDays must be days of the week, as Mon,Tue");
    program
        .run(&["watch", "set", "quiet=24", "--reason", "r"])
        .exits(2)
        .says("there are: stuckNew");
}

#[test]
fn the_daily_report_saves_itself_to_a_folder_that_is_named() {
    let program = Syncadm::with_store();
    let set =
        |values: &[&str]| program.run(&[&["watch", "set", "--reason", "for the team"], values].concat());
    set(&["reportSaved=true"])
        .exits(2)
        .says("Name the folder for the daily reports with its whole path");
    set(&["reportTime=6:60"])
        .exits(2)
        .says("reportTime must be a time, 00:00 to 23:59, not \"6:60\"");
    // A path is meant from where the command runs.
    set(&["reportSaved=true", "reportFolder=reports", "reportTime=6:30"]).exits(0);
    let json = program.run(&["--json", "watch", "show"]).exits(0).json();
    let folder = program.path("reports").display().to_string();
    assert_eq!(
        (&json["value"]["reportFolder"], &json["value"]["reportTime"]),
        (&folder.into(), &"06:30".into())
    );
    assert_eq!(json["lastReport"], serde_json::Value::Null);
    let shown = program.run(&["watch", "show"]).exits(0).stdout;
    assert!(
        shown.contains("Times of the day are local time here: "),
        "{shown}"
    );
}

#[test]
fn a_test_notice_lies_in_the_inbox_until_it_is_read_and_cleared() {
    let program = Syncadm::with_store();
    assert_eq!(program.run(&["inbox", "list"]).exits(0).stdout, "no notices\n");
    program.run(&["watch", "test"]).exits(0);
    program.run(&["watch", "test"]).exits(0);
    let rows = program
        .run(&["--json", "inbox", "list", "--unread"])
        .exits(0)
        .rows();
    assert_eq!((rows.len(), &rows[0]["title"]), (2, &"Test notice".into()));
    let read = program.run(&["inbox", "read", "1"]).exits(0).stdout;
    assert_eq!(read, "1 notice left unread\n");
    let shown = program.run(&["inbox", "list"]).exits(0).stdout;
    assert!(
        shown.contains("unread, over") && shown.contains("read, over"),
        "{shown}"
    );
    program.run(&["inbox", "clear"]).exits(0);
    assert_eq!(program.run(&["--json", "inbox", "list"]).exits(0).rows().len(), 1);
    program.run(&["inbox", "read", "--all"]).exits(0);
    program.run(&["inbox", "read"]).exits(2);
}
