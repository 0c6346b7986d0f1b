//! What makes two failures the same: error code, object, field, and the message without what differs from one record
//! to the next.

use crate::{RecordId, stable_hash};

/// Characters of a pattern that are kept.
const MOST_CHARACTERS: usize = 300;

/// So many characters of a refused value are enough to find it in a message that shows only its beginning.
const HEAD: usize = 20;

/// What stands for something that was taken out.
const VALUE: &str = "…";
const NUMBER: &str = "#";

/// An error of an attempt, as far as it tells what kind of failure it is.
#[derive(Debug, Clone, Copy)]
pub struct ErrorTraits<'a> {
    /// The error code.
    pub code: &'a str,
    /// API name of the object it is about.
    pub object_name: Option<&'a str>,
    /// API name of the field it is about.
    pub field_name: Option<&'a str>,
    /// In words.
    pub message: &'a str,
    /// The value that was refused.
    pub value: Option<&'a str>,
}

impl<'a> ErrorTraits<'a> {
    /// An error of which only code and words are known.
    pub const fn said(code: &'a str, message: &'a str) -> Self {
        Self {
            code,
            object_name: None,
            field_name: None,
            message,
            value: None,
        }
    }
}

/// The kind of failure that an error is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorFingerprint {
    /// The same number for every error of the kind, in every store. Positive, and small enough (53 bits) for any program
    /// that reads JSON.
    pub id: i64,
    /// The message with `…` for quoted and refused values, and `#` for numbers and Ids.
    pub pattern: String,
}

impl ErrorFingerprint {
    /// The kind of an error.
    pub fn of(error: ErrorTraits<'_>) -> Self {
        let pattern = pattern(error.message, error.value);
        let parts = [
            error.code,
            error.object_name.unwrap_or_default(),
            error.field_name.unwrap_or_default(),
            &pattern,
        ];
        let hash = stable_hash(parts.join("\0").as_bytes());
        // 0 means no error.
        let id = (hash & ((1 << 53) - 1)).max(1).cast_signed();
        Self { id, pattern }
    }
}

/// The message without values, numbers and Ids.
fn pattern(message: &str, value: Option<&str>) -> String {
    let message = match value.and_then(|value| place_of(message, value.trim())) {
        Some((from, to)) => format!(
            "{}{VALUE}{}",
            &message[..from],
            message[to..].trim_start_matches('…')
        ),
        None => message.to_owned(),
    };
    let without_quoted = without_quoted(&message);
    let words: Vec<String> = without_quoted.split_whitespace().map(without_numbers).collect();
    words.join(" ").chars().take(MOST_CHARACTERS).collect()
}

/// Where a message shows a refused value, or the beginning of a long one.
fn place_of(message: &str, value: &str) -> Option<(usize, usize)> {
    let head_end = value.char_indices().nth(HEAD).map_or(value.len(), |(at, _)| at);
    let head = value.get(..head_end).filter(|head| !head.is_empty())?;
    let is_inside_word = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    let from = message.match_indices(head).map(|(at, _)| at).find(|at| {
        let ends_inside = head_end == value.len() && is_inside_word(message[at + head_end..].chars().next());
        !is_inside_word(message[..*at].chars().next_back()) && !ends_inside
    })?;
    let shared = message[from..]
        .chars()
        .zip(value.chars())
        .take_while(|(shown, given)| shown == given);
    let length: usize = shared.map(|(character, _)| character.len_utf8()).sum();
    Some((from, from + length))
}

