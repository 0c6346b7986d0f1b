//! Timing.

use std::{
    future::Future,
    time::{Duration, Instant},
};

/// Runs `work` so often, and answers p50 and p95 in milliseconds.
pub(crate) async fn percentiles<Work, Running, Failure>(
    times: usize,
    mut work: Work,
) -> Result<(f64, f64), Failure>
where
    Work: FnMut(usize) -> Running,
    Running: Future<Output = Result<(), Failure>>,
{
    let mut durations = Vec::with_capacity(times);
    for turn in 0..times {
        let began = Instant::now();
        work(turn).await?;
        durations.push(began.elapsed());
    }
    Ok(of(durations))
}

/// p50 and p95 in milliseconds; of nothing, not a number.
pub(crate) fn of(mut durations: Vec<Duration>) -> (f64, f64) {
    durations.sort();
    let at = |share: usize| {
        let found = durations.get(durations.len().saturating_sub(1) * share / 100);
        found.map_or(f64::NAN, Duration::as_secs_f64) * 1_000.0
    };
    (at(50), at(95))
}

/// Memory of this process in megabytes, as the system counts it.
pub(crate) fn resident_megabytes() -> std::io::Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .unwrap_or_default();
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse().unwrap_or(f64::NAN);
    Ok(kilobytes / 1_024.0)
}

/// Processor time that this process used so far, all threads, user and system, in seconds.
pub(crate) fn cpu_seconds() -> std::io::Result<f64> {
    /// `/proc` counts in hundredths of a second on every system that Rust runs on.
    const TICKS: f64 = 100.0;
    let line = std::fs::read_to_string("/proc/self/stat")?;
    // The name of the program may hold blanks; the fields after it are numbers, from the state (3) on.
    let fields = line.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: f64 = fields
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<f64>().ok())
        .sum();
    Ok(ticks / TICKS)
}
