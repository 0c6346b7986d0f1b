//! Applying transactions: all or none, once, in order.

mod world;

use model::Operation;
use org::{Applied, Lane, LaneStep, Org as _, Value};
use serde_json::json;
use world::{World, codes, start};

#[tokio::test]
async fn a_visit_with_its_provider_visit_and_samples_goes_in_at_once() {
    let world = World::new().await;
    let visit = world.visit("dev-visit", json!({"Status": "InProgress"}));
    let details = world.insert(
        "ProviderVisit",
        "dev-details",
        json!({"VisitId": "dev-visit", "ProvVisitDlvrSampleCount": 2, "IsSignatureCaptured": true}),
    );
    let samples = world.insert(
        "ProductDisbursement",
        "dev-samples",
        json!({"VisitId": "dev-visit", "ProductItemId": world.id("anna-stock"), "QuantityDisbursed": 2,
               "LotNumber": "L1", "Status": "Disbursed"}),
    );
    // The visit comes last: the others have to wait for it.
    let transaction = world.transaction("anna", vec![samples, details, visit]);
    let Applied::Committed {
        records,
        new_ids,
        replayed,
    } = world.apply(transaction.clone()).await
    else {
        panic!("refused")
    };
    assert!(!replayed);
    let items: Vec<_> = transaction
        .items
        .iter()
        .map(|item| item.item_id.clone())
        .collect();
    assert_eq!(
        records.iter().map(|(item, _)| item.clone()).collect::<Vec<_>>(),
        items
    );
    let visit = world.record(&records[2].1).await;
    assert_eq!(visit.name, "V-00000001");
    assert_eq!(visit.values["Status"], Value::Text("InProgress".into()));
    assert_eq!(visit.values["Channel"], Value::Text("In-Person".into()));
    assert_eq!(visit.values["OwnerId"], Value::Text(world.id("anna").into()));
    assert_eq!(visit.values["CreatedDate"], Value::Moment(start()));
    let samples = world.record(&records[0].1).await;
    assert_eq!(samples.values["VisitId"], Value::Text(visit.id.clone().into()));
    assert_eq!(
        new_ids
            .iter()
            .find(|(device, _)| device == "dev-visit")
            .unwrap()
            .1,
        visit.id
    );
    let stock = world.record(&world.id("anna-stock")).await;
    assert_eq!(stock.values["QuantityOnHand"], Value::Number(8.0));
}

#[tokio::test]
async fn the_same_transaction_again_answers_what_the_first_did() {
    let world = World::new().await;
    let transaction = world.transaction("anna", vec![world.visit("dev-1", json!({}))]);
    let Applied::Committed {
        records,
        new_ids,
        replayed: false,
    } = world.apply(transaction.clone()).await
    else {
        panic!("refused")
    };
    let again = Applied::Committed {
        records,
        new_ids,
        replayed: true,
    };
    assert_eq!(world.apply(transaction.clone()).await, again);
    // Also within one call, and after the file was opened anew.
    assert_eq!(
        world
            .apply_lane(vec![transaction.clone(), transaction.clone()])
            .await,
        [again.clone(), again.clone()]
    );
    let reopened = world.reopen().await.unwrap();
    let lanes = vec![Lane {
        transactions: vec![transaction],
    }];
    assert_eq!(
        reopened.apply(lanes, &|_, _, _| LaneStep::Stop).await.unwrap(),
        [[org::Answer::unused(again)]]
    );
}

#[tokio::test]
async fn nothing_of_a_refused_transaction_stays() {
    let world = World::new().await;
    let good = world.visit("dev-1", json!({}));
    let samples = json!({"VisitId": "dev-1", "ProductItemId": world.id("anna-stock"), "QuantityDisbursed": 11,
                         "LotNumber": "L1", "Status": "Disbursed"});
    let too_many = world.insert("ProductDisbursement", "dev-2", samples);
    let refused = world.apply(world.transaction("anna", vec![good, too_many])).await;
    assert_eq!(codes(&refused), ["CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY"]);
    assert!(world.org.lookup("Visit", "V-", 10).await.unwrap().is_empty());
    // Not even a number is used up.
    let visit = world.make(world.visit("dev-1", json!({}))).await;
    assert_eq!(world.record(&visit).await.name, "V-00000001");
}

