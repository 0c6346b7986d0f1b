//! What processors did, step by step, once more in the reference model.

use std::collections::BTreeMap;

use chrono::Duration;
use model::{RecordId, millis};

use super::{
    command::{Run, USERS},
    watch::{Seen, Step},
};
use crate::{
    monday_morning,
    reference::{Claim, Reference},
};

/// Makes the model do the steps; the error says which of them the rules do not allow.
pub fn replay(
    reference: &mut Reference,
    numbers: &BTreeMap<RecordId, usize>,
    steps: &[Seen],
    run: &Run,
) -> Result<(), String> {
    let mut claims: BTreeMap<&str, Vec<Claim>> = BTreeMap::new();
    for (position, (who, step)) in steps.iter().enumerate() {
        let held = claims.entry(who).or_default();
        let next = steps.get(position + 1).map(|(_, next)| next);
        match step {
            Step::Recovered(expected) => {
                let recovered = reference.recover();
                if recovered != *expected {
                    return Err(format!(
                        "{expected} claims came back, but {recovered} had run out"
                    ));
                }
            }
            Step::Claimed(ids) => {
                if reference.recover() > 0 {
                    return Err("claims that had run out did not come back".to_owned());
                }
                let claimed: Vec<usize> = ids.iter().map(|id| numbers[id]).collect();
                *held = reference.claim(&claimed, lookback_from(reference, run))?;
            }
            Step::Applied => reference.apply(held),
            Step::Settled => {
                reference.settle(held);
                if next != Some(&Step::Panicked) {
                    reference.give_back(held);
                    held.clear();
                }
            }
            // Outside of a batch it is the end of the processor, whose claims stay until they run out.
            Step::Panicked if next == Some(&Step::Died) => {}
            Step::Panicked => {
                reference.lose(held);
                held.clear();
            }
            Step::Slept(milliseconds) => reference.now += milliseconds,
            Step::Done => {
                for user in 0..USERS {
                    let left = reference.claimable(user, lookback_from(reference, run));
                    if !left.is_empty() {
                        return Err(format!("{left:?} of user {user} were due and left"));
                    }
                }
            }
            Step::Canceled | Step::Died => {}
        }
    }
    Ok(())
}

fn lookback_from(reference: &Reference, run: &Run) -> i64 {
    reference.now - Duration::days(run.lookback_days).num_milliseconds()
}

/// The moment at which every history begins.
pub fn beginning() -> i64 {
    millis(monday_morning())
}
