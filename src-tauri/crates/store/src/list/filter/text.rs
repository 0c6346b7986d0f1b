//! A filter and a query are one thing seen twice: what the fields of a filter can say goes into them, the rest stays a
//! query.

use model::RecordId;
use query::{Expr, Moment, MomentKey, Pattern, Problem, Side, Term, Test, TextKey};

use super::TransactionFilter;
use crate::QueryError;

impl TransactionFilter {
    /// The filter that a query means.
    ///
    /// # Errors
    /// When it means nothing.
    pub fn read(text: &str) -> Result<Self, QueryError> {
        let query = query::parse(text).map_err(|problems| QueryError::new(text, problems))?;
        Ok(Self::of(query))
    }

    /// The filter that a query means.
    pub fn of(query: Expr) -> Self {
        let mut filter = Self::default();
        let (mut rest, mut words) = (Vec::new(), Vec::new());
        for part in query.conjuncts() {
            match part {
                Expr::Term(Term {
                    test: Test::Words(word),
                    ..
                }) => words.push(word),
                part => rest.extend(filter.take(part)),
            }
        }
        match words.iter().map(as_text).collect::<Option<Vec<String>>>() {
            Some(texts) => filter.text = (!texts.is_empty()).then(|| texts.join(" ")),
            // They stand together, so that one text has all of them.
            None => rest.extend(words.into_iter().map(|word| term(Test::Words(word)))),
        }
        filter.query = (!rest.is_empty()).then(|| Expr::all(rest).to_string());
        filter
    }

    /// Puts a condition into the field that can say it, if it is free; else gives it back.
    fn take(&mut self, part: Expr) -> Option<Expr> {
        let Expr::Term(term) = &part else {
            return Some(part);
        };
        let (field, value) = match &term.test {
            Test::Status(statuses) if self.statuses.is_empty() => {
                self.statuses.clone_from(statuses);
                return None;
            }
            Test::Moment(MomentKey::Made, side, moment @ (Moment::Day(_) | Moment::At(_))) => {
                let field = match side {
                    Side::After => &mut self.from,
                    Side::Before => &mut self.to,
                };
                if field.is_some() {
                    return Some(part);
                }
                // A fixed moment is the same, whenever it is asked for.
                *field = Some(moment.resolve(model::timestamp(0)));
                return None;
            }
            Test::Group(groups) => {
                let ([group], None) = (groups.as_slice(), self.error_group) else {
                    return Some(part);
                };
                self.error_group = Some(*group);
                return None;
            }
            Test::Name(names) => (&mut self.name, only(names)),
            Test::Record(ids) => (&mut self.record_id, only(ids)),
            Test::Text(TextKey::Object, names) => (&mut self.object_name, exact(names)),
            Test::Text(TextKey::Error, codes) => (&mut self.error_code, exact(codes)),
            Test::Text(TextKey::User, users) => {
                let id = exact(users).filter(|user| user.parse::<RecordId>().is_ok());
                (&mut self.owner_id, id)
            }
            _ => return Some(part),
        };
        match value {
            Some(value) if field.is_none() && is_kept(value) => *field = Some(value.to_owned()),
            _ => return Some(part),
        }
        None
    }

    /// The query that means this filter.
    ///
    /// # Errors
    /// When its own query means nothing.
    pub fn to_query(&self) -> Result<Expr, QueryError> {
        let given = |text: &Option<String>| {
            let text = text.as_deref().map(str::trim).filter(|text| !text.is_empty());
            text.map(str::to_owned)
        };
        let exactly = |key, text| Test::Text(key, vec![Pattern::exactly(text)]);
        let made = |side, moment| Test::Moment(MomentKey::Made, side, Moment::fixed(moment));
        let mut tests: Vec<Test> = Vec::new();
        if !self.statuses.is_empty() {
            tests.push(Test::Status(self.statuses.clone()));
        }
        tests.extend(given(&self.object_name).map(|name| exactly(TextKey::Object, name)));
        tests.extend(given(&self.error_code).map(|code| exactly(TextKey::Error, code)));
        tests.extend(self.error_group.map(|group| Test::Group(vec![group])));
        tests.extend(given(&self.owner_id).map(|id| exactly(TextKey::User, id)));
        tests.extend(self.from.map(|from| made(Side::After, from)));
        tests.extend(self.to.map(|to| made(Side::Before, to)));
        tests.extend(given(&self.name).map(|name| Test::Name(vec![name])));
        tests.extend(given(&self.record_id).map(|id| Test::Record(vec![id])));
        tests.extend(
            given(&self.text)
                .iter()
                .flat_map(|text| words(text))
                .map(Test::Words),
        );
        let fields = tests.into_iter().map(term);
        Ok(Expr::all(fields.chain([self.parsed_query()?])))
    }

    /// The query that says what the fields cannot.
    pub(crate) fn parsed_query(&self) -> Result<Expr, QueryError> {
        let text = self.query.as_deref().unwrap_or_default();
        query::parse(text).map_err(|problems: Vec<Problem>| QueryError::new(text, problems))
    }
}

fn term(test: Test) -> Expr {
    Expr::Term(Term::new(test))
}

fn only(values: &[String]) -> Option<&str> {
    match values {
        [only] => Some(only),
        _ => None,
    }
}

fn exact(values: &[Pattern]) -> Option<&str> {
    match values {
        [only] if !only.begins => Some(&only.text),
        _ => None,
    }
}

/// Whether a field keeps this text as it is: it takes no blanks around it.
fn is_kept(text: &str) -> bool {
    !text.is_empty() && text.trim() == text
}

/// The words and phrases of a field of free text, without those that have neither letter nor digit, and mean nothing; but
/// a text of nothing else finds nothing, and a query says so.
fn words(text: &str) -> Vec<Pattern> {
    let mut words = Vec::new();
    for (position, part) in text.split('"').enumerate() {
        if position % 2 == 1 {
            words.push(Pattern::exactly(part));
            continue;
        }
        words.extend(part.split_whitespace().map(|word| Pattern {
            text: word.trim_end_matches('*').to_owned(),
            begins: word.ends_with('*'),
        }));
    }
    let is_word = |word: &Pattern| word.text.chars().any(char::is_alphanumeric);
    if words.iter().any(is_word) {
        words.retain(is_word);
    }
    words
}

/// A word or phrase as a field of free text says it; none when it cannot.
fn as_text(word: &Pattern) -> Option<String> {
    let is_phrase = word.text.contains(char::is_whitespace) || word.text.ends_with('*');
    match (is_phrase, word.begins) {
        _ if word.text.contains('"') => None,
        (true, true) => None,
        (true, false) => Some(format!("\"{}\"", word.text)),
        (false, true) => Some(format!("{}*", word.text)),
        (false, false) => Some(word.text.clone()),
    }
}
