//! How the program ends: exit codes, and what went wrong.

use std::{io, process::ExitCode};

use console::{ErrorBody, ErrorCode};

/// Exit codes that scripts can rely on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// Done, but some of it failed, or it was canceled halfway.
    Failures = 1,
    /// Wrong usage or bad input; nothing was changed.
    BadInput = 2,
    /// Not found, or someone else changed it meanwhile; nothing was changed.
    NotFound = 3,
    /// The store or the org cannot be reached.
    Unreachable = 4,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command ended early.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The console refused.
    #[error("{}", .0.message)]
    Console(ErrorBody),
    /// The store could not be opened.
    #[error("{}", .0.message)]
    Opening(ErrorBody),
    /// The arguments do not make sense together.
    #[error("{0}")]
    Usage(String),
    /// What was named is not there.
    #[error("{0}")]
    NotFound(String),
    /// Someone else changed it meanwhile.
    #[error("{0}")]
    Conflict(String),
    /// The console answered something that this program does not understand.
    #[error("the answer of {command} cannot be read: {source}; this is a fault of the program")]
    Answer {
        /// The command.
        command: String,
        /// What the parser says.
        source: serde_json::Error,
    },
    /// The terminal or the pipe cannot be written.
    #[error("the output cannot be written: {0}")]
    Output(#[from] io::Error),
    /// The program could not start.
    #[error("the program could not start: {0}")]
    Start(io::Error),
}

impl Failure {
    /// The exit code.
    pub fn exit(&self) -> Exit {
        match self {
            Self::Console(body) => code_exit(body.code),
            Self::Opening(body) if body.code == ErrorCode::Invalid => Exit::BadInput,
            Self::Opening(_) | Self::Start(_) => Exit::Unreachable,
            Self::Usage(_) => Exit::BadInput,
            Self::NotFound(_) | Self::Conflict(_) => Exit::NotFound,
            // A reader such as `head` that has seen enough is no failure.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
            Self::Answer { .. } | Self::Output(_) => Exit::Failures,
        }
    }

    /// Says on stderr what went wrong.
    pub fn tell(&self) {
        if self.exit() == Exit::Done {
            return;
        }
        let red = anstyle::AnsiColor::Red.on_default().bold();
        // When stderr is gone too there is nobody to tell.
        let _ = io::Write::write_fmt(
            &mut anstream::stderr(),
            format_args!("{red}error{red:#}: {self}\n"),
        );
    }
}

fn code_exit(code: ErrorCode) -> Exit {
    match code {
        ErrorCode::BadRequest
        | ErrorCode::UnknownCommand
        | ErrorCode::NotPermitted
        | ErrorCode::Invalid
        | ErrorCode::File => Exit::BadInput,
        ErrorCode::NotFound | ErrorCode::Conflict => Exit::NotFound,
        ErrorCode::NoWorkspace
        | ErrorCode::NotAStore
        | ErrorCode::NewerFile
        | ErrorCode::ReadOnly
        | ErrorCode::Locked
        | ErrorCode::DiskFull
        | ErrorCode::Unreachable => Exit::Unreachable,
        ErrorCode::Canceled | ErrorCode::Internal => Exit::Failures,
    }
}