#[tokio::test]
async fn records_exchange_their_unique_values_in_one_call() {
    let world = World::new().await;
    let visit = |identifier: &str| world.visit("", json!({"SourceSystemIdentifier": identifier}));
    let (first, second) = (world.make(visit("S-1")).await, world.make(visit("S-2")).await);
    let update = |id, identifier: &str| {
        let item = world.update("Visit", id, json!({"SourceSystemIdentifier": identifier}));
        world.transaction("anna", vec![item])
    };
    let exchange = vec![
        update(&first, "S-3"),
        update(&second, "S-1"),
        update(&first, "S-2"),
    ];
    for applied in world.apply_lane(exchange).await {
        assert!(matches!(applied, Applied::Committed { .. }), "{applied:?}");
    }
    for (id, identifier) in [(&first, "S-2"), (&second, "S-1")] {
        let record = world.record(id).await;
        assert!(!record.is_deleted);
        assert_eq!(
            record.values["SourceSystemIdentifier"],
            Value::Text(identifier.into())
        );
    }
    // The file knows them under their new values, too.
    let taken = world.apply(world.transaction("anna", vec![visit("s-1")])).await;
    assert_eq!(codes(&taken), ["DUPLICATE_VALUE"]);
}

#[tokio::test]
async fn later_transactions_of_a_lane_use_what_earlier_ones_made() {
    let world = World::new().await;
    let first = world.transaction("anna", vec![world.visit("dev-1", json!({}))]);
    let second = world.transaction(
        "anna",
        vec![world.update("Visit", "dev-1", json!({"Status": "Abandoned"}))],
    );
    let details = world.insert("ProviderVisit", "dev-2", json!({"VisitId": "dev-1"}));
    let third = world.transaction("anna", vec![details]);
    let applied = world.apply_lane(vec![first, second, third]).await;
    let [
        Applied::Committed { new_ids, .. },
        Applied::Committed { records, .. },
        Applied::Committed { .. },
    ] = applied.as_slice()
    else {
        panic!("{applied:?}")
    };
    assert_eq!(records[0].1, new_ids[0].1);
    assert_eq!(
        world.record(&records[0].1).await.values["Status"],
        Value::Text("Abandoned".into())
    );
}

#[tokio::test]
async fn what_an_earlier_refused_transaction_did_not_make_is_not_there() {
    let world = World::new().await;
    let first = world.transaction("anna", vec![world.visit("dev-1", json!({"Status": "Done"}))]);
    let details = world.insert("ProviderVisit", "dev-2", json!({"VisitId": "dev-1"}));
    let second = world.transaction("anna", vec![details]);
    let applied = world.apply_lane(vec![first, second]).await;
    assert_eq!(codes(&applied[0]), ["INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"]);
    assert_eq!(codes(&applied[1]), ["MALFORMED_ID"]);
}

#[tokio::test]
async fn ids_of_earlier_calls_are_taken_from_known_ids() {
    let world = World::new().await;
    let visit = world.make(world.visit("dev-1", json!({}))).await;
    let item = world.update("Visit", "dev-1", json!({"VisitPriority": "High"}));
    let mut transaction = world.transaction("anna", vec![item]);
    transaction.known_ids.insert("dev-1".into(), visit.clone());
    let Applied::Committed { records, .. } = world.apply(transaction.clone()).await else {
        panic!("refused")
    };
    assert_eq!(records[0].1, visit);
    // The same upload under a new transaction would make a second visit.
    let mut twice = world.transaction("anna", vec![world.visit("dev-1", json!({}))]);
    twice.known_ids = transaction.known_ids;
    assert_eq!(codes(&world.apply(twice).await), ["DUPLICATE_VALUE"]);
}

