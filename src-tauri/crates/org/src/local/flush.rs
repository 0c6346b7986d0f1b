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
    sql::{ROWS, Statement, update},
    stored::{bind_rows, fields_to_json, rows_to_json, to_json},
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
            write_object(overlay.object(object), &changes, &mut records)?;
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

/// The statements that make these records of an object what they are now.
fn write_object(
    object: &ObjectSchema,
    changes: &[(Option<&Row>, &Row)],
    statements: &mut Vec<(Statement, SqliteArguments)>,
) -> Result<(), sqlx::Error> {
    let (mut new, mut moving) = (Vec::new(), Vec::new());
    let mut by_fields: BTreeMap<Vec<usize>, Vec<&Row>> = BTreeMap::new();
    for (stored, row) in changes {
        let Some(stored) = stored else {
            new.push(*row);
            continue;
        };
        let moves = moves_unique_key(object, stored, row);
        if moves {
            moving.push(row.id.as_str());
        }
        let fields = changed_fields(object, stored, row, moves);
        if !fields.is_empty() {
            by_fields.entry(fields).or_default().push(row);
        }
    }
    if !moving.is_empty() {
        statements.push((object.sql.hide.clone(), json(to_json(&moving)?)?));
    }
    for (fields, rows) in by_fields {
        let id_and_fields = [&[object.system.id], fields.as_slice()].concat();
        let values = fields_to_json(&rows, &id_and_fields)?;
        statements.push((update(&object.describe, &fields), json(values)?));
    }
    let full = new.chunks_exact(ROWS);
    let rest = full.remainder();
    for chunk in full {
        let bound = bind_rows(chunk.iter().copied())?;
        statements.push((object.sql.write_bound.clone(), bound));
    }
    if !rest.is_empty() {
        let rows = rows_to_json(rest.iter().copied())?;
        statements.push((object.sql.write.clone(), json(rows)?));
    }
    Ok(())
}

/// The positions of the fields in which a record differs from the file, where one that moves is hidden first.
fn changed_fields(object: &ObjectSchema, stored: &Row, row: &Row, moves: bool) -> Vec<usize> {
    let values = stored.values.iter().zip(&row.values).enumerate();
    values
        .filter(|(position, (before, now))| before != now || (moves && *position == object.system.is_deleted))
        .map(|(position, _)| position)
        .collect()
}

/// Rows as JSON, to be bound.
fn json(rows: String) -> Result<SqliteArguments, sqlx::Error> {
    let mut bound = SqliteArguments::default();
    bound.add(rows).map_err(sqlx::Error::Encode)?;
    Ok(bound)
}

/// Whether the unique key of a record in the file is no longer its own: another one of the batch may have it now.
fn moves_unique_key(object: &ObjectSchema, stored: &Row, row: &Row) -> bool {
    (0..object.indexes.len()).any(|index| {
        let key = object.key_of(index, stored);
        object.indexes[index].is_unique() && key.is_some() && key != object.key_of(index, row)
    })
}