/// A text with `"…"` for what stands in quotation marks. An apostrophe within a word is none.
fn without_quoted(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((at, open)) = rest
        .char_indices()
        .find(|(_, character)| closing(*character).is_some())
    {
        let after = at + open.len_utf8();
        let begins_word = !rest[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        let end = closing(open).filter(|_| begins_word).and_then(|close| {
            let ends = rest[after..].match_indices(close).map(|(end, _)| after + end);
            let ends_word = |end: &usize| {
                let next = rest[end + close.len_utf8()..].chars().next();
                !next.is_some_and(char::is_alphanumeric)
            };
            ends.into_iter().find(ends_word).map(|end| end + close.len_utf8())
        });
        match end {
            Some(end) => {
                result.push_str(&rest[..at]);
                result.push_str("\"…\"");
                rest = &rest[end..];
            }
            None => {
                result.push_str(&rest[..after]);
                rest = &rest[after..];
            }
        }
    }
    result.push_str(rest);
    result
}

const fn closing(open: char) -> Option<char> {
    match open {
        '"' => Some('"'),
        '\'' => Some('\''),
        '“' => Some('”'),
        '‘' => Some('’'),
        '«' => Some('»'),
        _ => None,
    }
}

/// A word with `#` for each part that has a digit or is an Id.
fn without_numbers(word: &str) -> String {
    let belongs = |character: char| character.is_alphanumeric() || "-_.,:@+/".contains(character);
    let mut result = String::with_capacity(word.len());
    let mut rest = word;
    while !rest.is_empty() {
        let length = rest.find(|character| !belongs(character)).unwrap_or(rest.len());
        if length == 0 {
            let next = rest.chars().next().map_or(rest.len(), char::len_utf8);
            result.push_str(&rest[..next]);
            rest = &rest[next..];
            continue;
        }
        let (run, after) = rest.split_at(length);
        let core = run.trim_end_matches(['.', ',', ':', '-']);
        let is_taken_out = core.chars().any(char::is_numeric) || core.parse::<RecordId>().is_ok();
        result.push_str(if is_taken_out { NUMBER } else { core });
        result.push_str(&run[core.len()..]);
        rest = after;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn error<'a>(message: &'a str, value: Option<&'a str>) -> ErrorTraits<'a> {
        ErrorTraits {
            value,
            ..ErrorTraits::said("X", message)
        }
    }

    #[test]
    fn values_numbers_and_ids_are_taken_out() {
        for (message, value, expected) in [
            (
                "Required fields are missing: [Channel]",
                None,
                "Required fields are missing: [Channel]",
            ),
            (
                "insufficient access rights on object id: 001gr6ndbwQ1NrUAAV",
                None,
                "insufficient access rights on object id: #",
            ),
            (
                "Channel: bad value for restricted picklist field: Face to Face",
                Some("Face to Face"),
                "Channel: bad value for restricted picklist field: …",
            ),
            (
                "data value too large: Asked about the study design, the comp… (max length=1000)",
                Some("Asked about the study design, the comparator arm and more"),
                "data value too large: … (max length=#)",
            ),
            (
                "No such column 'Call_Objective__c' on Visit",
                None,
                "No such column \"…\" on Visit",
            ),
            (
                "We can't save it: the \"Reduce\" flow's step",
                None,
                "We can't save it: the \"…\" flow's step",
            ),
            (
                "PI-00000148 has 2 on hand, less than 6.",
                None,
                "# has # on hand, less than #.",
            ),
            ("at line 1 column 190", None, "at line # column #"),
            (
                "id 0E06DFFF-88FC-4855-ABA5-159DA9BDA31D. Gone",
                None,
                "id #. Gone",
            ),
            ("value a is no number", Some("a"), "value … is no number"),
            ("  many   blanks ", None, "many blanks"),
            ("", None, ""),
        ] {
            assert_eq!(pattern(message, value), expected, "{message}");
        }
    }

    #[test]
    fn code_object_field_and_pattern_tell_kinds_apart() {
        let one = error("value 1", None);
        let same = ErrorFingerprint::of(error("value 2", None));
        assert_eq!(ErrorFingerprint::of(one), same);
        for other in [
            ErrorTraits { code: "Y", ..one },
            ErrorTraits {
                object_name: Some("Visit"),
                ..one
            },
            ErrorTraits {
                field_name: Some("Visit"),
                ..one
            },
            ErrorTraits {
                message: "values",
                ..one
            },
        ] {
            assert_ne!(ErrorFingerprint::of(other).id, same.id, "{other:?}");
        }
    }

    #[test]
    fn the_numbers_stay_what_they_are() {
        let known = ErrorFingerprint::of(ErrorTraits {
            code: "REQUIRED_FIELD_MISSING",
            object_name: Some("Visit"),
            field_name: Some("AccountId"),
            message: "Required fields are missing: [AccountId]",
            value: None,
        });
        assert_eq!(known.id, 7_852_603_023_248_805);
    }

    proptest! {
        #[test]
        fn any_text_has_a_pattern(message in any::<String>(), value in any::<Option<String>>()) {
            let fingerprint = ErrorFingerprint::of(error(&message, value.as_deref()));
            prop_assert!((1..1 << 53).contains(&fingerprint.id));
            prop_assert!(fingerprint.pattern.chars().count() <= MOST_CHARACTERS);
        }

        #[test]
        fn other_numbers_are_the_same_kind(a in 0_u32.., b in 0_u32..) {
            let of = |number: u32| ErrorFingerprint::of(error(&format!("row {number} of {number}"), None));
            prop_assert_eq!(of(a), of(b));
        }
    }
}
