//! `syncadm users` and `syncadm profiles`.

use model::{Profile, User};
use serde_json::{Value, json};

use crate::{
    exit::{Exit, Failure},
    output::{Cell, DIM, Output, Table},
    session::{Session, read},
};

/// See the help.
#[derive(Debug, clap::Subcommand)]
pub enum UsersCommand {
    /// List field users by name
    List {
        /// Only those whose name or user name has this in it
        #[arg(long, value_name = "TEXT", default_value = "")]
        search: String,
        /// At most so many, 200 at the most
        #[arg(long, value_name = "N", default_value_t = 50)]
        limit: usize,
    },
}

/// See the help.
#[derive(Debug, clap::Subcommand)]
pub enum ProfilesCommand {
    /// List profiles by name
    List,
}

/// Lists users.
///
/// # Errors
/// When the store cannot be read.
pub async fn users(session: &Session, command: UsersCommand, output: &Output) -> Result<Exit, Failure> {
    let UsersCommand::List { search, limit } = command;
    let users: Vec<Value> = session
        .call("users.list", json!({ "search": search, "limit": limit }))
        .await?;
    if output.json {
        output.rows(&users)?;
        return Ok(Exit::Done);
    }
    let users: Vec<User> = read("users.list", Value::Array(users))?;
    let profiles: Vec<Profile> = session.call("profiles.list", json!({})).await?;
    let mut table = Table::new(["Name", "User name", "Profile", "Territory", "Id"]);
    for user in &users {
        let profile = profiles.iter().find(|profile| profile.id == user.profile_id);
        let profile = profile.map_or(user.profile_id.as_str(), |profile| &profile.name);
        let name = if user.is_active {
            Cell::from(&user.name)
        } else {
            Cell::styled(&user.name, DIM)
        };
        let territory = user.territory.as_deref().unwrap_or_default();
        table.row([
            name,
            Cell::from(&user.username),
            profile.into(),
            territory.into(),
            user.id.as_str().into(),
        ]);
    }
    output.text(&table.text(0))?;
    Ok(Exit::Done)
}

/// Lists profiles.
///
/// # Errors
/// When the store cannot be read.
pub async fn profiles(session: &Session, command: ProfilesCommand, output: &Output) -> Result<Exit, Failure> {
    let ProfilesCommand::List = command;
    let profiles: Vec<Value> = session.call("profiles.list", json!({})).await?;
    if output.json {
        output.rows(&profiles)?;
        return Ok(Exit::Done);
    }
    let profiles: Vec<Profile> = read("profiles.list", Value::Array(profiles))?;
    let mut table = Table::new(["Name", "Id"]);
    for profile in &profiles {
        table.row([Cell::from(&profile.name), profile.id.as_str().into()]);
    }
    output.text(&table.text(0))?;
    Ok(Exit::Done)
}
