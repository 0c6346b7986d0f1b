//! What a rule sees: the record as it will be, as it was, and the records it refers to.

use chrono::NaiveDate;
use model::Timestamp;

use super::{overlay::Overlay, row::Row, schema::ObjectSchema};
use crate::Value;

/// What a flow did.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum FlowOutcome {
    /// Nothing to do.
    Done,
    /// The record that the reference field `through` names gets this value.
    Change {
        through: &'static str,
        field: &'static str,
        value: Value,
    },
    /// The record cannot be saved, and why.
    Refuse(String),
}

/// The fields of one record, by name.
#[derive(Clone, Copy)]
pub(crate) struct Fields<'a> {
    object: &'a ObjectSchema,
    row: &'a Row,
}

impl<'a> Fields<'a> {
    pub(crate) fn new(object: &'a ObjectSchema, row: &'a Row) -> Self {
        Self { object, row }
    }

    /// The value of a field that the object has; a rule that names another is a mistake in its definition, which
    /// the tests of the definitions find.
    fn value(&self, field: &str) -> &'a Value {
        let position = self.object.describe.position(field);
        debug_assert!(
            position.is_some(),
            "{} has no field {field}",
            self.object.describe.name
        );
        position
            .and_then(|position| self.row.values.get(position))
            .unwrap_or(&Value::Null)
    }

    pub(crate) fn text(&self, field: &str) -> Option<&'a str> {
        self.value(field).as_text()
    }

    pub(crate) fn flag(&self, field: &str) -> bool {
        *self.value(field) == Value::Bool(true)
    }

    /// A whole or decimal number.
    pub(crate) fn number(&self, field: &str) -> Option<f64> {
        match self.value(field) {
            // At most nine digits, so exact.
            #[allow(clippy::cast_precision_loss)]
            Value::Int(number) => Some(*number as f64),
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub(crate) fn moment(&self, field: &str) -> Option<Timestamp> {
        match self.value(field) {
            Value::Moment(moment) => Some(*moment),
            _ => None,
        }
    }

    /// A day, or the day of a moment.
    fn day(&self, field: &str) -> Option<NaiveDate> {
        match self.value(field) {
            Value::Date(day) => Some(*day),
            Value::Moment(moment) => Some(moment.date_naive()),
            _ => None,
        }
    }
}

/// A record that is about to be saved.
pub(crate) struct RuleView<'a> {
    overlay: &'a Overlay,
    before: Option<Fields<'a>>,
    after: Fields<'a>,
}

impl<'a> RuleView<'a> {
    /// `before` is none for a new record.
    pub(crate) fn new(overlay: &'a Overlay, before: Option<&'a Row>, after: &'a Row) -> Self {
        let object = overlay.object(after.object);
        Self {
            overlay,
            before: before.map(|row| Fields::new(object, row)),
            after: Fields::new(object, after),
        }
    }

    pub(crate) fn is_new(&self) -> bool {
        self.before.is_none()
    }

    pub(crate) fn text(&self, field: &str) -> Option<&'a str> {
        self.after.text(field)
    }

    pub(crate) fn flag(&self, field: &str) -> bool {
        self.after.flag(field)
    }

    pub(crate) fn number(&self, field: &str) -> Option<f64> {
        self.after.number(field)
    }

    pub(crate) fn moment(&self, field: &str) -> Option<Timestamp> {
        self.after.moment(field)
    }

    /// The text before the change; none for a new record.
    pub(crate) fn text_before(&self, field: &str) -> Option<&'a str> {
        self.before.and_then(|before| before.text(field))
    }

    /// Whether the save changes the field; for a new record, whether it has a value.
    pub(crate) fn has_changed(&self, field: &str) -> bool {
        match self.before {
            Some(before) => before.value(field) != self.after.value(field),
            None => !self.after.value(field).is_null(),
        }
    }

    /// Whether both are given and `field` lies before `other`; days are compared as days.
    pub(crate) fn is_before(&self, field: &str, other: &str) -> bool {
        match (self.moment(field), self.moment(other)) {
            (Some(field), Some(other)) => field < other,
            _ => matches!((self.after.day(field), self.after.day(other)), (Some(a), Some(b)) if a < b),
        }
    }

    /// Whether both moments are given and `field` is not later than `other`.
    pub(crate) fn is_not_after(&self, field: &str, other: &str) -> bool {
        matches!((self.moment(field), self.moment(other)), (Some(a), Some(b)) if a <= b)
    }

    /// The record that a reference names; none when it is empty or, for now, when the record is not known yet.
    pub(crate) fn related(&self, field: &str) -> Option<Fields<'a>> {
        let row = self.overlay.row(self.after.text(field)?)?;
        Some(Fields::new(self.overlay.object(row.object), row))
    }
}
