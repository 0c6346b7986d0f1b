//! Inserting rows of many columns: several rows per statement, each value bound. For wide rows this is several
//! times as fast as a batch in one JSON parameter, whose every column is looked up anew.

use std::sync::{Arc, OnceLock};

use sqlx::{AssertSqlSafe, Sqlite, SqliteConnection, query::Query, sqlite::SqliteArguments};

/// Rows per statement: few enough for every engine's limit on parameters.
const ROWS: usize = 50;

/// A statement with its values still to be bound.
pub(crate) type Binding<'q> = Query<'q, Sqlite, SqliteArguments>;

/// An INSERT for one table.
pub(crate) struct WideInsert {
    /// Up to the names of the columns: `INSERT INTO t (a, b)`.
    head: &'static str,
    columns: usize,
    many: OnceLock<Arc<str>>,
    one: OnceLock<Arc<str>>,
}

impl WideInsert {
    /// An INSERT that begins with `head` and has so many columns.
    pub(crate) const fn new(head: &'static str, columns: usize) -> Self {
        Self {
            head,
            columns,
            many: OnceLock::new(),
            one: OnceLock::new(),
        }
    }

    /// Inserts `rows`; `bind` binds the columns of one, in order.
    pub(crate) async fn run<T>(
        &self,
        connection: &mut SqliteConnection,
        rows: &[T],
        bind: impl for<'q> Fn(Binding<'q>, &T) -> Binding<'q>,
    ) -> sqlx::Result<()> {
        let many = rows.chunks_exact(ROWS);
        let rest = many.remainder();
        for chunk in many {
            let text = self.many.get_or_init(|| self.text(ROWS));
            let query = sqlx::query(AssertSqlSafe(Arc::clone(text)));
            chunk.iter().fold(query, &bind).execute(&mut *connection).await?;
        }
        for row in rest {
            let text = self.one.get_or_init(|| self.text(1));
            bind(sqlx::query(AssertSqlSafe(Arc::clone(text))), row)
                .execute(&mut *connection)
                .await?;
        }
        Ok(())
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
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_a_parameter() {
        let insert = WideInsert::new("INSERT INTO t (a, b)", 2);
        assert_eq!(&*insert.text(2), "INSERT INTO t (a, b) VALUES (?, ?), (?, ?)");
    }
}
