//! Queries: random ones find exactly what a plain evaluation of each transaction finds, on pages in every sort order;
//! and a filter and its query are one thing seen twice.

mod filled;
mod random;
mod reference;

use std::cell::Cell;

use model::{Status, timestamp};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use query::Expr;
use store::{Cursor, FilterCount, SortBy, StoreError, TransactionDetail, TransactionFilter, TransactionSort};

use crate::{
    engine::{Fixture, START},
    query::{filled::filled, reference::meets},
};

/// Every transaction, in order of arrival.
async fn everything(f: &Fixture) -> Vec<TransactionDetail> {
    let all = f
        .store
        .transactions_after(&TransactionFilter::default(), 0, 1000)
        .await
        .unwrap();
    let mut details = Vec::new();
    for (_, row) in all {
        details.push(f.store.transaction(&row.id).await.unwrap().unwrap());
    }
    details
}

/// The names of what a filter finds, page after page.
async fn found(f: &Fixture, filter: &TransactionFilter, sort: TransactionSort, size: usize) -> Vec<String> {
    let mut names = Vec::new();
    let mut cursor: Option<Cursor> = None;
    loop {
        let page = f.store.page(filter, sort, cursor.as_ref(), size).await.unwrap();
        names.extend(page.rows.into_iter().map(|row| row.name));
        match page.next {
            Some(next) => cursor = Some(next),
            None => return names,
        }
    }
}

/// The names of what a plain evaluation finds, in order of arrival.
fn expected(query: &Expr, all: &[TransactionDetail]) -> Vec<String> {
    let now = timestamp(START);
    let meeting = all.iter().filter(|detail| meets(query, detail, now));
    meeting.map(|detail| detail.transaction.name.clone()).collect()
}

fn in_order(names: Vec<String>, all: &[TransactionDetail], sort: TransactionSort) -> Vec<String> {
    let mut rows: Vec<_> = all
        .iter()
        .enumerate()
        .filter(|(_, detail)| names.contains(&detail.transaction.name))
        .map(|(arrival, detail)| {
            let value = match sort.by {
                SortBy::Received => timestamp(0),
                SortBy::OfflineTimestamp => detail.transaction.offline_timestamp,
                SortBy::LastModified => detail.transaction.last_modified_date,
            };
            (value, arrival, detail.transaction.name.clone())
        })
        .collect();
    rows.sort();
    if sort.descending {
        rows.reverse();
    }
    rows.into_iter().map(|(.., name)| name).collect()
}

#[test]
fn random_queries_find_what_a_plain_evaluation_finds() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let (f, all) = runtime.block_on(async {
        let f = filled().await;
        let all = everything(&f).await;
        (f, all)
    });
    let config = Config {
        cases: 400,
        failure_persistence: None,
        ..Config::default()
    };
    let seed = TestRng::from_seed(RngAlgorithm::ChaCha, &[5; 32]);
    let telling = Cell::new(0);
    TestRunner::new_with_rng(config, seed)
        .run(
            &(random::queries(), random::sorts(), 1..40_usize),
            |(query, sort, size)| {
                let names = expected(&query, &all);
                let tells = !names.is_empty() && names.len() < all.len();
                telling.set(telling.get() + u32::from(tells));
                let whole = TransactionFilter {
                    query: Some(query.to_string()),
                    ..Default::default()
                };
                let read = TransactionFilter::read(&query.to_string()).unwrap();
                for filter in [&whole, &read] {
                    let count = runtime.block_on(f.store.count(filter, 1000)).unwrap();
                    let all_of_them = FilterCount {
                        count: names.len() as i64,
                        more: false,
                    };
                    assert_eq!(count, all_of_them, "{query}");
                    let found = runtime.block_on(found(&f, filter, sort, size));
                    assert_eq!(
                        found,
                        in_order(names.clone(), &all, sort),
                        "{query} {filter:?} {sort:?}"
                    );
                }
                Ok(())
            },
        )
        .unwrap();
    assert!(telling.get() > 200, "most queries find some and not all");
}

#[test]
fn a_filter_and_its_query_mean_each_other() {
    let config = Config {
        cases: 500,
        failure_persistence: None,
        ..Config::default()
    };
    let seed = TestRng::from_seed(RngAlgorithm::ChaCha, &[6; 32]);
    TestRunner::new_with_rng(config, seed)
        .run(&random::queries(), |query| {
            let filter = TransactionFilter::read(&query.to_string()).unwrap();
            let written = filter.to_query().unwrap();
            assert_eq!(
                TransactionFilter::read(&written.to_string()).unwrap(),
                filter,
                "{query}"
            );
            // Only the order of conditions may differ.
            let mut parts = [query.conjuncts(), written.conjuncts()];
            for parts in &mut parts {
                parts.sort_by_key(ToString::to_string);
            }
            assert_eq!(parts[0].len(), parts[1].len());
            Ok(())
        })
        .unwrap();
}

