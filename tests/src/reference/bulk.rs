//! Bulk jobs and their undo, in small.

use std::collections::{BTreeMap, BTreeSet};

use model::{Mover, Operation, Status};

use super::{Action, Deed, Reference, Transaction};

/// What a job does to each of its transactions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BulkDeed {
    /// It changes the status.
    Act(Action),
    /// It takes what the org refuses out of the payloads of visits, or of accounts.
    Mend {
        /// Of which.
        of_visits: bool,
    },
    /// It writes another text into the payloads of visits, or of accounts.
    Write {
        /// Of which.
        of_visits: bool,
        /// The text.
        text: String,
    },
}

/// What a job did, by transaction.
#[derive(Debug, Clone, Default)]
pub struct Job {
    journal: BTreeMap<usize, Entry>,
}

/// What a job did to a transaction.
#[derive(Debug, Clone)]
struct Entry {
    before: Transaction,
    after: Transaction,
}

impl Entry {
    fn is_edit(&self) -> bool {
        self.before.status == self.after.status
    }
}

impl Job {
    /// The transactions to which it did something, in the order in which that is taken back: what waits comes last.
    pub fn to_undo(&self) -> Vec<usize> {
        let waits = |number: &usize| self.journal[number].before.status == Status::Waiting;
        let (last, mut first): (Vec<usize>, Vec<usize>) =
            self.journal.keys().partition(|number| waits(number));
        first.extend(last);
        first
    }
}

impl BulkDeed {
    /// The item after a patch.
    fn patched(&self, deed: &Deed) -> Deed {
        let mut after = deed.clone();
        match self {
            Self::Mend { of_visits } if *of_visits == deed.record.is_visit() => after.is_valid = true,
            Self::Write { of_visits, text } if *of_visits == deed.record.is_visit() => {
                text.clone_into(&mut after.text);
            }
            _ => {}
        }
        after
    }
}

impl Reference {
    /// A job does its deed to these, in one commit; answers how many it refused.
    pub fn bulk(&mut self, job: &mut Job, deed: &BulkDeed, numbers: &[usize]) -> usize {
        for number in numbers {
            let before = self.transactions.clone();
            match deed {
                BulkDeed::Act(action) => self.act(*action, *number),
                patch => self.patch(*number, patch),
            };
            self.note(job, &before, Some(*number));
        }
        let is_refused = |number: &&usize| !job.journal.contains_key(number);
        numbers.iter().filter(is_refused).count()
    }

    /// Patches the items of a transaction; answers whether that is allowed and changes anything.
    fn patch(&mut self, number: usize, patch: &BulkDeed) -> bool {
        let it = &mut self.transactions[number];
        let has_payload = |deed: &Deed| deed.operation != Operation::Delete;
        let after = it.deeds.iter().map(|deed| match has_payload(deed) {
            true => patch.patched(deed),
            false => deed.clone(),
        });
        let after: Vec<Deed> = after.collect();
        let is_allowed = !matches!(it.status, Status::InProgress | Status::Success) && after != it.deeds;
        if is_allowed {
            it.deeds = after;
            it.changes += 1;
        }
        is_allowed
    }

    /// A job takes back what another one did to these, in one commit; answers how many it left. What then waits in
    /// vain is looked at when the job ends.
    pub fn undo(&mut self, job: &mut Job, of: &Job, numbers: &[usize]) -> usize {
        let before = self.transactions.clone();
        let undone: BTreeSet<usize> = numbers
            .iter()
            .copied()
            .filter(|number| self.can_undo(of, *number))
            .collect();
        for number in &undone {
            self.take_back(&of.journal[number], *number);
        }
        self.note(job, &before, None);
        numbers.len() - undone.len()
    }

    /// A job that takes something back ends.
    pub fn end_undo(&mut self) {
        self.move_waiting();
    }

    /// Whether a transaction still is as the job left it; or an admin may make it what it was, and nothing is attempted
    /// then.
    fn can_undo(&self, of: &Job, number: usize) -> bool {
        let it = &self.transactions[number];
        let Entry { before, after } = &of.journal[&number];
        if of.journal[&number].is_edit() {
            let is_open = !matches!(it.status, Status::InProgress | Status::Success);
            let mut changed = before.deeds.iter().zip(&after.deeds).zip(&it.deeds);
            return is_open && changed.all(|((before, after), now)| before == after || after == now);
        }
        let is_as_left = it.changes == after.changes && it.status == after.status;
        let is_a_way = it.changes != after.changes
            && matches!(before.status, Status::Canceled | Status::Manual)
            && it.status.can_become(before.status, Mover::Admin);
        let would_wait_in_vain = before.status == Status::Waiting
            && it.depends_on.iter().any(|on| {
                let is_canceled = self
                    .transactions
                    .get(*on)
                    .is_some_and(|on| on.status == Status::Canceled);
                let will_wait = of.journal.get(on).is_some_and(|entry| {
                    entry.before.status == Status::Waiting
                        && entry.after.changes == self.transactions[*on].changes
                });
                is_canceled && !will_wait
            });
        (is_as_left || is_a_way) && !would_wait_in_vain
    }

    fn take_back(&mut self, entry: &Entry, number: usize) {
        let Entry { before, after } = entry;
        let it = &mut self.transactions[number];
        if entry.is_edit() {
            let patched = before.deeds.iter().zip(&after.deeds).enumerate();
            for (place, (before, _)) in patched.filter(|(_, (before, after))| before != after) {
                it.deeds[place] = before.clone();
            }
            it.changes += 1;
            return;
        }
        let is_as_left = it.changes == after.changes;
        it.is_single = is_as_left && before.is_single;
        it.due = if is_as_left { before.due } else { (0, 0) };
        it.turn_into(before.status);
        if before.status == Status::Waiting {
            it.error = None;
        }
    }

    /// Notes what changed since `before`: of the transaction that was meant, and of those that were canceled with it;
    /// none: of all.
    fn note(&self, job: &mut Job, before: &[Transaction], meant: Option<usize>) {
        for (number, (before, after)) in before.iter().zip(&self.transactions).enumerate() {
            let is_meant = meant.is_none_or(|meant| meant == number);
            let is_canceled = before.status == Status::Waiting && after.status == Status::Canceled;
            if before.changes != after.changes && (is_meant || is_canceled) {
                job.journal.entry(number).or_insert_with(|| Entry {
                    before: before.clone(),
                    after: after.clone(),
                });
            }
        }
    }
}
