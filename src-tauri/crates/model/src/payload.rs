//! The payload of an item: `FieldValues`, a JSON object of field names and values.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, de::MapAccess};
use serde_json::value::RawValue;

/// Field names and raw JSON values in the order the device sent them. Values stay as they were written, so that
/// numbers keep all their digits; they are borrowed from the text that was read.
#[derive(Debug, Clone, Default)]
pub struct FieldValues<'a>(Vec<(Cow<'a, str>, Cow<'a, RawValue>)>);

/// Why a payload cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PayloadError {
    /// Not JSON, or JSON that is no object.
    #[error("FieldValues is not a JSON object: {0}")]
    NotAnObject(String),
    /// The same field is given more than once (names differ at most in case).
    #[error("FieldValues names the field {0} more than once")]
    DuplicateField(String),
}

impl<'a> FieldValues<'a> {
    /// Reads a payload.
    ///
    /// # Errors
    /// When the text is not one JSON object, or names a field twice.
    pub fn parse(text: &'a str) -> Result<Self, PayloadError> {
        let values: Self =
            serde_json::from_str(text).map_err(|e| PayloadError::NotAnObject(e.to_string()))?;
        let mut names: Vec<&str> = values.iter().map(|(name, _)| name).collect();
        // Of those that are alike the first stays first, so that the later one is told.
        names.sort_by(|a, b| in_lower_case(a).cmp(in_lower_case(b)));
        let repeated = names
            .windows(2)
            .find(|pair| pair[0].eq_ignore_ascii_case(pair[1]));
        match repeated {
            Some(pair) => Err(PayloadError::DuplicateField(pair[1].to_owned())),
            None => Ok(values),
        }
    }

    /// The fields in order: name and value as JSON text.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (&**name, value.get()))
    }

    /// The value of a field as JSON text; names are matched in any case, as Salesforce does.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.get())
    }

    /// Sets a field to a JSON value, in its place if it is there, else at the end.
    ///
    /// # Errors
    /// When `json` is not one JSON value.
    pub fn set(&mut self, name: &str, json: &str) -> Result<(), PayloadError> {
        let value = RawValue::from_string(json.trim().to_owned())
            .map_err(|e| PayloadError::NotAnObject(e.to_string()))?;
        match self.0.iter_mut().find(|(n, _)| n.eq_ignore_ascii_case(name)) {
            Some((_, old)) => *old = Cow::Owned(value),
            None => self.0.push((Cow::Owned(name.to_owned()), Cow::Owned(value))),
        }
        Ok(())
    }

    /// Takes a field out; answers whether it was there.
    pub fn remove(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|(n, _)| !n.eq_ignore_ascii_case(name));
        self.0.len() != before
    }

    /// Whether there is no field.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The payload as compact JSON text, fields in order.
    pub fn to_json(&self) -> String {
        let fields: Vec<String> = self
            .iter()
            .map(|(name, value)| format!("{}:{value}", serde_json::Value::String(name.to_owned())))
            .collect();
        format!("{{{}}}", fields.join(","))
    }
}

/// The bytes of a name without what tells its case.
fn in_lower_case(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().map(|byte| byte.to_ascii_lowercase())
}

impl<'de> Deserialize<'de> for FieldValues<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = FieldValues<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a JSON object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<FieldValues<'de>, A::Error> {
                let mut fields = Vec::new();
                while let Some((Name(name), value)) = map.next_entry::<Name<'de>, &'de RawValue>()? {
                    fields.push((name, Cow::Borrowed(value)));
                }
                Ok(FieldValues(fields))
            }
        }
        deserializer.deserialize_map(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn keeps_order_and_digits() {
        let text = r#"{"b":12345678901234567890.10,"a":null,"c":[1, 2]}"#;
        let values = FieldValues::parse(text).unwrap();
        assert_eq!(values.get("B"), Some("12345678901234567890.10"));
        assert_eq!(values.to_json(), text);
    }

    #[test]
    fn sets_in_place_and_removes() {
        let mut values = FieldValues::parse(r#"{"Name":"x","Age":1}"#).unwrap();
        values.set("name", "\"y\"").unwrap();
        values.set("New__c", " true ").unwrap();
        assert!(values.remove("AGE"));
        assert!(!values.remove("AGE"));
        assert_eq!(values.to_json(), r#"{"Name":"y","New__c":true}"#);
        assert!(values.set("Name", "not json").is_err());
    }

    #[test]
    fn what_is_no_object_is_refused() {
        for text in ["", "null", "[]", "\"x\"", "{", "{\"a\":1}x", "{\"a\":}"] {
            assert!(
                matches!(FieldValues::parse(text), Err(PayloadError::NotAnObject(_))),
                "{text}"
            );
        }
        assert_eq!(
            FieldValues::parse(r#"{"a":1,"A":2}"#).unwrap_err(),
            PayloadError::DuplicateField("A".into())
        );
    }

    proptest! {
        #[test]
        fn written_payloads_read_back(fields in proptest::collection::btree_map("[a-z\"\\\\é ]{1,8}", "\\PC{0,8}", 0..6)) {
            let mut values = FieldValues::default();
            for (name, value) in &fields {
                values.set(name, &serde_json::Value::String(value.clone()).to_string()).unwrap();
            }
            let written = values.to_json();
            let read = FieldValues::parse(&written).unwrap();
            prop_assert_eq!(read.to_json(), values.to_json());
        }

        #[test]
        fn any_text_is_answered(text in "\\PC{0,40}") {
            let _ = FieldValues::parse(&text);
        }
    }
}
