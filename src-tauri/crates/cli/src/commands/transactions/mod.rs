//! `syncadm transactions`: finding transactions, looking at them, acting on them.

mod act;
mod assign;
mod detail;
mod edit;
pub mod filter;
mod list;
mod log;
mod many;
mod patch;
mod retry;
mod reveal;
mod show;
mod simulate;
mod why;

use crate::{
    exit::{Exit, Failure},
    output::Output,
    session::Session,
};

/// See the help.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List transactions
    List(list::Args),
    /// Show everything about a transaction
    Show(show::Args),
    /// Change fields of a transaction and of the payloads of its items
    Edit(edit::Args),
    /// Tell what attempts would come to, without making them
    Simulate(simulate::Args),
    /// Queue Failed, Manual or Canceled transactions for one more attempt
    Retry(retry::Args),
    /// Set transactions aside: they become Canceled, and those that depend on them too
    Ignore(act::Args),
    /// Add the reason as a comment
    Comment(act::Args),
    /// Take transactions out of the queue to handle them by hand: they become Manual
    MarkManual(act::Args),
    /// Say that Manual transactions were done by hand: they become Success
    MarkResolved(act::Args),
    /// Change a field in the payloads of all that match: set, replace, map or remove
    Patch(patch::Args),
    /// Say who looks after all that match
    Assign(assign::Args),
    /// Add a log entry by hand
    Log(log::Args),
    /// Show one value that is masked; who saw it is kept
    Reveal(reveal::Args),
}

/// Does it.
///
/// # Errors
/// What the console refuses.
pub async fn run(session: &Session, command: Command, output: &Output) -> Result<Exit, Failure> {
    match command {
        Command::List(args) => list::run(session, args, output).await,
        Command::Show(args) => show::run(session, args, output).await,
        Command::Edit(args) => edit::run(session, args, output).await,
        Command::Simulate(args) => simulate::run(session, args, output).await,
        Command::Reveal(args) => reveal::run(session, args, output).await,
        Command::Log(args) => log::run(session, args, output).await,
        Command::Patch(args) => patch::run(session, args, output).await,
        Command::Assign(args) => assign::run(session, args, output).await,
        Command::Retry(args) => retry::run(session, args, output).await,
        Command::Ignore(args) => act::run(session, act::Action::Ignore, args, output).await,
        Command::Comment(args) => act::run(session, act::Action::Comment, args, output).await,
        Command::MarkManual(args) => act::run(session, act::Action::MarkManual, args, output).await,
        Command::MarkResolved(args) => act::run(session, act::Action::MarkResolved, args, output).await,
    }
}
