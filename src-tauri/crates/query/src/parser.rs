//! Tokens become a query.
//!
//! ```text
//! query = all { "or" all }           all  = not { [ "and" ] not }
//! not   = ( "not" | "-" ) not | "(" query ")" | term
//! term  = key operator value { "," value } | word
//! ```

use crate::{
    Expr, Key, Pattern, Problem, ProblemKind, Span, Term, Test,
    lexer::{Quoted, Token, TokenKind, tokens},
    problem::nearest,
    value::{self, Value},
};

/// So many parentheses and negations may stand within each other.
const MOST_DEEP: usize = 20;

/// So many values and words a query may have: each is a piece of one statement, and the engine has its limits.
const MOST_VALUES: usize = 200;

/// What a text means.
///
/// # Errors
/// Everything that is wrong with it, each at its place, in the order of the text.
pub fn parse(text: &str) -> Result<Expr, Vec<Problem>> {
    let mut parser = Parser {
        tokens: tokens(text),
        at: 0,
        depth: 0,
        values: 0,
        problems: Vec::new(),
    };
    let expr = parser.whole();
    let mut problems = parser.problems;
    problems.sort_by_key(|problem| problem.span.start);
    if problems.is_empty() {
        Ok(expr)
    } else {
        Err(problems)
    }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    values: usize,
    problems: Vec<Problem>,
}

impl Parser {
    fn whole(&mut self) -> Expr {
        let mut parts = Vec::new();
        while let Some(token) = self.peek() {
            if token.kind == TokenKind::Close {
                let stray = self.advance();
                self.problem(ProblemKind::StrayParenthesis, stray);
                continue;
            }
            let before = self.at;
            parts.push(self.any());
            if self.at == before {
                break;
            }
        }
        Expr::all(parts)
    }

    fn any(&mut self) -> Expr {
        let mut parts = vec![self.all("or")];
        while self.kind() == Some(&TokenKind::Or) {
            let or = self.advance();
            if !self.begins_condition() {
                self.problem(ProblemKind::NothingToJoin("or"), or);
                continue;
            }
            parts.push(self.all("or"));
        }
        Expr::any(parts)
    }

    /// Conditions one after the other; when none is there, the word `joined` joins nothing.
    fn all(&mut self, joined: &'static str) -> Expr {
        let mut parts = Vec::new();
        loop {
            match self.kind() {
                Some(TokenKind::And) => {
                    let and = self.advance();
                    if parts.is_empty() || !self.begins_condition() {
                        self.problem(ProblemKind::NothingToJoin("and"), and);
                    }
                }
                Some(TokenKind::Or) if parts.is_empty() => {
                    let span = self.span();
                    self.problem(ProblemKind::NothingToJoin(joined), span);
                    break;
                }
                Some(TokenKind::Close | TokenKind::Or) | None => break,
                Some(_) => parts.extend(self.not()),
            }
        }
        Expr::all(parts)
    }

    /// One condition; none where a problem stands.
    fn not(&mut self) -> Option<Expr> {
        let span = self.span();
        if self.depth == MOST_DEEP {
            self.problem(ProblemKind::TooDeep(MOST_DEEP), span);
            self.at = self.tokens.len();
            return None;
        }
        self.depth += 1;
        let expr = match self.kind() {
            Some(TokenKind::Not) => self.negated(),
            Some(TokenKind::Open) => self.parenthesized(),
            _ => self.term().map(Expr::Term),
        };
        self.depth -= 1;
        expr
    }

    fn negated(&mut self) -> Option<Expr> {
        let not = self.advance();
        if !self.begins_condition() {
            self.problem(ProblemKind::NothingToNegate, not);
            return None;
        }
        self.not().map(|expr| Expr::Not(Box::new(expr)))
    }

    fn parenthesized(&mut self) -> Option<Expr> {
        let open = self.advance();
        if self.kind() == Some(&TokenKind::Close) {
            let close = self.advance();
            self.problem(ProblemKind::EmptyParentheses, open.to(close));
            return None;
        }
        let expr = self.any();
        match self.kind() {
            Some(TokenKind::Close) => {
                self.advance();
            }
            // When it was given up as too deep, that has been said.
            _ if self
                .problems
                .iter()
                .any(|problem| matches!(problem.kind, ProblemKind::TooDeep(_))) => {}
            _ => self.problem(ProblemKind::OpenParenthesis, open),
        }
        Some(expr)
    }

