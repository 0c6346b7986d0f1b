//! Who may use whom: the table of docs/architecture.md, checked against the manifests.

use std::{collections::BTreeSet, process::Command};

/// Member, and what of the watched crates it may use directly.
const MAY_USE: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("query", &["model"]),
    ("store", &["model", "query", "sqlx"]),
    ("org", &["model", "sqlx"]),
    ("processor", &["model", "store", "org"]),
    ("console", &["model", "query", "store", "org", "processor"]),
    ("cli", &["model", "console"]),
    ("sync-admin-console", &["console", "tauri"]),
    (
        "journeys",
        &["model", "store", "org", "processor", "console", "sqlx"],
    ),
];

/// Crates whose use is a decision of the architecture.
const WATCHED: &[&str] = &[
    "model",
    "query",
    "store",
    "org",
    "processor",
    "console",
    "cli",
    "sqlx",
    "tauri",
    "axum",
];

#[test]
fn every_member_uses_only_what_its_layer_allows() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo metadata runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    assert_eq!(
        packages.len(),
        MAY_USE.len(),
        "a new member needs a row in this table"
    );

    for package in packages {
        let name = package["name"].as_str().expect("name");
        let (_, allowed) = MAY_USE
            .iter()
            .find(|(member, _)| *member == name)
            .expect("a row for the member");
        let used: BTreeSet<&str> = package["dependencies"]
            .as_array()
            .expect("dependencies")
            .iter()
            .filter(|dependency| dependency["kind"].is_null())
            .filter_map(|dependency| dependency["name"].as_str())
            .filter(|dependency| WATCHED.contains(dependency))
            .collect();
        let forbidden: Vec<_> = used
            .iter()
            .filter(|dependency| !allowed.contains(dependency))
            .collect();
        assert!(forbidden.is_empty(), "{name} must not use {forbidden:?}");
    }
}
