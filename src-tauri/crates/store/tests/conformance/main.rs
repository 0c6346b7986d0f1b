//! What every engine of the store must do, whatever it stores in. An engine takes part by making empty stores
//! ([`engine::Engine`]); the tests know nothing of files or SQL.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what tests share may fail as tests do"
)]

mod admin;
mod bulk;
mod claim;
mod concurrency;
mod decisions;
mod dependencies;
mod detail;
mod devices;
mod edit;
mod engine;
mod error_groups;
mod explain;
mod forecast;
mod graph;
mod import;
mod list;
mod masks;
mod model_check;
mod overview;
mod pause;
mod people;
mod query;
mod real_time;
mod receive;
mod runs;
mod sample;
mod saved_reports;
mod schedules;
mod search;
mod settings;
mod settle;
mod simulation;
mod suspects;
mod watch;
