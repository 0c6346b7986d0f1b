//! Whether two values are the same, however they are written.

use chrono::DateTime;
use model::RecordId;
use serde_json::{Number, Value as Json};

use super::{FieldDescribe, FieldType, read_value};
use crate::Value;

/// Every whole number up to it is exact as a float of 64 bits, and each such float fits into 128 bits.
const WHOLE_UP_TO: f64 = 1e30;

/// Whether two values, as JSON text, are the same: to the field where it is known, so that the org would keep the same of
/// both; otherwise as JSON, where moments may be written in any zone.
pub fn is_same_value(field: Option<&FieldDescribe>, a: &str, b: &str) -> bool {
    let Some(field) = field else {
        return is_same_text(a, b, Moments::InAnyZone);
    };
    match (kept(field, a), kept(field, b)) {
        (Some(a), Some(b)) => a == b,
        (None, None) => is_same_text(a, b, Moments::AsWritten),
        // The org would take one and refuse the other.
        _ => false,
    }
}

/// What the field would keep; none when the org would refuse it.
fn kept(field: &FieldDescribe, json: &str) -> Option<Value> {
    if matches!(json.trim(), "null" | "\"\"") {
        return Some(Value::Null);
    }
    let value = read_value(field, json).ok()?;
    match (&value, field.field_type) {
        (Value::Text(id), FieldType::Id | FieldType::Reference) => match id.parse::<RecordId>() {
            Ok(id) => Some(Value::Text(id.into())),
            // One that the device made.
            Err(_) => Some(value),
        },
        _ => Some(value),
    }
}

/// How texts that are moments are compared.
#[derive(Clone, Copy)]
enum Moments {
    /// As the same when they are the same instant.
    InAnyZone,
    /// As any other text.
    AsWritten,
}

fn is_same_text(a: &str, b: &str, moments: Moments) -> bool {
    let read = |text: &str| serde_json::from_str::<Json>(text).ok();
    match (read(a), read(b)) {
        (Some(a), Some(b)) => is_same_json(&a, &b, moments),
        _ => a == b,
    }
}

fn is_same_json(a: &Json, b: &Json, moments: Moments) -> bool {
    match (a, b) {
        (Json::Number(a), Json::Number(b)) => is_same_number(a, b),
        (Json::String(a), Json::String(b)) => a == b || is_same_moment(a, b, moments),
        (Json::Array(a), Json::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same_json(a, b, moments))
        }
        (Json::Object(a), Json::Object(b)) => {
            let is_in_b =
                |(name, a): (&String, &Json)| b.get(name).is_some_and(|b| is_same_json(a, b, moments));
            a.len() == b.len() && a.iter().all(is_in_b)
        }
        _ => a == b,
    }
}

fn is_same_moment(a: &str, b: &str, moments: Moments) -> bool {
    let moment = |text: &str| DateTime::parse_from_rfc3339(text).ok();
    match moments {
        Moments::InAnyZone => moment(a).zip(moment(b)).is_some_and(|(a, b)| a == b),
        Moments::AsWritten => false,
    }
}

/// By value; a whole number has more digits than fit into a float, so it is not made one.
fn is_same_number(a: &Number, b: &Number) -> bool {
    match (whole(a), whole(b)) {
        (Some(a), Some(b)) => a == b,
        (None, None) => a.as_f64() == b.as_f64(),
        _ => false,
    }
}

