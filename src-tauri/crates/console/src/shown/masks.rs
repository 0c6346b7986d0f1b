//! The masks: what is hidden, by the rules that hold.

use model::{ErrorFingerprint, ErrorTraits, FieldValues, LogEntry, MASK, MaskRules, is_personal};
use serde_json::Value;
use store::Store;

use super::{Hide, Shown};
use crate::ConsoleError;

/// The mask as JSON text.
const MASK_JSON: &str = "\"•••\"";

/// What is masked.
#[derive(Debug, Clone)]
pub(crate) struct Masks {
    rules: MaskRules,
}

impl Masks {
    /// As the rules of a store say.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(crate) async fn of(store: &Store) -> Result<Self, ConsoleError> {
        let rules = store.mask_rules().await?.value;
        Ok(Self { rules })
    }

    /// What goes on screen of a value.
    pub(crate) fn show<T: Hide>(&self, value: T) -> Shown<T> {
        self.show_of(value, &())
    }

    /// What goes on screen of a value that does not say itself what it is about.
    pub(crate) fn show_of<About: ?Sized, T: Hide<About>>(&self, mut value: T, about: &About) -> Shown<T> {
        if self.rules.on_screen {
            value.hide(self, about);
        }
        Shown(value)
    }

    /// Whether a field is masked.
    pub(crate) fn covers(&self, object_name: &str, field: &str) -> bool {
        is_personal(object_name, field, &self.rules)
    }

    /// Whether an error about a field (none: nobody knows which) may quote what is masked.
    pub(crate) fn covers_error(&self, object_name: Option<&str>, field: Option<&str>) -> bool {
        field.is_none_or(|field| self.covers(object_name.unwrap_or_default(), field))
    }

    /// Whether a value (JSON text) of a field is hidden: the field is masked, or a field within the value is.
    pub(super) fn hides(&self, object_name: &str, field: &str, json: &str) -> bool {
        json != "null" && (self.covers(object_name, field) || self.covers_within(object_name, json))
    }

    fn covers_within(&self, object_name: &str, json: &str) -> bool {
        json.starts_with(['{', '['])
            && serde_json::from_str(json).map_or(true, |value: Value| self.covers_member(object_name, &value))
    }

    fn covers_member(&self, object_name: &str, value: &Value) -> bool {
        match value {
            Value::Object(members) => members.iter().any(|(name, value)| {
                self.covers(object_name, name) || self.covers_member(object_name, value)
            }),
            Value::Array(values) => values.iter().any(|value| self.covers_member(object_name, value)),
            _ => false,
        }
    }

    /// Masks a value (JSON text) of a field; answers whether it did.
    pub(crate) fn hide_json(&self, object_name: &str, field: &str, json: &mut String) -> bool {
        let hides = self.hides(object_name, field, json);
        if hides {
            MASK_JSON.clone_into(json);
        }
        hides
    }

    /// A payload with its personal data masked; as it was sent where there is none.
    pub(crate) fn payload(&self, object_name: &str, payload: &str) -> String {
        let Ok(mut values) = FieldValues::parse(payload) else {
            // What cannot be read may hold anything.
            return MASK.to_owned();
        };
        let hidden: Vec<String> = values
            .iter()
            .filter(|(name, json)| self.hides(object_name, name, json))
            .map(|(name, _)| name.to_owned())
            .collect();
        if hidden.is_empty() {
            return payload.to_owned();
        }
        let masked = hidden.iter().try_for_each(|name| values.set(name, MASK_JSON));
        masked.map_or_else(|_| MASK.to_owned(), |()| values.to_json())
    }

    /// Masks the value that a log entry is about.
    pub(super) fn hide_value(&self, entry: &mut LogEntry) {
        if self.covers_error(entry.object_name.as_deref(), entry.field_name.as_deref()) {
            entry.value = entry.value.take().map(|_| MASK.to_owned());
        }
    }

    /// Masks a log entry for a file. Its text may quote a value or name a person: what remains is what makes errors the
    /// same.
    pub(crate) fn hide_entry(&self, entry: &mut LogEntry) {
        entry.exception_log = entry.exception_log.take().map(|message| {
            let error = ErrorTraits {
                value: entry.value.as_deref(),
                ..ErrorTraits::said("", &message)
            };
            ErrorFingerprint::of(error).pattern
        });
        self.hide_value(entry);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masks() -> Masks {
        Masks {
            rules: MaskRules::default(),
        }
    }

    #[test]
    fn payloads_keep_their_form() {
        for (payload, masked) in [
            (
                r#"{"Status":"Open","LastName":"Lee","Email":null}"#,
                r#"{"Status":"Open","LastName":"•••","Email":null}"#,
            ),
            (r#"{ "Status": "Open" }"#, r#"{ "Status": "Open" }"#),
            (
                r#"{"Person":{"Email":"a@b.org"},"Sizes":[1,[2]]}"#,
                r#"{"Person":"•••","Sizes":[1,[2]]}"#,
            ),
            ("no JSON", MASK),
        ] {
            assert_eq!(masks().payload("Account", payload), masked);
        }
    }

    #[test]
    fn an_entry_for_a_file_keeps_what_makes_errors_the_same() {
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
        masks().hide_entry(&mut entry);
        assert_eq!(entry.value.as_deref(), Some(MASK));
        assert_eq!(
            entry.exception_log.as_deref(),
            Some("Email: invalid email address: …")
        );
    }
}
