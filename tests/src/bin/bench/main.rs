//! `npm run bench`: what the store does at a million transactions, beside plain SQLite doing the same in the same
//! run. The store is made once and kept under `target/bench`.

mod lists;
mod measure;
mod plain;
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
    /// Where stores are kept.
    folder: PathBuf,
}

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(run(options()?))
}

async fn run(options: Options) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(&options.folder)?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let path = options
        .folder
        .join(format!("bench-{}.syncstore", options.transactions));
    let mut table = Table::default();

    let plain_path = options.folder.join(format!("plain-{}.db", options.transactions));
    if !path.exists() || !plain_path.exists() {
        rows::fill(&path, &plain_path, options.transactions, &clock, &mut table).await?;
    }
    let store = Store::open(&path, clock).await?;
    let mut plain = plain::Rows::open(&plain_path).await?;
    lists::pages(&store, &mut plain, &mut table).await?;
    plain.close().await;
    lists::search(&store, &mut table).await?;
    table.note(
        "memory of this process",
        &format!("{:.0} MB", measure::resident_megabytes()?),
        "under 300 MB",
    );
    store.close().await;
    queue::settle(&options.folder, &mut table).await?;
    table.print();
    Ok(())
}

fn options() -> Result<Options, Box<dyn Error>> {
    let mut options = Options {
        transactions: 1_000_000,
        folder: PathBuf::from("target/bench"),
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let value = arguments
            .next()
            .ok_or_else(|| format!("{argument} needs a value"))?;
        match argument.as_str() {
            "--transactions" => options.transactions = value.parse()?,
            "--folder" => options.folder = PathBuf::from(value),
            _ => {
                return Err(
                    format!("unknown option {argument}; use --transactions N or --folder PATH").into(),
                );
            }
        }
    }
    Ok(options)
}
