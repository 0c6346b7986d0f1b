//! A folder with a store, and the program run in it.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;
use tempfile::TempDir;

/// A user whom the store does not know.
pub const OWNER: &str = "005000000000001AAA";

/// A folder of its own for a test.
pub struct Syncadm {
    folder: TempDir,
}

/// What a run came to.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    /// The document on stdout.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The rows on stdout.
    pub fn rows(&self) -> Vec<Value> {
        self.stdout
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// Checks the exit code.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:?}");
        self
    }

    /// Checks that the person is told.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "{text:?} is not in {self:?}");
        self
    }
}

impl Syncadm {
    /// Without a store.
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// With an empty store.
    pub fn with_store() -> Self {
        let program = Self::new();
        program.run(&["init"]).exits(0);
        program
    }

    /// With the queue of [`queue`].
    pub fn with_queue() -> Self {
        let program = Self::with_store();
        let [transactions, items, log_entries] = queue(&program);
        program
            .run(&["import", &transactions, &items, &log_entries])
            .exits(0);
        program
    }

    /// A file in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file in the folder, and answers its path.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, content).unwrap();
        path.display().to_string()
    }

    /// Runs the program with the store of the folder.
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_on(&self.path("queue.syncstore"), arguments)
    }

    /// Runs the program with a store.
    pub fn run_on(&self, store: &Path, arguments: &[&str]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_syncadm"))
            .args(arguments)
            .env("SYNCADM_STORE", store)
            .env("SYNCADM_ACTOR", "tester")
            .env_remove("SYNCADM_LOG")
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        Run {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// The Id of transaction, item (`1QR`) or log entry (`1QL`) number `number`, of 15 characters.
pub fn id(prefix: &str, number: usize) -> String {
    format!("{prefix}{number:012}")
}

/// Statuses of the transactions of [`queue`].
pub const STATUSES: [&str; 6] = ["Success", "Failed", "Failed", "New", "Canceled", "Manual"];

/// Files with one transaction of each of [`STATUSES`], named T-1 and so on, an item and, for the Failed, a log entry.
pub fn queue(program: &Syncadm) -> [String; 3] {
    let mut transactions =
        "Id,Name,OwnerId,Status,OfflineUniqueIdentifier,OfflineTimestamp,DeviceIdentifier,\
                            AppVersion,MetadataVersion\n"
            .to_owned();
    let mut items = "Id,Name,DeviceSyncTransactionId,ObjectName,OperationType,OfflineCreatedDate,\
                     OfflineUniqueIdentifier,Status,FieldValues,RecordIdentifier\n"
        .to_owned();
    let mut log_entries =
        "Id,DeviceSyncTransactionId,LogType,CreatedDate,ExceptionCode,ExceptionLog\n".to_owned();
    for (place, status) in STATUSES.iter().enumerate() {
        let number = place + 1;
        let moment = format!("2026-11-0{number}T10:00:00.000Z");
        let (transaction, item, log_entry) = (id("1QT", number), id("1QR", number), id("1QL", number));
        writeln!(
            transactions,
            "{transaction},T-{number},{OWNER},{status},u-{number},{moment},iPad-1,1.2,7"
        )
        .unwrap();
        writeln!(
            items,
            "{item},R-{number},{transaction},Inquiry,update,{moment},i-{number},Ready,\
             \"{{\"\"Subject\"\":\"\"Question {number}\"\"}}\",device-{number}"
        )
        .unwrap();
        if *status == "Failed" {
            writeln!(
                log_entries,
                "{log_entry},{transaction},Error,{moment},DUPLICATE_VALUE,taken already"
            )
            .unwrap();
        }
    }
    [
        program.file("transactions.csv", transactions),
        program.file("items.csv", items),
        program.file("log.csv", log_entries),
    ]
}
