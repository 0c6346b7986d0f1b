//! Personal data is masked.

use model::{ErrorFingerprint, ErrorTraits, FieldValues, LogEntry, MASK, is_personal};

use super::export_files::Page;

/// Masks personal data in payloads and error texts.
pub(super) fn mask(page: &mut Page) {
    for item in &mut page.items {
        item.field_values = item.field_values.as_deref().map(masked_payload);
    }
    for entry in &mut page.log_entries {
        mask_entry(entry);
    }
    for transaction in &mut page.transactions {
        for text in [&mut transaction.comments, &mut transaction.user_device_data] {
            *text = text.take().map(|_| MASK.to_owned());
        }
    }
}

fn masked_payload(payload: &str) -> String {
    let masked = FieldValues::parse(payload).ok().and_then(|mut values| {
        let personal: Vec<String> = values
            .iter()
            .filter(|(name, value)| *value != "null" && is_personal(name))
            .map(|(name, _)| name.to_owned())
            .collect();
        for name in personal {
            values.set(&name, &format!("\"{MASK}\"")).ok()?;
        }
        Some(values.to_json())
    });
    // What cannot be read may hold anything.
    masked.unwrap_or_else(|| MASK.to_owned())
}

/// An error text may quote a value or name a person: what remains is what makes errors the same.
fn mask_entry(entry: &mut LogEntry) {
    entry.exception_log = entry.exception_log.take().map(|message| {
        let error = ErrorTraits {
            value: entry.value.as_deref(),
            ..ErrorTraits::said("", &message)
        };
        ErrorFingerprint::of(error).pattern
    });
    let is_masked = entry.field_name.as_deref().is_none_or(is_personal);
    entry.value = entry
        .value
        .take()
        .map(|value| if is_masked { MASK.to_owned() } else { value });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_personal_is_masked_and_the_rest_stays() {
        let transaction: model::RecordId = "1QT000000000001".parse().unwrap();
        let mut entry = LogEntry::about(
            "1QL000000000001".parse().unwrap(),
            transaction,
            "p",
            model::timestamp(0),
        );
        entry.field_name = Some("Email".into());
        entry.value = Some("ann@example.com".into());
        entry.exception_log = Some("Email: invalid email address: ann@example.com".into());
        mask_entry(&mut entry);
        assert_eq!(entry.value.as_deref(), Some(MASK));
        assert_eq!(
            entry.exception_log.as_deref(),
            Some("Email: invalid email address: …")
        );
    }

    #[test]
    fn payloads_keep_their_form() {
        for (payload, masked) in [
            (
                r#"{"Status":"Open","LastName":"Lee","Email":null}"#,
                r#"{"Status":"Open","LastName":"•••","Email":null}"#,
            ),
            ("no JSON", MASK),
        ] {
            assert_eq!(masked_payload(payload), masked);
        }
    }
}
