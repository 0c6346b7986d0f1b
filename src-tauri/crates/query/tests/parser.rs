//! What texts mean, and what is wrong with others: each file of `fixtures` is one text.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what tests share may fail as tests do"
)]

use std::{fs, path::Path};

use query::parse;

/// The texts of a folder with their names, by name.
fn fixtures(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(folder);
    let mut fixtures: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let text = fs::read_to_string(&path).unwrap();
            (name, text.strip_suffix('\n').unwrap().to_owned())
        })
        .collect();
    fixtures.sort();
    assert!(!fixtures.is_empty());
    fixtures
}

#[test]
fn what_is_right_has_a_meaning_and_is_written_in_one_way() {
    for (name, text) in fixtures("valid") {
        let expr = parse(&text).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
        let written = expr.to_string();
        assert_eq!(parse(&written), Ok(expr.clone()), "{name}");
        insta::assert_snapshot!(
            format!("valid__{name}"),
            format!("{text}\n{written}\n\n{expr:#?}")
        );
    }
}

#[test]
fn what_is_wrong_is_told_at_its_place() {
    for (name, text) in fixtures("invalid") {
        let problems = parse(&text).expect_err(&name);
        let told: Vec<String> = problems
            .iter()
            .map(|problem| format!("{}\n{problem}\n", problem.pointed(&text)))
            .collect();
        insta::assert_snapshot!(format!("invalid__{name}"), told.join("\n"));
    }
}

#[test]
fn there_is_a_most_of_values() {
    let text = |count: usize| format!("name:{}", vec!["a"; count].join(","));
    assert!(parse(&text(200)).is_ok());
    let problems = parse(&text(201)).unwrap_err();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].span.end, text(201).len());
}
