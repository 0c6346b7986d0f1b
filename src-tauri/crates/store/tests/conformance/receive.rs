//! Uploads.

use model::{ItemStatus, Status, timestamp};
use store::Received;

use crate::{
    engine::{START, fixture},
    sample::{BEN, item},
};

#[tokio::test]
async fn an_upload_is_queued_with_what_the_store_fills_in() {
    let f = fixture().await;
    let mut upload = f.upload("a");
    upload.transaction.status = Status::Success;
    upload.transaction.name = "mine".into();
    upload.transaction.created_date = timestamp(5);
    let given = upload.transaction.clone();
    f.clock.set(timestamp(START + 7));
    assert_eq!(
        f.store.receive(vec![upload]).await.unwrap(),
        [Received::Queued {
            arrival: 1,
            status: Status::New
        }]
    );

    let detail = f.find("a").await;
    let t = &detail.transaction;
    assert_eq!(t.name, "DST-0000000001");
    assert_eq!(t.status, Status::New);
    assert_eq!(t.created_date, timestamp(START + 7));
    assert_eq!(t.last_modified_date, timestamp(START + 7));
    assert_eq!(t.offline_timestamp, given.offline_timestamp);
    assert_eq!(
        (t.actual_records_count, t.tot_sync_tran_record_count),
        (Some(1), Some(1))
    );
    assert!(t.is_simulatable && !t.is_retry && !t.can_canc_dpnd_be_retired);
    assert_eq!(detail.items[0].name, "DSR-0000000001-01");
    assert_eq!(detail.items[0].created_date, timestamp(START + 7));
    assert_eq!(detail.version, 1);
    assert_eq!(f.store.counts().await.unwrap().new, 1);
}

#[tokio::test]
async fn the_same_upload_twice_is_one_transaction() {
    let f = fixture().await;
    let upload = f.upload("a");
    // A second try of the device gets other Ids from its receiver.
    let mut again = f.upload("a");
    again
        .transaction
        .metadata_version
        .clone_from(&upload.transaction.metadata_version);
    again.items[0]
        .offline_unique_identifier
        .clone_from(&upload.items[0].offline_unique_identifier);
    let answers = f.store.receive(vec![upload, again.clone()]).await.unwrap();
    assert_eq!(answers[1], Received::AlreadyThere { arrival: 1 });
    assert_eq!(
        f.store.receive(vec![again]).await.unwrap(),
        [Received::AlreadyThere { arrival: 1 }]
    );
    assert_eq!(f.store.counts().await.unwrap().total(), 1);
}

#[tokio::test]
async fn the_same_identifier_with_other_content_is_refused_and_the_first_stands() {
    let f = fixture().await;
    f.receive(vec![f.upload("a")]).await;
    let mut other_details = f.upload("a");
    other_details.transaction.app_version = "2.0".into();
    let mut other_items = f.upload("a");
    other_items.items[0].field_values = Some("{}".into());
    for answer in f.store.receive(vec![other_details, other_items]).await.unwrap() {
        let Received::Refused { reason } = answer else {
            panic!("{answer:?}")
        };
        assert_eq!(
            reason,
            "OfflineUniqueIdentifier a came before with other content; the first stands"
        );
    }
    assert_eq!(f.find("a").await.transaction.app_version, "1.0");
    assert_eq!(f.store.counts().await.unwrap().total(), 1);
}

#[tokio::test]
async fn what_came_stays_known_after_an_edit() {
    let f = fixture().await;
    let upload = f.upload("a");
    f.receive(vec![upload.clone()]).await;
    let edit = store::Edit {
        id: upload.transaction.id.clone(),
        expected_version: 1,
        fields: vec![store::FieldEdit {
            name: "AppVersion".into(),
            value: Some("9".into()),
        }],
        items: vec![],
    };
    f.store
        .edit(&edit, &crate::sample::because("test"))
        .await
        .unwrap();
    assert_eq!(
        f.store.receive(vec![upload]).await.unwrap(),
        [Received::AlreadyThere { arrival: 1 }]
    );
}

#[tokio::test]
async fn what_was_imported_is_known_when_its_device_sends_it() {
    let f = fixture().await;
    let upload = f.upload("a");
    f.store
        .import_transactions(vec![upload.transaction.clone()])
        .await
        .unwrap();
    f.store.import_items(upload.items.clone()).await.unwrap();
    assert_eq!(
        f.store.receive(vec![upload]).await.unwrap(),
        [Received::AlreadyThere { arrival: 1 }]
    );
}

