//! The errors of the console, and how they cross the boundary to a window, a script or HTTP.

use model::{BatchJob, Pause};
use org::OrgError;
use processor::ProcessorError;
use serde::Serialize;
use store::StoreError;
use ts_rs::TS;

use crate::shown::Answer;

/// What the front doors switch on; the message is for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum ErrorCode {
    /// The request is not of the command's form.
    BadRequest,
    /// There is no such command.
    UnknownCommand,
    /// The caller may not do this.
    NotPermitted,
    /// No workspace is open.
    NoWorkspace,
    /// What was asked for is not there.
    NotFound,
    /// Someone else changed it meanwhile.
    Conflict,
    /// A value is not allowed; details name the fields.
    Invalid,
    /// The file is not a sync store or org of this program.
    NotAStore,
    /// The file was made by a newer version of the program.
    NewerFile,
    /// The file or its folder cannot be written.
    ReadOnly,
    /// Another process holds the file.
    Locked,
    /// The disk is full.
    DiskFull,
    /// The store or the org cannot be reached.
    Unreachable,
    /// Reading or writing another file failed.
    File,
    /// The work was canceled.
    Canceled,
    /// A defect of this program.
    Internal,
}

/// An error as every front door gets it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ErrorBody {
    /// What kind of error.
    pub code: ErrorCode,
    /// What happened, to what, and what to do.
    pub message: String,
    /// More, by kind of error: the chain of causes, the fields.
    #[ts(type = "unknown")]
    pub details: serde_json::Value,
}

/// Everything that can go wrong in a command.
#[derive(Debug, thiserror::Error)]
pub enum ConsoleError {
    /// See [`ErrorCode::BadRequest`].
    #[error("the request for {command} is not valid: {source}")]
    BadRequest {
        /// The command.
        command: &'static str,
        /// What the parser says.
        source: serde_json::Error,
    },
    /// See [`ErrorCode::UnknownCommand`].
    #[error(
        "there is no command \"{0}\"; the program and its window may be of different versions: restart the console"
    )]
    UnknownCommand(String),
    /// See [`ErrorCode::NotPermitted`].
    #[error(
        "{actor} may look but not change anything; ask for the permission Life Sciences Commercial Admin"
    )]
    NotPermitted {
        /// Who asked.
        actor: String,
    },
    /// See [`ErrorCode::NoWorkspace`].
    #[error("no workspace is open; open a store or create a sample first")]
    NoWorkspace,
    /// See [`ErrorCode::NotFound`].
    #[error("{what} \"{key}\" is not in this workspace; check the Id, or clear the filter and search for it")]
    NotFound {
        /// Transaction, profile, ...
        what: &'static str,
        /// What was looked for.
        key: String,
    },
    /// See [`ErrorCode::Conflict`].
    #[error("{what} was changed by someone else meanwhile; look at the current values and decide again")]
    Conflict {
        /// What was to be changed.
        what: &'static str,
        /// The current state, for the front door to show.
        current: serde_json::Value,
    },
    /// Never two runs at once.
    #[error(
        "the Sync Processor is at work already: \"{}\", since {} UTC, by {}; wait until it has ended, or cancel it", .0.name, .0.started_at.format("%Y-%m-%d %H:%M:%S"), .0.processor
    )]
    RunAtWork(Box<BatchJob>),
    /// No run begins.
    #[error(
        "the Sync Processor is paused by {}, since {} UTC: {}; resume it first", .0.by, .0.at.format("%Y-%m-%d %H:%M:%S"), .0.reason
    )]
    Paused(Pause),
    /// See [`ErrorCode::Invalid`].
    #[error("{message}")]
    Invalid {
        /// What is wrong and what is allowed.
        message: String,
        /// By field, for forms.
        details: serde_json::Value,
    },
    /// Another file, such as a CSV, could not be read or written.
    #[error("the file {path} cannot be read or written: {source}")]
    File {
        /// The file.
        path: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// A job panicked.
    #[error(
        "a defect of this program ended the work: {0}; what was done until then is kept. Try again, and report it if it comes back"
    )]
    Crashed(String),
    /// The work was canceled.
    #[error("canceled; what was done until then is kept")]
    Canceled,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The org failed.
    #[error(transparent)]
    Org(#[from] OrgError),
    /// The processor failed.
    #[error(transparent)]
    Processor(ProcessorError),
    /// An answer could not be written as JSON.
    #[error("the answer could not be written as JSON: {0}")]
    Answer(#[source] serde_json::Error),
}

impl ConsoleError {
    /// A refusal without fields.
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::Invalid {
            message: message.into(),
            details: serde_json::Value::Null,
        }
    }

    /// A change that was made from a state which is no longer; `current` is what it is now.
    pub(crate) fn conflict(what: &'static str, current: &impl Answer) -> Self {
        match current.json() {
            Ok(current) => Self::Conflict { what, current },
            Err(error) => error,
        }
    }

    /// A refusal of the value of one field.
    pub(crate) fn at_field(field: &str, message: String) -> Self {
        Self::Invalid {
            details: serde_json::json!([{ "field": field, "message": message }]),
            message,
        }
    }
}

impl From<ProcessorError> for ConsoleError {
    fn from(error: ProcessorError) -> Self {
        match error {
            ProcessorError::SampleCanceled => Self::Canceled,
            other => Self::Processor(other),
        }
    }
}
