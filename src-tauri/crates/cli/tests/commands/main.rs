//! The real program over small stores: every command, its exit codes, its JSON, and what it says to bad input.

mod edit;
mod files;
mod queue;
mod sample;
mod settings;
mod support;
mod usage;
