//! `syncadm settings set`.

use model::{SettingKind, TimeOfDay, Weekdays};
use serde_json::{Map, Value, json};

use super::{FieldInfo, Group, SetArgs, mobile, processor};
use crate::{
    exit::Failure,
    output::{Output, clean},
    session::Session,
};

/// The values as they are, and the call that saves others in their place.
struct Current {
    fields: Vec<FieldInfo>,
    values: Map<String, Value>,
    command: &'static str,
    /// The request but for the values and the reason.
    request: Value,
}

/// Changes settings.
///
/// # Errors
/// When a field or value is wrong, or someone else changed the settings meanwhile.
pub async fn run(session: &Session, args: SetArgs, output: &Output) -> Result<(), Failure> {
    let SetArgs {
        group,
        values,
        profile,
        inherit,
        reason,
    } = args;
    let Current {
        fields,
        values: before,
        command,
        mut request,
    } = current(session, group, profile.as_deref()).await?;
    let mut after = assigned(&fields, &before, &values)?;
    for name in &inherit {
        after.insert(named(&fields, name)?.name.clone(), Value::Null);
    }
    request["value"] = Value::Object(after.clone());
    request["reason"] = reason.into();
    let view: Value = session.call(command, request).await?;
    if output.json {
        return Ok(output.document(&view)?);
    }
    Ok(output.text(&changes(&before, &after))?)
}

/// The values with those that are assigned, each as `FIELD=VALUE`.
///
/// # Errors
/// When there is no such field, or the value does not fit it.
pub fn assigned(
    fields: &[FieldInfo],
    before: &Map<String, Value>,
    assignments: &[String],
) -> Result<Map<String, Value>, Failure> {
    let mut after = before.clone();
    for assignment in assignments {
        let (field, value) = parse(fields, assignment)?;
        after.insert(field.name.clone(), value);
    }
    Ok(after)
}

async fn current(session: &Session, group: Group, profile: Option<&str>) -> Result<Current, Failure> {
    match (group, profile) {
        (Group::Processor, Some(_)) => Err(Failure::Usage(
            "the Sync Processor Settings are the same for every profile".to_owned(),
        )),
        (Group::Processor, None) => {
            let settings = processor(session).await?;
            Ok(Current {
                fields: settings.fields,
                values: settings.value,
                command: "settings.saveProcessor",
                request: json!({ "expectedVersion": settings.version }),
            })
        }
        (Group::Mobile, None) => {
            let settings = mobile(session).await?;
            Ok(Current {
                fields: settings.fields,
                values: settings.org_default,
                command: "settings.saveMobileDefault",
                request: json!({ "expectedVersion": settings.org_default_version }),
            })
        }
        (Group::Mobile, Some(key)) => {
            let settings = mobile(session).await?;
            let profile = settings.profile(key)?;
            Ok(Current {
                values: profile.overrides.clone(),
                command: "settings.saveMobileProfile",
                request: json!({ "profileId": profile.profile.id, "expectedVersion": profile.version }),
                fields: settings
                    .fields
                    .into_iter()
                    .filter(|field| field.per_profile)
                    .collect(),
            })
        }
    }
}

fn parse<'a>(fields: &'a [FieldInfo], assignment: &str) -> Result<(&'a FieldInfo, Value), Failure> {
    let Some((name, value)) = assignment.split_once('=') else {
        return Err(Failure::Usage(format!("\"{assignment}\" is not FIELD=VALUE")));
    };
    let field = named(fields, name)?;
    let value = value.trim();
    let parsed = match field.kind {
        SettingKind::Switch => value.to_ascii_lowercase().parse::<bool>().map(Value::from).ok(),
        SettingKind::Number => value.parse::<i64>().map(Value::from).ok(),
        SettingKind::TimeOfDay => value
            .parse::<TimeOfDay>()
            .map(|time| time.to_string().into())
            .ok(),
        SettingKind::Weekdays => value.parse::<Weekdays>().map(|days| days.to_string().into()).ok(),
        SettingKind::Folder => folder(value),
    };
    let of_numbers = match field.kind {
        SettingKind::Number => "a whole number from ",
        _ => "",
    };
    let parsed = parsed.ok_or_else(|| {
        Failure::Usage(format!(
            "{} must be {of_numbers}{}, not \"{}\"",
            field.name,
            field.allowed(),
            clean(value)
        ))
    })?;
    Ok((field, parsed))
}

/// The whole path of a folder that is named from where the command runs; nothing names none.
fn folder(path: &str) -> Option<Value> {
    if path.is_empty() {
        return Some(path.into());
    }
    let whole = std::path::absolute(path).ok()?;
    Some(whole.display().to_string().into())
}

/// The field of that name or label, in any case.
fn named<'a>(fields: &'a [FieldInfo], name: &str) -> Result<&'a FieldInfo, Failure> {
    let name = name.trim();
    let is_it =
        |field: &&FieldInfo| field.name.eq_ignore_ascii_case(name) || field.label.eq_ignore_ascii_case(name);
    fields.iter().find(is_it).ok_or_else(|| {
        let names: Vec<_> = fields.iter().map(|field| field.name.as_str()).collect();
        Failure::Usage(format!(
            "there is no setting \"{}\" here; there are: {}",
            clean(name),
            names.join(", ")
        ))
    })
}

/// What changes, one line for each field.
pub fn changes(before: &Map<String, Value>, after: &Map<String, Value>) -> String {
    let shown = |value: Option<&Value>| match value {
        None | Some(Value::Null) => "inherited".to_owned(),
        Some(value) => value.to_string(),
    };
    let changes: String = after
        .iter()
        .filter(|(name, value)| before.get(*name).unwrap_or(&Value::Null) != *value)
        .map(|(name, value)| format!("{name}: {} -> {}\n", shown(before.get(name)), shown(Some(value))))
        .collect();
    if changes.is_empty() {
        return "nothing to change\n".to_owned();
    }
    changes
}
