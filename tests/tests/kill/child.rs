//! Processors in processes of their own, and what befalls them.

use std::{
    fmt::Display,
    io::{BufRead as _, BufReader, Lines, Read as _, Write as _},
    process::{Child, ChildStdout, Command, Stdio},
};

use model::RecordId;

use crate::workload::Workload;

/// Small batches, so that there is much between claim and settle.
const BATCH: usize = 8;

/// Everything between claim, apply, ledger and settle that has a name, in the order of a batch.
pub const POINTS: [&str; 7] = [
    "recovered",
    "claimed",
    "before apply",
    "within apply",
    "applied, in the ledger",
    "answers read",
    "settled",
];

/// How a processor ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// Nothing was due any more.
    Done,
    /// A signal killed it, after this point.
    Killed(String),
    /// An error, in its words.
    Failed(String),
}

/// What a processor is short of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scarcity {
    /// Pages of the store: its disk is full (SQLITE_FULL, as after ENOSPC).
    StorePages(u64),
    /// Pages of the org.
    OrgPages(u64),
    /// No file can be written beyond so many blocks of 512 bytes: the write fails, and SQLite tells an input/output
    /// error (SQLITE_IOERR_WRITE, as after EIO).
    Blocks(u64),
    /// The same, but the system kills whoever tries (SIGXFSZ): a death in the middle of a write.
    BlocksOrDeath(u64),
}

/// A processor at work.
pub struct Processor {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    last: String,
}

impl Processor {
    /// One that waits at the so-manieth arrival at a point; 0 for never.
    pub fn waiting_at(workload: &Workload, point: &str, arrival: u32) -> Self {
        Self::spawn(
            Command::new(env!("CARGO_BIN_EXE_killable")),
            workload,
            point,
            arrival,
        )
    }

    /// The same with one batch in work at a time, so that it holds no file while it waits between steps.
    pub fn alone_waiting_at(workload: &Workload, point: &str, arrival: u32) -> Self {
        Self::spawn(with_variable("KILLABLE_WORKERS", 1), workload, point, arrival)
    }

    /// One that runs until it is done.
    pub fn start(workload: &Workload) -> Self {
        Self::waiting_at(workload, "any", 0)
    }

    /// One that dies as soon as the org is to apply this transaction.
    pub fn poisoned_by(workload: &Workload, transaction: &RecordId) -> Self {
        let command = with_variable("KILLABLE_POISON", transaction);
        Self::spawn(command, workload, "any", 0)
    }

    /// One whose run is kept, and that waits at the so-manieth arrival at a point.
    pub fn kept_waiting_at(workload: &Workload, point: &str, arrival: u32) -> Self {
        Self::spawn(with_variable("KILLABLE_KEPT", 1), workload, point, arrival)
    }

    /// One that runs short of something.
    pub fn short_of(workload: &Workload, scarcity: Scarcity) -> Self {
        let killable = env!("CARGO_BIN_EXE_killable");
        let limited = |blocks: u64, on_signal: &str| {
            let mut shell = Command::new("sh");
            let script = format!("ulimit -c 0; ulimit -f {blocks}; {on_signal} exec \"$0\" \"$@\"");
            shell.args(["-c", &script, killable]);
            shell
        };
        let command = match scarcity {
            Scarcity::StorePages(pages) => with_variable("KILLABLE_STORE_PAGES", pages),
            Scarcity::OrgPages(pages) => with_variable("KILLABLE_ORG_PAGES", pages),
            Scarcity::Blocks(blocks) => limited(blocks, "trap '' XFSZ;"),
            Scarcity::BlocksOrDeath(blocks) => limited(blocks, ""),
        };
        Self::spawn(command, workload, "any", 0)
    }

    fn spawn(mut command: Command, workload: &Workload, point: &str, arrival: u32) -> Self {
        let mut child = command
            .arg(workload.store_path())
            .arg(workload.org_path())
            .arg(workload.clock_path())
            .args([BATCH.to_string(), point.to_owned(), arrival.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the processor starts");
        let output = child.stdout.take().expect("its output is piped");
        Self {
            child,
            lines: BufReader::new(output).lines(),
            last: String::new(),
        }
    }

    /// Reads the next point that it reached; none when there are no more.
    fn next_point(&mut self) -> Option<String> {
        let line = self.lines.next()?.ok()?;
        if line != "waiting" {
            self.last.clone_from(&line);
        }
        Some(line)
    }

    /// Whether it came to the point where it waits.
    pub fn waits(&mut self) -> bool {
        std::iter::from_fn(|| self.next_point()).any(|line| line == "waiting")
    }

    /// Reads so many points, as far as there are.
    pub fn pass(&mut self, points: u32) {
        for _ in 0..points {
            if self.next_point().is_none() {
                break;
            }
        }
    }

    /// Sends SIGKILL.
    pub fn kill(mut self) -> End {
        self.child.kill().expect("it can be killed");
        self.end()
    }

    /// Sends SIGSTOP: it stands still wherever it is.
    pub fn pause(&self) {
        self.signal("STOP");
    }

    /// Lets it go on where it stands or waits.
    pub fn wake(&mut self) {
        let input = self.child.stdin.as_mut().expect("its input is piped");
        input.write_all(b"go on\n").expect("it can be told to go on");
        self.signal("CONT");
    }

    fn signal(&self, name: &str) {
        let status = Command::new("sh")
            .args(["-c", "kill -\"$0\" \"$1\"", name, &self.child.id().to_string()])
            .status()
            .expect("the shell runs");
        assert!(status.success(), "SIG{name} can be sent");
    }

    /// Waits until it has ended.
    pub fn end(mut self) -> End {
        while self.next_point().is_some() {}
        let mut errors = String::new();
        let mut output = self.child.stderr.take().expect("its errors are piped");
        output
            .read_to_string(&mut errors)
            .expect("its errors can be read");
        let status = self.child.wait().expect("it can be waited for");
        match status.code() {
            Some(0) => {
                assert_eq!(self.last, "done");
                End::Done
            }
            Some(_) => End::Failed(errors),
            None => End::Killed(self.last),
        }
    }
}

fn with_variable(name: &str, value: impl Display) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_killable"));
    command.env(name, value.to_string());
    command
}
