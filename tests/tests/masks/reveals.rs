//! What is on record of who saw what.

use console::ErrorCode;
use journeys::Desk;
use serde_json::json;

use super::{detail, one_with_personal_data, payload_of, reveals, viewer};

#[tokio::test(flavor = "multi_thread")]
async fn one_value_is_revealed_and_that_is_on_record() {
    let desk = Desk::with_sample().await;
    let (before, personal) = one_with_personal_data(&desk).await;
    let (item, field, text) = personal[0].clone();
    let id = before["transaction"]["Id"].clone();
    let place = json!({ "kind": "payload", "transactionId": id, "itemId": item });
    let request = json!({ "place": place, "field": field, "reason": "the user called" });

    let refused = desk
        .console
        .call(&viewer(), "payload.reveal", request.clone())
        .await;
    assert_eq!(refused.expect_err("only admins").code, ErrorCode::NotPermitted);
    assert_eq!(reveals(&desk).await, json!([]));

    let answer = desk.call("payload.reveal", request).await;
    assert_eq!(answer["value"], json!(json!(text).to_string()));
    let kept = reveals(&desk).await;
    assert_eq!(kept, json!([answer["reveal"]]));
    let reveal = &kept[0];
    assert_eq!(
        (&reveal["actor"], &reveal["reason"]),
        (&json!("Ada Admin"), &json!("the user called"))
    );
    assert_eq!(reveal["what"]["transactionName"], before["transaction"]["Name"]);
    assert_eq!(reveal["what"]["field"], field);
    assert!(!kept.to_string().contains(&text), "never the value");

    let after = detail(&desk, &id).await;
    assert_eq!(after["reveals"], kept);
    assert_eq!(
        payload_of(&after, &item).get(&field),
        Some("\"•••\""),
        "the others see nothing"
    );

    let missing = json!({ "place": place, "field": "No_Such_Field__c" });
    let refused = desk.try_call("payload.reveal", missing).await;
    assert_eq!(refused.expect_err("there is none").code, ErrorCode::NotFound);
    let kept = reveals(&desk).await;
    assert_eq!(kept.as_array().map(Vec::len), Some(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_without_masks_is_on_record_and_for_admins() {
    let desk = Desk::with_sample().await;
    let request = |mask: bool| {
        json!({
            "filter": { "statuses": ["Failed"] }, "format": "csv", "out": desk.path("queue.csv"),
            "safety": { "mask": mask },
        })
    };
    let job = desk.call("data.export", request(true)).await;
    desk.finished(&job).await;
    assert_eq!(reveals(&desk).await, json!([]), "nothing personal is in it");

    let job = desk.call("data.export", request(false)).await;
    desk.finished(&job).await;
    let kept = reveals(&desk).await;
    assert_eq!(kept[0]["what"]["kind"], "export");
    assert_eq!(kept[0]["what"]["query"], "status:failed");

    let refused = desk.console.call(&viewer(), "data.export", request(false)).await;
    assert_eq!(refused.expect_err("only admins").code, ErrorCode::NotPermitted);
    assert!(
        desk.console
            .call(&viewer(), "data.export", request(true))
            .await
            .is_ok()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn reveals_are_paged_by_key() {
    let desk = Desk::with_sample().await;
    let (before, personal) = one_with_personal_data(&desk).await;
    let (item, field, _) = personal[0].clone();
    let id = before["transaction"]["Id"].clone();
    for _ in 0..5 {
        let place = json!({ "kind": "payload", "transactionId": id, "itemId": item });
        desk.call("payload.reveal", json!({ "place": place, "field": field }))
            .await;
    }
    let first = desk
        .call("reveals.list", json!({ "before": null, "limit": 3 }))
        .await;
    assert_eq!(first["hasMore"], true);
    let last = first["reveals"][2]["number"].clone();
    let second = desk
        .call("reveals.list", json!({ "before": last, "limit": 3 }))
        .await;
    assert_eq!(second["hasMore"], false);
    assert_eq!(second["reveals"].as_array().map(Vec::len), Some(2));
    assert!(second["reveals"][0]["number"].as_i64() < last.as_i64());
}
