//! A patch: one change of one field, made to many payloads.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{FieldValues, MASK};

/// A change of one field in the payloads of all items of one object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PatchRule {
    /// API name of the object; items of other objects stay as they are.
    pub object_name: String,
    /// API name of the field.
    pub field: String,
    /// What happens to it.
    pub change: PatchChange,
}

/// What a patch does to its field. Values are JSON texts, so that numbers keep all their digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum PatchChange {
    /// It gets this value, whether it was there or not.
    Set {
        /// JSON text.
        value: String,
    },
    /// Within a text, every occurrence of one text becomes another. What is no text stays.
    Replace {
        /// What is looked for; not empty.
        find: String,
        /// What stands there instead.
        with: String,
    },
    /// A value that is in the table becomes another; any other stays.
    Map {
        /// Each value once.
        pairs: Vec<MapPair>,
    },
    /// It is taken out.
    Remove,
}

/// A line of a table of values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct MapPair {
    /// JSON text of the value before.
    pub from: String,
    /// JSON text of the value after.
    pub to: String,
}

/// Why a patch cannot be made at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PatchError {
    /// There is no object or field.
    #[error("name the object and the field to change")]
    Nameless,
    /// A value is no JSON.
    #[error("{0} is not a JSON value; write a text in \"quotes\"")]
    NotAValue(String),
    /// Nothing is looked for.
    #[error("say which text to replace")]
    NothingToFind,
    /// There is no table.
    #[error("give at least one value to map")]
    EmptyTable,
    /// A value has two lines.
    #[error("the table has two lines for {0}; keep one")]
    TwoLines(String),
    /// A payload would get what stands for a hidden value.
    #[error("{MASK} stands for personal data that is hidden; it cannot be written, give the value itself")]
    Mask,
}

impl PatchRule {
    /// Checks the rule itself.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn validate(&self) -> Result<(), PatchError> {
        if self.object_name.trim().is_empty() || self.field.trim().is_empty() {
            return Err(PatchError::Nameless);
        }
        if self.change.writes_mask() {
            return Err(PatchError::Mask);
        }
        match &self.change {
            PatchChange::Set { value } => value_of(value).map(drop),
            PatchChange::Replace { find, .. } if find.is_empty() => Err(PatchError::NothingToFind),
            PatchChange::Map { pairs } if pairs.is_empty() => Err(PatchError::EmptyTable),
            PatchChange::Map { pairs } => {
                let mut seen = Vec::with_capacity(pairs.len());
                for MapPair { from, to } in pairs {
                    let from_value = value_of(from)?;
                    value_of(to)?;
                    if seen.contains(&from_value) {
                        return Err(PatchError::TwoLines(from.clone()));
                    }
                    seen.push(from_value);
                }
                Ok(())
            }
            PatchChange::Replace { .. } | PatchChange::Remove => Ok(()),
        }
    }

    /// The payload after the patch; none when it changes nothing. The rule must be valid.
    pub fn patched<'a>(&self, payload: &FieldValues<'a>) -> Option<FieldValues<'a>> {
        let before = payload.get(&self.field);
        let mut after = payload.clone();
        match &self.change {
            PatchChange::Remove => after.remove(&self.field).then_some(after),
            change => {
                let value = change.value_after(before)?;
                if before == Some(value.as_str()) {
                    return None;
                }
                after.set(&self.field, &value).ok()?;
                Some(after)
            }
        }
    }
}

impl PatchChange {
    fn writes_mask(&self) -> bool {
        match self {
            Self::Set { value: written } | Self::Replace { with: written, .. } => written.contains(MASK),
            Self::Map { pairs } => pairs.iter().any(|pair| pair.to.contains(MASK)),
            Self::Remove => false,
        }
    }

    /// The JSON text that the field gets; none when it stays.
    fn value_after(&self, before: Option<&str>) -> Option<String> {
        match self {
            Self::Set { value } => Some(value.trim().to_owned()),
            Self::Replace { find, with } => {
                let text: String = serde_json::from_str(before?).ok()?;
                text.contains(find.as_str())
                    .then(|| serde_json::Value::String(text.replace(find.as_str(), with)).to_string())
            }
            Self::Map { pairs } => {
                let before = value_of(before?).ok()?;
                let line = pairs
                    .iter()
                    .find(|pair| value_of(&pair.from).is_ok_and(|from| from == before))?;
                Some(line.to.trim().to_owned())
            }
            Self::Remove => None,
        }
    }
}

