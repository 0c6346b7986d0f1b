//! Pages of the list, text search, and what the Overview and the error groups are made of.

use std::error::Error;

use chrono::SecondsFormat;
use model::{Status, Timestamp, timestamp};
use store::{SortBy, Store, TransactionFilter, TransactionSort};

use crate::{measure, plain::Rows, rows, table::Table};

/// Rows on a page of the window.
pub(crate) const PAGE: usize = 100;
/// Pages measured for each filter and sort: the first and the next ones.
const PAGES: usize = 40;

/// First and next pages for each filter, in each sort; beside the first page of the plain file.
pub(crate) async fn pages(store: &Store, plain: &mut Rows, table: &mut Table) -> Result<(), Box<dyn Error>> {
    for case in cases() {
        for by in SortBy::ALL {
            let floor = plain.page(&case.plain, by, PAGE).await?;
            for descending in [true, false] {
                let sort = TransactionSort { by, descending };
                let times = walk(store, &case.filter, sort).await?;
                let direction = if descending { "newest" } else { "oldest" };
                let name = &case.name;
                table.times(
                    &format!("page: {name}, {by:?} {direction} first"),
                    times,
                    descending.then_some(floor),
                    "p95 under 20 ms",
                );
            }
        }
    }
    Ok(())
}

/// What the Overview and the error groups are made of.
pub(crate) async fn summaries(store: &Store, table: &mut Table) -> Result<(), Box<dyn Error>> {
    let (mut overviews, mut groups) = (Vec::new(), Vec::new());
    for _ in 0..PAGES {
        let began = std::time::Instant::now();
        store.overview().await?;
        overviews.push(began.elapsed());
        let began = std::time::Instant::now();
        store.error_groups().await?;
        groups.push(began.elapsed());
    }
    table.times("overview", measure::of(overviews), None, "p95 under 150 ms");
    table.times("error groups", measure::of(groups), None, "p95 under 50 ms");
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

/// A filter of one kind, and what a plain file is asked for the same.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) filter: TransactionFilter,
    plain: String,
}

impl Case {
    fn new(name: impl Into<String>, filter: TransactionFilter, plain: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            filter,
            plain: plain.into(),
        }
    }
}

/// One filter each of every kind, frequent and rare.
pub(crate) fn cases() -> Vec<Case> {
    let none = TransactionFilter::default;
    let user = rows::user_id(17);
    let (from, to) = (timestamp(1_752_000_000_000), timestamp(1_752_086_400_000));
    let (month_from, month_to) = (timestamp(1_750_500_000_000), timestamp(1_753_092_000_000));
    let within = |from: Timestamp, to: Timestamp| {
        let text = |moment: Timestamp| moment.to_rfc3339_opts(SecondsFormat::Secs, true);
        format!(
            "OfflineTimestamp >= '{}' AND OfflineTimestamp < '{}'",
            text(from),
            text(to)
        )
    };
    let items_with = |condition: &str| {
        format!("Id IN (SELECT DeviceSyncTransactionId FROM DeviceSyncTransactionRecord WHERE {condition})")
    };
    let mut cases = vec![
        Case::new("all", none(), "true"),
        Case::new(
            "user",
            TransactionFilter {
                owner_id: Some(user.as_str().into()),
                ..none()
            },
            format!("OwnerId = '{user}'"),
        ),
        Case::new(
            "name",
            TransactionFilter {
                name: Some("DST-00000004".into()),
                ..none()
            },
            "Name LIKE 'DST-00000004%'",
        ),
        Case::new(
            "record Id",
            TransactionFilter {
                record_id: Some("device-4711-1".into()),
                ..none()
            },
            items_with("RecordIdentifier = 'device-4711-1'"),
        ),
        Case::new(
            "period of a day",
            TransactionFilter {
                from: Some(from),
                to: Some(to),
                ..none()
            },
            within(from, to),
        ),
        Case::new(
            "period of 30 days",
            TransactionFilter {
                from: Some(month_from),
                to: Some(month_to),
                ..none()
            },
            within(month_from, month_to),
        ),
        Case::new(
            "needs attention",
            TransactionFilter {
                statuses: vec![Status::Failed, Status::Manual],
                ..none()
            },
            "Status IN ('Failed', 'Manual')",
        ),
        Case::new(
            "text",
            TransactionFilter {
                text: Some("city17".into()),
                ..none()
            },
            items_with("FieldValues LIKE '%city17\"%'"),
        ),
    ];
    for status in [Status::Success, Status::Failed, Status::New, Status::Manual] {
        let filter = TransactionFilter {
            statuses: vec![status],
            ..none()
        };
        cases.push(Case::new(
            format!("status {status}"),
            filter,
            format!("Status = '{status}'"),
        ));
    }
    for object in ["Visit", "ProviderVisit", "ProviderActivityGoal", "Account"] {
        let filter = TransactionFilter {
            object_name: Some(object.into()),
            ..none()
        };
        let plain = items_with(&format!("ObjectName = '{object}'"));
        cases.push(Case::new(format!("object {object}"), filter, plain));
    }
    for error in rows::ERRORS {
        let filter = TransactionFilter {
            error_code: Some(error.into()),
            ..none()
        };
        let plain = format!(
            "Id IN (SELECT DeviceSyncTransactionId FROM DeviceSyncTransactionLog WHERE ExceptionCode = '{error}')"
        );
        cases.push(Case::new(format!("error {error}"), filter, plain));
    }
    cases.extend(queries());
    cases
}

