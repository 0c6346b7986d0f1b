//! The values of each key: what stands behind it becomes what it demands.

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveDateTime};
use model::{Operation, Status, SyncErrorCode};

use crate::{
    Age, AgeUnit, Comparison, Has, Is, Key, Moment, Pattern, Problem, ProblemKind, Span, Test, TextKey,
    problem::nearest,
};

/// A value as it was written.
#[derive(Debug, Clone)]
pub(crate) struct Value {
    pub(crate) pattern: Pattern,
    pub(crate) span: Span,
}

/// What a key demands with these values, of which there is at least one.
pub(crate) fn test(
    key: Key,
    (comparison, operator): (Comparison, Span),
    values: &[Value],
) -> Result<Test, Vec<Problem>> {
    if comparison != Comparison::Equal && !matches!(key, Key::Number(_)) {
        let operator_text = comparison.as_str();
        let kind = ProblemKind::NoSuchComparison {
            key,
            operator: operator_text,
        };
        return Err(vec![kind.at(operator)]);
    }
    match key {
        Key::Status => closed(key, values, Status::ALL, Status::as_str).map(Test::Status),
        Key::Operation => closed(key, values, Operation::ALL, Operation::as_str).map(Test::Operation),
        Key::Has => closed(key, values, Has::ALL.iter().copied(), Has::as_str).map(Test::Has),
        Key::Is => closed(key, values, Is::ALL.iter().copied(), Is::as_str).map(Test::Is),
        Key::Group => each(values, |value| number(key, value)).map(Test::Group),
        // A name is looked for by its beginning anyway.
        Key::Name => each(values, |value| Ok(value.pattern.text.clone())).map(Test::Name),
        Key::Record => each(values, |value| Ok(whole(key, value)?.to_owned())).map(Test::Record),
        Key::Text(TextKey::Error) => each(values, |value| Ok(error_code(&value.pattern)))
            .map(|codes| Test::Text(TextKey::Error, codes)),
        Key::Text(text) => {
            each(values, |value| Ok(value.pattern.clone())).map(|patterns| Test::Text(text, patterns))
        }
        Key::Number(counted) => one(key, values)
            .and_then(|value| number(key, value))
            .map(|number| Test::Number(counted, comparison, number))
            .map_err(|problem| vec![problem]),
        Key::Moment(which, side) => one(key, values)
            .and_then(|value| moment(key, value))
            .map(|moment| Test::Moment(which, side, moment))
            .map_err(|problem| vec![problem]),
    }
}

/// What becomes of each value; or everything that is wrong with them.
fn each<T>(values: &[Value], read: impl Fn(&Value) -> Result<T, Problem>) -> Result<Vec<T>, Vec<Problem>> {
    let (mut good, mut bad) = (Vec::with_capacity(values.len()), Vec::new());
    for value in values {
        match read(value) {
            Ok(read) => good.push(read),
            Err(problem) => bad.push(problem),
        }
    }
    if bad.is_empty() { Ok(good) } else { Err(bad) }
}

fn one(key: Key, values: &[Value]) -> Result<&Value, Problem> {
    match values {
        [only] => Ok(only),
        [_, second, ..] => Err(ProblemKind::OneValue(key).at(second.span)),
        [] => Err(ProblemKind::NoValue(key).at(Span::default())),
    }
}

fn whole(key: Key, value: &Value) -> Result<&str, Problem> {
    match value.pattern.begins {
        true => Err(ProblemKind::NoBeginning(key).at(value.span)),
        false => Ok(&value.pattern.text),
    }
}

fn closed<T: Copy>(
    key: Key,
    values: &[Value],
    all: impl IntoIterator<Item = T> + Clone,
    name: impl Fn(T) -> &'static str,
) -> Result<Vec<T>, Vec<Problem>> {
    each(values, |value| {
        let text = whole(key, value)?;
        let known = all
            .clone()
            .into_iter()
            .find(|known| name(*known).eq_ignore_ascii_case(text));
        known.ok_or_else(|| {
            let allowed: Vec<&'static str> = all.clone().into_iter().map(&name).collect();
            let kind = ProblemKind::UnknownValue {
                key,
                value: text.to_owned(),
                near: nearest(text, allowed.iter().copied()).map(str::to_owned),
                allowed,
            };
            kind.at(value.span)
        })
    })
}

/// A code that is known, or how known ones begin, as it is spelled; any other as it was written.
fn error_code(written: &Pattern) -> Pattern {
    let is_spelled = |code: &SyncErrorCode| {
        match written.begins {
            true => code.as_str().get(..written.text.len()),
            false => Some(code.as_str()),
        }
        .is_some_and(|code| code.eq_ignore_ascii_case(&written.text))
    };
    let text = match SyncErrorCode::KNOWN.iter().any(is_spelled) {
        true => written.text.to_ascii_uppercase(),
        false => written.text.clone(),
    };
    Pattern {
        text,
        begins: written.begins,
    }
}

fn number(key: Key, value: &Value) -> Result<i64, Problem> {
    let text = whole(key, value)?;
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = is_number.then(|| text.parse().ok()).flatten();
    number.ok_or_else(|| {
        let kind = ProblemKind::NotANumber {
            key,
            value: text.to_owned(),
        };
        kind.at(value.span)
    })
}

fn moment(key: Key, value: &Value) -> Result<Moment, Problem> {
    let text = whole(key, value)?;
    age(text)
        .map(Moment::Ago)
        .or_else(|| calendar(text))
        .ok_or_else(|| ProblemKind::NotAMoment(text.to_owned()).at(value.span))
}

fn age(text: &str) -> Option<Age> {
    let letter = text.chars().last()?.to_ascii_lowercase();
    let (unit, letter) = AgeUnit::ALL.into_iter().find(|(_, known)| *known == letter)?;
    let count = &text[..text.len() - letter.len_utf8()];
    let is_number = count.bytes().all(|byte| byte.is_ascii_digit());
    let count = is_number.then(|| count.parse().ok()).flatten()?;
    Some(Age { count, unit })
}

fn calendar(text: &str) -> Option<Moment> {
    if let Ok(day) = text.parse::<NaiveDate>() {
        return in_calendar(day.year()).then_some(Moment::Day(day));
    }
    let moment = DateTime::parse_from_rfc3339(text)
        .map(|moment| moment.to_utc())
        .or_else(|_| {
            let text = text.trim_end_matches(['z', 'Z']);
            let forms = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"];
            let read = |form| NaiveDateTime::parse_from_str(text, form);
            read(forms[0])
                .or_else(|_| read(forms[1]))
                .map(|moment| moment.and_utc())
        })
        .ok()?;
    in_calendar(moment.year()).then(|| Moment::fixed(moment))
}

fn in_calendar(year: i32) -> bool {
    (1..=9999).contains(&year)
}
