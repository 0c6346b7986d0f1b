//! Inserts and updates.

use model::RecordId;

use super::{Problems, Run};
use crate::{Value, local::row::Row};

impl Run<'_> {
    pub(super) fn insert(
        &mut self,
        object: usize,
        id: RecordId,
        values: Vec<(usize, Value)>,
    ) -> Result<RecordId, Problems> {
        self.overlay.learn_new(object, id.as_str());
        let mut row = self.new_row(object, id.clone(), values);
        let mut problems = Problems::new();
        self.check_references(None, &row, &mut problems);
        if self.overlay.object(object).system.owner.is_none() {
            problems.extend(self.check_edit(&row));
        }
        self.check_parent_locks(None, &row, &mut problems);
        if !problems.is_empty() {
            return Err(problems);
        }
        self.number(&mut row);
        self.save(None, row)?;
        Ok(id)
    }

    pub(super) fn update(
        &mut self,
        object: usize,
        id: RecordId,
        values: Vec<(usize, Value)>,
    ) -> Result<RecordId, Problems> {
        let before = self.existing(object, &id).map_err(|problem| vec![problem])?;
        let mut row = Row::clone(&before);
        for (position, value) in values {
            row.values[position] = value;
        }
        self.stamp(&mut row);
        let mut problems = Problems::new();
        problems.extend(self.check_edit(&before));
        self.check_references(Some(&before), &row, &mut problems);
        problems.extend(self.check_own_lock(&before));
        self.check_parent_locks(Some(&before), &row, &mut problems);
        if !problems.is_empty() {
            return Err(problems);
        }
        self.save(Some(&before), row)?;
        Ok(id)
    }

    /// A new record: defaults, then the payload, then what the org keeps itself. It has no number yet.
    fn new_row(&self, object: usize, id: RecordId, values: Vec<(usize, Value)>) -> Row {
        let description = self.overlay.object(object);
        let system = description.system;
        let user = Value::Text(self.planned.user.clone());
        let mut row = Row {
            object,
            values: description.defaults.clone(),
            id,
        };
        row.values[system.id] = Value::Text(row.id.clone().into());
        row.values[system.created_date] = Value::Moment(self.now);
        row.values[system.created_by] = user.clone();
        if let Some(owner) = system.owner {
            row.values[owner] = user;
        }
        for (position, value) in values {
            row.values[position] = value;
        }
        self.stamp(&mut row);
        row
    }

    /// Notes who changed the record, and when.
    pub(super) fn stamp(&self, row: &mut Row) {
        let system = self.overlay.object(row.object).system;
        row.values[system.modified_date] = Value::Moment(self.now);
        row.values[system.modified_by] = Value::Text(self.planned.user.clone());
        row.values[system.stamp] = Value::Moment(self.now);
    }

    fn number(&mut self, row: &mut Row) {
        if self.overlay.object(row.object).auto_number.is_none() {
            return;
        }
        let number = self.overlay.take_number(row.object);
        if let Some(field) = &self.overlay.object(row.object).auto_number {
            row.values[field.position] = Value::Text(field.text(number).into());
        }
    }
}