#[test]
fn what_fields_can_say_goes_into_them() {
    let text = "attempts>=3 lost* \"signature missing\" status:failed,retry object:Visit error:not_found \
                after:2026-11-01 before:3d user:005000000000001AAA name:42 record:dev-1 -is:stuck status:failed";
    let filter = TransactionFilter::read(text).unwrap();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        filter,
        TransactionFilter {
            statuses: vec![Status::Failed, Status::Retry],
            name: some("42"),
            record_id: some("dev-1"),
            from: Some("2026-11-01T00:00:00Z".parse().unwrap()),
            to: None,
            owner_id: some("005000000000001AAA"),
            object_name: some("Visit"),
            error_group: None,
            error_code: some("NOT_FOUND"),
            text: some("lost* \"signature missing\""),
            query: some("attempts>=3 before:3d -is:stuck status:failed"),
        }
    );
    assert_eq!(
        filter.to_query().unwrap().to_string(),
        "status:failed,retry object:Visit error:NOT_FOUND user:005000000000001AAA after:2026-11-01 name:42 \
         record:dev-1 lost* \"signature missing\" attempts>=3 before:3d -is:stuck status:failed"
    );
}

#[test]
fn what_fields_cannot_say_stays_a_query() {
    for (text, query) in [
        ("user:\"Ann Lee\"", Some("user:\"Ann Lee\"")),
        ("object:Visit,Account", Some("object:Visit,Account")),
        ("error:APEX*", Some("error:APEX*")),
        ("status:failed or app:5", Some("status:failed or app:5")),
        ("\"row lo\"* lock", Some("\"row lo\"* lock")),
        ("name:\" 42\"", Some("name:\" 42\"")),
        ("status:failed", None),
        ("", None),
    ] {
        let filter = TransactionFilter::read(text).unwrap();
        assert_eq!(filter.query.as_deref(), query, "{text}");
        assert_eq!(filter.to_query().unwrap().to_string(), text, "{text}");
    }
}

#[test]
fn free_text_of_a_filter_is_written_as_words() {
    for (text, query) in [
        ("row lock", "row lock"),
        ("status:failed or", "\"status:failed\" \"or\""),
        ("un\"finished - x*", "un \"finished - x*\""),
        ("a-b* ***", "a-b*"),
        // It finds nothing, and the query says that there is nothing to find.
        ("***", "*"),
    ] {
        let filter = TransactionFilter {
            text: Some(text.into()),
            ..Default::default()
        };
        let written = filter.to_query().unwrap().to_string();
        assert_eq!(written, query, "{text}");
    }
}

#[tokio::test]
async fn a_wrong_query_is_refused_with_the_place() {
    let f = filled().await;
    let filter = TransactionFilter {
        query: Some("app:5 stauts:failed".into()),
        ..Default::default()
    };
    let sort = TransactionSort::default();
    for error in [
        f.store.page(&filter, sort, None, 10).await.unwrap_err(),
        f.store.count(&filter, 10).await.unwrap_err(),
        f.store.transactions_after(&filter, 0, 10).await.unwrap_err(),
        f.store.queue_places(&filter, 0, 10).await.unwrap_err(),
    ] {
        let StoreError::Query(error) = error else {
            panic!("{error}")
        };
        assert_eq!(
            (error.problems[0].span.start, error.problems[0].span.end),
            (6, 12)
        );
    }
}

#[tokio::test]
async fn error_groups_are_found_by_their_numbers() {
    let f = filled().await;
    let groups = f.store.error_groups().await.unwrap();
    let [first, second, ..] = groups.as_slice() else {
        panic!("{groups:?}")
    };
    let count = async |text: String| {
        let filter = TransactionFilter::read(&text).unwrap();
        f.store.count(&filter, 1000).await.unwrap().count
    };
    assert_eq!(count(format!("group:{}", first.id)).await, first.transactions);
    let both = first.transactions + second.transactions;
    assert_eq!(count(format!("group:{},{}", first.id, second.id)).await, both);
    assert_eq!(
        count(format!("app:none or group:{}", first.id)).await,
        first.transactions
    );
    assert_eq!(count("group:1".into()).await, 0);
}

#[tokio::test]
async fn ages_are_counted_back_from_the_moment_of_the_query() {
    let f = filled().await;
    let filter = TransactionFilter::read("received-after:1h").unwrap();
    let now = f.store.count(&filter, 1000).await.unwrap().count;
    assert!(now > 0);
    f.clock.advance(chrono::Duration::hours(2));
    assert_eq!(f.store.count(&filter, 1000).await.unwrap().count, 0);
}
