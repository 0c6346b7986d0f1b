//! `npm run bench`: what the store does at a million transactions and what the processor does, beside plain SQLite
//! and other job queues doing the same in the same run. The store of the lists is made once and kept under
//! `target/bench`, and grows by what is settled in it; the store with many settled transactions is made once and kept
//! in the scratch folder.

mod bulk;
mod lists;
mod live;
mod measure;
mod plain;
mod processing;
mod queue;
mod rows;
mod table;

use std::{error::Error, path::PathBuf, sync::Arc};

use model::{Clock, SystemClock};
use store::Store;

use crate::table::Table;

/// What the caller wants.
struct Options {
    /// Transactions in the store; three items each.
    transactions: i64,
    /// Where the stores of the lists are kept.
    folder: PathBuf,
    /// Where other job queues are installed and the store with many settled transactions is kept.
    scratch: PathBuf,
    /// Transactions settled in that store.
    settled: usize,
    /// What to measure.
    part: Part,
}

/// A part of the bench.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    All,
    /// Import, pages, search, the same while the processor settles, claim and settle.
    Lists,
    /// The processor.
    Processor,
    /// Actions on many transactions at once.
    Bulk,
}

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(run(options()?))
}

async fn run(options: Options) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(&options.folder)?;
    std::fs::create_dir_all(&options.scratch)?;
    let mut table = Table::default();
    let wanted = |part| options.part == Part::All || options.part == part;
    if wanted(Part::Lists) {
        lists(&options, &mut table).await?;
    }
    if wanted(Part::Bulk) {
        bulk::measure(&options.folder, options.transactions, &mut table).await?;
    }
    if wanted(Part::Processor) {
        processing::measure(&options, &mut table).await?;
    }
    table.print();
    Ok(())
}

async fn lists(options: &Options, table: &mut Table) -> Result<(), Box<dyn Error>> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let place = options.folder.join(format!("bench-{}", options.transactions));
    let path = place.with_extension("syncstore");
    let plain_path = options.folder.join(format!("plain-{}.db", options.transactions));
    if !path.exists() || !plain_path.exists() {
        rows::fill(&path, &plain_path, options.transactions, &clock, table).await?;
    }
    let store = Store::open(&path, clock).await?;
    let mut plain = plain::Rows::open(&plain_path).await?;
    lists::pages(&store, &mut plain, table).await?;
    plain.close().await;
    lists::search(&store, table).await?;
    lists::summaries(&store, table).await?;
    table.note(
        "memory of this process",
        &format!("{:.0} MB", measure::resident_megabytes()?),
        "under 300 MB",
    );
    store.close().await;
    live::measure(&place, table).await?;
    queue::settle(&options.folder, table).await
}

fn options() -> Result<Options, Box<dyn Error>> {
    let mut options = Options {
        transactions: 1_000_000,
        folder: PathBuf::from("target/bench"),
        scratch: PathBuf::from("target/bench/scratch"),
        settled: 500_000,
        part: Part::All,
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let value = arguments
            .next()
            .ok_or_else(|| format!("{argument} needs a value"))?;
        match argument.as_str() {
            "--transactions" => options.transactions = value.parse()?,
            "--folder" => options.folder = PathBuf::from(value),
            "--scratch" => options.scratch = PathBuf::from(value),
            "--settled" => options.settled = value.parse()?,
            "--only" => options.part = part(&value)?,
            _ => return Err(format!("unknown option {argument}; {USAGE}").into()),
        }
    }
    Ok(options)
}

const USAGE: &str = "use --only lists|bulk|processor, --transactions N (in the stores of the lists and of bulk), --settled N (in the \
                     large store of the processor), --folder PATH or --scratch PATH";

fn part(name: &str) -> Result<Part, String> {
    match name {
        "lists" => Ok(Part::Lists),
        "bulk" => Ok(Part::Bulk),
        "processor" => Ok(Part::Processor),
        _ => Err(format!("there is no part {name}; {USAGE}")),
    }
}