/// A value to compare: 1 and 1.0 are two, as they are two texts.
fn value_of(json: &str) -> Result<String, PatchError> {
    let not_a_value = |_| PatchError::NotAValue(json.trim().to_owned());
    let raw: &serde_json::value::RawValue = serde_json::from_str(json).map_err(not_a_value)?;
    match serde_json::from_str::<String>(raw.get()) {
        // However its characters are escaped.
        Ok(text) => Ok(serde_json::Value::String(text).to_string()),
        Err(_) => Ok(raw.get().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(change: PatchChange) -> PatchRule {
        PatchRule {
            object_name: "Visit".into(),
            field: "Status".into(),
            change,
        }
    }

    fn set(value: &str) -> PatchChange {
        PatchChange::Set { value: value.into() }
    }

    fn map(pairs: &[(&str, &str)]) -> PatchChange {
        let pair = |(from, to): &(&str, &str)| MapPair {
            from: (*from).into(),
            to: (*to).into(),
        };
        PatchChange::Map {
            pairs: pairs.iter().map(pair).collect(),
        }
    }

    #[test]
    fn each_change_does_what_it_says() {
        let replace = PatchChange::Replace {
            find: "ann".into(),
            with: "en".into(),
        };
        let cases = [
            (
                set("\"Done\""),
                r#"{"Status":"Open","a":1}"#,
                Some(r#"{"Status":"Done","a":1}"#),
            ),
            (
                set(" 12345678901234567890 "),
                "{}",
                Some(r#"{"Status":12345678901234567890}"#),
            ),
            (set("\"Done\""), r#"{"status":"Done"}"#, None),
            (
                replace.clone(),
                r#"{"Status":"Planned, planned"}"#,
                Some(r#"{"Status":"Plened, plened"}"#),
            ),
            (replace.clone(), r#"{"Status":7}"#, None),
            (replace, "{}", None),
            (
                map(&[("\"A\"", "\"B\""), ("null", "\"C\"")]),
                r#"{"Status":"\u0041"}"#,
                Some(r#"{"Status":"B"}"#),
            ),
            (
                map(&[("\"A\"", "\"B\""), ("null", "\"C\"")]),
                r#"{"Status":null}"#,
                Some(r#"{"Status":"C"}"#),
            ),
            (map(&[("\"A\"", "\"B\"")]), r#"{"Status":"X"}"#, None),
            (map(&[("\"A\"", "\"B\"")]), "{}", None),
            (PatchChange::Remove, r#"{"STATUS":1,"a":2}"#, Some(r#"{"a":2}"#)),
            (PatchChange::Remove, r#"{"a":2}"#, None),
        ];
        for (change, before, after) in cases {
            let rule = rule(change);
            assert_eq!(rule.validate(), Ok(()));
            let patched = rule.patched(&FieldValues::parse(before).unwrap());
            assert_eq!(
                patched.map(|values| values.to_json()).as_deref(),
                after,
                "{rule:?} {before}"
            );
        }
    }

    #[test]
    fn what_cannot_be_done_is_said() {
        let nameless = PatchRule {
            field: " ".into(),
            ..rule(PatchChange::Remove)
        };
        assert_eq!(nameless.validate(), Err(PatchError::Nameless));
        assert_eq!(
            rule(set("Done")).validate(),
            Err(PatchError::NotAValue("Done".into()))
        );
        assert_eq!(rule(map(&[])).validate(), Err(PatchError::EmptyTable));
        assert_eq!(rule(set("\"•••\"")).validate(), Err(PatchError::Mask));
        assert_eq!(rule(map(&[("1", "\"•••\"")])).validate(), Err(PatchError::Mask));
        let twice = map(&[("\"A\"", "1"), (" \"\\u0041\"", "2")]);
        assert!(matches!(rule(twice).validate(), Err(PatchError::TwoLines(_))));
        let nothing = PatchChange::Replace {
            find: String::new(),
            with: "x".into(),
        };
        assert_eq!(rule(nothing).validate(), Err(PatchError::NothingToFind));
    }
}
