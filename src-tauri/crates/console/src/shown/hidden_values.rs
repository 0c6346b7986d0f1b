//! Texts that may quote what is hidden.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, MatchKind};
use model::MASK;
use serde_json::Value;

/// So many characters of a value are enough to find it in a text that shows only its beginning.
const HEAD: usize = 20;
/// Shorter values are in every other word, and tell nothing.
const SHORTEST: usize = 3;

/// Values that are hidden, to be taken out of texts that quote them.
#[derive(Default)]
pub(crate) struct HiddenValues {
    /// The beginning of each value, and how many characters the longest has that begins so.
    heads: HashMap<String, usize>,
}

/// [`HiddenValues`], ready to look for.
pub(crate) struct Finder {
    /// None when there is nothing to look for.
    heads: Option<AhoCorasick>,
    lengths: Vec<usize>,
}

impl HiddenValues {
    /// Adds a value as it stands in a payload.
    pub(crate) fn add_json(&mut self, json: &str) {
        match serde_json::from_str(json) {
            Ok(Value::Number(_)) => self.add(json),
            Ok(value) => self.add_texts_of(&value),
            Err(_) => {}
        }
    }

    fn add_texts_of(&mut self, value: &Value) {
        match value {
            Value::String(text) => self.add(text),
            Value::Array(values) => values.iter().for_each(|value| self.add_texts_of(value)),
            Value::Object(members) => members.values().for_each(|value| self.add_texts_of(value)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// Adds a value as a person reads it.
    pub(crate) fn add(&mut self, text: &str) {
        let text = text.trim();
        let length = text.chars().count();
        if length >= SHORTEST && text != MASK {
            let longest = self.heads.entry(text.chars().take(HEAD).collect()).or_default();
            *longest = length.max(*longest);
        }
    }

    pub(crate) fn finder(self) -> Finder {
        let (heads, lengths): (Vec<String>, Vec<usize>) = self.heads.into_iter().unzip();
        let found = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&heads);
        Finder {
            heads: found.ok().filter(|_| !heads.is_empty()),
            lengths,
        }
    }
}

impl Finder {
    /// Masks the values in a text.
    pub(crate) fn hide_in(&self, text: &mut Option<String>) {
        if let Some(text) = text {
            self.hide(text);
        }
    }

    /// Masks the values in a text.
    pub(crate) fn hide(&self, text: &mut String) {
        let Some(heads) = &self.heads else { return };
        let mut shown = String::new();
        let mut from = 0;
        for found in heads.find_iter(text.as_str()) {
            let length = self.lengths[found.pattern()];
            let is_whole = length <= HEAD;
            let follows_word = text[..found.start()]
                .chars()
                .next_back()
                .is_some_and(char::is_alphanumeric);
            let goes_on = text[found.end()..]
                .chars()
                .next()
                .is_some_and(char::is_alphanumeric);
            if found.start() < from || follows_word || (is_whole && goes_on) {
                continue;
            }
            shown.push_str(&text[from..found.start()]);
            shown.push_str(MASK);
            from = found.start() + quoted(&text[found.start()..], length);
        }
        if from > 0 {
            shown.push_str(&text[from..]);
            *text = shown;
        }
    }
}

/// How many bytes at the beginning of `text` quote a value of so many characters; `…` ends one that was shortened.
fn quoted(text: &str, characters: usize) -> usize {
    let end = text
        .char_indices()
        .nth(characters)
        .map_or(text.len(), |(at, _)| at);
    text[..end].find('…').map_or(end, |at| at + '…'.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(values: &[&str], text: &str) -> String {
        let mut hidden = HiddenValues::default();
        values.iter().for_each(|json| hidden.add_json(json));
        let mut text = text.to_owned();
        hidden.finder().hide(&mut text);
        text
    }

    #[test]
    fn quoted_values_are_masked_and_the_rest_stays() {
        for (values, text, shown) in [
            (
                &["\"ann@example.com\""][..],
                "Email: invalid email address: ann@example.com",
                "Email: invalid email address: •••",
            ),
            (&["\"Lee\""], "Lee, Leeds and \"Lee\"", "•••, Leeds and \"•••\""),
            (&["\"Ann\""], "it cannot be", "it cannot be"),
            (&["4711.50"], "4711.50 is too much", "••• is too much"),
            (
                &["true", "null", "\"is\"", "\"\""],
                "it is true, not null",
                "it is true, not null",
            ),
            (
                &[r#"{"Street":"High Street 4","No":[["12345678"]]}"#],
                "not found: 12345678, High Street 4",
                "not found: •••, •••",
            ),
            (
                &["\"A long remark that goes on and on\""],
                "data value too large: A long remark that goes… (max length=9)",
                "data value too large: ••• (max length=9)",
            ),
            (
                &[
                    "\"A long remark that goes on and on\"",
                    "\"A long remark that goes\"",
                ],
                "\"A long remark that goes on and on\" is long",
                "\"•••\" is long",
            ),
            (&["\"•••\""], "••• is hidden", "••• is hidden"),
            (&[], "nothing is hidden", "nothing is hidden"),
        ] {
            assert_eq!(hidden(values, text), shown);
        }
    }

    #[test]
    fn many_values_in_a_long_text_are_found_in_one_pass() {
        let values: Vec<String> = (0..10_000)
            .map(|number| format!("\"value-{number}-é\""))
            .collect();
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        let text = "value-9999-é ".repeat(10_000);
        assert_eq!(hidden(&values, &text), "••• ".repeat(10_000));
    }
}
