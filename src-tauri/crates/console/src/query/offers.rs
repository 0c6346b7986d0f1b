//! What is offered where a query is typed.

use model::SyncErrorCode;
use org::Org as _;
use query::{Completion, OpenSet, Pattern, TextKey};
use store::KnownValue;

use crate::{ConsoleError, commands::QueryOption, workspace::Workspace};

/// So many are offered at the most.
const MOST: usize = 30;

/// What can stand at a place, with the values that only the store and the org know.
pub(crate) async fn offered(
    workspace: &Workspace,
    completion: Completion,
) -> Result<Vec<QueryOption>, ConsoleError> {
    let words = completion.suggestions.into_iter().map(|word| QueryOption {
        text: word.text,
        about: word.doc,
    });
    let mut options: Vec<QueryOption> = words.collect();
    if let Some(open) = completion.open {
        options.extend(
            values(workspace, &open)
                .await?
                .into_iter()
                .map(|value| QueryOption {
                    text: Pattern::exactly(value.text).to_string(),
                    about: value.about,
                }),
        );
    }
    options.truncate(MOST);
    Ok(options)
}

async fn values(workspace: &Workspace, open: &OpenSet) -> Result<Vec<KnownValue>, ConsoleError> {
    if open.key == TextKey::Object {
        let catalogue = workspace.org().catalogue().await?;
        let typed = open.typed.to_lowercase();
        let objects = catalogue
            .objects()
            .filter(|object| object.name.to_lowercase().starts_with(&typed));
        let known = objects.map(|object| KnownValue {
            text: object.name.clone(),
            about: object.label.clone(),
        });
        return Ok(known.collect());
    }
    let mut values = workspace
        .store()
        .known_values(open.key, &open.typed, MOST)
        .await?;
    if open.key == TextKey::Error {
        values.extend(other_codes(&values, &open.typed));
    }
    Ok(values)
}

/// Error codes that no transaction has now.
fn other_codes(there: &[KnownValue], typed: &str) -> Vec<KnownValue> {
    let typed = typed.to_uppercase();
    let is_other = |code: &&SyncErrorCode| {
        code.as_str().starts_with(&typed) && there.iter().all(|value| value.text != code.as_str())
    };
    let codes = SyncErrorCode::KNOWN.iter().filter(is_other);
    let known = codes.map(|code| KnownValue {
        text: code.as_str().to_owned(),
        about: "no transaction has it now".to_owned(),
    });
    known.collect()
}
