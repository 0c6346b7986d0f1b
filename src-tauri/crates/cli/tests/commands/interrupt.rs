//! Ctrl-C.

use std::{
    process::{Command, Stdio},
    time::Duration,
};

use crate::support::Syncadm;

/// A sample that takes its time is begun, and stopped as soon as its file is there.
#[test]
#[cfg(unix)]
fn ctrl_c_stops_a_sample_and_takes_its_files_away() {
    let program = Syncadm::new();
    let store = program.path("queue.syncstore");
    let mut child = Command::new(env!("CARGO_BIN_EXE_syncadm"))
        .args(["init", "--sample", "--transactions", "20000"])
        .env("SYNCADM_STORE", &store)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    while !store.exists() {
        assert_eq!(child.try_wait().unwrap(), None, "it must not end by itself");
        std::thread::sleep(Duration::from_millis(5));
    }
    let interrupted = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(interrupted.success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("canceled; nothing was made"),
        "{output:?}"
    );
    assert!(!store.exists());
    program.run(&["status"]).exits(4);
}
