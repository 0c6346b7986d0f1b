//! The org in small: records with a text, locks, and a list of what was applied.

use std::collections::{BTreeMap, BTreeSet};

use model::Operation;

/// A record of a user, as an item names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Record {
    /// The account of all visits of the user. No item is about it, but others may hold it.
    Home,
    /// An account that is there from the beginning.
    Account(u8),
    /// A visit that the device makes, under an id of its own.
    Visit(u8),
    /// An Id that no record ever had.
    Stranger,
}

impl Record {
    /// Whether it is a visit; else it is an account.
    pub fn is_visit(self) -> bool {
        matches!(self, Self::Visit(_))
    }
}

/// One item: what to do with which record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// What to do. Only visits are inserted.
    pub operation: Operation,
    /// With which record.
    pub record: Record,
    /// Whether the payload has only values that the org takes.
    pub is_valid: bool,
    /// What the record says afterwards.
    pub text: String,
}

/// An error of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal {
    /// What the item was to do.
    pub operation: Operation,
    /// Salesforce's code.
    pub code: &'static str,
}

/// The error of a transaction that took too many processors down.
pub const CRASHED: &str = "PROCESSOR_CRASHED";

/// A record that is, or was, in the org.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kept {
    /// Its user.
    pub user: usize,
    /// As items name it.
    pub record: Record,
    /// What it says; none for an account that nothing was written to.
    pub text: Option<String>,
    /// Whether it was deleted.
    pub is_deleted: bool,
}

/// The visits that a user's device-made ids stand for: (user, visit) and the place in [`Org::kept`].
pub type Known = BTreeMap<(usize, u8), usize>;

/// The org.
#[derive(Debug, Clone, Default)]
pub struct Org {
    /// Every record there ever was.
    pub kept: Vec<Kept>,
    /// Records that others hold: (user, record).
    pub locked: BTreeSet<(usize, Record)>,
    /// Transactions in the order in which they were applied, each with the visits that it made.
    pub ledger: Vec<(usize, Known)>,
}

impl Org {
    /// What became of a transaction that is not to be tried any more: applied before, or set aside.
    pub fn recorded(&self, transaction: usize, known: &mut Known) -> Vec<Refusal> {
        match self.ledger.iter().find(|(applied, _)| *applied == transaction) {
            Some((_, made)) => {
                known.extend(made.clone());
                Vec::new()
            }
            None => vec![Refusal {
                // None of the items is to blame.
                operation: Operation::Insert,
                code: CRASHED,
            }],
        }
    }

    /// Applies a transaction, all of it or nothing: no refusals mean all. One that was applied before stays applied,
    /// whatever it says now. `known` learns the visits that it made.
    pub fn apply(
        &mut self,
        transaction: usize,
        user: usize,
        deeds: &[Deed],
        known: &mut Known,
    ) -> Vec<Refusal> {
        if let Some((_, made)) = self.ledger.iter().find(|(applied, _)| *applied == transaction) {
            known.extend(made.clone());
            return Vec::new();
        }
        let before = self.kept.clone();
        let mut attempt = Attempt {
            user,
            org: self,
            known,
            made: Known::new(),
            refused: BTreeSet::new(),
        };
        let mut refusals: Vec<(usize, Refusal)> = Vec::new();
        for place in makers_first(deeds) {
            let deed = &deeds[place];
            let errors = attempt.judge_and_do(deed, deeds);
            refusals.extend(errors.into_iter().map(|code| {
                let operation = deed.operation;
                (place, Refusal { operation, code })
            }));
        }
        let made = attempt.made;
        if refusals.is_empty() {
            known.extend(made.clone());
            self.ledger.push((transaction, made));
        } else {
            self.kept = before;
        }
        // Told in the order of the device, whatever the order of work.
        refusals.sort_by_key(|(place, _)| *place);
        refusals.into_iter().map(|(_, refusal)| refusal).collect()
    }
}

/// Items in the order of the device, but what makes a record comes before what names it.
fn makers_first(deeds: &[Deed]) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::new();
    for (place, deed) in deeds.iter().enumerate() {
        let is_maker = |other: &Deed| other.operation == Operation::Insert && other.record == deed.record;
        order.extend(
            deeds
                .iter()
                .position(is_maker)
                .filter(|maker| !order.contains(maker)),
        );
        if !order.contains(&place) {
            order.push(place);
        }
    }
    order
}

/// A transaction at work.
struct Attempt<'a> {
    user: usize,
    org: &'a mut Org,
    known: &'a Known,
    made: Known,
    /// Records of refused items: what needs them is not judged.
    refused: BTreeSet<Record>,
}

impl Attempt<'_> {
    fn judge_and_do(&mut self, deed: &Deed, deeds: &[Deed]) -> Vec<&'static str> {
        let mut errors = Vec::new();
        if !deed.is_valid {
            errors.push("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST");
        }
        if let Record::Visit(number) = deed.record {
            let is_known = self.known.contains_key(&(self.user, number));
            let makes = |other: &Deed| other.operation == Operation::Insert && other.record == deed.record;
            match deed.operation {
                Operation::Insert if is_known => errors.push("DUPLICATE_VALUE"),
                Operation::Insert => {}
                _ if is_known || deeds.iter().any(makes) => {}
                _ => errors.push("MALFORMED_ID"),
            }
        }
        if errors.is_empty() && !self.refused.contains(&deed.record) {
            errors.extend(self.act(deed));
        }
        if !errors.is_empty() {
            self.refused.insert(deed.record);
        }
        errors
    }

    /// Does what a well-formed item says, or says why not.
    fn act(&mut self, deed: &Deed) -> Option<&'static str> {
        let is_locked = |record| self.org.locked.contains(&(self.user, record));
        if deed.operation == Operation::Insert {
            if is_locked(Record::Home) {
                return Some("UNABLE_TO_LOCK_ROW");
            }
            if let Record::Visit(number) = deed.record {
                self.made.insert((self.user, number), self.org.kept.len());
            }
            self.org.kept.push(Kept {
                user: self.user,
                record: deed.record,
                text: Some(deed.text.clone()),
                is_deleted: false,
            });
            return None;
        }
        let Some(place) = self.place_of(deed.record) else {
            return Some("NOT_FOUND");
        };
        if self.org.kept[place].is_deleted {
            return Some("ENTITY_IS_DELETED");
        }
        if is_locked(deed.record) {
            return Some("UNABLE_TO_LOCK_ROW");
        }
        let kept = &mut self.org.kept[place];
        match deed.operation {
            Operation::Delete => kept.is_deleted = true,
            _ => kept.text = Some(deed.text.clone()),
        }
        None
    }

    fn place_of(&self, record: Record) -> Option<usize> {
        match record {
            Record::Visit(number) => {
                let id = (self.user, number);
                self.made.get(&id).or_else(|| self.known.get(&id)).copied()
            }
            _ => {
                let is_it = |kept: &Kept| kept.user == self.user && kept.record == record;
                self.org.kept.iter().position(is_it)
            }
        }
    }
}
