//! `syncadm settings`: Mobile Sync Settings and Sync Processor Settings.

mod change;
mod show;

pub use change::{assigned, changes};
pub use show::fields;

use clap::ValueEnum;
use model::SettingKind;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::{
    exit::{Exit, Failure},
    output::Output,
    session::Session,
};

const EXAMPLES: &str = "\
Examples:
  syncadm settings show
  syncadm settings show mobile --profile \"Key Account Manager\"
  syncadm settings set mobile mobileOfflineDaysLimit=14 --reason \"audit finding 7\"
  syncadm settings set mobile --profile \"Key Account Manager\" mobileOfflineDaysLimit=60 --reason \"long trips\"
  syncadm settings set mobile --profile \"Key Account Manager\" --inherit mobileOfflineDaysLimit --reason \"back\"
  syncadm settings set processor numberOfRetryAttempts=5 --reason \"busy month\"";

/// See the help.
#[derive(Debug, clap::Subcommand)]
#[command(after_help = EXAMPLES)]
pub enum Command {
    /// Show settings with what they mean
    Show(ShowArgs),
    /// Change settings
    #[command(after_help = EXAMPLES)]
    Set(SetArgs),
}

/// Which settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Group {
    /// Mobile Sync Settings: the org default, or what a profile overrides
    Mobile,
    /// Sync Processor Settings
    Processor,
}

/// See the help.
#[derive(Debug, clap::Args)]
pub struct ShowArgs {
    /// Which settings; both when left out
    #[arg(value_enum)]
    group: Option<Group>,
    /// The Mobile Sync Settings of this profile, by name or Id
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
}

/// See the help.
#[derive(Debug, clap::Args)]
pub struct SetArgs {
    /// Which settings
    #[arg(value_enum)]
    group: Group,
    /// Fields and their new values, by the names that `settings show` gives
    #[arg(value_name = "FIELD=VALUE", required_unless_present = "inherit")]
    values: Vec<String>,
    /// For this profile, by name or Id, instead of the org default
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// Let the profile inherit this field from the org default again
    #[arg(long, value_name = "FIELD", requires = "profile")]
    inherit: Vec<String>,
    /// Why; it is kept in the history
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

/// What a settings field is.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldInfo {
    name: String,
    label: String,
    meaning: String,
    recommended: String,
    kind: SettingKind,
    range: Option<Range>,
    unit: Option<String>,
    per_profile: bool,
}

impl FieldInfo {
    /// What its value may be.
    fn allowed(&self) -> String {
        match (self.kind, &self.range) {
            (SettingKind::Number, Some(range)) => {
                let unit = self.unit.as_deref().map(|unit| format!(" {unit}"));
                format!("{} to {}{}", range.min, range.max, unit.unwrap_or_default())
            }
            (SettingKind::Number, None) => "a whole number".to_owned(),
            (SettingKind::Switch, _) => "true or false".to_owned(),
            (SettingKind::TimeOfDay, _) => "a time, 00:00 to 23:59".to_owned(),
            (SettingKind::Weekdays, _) => "days of the week, as Mon,Tue".to_owned(),
            (SettingKind::Folder, _) => "a folder".to_owned(),
        }
    }
}

#[derive(Debug, Clone, Deserialize)]
struct Range {
    min: i64,
    max: i64,
}

/// Mobile Sync Settings as the console answers them.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Mobile {
    fields: Vec<FieldInfo>,
    org_default: Map<String, Value>,
    org_default_version: i64,
    profiles: Vec<ProfileSettings>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ProfileSettings {
    profile: model::Profile,
    user_count: i64,
    overrides: Map<String, Value>,
    effective: Map<String, Value>,
    version: i64,
}

/// Sync Processor Settings as the console answers them.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Processor {
    fields: Vec<FieldInfo>,
    value: Map<String, Value>,
    version: i64,
}

/// Does it.
///
/// # Errors
/// When a name or a value is wrong, or someone else changed the settings meanwhile.
pub async fn run(session: &Session, command: Command, output: &Output) -> Result<Exit, Failure> {
    match command {
        Command::Show(args) => show::run(session, args, output).await?,
        Command::Set(args) => change::run(session, args, output).await?,
    }
    Ok(Exit::Done)
}

async fn mobile(session: &Session) -> Result<Mobile, Failure> {
    session.call("settings.mobile", json!({})).await
}

async fn processor(session: &Session) -> Result<Processor, Failure> {
    session.call("settings.processor", json!({})).await
}

impl Mobile {
    /// The profile of that name, in any case, or Id.
    fn profile(&self, key: &str) -> Result<&ProfileSettings, Failure> {
        let is_it = |settings: &&ProfileSettings| {
            settings.profile.name.eq_ignore_ascii_case(key)
                || settings.profile.id.as_str().starts_with(key) && key.len() >= 15
        };
        self.profiles.iter().find(is_it).ok_or_else(|| {
            let names: Vec<_> = self
                .profiles
                .iter()
                .map(|settings| settings.profile.name.as_str())
                .collect();
            Failure::NotFound(format!(
                "there is no profile \"{key}\"; there are: {}",
                names.join(", ")
            ))
        })
    }
}