    fn term(&mut self) -> Option<Term> {
        let Token { kind, span } = self.tokens.get(self.at)?.clone();
        self.advance();
        match kind {
            TokenKind::Key(name) => self.keyed(&name, span),
            TokenKind::Word(word) => self.free(word, span),
            // An operator, comma or value without a key does not come out of the lexer.
            _ => None,
        }
    }

    fn free(&mut self, word: Quoted, span: Span) -> Option<Term> {
        let word = self.checked(word, span)?;
        if !word.pattern.text.chars().any(char::is_alphanumeric) {
            self.problem(ProblemKind::NoWord, span);
            return None;
        }
        let test = Test::Words(word.pattern);
        Some(Term { test, span })
    }

    fn keyed(&mut self, name: &str, name_span: Span) -> Option<Term> {
        let Some(TokenKind::Operator(comparison)) = self.kind().cloned() else {
            return None;
        };
        let operator = self.advance();
        let values = self.values();
        let Some(key) = Key::named(name) else {
            let near = nearest(name, Key::all().map(Key::as_str)).map(str::to_owned);
            let name = name.to_owned();
            self.problem(ProblemKind::UnknownKey { name, near }, name_span);
            return None;
        };
        let values = values?;
        let Some(last) = values.last() else {
            self.problem(ProblemKind::NoValue(key), name_span.to(operator));
            return None;
        };
        let empty = values
            .iter()
            .find(|value| value.pattern.text.is_empty() && !value.pattern.begins);
        if let Some(empty) = empty {
            self.problem(ProblemKind::NoValue(key), empty.span);
            return None;
        }
        let span = name_span.to(last.span);
        match value::test(key, (comparison, operator), &values) {
            Ok(test) => Some(Term { test, span }),
            Err(problems) => {
                self.problems.extend(problems);
                None
            }
        }
    }

    /// The values behind an operator; none when one of them does not end. A comma at the end stands for a value that is
    /// still to come.
    fn values(&mut self) -> Option<Vec<Value>> {
        let mut values = Vec::new();
        let mut are_good = true;
        while let Some(Token { kind, span }) = self.tokens.get(self.at).cloned() {
            match kind {
                TokenKind::Value(written) => match self.checked(written, span) {
                    Some(written) => values.push(Value {
                        pattern: written.pattern,
                        span,
                    }),
                    None => are_good = false,
                },
                TokenKind::Comma if !matches!(self.after(), Some(TokenKind::Value(_))) => {
                    values.push(Value {
                        pattern: Pattern::exactly(""),
                        span,
                    })
                }
                TokenKind::Comma => {}
                _ => break,
            }
            self.advance();
        }
        are_good.then_some(values)
    }

    /// Counts a value or word; none when its quotation does not end, or there are too many.
    fn checked(&mut self, written: Quoted, span: Span) -> Option<Quoted> {
        self.values += 1;
        if self.values == MOST_VALUES + 1 {
            self.problem(ProblemKind::TooLong(MOST_VALUES), span);
        }
        if !written.is_closed {
            self.problem(ProblemKind::OpenQuotation, span);
            return None;
        }
        (self.values <= MOST_VALUES).then_some(written)
    }

    fn problem(&mut self, kind: ProblemKind, span: Span) {
        self.problems.push(kind.at(span));
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn kind(&self) -> Option<&TokenKind> {
        self.peek().map(|token| &token.kind)
    }

    fn after(&self) -> Option<&TokenKind> {
        self.tokens.get(self.at + 1).map(|token| &token.kind)
    }

    fn span(&self) -> Span {
        self.peek().map(|token| token.span).unwrap_or_default()
    }

    /// Goes on to the next token, and gives the place of the one before.
    fn advance(&mut self) -> Span {
        let span = self.span();
        self.at += 1;
        span
    }

    fn begins_condition(&self) -> bool {
        let begins = |kind: &TokenKind| !matches!(kind, TokenKind::And | TokenKind::Or | TokenKind::Close);
        self.kind().is_some_and(begins)
    }
}
