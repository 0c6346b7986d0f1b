//! `syncadm settings show`.

use serde_json::{Map, Value, json};

use super::{FieldInfo, Group, Mobile, ProfileSettings, ShowArgs, mobile, processor};
use crate::{
    exit::Failure,
    output::{Cell, DIM, HEAD, Output, Table, counted},
    session::Session,
};

/// Shows settings.
///
/// # Errors
/// When the profile is not there.
pub async fn run(session: &Session, args: ShowArgs, output: &Output) -> Result<(), Failure> {
    let ShowArgs { group, profile } = args;
    if profile.is_some() && group == Some(Group::Processor) {
        return Err(Failure::Usage(
            "the Sync Processor Settings are the same for every profile".to_owned(),
        ));
    }
    if output.json {
        return json(session, group, profile.as_deref(), output).await;
    }
    let mut text = String::new();
    if group != Some(Group::Processor) {
        let settings = mobile(session).await?;
        text.push_str(&match profile.as_deref() {
            None => org_default(&settings),
            Some(key) => of_profile(&settings, settings.profile(key)?),
        });
    }
    if group != Some(Group::Mobile) && profile.is_none() {
        let settings = processor(session).await?;
        let gap = if text.is_empty() { "" } else { "\n" };
        text.push_str(&format!("{gap}{HEAD}Sync Processor Settings{HEAD:#}\n"));
        text.push_str(&fields(&settings.fields, &settings.value, |_| false));
    }
    Ok(output.text(&text)?)
}

async fn json(
    session: &Session,
    group: Option<Group>,
    profile: Option<&str>,
    output: &Output,
) -> Result<(), Failure> {
    let mobile_view = || session.call::<Value>("settings.mobile", json!({}));
    let processor_view = || session.call::<Value>("settings.processor", json!({}));
    let document = match (group, profile) {
        (_, Some(key)) => {
            let id = mobile(session).await?.profile(key)?.profile.id.clone();
            let view = mobile_view().await?;
            let profiles = view["profiles"].as_array().cloned().unwrap_or_default();
            let is_it = |settings: &Value| settings["profile"]["Id"] == *id.as_str();
            profiles.into_iter().find(is_it).unwrap_or_default()
        }
        (Some(Group::Mobile), None) => mobile_view().await?,
        (Some(Group::Processor), None) => processor_view().await?,
        (None, None) => json!({ "mobile": mobile_view().await?, "processor": processor_view().await? }),
    };
    Ok(output.document(&document)?)
}

fn org_default(settings: &Mobile) -> String {
    let overriding: Vec<_> = settings
        .profiles
        .iter()
        .filter(|settings| settings.overrides.values().any(|value| !value.is_null()))
        .map(|settings| settings.profile.name.as_str())
        .collect();
    let note = match overriding.as_slice() {
        [] => "No profile overrides any of them.".to_owned(),
        names => format!("Overridden by: {}.", names.join(", ")),
    };
    format!(
        "{HEAD}Mobile Sync Settings, org default{HEAD:#}\n{}{note}\n",
        fields(&settings.fields, &settings.org_default, |_| false)
    )
}

fn of_profile(settings: &Mobile, profile: &ProfileSettings) -> String {
    let is_inherited = |field: &FieldInfo| profile.overrides.get(&field.name).is_none_or(Value::is_null);
    let users = counted(profile.user_count, "active user");
    format!(
        "{HEAD}Mobile Sync Settings of {} ({users}){HEAD:#}\n{}",
        profile.profile.name,
        fields(&settings.fields, &profile.effective, is_inherited)
    )
}

/// A table of fields with their values and what they mean.
pub fn fields(
    fields: &[FieldInfo],
    values: &Map<String, Value>,
    is_inherited: impl Fn(&FieldInfo) -> bool,
) -> String {
    let mut table = Table::new(["Field", "Value", "Recommended", "Allowed", "Meaning"]);
    for field in fields {
        let value = values.get(&field.name).map(Value::to_string).unwrap_or_default();
        let value = if is_inherited(field) {
            Cell::styled(format!("{value} (inherited)"), DIM)
        } else {
            value.into()
        };
        table.row([
            Cell::from(&field.name),
            value,
            Cell::from(&field.recommended),
            field.allowed().into(),
            format!("{}: {}", field.label, field.meaning).into(),
        ]);
    }
    table.text(0)
}
