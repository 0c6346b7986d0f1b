//! Conditions on the user whose device made a transaction: who is meant by a name, a profile or a territory.

use model::RecordId;
use query::Pattern;

use crate::{list::sql::Statement, tables::field_user::like};

/// Which users.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum People {
    /// With this Id, user name or name.
    Named(Pattern),
    /// With a profile of this Id or name.
    OfProfile(Pattern),
    /// In this territory.
    InTerritory(Pattern),
}

impl People {
    /// A query for their Ids, in parentheses. Names are compared in any case.
    pub(super) fn ids(&self, statement: &mut Statement) -> String {
        match self {
            Self::Named(name) => {
                let written = statement.bind(complete(&name.text));
                // One text has the name, a line end and the user name, in lower case.
                let text = like(&name.text.to_lowercase());
                let (first, second) = match name.begins {
                    true => (format!("{text}%"), format!("%\n{text}%")),
                    false => (format!("{text}\n%"), format!("%\n{text}")),
                };
                let (first, second) = (statement.bind(first), statement.bind(second));
                format!(
                    "(SELECT {written} AS id UNION ALL SELECT u.id FROM field_user AS u \
                     WHERE u.search_text LIKE {first} ESCAPE '\\' OR u.search_text LIKE {second} ESCAPE '\\')"
                )
            }
            Self::OfProfile(profile) => {
                let id = statement.bind(complete(&profile.text));
                let is_named = is_like(statement, "p.name", profile);
                format!(
                    "(SELECT u.id FROM field_user AS u WHERE u.profile_id = {id} \
                     OR u.profile_id IN (SELECT p.id FROM profile AS p WHERE {is_named}))"
                )
            }
            Self::InTerritory(territory) => {
                let is_named = is_like(statement, "u.territory", territory);
                format!("(SELECT u.id FROM field_user AS u WHERE {is_named})")
            }
        }
    }
}

fn is_like(statement: &mut Statement, column: &str, pattern: &Pattern) -> String {
    let end = if pattern.begins { "%" } else { "" };
    let text = format!("{}{end}", like(&pattern.text.to_ascii_lowercase()));
    format!("lower({column}) LIKE {} ESCAPE '\\'", statement.bind(text))
}

/// An Id of 15 characters becomes one of 18; any other text stays.
pub(super) fn complete(id: &str) -> String {
    id.parse::<RecordId>()
        .map_or_else(|_| id.to_owned(), String::from)
}
