//! Deleting a record, and what becomes of those that refer to it.

use std::{collections::HashSet, sync::Arc};

use model::{RecordId, SyncErrorCode};

use super::{Problems, Run};
use crate::{
    OnDelete, Value,
    catalogue::{FieldProblem, RECORD_IDENTIFIER},
    local::row::Row,
};

impl Run<'_> {
    pub(super) fn delete(&mut self, object: usize, id: RecordId) -> Result<RecordId, Problems> {
        let row = self.existing(object, &id).map_err(|problem| vec![problem])?;
        let mut problems = Problems::new();
        problems.extend(self.check_edit(&row));
        problems.extend(self.check_own_lock(&row));
        self.check_parent_locks(Some(&row), &row, &mut problems);
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut going = Going {
            top: id.clone(),
            ids: HashSet::from([id.as_str().into()]),
        };
        self.remove(&row, &mut going, &mut problems);
        if problems.is_empty() {
            Ok(id)
        } else {
            Err(problems)
        }
    }

    /// Deletes a record and does what the references to it say.
    fn remove(&mut self, row: &Arc<Row>, going: &mut Going, problems: &mut Problems) {
        let schema = Arc::clone(&self.overlay.schema);
        for child in &schema.objects[row.object].children {
            let found = self.overlay.find(child.place, row.id.as_str()).into_iter();
            let others: Vec<Arc<Row>> = found
                .filter(|id| !going.ids.contains(*id))
                .filter_map(|id| self.overlay.row(id))
                .cloned()
                .collect();
            match child.on_delete {
                OnDelete::Restrict => problems.extend(self.still_referred(&going.top, &others)),
                OnDelete::Cascade => self.remove_all(others, going, problems),
                OnDelete::SetNull => self.empty_all(child.position, others, problems),
            }
        }
        let mut deleted = Row::clone(row);
        deleted.values[self.overlay.object(row.object).system.is_deleted] = Value::Bool(true);
        self.stamp(&mut deleted);
        self.overlay.put(deleted);
    }

    fn remove_all(&mut self, others: Vec<Arc<Row>>, going: &mut Going, problems: &mut Problems) {
        going
            .ids
            .extend(others.iter().map(|other| other.id.as_str().into()));
        for other in others {
            problems.extend(self.locked(other.id.as_str(), RECORD_IDENTIFIER));
            self.remove(&other, going, problems);
        }
    }

    fn empty_all(&mut self, position: usize, others: Vec<Arc<Row>>, problems: &mut Problems) {
        for other in others {
            problems.extend(self.locked(other.id.as_str(), RECORD_IDENTIFIER));
            let mut emptied = Row::clone(&other);
            emptied.values[position] = Value::Null;
            self.stamp(&mut emptied);
            self.overlay.put(emptied);
        }
    }

    /// The problem of a record that cannot go because `others` refer to it.
    fn still_referred(&self, id: &RecordId, others: &[Arc<Row>]) -> Option<FieldProblem> {
        const NAMED: usize = 3;
        let object = self.overlay.object(others.first()?.object);
        let names: Vec<&str> = others
            .iter()
            .take(NAMED)
            .map(|other| object.name_of(other))
            .collect();
        let more = match others.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let message = format!(
            "Your attempt to delete {id} could not be completed because it is associated with the following {}: \
             {}{more}",
            object.describe.label_plural,
            names.join(", "),
        );
        let code = SyncErrorCode::DeleteFailed;
        Some(FieldProblem::of(
            RECORD_IDENTIFIER,
            code,
            message,
            Some(id.to_string()),
        ))
    }
}

/// The records that one deletion takes with it.
struct Going {
    /// The record that the item deletes.
    top: RecordId,
    ids: HashSet<Box<str>>,
}
