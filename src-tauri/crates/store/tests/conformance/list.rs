//! Pages and counts: in every sort order, with every filter, exactly what a plain walk over everything gives.

use std::collections::BTreeMap;

use model::{ItemStatus, Status, Timestamp, User, timestamp};
use store::{
    Cursor, FilterCount, SortBy, StoreError, TransactionFilter, TransactionPage, TransactionRow,
    TransactionSort,
};

use crate::{
    engine::{Fixture, START, fixture},
    sample::{item, transaction},
};

const HOUR: i64 = 3_600_000;

/// 400 transactions that differ in everything a list filters and sorts by, many of them equal in one thing.
async fn filled() -> Fixture {
    let f = fixture().await;
    let (mut rows, mut items, mut logs) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..400_i64 {
        let mut row = transaction(f.transaction_id(), &format!("dev-{number}"));
        row.name = format!("DST-{:010}", 1000 + number);
        row.status = Status::ALL[(number % 13 % 8) as usize];
        row.owner_id = format!("owner-{}", number % 7);
        // Days that overlap, in an order of their own, and equal moments.
        row.offline_timestamp = timestamp(START + (number * 37 % 100) / 3 * 7 * HOUR - 300 * HOUR);
        row.last_modified_date = timestamp(START + number * 53 % 40 * HOUR);
        row.is_with_signed_item = number % 2 == 0;
        for position in 0..number % 3 + 1 {
            let mut item = item(f.item_id(), &row.id);
            item.object_name =
                ["Visit", "Account", "Inquiry", "Product2"][((number + position) % 4) as usize].into();
            item.record_identifier = Some(format!("rec-{}", (number + position) % 50));
            item.related_record_id = (number % 20 == 0).then(|| "001000000000007AAA".into());
            let words = ["alpha", "beta", "gamma", "delta"][(number % 4) as usize];
            item.field_values = Some(format!("{{\"Note\":\"{words} number{number}\"}}"));
            item.status = ItemStatus::Ready;
            items.push(item);
        }
        if row.status == Status::Failed || row.status == Status::Retry {
            let code = ["NOT_FOUND", "DUPLICATE_VALUE"][(number % 2) as usize];
            logs.push(f.log(&row.id, code, "went wrong"));
        }
        rows.push(row);
    }
    f.store.import_transactions(rows).await.unwrap();
    f.store.import_items(items).await.unwrap();
    f.store.import_log_entries(logs).await.unwrap();
    f
}

fn filters() -> Vec<TransactionFilter> {
    let some = |text: &str| Some(text.to_owned());
    let none = TransactionFilter::default;
    let at = |hours: i64| Some(timestamp(START + hours * HOUR));
    vec![
        none(),
        TransactionFilter {
            statuses: vec![Status::Failed],
            ..none()
        },
        TransactionFilter {
            statuses: vec![Status::New, Status::Failed, Status::New],
            ..none()
        },
        TransactionFilter {
            owner_id: some("owner-3"),
            ..none()
        },
        TransactionFilter {
            object_name: some("Account"),
            ..none()
        },
        TransactionFilter {
            error_code: some("NOT_FOUND"),
            ..none()
        },
        TransactionFilter {
            from: at(-200),
            ..none()
        },
        TransactionFilter {
            to: at(-200),
            ..none()
        },
        TransactionFilter {
            from: at(-250),
            to: at(-100),
            ..none()
        },
        TransactionFilter {
            name: some("dst-00000011"),
            ..none()
        },
        TransactionFilter {
            name: some("1042"),
            ..none()
        },
        TransactionFilter {
            record_id: some("rec-7"),
            ..none()
        },
        TransactionFilter {
            record_id: some("001000000000007"),
            ..none()
        },
        TransactionFilter {
            text: some("alpha"),
            ..none()
        },
        TransactionFilter {
            text: some("number1* BETA"),
            ..none()
        },
        TransactionFilter {
            text: some("\"went wrong\""),
            ..none()
        },
        TransactionFilter {
            statuses: vec![Status::Success],
            owner_id: some("owner-1"),
            ..none()
        },
        TransactionFilter {
            from: at(-250),
            object_name: some("Visit"),
            text: some("gamma"),
            ..none()
        },
        TransactionFilter {
            statuses: vec![Status::Failed, Status::Retry],
            error_code: some("NOT_FOUND"),
            from: at(-290),
            to: at(-50),
            ..none()
        },
        TransactionFilter {
            owner_id: some("nobody"),
            ..none()
        },
        TransactionFilter {
            text: some("nothing such"),
            ..none()
        },
        TransactionFilter {
            record_id: some("rec"),
            ..none()
        },
    ]
}

