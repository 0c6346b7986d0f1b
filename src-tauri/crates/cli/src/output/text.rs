//! Texts as a terminal may show them.

use chrono::{DateTime, Utc};

/// A text from a payload or an error, on one line and without what could steer the terminal.
pub fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' => cleaned.push(' '),
            // Writing direction marks can make a text look like another.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => cleaned.extend(character.escape_unicode()),
            _ if character.is_control() => cleaned.extend(character.escape_unicode()),
            _ => cleaned.push(character),
        }
    }
    cleaned
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
    }
}
