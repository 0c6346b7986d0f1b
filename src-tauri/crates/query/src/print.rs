//! A query as text, in one way only: it means the same when it is read again.

use std::fmt;

use crate::{Age, Comparison, Expr, Key, Moment, Pattern, Term, Test};

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Term(term) => term.fmt(f),
            Self::Not(inner) => {
                f.write_str("-")?;
                inner.in_parentheses(f, matches!(**inner, Self::All(_) | Self::Any(_)))
            }
            Self::All(parts) => joined(f, parts, " ", |part| matches!(part, Self::Any(_))),
            Self::Any(parts) => joined(f, parts, " or ", |_| false),
        }
    }
}

impl Expr {
    fn in_parentheses(&self, f: &mut fmt::Formatter<'_>, are_needed: bool) -> fmt::Result {
        match are_needed {
            true => write!(f, "({self})"),
            false => write!(f, "{self}"),
        }
    }
}

fn joined(
    f: &mut fmt::Formatter<'_>,
    parts: &[Expr],
    joint: &str,
    needs_parentheses: impl Fn(&Expr) -> bool,
) -> fmt::Result {
    for (position, part) in parts.iter().enumerate() {
        f.write_str(if position == 0 { "" } else { joint })?;
        part.in_parentheses(f, needs_parentheses(part))?;
    }
    Ok(())
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is = Comparison::Equal;
        match &self.test {
            Test::Status(all) => values(
                f,
                Key::Status,
                all.iter().map(|status| status.as_str().to_lowercase()),
            ),
            Test::Operation(all) => values(f, Key::Operation, all),
            Test::Has(all) => values(f, Key::Has, all.iter().map(|has| has.as_str())),
            Test::Is(all) => values(f, Key::Is, all.iter().map(|is| is.as_str())),
            Test::Group(all) => values(f, Key::Group, all),
            Test::Name(all) => values(f, Key::Name, all.iter().map(Pattern::exactly)),
            Test::Record(all) => values(f, Key::Record, all.iter().map(Pattern::exactly)),
            Test::Text(key, all) => values(f, Key::Text(*key), all),
            Test::Number(key, comparison, number) => {
                write!(f, "{}{}{number}", Key::Number(*key), comparison.as_str())
            }
            Test::Moment(key, side, moment) => {
                write!(f, "{}{}{moment}", Key::Moment(*key, *side), is.as_str())
            }
            Test::Words(word) => word.fmt(f),
        }
    }
}

fn values<T: fmt::Display>(
    f: &mut fmt::Formatter<'_>,
    key: Key,
    values: impl IntoIterator<Item = T>,
) -> fmt::Result {
    write!(f, "{key}{}", Comparison::Equal.as_str())?;
    for (position, value) in values.into_iter().enumerate() {
        write!(f, "{}{value}", if position == 0 { "" } else { "," })?;
    }
    Ok(())
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let star = if self.begins { "*" } else { "" };
        if is_plain(&self.text) || (self.text.is_empty() && self.begins) {
            return write!(f, "{}{star}", self.text);
        }
        let escaped = self.text.replace('\\', "\\\\").replace('"', "\\\"");
        write!(f, "\"{escaped}\"{star}")
    }
}

/// Whether a text needs no quotation marks to be read as it is.
fn is_plain(text: &str) -> bool {
    let is_joint = ["and", "or", "not"]
        .iter()
        .any(|joint| text.eq_ignore_ascii_case(joint));
    let is_plain = |c: char| c.is_alphanumeric() || "_.@/-".contains(c);
    !text.is_empty() && !text.starts_with('-') && !is_joint && text.chars().all(is_plain)
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::At(moment) => f.write_str(&moment.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)),
            Self::Ago(Age { count, unit }) => write!(f, "{count}{}", unit.letter()),
        }
    }
}
