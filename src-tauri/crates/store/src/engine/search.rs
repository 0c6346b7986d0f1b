//! The search index: words of payloads and error texts, and the Ids that items are about. FTS5 here; `tsvector` in
//! PostgreSQL.
//!
//! A row is an item (its payload and the Ids it names), the Ids that processing gave, or a log entry; see the migration
//! for the keys. The index keeps no text, so whoever changes a text takes the old one out with exactly the words that
//! were put in: what [`item_entry`] and [`log_entry`] make of a row must stay the same within one format of the file.

use std::borrow::Cow;

use model::{Item, LogEntry};
use sqlx::SqliteConnection;

use super::{batch, pinned};
use crate::tables::{Binding, MOST_ITEMS, WideInsert, batch_of};

/// A row of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SearchEntry {
    /// The key of the item or log entry.
    pub(crate) key: i64,
    /// The text.
    pub(crate) body: String,
    /// Ids, separated by spaces.
    pub(crate) records: String,
}

static INSERT: WideInsert = WideInsert::new("INSERT INTO search (rowid, body, records)", 3);

/// Puts entries in.
pub(crate) async fn insert(connection: &mut SqliteConnection, entries: &[SearchEntry]) -> sqlx::Result<()> {
    INSERT.run(connection, entries, bind).await
}

fn bind(query: Binding, entry: &SearchEntry) -> Binding {
    query
        .bind(entry.key)
        .bind(entry.body.clone())
        .bind(entry.records.clone())
}

/// Puts in the Ids that processing gave records: key of the first item, and Ids separated by spaces, by key. In one
/// statement, however many: the index writes out what it holds before each statement, and for each key that is lower
/// than the one before.
pub(crate) async fn insert_processed(
    connection: &mut SqliteConnection,
    entries: &[(i64, String)],
) -> sqlx::Result<()> {
    let rows = entries.iter().map(|(key, ids)| (key + MOST_ITEMS, ids));
    sqlx::query(concat!(
        "INSERT INTO search (rowid, body, records) ",
        "SELECT CAST(input.value ->> 0 AS BIGINT), '', input.value ->> 1 FROM ",
        batch!("$1"),
    ))
    .bind(batch_of(rows)?)
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes out an entry that was put in.
pub(crate) async fn remove(connection: &mut SqliteConnection, entry: SearchEntry) -> sqlx::Result<()> {
    sqlx::query("INSERT INTO search (search, rowid, body, records) VALUES ('delete', $1, $2, $3)")
        .bind(entry.key)
        .bind(entry.body)
        .bind(entry.records)
        .execute(connection)
        .await?;
    Ok(())
}

/// What is to be found of an item; none when there is nothing.
pub(crate) fn item_entry(key: i64, item: &Item) -> Option<SearchEntry> {
    let body = item
        .field_values
        .as_deref()
        .map(readable)
        .unwrap_or_default()
        .into_owned();
    let records: Vec<&str> = [&item.record_identifier, &item.related_record_id]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    entry(key, body, records.join(" "))
}

/// The Id that processing gave an item's record, to be found when it is another one than the device knew.
pub(crate) fn processed_entry(key: i64, record_id: &str) -> SearchEntry {
    SearchEntry {
        key: key + MOST_ITEMS,
        body: String::new(),
        records: record_id.to_owned(),
    }
}

/// What is to be found of a log entry; none when there is nothing, or when it says only what would happen.
pub(crate) fn log_entry(key: i64, log: &LogEntry) -> Option<SearchEntry> {
    if log.is_simulated {
        return None;
    }
    let texts = [
        &log.exception_code,
        &log.exception_type,
        &log.object_name,
        &log.field_name,
        &log.value,
        &log.device_gen_record_identifier,
        &log.exception_log,
    ];
    let body: Vec<&str> = texts.into_iter().flatten().map(String::as_str).collect();
    entry(key, body.join("\n"), String::new())
}

fn entry(key: i64, body: String, records: String) -> Option<SearchEntry> {
    (!body.is_empty() || !records.is_empty()).then_some(SearchEntry { key, body, records })
}

/// JSON text as people read it: `M\u00fcller` is Müller, and `\n` is no letter n.
fn readable(json: &str) -> Cow<'_, str> {
    if !json.contains('\\') {
        return Cow::Borrowed(json);
    }
    let mut text = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        let escaped = &rest[at + 1..];
        let (character, length) = unescape(escaped);
        text.push(character);
        rest = &escaped[length..];
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// The character behind a backslash, and how many bytes name it.
fn unescape(escaped: &str) -> (char, usize) {
    let unit = |at: usize| {
        escaped
            .get(at..at + 4)
            .and_then(|digits| u16::from_str_radix(digits, 16).ok())
    };
    match escaped.chars().next() {
        Some('u') => {
            let Some(first) = unit(1) else { return (' ', 1) };
            let second = if escaped.get(5..7) == Some("\\u") {
                unit(7)
            } else {
                None
            };
            let pair = second.and_then(|second| char::decode_utf16([first, second]).next()?.ok());
            match (char::from_u32(u32::from(first)), pair) {
                (Some(character), _) => (character, 5),
                (None, Some(character)) => (character, 11),
                (None, None) => (' ', 5),
            }
        }
        Some('n' | 'r' | 't' | 'b' | 'f') | None => (' ', usize::from(!escaped.is_empty())),
        Some(character) => (character, character.len_utf8()),
    }
}

/// The query for words that a person typed, all of which an entry must have; none when there is no word in it.
/// Whatever is typed is quoted, so that nothing is taken for an operator.
pub(crate) fn words(typed: &str) -> Option<String> {
    let mut terms = Vec::new();
    // What stands between a pair of quotation marks is one phrase; the rest are single words.
    for (position, part) in typed.split('"').enumerate() {
        if position % 2 == 1 {
            terms.extend(phrase(part, false));
            continue;
        }
        for word in part.split_whitespace() {
            terms.extend(phrase(word.trim_end_matches('*'), word.ends_with('*')));
        }
    }
    (!terms.is_empty()).then(|| terms.join(" "))
}

/// The query for words that stand next to each other, the last one whole or the beginning of one; none when there is
/// no word.
pub(crate) fn phrase(text: &str, begins: bool) -> Option<String> {
    let mark = if begins { "*" } else { "" };
    let is_word = text.chars().any(char::is_alphanumeric);
    is_word.then(|| format!("\"{}\"{mark}", text.replace('"', " ")))
}

/// The query for what one of these queries finds; none when there is none.
pub(crate) fn one_of(queries: &[String]) -> Option<String> {
    match queries {
        [] => None,
        [only] => Some(only.clone()),
        several => Some(format!("({})", several.join(") OR ("))),
    }
}

/// The query for an Id that items are about; none when it has neither letter nor digit. It may find more than just
/// this Id, so the items must be looked at.
pub(crate) fn record(id: &str) -> Option<String> {
    phrase(id, false).map(|phrase| format!("records : {phrase}"))
}

/// The transactions that a query ($n) finds, as a table of arrivals, each once.
pub(crate) fn arrivals(query: &str) -> String {
    format!("(SELECT DISTINCT rowid >> 20 AS arrival FROM search WHERE search MATCH {query})")
}

/// Whether a query ($n) finds something of the transaction of a row.
pub(crate) fn finds(query: &str, row: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM search WHERE search MATCH {query} \
         AND rowid >= {row}.arrival << 20 AND rowid < ({row}.arrival + 1) << 20)"
    )
}

