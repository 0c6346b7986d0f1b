//! A row as a record: the cells are read as the types that the record's own serde description asks for, so that
//! names, types and picklists are said once, in the model.

use std::fmt;

use serde::{
    Deserialize,
    de::{
        self, DeserializeSeed, Deserializer, MapAccess, Visitor,
        value::{U32Deserializer, U64Deserializer},
    },
    forward_to_deserialize_any,
};

/// Why a row is not a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CellError {
    /// Place of the field in the record; none when the whole row is meant.
    pub field: Option<usize>,
    /// What is wrong and what is allowed.
    pub reason: String,
}

impl CellError {
    fn new(reason: impl Into<String>) -> Self {
        Self {
            field: None,
            reason: reason.into(),
        }
    }
}

impl fmt::Display for CellError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for CellError {}

impl de::Error for CellError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(message.to_string())
    }
}

/// The API names of a record's fields, in order.
pub(super) fn field_names<'de, T: Deserialize<'de>>() -> &'static [&'static str] {
    let mut names: &'static [&'static str] = &[];
    // The answer is an error always: nothing but the description of the record is asked for.
    let _ = T::deserialize(FieldNames(&mut names));
    names
}

struct FieldNames<'a>(&'a mut &'static [&'static str]);

impl<'de> Deserializer<'de> for FieldNames<'_> {
    type Error = CellError;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        _visitor: V,
    ) -> Result<V::Value, CellError> {
        *self.0 = fields;
        Err(CellError::new("only the names were asked for"))
    }

    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, CellError> {
        Err(CellError::new("not a record"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// Reads a record from its cells: place of the field in the record, and text; none for an empty cell.
pub(super) fn record<'de, T, Cells>(cells: Cells) -> Result<T, CellError>
where
    T: Deserialize<'de>,
    Cells: Iterator<Item = (usize, Option<&'de str>)>,
{
    T::deserialize(RecordCells {
        cells,
        current: (0, None),
    })
}

struct RecordCells<'de, Cells> {
    cells: Cells,
    current: (usize, Option<&'de str>),
}

impl<'de, Cells: Iterator<Item = (usize, Option<&'de str>)>> Deserializer<'de> for RecordCells<'de, Cells> {
    type Error = CellError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CellError> {
        visitor.visit_map(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de, Cells: Iterator<Item = (usize, Option<&'de str>)>> MapAccess<'de> for RecordCells<'de, Cells> {
    type Error = CellError;

    /// A field is named by its place, which saves comparing names row after row.
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, CellError> {
        let Some(current) = self.cells.next() else {
            return Ok(None);
        };
        self.current = current;
        seed.deserialize(U64Deserializer::new(current.0 as u64)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, CellError> {
        let (field, text) = self.current;
        seed.deserialize(Cell(text)).map_err(|error| CellError {
            field: Some(field),
            ..error
        })
    }
}

/// One cell; none when it is empty.
struct Cell<'de>(Option<&'de str>);

impl<'de> Cell<'de> {
    fn text(&self) -> Result<&'de str, CellError> {
        self.0.ok_or_else(|| CellError::new("must not be empty"))
    }
}

impl<'de> Deserializer<'de> for Cell<'de> {
    type Error = CellError;

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CellError> {
        match self.0 {
            None => visitor.visit_none(),
            Some(_) => visitor.visit_some(self),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CellError> {
        let text = self.text()?.trim();
        let is = |names: [&str; 2]| names.iter().any(|name| name.eq_ignore_ascii_case(text));
        match () {
            () if is(["true", "1"]) => visitor.visit_bool(true),
            () if is(["false", "0"]) => visitor.visit_bool(false),
            () => Err(CellError::new("is neither true nor false")),
        }
    }

    /// Data Loader writes whole numbers as `3` or as `3.0`.
    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CellError> {
        let text = self.text()?.trim();
        let digits = text
            .split_once('.')
            .filter(|(_, rest)| rest.bytes().all(|byte| byte == b'0'));
        let number = digits.map_or(text, |(whole, _)| whole).parse();
        visitor.visit_i64(number.map_err(|_| CellError::new("is not a whole number"))?)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CellError> {
        match self.text()?.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => visitor.visit_f64(number),
            _ => Err(CellError::new("is not a number; write it as 12 or 12.5")),
        }
    }

    /// Moments ask for a borrowed text; texts ask for one of their own.
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CellError> {
        visitor.visit_str::<CellError>(self.text()?.trim()).map_err(|_| {
            CellError::new(
                "is not a moment; write it as ISO 8601 with its offset, for example 2026-11-01T10:00:00.000Z",
            )
        })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        values: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, CellError> {
        let text = self.text()?.trim();
        match values.iter().position(|value| value.eq_ignore_ascii_case(text)) {
            Some(place) => visitor.visit_enum(U32Deserializer::new(place as u32)),
            None => Err(CellError::new(format!(
                "is not in the picklist; use one of {}",
                values.join(", ")
            ))),
        }
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CellError> {
        visitor.visit_borrowed_str(self.text()?)
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i128 u8 u16 u32 u64 u128 f32 char string bytes byte_buf unit unit_struct newtype_struct seq
        tuple tuple_struct map struct identifier ignored_any
    }
}
