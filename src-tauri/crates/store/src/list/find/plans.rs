//! Pages are fast because of how the engine finds their rows. These tests hold it to that.

use model::Status;
use query::Pattern;
use sqlx::SqliteConnection;

use super::*;
use crate::{
    list::condition::{Column, People, Seen},
    queue::plans::schema,
};

const SORTS: [(SortBy, &str, &str, &str); 3] = [
    (
        SortBy::Received,
        "INTEGER PRIMARY KEY",
        "status_received",
        "error_received",
    ),
    (
        SortBy::OfflineTimestamp,
        "transaction_offline",
        "status_offline",
        "error_offline",
    ),
    (
        SortBy::LastModified,
        "transaction_modified",
        "status_modified",
        "error_modified",
    ),
];

fn others() -> Vec<Condition> {
    vec![
        Condition::Owner("o".into()),
        Condition::Name("a".into(), "b".into()),
        Condition::Object("Visit".into()),
        Condition::Record("r".into(), "records : \"r\"".into()),
        Condition::Text("\"t\"".into()),
    ]
}

/// What a query asks for beyond the fields of a filter, as far as an index has it, and how that is found.
fn queried() -> [(Condition, &'static str); 11] {
    let begins = |text: &str| Pattern {
        text: text.into(),
        begins: true,
    };
    let anna = Condition::People(People::Named(Pattern::exactly("anna")));
    let exactly = |text: &str| Pattern::exactly(text);
    let device = Condition::Column(Column::Device, vec![exactly("iPad-1")]);
    let seen = Condition::Seen(Seen::Bulk);
    let either = Condition::Any(vec![
        Condition::All(vec![seen, anna.clone(), Condition::Status(vec![Status::New])]),
        device.clone(),
    ]);
    [
        (anna, "t USING INDEX owner_offline (owner_id=?"),
        (device, "t USING INDEX device_offline (device_identifier=?"),
        (
            Condition::Column(Column::Device, vec![exactly("iPad-1"), exactly("iPad-2")]),
            "t USING INDEX device_offline (device_identifier=?",
        ),
        (
            Condition::Column(Column::Device, vec![begins("iPad")]),
            "t USING INDEX device_offline (device_identifier>? AND device_identifier<?",
        ),
        (
            Condition::Column(Column::Device, vec![exactly("iPad-1"), begins("iPhone")]),
            "t USING INDEX device_offline (device_identifier",
        ),
        (
            Condition::Column(Column::Error, vec![begins("APEX")]),
            "t USING INDEX error_",
        ),
        (
            Condition::ObjectBegins("Vis".into()),
            "o USING PRIMARY KEY (object_name>? AND object_name<?",
        ),
        (
            Condition::Field(begins("Visit")),
            "l USING INDEX log_field (field_name>? AND field_name<?",
        ),
        (
            Condition::Modified(1, 2),
            "t USING INDEX transaction_modified (last_modified_date>? AND",
        ),
        (Condition::Stuck(5), "t USING INDEX new_age (created_date<?"),
        (either, "s USING COVERING INDEX owner_offline (owner_id=?"),
    ]
}

/// Conditions that no index has.
fn looked_at() -> Vec<Condition> {
    vec![
        Condition::Seen(Seen::Dependent),
        Condition::Column(Column::App, vec![Pattern::exactly("5.2")]),
        Condition::Not(Box::new(Condition::Owner("o".into()))),
    ]
}

/// The plans of a way, with and without a cursor, in both directions.
async fn plans(c: &mut SqliteConnection, conditions: &[Condition], by: SortBy, way: &Way) -> Vec<String> {
    let mut plans = Vec::new();
    for descending in [true, false] {
        let at = Cursor {
            by,
            value: 5,
            arrival: 7,
        };
        for cursor in [None, Some(&at)] {
            let sort = TransactionSort { by, descending };
            let search = Search {
                conditions,
                sort,
                cursor,
                limit: 50,
            };
            let stretches = match cursor {
                Some(_) if by != SortBy::Received => &[Stretch::Equal, Stretch::Beyond][..],
                _ => &[Stretch::Beyond],
            };
            match way {
                Way::Gather(position) => plans.push(search.gather(*position).plan(c).await.join("; ")),
                Way::Walk(within) => {
                    for stretch in stretches {
                        plans.push(search.stretch(*stretch, within).plan(c).await.join("; "));
                    }
                }
                Way::Near { position, steps } => {
                    plans.push(search.steps_away(*steps).plan(c).await.join("; "));
                    let near = [conditions, &[Condition::Modified(1, 9)]].concat();
                    let near = Search {
                        conditions: &near,
                        ..search
                    };
                    for stretch in stretches {
                        let walk = near.stretch(*stretch, &Within::Known(*position));
                        plans.push(walk.plan(c).await.join("; "));
                    }
                }
                Way::Stream(_) => {}
            }
        }
    }
    plans
}

#[tokio::test]
async fn the_whole_list_walks_its_sort_order() {
    let (mut c, _folder) = schema().await;
    for (by, index, ..) in SORTS {
        let queried = queried().map(|(condition, _)| condition).to_vec();
        for conditions in [vec![], others(), queried, looked_at()] {
            for plan in plans(&mut c, &conditions, by, &Way::Walk(Within::All)).await {
                let first = plan.split("; ").next().unwrap();
                assert!(first.contains(index) || first == "SCAN t", "{by:?}: {plan}");
                assert!(!plan.contains("TEMP B-TREE FOR ORDER BY"), "{by:?}: {plan}");
            }
        }
    }
}

#[tokio::test]
async fn within_one_status_or_error_an_index_has_the_sort_order() {
    let (mut c, _folder) = schema().await;
    for (by, _, status, error) in SORTS {
        for (condition, index) in [
            (Condition::Status(vec![Status::Failed]), status),
            (Condition::Error("E".into()), error),
            (Condition::Group(1), error.replace("error_", "group_").as_str()),
        ] {
            let mut conditions = others();
            conditions.insert(0, condition.clone());
            for conditions in [vec![condition], conditions] {
                for plan in plans(&mut c, &conditions, by, &Way::Walk(Within::Condition(0))).await {
                    assert!(plan.contains(index), "{by:?}: {plan}");
                    assert!(!plan.contains("TEMP B-TREE FOR ORDER BY"), "{by:?}: {plan}");
                }
            }
        }
    }
}

#[tokio::test]
async fn several_statuses_and_the_days_of_a_period_are_merged_from_their_indexes() {
    let (mut c, _folder) = schema().await;
    let statuses = vec![Condition::Status(vec![Status::Failed, Status::Manual])];
    // The first day and the last are not whole.
    let period = vec![Condition::Period(10, 3 * DAY + 10)];
    for (by, _, status, _) in SORTS {
        for plan in plans(&mut c, &statuses, by, &Way::Walk(Within::Condition(0))).await {
            assert!(
                plan.contains(&format!("SEARCH s USING INDEX {status}")),
                "{by:?}: {plan}"
            );
        }
        let day = match by {
            SortBy::Received => "day_received (<expr>=?",
            SortBy::LastModified => "day_modified (<expr>=?",
            SortBy::OfflineTimestamp => continue,
        };
        for plan in plans(&mut c, &period, by, &Way::Walk(Within::Days(0))).await {
            assert_eq!(plan.matches(day).count(), 4, "{by:?}: {plan}");
            let covered = format!("USING COVERING INDEX {day}");
            assert_eq!(plan.matches(&covered).count(), 2, "{by:?}: {plan}");
            // Sorted is only what each part gives.
            assert_eq!(
                plan.matches("TEMP B-TREE FOR ORDER BY").count(),
                1,
                "{by:?}: {plan}"
            );
        }
    }
    // What is InProgress is found by its lease, and sorted: it is little.
    for statuses in [vec![Status::InProgress], vec![Status::New, Status::InProgress]] {
        let merged = u8::from(statuses.len() > 1);
        let pending = vec![Condition::Status(statuses)];
        for (by, _, status, _) in SORTS {
            for plan in plans(&mut c, &pending, by, &Way::Walk(Within::Condition(0))).await {
                // What has the cursor's own moment is found by that.
                let is_found = plan.contains("claim_lease (lease_until>?)") || plan.contains("=? AND rowid");
                assert!(is_found, "{by:?}: {plan}");
                let others = format!("USING INDEX {status} (resting_status=?");
                assert_eq!(
                    plan.matches(&others).count(),
                    usize::from(merged),
                    "{by:?}: {plan}"
                );
            }
            for plan in plans(&mut c, &pending, by, &Way::Gather(0)).await {
                assert!(plan.contains("claim_lease (lease_until>?)"), "{by:?}: {plan}");
                assert!(!plan.contains("SCAN t"), "{by:?}: {plan}");
            }
        }
    }
    for plan in plans(&mut c, &period, SortBy::OfflineTimestamp, &Way::Walk(Within::All)).await {
        assert!(plan.contains("transaction_offline (offline_timestamp"), "{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{plan}");
    }
}

#[tokio::test]
async fn a_narrow_condition_is_found_by_its_own_index() {
    let (mut c, _folder) = schema().await;
    let all: Vec<Condition> = others()
        .into_iter()
        .chain([
            Condition::Status(vec![Status::Failed]),
            Condition::Error("E".into()),
            Condition::Period(0, 10),
        ])
        .collect();
    let indexes = [
        "owner_offline (owner_id=?",
        "transaction_name (<expr>>? AND <expr><?)",
        "o USING PRIMARY KEY (object_name=?)",
        "search VIRTUAL TABLE",
        "search VIRTUAL TABLE",
        "status_",
        "error_",
        "transaction_offline (offline_timestamp>? AND offline_timestamp<?)",
    ];
    for by in SortBy::ALL {
        for (position, index) in indexes.iter().enumerate() {
            for plan in plans(&mut c, &all, by, &Way::Gather(position)).await {
                let first = plan.split("; ").take(3).collect::<Vec<_>>().join("; ");
                assert!(first.contains(index), "{by:?}, {:?}: {plan}", all[position]);
            }
        }
    }
}

#[tokio::test]
async fn what_a_query_asks_for_is_found_by_its_own_index() {
    let (mut c, _folder) = schema().await;
    for by in SortBy::ALL {
        for (condition, index) in queried() {
            let conditions = [looked_at(), vec![condition.clone()]].concat();
            for plan in plans(&mut c, &conditions, by, &Way::Gather(looked_at().len())).await {
                assert!(plan.contains(index), "{by:?}, {condition:?}: {plan}");
                assert!(!plan.contains("SCAN t"), "{by:?}, {condition:?}: {plan}");
            }
        }
    }
    // Alternatives are found each by its own.
    let [.., (either, _)] = queried();
    for plan in plans(&mut c, &[either], SortBy::Received, &Way::Gather(0)).await {
        assert!(
            plan.contains("s USING COVERING INDEX device_offline (device_identifier=?"),
            "{plan}"
        );
    }
}

#[tokio::test]
async fn rare_words_among_alternatives_are_looked_for_once() {
    let (mut c, _folder) = schema().await;
    let words = Condition::Text("\"t\"".into());
    let either = [Condition::Any(vec![words, Condition::Seen(Seen::Bulk)])];
    let known = with_rare_text(&mut c, &either).await.unwrap();
    for (conditions, is_once) in [(&known[..], true), (&either, false)] {
        for plan in plans(&mut c, conditions, SortBy::LastModified, &Way::Walk(Within::All)).await {
            assert_eq!(plan.contains("LIST SUBQUERY"), is_once, "{plan}");
            assert_eq!(plan.contains("CORRELATED"), !is_once, "{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        }
    }
}

#[tokio::test]
async fn what_no_index_has_is_not_counted_to_choose_the_way() {
    let (mut c, _folder) = schema().await;
    let nothing_found = Condition::Any(vec![Condition::Owner("o".into()), Condition::Seen(Seen::Bulk)]);
    for condition in looked_at().into_iter().chain([nothing_found]) {
        assert_eq!(
            condition.size(&mut c, 10).await.unwrap(),
            i64::MAX,
            "{condition:?}"
        );
    }
    for (condition, _) in queried() {
        assert_eq!(condition.size(&mut c, 10).await.unwrap(), 0, "{condition:?}");
    }
}

#[tokio::test]
async fn an_object_in_order_of_arrival_is_read_from_its_own_table() {
    let (mut c, _folder) = schema().await;
    let object = vec![Condition::Object("Visit".into())];
    for plan in plans(
        &mut c,
        &object,
        SortBy::Received,
        &Way::Walk(Within::Condition(0)),
    )
    .await
    {
        assert!(
            plan.starts_with("SEARCH t USING PRIMARY KEY (object_name=?"),
            "{plan}"
        );
        assert!(!plan.contains("TEMP B-TREE"), "{plan}");
    }
}

#[tokio::test]
async fn an_object_that_is_known_is_looked_for_along_the_sort_order() {
    let (mut c, _folder) = schema().await;
    let object = vec![Condition::Object("Visit".into())];
    for (by, index, ..) in SORTS.into_iter().skip(1) {
        for plan in plans(&mut c, &object, by, &Way::Walk(Within::Known(0))).await {
            let along = format!("t USING COVERING INDEX {index}");
            assert!(plan.contains(&along) && plan.contains("LIST SUBQUERY"), "{plan}");
            assert!(plan.contains("o USING PRIMARY KEY (object_name=?)"), "{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        }
    }
}

#[tokio::test]
async fn what_users_and_devices_changed_last_is_looked_for_along_the_sort_order() {
    let (mut c, _folder) = schema().await;
    let near = Way::Near {
        position: 0,
        steps: 10,
    };
    for (condition, index) in [
        (Condition::Owner("o".into()), "owner_offline (owner_id=?)"),
        (
            Condition::People(People::Named(Pattern::exactly("anna"))),
            "owner_offline (owner_id=?)",
        ),
        (
            Condition::Column(
                Column::Device,
                vec![Pattern::exactly("iPad-1"), Pattern::exactly("iPad-2")],
            ),
            "device_offline (device_identifier=?)",
        ),
    ] {
        for plan in plans(&mut c, &[condition], SortBy::LastModified, &near).await {
            assert!(
                plan.contains("t USING COVERING INDEX transaction_modified"),
                "{plan}"
            );
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
            if plan.contains("LIST SUBQUERY") {
                assert!(
                    plan.contains(&format!("s USING COVERING INDEX {index}")),
                    "{plan}"
                );
                assert!(
                    plan.contains("transaction_modified (last_modified_date"),
                    "{plan}"
                );
            }
        }
    }
}

#[tokio::test]
async fn the_way_is_chosen_by_what_is_narrow() {
    let (mut c, _folder) = schema().await;
    let way = async |c: &mut SqliteConnection, conditions: &[Condition], by: SortBy| {
        let sort = TransactionSort { by, descending: true };
        Search {
            conditions,
            sort,
            cursor: None,
            limit: 50,
        }
        .way(c)
        .await
        .unwrap()
    };
    let status = Condition::Status(vec![Status::Failed]);
    let owner = Condition::Owner("o".into());
    assert_eq!(way(&mut c, &[], SortBy::Received).await, Way::Walk(Within::All));
    let one = std::slice::from_ref(&status);
    assert_eq!(
        way(&mut c, one, SortBy::LastModified).await,
        Way::Walk(Within::Condition(0))
    );
    let both = [status.clone(), owner];
    assert_eq!(
        way(&mut c, &both, SortBy::Received).await,
        Way::Gather(0),
        "nothing is in the store"
    );

    // What is wide by the counts is walked.
    let wide = |conditions: &[Condition], by: SortBy| {
        let sizes: Vec<(i64, usize)> = (0..conditions.len())
            .map(|position| (1_000_000 + position as i64, position))
            .collect();
        let sort = TransactionSort { by, descending: true };
        Search {
            conditions,
            sort,
            cursor: None,
            limit: 50,
        }
        .wide_way(&sizes)
    };
    let text = Condition::Text("\"t\"".into());
    let period = Condition::Period(DAY, 3 * DAY);
    assert_eq!(
        wide(&[status.clone(), text.clone()], SortBy::Received),
        Way::Stream(1)
    );
    assert_eq!(
        wide(&[text, status], SortBy::LastModified),
        Way::Walk(Within::Condition(1))
    );
    assert_eq!(
        wide(std::slice::from_ref(&period), SortBy::Received),
        Way::Walk(Within::Days(0))
    );
    assert_eq!(wide(&[period], SortBy::OfflineTimestamp), Way::Walk(Within::All));
    assert_eq!(
        wide(&[Condition::Period(i64::MIN, 0)], SortBy::Received),
        Way::Walk(Within::All)
    );
}
