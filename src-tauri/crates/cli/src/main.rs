//! `syncadm`: the commands of the Synchronization Admin Console for scripts and terminals. It parses arguments, calls
//! the console and shows the answer.
//!
//! It must not know the store or the org, and decides nothing: whatever it does, the window can do by the same
//! command.

mod args;
mod commands;
mod exit;
mod job;
mod output;
mod session;

use std::process::ExitCode;

use clap::Parser as _;

use crate::{args::Cli, exit::Failure, output::Output};

fn main() -> ExitCode {
    let cli = Cli::parse();
    log_to_stderr();
    let output = Output::new(cli.json);
    let outcome = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(Failure::Start)
        .and_then(|runtime| runtime.block_on(commands::run(cli, &output)));
    match outcome {
        Ok(exit) => exit.into(),
        Err(failure) => {
            failure.tell();
            failure.exit().into()
        }
    }
}

/// What the program does inside goes to stderr, when asked for: `SYNCADM_LOG=debug`.
fn log_to_stderr() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("SYNCADM_LOG").unwrap_or_else(|_| "off".into());
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}
