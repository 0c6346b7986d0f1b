//! The real program over small stores: every command, its exit codes, its JSON, and what it says to bad input.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may end with a panic that says what was wrong"
)]

mod bulk;
mod edit;
mod errors;
mod files;
mod hostile;
mod interrupt;
mod query;
mod queue;
mod report;
mod sample;
mod schedules;
mod settings;
mod support;
mod usage;
mod watch;