/// Whether a transaction meets a filter, judged by what its detail shows.
fn meets(filter: &TransactionFilter, detail: &store::TransactionDetail) -> bool {
    let t = &detail.transaction;
    let item_has = |wanted: &str| {
        let wanted = wanted
            .parse::<model::RecordId>()
            .map_or_else(|_| wanted.to_owned(), String::from);
        detail.items.iter().any(|item| {
            [
                &item.record_identifier,
                &item.processed_record_identifier,
                &item.related_record_id,
            ]
            .into_iter()
            .any(|id| id.as_deref() == Some(wanted.as_str()))
        })
    };
    let texts: Vec<String> = detail
        .items
        .iter()
        .filter_map(|item| item.field_values.clone())
        .chain(
            detail
                .log_entries
                .iter()
                .filter_map(|entry| entry.exception_log.clone()),
        )
        .map(|text| text.to_lowercase())
        .collect();
    let has_words = |typed: &str| {
        let typed = typed.to_lowercase().replace('"', "");
        texts.iter().any(|text| {
            let mut tokens = text.split(|c: char| !c.is_alphanumeric());
            typed.split(' ').all(|word| match word.strip_suffix('*') {
                Some(start) => tokens.clone().any(|token| token.starts_with(start)),
                None => {
                    tokens.any(|token| token == word)
                        || text.split(|c: char| !c.is_alphanumeric()).any(|t| t == word)
                }
            })
        })
    };
    let name = |typed: &str| match typed.parse::<i64>() {
        Ok(number) => t.name == format!("DST-{number:010}"),
        Err(_) => t.name.starts_with(&typed.to_uppercase()),
    };
    (filter.statuses.is_empty() || filter.statuses.contains(&t.status))
        && filter.owner_id.as_ref().is_none_or(|owner| *owner == t.owner_id)
        && filter
            .object_name
            .as_ref()
            .is_none_or(|object| detail.items.iter().any(|i| i.object_name == *object))
        && filter
            .error_code
            .as_ref()
            .is_none_or(|code| detail.error_code.as_ref().map(|c| c.as_str()) == Some(code))
        && filter.from.is_none_or(|from| t.offline_timestamp >= from)
        && filter.to.is_none_or(|to| t.offline_timestamp < to)
        && filter.name.as_deref().is_none_or(name)
        && filter.record_id.as_deref().is_none_or(item_has)
        && filter.text.as_deref().is_none_or(has_words)
}

/// Every page of a list, one after the other.
async fn all_pages(
    f: &Fixture,
    filter: &TransactionFilter,
    sort: TransactionSort,
    size: usize,
) -> Vec<TransactionRow> {
    let mut rows = Vec::new();
    let mut cursor: Option<Cursor> = None;
    loop {
        let TransactionPage { rows: page, next } =
            f.store.page(filter, sort, cursor.as_ref(), size).await.unwrap();
        assert!(page.len() <= size);
        assert!(next.is_none() || page.len() == size);
        rows.extend(page);
        match next {
            // A cursor survives being sent as text.
            Some(next) => cursor = Some(next.to_string().parse().unwrap()),
            None => return rows,
        }
    }
}

