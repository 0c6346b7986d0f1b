//! Searching for words and for record Ids.

use model::RecordId;
use store::{Edit, ItemEdit, SettledAs, TransactionFilter, TransactionSort};

use crate::{
    engine::{Fixture, fixture},
    sample::{because, first_record, settlement},
};

impl Fixture {
    async fn names(&self, filter: TransactionFilter) -> Vec<String> {
        let page = self
            .store
            .page(&filter, TransactionSort::default(), None, 100)
            .await
            .unwrap();
        page.rows.into_iter().map(|row| row.name).collect()
    }

    /// Arrivals, newest first, of what has these words.
    async fn with_text(&self, text: &str) -> Vec<u32> {
        let names = self
            .names(TransactionFilter {
                text: Some(text.into()),
                ..Default::default()
            })
            .await;
        names.iter().map(|name| name[4..].parse().unwrap()).collect()
    }

    /// Arrivals, newest first, of what is about this record.
    async fn about(&self, id: &str) -> Vec<u32> {
        let names = self
            .names(TransactionFilter {
                record_id: Some(id.into()),
                ..Default::default()
            })
            .await;
        names.iter().map(|name| name[4..].parse().unwrap()).collect()
    }

    async fn receive_payloads(&self, payloads: &[&str]) {
        let uploads = payloads.iter().enumerate().map(|(number, payload)| {
            let mut upload = self.upload(&format!("u{number}"));
            upload.items[0].field_values = Some((*payload).to_owned());
            upload
        });
        self.receive(uploads.collect()).await;
    }
}

#[tokio::test]
async fn words_are_found_in_any_case_and_order_within_one_payload() {
    let f = fixture().await;
    f.receive_payloads(&[
        r#"{"Name":"Dr. Anna Müller","City":"Köln"}"#,
        r#"{"Name":"Anna Berg","Note":"müller, later"}"#,
        r#"{"Name":"Ben","Amount":1234567890123456789}"#,
        "no json at all",
    ])
    .await;
    assert_eq!(f.with_text("ANNA").await, [2, 1]);
    assert_eq!(f.with_text("müller anna").await, [2, 1]);
    assert_eq!(f.with_text("\"anna müller\"").await, [1]);
    assert_eq!(f.with_text("anna köln").await, [1]);
    assert_eq!(f.with_text("1234567890123456789").await, [3]);
    assert_eq!(f.with_text("json").await, [4]);
    assert_eq!(f.with_text("mül*").await, [2, 1]);
    assert_eq!(f.with_text("mül").await, [] as [u32; 0]);
    assert_eq!(
        f.with_text("anna ben").await,
        [] as [u32; 0],
        "not across payloads"
    );
}

