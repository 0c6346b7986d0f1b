//! Reading a row column by column, in the order of its SELECT.

use std::{fmt::Display, str::FromStr};

use model::{Timestamp, timestamp};
use sqlx::{Decode, Row as _, Sqlite, Type, sqlite::SqliteRow};

/// The columns of a row, taken one after the other.
pub(crate) struct Columns<'r> {
    row: &'r SqliteRow,
    next: usize,
}

impl<'r> Columns<'r> {
    /// From the first column on.
    pub(crate) fn of(row: &'r SqliteRow) -> Self {
        Self { row, next: 0 }
    }

    /// The next column as it is stored.
    pub(crate) fn get<T: Decode<'r, Sqlite> + Type<Sqlite>>(&mut self) -> sqlx::Result<T> {
        let value = self.row.try_get(self.next);
        self.next += 1;
        value
    }

    /// The next column, a text that names something.
    pub(crate) fn parse<T: FromStr<Err: Display>>(&mut self) -> sqlx::Result<T> {
        self.get::<&str>()?.parse().map_err(unreadable)
    }

    /// The next column, a text that names something, or nothing.
    pub(crate) fn parse_optional<T: FromStr<Err: Display>>(&mut self) -> sqlx::Result<Option<T>> {
        match self.get::<Option<&str>>()? {
            Some(text) => text.parse().map(Some).map_err(unreadable),
            None => Ok(None),
        }
    }

    /// The next column, a value of a picklist, or nothing.
    pub(crate) fn named<T>(&mut self, named: fn(&str) -> Option<T>) -> sqlx::Result<Option<T>> {
        match self.get::<Option<&str>>()? {
            Some(text) => named(text)
                .map(Some)
                .ok_or_else(|| unreadable(format!("\"{text}\""))),
            None => Ok(None),
        }
    }

    /// The next column, a moment.
    pub(crate) fn moment(&mut self) -> sqlx::Result<Timestamp> {
        self.get().map(timestamp)
    }

    /// The next column, a moment or nothing.
    pub(crate) fn optional_moment(&mut self) -> sqlx::Result<Option<Timestamp>> {
        Ok(self.get::<Option<i64>>()?.map(timestamp))
    }
}

/// A stored value that makes no sense.
pub(crate) fn unreadable(what: impl Display) -> sqlx::Error {
    sqlx::Error::Decode(format!("a stored value cannot be read: {what}").into())
}
