//! What a query says.

use chrono::{NaiveDate, TimeDelta};
use model::{Operation, Status, Timestamp};

use crate::{Has, Is, MomentKey, NumberKey, Side, Span, TextKey};

/// A query or a part of one.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// One condition.
    Term(Term),
    /// What does not meet it.
    Not(Box<Expr>),
    /// What meets all of them; everything, when there are none.
    All(Vec<Expr>),
    /// What meets one of them, at least.
    Any(Vec<Expr>),
}

impl Expr {
    /// The query that everything meets.
    pub const fn everything() -> Self {
        Self::All(Vec::new())
    }

    /// What meets all of these. Conditions within conditions that all must be met are written as one list.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Self::All(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        Self::only(&mut flat).unwrap_or(Self::All(flat))
    }

    /// What meets one of these, of which there must be at least one.
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Self::Any(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        Self::only(&mut flat).unwrap_or(Self::Any(flat))
    }

    /// The same with each condition changed.
    pub fn map(self, change: &impl Fn(Test) -> Test) -> Self {
        match self {
            Self::Term(Term { test, span }) => Self::Term(Term {
                test: change(test),
                span,
            }),
            Self::Not(inner) => Self::Not(Box::new(inner.map(change))),
            Self::All(parts) => Self::All(parts.into_iter().map(|part| part.map(change)).collect()),
            Self::Any(parts) => Self::Any(parts.into_iter().map(|part| part.map(change)).collect()),
        }
    }

    fn only(parts: &mut Vec<Self>) -> Option<Self> {
        if parts.len() == 1 { parts.pop() } else { None }
    }

    /// The conditions that must all be met.
    pub fn conjuncts(self) -> Vec<Self> {
        match self {
            Self::All(parts) => parts,
            other => vec![other],
        }
    }
}

/// One condition and where it stands. Two that say the same are equal, wherever they stand.
#[derive(Debug, Clone)]
pub struct Term {
    /// What it demands.
    pub test: Test,
    /// Where it stands.
    pub span: Span,
}

impl Term {
    /// A condition that was not read from a text.
    pub fn new(test: Test) -> Self {
        let span = Span::default();
        Self { test, span }
    }
}

impl PartialEq for Term {
    fn eq(&self, other: &Self) -> bool {
        self.test == other.test
    }
}

/// What one condition demands; of several values, one.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// One of these statuses.
    Status(Vec<Status>),
    /// An item with one of these operations.
    Operation(Vec<Operation>),
    /// One of these is there.
    Has(Vec<Has>),
    /// One of these is so.
    Is(Vec<Is>),
    /// One of these groups of errors.
    Group(Vec<i64>),
    /// One of these names, or beginnings of names; a bare number stands for the name with that number.
    Name(Vec<String>),
    /// An item about one of these Ids or device-made ids.
    Record(Vec<String>),
    /// A text that is or begins so.
    Text(TextKey, Vec<Pattern>),
    /// A number that compares so.
    Number(NumberKey, Comparison, i64),
    /// At, after or before a moment.
    Moment(MomentKey, Side, Moment),
    /// A word or phrase of a payload or an error text. Several words that must all be met are met by one such text.
    Words(Pattern),
}

/// A text, whole or the beginning of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// The text.
    pub text: String,
    /// Whether more may follow.
    pub begins: bool,
}

impl Pattern {
    /// This text and no other.
    pub fn exactly(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            begins: false,
        }
    }
}

/// How a number compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// The same.
    Equal,
    /// Less.
    Less,
    /// Less or the same.
    AtMost,
    /// More.
    More,
    /// More or the same.
    AtLeast,
}

impl Comparison {
    /// As it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Equal => ":",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::More => ">",
            Self::AtLeast => ">=",
        }
    }

    /// The numbers that compare so with `number`: from one on and before another.
    pub const fn range(self, number: i64) -> (i64, i64) {
        let next = number.saturating_add(1);
        match self {
            Self::Equal => (number, next),
            Self::Less => (i64::MIN, number),
            Self::AtMost => (i64::MIN, next),
            Self::More => (next, i64::MAX),
            Self::AtLeast => (number, i64::MAX),
        }
    }
}

/// A moment, fixed or counted back from now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// The first moment of a day (UTC).
    Day(NaiveDate),
    /// This moment.
    At(Timestamp),
    /// So long ago.
    Ago(Age),
}

impl Moment {
    /// The moment, when it is `now`.
    pub fn resolve(self, now: Timestamp) -> Timestamp {
        match self {
            Self::Day(day) => day.and_time(chrono::NaiveTime::MIN).and_utc(),
            Self::At(moment) => moment,
            Self::Ago(age) => now.checked_sub_signed(age.length()).unwrap_or(Timestamp::MIN_UTC),
        }
    }

    /// A fixed moment, as a day where it is the first of one.
    pub fn fixed(moment: Timestamp) -> Self {
        match moment.time() == chrono::NaiveTime::MIN {
            true => Self::Day(moment.date_naive()),
            false => Self::At(moment),
        }
    }
}

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Age {
    /// So many.
    pub count: u16,
    /// Of these.
    pub unit: AgeUnit,
}

impl Age {
    fn length(self) -> TimeDelta {
        let count = i64::from(self.count);
        match self.unit {
            AgeUnit::Hours => TimeDelta::hours(count),
            AgeUnit::Days => TimeDelta::days(count),
            AgeUnit::Weeks => TimeDelta::weeks(count),
        }
    }
}

/// What lengths of time are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "units of time")]
pub enum AgeUnit {
    Hours,
    Days,
    Weeks,
}

impl AgeUnit {
    /// Each with its letter.
    pub(crate) const ALL: [(Self, char); 3] = [(Self::Hours, 'h'), (Self::Days, 'd'), (Self::Weeks, 'w')];

    /// The letter.
    pub(crate) const fn letter(self) -> char {
        match self {
            Self::Hours => 'h',
            Self::Days => 'd',
            Self::Weeks => 'w',
        }
    }
}
