//! Inserting rows of many columns: several rows per statement, each value bound. For wide rows this is several
//! times as fast as a batch in one JSON parameter, whose every column is looked up anew.

use std::sync::{Arc, OnceLock};

use sqlx::{AssertSqlSafe, Sqlite, SqliteConnection, query::Query, sqlite::SqliteArguments};

/// About so many parameters go into one statement: each is a way to the engine's thread and back, and no engine takes
/// much more than ten times as many.
const PARAMETERS: usize = 2_500;

/// What is left over goes in statements of a tenth of the rows, and so on: few ways, and few statements to keep.
const TENTH: usize = 10;

/// A statement with its values still to be bound.
pub(crate) type Binding = Query<'static, Sqlite, SqliteArguments>;

/// An INSERT for one table.
pub(crate) struct WideInsert {
    /// Up to the names of the columns: `INSERT INTO t (a, b)`.
    head: &'static str,
    columns: usize,
    /// What follows the values: what to do about rows that are there.
    tail: &'static str,
    /// The statements for so many rows, then for a tenth of them, down to one.
    texts: OnceLock<Vec<(usize, Arc<str>)>>,
}

impl WideInsert {
    /// An INSERT that begins with `head` and has so many columns.
    pub(crate) const fn new(head: &'static str, columns: usize) -> Self {
        Self {
            head,
            columns,
            tail: "",
            texts: OnceLock::new(),
        }
    }

    /// The same with what is done about rows that are there: `ON CONFLICT …`.
    pub(crate) const fn on_conflict(head: &'static str, columns: usize, tail: &'static str) -> Self {
        let mut insert = Self::new(head, columns);
        insert.tail = tail;
        insert
    }

    /// Inserts `rows`; `bind` binds the columns of one, in order.
    pub(crate) async fn run<T>(
        &self,
        connection: &mut SqliteConnection,
        rows: &[T],
        bind: impl Fn(Binding, &T) -> Binding,
    ) -> sqlx::Result<()> {
        let mut left = rows;
        let mut bound = std::iter::from_fn(|| {
            let (count, text) = self.texts().iter().find(|(count, _)| *count <= left.len())?;
            let (now, later) = left.split_at(*count);
            left = later;
            let statement = sqlx::query(AssertSqlSafe(Arc::clone(text)));
            Some(now.iter().fold(statement, &bind))
        });
        let mut next = bound.next();
        // The engine works on a thread of its own: meanwhile the next statement is made ready.
        while let Some(statement) = next {
            let (done, following) = tokio::join!(statement.execute(&mut *connection), async { bound.next() });
            done?;
            next = following;
        }
        Ok(())
    }

    fn texts(&self) -> &[(usize, Arc<str>)] {
        self.texts.get_or_init(|| {
            let most = (PARAMETERS / self.columns).max(1);
            let counts =
                std::iter::successors(Some(most), |count| (*count > 1).then(|| (count / TENTH).max(1)));
            counts.map(|count| (count, self.text(count))).collect()
        })
    }

    /// Its parameters have no numbers: to bind `$n`, SQLite walks the names of all parameters before it, which with
    /// thousands of them costs more than the insert itself. (PostgreSQL needs the numbers, and has no such cost.)
    fn text(&self, rows: usize) -> Arc<str> {
        let mut text = format!("{} VALUES ", self.head);
        for parameter in 0..rows * self.columns {
            let before = match (parameter, parameter % self.columns) {
                (0, _) => "(",
                (_, 0) => "), (",
                _ => ", ",
            };
            text.push_str(before);
            text.push('?');
        }
        text.push(')');
        if !self.tail.is_empty() {
            text.push(' ');
            text.push_str(self.tail);
        }
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_over_goes_by_tenths() {
        let counts = |columns| {
            let insert = WideInsert::new("INSERT INTO t", columns);
            let counts: Vec<usize> = insert.texts().iter().map(|(count, _)| *count).collect();
            counts
        };
        assert_eq!(counts(3), [833, 83, 8, 1]);
        assert_eq!(counts(49), [51, 5, 1]);
        assert_eq!(counts(4_000), [1]);
    }

    #[test]
    fn every_value_is_a_parameter() {
        let insert = WideInsert::new("INSERT INTO t (a, b)", 2);
        assert_eq!(&*insert.text(2), "INSERT INTO t (a, b) VALUES (?, ?), (?, ?)");
        let insert = WideInsert::on_conflict("INSERT INTO t (a)", 1, "ON CONFLICT DO NOTHING");
        assert_eq!(
            &*insert.text(1),
            "INSERT INTO t (a) VALUES (?) ON CONFLICT DO NOTHING"
        );
    }
}
