//! The queue as a run would take it, played in memory: who is next, who is blocked, who is set free.

use std::collections::{BTreeMap, HashMap, HashSet};

use model::{Status, Timestamp};
use store::QueuePlace;

/// The order of one user's transactions.
type Order = (i64, i64, i64);

/// A transaction that is taken from the queue.
pub(super) struct Taken {
    pub(super) arrival: i64,
    pub(super) owner_id: String,
    order: Order,
    identifier: String,
    lost_claims: i64,
}

/// What became of a transaction that was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Those that wait for it may go.
    Success,
    /// It stands where it stood, and holds up the later ones of its user.
    Blocks,
    /// It was not tried: it stands where it stood.
    NotTried,
    /// Those that wait for it never go.
    Gone,
}

struct Standing {
    arrival: i64,
    identifier: String,
    blocks: bool,
    /// How often it lost a processor. If it did, it is taken last, and alone.
    lost_claims: i64,
}

/// The queue.
pub(super) struct Line {
    /// By user, in order.
    pending: BTreeMap<String, BTreeMap<Order, Standing>>,
    /// By arrival: what waits, and for how many.
    waiting: HashMap<i64, (QueuePlace, HashSet<String>)>,
    /// By identifier: who waits for it.
    dependents: HashMap<String, Vec<i64>>,
    after_owner: Option<String>,
}

impl Standing {
    fn goes_with_others(&self) -> bool {
        !self.blocks && self.lost_claims == 0
    }

    fn taken(self, owner_id: &str, order: Order) -> Taken {
        Taken {
            arrival: self.arrival,
            owner_id: owner_id.to_owned(),
            order,
            identifier: self.identifier,
            lost_claims: self.lost_claims,
        }
    }
}

impl Line {
    /// The queue of a run at `now`: what is due, what waits, and what stands in the way.
    pub(super) fn new(places: Vec<QueuePlace>, now: Timestamp) -> Self {
        let mut line = Self {
            pending: BTreeMap::new(),
            waiting: HashMap::new(),
            dependents: HashMap::new(),
            after_owner: None,
        };
        for place in places {
            let is_later = place.status == Status::Retry && place.next_attempt_at.is_some_and(|at| at > now);
            match place.status {
                Status::New | Status::Retry => {
                    let blocks = is_later || place.lacks_imported_items;
                    line.stand(place, blocks);
                }
                Status::InProgress => line.stand(place, true),
                // Without something to wait for, it waits for items that nobody simulates.
                Status::Waiting if !place.waits_for.is_empty() => line.wait(place),
                _ => {}
            }
        }
        line
    }

    fn stand(&mut self, place: QueuePlace, blocks: bool) {
        let standing = Standing {
            arrival: place.arrival,
            identifier: place.identifier,
            blocks,
            lost_claims: place.lost_claims,
        };
        let user = self.pending.entry(place.owner_id).or_default();
        user.insert(place.order, standing);
    }

    fn wait(&mut self, place: QueuePlace) {
        for identifier in &place.waits_for {
            let dependents = self.dependents.entry(identifier.clone()).or_default();
            dependents.push(place.arrival);
        }
        let open = place.waits_for.iter().cloned().collect();
        self.waiting.insert(place.arrival, (place, open));
    }

    /// The next transactions, at most `limit`, as a claim takes them: once around the users from where the last one
    /// stopped; what lost a processor last, each alone. None when nothing is left that could be taken.
    pub(super) fn take(&mut self, limit: usize) -> Vec<Taken> {
        let from = self.after_owner.take();
        let mut taken = self.take_after(from.as_deref(), limit);
        if taken.is_empty() && from.is_some() {
            taken = self.take_after(None, limit);
        }
        if taken.is_empty() {
            taken.extend(self.take_suspect());
        }
        taken
    }

    /// What lost the fewest processors first, as [`store::Store::claim_suspect`] does.
    fn take_suspect(&mut self) -> Option<Taken> {
        let heads = self.pending.iter_mut().filter_map(|(owner, user)| {
            let first = user.first_entry().filter(|first| !first.get().blocks)?;
            Some((owner, first))
        });
        let (owner, first) = heads.min_by_key(|(_, first)| (first.get().lost_claims, first.get().arrival))?;
        let (order, standing) = first.remove_entry();
        Some(standing.taken(owner, order))
    }

    fn take_after(&mut self, after: Option<&str>, limit: usize) -> Vec<Taken> {
        let mut taken = Vec::new();
        for (owner, user) in &mut self.pending {
            if after.is_some_and(|after| owner.as_str() <= after) {
                continue;
            }
            while taken.len() < limit
                && let Some(first) = user.first_entry().filter(|first| first.get().goes_with_others())
            {
                let (order, standing) = first.remove_entry();
                taken.push(standing.taken(owner, order));
            }
            if taken.len() >= limit {
                self.after_owner = Some(owner.clone());
                break;
            }
        }
        taken
    }

