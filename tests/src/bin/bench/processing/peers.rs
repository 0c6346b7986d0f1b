//! Job queues on SQLite that a developer would pick, in the same run. Their programs stand in `tests/bench/peers`;
//! `scripts/bench.sh` makes them ready, each in a folder of its own. A job carries three items as JSON, which is
//! read and thrown away: what an org does with them comes on top.

use std::{path::Path, process::Command};

use serde::Deserialize;

use super::Failure;
use crate::table::Table;

/// Jobs that each of them does.
const JOBS: usize = 2_000;

/// A queue: how it is called, the folder it lies in, the program, and arguments before and after the file.
struct Peer {
    name: &'static str,
    folder: &'static str,
    program: &'static str,
    script: Option<&'static str>,
    last: Option<&'static str>,
}

const PEERS: [Peer; 3] = [
    Peer {
        name: "huey 3.5.4 on SQLite, with fsync",
        folder: "huey",
        program: "venv/bin/python",
        script: Some("huey_queue.py"),
        last: None,
    },
    Peer {
        name: "plainjob 0.0.14, synchronous FULL",
        folder: "plainjob",
        program: "node",
        script: Some("plainjob_queue.js"),
        last: None,
    },
    Peer {
        name: "apalis-sqlite 1.0.0, synchronous FULL, fetching 100",
        folder: "apalis",
        program: "target/release/bench-apalis",
        script: None,
        last: Some("100"),
    },
];

#[derive(Deserialize)]
struct Answer {
    jobs: f64,
    seconds: f64,
}

/// Runs them one after the other, and writes down how many times as fast the processor is.
pub(super) fn compare(scratch: &Path, ours: f64, table: &mut Table) -> Result<(), Failure> {
    let mut fastest: f64 = 0.0;
    for peer in &PEERS {
        let folder = scratch.join(peer.folder);
        if !folder.join("ready").exists() {
            table.note(
                &format!("beside {}", peer.name),
                "not measured: it could not be installed",
                "",
            );
            continue;
        }
        let rate = peer.run(&folder)?;
        fastest = fastest.max(rate);
        beside(peer.name, ours, rate, "", table);
    }
    if fastest > 0.0 {
        beside("the fastest of these", ours, fastest, "at least 2", table);
    }
    Ok(())
}

fn beside(name: &str, ours: f64, theirs: f64, goal: &str, table: &mut Table) {
    table.compare(
        &format!("process, beside {name}"),
        [
            format!("{ours:.0} transactions/s"),
            format!("{theirs:.0} jobs/s"),
            format!("{:.1}", ours / theirs),
        ],
        goal,
    );
}

impl Peer {
    /// Jobs in a second.
    fn run(&self, folder: &Path) -> Result<f64, Failure> {
        let file = tempfile::tempdir_in(folder)?;
        let own = folder.join(self.program);
        let mut command = Command::new(if own.exists() { own } else { self.program.into() });
        command.current_dir(folder);
        command.args(self.script).arg(file.path().join("queue.db"));
        command.arg(JOBS.to_string()).args(self.last);
        let output = command.output()?;
        if !output.status.success() {
            let told = String::from_utf8_lossy(&output.stderr);
            return Err(format!("{} failed: {told}", self.name).into());
        }
        let answer: Answer = serde_json::from_slice(&output.stdout)?;
        Ok(answer.jobs / answer.seconds)
    }
}
