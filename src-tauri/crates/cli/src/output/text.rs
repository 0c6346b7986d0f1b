//! Texts as a terminal may show them.

use chrono::{DateTime, Utc};

/// A text from a payload or an error, on one line and without what could steer the terminal.
pub fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' => cleaned.push(' '),
            _ if character.is_control() || is_invisible(character) => {
                cleaned.extend(character.escape_unicode());
            }
            _ => cleaned.push(character),
        }
    }
    cleaned
}

/// JSON without what could steer the terminal: within its strings such characters stand as escapes, which mean the same.
pub fn harmless(json: String) -> String {
    let is_harmful =
        |character: char| (character.is_control() && !matches!(character, '\n')) || is_invisible(character);
    if !json.contains(is_harmful) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len());
    for character in json.chars() {
        match is_harmful(character) {
            // None of them is beyond what four digits can say.
            true => escaped.push_str(&format!("\\u{:04x}", u32::from(character))),
            false => escaped.push(character),
        }
    }
    escaped
}

/// Marks of the writing direction and characters without width, which can make a text look like another.
const fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// A moment, to the second, in UTC.
pub fn moment(moment: DateTime<Utc>) -> String {
    moment.format("%Y-%m-%d %H:%M:%SZ").to_string()
}

/// `1 transaction`, `2 transactions`.
pub fn counted(count: i64, one: &str) -> String {
    if count == 1 {
        format!("1 {one}")
    } else {
        format!("{count} {one}s")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_steer_the_terminal_is_written_out() {
        assert_eq!(clean("a\nb\t\u{1b}[31mred"), "a b \\u{1b}[31mred");
        assert_eq!(clean("naïve \u{202e}x"), "naïve \\u{202e}x");
        assert_eq!(
            harmless("[\n\"\u{9b}\u{202e}é\"]".into()),
            "[\n\"\\u009b\\u202eé\"]"
        );
        assert_eq!(clean("a\u{200b}b\u{feff}"), "a\\u{200b}b\\u{feff}");
    }
}
