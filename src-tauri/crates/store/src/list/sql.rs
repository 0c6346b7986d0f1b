//! A statement in the making. Text is ours alone; whatever comes from outside is a parameter.

use sqlx::{AssertSqlSafe, SqliteConnection, query::QueryScalar, sqlite::SqliteArguments};

/// A value to be bound.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// A number or a moment in milliseconds.
    Number(i64),
    /// A text.
    Text(String),
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// A statement that answers one number per row.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Statement {
    text: String,
    values: Vec<Value>,
}

impl Statement {
    /// Appends text.
    pub(crate) fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Notes a value, and gives the name of its parameter. The same value has one parameter, however often it is noted.
    pub(crate) fn bind(&mut self, value: impl Into<Value>) -> String {
        let value = value.into();
        let position = match self.values.iter().position(|known| *known == value) {
            Some(position) => position,
            None => {
                self.values.push(value);
                self.values.len() - 1
            }
        };
        format!("${}", position + 1)
    }

    /// Runs it.
    pub(crate) async fn numbers(self, connection: &mut SqliteConnection) -> sqlx::Result<Vec<i64>> {
        self.query().fetch_all(connection).await
    }

    /// Runs it for its one row.
    pub(crate) async fn number(self, connection: &mut SqliteConnection) -> sqlx::Result<i64> {
        self.query().fetch_one(connection).await
    }

    /// Runs it for rows of a text and a number.
    pub(crate) async fn counts(self, connection: &mut SqliteConnection) -> sqlx::Result<Vec<(String, i64)>> {
        let query = sqlx::query_as(AssertSqlSafe(self.text));
        let query = self.values.into_iter().fold(query, |query, value| match value {
            Value::Number(number) => query.bind(number),
            Value::Text(text) => query.bind(text),
        });
        query.fetch_all(connection).await
    }

    /// How the engine would run it.
    #[cfg(test)]
    pub(crate) async fn plan(mut self, connection: &mut SqliteConnection) -> Vec<String> {
        self.text.insert_str(0, "EXPLAIN QUERY PLAN ");
        let query = sqlx::query(AssertSqlSafe(self.text));
        let query = self.values.into_iter().fold(query, |query, value| match value {
            Value::Number(number) => query.bind(number),
            Value::Text(text) => query.bind(text),
        });
        let rows = query.fetch_all(connection).await.unwrap();
        rows.iter().map(|row| sqlx::Row::get(row, 3)).collect()
    }

    fn query(self) -> QueryScalar<'static, sqlx::Sqlite, i64, SqliteArguments> {
        let query = sqlx::query_scalar(AssertSqlSafe(self.text));
        self.values.into_iter().fold(query, |query, value| match value {
            Value::Number(number) => query.bind(number),
            Value::Text(text) => query.bind(text),
        })
    }
}
