//! What the language of the query field leaves to those who know the store and the org: who is called so, how objects
//! are spelled, which values there are.

mod names;
mod offers;
mod problem;

pub(crate) use names::{with_ids, with_names, with_spelling};
pub(crate) use offers::offered;
pub(crate) use problem::QueryProblem;