#[tokio::test]
async fn bad_uploads_are_refused_one_by_one() {
    let f = fixture().await;
    let good = f.upload("good");
    let mut nameless = f.upload(" ");
    nameless.items.clear();
    let mut with_nul = f.upload("nul");
    with_nul.items[0].field_values = Some("{\"a\":\"\0\"}".into());
    let mut same_id = f.upload("same-id");
    same_id.transaction.id = good.transaction.id.clone();
    let answers = f
        .store
        .receive(vec![nameless, with_nul, good, same_id])
        .await
        .unwrap();
    let reasons: Vec<&str> = answers
        .iter()
        .map(|answer| match answer {
            Received::Refused { reason } => reason.as_str(),
            _ => "",
        })
        .collect();
    assert!(
        reasons[0].contains("OfflineUniqueIdentifier is empty"),
        "{reasons:?}"
    );
    assert!(reasons[1].contains("NUL"), "{reasons:?}");
    assert_eq!(
        answers[2],
        Received::Queued {
            arrival: 1,
            status: Status::New
        }
    );
    assert!(
        reasons[3].contains("belongs to another transaction"),
        "{reasons:?}"
    );
    assert_eq!(f.store.counts().await.unwrap().total(), 1);
}

#[tokio::test]
async fn a_payload_is_kept_as_it_came_even_when_it_is_no_json() {
    let f = fixture().await;
    let payloads = [
        "not json",
        "",
        "[1]",
        "{\"n\":12345678901234567890.10}",
        "\u{202e}rtl\u{200b}",
        "{\"a\":\"\\u0000\"}",
    ];
    let mut upload = f.upload("a");
    let id = upload.transaction.id.clone();
    upload.items = payloads
        .iter()
        .map(|payload| {
            let mut item = item(f.item_id(), &id);
            item.field_values = Some((*payload).to_owned());
            item
        })
        .collect();
    f.receive(vec![upload]).await;
    let stored = f.find("a").await.items;
    assert_eq!(
        stored
            .iter()
            .map(|item| item.field_values.as_deref().unwrap())
            .collect::<Vec<_>>(),
        payloads
    );
}

#[tokio::test]
async fn a_large_payload_is_kept() {
    let f = fixture().await;
    let mut upload = f.upload("a");
    let payload = format!("{{\"Photo\":\"{}\"}}", "x".repeat(5_000_000));
    upload.items[0].field_values = Some(payload.clone());
    f.receive(vec![upload]).await;
    assert_eq!(f.find("a").await.items[0].field_values, Some(payload));
}

#[tokio::test]
async fn items_still_to_come_keep_a_transaction_waiting() {
    let f = fixture().await;
    let mut fewer = f.upload("fewer");
    fewer.transaction.expected_record_count = Some(2);
    let mut unfinished = f.upload("unfinished");
    unfinished.items[0].status = ItemStatus::Preparing;
    let mut enough = f.upload("enough");
    enough.transaction.expected_record_count = Some(1);
    let rest = item(f.item_id(), &fewer.transaction.id);
    assert_eq!(
        f.receive(vec![fewer, unfinished, enough]).await,
        [Status::Waiting, Status::Waiting, Status::New]
    );

    f.store.import_items(vec![rest]).await.unwrap();
    let detail = f.find("fewer").await;
    assert_eq!(detail.transaction.status, Status::New);
    assert_eq!(detail.transaction.actual_records_count, Some(2));
    assert_eq!(detail.history[0].reason, "everything it waited for is there");
    assert_eq!(detail.history[0].actor, "queue");
    assert_eq!(f.status("unfinished").await, Status::Waiting);
}

#[tokio::test]
async fn many_uploads_go_in_at_once() {
    let f = fixture().await;
    let uploads: Vec<_> = (0..501)
        .map(|number| {
            let mut upload = f.upload(&format!("u{number}"));
            upload.transaction.owner_id = if number % 2 == 0 {
                BEN.into()
            } else {
                upload.transaction.owner_id
            };
            upload
        })
        .collect();
    assert_eq!(f.receive(uploads).await.len(), 501);
    assert_eq!(f.store.counts().await.unwrap().new, 501);
    assert_eq!(f.find("u500").await.transaction.name, "DST-0000000501");
    assert_eq!(f.store.receive(vec![]).await.unwrap(), []);
}
