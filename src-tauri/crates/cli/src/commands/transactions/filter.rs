//! Which transactions: the options that the list, actions and export share.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use model::{RecordId, Status, User};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::{exit::Failure, output::clean, session::Session};

/// See the help.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Which transactions")]
pub struct FilterArgs {
    /// With one of these statuses, such as failed,retry
    #[arg(long, value_name = "STATUS", value_delimiter = ',')]
    status: Vec<Status>,
    /// Whose name is or begins with this; a number stands for the name with that number
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// With an item about this record
    #[arg(long, value_name = "ID")]
    record_id: Option<String>,
    /// Made on the device at or after this moment: 2026-11-01 (UTC) or 2026-11-01T10:00:00Z
    #[arg(long, value_name = "MOMENT", value_parser = moment_of)]
    from: Option<DateTime<Utc>>,
    /// Made on the device before this moment
    #[arg(long, value_name = "MOMENT", value_parser = moment_of)]
    to: Option<DateTime<Utc>>,
    /// Of this user: Id, name or user name
    #[arg(long, value_name = "USER")]
    user: Option<String>,
    /// With an item of this object
    #[arg(long, value_name = "OBJECT")]
    object: Option<String>,
    /// With this error
    #[arg(long, value_name = "CODE")]
    error: Option<String>,
    /// In this error group; see syncadm errors list
    #[arg(long, value_name = "GROUP")]
    error_group: Option<i64>,
    /// With these words in a payload or an error text; word* finds what begins so, "in quotes" what stands together
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
    /// That meet this query, such as 'status:failed object:Visit after:3d -is:stuck'; see docs/query.md
    #[arg(long = "where", value_name = "QUERY")]
    query: Option<String>,
}

/// What the console makes of a query.
#[derive(Deserialize)]
struct Reading {
    text: Option<String>,
    problems: Vec<Problem>,
}

#[derive(Deserialize)]
struct Problem {
    message: String,
    shown: String,
}

impl FilterArgs {
    /// Whether every transaction meets it.
    pub fn is_empty(&self) -> bool {
        let Self {
            status,
            name,
            record_id,
            from,
            to,
            user,
            object,
            error,
            error_group,
            text,
            query,
        } = self;
        let finds_everything = |query: &String| query.trim().is_empty();
        status.is_empty()
            && query.as_ref().is_none_or(finds_everything)
            && [name, record_id, user, object, error, text]
                .iter()
                .all(|option| option.is_none())
            && from.is_none()
            && to.is_none()
            && error_group.is_none()
    }

    /// The filter as the console takes it.
    ///
    /// # Errors
    /// When the user is not known, or not the only one of that name; or when the query means nothing.
    pub async fn to_request(&self, session: &Session) -> Result<Value, Failure> {
        let mut filter = Map::new();
        let mut set = |name: &str, value: Option<Value>| {
            if let Some(value) = value {
                filter.insert(name.to_owned(), value);
            }
        };
        let text = |text: &Option<String>| text.clone().map(Value::from);
        set("statuses", Some(json!(self.status)));
        set("name", text(&self.name));
        set("recordId", text(&self.record_id));
        set("from", self.from.map(|from| json!(from)));
        set("to", self.to.map(|to| json!(to)));
        set("objectName", text(&self.object));
        set(
            "errorCode",
            self.error.as_ref().map(|code| code.to_ascii_uppercase().into()),
        );
        set("errorGroup", self.error_group.map(Value::from));
        set("text", text(&self.text));
        if let Some(user) = &self.user {
            set("ownerId", Some(owner_id(session, user).await?.into()));
        }
        if let Some(query) = &self.query {
            filter.insert("query".to_owned(), read(session, query).await?.into());
        }
        Ok(Value::Object(filter))
    }
}

/// A query as the console writes it.
async fn read(session: &Session, query: &str) -> Result<String, Failure> {
    let reading: Reading = session.call("query.read", json!({ "text": query })).await?;
    let told = reading.problems.iter().map(|problem| {
        let lines = problem.shown.lines().map(|line| format!("  {}\n", clean(line)));
        format!("{}\n{}", clean(&problem.message), lines.collect::<String>())
    });
    let told = told.collect::<Vec<String>>().join("\n");
    reading
        .text
        .ok_or_else(|| Failure::Usage(told.trim_end().to_owned()))
}

/// A day stands for its first moment in UTC.
pub fn moment_of(text: &str) -> Result<DateTime<Utc>, String> {
    if let Ok(day) = text.parse::<NaiveDate>() {
        return Ok(day.and_time(NaiveTime::MIN).and_utc());
    }
    DateTime::parse_from_rfc3339(text)
        .map(|moment| moment.to_utc())
        .map_err(|_| "write a day as 2026-11-01, or a moment as 2026-11-01T10:00:00Z".to_owned())
}

/// The Id of a user who is named by Id, name or user name.
async fn owner_id(session: &Session, user: &str) -> Result<String, Failure> {
    if user.parse::<RecordId>().is_ok() {
        return Ok(user.to_owned());
    }
    let found: Vec<User> = session
        .call("users.list", json!({ "search": user, "limit": 200 }))
        .await?;
    let named = |candidate: &&User| {
        candidate.name.eq_ignore_ascii_case(user) || candidate.username.eq_ignore_ascii_case(user)
    };
    let exact: Vec<&User> = found.iter().filter(named).collect();
    let candidates = if exact.is_empty() {
        found.iter().collect()
    } else {
        exact
    };
    match candidates.as_slice() {
        [] => Err(Failure::NotFound(format!("there is no user \"{}\"", clean(user)))),
        [only] => Ok(only.id.to_string()),
        several => {
            let names: Vec<String> = several
                .iter()
                .take(10)
                .map(|user| format!("{} ({})", clean(&user.name), user.id))
                .collect();
            Err(Failure::Usage(format!(
                "several users match \"{}\"; name one by Id: {}",
                clean(user),
                names.join(", ")
            )))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_a_moment_are_understood() {
        assert_eq!(
            moment_of("2026-11-01").unwrap().to_rfc3339(),
            "2026-11-01T00:00:00+00:00"
        );
        assert_eq!(
            moment_of("2026-11-01T10:00:00+02:00").unwrap().to_rfc3339(),
            "2026-11-01T08:00:00+00:00"
        );
        assert!(moment_of("yesterday").is_err());
    }
}
