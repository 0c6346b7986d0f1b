//! Locks that others hold: on the record itself, and on the records that are locked with it.

use model::SyncErrorCode;

use super::{Problems, Run};
use crate::{
    OnDelete,
    catalogue::{FieldProblem, RECORD_IDENTIFIER},
    local::row::Row,
};

impl Run<'_> {
    /// The lock on the record that is changed or deleted.
    pub(super) fn check_own_lock(&self, row: &Row) -> Option<FieldProblem> {
        self.locked(row.id.as_str(), RECORD_IDENTIFIER)
    }

    /// The locks on records that `after` refers to, or `before` referred to, and that writing locks too: masters
    /// always, others when the reference changes.
    pub(super) fn check_parent_locks(&self, before: Option<&Row>, after: &Row, problems: &mut Problems) {
        let object = self.overlay.object(after.object);
        for reference in object.references.iter().filter(|reference| reference.locks) {
            let (now, was) = (
                after.text(reference.position),
                before.and_then(|row| row.text(reference.position)),
            );
            if now == was && reference.on_delete != OnDelete::Cascade {
                continue;
            }
            let field = &object.describe.fields[reference.position].name;
            let parents = now.into_iter().chain(was.filter(|was| now != Some(*was)));
            problems.extend(parents.filter_map(|parent| self.locked(parent, field)));
        }
    }

    pub(super) fn locked(&self, id: &str, field: &str) -> Option<FieldProblem> {
        let lock = self.overlay.lock(id)?;
        let message = format!(
            "unable to obtain exclusive access to this record or 1 records: {id} (held by {}: {})",
            lock.holder, lock.reason
        );
        Some(FieldProblem::of(
            field,
            SyncErrorCode::UnableToLockRow,
            message,
            Some(id.to_owned()),
        ))
    }
}
