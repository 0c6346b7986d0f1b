//! The queue is fast because of how the engine finds its rows. These tests hold it to that.

use std::sync::Arc;

use model::{ManualClock, timestamp};
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection};
use tempfile::TempDir;

use super::{claim, dependents, settle, transition};
use crate::{
    Store,
    engine::connect,
    overview::{BY_USER, USERS_WITH_OLD_NEW},
    tables::{self, device_made_id::generation},
    watch,
};

/// A connection to an empty store, and the folder it lies in.
pub(crate) async fn schema() -> (SqliteConnection, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("queue.db");
    let store = Store::create(&path, Arc::new(ManualClock::new(timestamp(0))))
        .await
        .unwrap();
    store.close().await;
    let connection = connect::probe(&path, connect::Limits::default()).await.unwrap();
    (connection, folder)
}

async fn plan(c: &mut SqliteConnection, statement: &str) -> String {
    let rows = sqlx::query(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {statement}")))
        .fetch_all(c)
        .await
        .unwrap();
    rows.iter()
        .map(|row| row.get::<String, _>(3))
        .collect::<Vec<_>>()
        .join("; ")
}

#[tokio::test]
async fn claiming_walks_what_is_pending() {
    let (mut c, _folder) = schema().await;
    let plan = plan(&mut c, claim::HEADS).await;
    assert_eq!(
        plan.matches("SEARCH h USING INDEX pending_order (pending_owner>?)")
            .count(),
        2,
        "{plan}"
    );
    let next =
        "SEARCH n USING INDEX pending_order (pending_owner=? AND (order_sequence,offline_timestamp)>(?,?))";
    assert!(plan.contains(next), "{plan}");
    assert_eq!(
        plan.matches("SEARCH t USING INTEGER PRIMARY KEY").count(),
        2,
        "{plan}"
    );
    assert!(
        !plan.contains("TEMP B-TREE") && !plan.contains("MULTI-INDEX"),
        "{plan}"
    );
}

#[tokio::test]
async fn what_holds_one_up_is_looked_for_among_the_pending_of_its_user() {
    let (mut c, _folder) = schema().await;
    let plan = plan(&mut c, claim::BLOCKER).await;
    let before =
        "SEARCH h USING INDEX pending_order (pending_owner=? AND (order_sequence,offline_timestamp)<(?,?))";
    assert!(plan.contains(before) && !plan.contains("TEMP B-TREE"), "{plan}");
}

#[tokio::test]
async fn real_time_goes_from_user_to_user() {
    let (mut c, _folder) = schema().await;
    let owner = plan(&mut c, claim::NEXT_OWNER).await;
    assert!(
        owner.contains("USING INDEX real_time (pending_owner>?)"),
        "{owner}"
    );
    let lane = plan(&mut c, claim::LANE).await;
    assert!(
        lane.contains("SEARCH t USING INDEX pending_order (pending_owner=?)"),
        "{lane}"
    );
    assert!(!lane.contains("TEMP B-TREE"), "{lane}");
}

#[tokio::test]
async fn suspects_are_found_from_their_own_table() {
    let (mut c, _folder) = schema().await;
    let plan = plan(&mut c, claim::SUSPECT).await;
    assert!(
        plan.contains("SCAN l USING COVERING INDEX lost_claim_fewest"),
        "{plan}"
    );
    assert!(
        plan.contains("SEARCH s USING INTEGER PRIMARY KEY (rowid=?)"),
        "{plan}"
    );
    let before =
        "SEARCH h USING INDEX pending_order (pending_owner=? AND (order_sequence,offline_timestamp)<(?,?))";
    assert!(plan.contains(before), "{plan}");
    assert!(!plan.contains("TEMP B-TREE"), "{plan}");
}

#[tokio::test]
async fn changes_of_status_go_from_key_to_key() {
    let (mut c, _folder) = schema().await;
    for statement in [
        transition::TRANSITION,
        transition::SUCCEED,
        transition::APPLY_JOURNAL,
        transition::CLEAR_ERRORS,
        transition::COUNT_JOURNAL,
        tables::bulk_change::NOTE,
        tables::bulk_change::NOTE_UNDO,
        tables::bulk_change::LEFT,
        tables::bulk_change::NOW,
        tables::transaction::CAUSES,
        transition::RELEASE,
        transition::CLAIM,
        tables::transaction::CLAIMED,
        tables::transaction::CLAIMED_FROM,
        settle::HELD,
    ] {
        let plan = plan(&mut c, statement).await;
        assert!(plan.contains("USING INTEGER PRIMARY KEY (rowid=?)"), "{plan}");
        assert!(!plan.contains("USING INDEX status"), "{plan}");
        assert!(
            !plan.contains("SCAN t") && !plan.contains("SCAN sync_transaction"),
            "{plan}"
        );
    }
    for statement in [transition::IS_TO_RECOVER, transition::RECOVER] {
        let plan = plan(&mut c, statement).await;
        assert!(plan.contains("claim_lease (lease_until<?)"), "{plan}");
    }
}

#[tokio::test]
async fn journals_of_bulk_jobs_are_read_as_ranges() {
    let (mut c, _folder) = schema().await;
    for statement in [
        transition::APPLY_JOURNAL,
        transition::COUNT_JOURNAL,
        transition::CLEAR_ERRORS,
        tables::transaction::CAUSES,
    ] {
        let plan = plan(&mut c, statement).await;
        let range = "SEARCH c USING PRIMARY KEY (job=? AND arrival>? AND arrival<?)";
        assert!(plan.contains(range), "{plan}");
    }
    for statement in [
        tables::bulk_change::LEFT,
        tables::bulk_change::NOTE_UNDO,
        tables::bulk_change::HISTORY,
    ] {
        let plan = plan(&mut c, statement).await;
        let key = "SEARCH c USING PRIMARY KEY (job=? AND arrival=?)";
        assert!(plan.contains(key), "{plan}");
    }
    let traces = plan(&mut c, tables::bulk_trace::HISTORY).await;
    let range = "SEARCH c USING PRIMARY KEY (job=? AND last_arrival>?)";
    assert!(traces.contains(range), "{traces}");
    let journals = plan(&mut c, tables::bulk_job::TO_PRUNE).await;
    assert!(
        journals.contains("USING INDEX bulk_job_with_journal"),
        "{journals}"
    );
    let payloads = plan(&mut c, tables::bulk_payload::OF).await;
    let range = "SEARCH p USING PRIMARY KEY (job=? AND item_key>? AND item_key<?)";
    assert!(payloads.contains(range), "{payloads}");
}

#[tokio::test]
async fn items_and_logs_are_read_as_ranges_of_keys() {
    let (mut c, _folder) = schema().await;
    for (statement, table) in [
        (tables::item::OF, "sync_item"),
        (tables::item::KNOWN, "sync_item"),
        (tables::item::CLAIMED, "sync_item"),
        (tables::log_entry::OF, "log_entry"),
        (tables::log_entry::NEXT_SLOTS, "log_entry"),
        (tables::transaction::COUNT_ITEMS, "sync_item"),
    ] {
        let plan = plan(&mut c, statement).await;
        let range = format!("SEARCH {table} USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)");
        assert!(plan.contains(&range), "{plan}");
        assert!(!plan.contains(&format!("SCAN {table}")), "{plan}");
    }
}

#[tokio::test]
async fn attempts_and_real_ids_are_found_key_by_key() {
    let (mut c, _folder) = schema().await;
    let last = plan(&mut c, tables::attempt::LAST_NUMBERS).await;
    assert!(
        last.contains("SEARCH attempt USING PRIMARY KEY (arrival=?)"),
        "{last}"
    );
    let of = plan(&mut c, tables::item::OF).await;
    assert!(
        of.contains("SEARCH processed_record USING INTEGER PRIMARY KEY (rowid=?)"),
        "{of}"
    );
    let known = plan(&mut c, tables::device_made_id::KNOWN).await;
    let by_key = "SEARCH known USING PRIMARY KEY (owner_id=? AND generation=? AND device_made_id=?)";
    assert!(known.contains(by_key), "{known}");
    let last = plan(&mut c, generation::LAST).await;
    assert!(
        last.contains("SEARCH closed USING PRIMARY KEY (owner_id=?)"),
        "{last}"
    );
    assert!(
        last.contains("SEARCH made USING PRIMARY KEY (owner_id=? AND generation=?)"),
        "{last}"
    );
    let closed = plan(&mut c, generation::CLOSED).await;
    assert!(
        closed.contains("SEARCH closed USING PRIMARY KEY (owner_id=?)"),
        "{closed}"
    );
}

#[tokio::test]
async fn dependents_are_found_by_what_they_depend_on() {
    let (mut c, _folder) = schema().await;
    let found = plan(&mut c, dependents::DEPENDENTS).await;
    assert!(found.contains("dependency_on (depends_on=?)"), "{found}");
    assert!(
        found.contains("SEARCH t USING INTEGER PRIMARY KEY (rowid=?)"),
        "{found}"
    );
    let some = plan(&mut c, crate::simulation::WITH_DEPENDENTS).await;
    assert!(some.contains("dependency_on (depends_on=?)"), "{some}");
    let ready = plan(&mut c, dependents::READY).await;
    assert!(
        ready.contains("SEARCH t USING INTEGER PRIMARY KEY (rowid=?)"),
        "{ready}"
    );
    assert!(
        ready.contains("SEARCH d USING PRIMARY KEY (arrival=?)"),
        "{ready}"
    );
    assert!(
        ready.contains("transaction_offline_identifier (offline_unique_identifier=?)"),
        "{ready}"
    );
}

#[tokio::test]
async fn a_forecast_reads_only_what_is_pending() {
    let (mut c, _folder) = schema().await;
    let plan = plan(&mut c, crate::forecast::KINDS).await;
    assert!(
        plan.contains("sync_transaction USING INDEX pending_order"),
        "{plan}"
    );
}

#[tokio::test]
async fn the_watch_reads_what_is_wrong_and_no_more() {
    let (mut c, _folder) = schema().await;
    let expected = [
        (
            watch::OLDEST_STUCK,
            "SEARCH t USING COVERING INDEX new_age (created_date<?)",
        ),
        (
            watch::STUCK,
            "SEARCH sync_transaction USING COVERING INDEX new_age (created_date<?)",
        ),
        (
            tables::error_group::UNSEEN,
            "SCAN error_group USING INDEX error_group_unseen",
        ),
        (tables::notice::OPEN, "SCAN notice USING INDEX notice_open"),
        (
            tables::notice::ENDED_SINCE,
            "SEARCH notice USING INDEX notice_ended (ended_at>?)",
        ),
        (tables::notice::UNREAD, "SCAN notice USING INDEX notice_unread"),
        (
            tables::notice::HAS_UNTOLD,
            "SCAN notice USING INDEX notice_untold",
        ),
        (tables::notice::TELL, "SCAN notice USING INDEX notice_untold"),
    ];
    for (statement, way) in expected {
        let plan = plan(&mut c, statement).await;
        assert!(plan.contains(way) && !plan.contains("TEMP B-TREE"), "{plan}");
    }
}

#[tokio::test]
async fn silent_devices_are_found_by_when_they_were_heard_of_last() {
    let (mut c, _folder) = schema().await;
    let plan = plan(&mut c, tables::device::SILENT).await;
    assert!(
        plan.contains("SEARCH d USING INDEX device_last_seen (last_seen<?)"),
        "{plan}"
    );
    assert!(!plan.contains("TEMP B-TREE FOR ORDER"), "{plan}");
}

#[tokio::test]
async fn who_waits_long_is_found_among_what_is_new() {
    let (mut c, _folder) = schema().await;
    let plan = plan(&mut c, USERS_WITH_OLD_NEW).await;
    let range = "SEARCH sync_transaction USING COVERING INDEX new_age (created_date<?)";
    assert!(plan.contains(range), "{plan}");
}

#[tokio::test]
async fn who_has_most_failed_ones_is_counted_in_an_index() {
    let (mut c, _folder) = schema().await;
    let plan = plan(&mut c, BY_USER).await;
    assert!(
        plan.contains("SCAN sync_transaction USING INDEX failed_owner"),
        "{plan}"
    );
    assert!(!plan.contains("TEMP B-TREE FOR GROUP BY"), "{plan}");
}
