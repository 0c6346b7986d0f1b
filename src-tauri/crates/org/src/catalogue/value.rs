//! Reading one JSON value as the value of a field: type, length, range, picklist.

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveDateTime, Utc};
use compact_str::CompactString;
use model::{SyncErrorCode, millis, timestamp};

use super::{FieldDescribe, FieldProblem, FieldType};
use crate::Value;

/// The years Salesforce takes for dates.
const YEARS: std::ops::RangeInclusive<i32> = 1700..=4000;
/// The longest piece of a refused value that a message repeats.
const SHOWN: usize = 100;

/// The value of `field` that the JSON text `json` stands for. Texts of references are left as they are.
pub(crate) fn read_value(field: &FieldDescribe, json: &str) -> Result<Value, FieldProblem> {
    let json = json.trim();
    if json == "null" || json == "\"\"" {
        return empty(field);
    }
    let refused = Refused { field, json };
    match field.field_type {
        FieldType::Boolean => match json {
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            _ => Err(refused.wrong_type("true or false")),
        },
        FieldType::Int => whole_number(&refused),
        FieldType::Double | FieldType::Currency => decimal_number(&refused),
        FieldType::Date => date(&refused),
        FieldType::DateTime => moment(&refused),
        _ => text(&refused),
    }
}

fn empty(field: &FieldDescribe) -> Result<Value, FieldProblem> {
    if field.nillable {
        return Ok(Value::Null);
    }
    let refused = Refused { field, json: "null" };
    Err(if field.restricted_picklist {
        refused.problem(
            SyncErrorCode::InvalidOrNullForRestrictedPicklist,
            "bad value for restricted picklist field: null".to_owned(),
        )
    } else {
        FieldProblem::required(field)
    })
}

fn whole_number(refused: &Refused) -> Result<Value, FieldProblem> {
    let number = refused.number("a whole number")?;
    if number.fract() != 0.0 {
        return Err(refused.wrong_type("a whole number"));
    }
    if number.abs() >= 10_f64.powi(digits(refused.field.precision)) {
        return Err(refused.out_of_range());
    }
    // Nine digits at most: exact in both types.
    #[allow(clippy::cast_possible_truncation)]
    Ok(Value::Int(number as i64))
}

fn decimal_number(refused: &Refused) -> Result<Value, FieldProblem> {
    let field = refused.field;
    let rounded = field.round(refused.number("a number")?);
    if !rounded.is_finite() || rounded.abs() >= 10_f64.powi(digits(field.precision) - digits(field.scale)) {
        return Err(refused.out_of_range());
    }
    Ok(Value::Number(rounded))
}

impl FieldDescribe {
    /// A decimal number with as many digits after the point as the field keeps.
    pub(crate) fn round(&self, number: f64) -> f64 {
        let unit = 10_f64.powi(digits(self.scale));
        (number * unit).round() / unit
    }
}

/// Digits of a number field as an exponent; no field has more than 18.
fn digits(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(18)
}

fn date(refused: &Refused) -> Result<Value, FieldProblem> {
    const FORM: &str = "a date such as 2026-11-23";
    let text = refused.text(FORM)?;
    let day = NaiveDate::parse_from_str(&text, "%Y-%m-%d").map_err(|_| refused.wrong_type(FORM))?;
    if YEARS.contains(&day.year()) {
        Ok(Value::Date(day))
    } else {
        Err(refused.out_of_range())
    }
}

fn moment(refused: &Refused) -> Result<Value, FieldProblem> {
    const FORM: &str = "a date and time such as 2026-11-23T09:30:00.000Z";
    let text = refused.text(FORM)?;
    let moment = read_moment(&text).ok_or_else(|| refused.wrong_type(FORM))?;
    if YEARS.contains(&moment.year()) {
        Ok(Value::Moment(timestamp(millis(moment))))
    } else {
        Err(refused.out_of_range())
    }
}

/// ISO 8601 with `Z`, `+02:00` or Salesforce's `+0000`; without an offset it is UTC.
fn read_moment(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text)
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%z"))
        .map(|moment| moment.to_utc())
        .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").map(|naive| naive.and_utc()))
        .ok()
}

fn text(refused: &Refused) -> Result<Value, FieldProblem> {
    let text = refused.text("text")?;
    let field = refused.field;
    if field.field_type == FieldType::Reference || field.field_type == FieldType::Id {
        return Ok(Value::Text(text));
    }
    if field.restricted_picklist && !field.picklist_values.iter().any(|value| text == value) {
        let message = format!("bad value for restricted picklist field: {}", shorten(&text));
        return Err(refused.problem(SyncErrorCode::InvalidOrNullForRestrictedPicklist, message));
    }
    if text.chars().count() > field.length as usize {
        let message = format!(
            "data value too large: {} (max length={})",
            shorten(&text),
            field.length
        );
        return Err(refused.problem(SyncErrorCode::StringTooLong, message));
    }
    if field.field_type == FieldType::Email && !is_email(&text) {
        let message = format!("invalid email address: {}", shorten(&text));
        return Err(refused.problem(SyncErrorCode::InvalidTypeOnFieldInRecord, message));
    }
    Ok(Value::Text(text))
}

fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, domain)| {
        let dot_inside = domain.split('.').all(|part| !part.is_empty()) && domain.contains('.');
        !name.is_empty() && !domain.contains('@') && dot_inside && !text.contains(char::is_whitespace)
    })
}