/// Whether the transaction of a row is among those that a query ($n) finds: these are found once, before the first row
/// is looked at, and must be few.
pub(crate) fn is_among(query: &str, row: &str) -> String {
    let arrival = pinned(&format!("{row}.arrival"));
    format!("{arrival} IN (SELECT rowid >> 20 FROM search WHERE search MATCH {query})")
}

/// Keys that a query finds between two keys (both excluded), in order; newest first or oldest first.
pub(crate) async fn keys(
    connection: &mut SqliteConnection,
    query: &str,
    between: (i64, i64),
    descending: bool,
    limit: i64,
) -> sqlx::Result<Vec<i64>> {
    let statement = match descending {
        true => {
            "SELECT rowid FROM search WHERE search MATCH $1 AND rowid > $2 AND rowid < $3 \
             ORDER BY rowid DESC LIMIT $4"
        }
        false => {
            "SELECT rowid FROM search WHERE search MATCH $1 AND rowid > $2 AND rowid < $3 \
             ORDER BY rowid LIMIT $4"
        }
    };
    sqlx::query_scalar(statement)
        .bind(query)
        .bind(between.0)
        .bind(between.1)
        .bind(limit)
        .fetch_all(connection)
        .await
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn escapes_are_read_as_people_read_them() {
        for (json, text) in [
            (r#"{"a":"b"}"#, r#"{"a":"b"}"#),
            (r"M\u00fcller", "Müller"),
            (r"\ud83d\ude00!", "😀!"),
            (r"one\ntwo\\three", r"one two\three"),
            (r"\ud83d \u12 \", "   12  "),
        ] {
            assert_eq!(readable(json), text, "{json}");
        }
    }

    #[test]
    fn typed_words_are_quoted() {
        assert_eq!(words("anna MÜLLER*"), Some(r#""anna" "MÜLLER"*"#.into()));
        assert_eq!(
            words(r#"NOT "row lock" OR"#),
            Some(r#""NOT" "row lock" "OR""#.into())
        );
        assert_eq!(words(r#"un"finished"#), Some(r#""un" "finished""#.into()));
        assert_eq!(words(" - * \"\" "), None);
        assert_eq!(record("a\"b"), Some(r#"records : "a b""#.into()));
    }

    proptest! {
        #[test]
        fn any_text_is_readable(text in "[\\\\\"a-fu0-9ü😀 ]{0,24}") {
            let _ = readable(&text);
        }
    }
}
