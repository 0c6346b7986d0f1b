//! The rules of the Sync Processor in small: what must have become of every transaction. Plain lists, no files, no
//! threads; slow and easy to read. The random histories of [`crate::history`] hold the product against it.
//!
//! Transactions, users and records are numbers here: a transaction is its place in the order of arrival.

mod bulk;
mod org;
mod outcome;
mod real_time;
mod rehearsal;
mod turns;

use std::collections::BTreeSet;

use model::{Mover, Status, SyncProcessorSettings};

pub use bulk::{BulkDeed, Job};
use org::CRASHED;
pub use org::{Deed, Kept, Known, Org, Record, Refusal};
use outcome::{outcome, wait};
pub use rehearsal::Rehearsed;
pub use turns::{KeptRun, Reply, Schedule, Turns};

/// So many processors may be lost with a transaction before it is set aside.
const MOST_LOST: i64 = 3;

/// How long a claim holds, in milliseconds.
pub const LEASE: i64 = 5 * 60_000;

/// A transaction.
#[derive(Debug, Clone)]
pub struct Transaction {
    /// Whose device made it.
    pub user: usize,
    /// Its place among those of the user; those without come last.
    pub sequence: Option<i64>,
    /// When it was made on the device.
    pub made_at: i64,
    /// Transactions that must be Success before; some may not have arrived.
    pub depends_on: Vec<usize>,
    /// Whether every item is there.
    pub is_complete: bool,
    /// Whether it came in a file, as it was elsewhere.
    pub is_imported: bool,
    /// Whether it is to be processed on arrival.
    pub is_real_time: bool,
    /// Its items.
    pub deeds: Vec<Deed>,
    /// The status.
    pub status: Status,
    /// The error it has now.
    pub error: Option<&'static str>,
    /// Failed attempts so far.
    pub failed: i64,
    /// Attempts so far, as they ended.
    pub attempts: Vec<Status>,
    /// Comments so far.
    pub comments: usize,
    /// The earliest and the latest moment at which a Retry may be due.
    pub due: (i64, i64),
    /// Whether an admin asked for one more attempt.
    is_single: bool,
    /// Claims that were lost with their processors since its status changed.
    lost: i64,
    /// How often its status, its content or the error of its waiting changed.
    changes: u64,
    /// The number of its last claim, when that runs out, and the status before it.
    lease: u64,
    lease_until: i64,
    was: Status,
}

/// A transaction that a processor has claimed, as it was then.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Which.
    pub transaction: usize,
    as_claimed: Transaction,
    settings: SyncProcessorSettings,
    /// The org's answer; none before it was tried.
    answer: Option<Vec<Refusal>>,
    known: Known,
}

/// What an admin does to a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Action {
    Ignore,
    Retry,
    MarkManual,
    MarkResolved,
}

/// The queue and the org.
#[derive(Debug, Clone)]
pub struct Reference {
    /// What time it is, in milliseconds.
    pub now: i64,
    /// The settings in force.
    pub settings: SyncProcessorSettings,
    /// In order of arrival.
    pub transactions: Vec<Transaction>,
    /// What device-made ids stand for, as far as the queue knows.
    pub known: Known,
    /// The org.
    pub org: Org,
    /// Schedules, pauses and runs.
    pub turns: Turns,
}

impl Transaction {
    /// It gets a status, and lost claims are forgotten; but one that was set aside for them stays a suspect.
    fn turn_into(&mut self, status: Status) {
        self.status = status;
        self.changes += 1;
        let is_set_aside = self.error == Some(CRASHED);
        self.lost = i64::from(is_set_aside && self.lost > 0);
    }

    /// A claim on it is lost: it goes back as it was. What came in a file as InProgress was claimed by nobody here.
    fn lose_claim(&mut self) {
        self.status = self.was;
        self.lost += i64::from(self.lease > 0);
    }

    /// What came in a file and is not all there holds up what comes after it.
    fn waits_for_files(&self) -> bool {
        self.is_imported && !self.is_complete
    }

