//! What can be wrong with a query, and where.

use crate::{Key, Span};

/// Something wrong at a place. The message says what, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct Problem {
    /// What is wrong.
    pub kind: ProblemKind,
    /// Where.
    pub span: Span,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProblemKind {
    /// A word before a colon that is no key.
    #[error("there is no key \"{name}\"; {}", meant(near.as_deref(), "put the whole in \"quotes\" to search for it as a text"))]
    UnknownKey {
        /// The word.
        name: String,
        /// The key that was probably meant.
        near: Option<String>,
    },
    /// A value that is not in the closed set of its key.
    #[error("\"{value}\" is not a value of {key}; {}", meant(near.as_deref(), &format!("use one of {}", allowed.join(", "))))]
    UnknownValue {
        /// The key.
        key: Key,
        /// The value.
        value: String,
        /// The value that was probably meant.
        near: Option<String>,
        /// The closed set.
        allowed: Vec<&'static str>,
    },
    /// A key without a value.
    #[error("{0} needs a value; {hint}", hint = example(*.0))]
    NoValue(Key),
    /// A comparison that the key does not have.
    #[error("{key} cannot be compared with \"{operator}\"; {hint}", hint = example(*.key))]
    NoSuchComparison {
        /// The key.
        key: Key,
        /// The comparison.
        operator: &'static str,
    },
    /// A key that takes one value has several.
    #[error("{0} takes one value; write the others with \"or\" and {0} again")]
    OneValue(Key),
    /// A beginning where only a whole value can stand.
    #[error("{0} needs a whole value; leave out the *")]
    NoBeginning(Key),
    /// Not a number.
    #[error("\"{value}\" is not a number; {hint}", hint = example(*.key))]
    NotANumber {
        /// The key.
        key: Key,
        /// What stands there.
        value: String,
    },
    /// Not a moment.
    #[error(
        "\"{0}\" is not a moment; write a day as 2026-11-01, a moment (UTC) as 2026-11-01T10:00Z, or an age as 12h, 3d or 2w"
    )]
    NotAMoment(String),
    /// Free text without a word in it.
    #[error("there is neither a letter nor a digit to search for; write a word")]
    NoWord,
    /// A quotation that does not end.
    #[error("the quotation is not closed; write \" where it ends")]
    OpenQuotation,
    /// An opening parenthesis without its partner.
    #[error("the parenthesis is not closed; write ) where it ends")]
    OpenParenthesis,
    /// A closing parenthesis without its partner.
    #[error("no parenthesis is open here; leave out the ), or put it in \"quotes\"")]
    StrayParenthesis,
    /// Parentheses with nothing in them.
    #[error("there is nothing between the parentheses; write a condition, or leave them out")]
    EmptyParentheses,
    /// A word that joins conditions has none on one side.
    #[error("a condition must stand on both sides of \"{0}\"; put it in \"quotes\" to search for the word")]
    NothingToJoin(&'static str),
    /// Nothing to negate.
    #[error("a condition must follow \"not\" or \"-\"; put it in \"quotes\" to search for it")]
    NothingToNegate,
    /// Too many parentheses within each other.
    #[error("more than {0} parentheses or negations stand within each other; write the query flatter")]
    TooDeep(usize),
    /// Too many conditions.
    #[error("a query has at most {0} values and words; split it into several")]
    TooLong(usize),
}

impl Problem {
    /// The text that was read, on one line, and below it a mark at the place: for a terminal.
    pub fn pointed(&self, text: &str) -> String {
        let line: String = text
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let characters = |bytes: &str| bytes.chars().count();
        let before = characters(&text[..self.span.start]);
        let width = characters(&text[self.span.start..self.span.end]).max(1);
        format!("{line}\n{}{}", " ".repeat(before), "^".repeat(width))
    }
}

impl ProblemKind {
    /// The problem at a place.
    pub fn at(self, span: Span) -> Problem {
        Problem { kind: self, span }
    }
}

fn meant(near: Option<&str>, otherwise: &str) -> String {
    match near {
        Some(near) => format!("did you mean {near}?"),
        None => otherwise.to_owned(),
    }
}

/// How the key is used.
fn example(key: Key) -> String {
    match key {
        Key::Number(_) => format!("write {key}>=3 or {key}:3"),
        Key::Moment(..) => format!("write {key}:2026-11-01 or {key}:3d"),
        Key::Status => "write status:failed or status:failed,retry".to_owned(),
        Key::Operation => "write operation:insert".to_owned(),
        Key::Has => "write has:dependency".to_owned(),
        Key::Is => "write is:stuck".to_owned(),
        Key::Group => "write group:7".to_owned(),
        Key::Name | Key::Record | Key::Text(_) => {
            format!("write {key}:value, or {key}:\"a value with blanks\"")
        }
    }
}

/// The one of these that is written most like `text`, when it is near enough to be meant.
pub(crate) fn nearest<'a>(text: &str, among: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let text = text.to_lowercase();
    let distance = |word: &str| strsim::osa_distance(&text, &word.to_lowercase());
    let most = (text.chars().count() / 4).clamp(1, 3);
    among
        .into_iter()
        .map(|word| (distance(word), word))
        .min()
        .filter(|(distance, _)| *distance <= most)
        .map(|(_, word)| word)
}