/// The beginning of a value, for a message.
pub(crate) fn shorten(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// JSON as a person reads it: a string without its quotes, anything else as it is written.
pub(crate) fn plain(json: &str) -> String {
    serde_json::from_str::<String>(json).unwrap_or_else(|_| json.to_owned())
}

/// A value that may have to be refused, with what the refusal needs to say.
struct Refused<'a> {
    field: &'a FieldDescribe,
    json: &'a str,
}

impl Refused<'_> {
    fn number(&self, expected: &str) -> Result<f64, FieldProblem> {
        match self.json.as_bytes().first() {
            Some(b'-' | b'0'..=b'9') => self.json.parse().map_err(|_| self.wrong_type(expected)),
            _ => Err(self.wrong_type(expected)),
        }
    }

    fn text(&self, expected: &str) -> Result<CompactString, FieldProblem> {
        serde_json::from_str(self.json).map_err(|_| self.wrong_type(expected))
    }

    fn wrong_type(&self, expected: &str) -> FieldProblem {
        let shown = shorten(&plain(self.json));
        self.problem(
            SyncErrorCode::InvalidTypeOnFieldInRecord,
            format!("value not of required type: {shown} ({expected} is expected)"),
        )
    }

    fn out_of_range(&self) -> FieldProblem {
        let shown = shorten(&plain(self.json));
        let allowed = match self.field.field_type {
            FieldType::Date | FieldType::DateTime => format!("years {} to {}", YEARS.start(), YEARS.end()),
            _ => format!(
                "at most {} digits before the point",
                self.field.precision - self.field.scale
            ),
        };
        self.problem(
            SyncErrorCode::NumberOutsideValidRange,
            format!("value outside of valid range: {shown} ({allowed})"),
        )
    }

    fn problem(&self, code: SyncErrorCode, message: String) -> FieldProblem {
        FieldProblem {
            field: Some(self.field.name.clone()),
            code,
            message: format!("{}: {message}", self.field.label),
            value: Some(plain(self.json)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::local::catalogue;

    fn read(field: &str, json: &str) -> Result<Value, String> {
        let (object, field) = field.split_once('.').unwrap();
        let catalogue = catalogue();
        let field = catalogue.object(object).unwrap().field(field).unwrap();
        read_value(field, json).map_err(|problem| problem.code.to_string())
    }

    fn text(text: &str) -> Result<Value, String> {
        Ok(Value::Text(text.into()))
    }

    #[test]
    fn empty_text_is_no_value() {
        assert_eq!(read("Visit.InstructionDescription", "\"\""), Ok(Value::Null));
        assert_eq!(read("Visit.InstructionDescription", " null "), Ok(Value::Null));
        assert_eq!(read("Account.Name", "\"\""), Err("REQUIRED_FIELD_MISSING".into()));
    }

    #[test]
    fn length_counts_characters() {
        assert_eq!(read("User.Alias", "\"äöüäöüäö\""), text("äöüäöüäö"));
        assert_eq!(read("User.Alias", "\"123456789\""), Err("STRING_TOO_LONG".into()));
        assert_eq!(read("User.Alias", "\"a\\u00e4\""), text("aä"));
    }

    #[test]
    fn numbers_are_rounded_to_their_scale_and_bounded_by_their_precision() {
        let quantity = "ProductItem.QuantityOnHand";
        assert_eq!(read(quantity, "1.005"), Ok(Value::Number(1.0)));
        assert_eq!(read(quantity, "99999999.99"), Ok(Value::Number(99_999_999.99)));
        for outside in ["99999999.999", "1e300", "1e400", "-1e9"] {
            assert_eq!(
                read(quantity, outside),
                Err("NUMBER_OUTSIDE_VALID_RANGE".into()),
                "{outside}"
            );
        }
        for wrong in ["\"1\"", "true", "[]", "{}", "\"abc\""] {
            assert_eq!(
                read(quantity, wrong),
                Err("INVALID_TYPE_ON_FIELD_IN_RECORD".into()),
                "{wrong}"
            );
        }
        assert_eq!(
            read("ProviderActivityGoal.OverallGoal", "1e3"),
            Ok(Value::Int(1_000))
        );
    }

    #[test]
    fn moments_come_in_the_forms_that_salesforce_takes() {
        let expected = Ok(Value::Moment(timestamp(1_795_512_600_123)));
        for form in [
            "2026-11-24T09:30:00.123Z",
            "2026-11-24T09:30:00.123+0000",
            "2026-11-24T10:30:00.123+01:00",
            "2026-11-24T09:30:00.123",
            "2026-11-24T09:30:00.1234567Z",
        ] {
            assert_eq!(
                read("Visit.ActualVisitEndTime", &format!("\"{form}\"")),
                expected,
                "{form}"
            );
        }
        for wrong in [
            "\"2026-11-24\"",
            "\"2026-13-24T09:30:00Z\"",
            "1795512600123",
            "\"\\u0000\"",
        ] {
            assert!(read("Visit.ActualVisitEndTime", wrong).is_err(), "{wrong}");
        }
        assert_eq!(
            read("Account.IsActive", "null"),
            Err("REQUIRED_FIELD_MISSING".into())
        );
    }

    #[test]
    fn email_addresses_have_a_name_and_a_domain() {
        for good in ["a@b.de", "a.b+c@field.example.com"] {
            assert_eq!(read("User.Email", &format!("\"{good}\"")), text(good));
        }
        for bad in ["a", "a@b", "@b.de", "a@.de", "a@b.", "a b@c.de", "a@b@c.de"] {
            assert!(read("User.Email", &format!("\"{bad}\"")).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_open_picklist_takes_other_values() {
        assert_eq!(read("Account.Salutation", "\"Mx.\""), text("Mx."));
        assert!(read("Account.Type", "\"Hospital\"").is_err());
    }
}
