//! Every form of a report, of which some texts come from a device that means ill.

use mail_parser::{MessageParser, MimeHeaders as _};

use super::*;

const HOSTILE: &str = "<script>alert(1)</script> & \"\u{202e}x";
const FORMULA: &str = "=HYPERLINK(\"http://example.com\")";

fn report() -> DailyReport {
    let column = |name: &str, is_number| ReportColumn {
        name: name.into(),
        is_number,
    };
    let words = |text: &str| ReportCell::Text(text.into());
    DailyReport {
        day: "2026-11-26".parse().unwrap(),
        zone: ReportZone::Utc,
        title: "Daily report of 2026-11-26 (UTC)".into(),
        summary: "1 of 40 attempts failed.".into(),
        written_at: model::timestamp(1_795_420_800_000),
        sections: vec![
            ReportSection {
                title: "Errors".into(),
                note: Some("A note.".into()),
                columns: vec![
                    column("Error", false),
                    column("Failures", true),
                    column("Share", true),
                ],
                rows: vec![
                    vec![
                        words(HOSTILE),
                        ReportCell::Count(1_234_567),
                        ReportCell::Share(0.025),
                    ],
                    vec![words(FORMULA), ReportCell::Count(12), words(HOSTILE)],
                ],
                when_empty: String::new(),
            },
            ReportSection {
                title: "Runs".into(),
                note: None,
                columns: vec![column("Run", false)],
                rows: Vec::new(),
                when_empty: "The Sync Processor did not run.".into(),
            },
        ],
    }
}

async fn saved(folder: &std::path::Path, to: &[&str]) -> Result<Vec<String>, ConsoleError> {
    let targets = ReportTargets {
        html: Some(folder.join("report.html")),
        csv: Some(folder.join("report.csv")),
        eml: Some(folder.join("report.eml")),
        to: to.iter().map(|address| (*address).to_owned()).collect(),
    };
    save(report(), targets).await
}

async fn files(to: &[&str]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let files = saved(folder.path(), to).await.unwrap();
    files
        .iter()
        .map(|file| std::fs::read_to_string(file).unwrap())
        .collect()
}

#[tokio::test]
async fn a_page_shows_every_text_as_text_and_needs_nothing_else() {
    let page = files(&[]).await.remove(0);
    assert!(page.contains("<bdi>&#60;script&#62;alert(1)&#60;/script&#62; &#38; &#34;\u{202e}x</bdi>"));
    assert!(!page.contains("<script") && !page.contains("http://example.com\""));
    for outside in [" src=", " href=", "url(", "@import"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.contains("prefers-color-scheme: dark") && page.contains("default-src 'none'"));
    assert!(page.contains("<td class=\"number\"><bdi>1,234,567</bdi></td>"));
    assert!(page.contains("style=\"width: 2.5%\"") && page.contains("<bdi>2.5%</bdi>"));
    assert!(page.contains("<p>The Sync Processor did not run.</p>"));
}

#[tokio::test]
async fn a_table_has_numbers_as_they_are_and_no_formula() {
    let table = files(&[]).await.remove(1);
    let lines: Vec<&str> = table.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(
        lines[..6],
        [
            "Daily report of 2026-11-26 (UTC)",
            "1 of 40 attempts failed.",
            "\"\"",
            "Errors,A note.",
            "Error,Failures,Share",
            "\"<script>alert(1)</script> & \"\"\u{202e}x\",1234567,2.5%",
        ]
    );
    assert!(lines[6].starts_with("\"'=HYPERLINK("), "{}", lines[6]);
    assert_eq!(lines[7..], ["\"\"", "Runs", "The Sync Processor did not run."]);
}

#[tokio::test]
async fn a_message_is_a_draft_with_page_text_and_table() {
    let [page, table, message] = files(&["ann@example.com", " ben@example.com "])
        .await
        .try_into()
        .unwrap();
    let message = MessageParser::default().parse(message.as_bytes()).unwrap();
    assert_eq!(message.header_raw("X-Unsent").map(str::trim), Some("1"));
    assert_eq!(message.subject(), Some("Daily report of 2026-11-26 (UTC)"));
    assert!(message.from().is_none(), "who sends it, the mail program knows");
    let to: Vec<_> = message
        .to()
        .unwrap()
        .iter()
        .map(|to| to.address().unwrap())
        .collect();
    assert_eq!(to, ["ann@example.com", "ben@example.com"]);
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(lines(&message.body_html(0).unwrap()), lines(&page));
    let text = message.body_text(0).unwrap();
    assert!(text.contains("Error | Failures | Share") && text.contains(&format!("- {FORMULA} | 12 |")));
    let attached = message.attachment(0).unwrap();
    assert_eq!(attached.attachment_name(), Some("daily-report-2026-11-26.csv"));
    assert_eq!(
        String::from_utf8_lossy(attached.contents()).trim_start_matches('\u{feff}'),
        table.trim_start_matches('\u{feff}')
    );
}

#[tokio::test]
async fn what_is_no_address_gets_no_message() {
    let folder = tempfile::tempdir().unwrap();
    for wrong in [
        "ann",
        "",
        "Ann <ann@example.com>",
        "a@b.c\r\nBcc: d@e.f",
        "a@b.c,d@e.f",
    ] {
        let refused = saved(folder.path(), &[wrong]).await.unwrap_err();
        assert!(refused.to_string().contains("is no mail address"), "{refused}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn a_file_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let refused = saved(&folder.path().join("missing"), &[]).await.unwrap_err();
    assert!(refused.to_string().contains("report.html"), "{refused}");
}
