//! Import and export.

use crate::support::{Syncadm, id, queue};

#[test]
fn an_import_reports_each_file_in_the_order_of_reading() {
    let program = Syncadm::with_store();
    let [transactions, items, log_entries] = queue(&program);
    let report = program
        .run(&["--json", "import", &log_entries, &items, &transactions])
        .exits(0)
        .json();
    let files: Vec<_> = report["files"].as_array().unwrap().iter().collect();
    let told: Vec<_> = files
        .iter()
        .map(|file| {
            (
                file["objectName"].as_str().unwrap(),
                file["added"].as_i64().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("DeviceSyncTransaction", 6),
            ("DeviceSyncTransactionRecord", 6),
            ("DeviceSyncTransactionLog", 2)
        ]
    );

    let again = program
        .run(&["import", &log_entries, &items, &transactions])
        .exits(0);
    assert!(
        again
            .stdout
            .contains("DeviceSyncTransaction            0          6         0"),
        "{again:?}"
    );
}

#[test]
fn a_bad_row_is_told_and_filed_and_the_rest_goes_in() {
    let program = Syncadm::with_store();
    let [transactions, ..] = queue(&program);
    let bad = std::fs::read_to_string(&transactions)
        .unwrap()
        .replace("T-3,", "T-3,extra,")
        .replace(",Manual,", ",Lost,");
    let file = program.file("bad.csv", bad);
    let run = program.run(&["import", &file]).exits(1);
    let run = run
        .says(": the row has 10 values for 9 columns")
        .says("line 7, column Status \"Lost\": is not in the picklist");
    assert!(
        run.stdout
            .contains("DeviceSyncTransaction      4          0         2"),
        "{run:?}"
    );

    let rejects = std::fs::read_to_string(program.path("bad.csv.rejects.csv")).unwrap();
    assert!(rejects.starts_with("Id,Name,"), "{rejects}");
    assert_eq!(rejects.lines().count(), 3, "{rejects}");
    let mended = program.file("mended.csv", rejects.replace(",Lost,", ",Manual,"));
    program.run(&["import", &mended]).exits(1);
    program.run(&["transactions", "show", "T-6"]).exits(0);
}

#[test]
fn all_or_none_leaves_nothing_behind() {
    let program = Syncadm::with_store();
    let [transactions, items, _] = queue(&program);
    let bad = std::fs::read_to_string(&items)
        .unwrap()
        .replace("update", "upsert");
    let bad = program.file("bad.csv", bad);
    program
        .run(&["import", "--all-or-none", &transactions, &bad])
        .exits(2)
        .says("line 2, column OperationType \"upsert\"");
    assert_eq!(program.run(&["--json", "transactions", "list"]).stdout, "");
    assert!(!program.path("bad.csv.rejects.csv").exists());
    program
        .run(&["import", "--all-or-none", &transactions, &items])
        .exits(0);
    assert_eq!(program.run(&["--json", "transactions", "list"]).rows().len(), 6);
}

#[test]
fn a_file_that_will_not_do_is_named_with_the_reason() {
    let program = Syncadm::with_store();
    let [transactions, ..] = queue(&program);
    for (content, reason) in [
        (&b""[..], "the file is empty"),
        (b"Id;Status\n", "separated by semicolons"),
        (b"Some,Thing\n1,2\n", "of none of the objects"),
        (b"\xff\xfeI\0d\0", "UTF-16"),
        (
            b"Id,Status,OperationType,FieldValues\n",
            "needs these columns too: DeviceSyncTransactionId",
        ),
    ] {
        let file = program.file("wrong.csv", content);
        program
            .run(&["import", &transactions, &file])
            .exits(2)
            .says("wrong.csv, line 1")
            .says(reason);
    }
    program
        .run(&["import", "nowhere.csv"])
        .exits(2)
        .says("nowhere.csv");
    program.run(&["import"]).exits(2);
    assert_eq!(program.run(&["--json", "transactions", "list"]).stdout, "");
}

#[test]
fn what_is_exported_can_be_imported_and_is_the_same_again() {
    let program = Syncadm::with_queue();
    let out = program.path("out");
    let report = program
        .run(&[
            "--json",
            "export",
            "--format",
            "csv",
            "--out",
            out.to_str().unwrap(),
        ])
        .exits(0)
        .json();
    assert_eq!(
        (&report["transactions"], &report["items"], &report["logEntries"]),
        (&6.into(), &6.into(), &2.into())
    );

    let other = Syncadm::with_store();
    let files: Vec<&str> = report["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file.as_str().unwrap())
        .collect();
    other.run(&[&["import"], &files[..]].concat()).exits(0);
    let again = other.path("again.csv");
    other
        .run(&["export", "--format", "csv", "--out", again.to_str().unwrap()])
        .exits(0);
    for (before, after) in [
        ("out/DeviceSyncTransaction.csv", "again.csv"),
        ("out/DeviceSyncTransactionRecord.csv", "againRecord.csv"),
        ("out/DeviceSyncTransactionLog.csv", "againLog.csv"),
    ] {
        let before = std::fs::read_to_string(program.path(before)).unwrap();
        assert_eq!(before, std::fs::read_to_string(other.path(after)).unwrap());
    }
}

#[test]
fn json_has_a_line_for_each_transaction_that_meets_the_filter() {
    let program = Syncadm::with_queue();
    let out = program.path("failed.jsonl");
    program
        .run(&[
            "export",
            "--format",
            "json",
            "--out",
            out.to_str().unwrap(),
            "--status",
            "failed",
        ])
        .exits(0);
    let lines = std::fs::read_to_string(&out).unwrap();
    let lines: Vec<serde_json::Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["transaction"]["Name"], "T-2");
    assert!(
        lines[0]["items"][0]["Id"]
            .as_str()
            .unwrap()
            .starts_with(&id("1QR", 2))
    );
    assert_eq!(lines[0]["logEntries"][0]["ExceptionCode"], "DUPLICATE_VALUE");
    program
        .run(&["export", "--format", "json", "--out", "no/such/folder.json"])
        .exits(2)
        .says("no/such/folder.json");
}
