//! Random histories, compared with a plain model: the counts with a recount, every status with what must have
//! become of it, and every history with the changes that were made.

use std::collections::BTreeMap;

use model::{Mover, Status, timestamp};
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use store::{ActionResult, SettledAs, TransactionFilter, TransactionSort};

use crate::{
    engine::{Fixture, START, fixture},
    sample::{Action, asking, identifiers, settlement},
};

/// What may happen.
#[derive(Debug, Clone)]
enum Step {
    /// Uploads of a user, the second depending on the first.
    Receive { owner: u8, dependent: bool },
    /// A claim, and how each claimed transaction ends; claims without an ending are given back.
    Process { limit: usize, endings: Vec<u8> },
    /// A processor dies, and its claims run out.
    Die { limit: usize },
    /// An admin acts on one of the transactions.
    Act { action: u8, which: prop::sample::Index },
    /// Time goes by.
    Wait { seconds: i64 },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0..3_u8, any::<bool>()).prop_map(|(owner, dependent)| Step::Receive { owner, dependent }),
        4 => (1..6_usize, prop::collection::vec(0..6_u8, 0..6)).prop_map(|(limit, endings)| Step::Process { limit, endings }),
        1 => (1..4_usize).prop_map(|limit| Step::Die { limit }),
        4 => (0..4_u8, any::<prop::sample::Index>()).prop_map(|(action, which)| Step::Act { action, which }),
        1 => (1..100_i64).prop_map(|seconds| Step::Wait { seconds }),
    ]
}

/// What a transaction must be.
#[derive(Debug, Clone, PartialEq)]
struct Expected {
    status: Status,
    on: Option<String>,
    attempts: usize,
    /// Every change of status that somebody other than the processor made: old and new.
    changes: Vec<(Status, Status)>,
}

/// The rules, in small.
#[derive(Debug, Default)]
struct Model(BTreeMap<String, Expected>);

impl Model {
    fn change(&mut self, name: &str, to: Status) {
        if let Some(it) = self.0.get_mut(name) {
            it.changes.push((it.status, to));
            it.status = to;
        }
        self.follow(name);
    }

    /// What the end of one does to those that wait for it.
    fn follow(&mut self, name: &str) {
        let to = match self.0[name].status {
            Status::Success => Status::New,
            Status::Canceled => Status::Canceled,
            _ => return,
        };
        let waiting: Vec<String> = self
            .0
            .iter()
            .filter(|(_, it)| it.status == Status::Waiting && it.on.as_deref() == Some(name))
            .map(|(name, _)| name.clone())
            .collect();
        for name in waiting {
            self.change(&name, to);
        }
    }

    fn settle(&mut self, name: &str, to: Status) {
        if let Some(it) = self.0.get_mut(name) {
            it.status = to;
            it.attempts += 1;
        }
        self.follow(name);
    }
}

