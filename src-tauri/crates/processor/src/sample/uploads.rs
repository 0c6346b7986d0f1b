//! Fills the slots of the agenda with transactions.

use model::IdGenerator;
use rand::RngExt as _;
use rand_chacha::ChaCha12Rng;
use store::Upload;

use super::{
    activity::Scene,
    agenda::{Slot, What},
    draft::Draft,
    mishap::Trouble,
    rep::Plan,
    world::World,
};

/// What a device uploads for a slot, and what is wrong with it.
pub(super) fn fill(
    slot: &Slot,
    world: &mut World,
    ids: &IdGenerator,
    rng: &mut ChaCha12Rng,
) -> (Upload, Option<Trouble>) {
    let plan = match slot.what {
        What::MakePlan => world.reps[slot.rep].plans.pop(),
        _ => None,
    };
    let made = match (slot.what, plan) {
        (What::Wrong { mishap, account, .. }, _) => {
            let account = account.unwrap_or_else(|| any_account(world, slot.rep, rng));
            let mut scene = scene(world, slot, account, rng);
            let (draft, trouble, plan) = scene.gone_wrong(mishap);
            Made {
                draft,
                plan,
                trouble: Some(trouble),
            }
        }
        (_, Some(plan)) => {
            let samples = rng.random_range(0..3);
            Made::well(scene(world, slot, plan.account, rng).planned_visit_made(&plan, samples))
        }
        (_, None) => {
            let account = any_account(world, slot.rep, rng);
            routine(scene(world, slot, account, rng))
        }
    };
    let rep = &mut world.reps[slot.rep];
    rep.plans.extend(made.plan);
    (made.draft.upload(rep, slot.made_at, ids), made.trouble)
}

struct Made {
    draft: Draft,
    /// A visit that was planned, to be made later.
    plan: Option<Plan>,
    trouble: Option<Trouble>,
}

impl Made {
    fn well(draft: Draft) -> Self {
        Self {
            draft,
            plan: None,
            trouble: None,
        }
    }
}

fn scene<'a>(world: &'a World, slot: &Slot, account: usize, rng: &'a mut ChaCha12Rng) -> Scene<'a> {
    Scene {
        world,
        rep: &world.reps[slot.rep],
        account,
        at: slot.made_at,
        rng,
    }
}

/// One of the accounts of the rep's territory.
fn any_account(world: &World, rep: usize, rng: &mut ChaCha12Rng) -> usize {
    let accounts = &world.territories[world.reps[rep].territory].accounts;
    accounts[rng.random_range(0..accounts.len())]
}

/// What a rep does on any day, as often as reps do it.
fn routine(mut scene: Scene<'_>) -> Made {
    let share = scene.rng.random_range(0..100);
    match share {
        0..=35 => {
            let samples = scene.rng.random_range(0..3);
            Made::well(scene.visit_made(samples))
        }
        36..=49 => {
            let (draft, plan) = scene.planned_visit();
            Made {
                draft,
                plan: Some(plan),
                trouble: None,
            }
        }
        50..=61 => Made::well(scene.inquiry()),
        62..=73 => Made::well(scene.territory_note()),
        74..=81 => Made::well(scene.account_change()),
        82..=89 => Made::well(scene.address_change()),
        90..=93 => Made::well(scene.goal_change()),
        94..=96 => Made::well(scene.new_address()),
        _ => Made::well(scene.new_provider()),
    }
}
