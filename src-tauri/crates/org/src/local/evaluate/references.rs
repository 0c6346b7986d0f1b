//! The records that a record refers to: are they there, and may the user use them.

use model::SyncErrorCode;

use super::{Problems, Run, access::Need};
use crate::{Value, catalogue::FieldProblem, local::row::Row};

impl Run<'_> {
    /// Checks every reference that `row` has and `before` did not have.
    pub(super) fn check_references(&self, before: Option<&Row>, row: &Row, problems: &mut Problems) {
        let object = self.overlay.object(row.object);
        let system = object.system;
        for reference in &object.references {
            let position = reference.position;
            let is_the_orgs = position == system.created_by || position == system.modified_by;
            if is_the_orgs || before.is_some_and(|before| before.values[position] == row.values[position]) {
                continue;
            }
            if let Value::Text(id) = &row.values[position] {
                problems.extend(self.check_reference(row.object, position, id));
            }
        }
    }

    fn check_reference(&self, object: usize, position: usize, id: &str) -> Option<FieldProblem> {
        let field = &self.overlay.object(object).describe.fields[position];
        let problem = |code, message: String| {
            Some(FieldProblem::of(
                &field.name,
                code,
                format!("{}: {message}", field.label),
                Some(id.to_owned()),
            ))
        };
        let key = SyncErrorCode::InvalidCrossReferenceKey;
        let Some(row) = self.overlay.row(id) else {
            return problem(
                key,
                format!("invalid cross reference id: {id} is not in this org"),
            );
        };
        let target = self.overlay.object(row.object);
        if row.is_deleted(target) {
            let (label, name) = (&target.describe.label, target.name_of(row));
            return problem(
                key,
                format!("invalid cross reference id: the {label} \"{name}\" was deleted"),
            );
        }
        if !self.may(row, Need::Read) {
            let message = format!("insufficient access rights on cross-reference id: {id}");
            return problem(SyncErrorCode::InsufficientAccessOnCrossReferenceEntity, message);
        }
        None
    }
}
