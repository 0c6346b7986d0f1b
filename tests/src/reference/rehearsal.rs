//! What simulations must say: the same rules on a copy, which is thrown away.

use model::Status;

use super::Reference;

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
    /// What a run that looks back to `lookback_from` would do now, until nothing is due. A pause does not count.
    pub fn rehearse(&self, lookback_from: i64) -> Vec<Rehearsed> {
        let mut copy = self.clone();
        copy.turns.is_paused = false;
        copy.recover();
        let users = copy.transactions.iter().map(|it| it.user + 1).max().unwrap_or(0);
        let mut all = Vec::new();
        while let Some(next) =
            (0..users).find_map(|user| copy.claimable(user, lookback_from).first().copied())
        {
            all.extend(copy.attempt(next));
        }
        all
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
        copy.attempt(number)
    }

    /// Tries one transaction and learns what became of it.
    fn attempt(&mut self, number: usize) -> Option<Rehearsed> {
        let mut claims = vec![self.claim_one(number)];
        self.apply(&mut claims);
        let outcome = self.settle(&claims).pop()?;
        let refusals = claims.pop()?.answer?;
        Some(Rehearsed {
            transaction: number,
            outcome,
            errors: refusals.iter().map(|refusal| refusal.code).collect(),
        })
    }
}
