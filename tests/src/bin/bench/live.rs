//! What an admin looks at while the processor settles as fast as it can: the same pages, searches, groups and Overview,
//! of the same store, asked for one after the other without a pause. And what settling costs in so large a store.

use std::{
    cell::Cell,
    path::Path,
    time::{Duration, Instant},
};

use store::{SortBy, Store, StoreError, TransactionSort};

use crate::{
    lists::{self, Case, PAGE},
    measure,
    processing::{Failure, RUN, Site},
    table::Table,
};

/// Transactions that are settled while somebody looks.
const SETTLED_MEANWHILE: usize = 100_000;

/// Uploads to the store `<place>.syncstore`, and processes; first alone, then while somebody looks.
pub(crate) async fn measure(place: &Path, table: &mut Table) -> Result<(), Failure> {
    let site = Site::open(place).await?;
    // What was New in the store before is tried first: its users are unknown to the org.
    site.process(0).await?;
    site.close().await;
    let [alone, _] = Site::measure(place, RUN).await?;
    let site = Site::open(place).await?;
    site.upload(SETTLED_MEANWHILE).await?;
    let is_over = Cell::new(false);
    let process = async {
        let began = Instant::now();
        let processed = site.process(SETTLED_MEANWHILE).await;
        is_over.set(true);
        processed.map(|()| began.elapsed())
    };
    let (took, looks) = tokio::join!(process, Looks::until(&is_over, site.store()));
    let (took, looks) = (took?, looks?);
    site.close().await;
    let rate = SETTLED_MEANWHILE as f64 / took.as_secs_f64();
    let name = |name: &str| format!("process: in this store, {name}");
    table.note(
        &name("alone"),
        &format!("{:.0} transactions/s, {:.1} us", alone.rate, alone.cpu),
        "",
    );
    table.note(
        &name("while somebody looks without a pause"),
        &format!("{rate:.0} transactions/s"),
        "",
    );
    looks.tell(table);
    Ok(())
}

/// How long each look took.
#[derive(Default)]
struct Looks {
    pages: Vec<Duration>,
    searches: Vec<Duration>,
    groups: Vec<Duration>,
    overviews: Vec<Duration>,
}

impl Looks {
    /// Looks at everything again and again.
    async fn until(is_over: &Cell<bool>, store: &Store) -> Result<Self, StoreError> {
        let mut looks = Self::default();
        let (lists, searches) = (lists::cases(), lists::searches().collect::<Vec<_>>());
        'around: loop {
            for by in SortBy::ALL {
                for descending in [true, false] {
                    let sort = TransactionSort { by, descending };
                    for case in &lists {
                        // Between any two looks others have their turn, as between the calls of a window.
                        tokio::task::yield_now().await;
                        if is_over.get() {
                            break 'around;
                        }
                        let times = match &case.filter {
                            filter if filter.text.is_some() || filter.query.is_some() => &mut looks.searches,
                            _ => &mut looks.pages,
                        };
                        times.push(first_page(store, case, sort).await?);
                    }
                    let began = Instant::now();
                    store.error_groups().await?;
                    looks.groups.push(began.elapsed());
                    let began = Instant::now();
                    store.overview().await?;
                    looks.overviews.push(began.elapsed());
                }
            }
            for case in &searches {
                let sort = TransactionSort::default();
                looks.searches.push(first_page(store, case, sort).await?);
            }
        }
        Ok(looks)
    }

    fn tell(self, table: &mut Table) {
        for (name, durations, goal) in [
            ("pages", self.pages, "p95 under 30 ms"),
            ("queries and searches", self.searches, "p95 under 150 ms"),
            ("error groups", self.groups, "p95 under 50 ms"),
            ("overview", self.overviews, "p95 under 150 ms"),
        ] {
            let what = format!("while it settles: {name}, {} times", durations.len());
            table.times(&what, measure::of(durations), None, goal);
        }
    }
}

async fn first_page(store: &Store, case: &Case, sort: TransactionSort) -> Result<Duration, StoreError> {
    let began = Instant::now();
    store.page(&case.filter, sort, None, PAGE).await?;
    Ok(began.elapsed())
}
