//! Whether two errors are the same one, whatever record they are about.

/// What an error has in common with others of its kind: its code, and its message without Ids, numbers and what stands
/// in quotes.
pub(super) fn fingerprint(code: Option<&str>, message: Option<&str>) -> String {
    let mut text = String::from(code.unwrap_or_default());
    let mut quote = None;
    let mut word = String::new();
    for c in message.unwrap_or_default().chars().chain([' ']) {
        match quote {
            Some(end) if c == end => quote = None,
            Some(_) => {}
            None if c.is_alphanumeric() || c == '_' => word.push(c),
            None => {
                text.push(' ');
                text.push_str(if word.chars().any(|c| c.is_ascii_digit()) {
                    "#"
                } else {
                    &word
                });
                // An apostrophe within a word opens nothing.
                quote = (c == '"' || (c == '\'' && word.is_empty())).then_some(c);
                word.clear();
            }
        }
    }
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_from_record_to_record_does_not_count() {
        let of = |message| fingerprint(Some("DUPLICATE_VALUE"), Some(message));
        assert_eq!(
            of("duplicate value found: Key__c duplicates value on record with id: 001gK000004TmXy"),
            of("duplicate value found: Key__c duplicates value on record with id: 001gK000009AbCd")
        );
        assert_eq!(
            of("\"Ann\" is too long (max 80)"),
            of("\"Ben O'Neil\" is too long (max 255)")
        );
        assert_eq!(of("bad value: 'x y'"), of("bad value: 'z'"));
        assert_ne!(
            of("Required fields are missing: [Name]"),
            of("Required fields are missing: [City]")
        );
        assert_ne!(of("the user's record"), of("the visit's record"));
        assert_ne!(fingerprint(Some("A"), None), fingerprint(Some("B"), None));
        assert_eq!(fingerprint(None, None), "");
    }
}
