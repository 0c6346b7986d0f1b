//! Writing what a unit of work changed: a few statements for each object, and one for ledger and numbers.

use std::collections::BTreeMap;

use model::{RecordId, Timestamp};
use sqlx::{Arguments as _, SqliteConnection, sqlite::SqliteArguments};

use super::{
    ledger::{self, Entry},
    numbers,
    overlay::Overlay,
    row::Row,
    schema::{ObjectSchema, Schema},
    sql::{ROWS, Statement},
    stored::{bind_rows, rows_to_json, to_json},
};

/// What has to be written to make the file what the overlay says.
pub(super) struct Writes {
    /// Statements, each with what is bound to it.
    records: Vec<(Statement, SqliteArguments)>,
    numbers: Vec<i64>,
}

impl Writes {
    /// The differences between the overlay and the file.
    pub(super) fn of(overlay: &Overlay) -> Result<Self, sqlx::Error> {
        let mut by_object: BTreeMap<usize, Vec<(Option<&Row>, &Row)>> = BTreeMap::new();
        for (stored, row) in overlay.changes() {
            by_object.entry(row.object).or_default().push((stored, row));
        }
        let mut records = Vec::new();
        for (object, changes) in by_object {
            let object = overlay.object(object);
            let moving: Vec<&str> = changes
                .iter()
                .filter_map(|change| moves_unique_key(object, change))
                .collect();
            if !moving.is_empty() {
                records.push((object.sql.hide.clone(), json(to_json(&moving)?)?));
            }
            let full = changes.chunks_exact(ROWS);
            let rest = full.remainder();
            for chunk in full {
                let bound = bind_rows(chunk.iter().map(|(_, row)| *row))?;
                records.push((object.sql.write_bound.clone(), bound));
            }
            if !rest.is_empty() {
                let rows = rows_to_json(rest.iter().map(|(_, row)| *row))?;
                records.push((object.sql.write.clone(), json(rows)?));
            }
        }
        Ok(Self {
            records,
            numbers: overlay.numbers().to_vec(),
        })
    }

    /// Writes them, and the ledger.
    pub(super) async fn write(
        self,
        connection: &mut SqliteConnection,
        schema: &Schema,
        entries: &[(RecordId, Entry)],
        now: Timestamp,
    ) -> Result<(), sqlx::Error> {
        for (statement, bound) in self.records {
            sqlx::query_with(statement.safe(), bound)
                .execute(&mut *connection)
                .await?;
        }
        numbers::write(connection, schema, &self.numbers).await?;
        ledger::write(connection, entries, now).await
    }
}

/// Rows as JSON, to be bound.
fn json(rows: String) -> Result<SqliteArguments, sqlx::Error> {
    let mut bound = SqliteArguments::default();
    bound.add(rows).map_err(sqlx::Error::Encode)?;
    Ok(bound)
}

/// The Id of a record whose unique key in the file is no longer its own: another one of the batch may have it now.
fn moves_unique_key<'a>(object: &ObjectSchema, (stored, row): &(Option<&'a Row>, &Row)) -> Option<&'a str> {
    let stored = (*stored)?;
    let moves = (0..object.indexes.len()).any(|index| {
        let key = object.key_of(index, stored);
        object.indexes[index].is_unique() && key.is_some() && key != object.key_of(index, row)
    });
    moves.then(|| stored.id.as_str())
}