/// Queries of every shape: what is narrow by itself, alternatives, and what must be looked at.
fn queries() -> impl Iterator<Item = Case> {
    let city = "Id IN (SELECT DeviceSyncTransactionId FROM DeviceSyncTransactionRecord \
                WHERE FieldValues LIKE '%city17\"%' OR FieldValues LIKE '%tag42\"%')";
    [
        ("device:IPAD-0017", "DeviceIdentifier = 'IPAD-0017'"),
        (
            "device:IPAD-0017 or device:IPAD-0018",
            "DeviceIdentifier IN ('IPAD-0017', 'IPAD-0018')",
        ),
        (
            "status:failed attempts>=3 -error:DUPLICATE_VALUE",
            "Status = 'Failed' AND NumberOfFailedAttempts >= 3 AND Id NOT IN (SELECT DeviceSyncTransactionId \
             FROM DeviceSyncTransactionLog WHERE ExceptionCode = 'DUPLICATE_VALUE')",
        ),
        ("-status:success", "Status <> 'Success'"),
        ("city17 or tag42", city),
    ]
    .into_iter()
    .map(|(query, plain)| {
        let filter = TransactionFilter {
            query: Some(query.to_owned()),
            ..TransactionFilter::default()
        };
        Case::new(format!("query {query}"), filter, plain)
    })
}

/// Searches for words that many, some, few and no rows have.
pub(crate) async fn search(store: &Store, table: &mut Table) -> Result<(), Box<dyn Error>> {
    for Case { name, filter, .. } in searches() {
        let filter = &filter;
        let times = measure::percentiles(PAGES, |_| async move {
            store
                .page(filter, TransactionSort::default(), None, PAGE)
                .await
                .map(|_| ())
        })
        .await?;
        table.times(&name, times, None, "p95 under 100 ms");
    }
    Ok(())
}

/// A search for each kind of word.
pub(crate) fn searches() -> impl Iterator<Item = Case> {
    [
        ("a word in every item", "product"),
        ("a word in 1 of 4,000 items", "city17"),
        ("a word in 1 of 50,000 items", "tag42"),
        ("two words", "completed city99"),
        ("a word of an error", "refused"),
        ("a word that is nowhere", "unheardof"),
    ]
    .into_iter()
    .map(|(name, text)| {
        let filter = TransactionFilter {
            text: Some(text.to_owned()),
            ..TransactionFilter::default()
        };
        Case::new(format!("search: {name}"), filter, "")
    })
}
