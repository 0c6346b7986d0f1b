//! Loading records as they are: how an org is made. Types, lengths and picklists are checked; rules, locks and
//! references are not.

use std::sync::Arc;

use model::{RecordId, Timestamp};
use sqlx::SqliteConnection;

use super::{
    row::Row,
    schema::{ObjectSchema, Schema},
    stored::rows_to_json,
};
use crate::{OrgError, Value, catalogue::read_value};

/// How many records go into one statement.
const BATCH: usize = 1_000;

/// A record to be loaded: its Id and any of its fields, the org's own (`CreatedDate`, `OwnerId`) too.
#[derive(Debug, Clone)]
pub struct SeedRecord {
    /// The Id, with the key prefix of the object.
    pub id: RecordId,
    /// API names and values. What is not given gets its default; dates that the org keeps are now; a number that
    /// the org gives is the next one.
    pub values: serde_json::Map<String, serde_json::Value>,
}

/// Turns seeds into rows. `next_number` is the number of the next record, and moves on.
pub(super) fn rows(
    schema: &Schema,
    object_name: &str,
    seeds: &[SeedRecord],
    next_number: &mut i64,
    now: Timestamp,
) -> Result<Vec<Row>, OrgError> {
    let object = schema
        .catalogue
        .position(object_name)
        .ok_or_else(|| OrgError::BadSeed {
            object: object_name.to_owned(),
            position: 0,
            problem: "the org does not know this object".to_owned(),
        })?;
    let row = |(position, seed)| {
        row(object, &schema.objects[object], seed, next_number, now).map_err(|problem| OrgError::BadSeed {
            object: object_name.to_owned(),
            position,
            problem,
        })
    };
    seeds.iter().enumerate().map(row).collect()
}

fn row(
    object: usize,
    description: &ObjectSchema,
    seed: &SeedRecord,
    next_number: &mut i64,
    now: Timestamp,
) -> Result<Row, String> {
    let describe = &description.describe;
    if seed.id.key_prefix() != describe.key_prefix {
        return Err(format!("{} does not begin with {}", seed.id, describe.key_prefix));
    }
    let system = description.system;
    let mut values = description.defaults.clone();
    values[system.id] = Value::Text(seed.id.clone().into());
    for position in [system.created_date, system.modified_date, system.stamp] {
        values[position] = Value::Moment(now);
    }
    for (name, json) in &seed.values {
        let position = describe
            .position(name)
            .ok_or_else(|| format!("there is no field {name}"))?;
        let value = read_value(&describe.fields[position], &json.to_string());
        values[position] = value.map_err(|problem| problem.message)?;
    }
    fill_in(description, &mut values, next_number);
    for (field, value) in describe.fields.iter().zip(&values) {
        if value.is_null() && !field.nillable {
            return Err(format!("{} is empty", field.name));
        }
    }
    Ok(Row {
        id: seed.id.clone(),
        object,
        values,
    })
}

/// What follows from other fields: who made it, and its number.
fn fill_in(description: &ObjectSchema, values: &mut [Value], next_number: &mut i64) {
    let system = description.system;
    let maker = system.owner.map_or(Value::Null, |owner| values[owner].clone());
    for position in [system.created_by, system.modified_by] {
        if values[position].is_null() {
            values[position] = maker.clone();
        }
    }
    if let Some(number) = &description.auto_number
        && values[number.position].is_null()
    {
        values[number.position] = Value::Text(number.text(*next_number).into());
        *next_number += 1;
    }
}

/// Writes the rows.
pub(super) async fn write(
    connection: &mut SqliteConnection,
    schema: &Arc<Schema>,
    rows: &[Row],
) -> Result<(), sqlx::Error> {
    for batch in rows.chunks(BATCH) {
        let Some(first) = batch.first() else { continue };
        let json = rows_to_json(batch.iter())?;
        sqlx::query(schema.objects[first.object].sql.write.safe())
            .bind(json)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