#[tokio::test]
async fn a_refusal_may_stop_its_lane_and_no_other() {
    let world = World::new().await;
    let bad = |world: &World| world.transaction("anna", vec![world.delete("Visit", "0Z5000000000001")]);
    let good = |world: &World, id: &str| world.transaction("anna", vec![world.visit(id, json!({}))]);
    let lanes = vec![
        Lane {
            transactions: vec![bad(&world), good(&world, "a")],
        },
        Lane {
            transactions: vec![bad(&world), good(&world, "b")],
        },
    ];
    let applied = world
        .org
        .apply(lanes, &|lane, position, errors| {
            assert_eq!((position, errors[0].code.as_str()), (0, "NOT_FOUND"));
            if lane == 0 {
                LaneStep::Stop
            } else {
                LaneStep::Continue
            }
        })
        .await
        .unwrap();
    assert_eq!(applied[0][1].applied, Applied::NotTried);
    assert!(matches!(applied[1][1].applied, Applied::Committed { .. }));
}

#[tokio::test]
async fn every_independent_item_reports_its_errors_and_what_needs_a_refused_one_does_not() {
    let world = World::new().await;
    let items = vec![
        world.visit("dev-1", json!({"Status": "Done", "VisitPriority": "Urgent"})),
        world.insert("ProviderVisit", "dev-2", json!({"VisitId": "dev-1"})),
        world.delete("Visit", "0Z5000000000001"),
    ];
    let refused = world.apply(world.transaction("anna", items)).await;
    let code = "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST";
    assert_eq!(codes(&refused), [code, code, "NOT_FOUND"]);
}

#[tokio::test]
async fn items_in_a_circle_are_refused() {
    let world = World::new().await;
    let items = vec![
        world.visit("dev-1", json!({"ParentVisitId": "dev-2"})),
        world.visit("dev-2", json!({"ParentVisitId": "dev-1"})),
    ];
    let refused = world.apply(world.transaction("anna", items)).await;
    assert_eq!(codes(&refused), ["INVALID_CROSS_REFERENCE_KEY"; 2]);
}

#[tokio::test]
async fn items_on_one_record_stay_in_order_around_one_that_waits() {
    let world = World::new().await;
    let visit = world.make(world.visit("dev-0", json!({}))).await;
    let items = vec![
        world.update(
            "Visit",
            &visit,
            json!({"ParentVisitId": "dev-1", "VisitPriority": "High"}),
        ),
        world.update("Visit", &visit, json!({"VisitPriority": "Low"})),
        world.visit("dev-1", json!({})),
    ];
    let applied = world.apply(world.transaction("anna", items)).await;
    assert!(matches!(applied, Applied::Committed { .. }), "{applied:?}");
    assert_eq!(
        world.record(&visit).await.values["VisitPriority"],
        Value::Text("Low".into())
    );
}

#[tokio::test]
async fn a_key_that_one_item_gives_up_can_be_taken_by_another() {
    let world = World::new().await;
    let old = world
        .make(world.visit("dev-0", json!({"SourceSystemIdentifier": "K"})))
        .await;
    let items = vec![
        world.delete("Visit", &old),
        world.visit("dev-1", json!({"SourceSystemIdentifier": "k"})),
    ];
    let applied = world.apply(world.transaction("anna", items)).await;
    let Applied::Committed { records, .. } = applied else {
        panic!("{applied:?}")
    };
    let new = records[1].1.clone();
    assert!(world.record(&old).await.is_deleted);
    // Two records change places.
    let other = world
        .make(world.visit("dev-2", json!({"SourceSystemIdentifier": "L"})))
        .await;
    let items = vec![
        world.update("Visit", &other, json!({"SourceSystemIdentifier": "M"})),
        world.update("Visit", &new, json!({"SourceSystemIdentifier": "L"})),
        world.update("Visit", &other, json!({"SourceSystemIdentifier": "k"})),
    ];
    let applied = world.apply(world.transaction("anna", items)).await;
    assert!(matches!(applied, Applied::Committed { .. }), "{applied:?}");
    assert_eq!(
        world.record(&other).await.values["SourceSystemIdentifier"],
        Value::Text("k".into())
    );
}