    /// One that was just made.
    pub fn new(user: usize, sequence: Option<i64>, made_at: i64, deeds: Vec<Deed>) -> Self {
        Self {
            user,
            sequence,
            made_at,
            depends_on: Vec::new(),
            is_complete: true,
            is_imported: false,
            is_real_time: false,
            deeds,
            status: Status::Waiting,
            error: None,
            failed: 0,
            attempts: Vec::new(),
            comments: 0,
            due: (0, 0),
            is_single: false,
            lost: 0,
            changes: 0,
            lease: 0,
            lease_until: 0,
            was: Status::New,
        }
    }
}

// What devices and admins do.
impl Reference {
    /// A transaction arrives.
    pub fn receive(&mut self, transaction: Transaction) {
        self.transactions.push(transaction);
        self.move_waiting();
    }

    /// A transaction comes in a file, with a status and what it had there.
    pub fn import(&mut self, transaction: Transaction) {
        self.transactions.push(Transaction {
            is_imported: true,
            lease_until: self.now,
            ..transaction
        });
        self.move_waiting();
    }

    /// The item comes in a file that a transaction has more.
    pub fn import_deed(&mut self, number: usize, deed: Deed) {
        let it = &mut self.transactions[number];
        it.deeds.push(deed);
        it.is_complete = true;
        self.move_waiting();
    }

    /// An admin changes a status; answers whether that is allowed.
    pub fn act(&mut self, action: Action, number: usize) -> bool {
        let to = match action {
            Action::Ignore => Status::Canceled,
            Action::Retry => Status::Retry,
            Action::MarkManual => Status::Manual,
            Action::MarkResolved => Status::Success,
        };
        let from = self.transactions[number].status;
        let is_released = from != Status::Canceled || self.is_released(number);
        if !from.can_become(to, Mover::Admin) || !is_released {
            return false;
        }
        let now = self.now;
        let it = &mut self.transactions[number];
        it.is_single = action == Action::Retry;
        it.due = (now, now);
        if action == Action::MarkResolved {
            it.error = None;
            it.comments += 1;
        }
        it.turn_into(to);
        self.move_waiting();
        true
    }

    /// An admin writes another payload; answers whether that is allowed.
    pub fn edit_deed(&mut self, number: usize, place: usize, is_valid: bool, text: &str) -> bool {
        let it = &mut self.transactions[number];
        if matches!(it.status, Status::InProgress | Status::Success) {
            return false;
        }
        it.changes += 1;
        it.deeds[place].is_valid = is_valid;
        text.clone_into(&mut it.deeds[place].text);
        true
    }

    /// An admin changes what it depends on; answers whether that is allowed.
    pub fn edit_dependencies(&mut self, number: usize, depends_on: Vec<usize>) -> bool {
        let it = &mut self.transactions[number];
        let would_wait_anew = matches!(it.status, Status::New | Status::Retry)
            && !depends_on.is_empty()
            && depends_on != it.depends_on;
        if matches!(it.status, Status::InProgress | Status::Success) || would_wait_anew {
            return false;
        }
        it.changes += u64::from(it.depends_on != depends_on);
        it.depends_on = depends_on;
        self.move_waiting();
        true
    }

    fn is_released(&self, number: usize) -> bool {
        let is_success = |on: &usize| {
            self.transactions
                .get(*on)
                .is_some_and(|on| on.status == Status::Success)
        };
        self.transactions[number].depends_on.iter().all(is_success)
    }