#[tokio::test]
async fn every_sort_and_filter_gives_what_a_plain_walk_gives() {
    let f = filled().await;
    let mut everything = Vec::new();
    for (arrival, row) in f
        .store
        .transactions_after(&TransactionFilter::default(), 0, 1000)
        .await
        .unwrap()
    {
        everything.push((arrival, f.store.transaction(&row.id).await.unwrap().unwrap()));
    }
    for filter in filters() {
        let meeting: Vec<_> = everything
            .iter()
            .filter(|(_, detail)| meets(&filter, detail))
            .collect();
        let count = f.store.count(&filter, 1000).await.unwrap();
        assert_eq!(
            count,
            FilterCount {
                count: meeting.len() as i64,
                more: false
            },
            "{filter:?}"
        );
        let some = f.store.count(&filter, 10).await.unwrap();
        assert_eq!(
            some,
            FilterCount {
                count: meeting.len().min(10) as i64,
                more: meeting.len() > 10
            },
            "{filter:?}"
        );
        for by in SortBy::ALL {
            for descending in [true, false] {
                let sort = TransactionSort { by, descending };
                let value = |arrival: i64, detail: &store::TransactionDetail| -> (Timestamp, i64) {
                    match by {
                        SortBy::Received => (timestamp(0), arrival),
                        SortBy::OfflineTimestamp => (detail.transaction.offline_timestamp, arrival),
                        SortBy::LastModified => (detail.transaction.last_modified_date, arrival),
                    }
                };
                let mut expected: BTreeMap<_, _> = BTreeMap::new();
                for (arrival, detail) in &meeting {
                    expected.insert(value(*arrival, detail), detail.transaction.id.clone());
                }
                let mut expected: Vec<_> = expected.into_values().collect();
                if descending {
                    expected.reverse();
                }
                let size = if descending { 7 } else { 23 };
                let rows = all_pages(&f, &filter, sort, size).await;
                let found: Vec<_> = rows.into_iter().map(|row| row.id).collect();
                assert_eq!(found, expected, "{filter:?} {sort:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_row_shows_the_transaction() {
    let f = fixture().await;
    let mut row = transaction(f.transaction_id(), "a");
    (row.status, row.number_of_failed_attempts, row.is_with_signed_item) = (Status::Failed, Some(4), true);
    row.owner_id = "005000000000001AAA".into();
    let mut items = vec![
        item(f.item_id(), &row.id),
        item(f.item_id(), &row.id),
        item(f.item_id(), &row.id),
    ];
    items[1].object_name = "Account".into();
    f.store.import_transactions(vec![row.clone()]).await.unwrap();
    f.store.import_items(items).await.unwrap();
    f.store
        .import_log_entries(vec![f.log(&row.id, "NOT_FOUND", "gone")])
        .await
        .unwrap();
    let user = User {
        id: row.owner_id.parse().unwrap(),
        name: "Anna".into(),
        username: "anna".into(),
        profile_id: f.ids.next("00e"),
        territory: None,
        is_active: true,
    };
    f.store.upsert_users(&[user]).await.unwrap();
    let page = f
        .store
        .page(&TransactionFilter::default(), TransactionSort::default(), None, 1)
        .await
        .unwrap();
    assert_eq!(page.next, None);
    let shown = &page.rows[0];
    assert_eq!(
        (&shown.id, shown.name.as_str(), shown.status),
        (&row.id, "DST-0000000001", Status::Failed)
    );
    assert_eq!(shown.owner_name.as_deref(), Some("Anna"));
    assert_eq!(
        (shown.object_names.as_slice(), shown.item_count),
        (&["Visit".to_owned(), "Account".to_owned()][..], 3)
    );
    assert_eq!(
        (shown.number_of_failed_attempts, shown.is_with_signed_item),
        (4, true)
    );
    assert_eq!(
        shown.error_code.as_ref().map(|code| code.as_str()),
        Some("NOT_FOUND")
    );
    assert_eq!(shown.error_message.as_deref(), Some("gone"));
    assert_eq!(
        (
            shown.device_identifier.as_str(),
            shown.app_version.as_str(),
            shown.version
        ),
        ("iPad-1", "1.0", 1)
    );
}

#[tokio::test]
async fn a_cursor_of_another_sort_is_refused() {
    let f = filled().await;
    let filter = TransactionFilter::default();
    let page = f
        .store
        .page(&filter, TransactionSort::default(), None, 5)
        .await
        .unwrap();
    let sort = TransactionSort {
        by: SortBy::LastModified,
        descending: true,
    };
    let error = f
        .store
        .page(&filter, sort, page.next.as_ref(), 5)
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::InvalidCursor(_)), "{error}");
    assert!(
        f.store
            .page(&filter, sort, None, 0)
            .await
            .unwrap()
            .rows
            .is_empty()
    );
}

#[tokio::test]
async fn a_list_goes_on_while_it_changes() {
    let f = filled().await;
    let filter = TransactionFilter::default();
    let first = f
        .store
        .page(&filter, TransactionSort::default(), None, 10)
        .await
        .unwrap();
    f.receive(vec![f.upload("new")]).await;
    let second = f
        .store
        .page(&filter, TransactionSort::default(), first.next.as_ref(), 10)
        .await
        .unwrap();
    assert_eq!(second.rows[0].name, "DST-0000001389");
}