#[tokio::test]
async fn a_device_made_id_may_look_like_an_id() {
    let world = World::new().await;
    let device_id = world.ids.next("zzz").to_string();
    let visit = world.transaction("anna", vec![world.visit(&device_id, json!({}))]);
    let details = world.insert("ProviderVisit", "dev-2", json!({"VisitId": device_id}));
    let details = world.transaction("anna", vec![details]);
    let applied = world.apply_lane(vec![visit, details]).await;
    assert!(
        applied
            .iter()
            .all(|applied| matches!(applied, Applied::Committed { .. })),
        "{applied:?}"
    );
    // But an insert cannot name an Id of its own object.
    let real = world.ids.next("0Z5").to_string();
    let item = world.item(Operation::Insert, "Visit", Some(&real), Some("{}".into()));
    let refused = world.apply(world.transaction("anna", vec![item])).await;
    assert!(codes(&refused).contains(&"INVALID_FIELD_FOR_INSERT_UPDATE"));
}

#[tokio::test]
async fn stock_is_counted_to_the_last_digit() {
    let world = World::new().await;
    let visit = world.make(world.visit("", json!({}))).await;
    let samples = || {
        let values = json!({"VisitId": visit, "ProductItemId": world.id("anna-stock"), "QuantityDisbursed": 0.1,
                            "LotNumber": "L1", "Status": "Disbursed"});
        world.insert("ProductDisbursement", "", values)
    };
    let items: Vec<_> = (0..100).map(|_| samples()).collect();
    let applied = world.apply(world.transaction("anna", items)).await;
    assert!(matches!(applied, Applied::Committed { .. }));
    let stock = world.record(&world.id("anna-stock")).await;
    assert_eq!(stock.values["QuantityOnHand"], Value::Number(0.0));
    assert!(world.try_item(samples()).await.is_err());
}

#[tokio::test]
async fn text_comes_back_as_it_was_sent() {
    let world = World::new().await;
    for text in [
        "\"quoted\" \\ back",
        "two\nlines\ttab",
        "Grüße, 東京 🩺",
        "a\u{1f}b\u{7f}",
        "'; DROP TABLE Visit; --",
        "=1+1",
        " x ",
        "a\u{0}b",
    ] {
        let visit = world
            .make(world.visit("", json!({"InstructionDescription": text})))
            .await;
        let record = world.record(&visit).await;
        assert_eq!(record.values["InstructionDescription"], Value::Text(text.into()));
    }
}

#[tokio::test]
async fn lanes_of_one_call_see_what_the_others_took() {
    let world = World::new().await;
    let lane = |user: &str, device_id: &str| {
        let visit = world.visit(device_id, json!({"SourceSystemIdentifier": "only-once"}));
        Lane {
            transactions: vec![world.transaction(user, vec![visit])],
        }
    };
    // The device-made id is each user's own; the key is not.
    let lanes = vec![lane("anna", "dev-1"), lane("ben", "dev-1")];
    let applied = world.org.apply(lanes, &|_, _, _| LaneStep::Stop).await.unwrap();
    assert!(
        matches!(applied[0][0].applied, Applied::Committed { .. }),
        "{applied:?}"
    );
    assert_eq!(codes(&applied[1][0].applied), ["DUPLICATE_VALUE"]);
}

#[tokio::test]
async fn calls_at_the_same_time_wait_for_each_other() {
    let world = World::new().await;
    let samples = |visit: &str| {
        let values = json!({"VisitId": visit, "ProductItemId": world.id("anna-stock"), "QuantityDisbursed": 1,
                            "LotNumber": "L1", "Status": "Disbursed"});
        vec![
            world.visit(visit, json!({})),
            world.insert("ProductDisbursement", "", values),
        ]
    };
    let calls =
        (0..12).map(|number| world.apply(world.transaction("anna", samples(&format!("dev-{number}")))));
    let applied = futures::future::join_all(calls).await;
    let taken = applied
        .iter()
        .filter(|applied| matches!(applied, Applied::Committed { .. }))
        .count();
    assert_eq!(taken, 10, "as many as there was stock for");
    let stock = world.record(&world.id("anna-stock")).await;
    assert_eq!(stock.values["QuantityOnHand"], Value::Number(0.0));
}