#[tokio::test]
async fn escaped_text_is_found_as_people_read_it() {
    let f = fixture().await;
    f.receive_payloads(&[r#"{"Name":"M\u00fcller","Note":"first line\nsecond"}"#])
        .await;
    assert_eq!(f.with_text("müller").await, [1]);
    assert_eq!(f.with_text("second").await, [1]);
    assert_eq!(f.with_text("\"line second\"").await, [1]);
}

#[tokio::test]
async fn whatever_is_typed_is_text_and_never_syntax() {
    let f = fixture().await;
    f.receive_payloads(&[r#"{"Note":"AND OR NOT NEAR a:b (x) x^2 50% -7"}"#])
        .await;
    for typed in [
        "AND",
        "OR NOT",
        "NEAR(a b)",
        "a:b",
        "(x)",
        "x^2",
        "50%",
        "-7",
        "near",
        "\"a:b",
        "body : a",
        "b*",
    ] {
        let found = f.with_text(typed).await;
        assert!(found == [1] || typed == "body : a", "{typed}: {found:?}");
    }
    for typed in [
        "'",
        "\"",
        "\"\"",
        "*",
        "-",
        "^",
        "(",
        ")",
        "{",
        "}",
        ":",
        "\\",
        ";",
        "\u{200b}",
        "😀",
        "a\"b\"c\"",
        "%_",
    ] {
        let _ = f.with_text(typed).await;
        let _ = f.about(typed).await;
    }
}

#[tokio::test]
async fn errors_are_found_with_their_transaction() {
    let f = fixture().await;
    f.receive(vec![f.upload("a"), f.upload("b")]).await;
    let claims = f.claim(1).await;
    let mut failed = settlement(&claims[0], SettledAs::Failed);
    let mut entry = f.log(
        &claims[0].transaction.id,
        "STRING_TOO_LONG",
        "data value too large: hippopotamus",
    );
    entry.field_name = Some("Description".into());
    failed.log_entries = vec![entry];
    f.settle(vec![failed]).await;
    for text in ["hippopotamus", "\"STRING_TOO_LONG\"", "description large"] {
        assert_eq!(f.with_text(text).await, [1], "{text}");
    }
    let by_hand = f.log(&claims[0].transaction.id, "X", "crocodile");
    f.store
        .add_log_entry(&claims[0].transaction.id, by_hand, &because("seen"))
        .await
        .unwrap();
    assert_eq!(f.with_text("crocodile").await, [1]);
}

#[tokio::test]
async fn an_edited_payload_is_found_by_its_new_words_only() {
    let f = fixture().await;
    f.receive_payloads(&[r#"{"Name":"Old","Same":"kept"}"#, r#"{"Name":"Old"}"#])
        .await;
    let detail = f.find("u0").await;
    let edit = Edit {
        id: detail.transaction.id,
        expected_version: 1,
        fields: vec![],
        items: vec![ItemEdit {
            item_id: detail.items[0].id.clone(),
            field_values: Some(r#"{"Name":"New","Same":"kept"}"#.into()),
            record_identifier: Some("rec-new".into()),
        }],
    };
    f.store.edit(&edit, &because("test")).await.unwrap();
    assert_eq!(f.with_text("old").await, [2]);
    assert_eq!(f.with_text("new").await, [1]);
    assert_eq!(f.with_text("kept").await, [1]);
    assert_eq!(f.about("rec-new").await, [1]);
}

#[tokio::test]
async fn a_record_is_found_by_every_id_an_item_knows_it_by() {
    let f = fixture().await;
    let account: RecordId = f.ids.next("001");
    let visit: RecordId = f.ids.next("0Z5");
    let mut insert = f.upload("a");
    insert.items[0].record_identifier = Some("VISIT-local-1".into());
    insert.items[0].related_record_id = Some(account.as_str().into());
    let mut update = f.upload("b");
    update.items[0].record_identifier = Some(account.as_str().into());
    let mut similar = f.upload("c");
    similar.items[0].record_identifier = Some("VISIT-local-1-b".into());
    f.receive(vec![insert, update, similar]).await;
    assert_eq!(f.about(account.as_str()).await, [2, 1]);
    assert_eq!(f.about(&account.as_str()[..15]).await, [2, 1]);
    assert_eq!(
        f.about("VISIT-local-1").await,
        [1],
        "nothing that only begins so, or has it within"
    );
    assert_eq!(
        f.about("visit-local-1").await,
        [] as [u32; 0],
        "Ids differ in case"
    );
    assert_eq!(f.about(visit.as_str()).await, [] as [u32; 0]);

    let claims = f.claim(1).await;
    let mut done = settlement(&claims[0], SettledAs::Success);
    done.records = vec![first_record(&claims[0], &visit)];
    f.settle(vec![done]).await;
    assert_eq!(f.about(visit.as_str()).await, [1]);
    assert_eq!(f.about("VISIT-local-1").await, [1]);
}

#[tokio::test]
async fn a_settlement_tells_only_of_its_own_items() {
    let f = fixture().await;
    f.receive(vec![f.upload("a"), f.upload("b")]).await;
    let claims = f.claim(2).await;
    let record: RecordId = f.ids.next("0Z5");
    let mut done = settlement(&claims[0], SettledAs::Success);
    done.records = vec![first_record(&claims[1], &record)];
    f.settle(vec![done]).await;
    assert_eq!(f.find("b").await.items[0].processed_record_identifier, None);
    assert_eq!(f.about(record.as_str()).await, [] as [u32; 0]);
}
