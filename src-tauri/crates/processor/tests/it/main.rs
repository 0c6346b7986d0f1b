//! The Sync Processor over a real store and a real local org.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests say so by failing"
)]

mod faults;
mod poison;
mod runs;
mod sample;
mod schedule;
mod service;
mod settings;
mod simulate;
mod support;