    /// What is Waiting becomes New when nothing holds it back, Canceled when what it depends on is, and an error when
    /// it waits for itself; until nothing moves any more.
    fn move_waiting(&mut self) {
        loop {
            let mut has_moved = false;
            for number in 0..self.transactions.len() {
                let it = &self.transactions[number];
                if it.status != Status::Waiting {
                    continue;
                }
                let is_canceled = |on: &usize| {
                    self.transactions
                        .get(*on)
                        .is_some_and(|on| on.status == Status::Canceled)
                };
                let to = if it.depends_on.iter().any(is_canceled) {
                    Status::Canceled
                } else if it.is_complete && self.is_released(number) {
                    Status::New
                } else {
                    continue;
                };
                let it = &mut self.transactions[number];
                it.error = None;
                it.turn_into(to);
                has_moved = true;
            }
            if !has_moved {
                break;
            }
        }
        for number in 0..self.transactions.len() {
            if self.transactions[number].status == Status::Waiting {
                let error = self.waits_for_itself(number).then_some("SYNC_PROCESSOR_ERROR");
                let it = &mut self.transactions[number];
                it.changes += u64::from(it.error != error);
                it.error = error;
            }
        }
    }

    fn waits_for_itself(&self, number: usize) -> bool {
        let mut reached = BTreeSet::new();
        let mut ahead = self.transactions[number].depends_on.clone();
        while let Some(on) = ahead.pop() {
            let is_waiting = self
                .transactions
                .get(on)
                .is_some_and(|on| on.status == Status::Waiting);
            if is_waiting && reached.insert(on) {
                ahead.extend(&self.transactions[on].depends_on);
            }
        }
        reached.contains(&number)
    }
}

// What processors do.
impl Reference {
    /// The transactions of a user that may be claimed now, in order: up to one that is being processed, or whose
    /// retry is not due. What was made before `lookback_from` is left alone and holds up nobody.
    pub fn claimable(&self, user: usize, lookback_from: i64) -> Vec<usize> {
        let is_free = |number: &usize| {
            let it = &self.transactions[*number];
            let is_due = it.status == Status::New || (it.status == Status::Retry && it.due.1 <= self.now);
            is_due && !it.waits_for_files()
        };
        let lane = self.lane(user, lookback_from);
        lane.into_iter().take_while(is_free).collect()
    }

    /// The transactions of a user that are in the queue, in order.
    fn lane(&self, user: usize, lookback_from: i64) -> Vec<usize> {
        let mut lane: Vec<usize> = (0..self.transactions.len())
            .filter(|number| {
                let it = &self.transactions[*number];
                let is_recent =
                    it.made_at >= lookback_from && matches!(it.status, Status::New | Status::Retry);
                it.user == user && (is_recent || it.status == Status::InProgress)
            })
            .collect();
        lane.sort_by_key(|number| {
            let it = &self.transactions[*number];
            (it.sequence.unwrap_or(i64::MAX), it.made_at, *number)
        });
        lane
    }

    /// A processor claims these; the error says why it must not. What lost a processor before is claimed alone. With
    /// `only_real_time`, it takes what is to be processed on arrival.
    pub fn claim(
        &mut self,
        numbers: &[usize],
        lookback_from: i64,
        only_real_time: bool,
    ) -> Result<Vec<Claim>, String> {
        if self.turns.is_paused {
            return Err(format!("{numbers:?} were claimed during a pause"));
        }
        let users: BTreeSet<usize> = numbers
            .iter()
            .map(|number| self.transactions[*number].user)
            .collect();
        for user in users {
            let next = match only_real_time {
                true => self.claimable_on_arrival(user, lookback_from),
                false => self.claimable(user, lookback_from),
            };
            let of_user = |number: &&usize| self.transactions[**number].user == user;
            let claimed: Vec<usize> = numbers.iter().filter(of_user).copied().collect();
            if !next.starts_with(&claimed) {
                return Err(format!(
                    "{claimed:?} of user {user} were claimed, next were {next:?}"
                ));
            }
        }
        let is_suspect = |number: &&usize| self.transactions[**number].lost > 0;
        if let Some(suspect) = numbers.iter().find(is_suspect).filter(|_| numbers.len() > 1) {
            return Err(format!("t{suspect} lost a processor and was not claimed alone"));
        }
        Ok(numbers.iter().map(|number| self.claim_one(*number)).collect())
    }