fn whole(number: &Number) -> Option<i128> {
    if let Some(number) = number.as_i128() {
        return Some(number);
    }
    let float = number.as_f64()?;
    // Checked to be whole, and to fit.
    #[allow(clippy::cast_possible_truncation)]
    (float.fract() == 0.0 && float.abs() <= WHOLE_UP_TO).then_some(float as i128)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::local::catalogue;

    fn is_same(field: &str, a: &str, b: &str) -> bool {
        let catalogue = catalogue();
        let field = field.split_once('.').and_then(|(object, field)| {
            let object = catalogue.object(object)?;
            object.field(field)
        });
        is_same_value(field, a, b)
    }

    #[test]
    fn a_field_that_is_not_known_compares_json() {
        for (a, b, same) in [
            ("1", "1.0", true),
            ("1e2", "100", true),
            ("9007199254740993", "9007199254740992", false),
            ("9007199254740993", "9007199254740992.0", false),
            ("0", "-0.0", true),
            ("1", "\"1\"", false),
            (
                "\"2026-11-23T09:00:00Z\"",
                "\"2026-11-23T10:00:00.000+01:00\"",
                true,
            ),
            ("{\"a\":1,\"b\":[2]}", "{ \"b\": [2.0], \"a\": 1 }", true),
            ("{\"a\":1}", "{\"a\":1,\"b\":null}", false),
            ("[1,2]", "[2,1]", false),
            ("\"\\u00e4\"", "\"ä\"", true),
            ("null", "\"\"", false),
            ("no JSON", "no JSON", true),
        ] {
            assert_eq!(is_same("", a, b), same, "{a} {b}");
        }
    }

    #[test]
    fn a_known_field_compares_what_it_would_keep() {
        let moment = "Visit.ActualVisitEndTime";
        for (field, a, b, same) in [
            (
                moment,
                "\"2026-11-24T09:30:00.123Z\"",
                "\"2026-11-24T10:30:00.123+0100\"",
                true,
            ),
            (
                moment,
                "\"2026-11-24T09:30:00Z\"",
                "\"2026-11-24T09:30:00.000\"",
                true,
            ),
            (
                moment,
                "\"2026-11-24T09:30:00Z\"",
                "\"2026-11-24T09:31:00Z\"",
                false,
            ),
            // A text is a text, whatever it looks like.
            (
                "Visit.InstructionDescription",
                "\"2026-11-23T09:00:00Z\"",
                "\"2026-11-23T10:00:00+01:00\"",
                false,
            ),
            ("Visit.InstructionDescription", "null", "\"\"", true),
            // Required, and empty either way.
            ("Account.Name", "null", "\"\"", true),
            ("ProductItem.QuantityOnHand", "1", "1.004", true),
            ("ProductItem.QuantityOnHand", "1", "1.01", false),
            // Refused, and what is not.
            ("ProductItem.QuantityOnHand", "1", "\"1\"", false),
            ("ProductItem.QuantityOnHand", "\"1\"", "\"1\"", true),
            (
                "Account.ParentId",
                "\"001000000000007\"",
                "\"001000000000007AAA\"",
                true,
            ),
            ("Account.ParentId", "\"account-1\"", "\"account-2\"", false),
        ] {
            assert_eq!(is_same(field, a, b), same, "{field} {a} {b}");
        }
    }

    fn json() -> impl Strategy<Value = Json> {
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::from),
            any::<i64>().prop_map(Json::from),
            (-50_i8..50).prop_map(|number| Json::from(f64::from(number) / 4.0)),
            (-3_i64..3, 0_u32..3).prop_map(|(hour, minute)| {
                Json::from(format!("2026-11-23T{:02}:{minute:02}:00{hour:+03}:00", 9 + hour))
            }),
            "[a-c]{0,2}".prop_map(Json::from),
        ];
        leaf.prop_recursive(3, 16, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
                prop::collection::vec(("[a-d]", inner), 0..4)
                    .prop_map(|members| Json::Object(members.into_iter().collect())),
            ]
        })
    }

    /// The same value, written in another way.
    fn rewritten(value: &Json) -> Json {
        match value {
            Json::Number(number) => match number.as_i64() {
                Some(whole) if whole.abs() < 1 << 50 => serde_json::from_str(&format!("{whole}.0")).unwrap(),
                _ => value.clone(),
            },
            Json::String(text) => match DateTime::parse_from_rfc3339(text) {
                Ok(moment) => Json::from(moment.to_utc().to_rfc3339()),
                Err(_) => value.clone(),
            },
            Json::Array(values) => values.iter().map(rewritten).collect(),
            Json::Object(members) => {
                let backwards = members.iter().rev();
                Json::Object(
                    backwards
                        .map(|(name, value)| (name.clone(), rewritten(value)))
                        .collect(),
                )
            }
            Json::Null | Json::Bool(_) => value.clone(),
        }
    }

    proptest! {
        #[test]
        fn how_a_value_is_written_does_not_matter(value in json()) {
            prop_assert!(is_same("", &value.to_string(), &rewritten(&value).to_string()));
        }

        #[test]
        fn being_the_same_is_an_equivalence(a in json(), b in json(), c in json()) {
            let same = |a: &Json, b: &Json| is_same("", &a.to_string(), &b.to_string());
            prop_assert!(same(&a, &a));
            prop_assert_eq!(same(&a, &b), same(&b, &a));
            prop_assert!(!(same(&a, &b) && same(&b, &c)) || same(&a, &c));
        }
    }
}
