//! How long the tests of faults and histories go on: a short form by default, a long one by environment variables (see
//! `scripts/fault.sh`).

/// The number in this environment variable, or `default`.
///
/// # Panics
/// When the variable holds something else.
pub fn number_of(variable: &str, default: u64) -> u64 {
    match std::env::var(variable) {
        Ok(text) => text
            .parse()
            .unwrap_or_else(|_| panic!("{variable}={text} is no number")),
        Err(_) => default,
    }
}
