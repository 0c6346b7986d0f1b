//! The language of the query field: `status:failed object:Visit after:3d -is:stuck "signature missing"`.
//!
//! Text becomes an [`Expr`] by [`parse`], with every problem at its place; an [`Expr`] becomes text by `to_string`, and
//! that text means the same again. [`complete`] says what can stand at a place of an unfinished text.
//!
//! It must not do I/O, and knows nothing of how transactions are found: that is the store's.
//!
//! Where to look: `key.rs` has the keys, `ast.rs` what a query says, `lexer.rs` and `parser.rs` how it is read, `value.rs`
//! the values of each key.

mod ast;
mod complete;
mod key;
mod lexer;
mod parser;
mod print;
mod problem;
mod span;
mod value;

pub use ast::{Age, AgeUnit, Comparison, Expr, Moment, Pattern, Term, Test};
pub use complete::{Completion, OpenSet, Suggestion, complete};
pub use key::{Has, Is, Key, MomentKey, NumberKey, Side, TextKey};
pub use parser::parse;
pub use problem::{Problem, ProblemKind};
pub use span::Span;