    /// Notes what became of a transaction that was taken.
    pub(super) fn end(&mut self, taken: Taken, fate: Fate) {
        match fate {
            Fate::Success => self.set_free(&taken.identifier),
            Fate::Blocks | Fate::NotTried => {
                let standing = Standing {
                    arrival: taken.arrival,
                    identifier: taken.identifier,
                    blocks: fate == Fate::Blocks,
                    lost_claims: taken.lost_claims,
                };
                let user = self.pending.entry(taken.owner_id).or_default();
                user.insert(taken.order, standing);
            }
            Fate::Gone => {}
        }
    }

    fn set_free(&mut self, identifier: &str) {
        for arrival in self.dependents.remove(identifier).unwrap_or_default() {
            let is_free = self.waiting.get_mut(&arrival).is_some_and(|(_, open)| {
                open.remove(identifier);
                open.is_empty()
            });
            if is_free && let Some((place, _)) = self.waiting.remove(&arrival) {
                self.stand(place, false);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use model::timestamp;

    use super::*;

    fn place(arrival: i64, owner: &str, status: Status, waits_for: &[&str]) -> QueuePlace {
        QueuePlace {
            arrival,
            owner_id: owner.into(),
            order: (i64::MAX, 0, arrival),
            status,
            next_attempt_at: (status == Status::Retry).then(|| timestamp(arrival)),
            identifier: format!("t{arrival}"),
            waits_for: waits_for
                .iter()
                .map(|&identifier| identifier.to_owned())
                .collect(),
            lost_claims: 0,
            lacks_imported_items: false,
        }
    }

    /// Takes everything, three at a time; what became of each is said by its arrival.
    fn taken(places: Vec<QueuePlace>, fate: impl Fn(i64) -> Fate) -> Vec<Vec<i64>> {
        let mut line = Line::new(places, timestamp(10));
        let mut all = Vec::new();
        loop {
            let batch = line.take(3);
            if batch.is_empty() {
                return all;
            }
            all.push(batch.iter().map(|taken| taken.arrival).collect());
            let mut blocked = HashSet::new();
            for taken in batch {
                let fate = match blocked.contains(&taken.owner_id) {
                    true => Fate::NotTried,
                    false => fate(taken.arrival),
                };
                if fate == Fate::Blocks {
                    blocked.insert(taken.owner_id.clone());
                }
                line.end(taken, fate);
            }
        }
    }

    #[test]
    fn users_take_turns_and_what_blocks_holds_up_its_user() {
        let places = vec![
            place(1, "b", Status::New, &[]),
            place(2, "a", Status::New, &[]),
            place(3, "a", Status::Retry, &[]),
            place(4, "a", Status::New, &[]),
            place(5, "a", Status::New, &[]),
            place(11, "b", Status::Retry, &[]),
            place(12, "b", Status::New, &[]),
            place(13, "c", Status::InProgress, &[]),
            place(14, "c", Status::New, &[]),
            QueuePlace {
                lacks_imported_items: true,
                ..place(15, "d", Status::New, &[])
            },
            place(16, "d", Status::New, &[]),
        ];
        assert_eq!(
            taken(places.clone(), |_| Fate::Success),
            [vec![2, 3, 4], vec![1], vec![5]]
        );
        let blocks = |arrival| if arrival == 3 { Fate::Blocks } else { Fate::Success };
        assert_eq!(taken(places, blocks), [vec![2, 3, 4], vec![1]]);
    }

    #[test]
    fn what_lost_a_processor_goes_last_and_alone() {
        let mut places = vec![
            place(1, "a", Status::New, &[]),
            place(2, "a", Status::New, &[]),
            place(3, "b", Status::New, &[]),
        ];
        places[0].lost_claims = 1;
        assert_eq!(taken(places, |_| Fate::Success), [vec![3], vec![1], vec![2]]);
    }

    #[test]
    fn what_waits_goes_when_all_it_waits_for_succeeded() {
        let places = vec![
            place(1, "a", Status::New, &[]),
            place(2, "b", Status::New, &[]),
            place(3, "a", Status::Waiting, &["t1", "t2"]),
            place(4, "a", Status::Waiting, &["t3"]),
            place(5, "a", Status::Waiting, &[]),
        ];
        assert_eq!(
            taken(places.clone(), |_| Fate::Success),
            [vec![1, 2], vec![3], vec![4]]
        );
        let second_fails = |arrival| if arrival == 2 { Fate::Gone } else { Fate::Success };
        assert_eq!(taken(places, second_fails), [vec![1, 2]]);
    }
}
