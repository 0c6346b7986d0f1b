//! Schedules, runs, pauses and the daemon.

use crate::support::Syncadm;

const TEMPLATE: &str = "Sync Processor Scheduler";

impl Syncadm {
    fn with_nightly() -> Self {
        let program = Self::with_queue();
        program
            .run(&["schedules", "clone", TEMPLATE, "Nightly", "--reason", "go live"])
            .exits(0);
        program
    }
}

#[test]
fn a_clone_is_activated_changed_and_deleted() {
    let program = Syncadm::with_nightly();
    let run = program
        .run(&["schedules", "activate", "nightly", "--reason", "go live"])
        .exits(0);
    assert!(
        run.stdout
            .starts_with("Nightly: Every day at 01:00 UTC, next run "),
        "{run:?}"
    );
    program
        .run(&[
            "schedules",
            "save",
            "Nightly",
            "--cron",
            "*/15 * * * *",
            "--lookback-days",
            "7",
            "--reason",
            "busy",
        ])
        .exits(0);
    let rows = program.run(&["--json", "schedules", "list"]).exits(0).rows();
    assert_eq!(
        (rows[0]["isTemplate"].as_bool(), rows[1]["words"].as_str()),
        (Some(true), Some("Every 15 minutes"))
    );
    assert_eq!(rows[1]["lookbackDays"], 7);
    let listed = program.run(&["schedules", "list"]).exits(0).stdout;
    assert!(
        listed.contains("template") && listed.contains("active"),
        "{listed}"
    );
    program
        .run(&["schedules", "deactivate", "Nightly", "--reason", "rest"])
        .exits(0);
    program
        .run(&["schedules", "delete", "Nightly", "--reason", "not needed"])
        .exits(0);
    program
        .run(&["schedules", "activate", "Nightly", "--reason", "r"])
        .exits(3);
    program
        .run(&["schedules", "activate", TEMPLATE, "--reason", "r"])
        .exits(2)
        .says("Clone it");
}

#[test]
fn an_expression_is_shown_in_words_or_refused() {
    let program = Syncadm::with_store();
    let shown = program
        .run(&["schedules", "preview", "0 1 * * *"])
        .exits(0)
        .stdout;
    assert!(shown.starts_with("Every day at 01:00 UTC\n"), "{shown}");
    assert_eq!(shown.matches("01:00:00Z").count(), 5, "{shown}");
    program
        .run(&["schedules", "preview", "noon"])
        .exits(2)
        .says("five fields");
}

#[test]
fn a_run_is_kept_and_shown_with_its_parts() {
    let program = Syncadm::with_queue();
    program.run(&["process"]);
    let runs = program.run(&["--json", "runs", "list"]).exits(0).rows();
    assert_eq!(
        (runs.len(), runs[0]["trigger"].as_str()),
        (1, Some("commandLine"))
    );
    let shown = program.run(&["runs", "show", "1"]).exits(0).stdout;
    assert!(
        shown.contains("syncadm process") && shown.contains("1 claimed"),
        "{shown}"
    );
    program.run(&["runs", "show", "99"]).exits(3);
}

#[test]
fn nothing_is_processed_while_the_processor_is_paused() {
    let program = Syncadm::with_queue();
    let run = program
        .run(&["processor", "pause", "--reason", "maintenance"])
        .exits(0);
    assert!(run.stdout.starts_with("paused by tester since "), "{run:?}");
    program.run(&["process"]).exits(3).says("paused by tester");
    program.run(&["processor", "resume", "--reason", "done"]).exits(0);
    let forecast = program
        .run(&["--json", "processor", "forecast", "--lookback-days", "3650"])
        .exits(0)
        .json();
    assert_eq!(
        (forecast["due"].as_i64(), forecast["users"].as_i64()),
        (Some(1), Some(1))
    );
    let run = program.run(&["processor", "forecast"]).exits(0);
    assert!(run.stdout.contains("no schedule is active"), "{run:?}");
}

#[test]
#[cfg(unix)]
fn the_daemon_runs_what_is_due_and_ends_when_it_is_told_to() {
    use std::{
        io::{BufRead as _, BufReader},
        process::{Command, Stdio},
    };
    let program = Syncadm::with_nightly();
    program
        .run(&[
            "schedules",
            "save",
            "Nightly",
            "--cron",
            "* * * * *",
            "--lookback-days",
            "3650",
            "--reason",
            "test",
        ])
        .exits(0);
    program
        .run(&["schedules", "activate", "Nightly", "--reason", "test"])
        .exits(0);
    let mut child = Command::new(env!("CARGO_BIN_EXE_syncadm"))
        .args(["daemon", "--continuous"])
        .env("SYNCADM_STORE", program.path("queue.syncstore"))
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap())
        .lines()
        .map_while(Result::ok);
    assert_eq!(lines.next().as_deref(), Some("started; active schedules: 1"));
    let told = Command::new("kill")
        .args(["-TERM", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(told.success());
    let rest: Vec<String> = lines.collect();
    assert_eq!(rest.last().map(String::as_str), Some("stopped"), "{rest:?}");
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
