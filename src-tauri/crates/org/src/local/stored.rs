//! Rows between memory and the file.

use chrono::NaiveDate;
use model::{RecordId, millis, timestamp};
use serde::{Serialize, Serializer};
use sqlx::{
    Arguments as _, Row as _, SqliteConnection,
    sqlite::{SqliteArguments, SqliteRow},
};

use super::{row::Row, schema::ObjectSchema};
use crate::{
    Value,
    catalogue::{FieldDescribe, FieldType},
};

/// The records of the object with these Ids, deleted ones too.
pub(super) async fn read_rows(
    connection: &mut SqliteConnection,
    object: usize,
    schema: &ObjectSchema,
    ids: &[&RecordId],
) -> Result<Vec<Row>, sqlx::Error> {
    let ids = to_json(ids)?;
    let rows = sqlx::query(schema.sql.by_id.safe())
        .bind(ids)
        .fetch_all(connection)
        .await?;
    rows.iter().map(|row| read_row(object, schema, row)).collect()
}

/// Reads a record of the object from a row of one of its statements.
pub(super) fn read_row(object: usize, schema: &ObjectSchema, row: &SqliteRow) -> Result<Row, sqlx::Error> {
    let fields = schema.describe.fields.iter().enumerate();
    let values: Vec<Value> = fields
        .map(|(position, field)| read_value(row, position, field))
        .collect::<Result<_, _>>()?;
    let id = values
        .get(schema.system.id)
        .and_then(Value::as_text)
        .unwrap_or_default();
    let id = id.parse().map_err(|error| sqlx::Error::Decode(Box::new(error)))?;
    Ok(Row { id, object, values })
}

fn read_value(row: &SqliteRow, position: usize, field: &FieldDescribe) -> Result<Value, sqlx::Error> {
    let value = match field.field_type {
        FieldType::Boolean => row
            .try_get_unchecked::<Option<i64>, _>(position)?
            .map(|v| Value::Bool(v != 0)),
        FieldType::Int => row.try_get_unchecked::<Option<i64>, _>(position)?.map(Value::Int),
        FieldType::DateTime => row
            .try_get_unchecked::<Option<i64>, _>(position)?
            .map(|ms| Value::Moment(timestamp(ms))),
        FieldType::Double | FieldType::Currency => row
            .try_get_unchecked::<Option<f64>, _>(position)?
            .map(Value::Number),
        FieldType::Date => match row.try_get_unchecked::<Option<String>, _>(position)? {
            Some(text) => Some(Value::Date(read_date(&text)?)),
            None => None,
        },
        _ => row
            .try_get_unchecked::<Option<&str>, _>(position)?
            .map(|text| Value::Text(text.into())),
    };
    Ok(value.unwrap_or(Value::Null))
}

fn read_date(text: &str) -> Result<NaiveDate, sqlx::Error> {
    text.parse()
        .map_err(|error: chrono::ParseError| sqlx::Error::Decode(Box::new(error)))
}

/// A value as the file takes it: a moment in milliseconds, yes and no as 1 and 0.
struct StoredValue<'a>(&'a Value);

impl Serialize for StoredValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Moment(moment) => millis(*moment).serialize(serializer),
            Value::Bool(flag) => i64::from(*flag).serialize(serializer),
            value => value.serialize(serializer),
        }
    }
}

/// These rows as one JSON array: of each, an array of its values.
pub(super) fn rows_to_json<'a>(rows: impl Iterator<Item = &'a Row>) -> Result<String, sqlx::Error> {
    let values = |row: &'a Row| row.values.iter().map(StoredValue).collect();
    to_json(&rows.map(values).collect::<Vec<Vec<_>>>())
}

/// These rows as one JSON array: of each, an array of the fields at these positions.
pub(super) fn fields_to_json(rows: &[&Row], positions: &[usize]) -> Result<String, sqlx::Error> {
    let mut chosen = Vec::with_capacity(rows.len());
    for row in rows {
        let values = positions.iter().filter_map(|position| row.values.get(*position));
        chosen.push(values.map(StoredValue).collect::<Vec<_>>());
    }
    to_json(&chosen)
}

/// These rows value by value, to be bound.
pub(super) fn bind_rows<'a>(rows: impl Iterator<Item = &'a Row>) -> Result<SqliteArguments, sqlx::Error> {
    let mut bound = SqliteArguments::default();
    for value in rows.flat_map(|row| &row.values) {
        let added = match value {
            Value::Null => bound.add(None::<i64>),
            Value::Text(text) => bound.add(text.as_str()),
            Value::Bool(flag) => bound.add(i64::from(*flag)),
            Value::Int(number) => bound.add(*number),
            Value::Number(number) => bound.add(*number),
            Value::Date(day) => bound.add(day.to_string()),
            Value::Moment(moment) => bound.add(millis(*moment)),
        };
        added.map_err(sqlx::Error::Encode)?;
    }
    Ok(bound)
}

/// A parameter that stands for many values: a JSON array.
pub(super) fn to_json<T: Serialize + ?Sized>(values: &T) -> Result<String, sqlx::Error> {
    serde_json::to_string(values).map_err(|error| sqlx::Error::Encode(Box::new(error)))
}