async fn run(f: &Fixture, model: &mut Model, step: Step) {
    match step {
        Step::Receive { owner, dependent } => {
            let name = format!("t{}", model.0.len());
            let last = model
                .0
                .len()
                .checked_sub(1)
                .map(|last| format!("t{last}"))
                .filter(|_| dependent);
            let mut upload = f.upload(&name);
            upload.transaction.owner_id = format!("owner-{owner}");
            upload.transaction.dependent_offline_identifiers.clone_from(&last);
            f.receive(vec![upload]).await;
            let status = match last.as_ref().map(|last| model.0[last].status) {
                None | Some(Status::Success) => Status::New,
                Some(_) => Status::Waiting,
            };
            let canceled = last
                .as_ref()
                .is_some_and(|last| model.0[last].status == Status::Canceled);
            model.0.insert(
                name.clone(),
                Expected {
                    status,
                    on: last,
                    attempts: 0,
                    changes: vec![],
                },
            );
            if canceled {
                model.change(&name, Status::Canceled);
            }
        }
        Step::Process { limit, endings } => {
            let mut claims = f.claim(limit).await;
            if claims.is_empty() {
                claims.extend(f.store.claim_suspect(asking(1)).await.unwrap());
            }
            let names = identifiers(&claims);
            assert!(
                names
                    .iter()
                    .all(|name| matches!(model.0[*name].status, Status::New | Status::Retry)),
                "{names:?}"
            );
            let mut settlements = Vec::new();
            for (claim, ending) in claims.iter().zip(&endings) {
                let now = timestamp(START);
                let outcome = match ending {
                    0 | 1 => SettledAs::Success,
                    2 => SettledAs::Failed,
                    3 => SettledAs::Retry { next_attempt_at: now },
                    4 => SettledAs::Canceled,
                    _ => SettledAs::Manual,
                };
                settlements.push(settlement(claim, outcome));
                model.settle(&claim.transaction.offline_unique_identifier, outcome.status());
            }
            f.settle(settlements).await;
            let rest = claims
                .iter()
                .skip(endings.len())
                .map(|claim| (claim.arrival, claim.lease))
                .collect();
            f.store.release(rest).await.unwrap();
        }
        Step::Die { limit } => {
            let claims = f.claim(limit).await;
            f.clock.advance(chrono::Duration::minutes(2));
            assert_eq!(f.store.recover_expired().await.unwrap(), claims.len() as u64);
        }
        Step::Act { action, which } => {
            if model.0.is_empty() {
                return;
            }
            let name = format!("t{}", which.index(model.0.len()));
            let (action, to) = [
                (Action::Ignore, Status::Canceled),
                (Action::Retry, Status::Retry),
                (Action::MarkManual, Status::Manual),
                (Action::MarkResolved, Status::Success),
            ][usize::from(action)];
            let it = &model.0[&name];
            let held_back = it.status == Status::Canceled
                && it
                    .on
                    .as_ref()
                    .is_some_and(|on| model.0[on].status != Status::Success);
            let legal = it.status.can_become(to, Mover::Admin) && !held_back;
            let done = matches!(f.act(action, &name).await, ActionResult::Done { .. });
            assert_eq!(done, legal, "{action:?} {name} {it:?}");
            if done {
                model.change(&name, to);
            }
        }
        Step::Wait { seconds } => f.clock.advance(chrono::Duration::seconds(seconds)),
    }
}

async fn compare(f: &Fixture, model: &Model) {
    let mut recount = store::StatusCounts::default();
    for (name, expected) in &model.0 {
        let detail = f.find(name).await;
        assert_eq!(detail.transaction.status, expected.status, "{name}");
        assert_eq!(detail.attempts.len(), expected.attempts, "{name}");
        let changes: Vec<_> = detail
            .history
            .iter()
            .rev()
            .map(|change| {
                let status = |value: &Option<String>| value.as_deref().unwrap().parse::<Status>().unwrap();
                (status(&change.old_value), status(&change.new_value))
            })
            .collect();
        assert_eq!(changes, expected.changes, "{name}");
        *recount.get_mut(expected.status) += 1;
    }
    assert_eq!(f.store.counts().await.unwrap(), recount);
    for status in Status::ALL {
        let filter = TransactionFilter {
            statuses: vec![status],
            ..Default::default()
        };
        let page = f
            .store
            .page(&filter, TransactionSort::default(), None, 1000)
            .await
            .unwrap();
        assert_eq!(page.rows.len() as i64, recount.get(status), "{status}");
    }
    let failed: i64 = f
        .store
        .overview()
        .await
        .unwrap()
        .failed_by_error
        .iter()
        .map(|error| error.count)
        .sum();
    assert_eq!(failed, recount.failed);
}

#[test]
fn random_histories_end_as_the_rules_say() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let config = Config {
        cases: 48,
        failure_persistence: None,
        ..Config::default()
    };
    let seed = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let steps = prop::collection::vec(step(), 1..60);
    TestRunner::new_with_rng(config, seed)
        .run(&steps, |steps| {
            runtime.block_on(async {
                let f = fixture().await;
                let mut model = Model::default();
                for step in steps {
                    run(&f, &mut model, step).await;
                }
                compare(&f, &model).await;
            });
            Ok(())
        })
        .unwrap();
}
