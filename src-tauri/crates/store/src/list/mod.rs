//! The list of transactions: filters, sorts, keyset pages and counts.

mod cursor;
mod filter;
mod page;
mod rows;

pub use cursor::{Cursor, SortBy, TransactionSort};
pub use filter::TransactionFilter;
pub use page::{FilterCount, StatusCounts, TransactionPage, TransactionRow};
