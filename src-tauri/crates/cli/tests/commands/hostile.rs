//! Payloads, names and errors that would do harm to a terminal: they are stored as they came and shown written out.

use crate::support::{OWNER, Run, Syncadm, id};

/// Steers a terminal, turns the direction of writing, hides, or looks like something to run.
const HOSTILE: [&str; 6] = [
    "\u{1b}[31mred\u{1b}[0m \u{9b}31m",
    "bell\u{7} back\u{8} delete\u{7f}",
    "\u{202e}evil\u{202c} \u{2067}right\u{2069}",
    "zero\u{200b}width\u{feff}\u{2060}",
    "<script>alert(1)</script>",
    "\u{1b}]0;title\u{7}",
];

/// A program whose queue holds each of these texts in the names, the object, the payload and the error of a transaction.
fn with_hostile_queue() -> Syncadm {
    let program = Syncadm::with_store();
    let mut transactions =
        "Id,Name,OwnerId,Status,OfflineUniqueIdentifier,OfflineTimestamp,DeviceIdentifier,AppVersion,\
                            MetadataVersion\n"
            .to_owned();
    let mut items = "Id,Name,DeviceSyncTransactionId,ObjectName,OperationType,OfflineCreatedDate,\
                     OfflineUniqueIdentifier,Status,FieldValues\n"
        .to_owned();
    let mut logs = "Id,DeviceSyncTransactionId,LogType,CreatedDate,ExceptionCode,ObjectName,FieldName,Value,ExceptionLog\n"
        .to_owned();
    let at = "2026-11-20T10:00:00.000Z";
    for (number, text) in HOSTILE.iter().enumerate() {
        let (transaction, item, log) = (id("1QT", number), id("1QR", number), id("1QL", number));
        let payload = serde_json::json!({ "Subject": text, *text: text }).to_string();
        let payload = payload.replace('"', "\"\"");
        transactions +=
            &format!("{transaction},T {text},{OWNER},Failed,u-{number} {text},{at},{text},{text},{text}\n");
        items +=
            &format!("{item},R {text},{transaction},{text},update,{at},i-{number},Ready,\"{payload}\"\n");
        logs += &format!("{log},{transaction},Error,{at},{text},{text},{text},{text},{text}\n");
    }
    let files = [("t.csv", transactions), ("i.csv", items), ("l.csv", logs)];
    let [transactions, items, logs] = files.map(|(name, content)| program.file(name, content));
    program.run(&["import", &transactions, &items, &logs]).exits(0);
    program
}

impl Run {
    /// Checks that nothing of what it printed can steer a terminal or hide.
    #[track_caller]
    fn is_harmless(&self) {
        for text in [&self.stdout, &self.stderr] {
            let harmful = |character: char| {
                (character.is_control() && character != '\n')
                    || ('\u{200b}'..='\u{200f}').contains(&character)
                    || ('\u{202a}'..='\u{202e}').contains(&character)
                    || ('\u{2060}'..='\u{206f}').contains(&character)
                    || character == '\u{feff}'
            };
            let found = text
                .find(harmful)
                .map(|at| text[at..].chars().take(40).collect::<String>());
            assert_eq!(found, None, "{text}");
        }
    }
}

#[test]
fn nothing_that_is_shown_steers_the_terminal() {
    let program = with_hostile_queue();
    let group = program.run(&["--json", "errors", "list"]).exits(0).rows()[0]["id"].to_string();
    for arguments in [
        &["status"][..],
        &["transactions", "list"],
        &["errors", "list"],
        &["errors", "show", &group],
        &["processor", "forecast"],
        &[
            "transactions",
            "comment",
            "--all-that-match",
            "--status",
            "failed",
            "--reason",
            HOSTILE[0],
        ],
        &["bulk", "list"],
        &["bulk", "show", "1"],
    ] {
        let run = program.run(arguments);
        run.is_harmless();
        assert!(run.code < 2, "{run:?}");
        let json = program.run(&[&["--json"], arguments].concat());
        json.is_harmless();
    }
    for number in 0..HOSTILE.len() {
        let key = id("1QT", number);
        for arguments in [
            &["transactions", "show", &key][..],
            &["--json", "transactions", "show", &key],
        ] {
            program.run(arguments).exits(0).is_harmless();
        }
    }
}

#[test]
fn json_still_says_what_is_stored() {
    let program = with_hostile_queue();
    for (number, text) in HOSTILE.iter().enumerate() {
        let shown = program
            .run(&["--json", "transactions", "show", &id("1QT", number)])
            .exits(0)
            .json();
        assert_eq!(shown["transaction"]["Name"], format!("T {text}"));
        assert_eq!(shown["transaction"]["DeviceIdentifier"], *text);
        assert_eq!(shown["items"][0]["ObjectName"], *text);
        let payload = shown["items"][0]["FieldValues"].as_str().unwrap();
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(payload).unwrap()["Subject"],
            *text
        );
    }
}
