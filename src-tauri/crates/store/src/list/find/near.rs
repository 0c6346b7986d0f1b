//! What is found near the beginning of the sort order is what would be gathered.

use query::Pattern;
use sqlx::SqliteConnection;

use super::*;
use crate::queue::plans::schema;

/// Transactions of three devices. The first two take turns with changes; what is of the third was last changed before
/// all of theirs, and many were changed at the same moment.
const ROWS: i64 = 300;

async fn fill(c: &mut SqliteConnection) {
    sqlx::query(
        "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < $1) \
         INSERT INTO sync_transaction (arrival, status, owner_id, offline_timestamp, last_modified_date, created_date, \
         version, lease, single_attempt, item_count, id, name, offline_unique_identifier, device_identifier, \
         app_version, metadata_version, is_bulk, is_debug_mode, is_owner_permission_enforced, is_real_time, \
         is_with_signed_item, is_deleted, is_imported, created_by_id, last_modified_by_id, system_modstamp, fingerprint) \
         SELECT n, 'Success', 'o' || (n % 3), n, n * 7919 % 50 + CASE WHEN n % 3 < 2 THEN 100 ELSE 0 END, 1, 1, 1, false, 1, \
         'id' || n, 'name' || n, 'offline' || n, 'iPad-' || (n % 3), '1', '1', false, false, false, false, false, false, \
         false, 'o', 'o', 1, 1 FROM numbers",
    )
    .bind(ROWS)
    .execute(c)
    .await
    .unwrap();
}

#[tokio::test]
async fn what_is_near_is_what_would_be_gathered_or_does_not_fill_the_page() {
    let (mut c, _folder) = schema().await;
    fill(&mut c).await;
    let device = |number| Pattern::exactly(format!("iPad-{number}"));
    let (mut found_near, mut not_near) = (0, 0);
    for condition in [
        Condition::Column(Column::Device, vec![device(0), device(1)]),
        Condition::Column(Column::Device, vec![device(2)]),
        Condition::Owner("o1".into()),
    ] {
        let conditions = &[condition];
        for descending in [true, false] {
            for steps in [10, 40, ROWS] {
                let mut cursor = None;
                loop {
                    let search = Search {
                        conditions,
                        sort: TransactionSort {
                            by: SortBy::LastModified,
                            descending,
                        },
                        cursor: cursor.as_ref(),
                        limit: 7,
                    };
                    let gathered = search.gather(0).numbers(&mut c).await.unwrap();
                    match search.near(&mut c, 0, steps).await.unwrap() {
                        Some(near) => {
                            assert_eq!(near, gathered, "{conditions:?} {descending} {steps}");
                            found_near += 1;
                        }
                        None => not_near += 1,
                    }
                    let Some(last) = gathered.last() else { break };
                    let value = "SELECT last_modified_date FROM sync_transaction WHERE arrival = $1";
                    cursor = Some(Cursor {
                        by: SortBy::LastModified,
                        value: sqlx::query_scalar(value)
                            .bind(last)
                            .fetch_one(&mut c)
                            .await
                            .unwrap(),
                        arrival: *last,
                    });
                }
            }
        }
    }
    assert!(found_near > 100 && not_near > 30, "{found_near} {not_near}");
}
