//! How errors cross the boundary: one code and one message each, and the chain of causes in the details.

use std::error::Error;

use org::OrgError;
use processor::ProcessorError;
use serde_json::{Value, json};
use store::StoreError;

use crate::{
    error::{ConsoleError, ErrorBody, ErrorCode},
    query::QueryProblem,
};

impl From<ConsoleError> for ErrorBody {
    fn from(error: ConsoleError) -> Self {
        Self::from(&error)
    }
}

impl From<&ConsoleError> for ErrorBody {
    fn from(error: &ConsoleError) -> Self {
        let code = code(error);
        let message = sentence(&error.to_string());
        let causes = causes(error);
        let details = match error {
            ConsoleError::Conflict { current, .. } => current.clone(),
            ConsoleError::Invalid { details, .. } => details.clone(),
            ConsoleError::Store(StoreError::Query(error)) => {
                json!({ "problems": QueryProblem::all(&error.text, &error.problems) })
            }
            _ if causes.is_empty() => Value::Null,
            _ => json!({ "causes": causes }),
        };
        Self {
            code,
            message,
            details,
        }
    }
}

fn code(error: &ConsoleError) -> ErrorCode {
    match error {
        ConsoleError::BadRequest { .. } => ErrorCode::BadRequest,
        ConsoleError::UnknownCommand(_) => ErrorCode::UnknownCommand,
        ConsoleError::NotPermitted { .. } => ErrorCode::NotPermitted,
        ConsoleError::NoWorkspace => ErrorCode::NoWorkspace,
        ConsoleError::NotFound { .. } => ErrorCode::NotFound,
        ConsoleError::Conflict { .. } | ConsoleError::RunAtWork(_) | ConsoleError::Paused(_) => {
            ErrorCode::Conflict
        }
        ConsoleError::Invalid { .. } => ErrorCode::Invalid,
        ConsoleError::File { .. } => ErrorCode::File,
        ConsoleError::Canceled => ErrorCode::Canceled,
        ConsoleError::Answer(_) | ConsoleError::Crashed(_) => ErrorCode::Internal,
        ConsoleError::Store(error) => store_code(error),
        ConsoleError::Org(error) => org_code(error),
        ConsoleError::Processor(ProcessorError::Store(error)) => store_code(error),
        ConsoleError::Processor(ProcessorError::Org(error)) => org_code(error),
        ConsoleError::Processor(ProcessorError::SampleCanceled) => ErrorCode::Canceled,
        ConsoleError::Processor(ProcessorError::Answers { .. }) => ErrorCode::Internal,
    }
}

fn store_code(error: &StoreError) -> ErrorCode {
    match error {
        StoreError::Missing { .. } => ErrorCode::NotFound,
        StoreError::UpgradeCanceled { .. } => ErrorCode::Canceled,
        StoreError::AlreadyExists { .. }
        | StoreError::InvalidCursor(_)
        | StoreError::Query(_)
        | StoreError::Settings(_)
        | StoreError::TooManyLogEntries(_) => ErrorCode::Invalid,
        StoreError::NotAStore { .. } | StoreError::Damaged { .. } => ErrorCode::NotAStore,
        StoreError::Newer { .. } => ErrorCode::NewerFile,
        StoreError::ReadOnly { .. } => ErrorCode::ReadOnly,
        StoreError::Locked { .. } => ErrorCode::Locked,
        StoreError::DiskFull { .. } => ErrorCode::DiskFull,
        StoreError::Engine { .. } => ErrorCode::Unreachable,
        StoreError::TooOldSqlite { .. } | StoreError::Unreadable(_) => ErrorCode::Internal,
    }
}

fn org_code(error: &OrgError) -> ErrorCode {
    match error {
        OrgError::Missing(_) => ErrorCode::NotFound,
        OrgError::Exists(_) | OrgError::BadSeed { .. } => ErrorCode::Invalid,
        OrgError::NotAnOrg(_) | OrgError::Damaged(_) => ErrorCode::NotAStore,
        OrgError::Newer { .. } => ErrorCode::NewerFile,
        OrgError::ReadOnly(_) => ErrorCode::ReadOnly,
        OrgError::Locked(_) => ErrorCode::Locked,
        OrgError::DiskFull(_) => ErrorCode::DiskFull,
        OrgError::Database { .. } => ErrorCode::Unreachable,
        OrgError::OldSqlite { .. } | OrgError::Unreadable { .. } => ErrorCode::Internal,
    }
}

/// The causes below an error, outermost first.
fn causes(error: &ConsoleError) -> Vec<String> {
    let mut causes = Vec::new();
    let mut cause = error.source();
    while let Some(error) = cause {
        causes.push(error.to_string());
        cause = error.source();
    }
    causes
}

/// A message as a sentence: with a capital and a full stop.
pub(crate) fn sentence(message: &str) -> String {
    let mut characters = message.chars();
    let first = characters
        .next()
        .map(|c| c.to_uppercase().to_string())
        .unwrap_or_default();
    let end = if message.ends_with(['.', '!', '?']) {
        ""
    } else {
        "."
    };
    format!("{first}{}{end}", characters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_a_sentence_and_keeps_its_causes() {
        let cause = std::io::Error::other("no such device");
        let body = ErrorBody::from(ConsoleError::File {
            path: "out.csv".into(),
            source: cause,
        });
        assert_eq!(body.code, ErrorCode::File);
        assert_eq!(
            body.message,
            "The file out.csv cannot be read or written: no such device."
        );
        assert_eq!(body.details, json!({ "causes": ["no such device"] }));
    }
}
