//! What leaves the console is shown: values of payloads and records go through the masks of personal data first.
//!
//! Every answer of a command is an [`Answer`]. Types that carry values of payloads are none themselves; [`Masks::show`]
//! makes a [`Shown`] of them, which is one. So a command that forgets the masks does not compile.

mod edits;
mod hidden_values;
mod masks;
mod org;
mod reports;
mod transaction;

use std::ops::Deref;

use serde::Serialize;
use ts_rs::{Config, TS, TypeVisitor};

pub(crate) use edits::{is_mask_alone, keep_hidden};
pub(crate) use masks::Masks;
pub(crate) use transaction::{IN_PAYLOAD, object_of};

use crate::ConsoleError;

/// What a command may answer: what is shown, and what carries no values of payloads or records.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the answer of a command",
    note = "if it carries values of payloads or records, answer `Shown<{Self}>`, made by `Masks::show`; \
            if it carries none, add it to the list in commands/answers.rs"
)]
pub(crate) trait Answer: Serialize {
    /// As JSON.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    fn json(&self) -> Result<serde_json::Value, ConsoleError> {
        serde_json::to_value(self).map_err(ConsoleError::Answer)
    }
}

impl<T: Serialize> Answer for Shown<T> {}
impl<T: Answer> Answer for Vec<T> {}

/// A value in which personal data is masked, as far as the rules say so. Only [`Masks`] makes it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Shown<T>(T);

impl<T> Deref for Shown<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// What carries values of payloads or records, and how they are masked in it. `About` is what has to be known beside it.
pub(crate) trait Hide<About: ?Sized = ()> {
    /// Masks personal data.
    fn hide(&mut self, masks: &Masks, about: &About);
}

/// In TypeScript it is what it shows.
impl<T: TS> TS for Shown<T> {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn name(config: &Config) -> String {
        T::name(config)
    }

    fn inline(config: &Config) -> String {
        T::inline(config)
    }

    fn inline_flattened(config: &Config) -> String {
        T::inline_flattened(config)
    }

    fn decl(config: &Config) -> String {
        T::decl(config)
    }

    fn decl_concrete(config: &Config) -> String {
        T::decl_concrete(config)
    }

    fn visit_dependencies(visitor: &mut impl TypeVisitor)
    where
        Self: 'static,
    {
        T::visit_dependencies(visitor);
    }

    fn visit_generics(visitor: &mut impl TypeVisitor)
    where
        Self: 'static,
    {
        T::visit_generics(visitor);
        visitor.visit::<T>();
    }
}
