//! The list of transactions: filters, sorts, keyset pages and counts.

mod condition;
mod count;
mod cursor;
mod filter;
mod find;
mod page;
mod rows;
mod sql;
mod values;

pub(crate) use condition::Condition;
pub(crate) use count::by_status;
pub use cursor::{Cursor, SortBy, TransactionSort};
pub use filter::TransactionFilter;
pub(crate) use find::arrivals;
pub use page::{ErrorAbout, FilterCount, StatusCounts, TransactionPage, TransactionRow};
pub use values::KnownValue;
