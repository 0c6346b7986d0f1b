//! A call costs the same number of statements however much it applies, and one more for each 50 records of an object
//! that it writes: a statement costs far more than the work it does for one record.

#![allow(clippy::unwrap_used, clippy::panic, reason = "test code")]

mod world;

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use org::{Applied, Lane, LaneStep, Org as _, OrgTransaction};
use serde_json::json;
use tracing::{Event, Subscriber};
use tracing_subscriber::{
    Layer,
    layer::{Context, SubscriberExt as _},
};
use world::World;

/// Counts the statements that sqlx tells of.
#[derive(Clone, Default)]
struct Statements(Arc<AtomicUsize>);

impl<S: Subscriber> Layer<S> for Statements {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "sqlx::query" {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// A visit with its details and samples, and changes of records that are there: what devices send.
fn transactions(world: &World, visits: &[model::RecordId], label: &str) -> Vec<OrgTransaction> {
    let transaction = |(number, visit): (usize, &model::RecordId)| {
        let device_id = format!("{label}-{number}");
        let address = json!({"Name": "Office", "ParentId": world.id("miller"), "Street": device_id, "City": "Town",
                             "PostalCode": "1"});
        let samples = json!({"VisitId": device_id, "ProductItemId": world.id("anna-stock"), "LotNumber": "L",
                             "QuantityDisbursed": 0.01, "Status": "Disbursed"});
        let items = vec![
            world.visit(&device_id, json!({"SourceSystemIdentifier": device_id})),
            world.insert("ProviderVisit", "", json!({"VisitId": device_id})),
            world.insert("ProductDisbursement", "", samples),
            world.insert("ContactPointAddress", "", address),
            world.update("Visit", visit, json!({"VisitPriority": "High"})),
        ];
        if number % 2 == 0 {
            world.enforced("anna", items)
        } else {
            world.transaction("anna", items)
        }
    };
    visits.iter().enumerate().map(transaction).collect()
}

async fn statements_of(world: &World, counter: &Statements, lanes: Vec<Lane>) -> usize {
    counter.0.store(0, Ordering::Relaxed);
    let applied = world.org.apply(lanes, &|_, _, _| LaneStep::Stop).await.unwrap();
    assert!(
        applied
            .iter()
            .flatten()
            .all(|answer| matches!(answer.applied, Applied::Committed { .. })),
        "{applied:?}"
    );
    counter.0.load(Ordering::Relaxed)
}

#[tokio::test]
async fn the_number_of_statements_grows_only_with_every_fifty_records() {
    // For the whole process: statements run on threads of sqlx.
    let counter = Statements::default();
    tracing::subscriber::set_global_default(tracing_subscriber::registry().with(counter.clone())).unwrap();
    let world = World::new().await;
    let visits: Vec<_> = (0..60)
        .map(|number| world.visit(&format!("old-{number}"), json!({})))
        .collect();
    let Applied::Committed { records, .. } = world.apply(world.transaction("anna", visits)).await else {
        panic!("refused")
    };
    let visits: Vec<_> = records.into_iter().map(|(_, visit)| visit).collect();
    let lanes = |label: &str, lanes: usize, length: usize| -> Vec<Lane> {
        let lane = |number| Lane {
            transactions: transactions(&world, &visits[..length], &format!("{label}-{number}")),
        };
        (0..lanes).map(lane).collect()
    };
    let few = statements_of(&world, &counter, lanes("few", 1, 2)).await;
    let many = statements_of(&world, &counter, lanes("many", 4, 60)).await;
    assert!(few > 0, "no statements were counted");
    let written = 4 * 60 * 5;
    assert!(
        (few..=few + written / 50).contains(&many),
        "{few} and {many} statements"
    );
    assert!(few < 40, "{few} statements");
}
