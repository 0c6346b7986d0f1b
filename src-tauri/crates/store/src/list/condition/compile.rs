//! A query becomes conditions.

use model::{Timestamp, millis};
use query::{Expr, Has, Is, MomentKey, Pattern, Side, Term, Test, TextKey};

use super::{
    Column, Condition,
    people::{People, complete},
    seen::Seen,
};
use crate::{engine::search, tables::DAY};

/// The conditions that must all be met, so that one of them may be the way in which transactions are found. Ages are
/// counted back from `now`.
pub(super) fn conditions(query: Expr, now: Timestamp) -> Vec<Condition> {
    let mut conditions = Vec::new();
    let mut words = Vec::new();
    for part in query.conjuncts() {
        match part {
            // One text must have all words that stand beside each other.
            Expr::Term(Term {
                test: Test::Words(word),
                ..
            }) => words.extend(search::phrase(&word.text, word.begins)),
            part => conditions.push(condition(part, now)),
        }
    }
    if !words.is_empty() {
        conditions.push(Condition::Text(words.join(" ")));
    }
    conditions
}

fn condition(query: Expr, now: Timestamp) -> Condition {
    match query {
        Expr::Term(term) => of_term(term, now),
        Expr::Not(inner) => Condition::Not(Box::new(condition(*inner, now))),
        Expr::All(_) => all(conditions(query, now)),
        Expr::Any(parts) => any(parts.into_iter().map(|part| condition(part, now)).collect()),
    }
}

fn all(mut parts: Vec<Condition>) -> Condition {
    match parts.len() {
        1 => parts.remove(0),
        _ => Condition::All(parts),
    }
}

/// One of these; nothing, when there is none. What only the search index is asked for is asked in one go, and so is
/// what one column is compared with.
fn any(parts: Vec<Condition>) -> Condition {
    let (mut queries, mut others) = (Vec::new(), Vec::new());
    for part in parts {
        match part {
            Condition::Text(query) => queries.push(query),
            Condition::Column(column, patterns) => compare_also(&mut others, column, patterns),
            other => others.push(other),
        }
    }
    if let Some(query) = search::one_of(&queries) {
        others.push(Condition::Text(query));
    }
    match others.len() {
        1 => others.remove(0),
        _ => Condition::Any(others),
    }
}

/// Adds that a column may have one of these texts.
fn compare_also(alternatives: &mut Vec<Condition>, column: Column, patterns: Vec<Pattern>) {
    let compared = alternatives.iter_mut().find_map(|other| match other {
        Condition::Column(compared, texts) if *compared == column => Some(texts),
        _ => None,
    });
    match compared {
        Some(texts) => texts.extend(patterns),
        None => alternatives.push(Condition::Column(column, patterns)),
    }
}

fn of_term(Term { test, .. }: Term, now: Timestamp) -> Condition {
    match test {
        Test::Status(statuses) => Condition::statuses(statuses),
        Test::Operation(operations) => Condition::Seen(Seen::Operation(operations)),
        Test::Has(all) => any(all.into_iter().map(has).collect()),
        Test::Is(all) => any(all.into_iter().map(|is| state(is, now)).collect()),
        Test::Group(groups) => any(groups.into_iter().map(Condition::Group).collect()),
        Test::Name(names) => any(names.iter().map(|name| Condition::name(name.trim())).collect()),
        Test::Record(ids) => any(ids.iter().filter_map(|id| Condition::record(id)).collect()),
        Test::Text(key, patterns) => any(patterns.into_iter().map(|p| text(key, p)).collect()),
        Test::Number(key, comparison, number) => {
            let (from, to) = comparison.range(number);
            Condition::Seen(Seen::Number(key, from, to))
        }
        Test::Moment(key, side, moment) => {
            let moment = millis(moment.resolve(now));
            let (from, to) = match side {
                Side::After => (moment, i64::MAX),
                Side::Before => (i64::MIN, moment),
            };
            match key {
                MomentKey::Made => Condition::Period(from, to),
                MomentKey::Received => Condition::Seen(Seen::Received(from, to)),
                MomentKey::Modified => Condition::Modified(from, to),
            }
        }
        Test::Words(word) => any(search::phrase(&word.text, word.begins)
            .map(Condition::Text)
            .into_iter()
            .collect()),
    }
}

fn text(key: TextKey, pattern: Pattern) -> Condition {
    match key {
        TextKey::Object => Condition::object(pattern),
        TextKey::User if !pattern.begins && complete(&pattern.text).parse::<model::RecordId>().is_ok() => {
            Condition::Owner(complete(&pattern.text))
        }
        TextKey::User => Condition::People(People::Named(pattern)),
        TextKey::Profile => Condition::People(People::OfProfile(pattern)),
        TextKey::Territory => Condition::People(People::InTerritory(pattern)),
        TextKey::Device => Condition::Column(Column::Device, vec![pattern]),
        TextKey::App => Condition::Column(Column::App, vec![pattern]),
        TextKey::Metadata => Condition::Column(Column::Metadata, vec![pattern]),
        TextKey::Error if !pattern.begins => Condition::Error(pattern.text),
        TextKey::Error => Condition::Column(Column::Error, vec![pattern]),
        TextKey::Field => Condition::Field(pattern),
    }
}

fn has(has: Has) -> Condition {
    match has {
        Has::Comment => Condition::Seen(Seen::Commented),
        Has::Dependency => Condition::Seen(Seen::Dependent),
        Has::Error => {
            let any = Pattern {
                text: String::new(),
                begins: true,
            };
            Condition::Column(Column::Error, vec![any])
        }
        Has::Signature => Condition::Seen(Seen::Signed),
    }
}

fn state(is: Is, now: Timestamp) -> Condition {
    match is {
        Is::Stuck => Condition::Stuck(millis(now) - DAY),
        Is::Retrying => Condition::Seen(Seen::Retrying),
        Is::Bulk => Condition::Seen(Seen::Bulk),
        Is::RealTime => Condition::Seen(Seen::RealTime),
        Is::Imported => Condition::Seen(Seen::Imported),
        Is::Simulatable => Condition::Seen(Seen::Simulatable),
    }
}
