//! The query field through the commands: what a text means, what a filter is as a text, what can be typed.

use journeys::Desk;
use serde_json::{Value, json};

async fn read(desk: &Desk, text: &str) -> Value {
    desk.call("query.read", json!({ "text": text })).await
}

async fn offered(desk: &Desk, text: &str) -> Vec<String> {
    let request = json!({ "text": text, "cursor": text.encode_utf16().count() });
    let completion = desk.call("query.complete", request).await;
    let options = completion["options"].as_array().expect("options").iter();
    options
        .map(|option| option["text"].as_str().expect("a text").to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_becomes_a_filter_and_a_text_again() {
    let desk = Desk::with_sample().await;
    let rows = desk.rows(&["Failed"], None).await;
    let row = rows
        .iter()
        .find(|row| row["ownerName"].is_string())
        .expect("a user that is known");
    let (id, name) = (&row["ownerId"], row["ownerName"].as_str().expect("a name"));

    let reading = read(
        &desk,
        &format!(
            "status:failed object:visit user:\"{}\" after:3d",
            name.to_uppercase()
        ),
    )
    .await;
    assert_eq!(reading["problems"], json!([]));
    let filter = &reading["filter"];
    assert_eq!(filter["objectName"], "Visit", "as the org spells it");
    assert_eq!(filter["ownerId"], *id, "the only one of that name");
    assert_eq!(
        filter["query"], "after:3d",
        "an age is counted back whenever it is asked for"
    );

    let written = desk.call("query.write", json!({ "filter": filter })).await;
    assert_eq!(
        written["text"],
        format!("status:failed object:Visit user:\"{name}\" after:3d")
    );
    assert_eq!(
        read(&desk, written["text"].as_str().expect("a text")).await["filter"],
        *filter
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_text_is_told_at_its_place() {
    let desk = Desk::with_sample().await;
    let reading = read(&desk, "\"\u{1f600}\u{e9}x\" stauts:failed").await;
    assert_eq!(reading["filter"], Value::Null);
    let problem = &reading["problems"][0];
    assert_eq!(
        (&problem["from"], &problem["to"]),
        (&json!(7), &json!(13)),
        "as a window counts"
    );

    // A filter that came otherwise is refused with the same places.
    let request = json!({ "filter": { "query": "stauts:failed" }, "atMost": 10 });
    let error = desk
        .try_call("transactions.count", request)
        .await
        .expect_err("no such key");
    assert_eq!(error.code, console::ErrorCode::Invalid);
    assert_eq!(error.details["problems"][0]["to"], 6);
    assert!(
        error.message.contains("did you mean status?"),
        "{}",
        error.message
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn values_of_the_workspace_are_offered() {
    let desk = Desk::with_sample().await;
    let row = &desk.rows(&[], None).await[0];
    assert!(offered(&desk, "object:vis").await.contains(&"Visit".to_owned()));
    assert_eq!(offered(&desk, "error:unable").await, ["UNABLE_TO_LOCK_ROW"]);
    for key in [
        "user",
        "profile",
        "territory",
        "device",
        "app",
        "metadata",
        "field",
        "error",
        "object",
    ] {
        assert!(
            !offered(&desk, &format!("status:failed {key}:")).await.is_empty(),
            "{key}"
        );
    }
    let device = row["deviceIdentifier"].as_str().expect("a device");
    assert_eq!(offered(&desk, &format!("device:\"{device}")).await.len(), 1);
    // What is offered is what is found.
    for key in [
        "user",
        "profile",
        "territory",
        "device",
        "app",
        "metadata",
        "field",
        "error",
    ] {
        let value = &offered(&desk, &format!("{key}:")).await[0];
        let filter = read(&desk, &format!("{key}:{value}")).await["filter"].clone();
        let count = desk
            .call("transactions.count", json!({ "filter": filter, "atMost": 10 }))
            .await;
        let is_used = count["count"].as_i64() > Some(0) || ["user", "territory", "profile"].contains(&key);
        assert!(is_used, "{key}:{value}");
    }
}
