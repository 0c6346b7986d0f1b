//! What is processed on arrival, in small.

use super::Reference;

impl Reference {
    /// What a run for real-time transactions may claim of a user, in order: what may be claimed anyway, up to the last
    /// that is real-time. It does not touch what lost a processor.
    pub fn claimable_on_arrival(&self, user: usize, lookback_from: i64) -> Vec<usize> {
        let it = |number: &usize| &self.transactions[*number];
        let mut lane = self.claimable(user, lookback_from);
        let suspect = lane.iter().position(|number| it(number).lost > 0);
        lane.truncate(suspect.unwrap_or(lane.len()));
        let last = lane.iter().rposition(|number| it(number).is_real_time);
        lane.truncate(last.map_or(0, |last| last + 1));
        lane
    }
}
