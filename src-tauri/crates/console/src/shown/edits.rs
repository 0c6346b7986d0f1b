//! Edits of payloads that somebody saw masked.

use model::{FieldValues, MASK};
use serde_json::Value;
use store::{ItemEdit, TransactionDetail};

use crate::ConsoleError;

/// Keeps what an edit leaves hidden: where its payload has the mask for a value, the stored value stays.
///
/// # Errors
/// When there is no value to keep, or the mask is part of a value: it must not become one.
pub(crate) fn keep_hidden(edits: &mut [ItemEdit], detail: &TransactionDetail) -> Result<(), ConsoleError> {
    for edit in edits {
        let item = detail.items.iter().find(|item| item.id == edit.item_id);
        let stored = item.and_then(|item| item.field_values.as_deref());
        if let Some(payload) = edit.field_values.take()
            && !is_mask_alone(&payload)
        {
            edit.field_values = Some(with_stored(payload, stored.unwrap_or("{}"))?);
        }
    }
    Ok(())
}

/// Whether a text, or a value as JSON text, is the mask and nothing else.
pub(crate) fn is_mask_alone(text: &str) -> bool {
    let text = text.trim();
    text == MASK || serde_json::from_str::<String>(text).is_ok_and(|text| text == MASK)
}

/// A payload with the stored values for the masks in it. What cannot be read is left to be refused as such.
fn with_stored(payload: String, stored: &str) -> Result<String, ConsoleError> {
    let Ok(mut values) = FieldValues::parse(&payload) else {
        return Ok(payload);
    };
    let stored = FieldValues::parse(stored).unwrap_or_default();
    let mut kept = Vec::new();
    for (field, json) in values.iter().filter(|(_, json)| has_mask(json)) {
        match stored.get(field) {
            Some(value) if value == json => {}
            Some(value) if is_mask_alone(json) => kept.push((field.to_owned(), value.to_owned())),
            _ => return Err(cannot_be_kept(field)),
        }
    }
    if kept.is_empty() {
        return Ok(payload);
    }
    for (field, value) in kept {
        values.set(&field, &value).map_err(|_| cannot_be_kept(&field))?;
    }
    Ok(values.to_json())
}

/// Whether a value has the mask in it, however its characters are escaped.
fn has_mask(json: &str) -> bool {
    serde_json::from_str::<Value>(json).is_ok_and(|value| value.to_string().contains(MASK))
}

fn cannot_be_kept(field: &str) -> ConsoleError {
    let message = format!(
        "{field}: {MASK} stands for a hidden value and cannot be saved as one. Enter the value itself, leave the \
         field as it was, or take it out."
    );
    ConsoleError::at_field(field, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORED: &str = r#"{"Email":"ann@example.com","Phone":"•••","Size":1.50}"#;

    #[test]
    fn a_mask_keeps_the_stored_value() {
        for (payload, saved) in [
            (
                r#"{"Email":"•••","Phone":"•••","Size":2}"#,
                r#"{"Email":"ann@example.com","Phone":"•••","Size":2}"#,
            ),
            (
                r#"{"email":"\u2022\u2022\u2022"}"#,
                r#"{"email":"ann@example.com"}"#,
            ),
            (
                r#"{ "Email": "bob@example.com" }"#,
                r#"{ "Email": "bob@example.com" }"#,
            ),
            (r#"{"Size":2}"#, r#"{"Size":2}"#),
            (r#"{"Email":"•••""#, r#"{"Email":"•••""#),
        ] {
            assert_eq!(with_stored(payload.to_owned(), STORED).unwrap(), saved);
        }
        assert!(is_mask_alone(" ••• ") && is_mask_alone("\"•••\""));
    }

    #[test]
    fn a_mask_never_becomes_a_value() {
        for payload in [
            r#"{"New__c":"•••"}"#,
            r#"{"Email":"•••@example.com"}"#,
            r#"{"Email":["•••"]}"#,
        ] {
            let refused = with_stored(payload.to_owned(), STORED).unwrap_err();
            assert!(matches!(refused, ConsoleError::Invalid { .. }), "{payload}");
        }
        assert!(with_stored(r#"{"Email":"•••"}"#.to_owned(), "cut off").is_err());
    }
}