    fn claim_one(&mut self, number: usize) -> Claim {
        let it = &mut self.transactions[number];
        it.was = it.status;
        it.status = Status::InProgress;
        it.lease += 1;
        it.lease_until = self.now + LEASE;
        Claim {
            transaction: number,
            as_claimed: it.clone(),
            settings: self.settings.clone(),
            answer: None,
            known: self.known.clone(),
        }
    }

    /// The org tries what was claimed, the transactions of each user in order; after one that is to be retried, the
    /// user's later ones are not tried. Of one that lost too many processors only what was applied before counts. The
    /// queue does not know yet.
    pub fn apply(&mut self, claims: &mut [Claim]) {
        let mut held_up = BTreeSet::new();
        let mut made = Known::new();
        for claim in claims {
            let it = &claim.as_claimed;
            if held_up.contains(&it.user) {
                continue;
            }
            claim.known.extend(made.clone());
            let answer = if it.lost >= MOST_LOST {
                self.org.recorded(claim.transaction, &mut claim.known)
            } else {
                self.org
                    .apply(claim.transaction, it.user, &it.deeds, &mut claim.known)
            };
            if answer.is_empty() {
                made.extend(claim.known.clone());
            }
            if outcome(&answer, it.failed, it.is_single, &claim.settings) == Status::Retry {
                held_up.insert(it.user);
            }
            claim.answer = Some(answer);
        }
    }

    /// The queue learns what became of what was tried; answers that. A claim that has run out and was taken back
    /// changes nothing.
    pub fn settle(&mut self, claims: &[Claim]) -> Vec<Status> {
        let mut settled = Vec::new();
        for claim in claims {
            let Some(answer) = &claim.answer else { continue };
            if !self.holds(claim) {
                continue;
            }
            let was = &claim.as_claimed;
            let to = outcome(answer, was.failed, was.is_single, &claim.settings);
            let now = self.now;
            let it = &mut self.transactions[claim.transaction];
            it.error = answer.first().map(|refusal| refusal.code);
            it.turn_into(to);
            it.attempts.push(to);
            settled.push(to);
            // Locked rows put an admin's one attempt off.
            it.is_single = was.is_single && to == Status::Retry;
            if matches!(to, Status::Retry | Status::Failed) {
                it.failed += 1;
            }
            if to == Status::Retry {
                let (least, most) = wait(it.failed);
                it.due = (now + least, now + most);
            }
            if to == Status::Success {
                let applied = self
                    .org
                    .ledger
                    .iter()
                    .find(|(number, _)| *number == claim.transaction);
                self.known
                    .extend(applied.into_iter().flat_map(|(_, made)| made.clone()));
            }
        }
        self.move_waiting();
        settled
    }

    /// Claims that were not tried go back as they were.
    pub fn give_back(&mut self, claims: &[Claim]) {
        for claim in claims.iter().filter(|claim| claim.answer.is_none()) {
            if self.holds(claim) {
                let it = &mut self.transactions[claim.transaction];
                it.status = it.was;
            }
        }
    }

    fn holds(&self, claim: &Claim) -> bool {
        let it = &self.transactions[claim.transaction];
        it.status == Status::InProgress && it.lease == claim.as_claimed.lease
    }

    /// Claims that have run out go back as they were; answers how many. No attempt is counted.
    pub fn recover(&mut self) -> u64 {
        let now = self.now;
        let has_run_out = |it: &&mut Transaction| it.status == Status::InProgress && it.lease_until <= now;
        let mut recovered = 0;
        for it in self.transactions.iter_mut().filter(has_run_out) {
            it.lose_claim();
            recovered += 1;
        }
        recovered
    }

    /// The work on these crashed, and the processor lives: they go back at once.
    pub fn lose(&mut self, claims: &[Claim]) {
        for claim in claims {
            if self.holds(claim) {
                self.transactions[claim.transaction].lose_claim();
            }
        }
    }
}
