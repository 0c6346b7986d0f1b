//! What simulations must say: the same rules on a copy, which is thrown away.

use model::Status;

use super::{Claim, Reference};

/// What would become of a transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rehearsed {
    /// Which.
    pub transaction: usize,
    /// How the attempt would end.
    pub outcome: Status,
    /// Why, in the order of the device.
    pub errors: Vec<&'static str>,
}

impl Reference {
    /// What a run that looks back to `lookback_from` would do now, until nothing is due. It claims all that it may at
    /// once; what lost a processor last, each alone, what lost the fewest first. A pause does not count.
    pub fn rehearse(&self, lookback_from: i64) -> Vec<Rehearsed> {
        let mut copy = self.clone();
        copy.turns.is_paused = false;
        copy.recover();
        let users = copy.transactions.iter().map(|it| it.user + 1).max().unwrap_or(0);
        let mut all = Vec::new();
        loop {
            let lanes: Vec<Vec<usize>> = (0..users)
                .map(|user| copy.claimable(user, lookback_from))
                .collect();
            let lost = |number: &usize| copy.transactions[*number].lost;
            let is_no_suspect = |number: &&usize| lost(number) == 0;
            let mut next: Vec<usize> = lanes
                .iter()
                .flat_map(|lane| lane.iter().take_while(is_no_suspect))
                .copied()
                .collect();
            if next.is_empty() {
                let suspects = lanes.iter().filter_map(|lane| lane.first());
                next.extend(suspects.min_by_key(|number| (lost(number), **number)));
            }
            if next.is_empty() {
                return all;
            }
            all.extend(copy.attempt(&next));
        }
    }

    /// What an attempt on this transaction would come to now, whoever is before it; none when it is in work, or done.
    /// What an admin may retry is as if that was done.
    pub fn rehearse_one(&self, number: usize) -> Option<Rehearsed> {
        let mut copy = self.clone();
        copy.recover();
        let it = &mut copy.transactions[number];
        match it.status {
            Status::InProgress | Status::Success => return None,
            Status::Failed | Status::Canceled | Status::Manual => it.is_single = true,
            Status::Waiting | Status::New | Status::Retry => {}
        }
        copy.attempt(&[number]).pop()
    }

    /// Claims these, and learns what became of those that were tried.
    fn attempt(&mut self, numbers: &[usize]) -> Vec<Rehearsed> {
        let mut claims: Vec<Claim> = numbers.iter().map(|number| self.claim_one(*number)).collect();
        self.apply(&mut claims);
        let outcomes = self.settle(&claims);
        self.give_back(&claims);
        let tried = claims
            .iter()
            .filter_map(|claim| Some((claim.transaction, claim.answer.as_ref()?)));
        let rehearsed = tried
            .zip(outcomes)
            .map(|((transaction, refusals), outcome)| Rehearsed {
                transaction,
                outcome,
                errors: refusals.iter().map(|refusal| refusal.code).collect(),
            });
        rehearsed.collect()
    }
}
