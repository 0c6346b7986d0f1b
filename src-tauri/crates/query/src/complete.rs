//! What can stand at a place of an unfinished query.

use model::{Operation, Status};

use crate::{
    Has, Is, Key, Pattern, Span, TextKey,
    lexer::{Token, TokenKind, tokens},
    span::byte_at,
};

/// What can stand at a place, and which part of the text it would replace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The part that is replaced; empty where nothing stands yet.
    pub span: Span,
    /// What can stand there, as far as the language knows it.
    pub suggestions: Vec<Suggestion>,
    /// A set that only the store or the org knows, when a value of it can stand there.
    pub open: Option<OpenSet>,
}

/// Something that can stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The text to write.
    pub text: String,
    /// What it means.
    pub doc: String,
}

/// Values that only the store or the org knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSet {
    /// Which values.
    pub key: TextKey,
    /// What is typed already.
    pub typed: String,
}

/// What can stand where the cursor is, given in UTF-16 code units as a window counts them.
pub fn complete(text: &str, cursor: usize) -> Completion {
    let cursor = byte_at(text, cursor);
    let tokens = tokens(text);
    let touched = tokens
        .iter()
        .position(|token| token.span.start < cursor && cursor <= token.span.end);
    match touched {
        Some(position) => touching(&tokens, position, text, cursor),
        None => {
            let before = tokens.iter().rposition(|token| token.span.end < cursor);
            let is_value = before.is_some_and(|position| awaits_value(&tokens[position]));
            match before {
                Some(position) if is_value => value(&tokens, position, Span::new(cursor, cursor), ""),
                _ => start(Span::new(cursor, cursor), ""),
            }
        }
    }
}

fn awaits_value(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Operator(_) | TokenKind::Comma)
}

/// What can stand instead of the token that the cursor touches, or behind it.
fn touching(tokens: &[Token], position: usize, text: &str, cursor: usize) -> Completion {
    let Token { kind, span } = &tokens[position];
    let here = Span::new(cursor, cursor);
    match kind {
        TokenKind::Operator(_) | TokenKind::Comma => value(tokens, position, here, ""),
        TokenKind::Value(written) => value(
            tokens,
            position,
            *span,
            typed(&written.pattern, text, *span, cursor),
        ),
        TokenKind::Key(_) => {
            // The operator stands there already.
            let mut completion = start(*span, &text[span.start..cursor]);
            for suggestion in &mut completion.suggestions {
                suggestion
                    .text
                    .truncate(suggestion.text.trim_end_matches([':', '>', '=']).len());
            }
            completion
        }
        TokenKind::Word(_) | TokenKind::And | TokenKind::Or => start(*span, &text[span.start..cursor]),
        TokenKind::Not if text[span.start..].starts_with('-') => start(here, ""),
        TokenKind::Not => start(*span, &text[span.start..cursor]),
        TokenKind::Open | TokenKind::Close => start(here, ""),
    }
}

/// What is typed of a value up to the cursor, without quotation marks.
fn typed<'a>(pattern: &'a Pattern, text: &'a str, span: Span, cursor: usize) -> &'a str {
    let up_to_cursor = &text[span.start..cursor];
    match up_to_cursor.strip_prefix('"') {
        None => up_to_cursor,
        Some(_) if cursor == span.end => &pattern.text,
        Some(quoted) => quoted,
    }
}

/// Values for the key that stands before the token at `position`.
fn value(tokens: &[Token], position: usize, span: Span, typed: &str) -> Completion {
    let key = tokens[..position]
        .iter()
        .rev()
        .find_map(|token| match &token.kind {
            TokenKind::Key(name) => Some(Key::named(name)),
            _ => None,
        });
    let typed = typed.trim_end_matches('*');
    let key = key.flatten();
    let suggestions = key.map(closed_set).unwrap_or_default();
    Completion {
        span,
        suggestions: matching(suggestions, typed),
        open: match key {
            Some(Key::Text(key)) => Some(OpenSet {
                key,
                typed: typed.to_owned(),
            }),
            _ => None,
        },
    }
}

fn closed_set(key: Key) -> Vec<Suggestion> {
    let suggestion = |text: &str, doc: &str| Suggestion {
        text: text.to_owned(),
        doc: doc.to_owned(),
    };
    match key {
        Key::Status => Status::ALL
            .map(|status| suggestion(&status.as_str().to_lowercase(), ""))
            .to_vec(),
        Key::Operation => Operation::ALL
            .map(|operation| suggestion(operation.as_str(), ""))
            .to_vec(),
        Key::Has => Has::ALL
            .iter()
            .map(|has| suggestion(has.as_str(), has.doc()))
            .collect(),
        Key::Is => Is::ALL
            .iter()
            .map(|is| suggestion(is.as_str(), is.doc()))
            .collect(),
        Key::Moment(..) => [
            ("12h", "12 hours ago"),
            ("1d", "1 day ago"),
            ("3d", "3 days ago"),
            ("2w", "2 weeks ago"),
        ]
        .map(|(text, doc)| suggestion(text, doc))
        .to_vec(),
        Key::Group | Key::Name | Key::Record | Key::Text(_) | Key::Number(_) => Vec::new(),
    }
}

/// What a condition can begin with, and what joins it to the one before.
fn start(span: Span, typed: &str) -> Completion {
    let keys = Key::all().map(|key| {
        let operator = if matches!(key, Key::Number(_)) { ">=" } else { ":" };
        Suggestion {
            text: format!("{key}{operator}"),
            doc: key.doc().to_owned(),
        }
    });
    let joints = [
        ("and", "both conditions"),
        ("or", "one of the conditions, at least"),
        ("not", "what does not meet the condition"),
    ]
    .map(|(text, doc)| Suggestion {
        text: text.to_owned(),
        doc: doc.to_owned(),
    });
    Completion {
        span,
        suggestions: matching(keys.chain(joints).collect(), typed),
        open: None,
    }
}

fn matching(suggestions: Vec<Suggestion>, typed: &str) -> Vec<Suggestion> {
    let typed = typed.to_lowercase();
    suggestions
        .into_iter()
        .filter(|suggestion| suggestion.text.starts_with(&typed))
        .collect()
}
