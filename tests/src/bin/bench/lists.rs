//! Pages of the list and text search.

use std::error::Error;

use model::{Status, timestamp};
use store::{SortBy, Store, TransactionFilter, TransactionSort};

use crate::{measure, rows, table::Table};

/// Rows on a page of the window.
const PAGE: usize = 100;
/// Pages measured for each filter and sort: the first and the next ones.
const PAGES: usize = 40;

/// First and next pages for each filter, in each sort.
pub(crate) async fn pages(store: &Store, table: &mut Table) -> Result<(), Box<dyn Error>> {
    for (name, filter) in filters() {
        for by in SortBy::ALL {
            for descending in [true, false] {
                let sort = TransactionSort { by, descending };
                let times = walk(store, &filter, sort).await?;
                let direction = if descending { "newest" } else { "oldest" };
                table.times(
                    &format!("page: {name}, {by:?} {direction} first"),
                    times,
                    None,
                    "p95 under 20 ms",
                );
            }
        }
    }
    Ok(())
}

/// Times a walk from the beginning, page by page; a list that ends begins again.
async fn walk(
    store: &Store,
    filter: &TransactionFilter,
    sort: TransactionSort,
) -> Result<(f64, f64), store::StoreError> {
    let mut durations = Vec::with_capacity(PAGES);
    let mut cursor = None;
    for _ in 0..PAGES {
        let began = std::time::Instant::now();
        let page = store.page(filter, sort, cursor.as_ref(), PAGE).await?;
        durations.push(began.elapsed());
        cursor = page.next;
    }
    Ok(measure::of(durations))
}

/// One filter each of every kind, frequent and rare.
fn filters() -> Vec<(String, TransactionFilter)> {
    let none = TransactionFilter::default;
    let mut filters = vec![
        ("all".to_owned(), none()),
        (
            "user".to_owned(),
            TransactionFilter {
                owner_id: Some(rows::user_id(17).into()),
                ..none()
            },
        ),
        (
            "name".to_owned(),
            TransactionFilter {
                name: Some("DST-00000004".into()),
                ..none()
            },
        ),
        (
            "record Id".to_owned(),
            TransactionFilter {
                record_id: Some("device-4711-1".into()),
                ..none()
            },
        ),
        (
            "period of a day".to_owned(),
            TransactionFilter {
                from: Some(timestamp(1_752_000_000_000)),
                to: Some(timestamp(1_752_086_400_000)),
                ..none()
            },
        ),
        (
            "needs attention".to_owned(),
            TransactionFilter {
                statuses: vec![Status::Failed, Status::Manual],
                ..none()
            },
        ),
    ];
    for status in [Status::Success, Status::Failed, Status::New, Status::Manual] {
        filters.push((
            format!("status {status}"),
            TransactionFilter {
                statuses: vec![status],
                ..none()
            },
        ));
    }
    for object in ["Visit", "ProviderVisit", "ProviderActivityGoal", "Account"] {
        filters.push((
            format!("object {object}"),
            TransactionFilter {
                object_name: Some(object.into()),
                ..none()
            },
        ));
    }
    for error in rows::ERRORS {
        filters.push((
            format!("error {error}"),
            TransactionFilter {
                error_code: Some(error.into()),
                ..none()
            },
        ));
    }
    filters
}

/// Searches for words that many, some, few and no rows have.
pub(crate) async fn search(store: &Store, table: &mut Table) -> Result<(), Box<dyn Error>> {
    for (name, text) in [
        ("a word in every item", "product".to_owned()),
        ("a word in 750 items", "city17".to_owned()),
        ("a word in 60 items", "tag42".to_owned()),
        ("two words", "completed city99".to_owned()),
        ("a word of an error", "refused".to_owned()),
        ("a word that is nowhere", "unheardof".to_owned()),
    ] {
        let filter = TransactionFilter {
            text: Some(text),
            ..TransactionFilter::default()
        };
        let filter = &filter;
        let times = measure::percentiles(PAGES, |_| async move {
            store
                .page(filter, TransactionSort::default(), None, PAGE)
                .await
                .map(|_| ())
        })
        .await?;
        table.times(&format!("search: {name}"), times, None, "p95 under 100 ms");
    }
    Ok(())
}
