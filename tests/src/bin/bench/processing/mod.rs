//! The whole processor: claim, org with its real rules, settle. Beside plain SQLite that writes the same rows, and
//! beside per-job queues.

use std::{error::Error, path::Path};

use crate::{Options, table::Table};

mod floor;
mod peers;
mod site;
mod uploads;

pub(crate) use site::{Cost, Site};

/// What goes wrong in a bench is told as it is.
pub(crate) type Failure = Box<dyn Error>;

/// Transactions that are settled in the small store before anything is measured.
const SMALL: usize = 100_000;
/// Transactions of one measurement.
pub(crate) const RUN: usize = 30_000;
/// Measurements of each kind; the one in the middle counts.
const RUNS: usize = 3;
/// Transactions that plain SQLite writes.
const FLOOR: usize = 10_000;

/// Adds the rows of the processor to the table.
pub(crate) async fn measure(options: &Options, table: &mut Table) -> Result<(), Failure> {
    let small_folder = options.folder.join("processed");
    let _ = std::fs::remove_dir_all(&small_folder);
    std::fs::create_dir_all(&small_folder)?;
    let small_place = small_folder.join("queue");
    let [small, small_going_on] = settled_cost(&small_place, SMALL).await?;
    let floor = floor::rate(&small_place, FLOOR).await?;
    let what = "process: transactions of 3 items, 1,000 users";
    table.rate(what, "transactions", small.rate, floor, "at least 15,000");
    table.note(
        "process: processor time of a transaction",
        &format!("{:.1} us", small.cpu),
        "",
    );
    peers::compare(&options.scratch, small.rate, table)?;

    let large_place = options.scratch.join("settled");
    let [large, large_going_on] = settled_cost(&large_place, options.settled).await?;
    growth("just opened", options.settled, small, large, table);
    growth("going on", options.settled, small_going_on, large_going_on, table);
    std::fs::remove_dir_all(small_folder)?;
    Ok(())
}

/// Settles so many transactions, and measures what the next ones cost: with a store that was just opened, and while it
/// stays open.
async fn settled_cost(place: &Path, settled: usize) -> Result<[Cost; 2], Failure> {
    let site = Site::open(place).await?;
    site.settle(settled).await?;
    site.close().await;
    let (mut opened, mut going_on) = (Vec::with_capacity(RUNS), Vec::with_capacity(RUNS));
    for _ in 0..RUNS {
        let [first, then] = Site::measure(place, RUN).await?;
        opened.push(first);
        going_on.push(then);
    }
    Ok([opened, going_on].map(|mut costs| {
        costs.sort_by(|a, b| a.rate.total_cmp(&b.rate));
        costs[RUNS / 2]
    }))
}

fn growth(when: &str, settled: usize, small: Cost, large: Cost, table: &mut Table) {
    table.compare(
        &format!("process, {when}: with {settled} settled, beside {SMALL} settled"),
        [
            format!("{:.0} transactions/s", large.rate),
            format!("{:.0} transactions/s", small.rate),
            format!("{:.2}", large.rate / small.rate),
        ],
        "at least 0.83",
    );
    table.compare(
        &format!("process, {when}: its processor time of a transaction"),
        [
            format!("{:.1} us", large.cpu),
            format!("{:.1} us", small.cpu),
            format!("{:.2}", large.cpu / small.cpu),
        ],
        "at most 1.20",
    );
}
