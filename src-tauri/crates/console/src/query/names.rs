//! People and objects by their names.

use model::{RecordId, User};
use org::Org as _;
use query::{Expr, Pattern, Term, Test, TextKey};

use crate::{ConsoleError, workspace::Workspace};

/// So many users are looked at to tell whether a name is one user's alone.
const MOST_USERS: usize = 200;

/// A query with objects as the org spells them, as far as it knows them.
pub(crate) async fn with_spelling(workspace: &Workspace, query: Expr) -> Result<Expr, ConsoleError> {
    let catalogue = workspace.org().catalogue().await?;
    let spelled = |pattern: Pattern| {
        let object = catalogue.objects().find(|object| match pattern.begins {
            true => false,
            false => object.name.eq_ignore_ascii_case(&pattern.text),
        });
        object.map_or(pattern, |object| Pattern::exactly(&object.name))
    };
    Ok(query.map(&|test| match test {
        Test::Text(TextKey::Object, names) => {
            Test::Text(TextKey::Object, names.into_iter().map(spelled).collect())
        }
        other => other,
    }))
}

/// A query that names users by Id where all must be of one user and the name is that user's alone: a filter says so.
pub(crate) async fn with_ids(workspace: &Workspace, query: Expr) -> Result<Expr, ConsoleError> {
    let mut parts = Vec::new();
    for part in query.conjuncts() {
        let only = match user_of(&part) {
            Some(name) => only_user(workspace, name).await?,
            None => None,
        };
        parts.push(only.map_or(part, |user| of_user(user.id.as_str())));
    }
    Ok(Expr::all(parts))
}

/// A query that names users by name where it can: people read it.
pub(crate) async fn with_names(workspace: &Workspace, query: Expr) -> Result<Expr, ConsoleError> {
    let mut parts = Vec::new();
    for part in query.conjuncts() {
        let name = match user_of(&part).filter(|user| user.parse::<RecordId>().is_ok()) {
            Some(id) => name_of(workspace, id).await?,
            None => None,
        };
        parts.push(name.map_or(part, |name| of_user(&name)));
    }
    Ok(Expr::all(parts))
}

/// The one user that a condition names in full.
fn user_of(part: &Expr) -> Option<&str> {
    match part {
        Expr::Term(Term {
            test: Test::Text(TextKey::User, users),
            ..
        }) => match users.as_slice() {
            [only] if !only.begins => Some(&only.text),
            _ => None,
        },
        _ => None,
    }
}

fn of_user(name: &str) -> Expr {
    let user = Pattern::exactly(name);
    Expr::Term(Term::new(Test::Text(TextKey::User, vec![user])))
}

/// The user with this Id, name or user name, when it is one alone.
async fn only_user(workspace: &Workspace, name: &str) -> Result<Option<User>, ConsoleError> {
    let found = workspace.store().users(name, MOST_USERS).await?;
    if found.len() == MOST_USERS {
        return Ok(None);
    }
    let wanted = name.to_lowercase();
    let is_called_so = |user: &User| {
        user.id.as_str() == name
            || user.name.to_lowercase() == wanted
            || user.username.to_lowercase() == wanted
    };
    let mut called_so = found.into_iter().filter(is_called_so);
    Ok(called_so.next().filter(|_| called_so.next().is_none()))
}

/// A name that is the user's alone.
async fn name_of(workspace: &Workspace, id: &str) -> Result<Option<String>, ConsoleError> {
    let Some(user) = workspace.store().users(id, 1).await?.pop() else {
        return Ok(None);
    };
    for name in [user.name, user.username] {
        let only = only_user(workspace, &name).await?;
        if only.is_some_and(|only| only.id == user.id) {
            return Ok(Some(name));
        }
    }
    Ok(None)
}
