//! Files and rows that will not do: each is answered, nothing is lost, nothing panics.

use crate::files::{
    ITEMS, TRANSACTIONS, empty, import, import_one, items, stored, tally, transactions, write,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_row_is_reported_with_line_column_value_and_reason() {
    let desk = empty().await;
    let content = transactions(0..4)
        .replace("1QT000000000000,", "1QT00000000000,")
        .replace("u-1,2026-11-01T10:00:00.000Z", "u-1,1.11.2026")
        .replace("u-2,", ",")
        .replace("T-3,005000000000001,Failed", "T-3,005000000000001,Lost");
    let report = import_one(&desk, &write(&desk, "t.csv", content)).await;
    assert_eq!(tally(&report), [0, 0, 4]);
    let told: Vec<_> = report["firstRejects"]
        .as_array()
        .expect("rejects")
        .iter()
        .map(|row| {
            (
                row["line"].as_i64().expect("a line"),
                row["column"].as_str().expect("a column"),
                row["value"].as_str(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (2, "Id", Some("1QT00000000000")),
            (3, "OfflineTimestamp", Some("1.11.2026")),
            (4, "OfflineUniqueIdentifier", None),
            (5, "Status", Some("Lost")),
        ]
    );
    let filed =
        std::fs::read_to_string(report["rejectsFile"].as_str().expect("a file")).expect("it is there");
    let mended = filed
        .replace("1QT00000000000,", "1QT000000000000,")
        .replace("u-1,1.11.2026", "u-1,2026-11-01T10:00:00.000Z")
        .replace("Failed,,", "Failed,u-2,")
        .replace("Lost,u-3", "Failed,u-3");
    let report = import_one(&desk, &write(&desk, "mended.csv", mended)).await;
    assert_eq!(tally(&report), [4, 0, 0], "{report}");
    assert_eq!(report["unknownColumns"].as_array().map(Vec::len), Some(5));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_truncated_file_loses_only_its_last_row() {
    let desk = empty().await;
    import_one(&desk, &write(&desk, "t.csv", transactions(0..3))).await;
    let whole = items(0..3);
    let in_quotes = whole.rfind("Number").expect("a payload");
    let report = import_one(&desk, &write(&desk, "quotes.csv", &whole[..in_quotes])).await;
    assert_eq!(tally(&report), [2, 0, 1]);
    let last = &report["firstRejects"][0];
    assert_eq!(
        (last["line"].as_i64(), last["column"].as_str()),
        (Some(4), Some("FieldValues"))
    );
    assert!(
        last["reason"]
            .as_str()
            .expect("text")
            .contains("ends inside quotes"),
        "{last}"
    );

    let in_row = whole.rfind("Visit").expect("a row");
    let report = import_one(&desk, &write(&desk, "row.csv", &whole[..in_row])).await;
    assert_eq!(tally(&report), [0, 2, 1]);
    assert!(
        report["firstRejects"][0]["reason"]
            .as_str()
            .expect("text")
            .contains("cut off"),
        "{report}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn values_that_are_no_text_are_refused_and_kept_in_the_rejects_file() {
    let desk = empty().await;
    import_one(&desk, &write(&desk, "t.csv", transactions(0..3))).await;
    let mut content = items(0..1).into_bytes();
    let row = |number: usize, payload: &[u8]| {
        let start = format!("1QR{number:012},R,1QT{number:012},Visit,update,2026-11-01T10:00:00Z,i,Ready,");
        [start.as_bytes(), payload, b"\n"].concat()
    };
    content.extend(row(1, b"caf\xe9"));
    content.extend(row(2, b"a\0b"));
    let report = import_one(&desk, &write(&desk, "i.csv", content)).await;
    assert_eq!(tally(&report), [1, 0, 2]);
    let reason = |place: usize| {
        report["firstRejects"][place]["reason"]
            .as_str()
            .expect("text")
            .to_owned()
    };
    assert!(reason(0).contains("not UTF-8"));
    assert!(reason(1).contains("NUL"));
    let filed = std::fs::read(report["rejectsFile"].as_str().expect("a file")).expect("it is there");
    assert!(
        filed.windows(4).any(|bytes| bytes == b"caf\xe9"),
        "the bytes are as they were"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cell_of_five_megabytes_goes_in_whole() {
    let desk = empty().await;
    import_one(&desk, &write(&desk, "t.csv", transactions(1..2))).await;
    let long = "x".repeat(5 << 20);
    let content = format!(
        "{ITEMS}\n1QR000000000001,R,1QT000000000001,Visit,update,2026-11-01T10:00:00Z,i,Ready,\"{{\"\"Notes\"\":\"\"{long}\"\"}}\"\n"
    );
    assert_eq!(
        tally(&import_one(&desk, &write(&desk, "i.csv", content)).await),
        [1, 0, 0]
    );
    desk.mask_on_screen(false).await;
    let detail = desk
        .call("transactions.get", serde_json::json!({ "key": "T-1" }))
        .await;
    assert_eq!(
        detail["items"][0]["FieldValues"].as_str().map(str::len),
        Some(long.len() + 12)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_be_read_stops_before_anything_is_imported() {
    let desk = empty().await;
    let good = write(&desk, "t.csv", transactions(0..3));
    for (content, reason) in [
        (Vec::new(), "the file is empty"),
        (b"\xef\xbb\xbf".to_vec(), "the file is empty"),
        (b"\xff\xfeI\0d\0".to_vec(), "UTF-16"),
        (b"Id,caf\xe9\n".to_vec(), "not UTF-8"),
        (TRANSACTIONS.replace(',', ";").into_bytes(), "semicolons"),
        (
            TRANSACTIONS.replace("OwnerId,", "").into_bytes(),
            "these columns too: OwnerId",
        ),
        (
            format!("{TRANSACTIONS},status\n").into_bytes(),
            "the column status is there more than once",
        ),
        (b"\"Id,Status\n".to_vec(), "no closing quote"),
    ] {
        let bad = write(&desk, "bad.csv", content);
        let job = import(&desk, &[&good, &bad], false).await;
        assert_eq!(job["error"]["code"], "invalid", "{job}");
        let message = job["error"]["message"].as_str().expect("text");
        assert!(
            message.contains("bad.csv, line 1") && message.contains(reason),
            "{message}"
        );
    }
    let missing = desk.path("missing.csv");
    assert_eq!(
        import(&desk, &[&good, &missing], false).await["error"]["code"],
        "file"
    );
    let folder = desk.path("");
    assert_eq!(import(&desk, &[&folder], false).await["error"]["code"], "file");
    assert_eq!(stored(&desk).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_header_alone_has_no_rows() {
    let desk = empty().await;
    let report = import_one(&desk, &write(&desk, "t.csv", format!("{TRANSACTIONS}\r\n"))).await;
    assert_eq!(tally(&report), [0, 0, 0]);
    assert_eq!(report["rejectsFile"], serde_json::Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_masked_value_is_refused_by_name_and_the_rest_goes_in() {
    let desk = empty().await;
    let content = transactions(0..3).replace("AppVersion", "Comments,AppVersion");
    let content = content.replace("iPad,1.2", "iPad,called twice,1.2");
    let content = content.replacen("called twice", "•••", 1);
    let report = import_one(&desk, &write(&desk, "t.csv", content)).await;
    assert_eq!(tally(&report), [2, 0, 1]);
    let rejected = &report["firstRejects"][0];
    assert_eq!(
        (rejected["line"].as_i64(), rejected["column"].as_str()),
        (Some(2), Some("Comments"))
    );

    let mut content = items(1..3);
    for (number, payload) in [
        "{\"\"Status\"\":\"\"Open\"\",\"\"Email\"\":\"\"•••\"\"}",
        "{\"\"Email\"\":\"\"\\u2022\\u2022\\u2022\"\"}",
        "•••",
        // These are values.
        "{\"\"Notes\"\":\"\"••• and more\"\"}",
        "{\"\"Notes\"\":\"\"•••\"\"",
    ]
    .iter()
    .enumerate()
    {
        content.push_str(&format!(
            "1QR00000000010{number},R-10{number},1QT000000000001,Visit,update,2026-11-01T10:00:00Z,i-10{number},Ready,\
             \"{payload}\"\n"
        ));
    }
    let path = write(&desk, "i.csv", content);
    let report = import_one(&desk, &path).await;
    assert_eq!(tally(&report), [4, 0, 3], "{report}");
    let reasons: Vec<&str> = report["firstRejects"]
        .as_array()
        .expect("rejects")
        .iter()
        .map(|row| row["reason"].as_str().expect("a reason"))
        .collect();
    for (reason, holder) in reasons.iter().zip([
        "the field Email of the payload is masked",
        "the field Email of the payload is masked",
        "FieldValues is masked",
    ]) {
        assert!(reason.starts_with(holder), "{reason}");
        assert!(
            reason.contains("export it again without masks, or enter the value"),
            "{reason}"
        );
    }
    let filed =
        std::fs::read_to_string(report["rejectsFile"].as_str().expect("a file")).expect("it is there");
    let mended = filed
        .replace("•••", "Ann")
        .replace("\\u2022\\u2022\\u2022", "Ann")
        .replace("Ready,Ann", "Ready,{}");
    let report = import_one(&desk, &write(&desk, "mended.csv", mended)).await;
    assert_eq!(tally(&report), [3, 0, 0], "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_masked_export_brings_no_mask_into_a_store() {
    let sample = journeys::Desk::with_sample().await;
    let request = serde_json::json!({
        "filter": {}, "format": "csv", "out": sample.path("out"), "safety": { "mask": true },
    });
    let job = sample.call("data.export", request).await;
    assert_eq!(sample.finished(&job).await["state"], "completed");
    let desk = empty().await;
    let names = ["", "Record", "Log"];
    let files = names.map(|name| sample.path(&format!("out/DeviceSyncTransaction{name}.csv")));
    let job = import(&desk, &files.each_ref(), false).await;
    let reports = &job["result"]["import"]["files"];
    let masked = reports[1]["rejected"].as_i64().expect("a number");
    assert!(masked > 0 && reports[1]["added"].as_i64() > Some(0), "{reports}");
    for name in names {
        let file = std::fs::read_to_string(sample.path(&format!("out/DeviceSyncTransaction{name}.csv")));
        assert!(!name.eq("Record") || file.expect("it is there").contains("•••"));
    }
    desk.mask_on_screen(false).await;
    for file in crate::files::export(&desk, "again").await {
        assert!(!file.contains("•••"), "a mask came in");
    }
}
