//! What processors did, step by step, once more in the reference model.

use std::collections::BTreeMap;

use chrono::Duration;
use model::{RecordId, millis};

use super::{
    command::USERS,
    run::{Begin, Run},
    watch::{Seen, Step},
};
use crate::{
    monday_morning,
    reference::{Claim, Reference, Reply},
};

/// A processor at work: what it has claimed, and its run, if that is kept.
#[derive(Default)]
struct AtWork {
    held: Vec<Claim>,
    /// Its place among the runs, and its lookback in days.
    kept: Option<(usize, i64)>,
}

/// Makes the model do the steps; the error says which of them the rules do not allow.
pub fn replay(
    reference: &mut Reference,
    numbers: &BTreeMap<RecordId, usize>,
    steps: &[Seen],
    run: &Run,
) -> Result<(), String> {
    let mut processors: BTreeMap<&str, AtWork> = BTreeMap::new();
    for (position, (who, step)) in steps.iter().enumerate() {
        let AtWork { held, kept } = processors.entry(who).or_default();
        let lookback_days = kept.map_or(run.lookback_days, |(_, days)| days);
        let lookback_from = reference.now - Duration::days(lookback_days).num_milliseconds();
        let next = steps.get(position + 1).map(|(_, next)| next);
        match step {
            Step::Asked(begin, answer) => {
                let must_be = ask(reference, *begin, run.lookback_days);
                if must_be != Some(*answer) {
                    return Err(format!("{who} was answered {answer:?}, but must be {must_be:?}"));
                }
                if let Reply::Begun(_, days) = answer {
                    *kept = Some((reference.turns.runs.len() - 1, *days));
                }
            }
            Step::Recovered(expected) => {
                let recovered = reference.recover();
                if recovered != *expected {
                    return Err(format!(
                        "{expected} claims came back, but {recovered} had run out"
                    ));
                }
                if let Some((run, _)) = *kept {
                    reference.turns.note(run, 0, Vec::new());
                }
            }
            Step::Claimed(ids) => {
                if reference.recover() > 0 {
                    return Err("claims that had run out did not come back".to_owned());
                }
                let claimed: Vec<usize> = ids.iter().map(|id| numbers[id]).collect();
                *held = reference.claim(&claimed, lookback_from, run.is_real_time())?;
            }
            Step::Applied => reference.apply(held),
            Step::Settled => {
                let settled = reference.settle(held);
                if next == Some(&Step::Panicked) {
                    if let Some((run, _)) = *kept {
                        reference.turns.note_last(run, settled);
                    }
                } else {
                    if let Some((run, _)) = *kept {
                        reference.turns.note(run, held.len(), settled);
                    }
                    reference.give_back(held);
                    held.clear();
                }
            }
            // Outside of a batch it is the end of the processor, whose claims stay until they run out.
            Step::Panicked if next == Some(&Step::Died) => {}
            Step::Panicked => {
                reference.lose(held);
                if let Some((run, _)) = *kept {
                    reference.turns.note(run, held.len(), Vec::new());
                }
                held.clear();
            }
            Step::Slept(milliseconds) => reference.now += milliseconds,
            Step::Paused => reference.turns.is_paused = true,
            Step::Done => {
                for user in 0..USERS {
                    let left = match run.is_real_time() {
                        true => reference.claimable_on_arrival(user, lookback_from),
                        false => reference.claimable(user, lookback_from),
                    };
                    if !left.is_empty() && !reference.turns.is_paused {
                        return Err(format!("{left:?} of user {user} were due and left"));
                    }
                }
                if let Some((run, _)) = *kept {
                    reference.turns.end(run, false);
                }
            }
            Step::Canceled => {
                if let Some((run, _)) = *kept {
                    reference.turns.end(run, true);
                }
            }
            Step::Died => {}
        }
    }
    Ok(())
}

/// What a program that asks for a turn must be answered; none when it does not ask.
fn ask(reference: &mut Reference, begin: Begin, lookback_days: i64) -> Option<Reply> {
    let now = reference.now;
    match begin {
        Begin::Untold => None,
        Begin::Asked(trigger) => Some(reference.turns.begin(trigger, lookback_days, now)),
        Begin::Due => Some(reference.turns.begin_due(now)),
    }
}

/// The moment at which every history begins.
pub fn beginning() -> i64 {
    millis(monday_morning())
}
