//! What in an item may be a device-made id.

use std::{borrow::Cow, collections::BTreeSet};

use super::ClaimedItem;

/// Calls `note` with every text of an item that has one of these lengths: its identifiers, and whatever is in
/// quotation marks in its payload. More than ids may be among them; whoever asks looks them up.
pub(super) fn each<'a>(item: &'a ClaimedItem, lengths: &BTreeSet<usize>, mut note: impl FnMut(Cow<'a, str>)) {
    let identifiers = [&item.record_identifier, &item.related_record_id];
    for identifier in identifiers.into_iter().flatten() {
        if lengths.contains(&identifier.len()) {
            note(Cow::Borrowed(identifier));
        }
    }
    let mut rest = item.field_values.as_deref().unwrap_or_default();
    while let Some((quoted, after)) = next_string(rest) {
        rest = after;
        if !quoted.contains('\\') {
            if lengths.contains(&quoted.len()) {
                note(Cow::Borrowed(quoted));
            }
        } else if let Ok(text) = serde_json::from_str::<String>(&format!("\"{quoted}\""))
            && lengths.contains(&text.len())
        {
            note(Cow::Owned(text));
        }
    }
}

/// The first JSON string in a text, without its quotation marks, and what comes after it.
fn next_string(json: &str) -> Option<(&str, &str)> {
    let start = json.find('"')? + 1;
    let mut end = start;
    loop {
        end += json[end..].find(['"', '\\'])?;
        if json.as_bytes()[end] == b'"' {
            return Some((&json[start..end], &json[end + 1..]));
        }
        // The character behind a backslash ends nothing; it may be of several bytes.
        end += 1 + json[end + 1..].chars().next()?.len_utf8();
    }
}

#[cfg(test)]
mod tests {
    use model::Operation;
    use proptest::prelude::*;

    use super::*;

    fn item(record_identifier: Option<&str>, payload: &str) -> ClaimedItem {
        ClaimedItem {
            key: 0,
            id: "1QR000000000001".parse().unwrap(),
            sequence: None,
            object_name: "Visit".into(),
            operation_type: Operation::Update,
            field_values: Some(payload.into()),
            record_identifier: record_identifier.map(Into::into),
            related_record_id: None,
        }
    }

    fn of(item: &ClaimedItem, lengths: &[usize]) -> Vec<String> {
        let mut found = Vec::new();
        each(item, &lengths.iter().copied().collect(), |id| {
            found.push(id.into_owned())
        });
        found
    }

    #[test]
    fn texts_of_the_right_length_are_noted() {
        let item = item(
            Some("dev-1"),
            r#"{"AccountId":"dev-2","Note":"é","x":["a\"b-c","\u00e9"],"n":12345}"#,
        );
        assert_eq!(of(&item, &[5]), ["dev-1", "dev-2", "a\"b-c"]);
        assert_eq!(of(&item, &[2]), ["é", "é"]);
        assert!(of(&item, &[]).is_empty());
    }

    proptest! {
        #[test]
        fn any_payload_is_read(payload in "[\\\\\"a-cé😀]{0,16}") {
            let _ = of(&item(None, &payload), &[1, 2, 3]);
        }
    }
}
