//! What is offered at a place of an unfinished text, where `|` is the cursor.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what tests share may fail as tests do"
)]

use query::{Completion, OpenSet, TextKey, complete};

fn at(marked: &str) -> (Completion, String) {
    let cursor = marked.find('|').unwrap();
    let text = marked.replacen('|', "", 1);
    let completion = complete(&text, text[..cursor].encode_utf16().count());
    let replaced = text[completion.span.start..completion.span.end].to_owned();
    (completion, replaced)
}

fn offered(marked: &str) -> Vec<String> {
    let (completion, _) = at(marked);
    completion
        .suggestions
        .into_iter()
        .map(|suggestion| suggestion.text)
        .collect()
}

#[test]
fn keys_are_offered_where_a_condition_begins() {
    for marked in [
        "|",
        "status:failed |",
        "(|",
        "-|",
        "lost or |",
        "status:failed |app:5",
    ] {
        let all = offered(marked);
        assert_eq!((all[0].as_str(), all.len()), ("status:", 27), "{marked}");
    }
    assert_eq!(offered("at|"), ["attempts>="]);
    assert_eq!(offered("is:stuck ITEM|"), ["items>="]);
    assert_eq!(offered("is:stuck o|"), ["object:", "operation:", "or"]);
    assert_eq!(offered("zzz|"), [""; 0]);
}

#[test]
fn a_key_is_replaced_without_its_operator() {
    let (completion, replaced) = at("sta|:failed");
    assert_eq!(
        (completion.suggestions[0].text.as_str(), replaced.as_str()),
        ("status", "sta")
    );
}

#[test]
fn values_of_closed_sets_are_offered_behind_their_key() {
    assert_eq!(offered("status:|").len(), 8);
    assert_eq!(offered("status:failed,|").len(), 8);
    assert_eq!(offered("status: |").len(), 8);
    assert_eq!(offered("status:re|"), ["retry"]);
    assert_eq!(offered("-has:c|"), ["comment"]);
    assert_eq!(offered("ü is:ST|"), ["stuck"]);
    assert_eq!(offered("operation:insert,up|"), ["update"]);
    assert_eq!(offered("after:|")[0], "12h");
    assert_eq!(offered("nothing:|"), [""; 0]);
    assert_eq!(at("status:fa|iled app:5").1, "failed");
}

#[test]
fn values_of_open_sets_are_named_by_their_key() {
    let open = |marked: &str| at(marked).0.open;
    let set = |key, typed: &str| {
        let typed = typed.to_owned();
        Some(OpenSet { key, typed })
    };
    assert_eq!(open("object:|"), set(TextKey::Object, ""));
    assert_eq!(open("object:Visit,Acc|"), set(TextKey::Object, "Acc"));
    assert_eq!(open("user:\"Ann L|"), set(TextKey::User, "Ann L"));
    assert_eq!(open("user:\"Ann Lee\"|"), set(TextKey::User, "Ann Lee"));
    assert_eq!(open("device:iPad*|"), set(TextKey::Device, "iPad"));
    assert_eq!(open("status:|"), None);
    assert_eq!(open("Ann|"), None);
    assert_eq!(at("user:\"Ann L|").1, "\"Ann L");
}
