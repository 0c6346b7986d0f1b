//! Daily reports that save themselves: each day's once, by one program.

use chrono::{Duration, NaiveDate};
use model::{UnsavedReport, WatchSettings, timestamp};
use store::SavedReport;

use crate::engine::{START, fixture};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[tokio::test]
async fn one_program_saves_the_report_of_a_day_once() {
    let f = fixture().await;
    let other = f.another().await;
    let friday = day("2026-11-27");
    assert_eq!(f.store.last_saved_report().await.unwrap(), None);
    assert!(f.store.claim_report(friday, "reports").await.unwrap());
    assert!(
        !other.claim_report(friday, "elsewhere").await.unwrap(),
        "one is at it"
    );
    f.store.note_report(friday, Ok(())).await.unwrap();
    let saved = SavedReport {
        day: friday,
        folder: "reports".into(),
        saved_at: Some(timestamp(START)),
        error: None,
    };
    assert_eq!(other.last_saved_report().await.unwrap(), Some(saved));

    f.clock.advance(Duration::days(3));
    assert!(
        !other.claim_report(friday, "reports").await.unwrap(),
        "it is saved"
    );
    let thursday = day("2026-11-26");
    assert!(
        !other.claim_report(thursday, "reports").await.unwrap(),
        "a later one is"
    );
    assert!(other.claim_report(day("2026-11-29"), "reports").await.unwrap());
}

#[tokio::test]
async fn a_program_that_was_lost_over_it_is_made_up_for() {
    let f = fixture().await;
    let friday = day("2026-11-27");
    assert!(f.store.claim_report(friday, "reports").await.unwrap());
    f.clock.advance(Duration::milliseconds(599_999));
    assert!(!f.store.claim_report(friday, "reports").await.unwrap());
    f.clock.advance(Duration::milliseconds(1));
    assert!(f.store.claim_report(friday, "reports").await.unwrap());
}

#[tokio::test]
async fn what_could_not_be_saved_is_told_until_it_is_and_tried_again() {
    let f = fixture().await;
    let friday = day("2026-11-27");
    let told = async || {
        let facts = f.store.watch_facts(&WatchSettings::default()).await.unwrap();
        facts.unsaved_report
    };
    assert!(f.store.claim_report(friday, "gone").await.unwrap());
    assert_eq!(told().await, None);
    f.store.note_report(friday, Err("no such folder")).await.unwrap();
    let unsaved = |folder: &str| {
        Some(UnsavedReport {
            day: friday,
            folder: folder.into(),
            error: "no such folder".into(),
        })
    };
    assert_eq!(told().await, unsaved("gone"));
    assert!(
        !f.store.claim_report(friday, "gone").await.unwrap(),
        "not at once"
    );
    assert!(
        f.store.claim_report(friday, "mended").await.unwrap(),
        "at once where it is to go elsewhere"
    );
    assert_eq!(told().await, unsaved("mended"), "until it is saved");
    f.store.note_report(friday, Err("no such folder")).await.unwrap();
    f.clock.advance(Duration::minutes(10));
    assert!(f.store.claim_report(friday, "mended").await.unwrap());
    f.store.note_report(friday, Ok(())).await.unwrap();
    assert_eq!(told().await, None);
}
