//! The changes of items that the command line asks for.

use std::collections::BTreeMap;

use model::{FieldValues, Item};
use serde_json::{Value, json};

use super::Args;
use crate::{exit::Failure, output::clean};

/// The changes of one item.
#[derive(Default)]
struct ItemDraft {
    field_values: Option<String>,
    record_identifier: Option<String>,
}

/// The item edits as the console takes them: whole payloads first, then fields of them.
///
/// # Errors
/// When an item is not there, or its payload has no fields that could be set.
pub fn item_edits(items: &[Item], args: &Args) -> Result<Vec<Value>, Failure> {
    let mut drafts: BTreeMap<usize, ItemDraft> = BTreeMap::new();
    for assignment in &args.payload {
        let (place, payload) = assigned(items, assignment, "ITEM=JSON")?;
        drafts.entry(place).or_default().field_values = Some(content(payload)?);
    }
    for assignment in &args.identifier {
        let (place, identifier) = assigned(items, assignment, "ITEM=ID")?;
        drafts.entry(place).or_default().record_identifier = Some(identifier.to_owned());
    }
    for assignment in &args.set {
        let (target, value) = split(assignment, "ITEM.FIELD=VALUE")?;
        let (place, field) = field_of(items, target)?;
        change(items, place, &mut drafts, |values| {
            values.set(field, &as_json(value)).map_err(|e| e.to_string())
        })?;
    }
    for target in &args.unset {
        let (place, field) = field_of(items, target)?;
        change(items, place, &mut drafts, |values| {
            if values.remove(field) {
                Ok(())
            } else {
                Err(format!("there is no field {field} to take out"))
            }
        })?;
    }
    let edit = |(place, draft): (usize, ItemDraft)| {
        json!({
            "itemId": items[place].id,
            "fieldValues": draft.field_values,
            "recordIdentifier": draft.record_identifier,
        })
    };
    Ok(drafts.into_iter().map(edit).collect())
}

/// Changes fields of an item's payload as the edits before left it.
fn change(
    items: &[Item],
    place: usize,
    drafts: &mut BTreeMap<usize, ItemDraft>,
    change: impl FnOnce(&mut FieldValues) -> Result<(), String>,
) -> Result<(), Failure> {
    let draft = drafts.entry(place).or_default();
    let current = draft
        .field_values
        .as_deref()
        .or(items[place].field_values.as_deref())
        .unwrap_or("{}");
    let problem = |problem: String| Failure::Usage(format!("item {}: {}", place + 1, clean(&problem)));
    let mut values = FieldValues::parse(current).map_err(|error| {
        problem(format!(
            "{error}; replace the whole with --payload {}=JSON",
            place + 1
        ))
    })?;
    change(&mut values).map_err(problem)?;
    draft.field_values = Some(values.to_json());
    Ok(())
}

fn assigned<'a>(items: &[Item], assignment: &'a str, form: &str) -> Result<(usize, &'a str), Failure> {
    let (item, value) = split(assignment, form)?;
    Ok((find(items, item)?, value))
}

fn split<'a>(assignment: &'a str, form: &str) -> Result<(&'a str, &'a str), Failure> {
    assignment
        .split_once('=')
        .ok_or_else(|| Failure::Usage(format!("\"{}\" is not {form}", clean(assignment))))
}

/// The place of an item, and the field, that `ITEM.FIELD` names.
///
/// # Errors
/// When it names none.
pub fn field_of<'a>(items: &[Item], target: &'a str) -> Result<(usize, &'a str), Failure> {
    match target.rsplit_once('.') {
        Some((item, field)) if !field.is_empty() => Ok((find(items, item)?, field)),
        _ => Err(Failure::Usage(format!("\"{}\" is not ITEM.FIELD", clean(target)))),
    }
}

/// The place of an item that is named by its number, Name or Id.
fn find(items: &[Item], key: &str) -> Result<usize, Failure> {
    let number = key.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let is_it = |item: &Item| {
        item.name == key || item.id.as_str() == key || (key.len() == 15 && item.id.as_str().starts_with(key))
    };
    let place = number
        .filter(|place| *place < items.len())
        .or_else(|| items.iter().position(is_it));
    place.ok_or_else(|| {
        Failure::NotFound(format!(
            "there is no item \"{}\"; the transaction has {}",
            clean(key),
            items.len()
        ))
    })
}

/// JSON as it is, any other text as a JSON string.
pub fn as_json(value: &str) -> String {
    match serde_json::from_str::<&serde_json::value::RawValue>(value) {
        Ok(_) => value.trim().to_owned(),
        Err(_) => Value::from(value).to_string(),
    }
}

/// The text, or what is in the file that `@` names.
fn content(text: &str) -> Result<String, Failure> {
    match text.strip_prefix('@') {
        None => Ok(text.to_owned()),
        Some(path) => std::fs::read_to_string(path)
            .map_err(|error| Failure::Usage(format!("{path} cannot be read: {error}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_stays_and_other_texts_become_json() {
        assert_eq!(as_json("12345678901234567890.10"), "12345678901234567890.10");
        assert_eq!(as_json("\"5\""), "\"5\"");
        assert_eq!(as_json("null"), "null");
        assert_eq!(as_json("call back, \"soon\""), r#""call back, \"soon\"""#);
        assert_eq!(as_json(""), "\"\"");
    }
}
