//! Text becomes tokens. Whatever is written, each of its characters that is not blank belongs to one token.

use crate::{Comparison, Pattern, Span};

/// A token and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    pub(crate) span: Span,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// `(`
    Open,
    /// `)`
    Close,
    /// `-` or `not`
    Not,
    /// `and`
    And,
    /// `or`
    Or,
    /// A word that an operator follows.
    Key(String),
    /// What stands between key and value.
    Operator(Comparison),
    /// What separates values.
    Comma,
    /// A value behind an operator or comma.
    Value(Quoted),
    /// A word or phrase that stands for itself.
    Word(Quoted),
}

/// A text and whether its quotation, if it is one, was closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Quoted {
    pub(crate) pattern: Pattern,
    pub(crate) is_closed: bool,
}

/// The tokens of a text.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut lexer = Lexer { text, at: 0 };
    let mut tokens: Vec<Token> = Vec::new();
    while let Some(token) = lexer.next(tokens.last().map(|token| &token.kind)) {
        tokens.push(token);
    }
    tokens
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl Lexer<'_> {
    fn next(&mut self, before: Option<&TokenKind>) -> Option<Token> {
        let blank = self.rest().len() - self.rest().trim_start().len();
        self.at += blank;
        let first = self.rest().chars().next()?;
        let start = self.at;
        let kind = match before {
            Some(TokenKind::Key(_)) => self.operator(),
            Some(TokenKind::Operator(_) | TokenKind::Comma) if !"(),".contains(first) => {
                Some(TokenKind::Value(self.quoted(",")))
            }
            Some(TokenKind::Value(_)) if first == ',' => Some(self.single(TokenKind::Comma)),
            _ => None,
        };
        let kind = kind.unwrap_or_else(|| match first {
            '(' => self.single(TokenKind::Open),
            ')' => self.single(TokenKind::Close),
            '-' => self.single(TokenKind::Not),
            _ => self.word(),
        });
        Some(Token {
            kind,
            span: Span::new(start, self.at),
        })
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn single(&mut self, kind: TokenKind) -> TokenKind {
        self.at += 1;
        kind
    }

    fn operator(&mut self) -> Option<TokenKind> {
        let (length, comparison) = operator_of(self.rest())?;
        self.at += length;
        Some(TokenKind::Operator(comparison))
    }

    /// A key, a word that joins, or a word that stands for itself.
    fn word(&mut self) -> TokenKind {
        let rest = self.rest();
        let key = rest
            .find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'))
            .unwrap_or(rest.len());
        let is_key = rest.starts_with(char::is_alphabetic) && operator_of(rest[key..].trim_start()).is_some();
        if is_key {
            let name = rest[..key].to_owned();
            self.at += key;
            return TokenKind::Key(name);
        }
        let start = self.at;
        let word = self.quoted("");
        match self.text[start..self.at].to_ascii_lowercase().as_str() {
            "and" => TokenKind::And,
            "or" => TokenKind::Or,
            "not" => TokenKind::Not,
            _ => TokenKind::Word(word),
        }
    }

    /// A text in quotation marks, or one that ends at a blank, a parenthesis, a quotation mark or one of `ends`; with a
    /// `*` behind it, the beginning of one.
    fn quoted(&mut self, ends: &str) -> Quoted {
        if self.rest().starts_with('"') {
            return self.quotation();
        }
        let is_end = |c: char| c.is_whitespace() || "()\"".contains(c) || ends.contains(c);
        let length = self.rest().find(is_end).unwrap_or(self.rest().len());
        let text = self.rest()[..length].to_owned();
        self.at += length;
        let begins = text.ends_with('*');
        Quoted {
            pattern: Pattern {
                text: text.trim_end_matches('*').to_owned(),
                begins,
            },
            is_closed: true,
        }
    }

    fn quotation(&mut self) -> Quoted {
        let mut text = String::new();
        let mut is_closed = false;
        let mut characters = self.text[self.at + 1..].char_indices().peekable();
        let mut length = self.rest().len();
        while let Some((at, character)) = characters.next() {
            match (character, characters.peek()) {
                ('\\', Some((_, escaped @ ('"' | '\\')))) => {
                    text.push(*escaped);
                    characters.next();
                }
                ('"', _) => {
                    (is_closed, length) = (true, at + 2);
                    break;
                }
                _ => text.push(character),
            }
        }
        self.at += length;
        let begins = is_closed && self.rest().starts_with('*');
        self.at += usize::from(begins);
        Quoted {
            pattern: Pattern { text, begins },
            is_closed,
        }
    }
}

/// The operator at the beginning of a text, and its length.
fn operator_of(text: &str) -> Option<(usize, Comparison)> {
    const OPERATORS: [(&str, Comparison); 6] = [
        (":", Comparison::Equal),
        ("=", Comparison::Equal),
        ("<=", Comparison::AtMost),
        ("<", Comparison::Less),
        (">=", Comparison::AtLeast),
        (">", Comparison::More),
    ];
    OPERATORS
        .into_iter()
        .find(|(written, _)| text.starts_with(written))
        .map(|(written, comparison)| (written.len(), comparison))
}
