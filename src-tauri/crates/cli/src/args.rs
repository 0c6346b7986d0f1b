//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::commands::{
    bulk, daemon, errors, export, import, inbox, init, masks, org, people, process, processor, report, runs,
    schedules, settings, transactions, watch,
};

const EXAMPLES: &str = "\
Examples:
  syncadm --store demo.syncstore init --sample
  export SYNCADM_STORE=demo.syncstore
  syncadm status
  syncadm transactions list --status failed --error UNABLE_TO_LOCK_ROW
  syncadm transactions retry DST-0000000042 --reason \"lock released\"
  syncadm process --until-empty

Exit codes:
  0  done
  1  done, but some of it failed, or it was canceled halfway
  2  wrong usage or bad input
  3  not found, or changed by someone else meanwhile
  4  the store or the org cannot be reached";

/// Manages the synchronization of mobile devices: the queue of their transactions, the Sync Processor and the
/// settings.
#[derive(Debug, Parser)]
#[command(name = "syncadm", version, after_help = EXAMPLES, max_term_width = 110)]
pub struct Cli {
    /// The sync store; its org lies beside it
    #[arg(long, env = "SYNCADM_STORE", value_name = "FILE", global = true)]
    pub store: Option<PathBuf>,

    /// Answer in JSON: one document, or one line for each row of a list
    #[arg(long, global = true)]
    pub json: bool,

    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a store, empty or with a sample org and queue
    Init(init::Args),
    /// Read Data Loader files (CSV) into the queue
    Import(import::Args),
    /// Write transactions with their items and log entries to files
    Export(export::Args),
    /// Show the state of the queue
    Status,
    /// Show what a day was like, or write it as a page, a table or a message
    Report(report::Args),
    /// Find transactions, look at them and act on them
    #[command(subcommand, visible_alias = "tx")]
    Transactions(transactions::Command),
    /// Failures of the same kind: what they mean, how many, who looks after them
    #[command(subcommand)]
    Errors(errors::Command),
    /// What was done to many transactions at once, and taking it back
    #[command(subcommand)]
    Bulk(bulk::Command),
    /// Run the Sync Processor over what is queued
    Process(process::Args),
    /// Pause the Sync Processor, or look at its next run
    #[command(subcommand)]
    Processor(processor::Command),
    /// When the Sync Processor runs by itself
    #[command(subcommand)]
    Schedules(schedules::Command),
    /// What the Sync Processor did, run by run
    #[command(subcommand)]
    Runs(runs::Command),
    /// Run schedules and watch until Ctrl-C or SIGTERM, as on a server
    Daemon(daemon::Args),
    /// Show and change Mobile Sync Settings and Sync Processor Settings
    #[command(subcommand)]
    Settings(settings::Command),
    /// What the watch tells of, and when it keeps quiet
    #[command(subcommand)]
    Watch(watch::Command),
    /// What the watch told
    #[command(subcommand)]
    Inbox(inbox::Command),
    /// Which personal data is masked
    #[command(subcommand)]
    Masks(masks::Command),
    /// Which personal data was revealed, to whom and when, newest first
    Reveals(masks::RevealsArgs),
    /// Look at the org that the store belongs to
    #[command(subcommand)]
    Org(org::Command),
    /// Field users
    #[command(subcommand)]
    Users(people::UsersCommand),
    /// Profiles
    #[command(subcommand)]
    Profiles(people::ProfilesCommand),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        use clap::CommandFactory as _;
        Cli::command().debug_assert();
    }
}
