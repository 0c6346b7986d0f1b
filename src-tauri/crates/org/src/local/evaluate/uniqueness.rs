//! Unique fields and duplicate rules.

use model::SyncErrorCode;

use super::{Problems, Run};
use crate::{
    catalogue::FieldProblem,
    local::{
        definition::DUPLICATE_MESSAGE,
        row::Row,
        schema::{Index, IndexKind, IndexPlace},
    },
};

impl Run<'_> {
    /// Looks for other records with the same key, wherever the save gives the record a new one.
    pub(super) fn check_uniqueness(&self, before: Option<&Row>, row: &Row, problems: &mut Problems) {
        let object = self.overlay.object(row.object);
        for (index, entry) in object.indexes.iter().enumerate() {
            let matters = entry.is_unique() || matches!(entry.kind, IndexKind::Duplicate(_));
            let Some(key) = entry.key(&row.values).filter(|_| matters) else {
                continue;
            };
            if before.and_then(|before| entry.key(&before.values)).as_ref() == Some(&key) {
                continue;
            }
            let others = self.overlay.find(
                IndexPlace {
                    object: row.object,
                    index,
                },
                &key,
            );
            if let Some(other) = others.into_iter().find(|id| *id != row.id.as_str()) {
                problems.push(self.taken(entry, row, other));
            }
        }
    }

    fn taken(&self, index: &Index, row: &Row, other: &str) -> FieldProblem {
        let describe = &self.overlay.object(row.object).describe;
        let position = index.fields.first().copied().unwrap_or_default();
        let field = &describe.fields[position].name;
        let value = row.text(position).map(str::to_owned);
        let (code, message) = match index.kind {
            IndexKind::Duplicate(rule) => {
                let name = self.overlay.object(row.object).duplicates[rule].name;
                let message = format!("{DUPLICATE_MESSAGE} ({name}: record {other})");
                (SyncErrorCode::DuplicatesDetected, message)
            }
            _ => {
                let message =
                    format!("duplicate value found: {field} duplicates value on record with id: {other}");
                (SyncErrorCode::DuplicateValue, message)
            }
        };
        FieldProblem::of(field, code, message, value)
    }
}
