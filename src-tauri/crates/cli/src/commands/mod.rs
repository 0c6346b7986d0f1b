//! One file for each area of the command line.

pub mod bulk;
pub mod daemon;
pub mod errors;
pub mod export;
pub mod import;
pub mod inbox;
pub mod init;
pub mod masks;
pub mod org;
pub mod people;
pub mod process;
pub mod processor;
pub mod report;
pub mod runs;
pub mod schedules;
pub mod settings;
pub mod status;
pub mod transactions;
pub mod watch;

use crate::{
    args::{Cli, Command},
    exit::{Exit, Failure},
    output::Output,
    session::Session,
};

/// Does what the command line says.
///
/// # Errors
/// Why it was not done.
pub async fn run(cli: Cli, output: &Output) -> Result<Exit, Failure> {
    let store = cli.store.as_deref();
    if let Command::Init(args) = cli.command {
        return init::run(store, args, output).await;
    }
    if let Command::Daemon(args) = cli.command {
        return daemon::run(store, args, output).await;
    }
    let session = Session::open(store).await?;
    let outcome = with_store(&session, cli.command, output).await;
    session.close().await;
    outcome
}

async fn with_store(session: &Session, command: Command, output: &Output) -> Result<Exit, Failure> {
    match command {
        Command::Init(_) | Command::Daemon(_) => Ok(Exit::Done),
        Command::Import(args) => import::run(session, args, output).await,
        Command::Export(args) => export::run(session, args, output).await,
        Command::Status => status::run(session, output).await,
        Command::Report(args) => report::run(session, args, output).await,
        Command::Transactions(command) => transactions::run(session, command, output).await,
        Command::Errors(command) => errors::run(session, command, output).await,
        Command::Bulk(command) => bulk::run(session, command, output).await,
        Command::Process(args) => process::run(session, args, output).await,
        Command::Processor(command) => processor::run(session, command, output).await,
        Command::Schedules(command) => schedules::run(session, command, output).await,
        Command::Runs(command) => runs::run(session, command, output).await,
        Command::Settings(command) => settings::run(session, command, output).await,
        Command::Watch(command) => watch::run(session, command, output).await,
        Command::Inbox(command) => inbox::run(session, command, output).await,
        Command::Masks(command) => masks::run(session, command, output).await,
        Command::Reveals(args) => masks::reveals(session, args, output).await,
        Command::Org(command) => org::run(session, command, output).await,
        Command::Users(command) => people::users(session, command, output).await,
        Command::Profiles(command) => people::profiles(session, command, output).await,
    }
}
