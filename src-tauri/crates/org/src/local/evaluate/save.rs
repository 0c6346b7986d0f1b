//! Saving a record: uniqueness, duplicate and validation rules, then the flows that the save starts.

use std::sync::Arc;

use model::SyncErrorCode;

use super::{Problems, Run};
use crate::{
    Value,
    catalogue::FieldProblem,
    local::{
        row::Row,
        rules::{FlowOutcome, RuleView},
    },
};

impl Run<'_> {
    /// Saves `row` in the place of `before`.
    pub(super) fn save(&mut self, before: Option<&Row>, row: Row) -> Result<(), Problems> {
        let mut problems = Problems::new();
        self.check_uniqueness(before, &row, &mut problems);
        self.check_validations(before, &row, &mut problems);
        if !problems.is_empty() {
            return Err(problems);
        }
        let (object, id) = (row.object, row.id.clone());
        self.overlay.put(row);
        let schema = Arc::clone(&self.overlay.schema);
        for flow in &schema.objects[object].flows {
            let Some(saved) = self.overlay.row(id.as_str()).cloned() else {
                break;
            };
            let outcome = (flow.run)(&RuleView::new(self.overlay, before, &saved));
            self.act(flow.name, outcome, &saved)
                .map_err(|problem| vec![problem])?;
        }
        Ok(())
    }

    fn check_validations(&self, before: Option<&Row>, row: &Row, problems: &mut Problems) {
        let view = RuleView::new(self.overlay, before, row);
        for rule in &self.overlay.object(row.object).validations {
            if (rule.refuses)(&view) {
                let position = self.overlay.object(row.object).describe.position(rule.field);
                problems.push(FieldProblem {
                    field: position.map(|_| rule.field.to_owned()),
                    code: SyncErrorCode::FieldCustomValidationException,
                    message: format!("{} ({})", rule.message, rule.name),
                    value: position.and_then(|position| row.values[position].shown()),
                });
            }
        }
    }

    /// Does what a flow wants done.
    fn act(&mut self, flow: &str, outcome: FlowOutcome, row: &Row) -> Result<(), FieldProblem> {
        match outcome {
            FlowOutcome::Done => Ok(()),
            FlowOutcome::Refuse(reason) => Err(failed(flow, &reason)),
            FlowOutcome::Change {
                through,
                field,
                value,
            } => self.change(flow, row, through, field, value),
        }
    }

    /// Changes a field of the record that the reference `through` names.
    fn change(
        &mut self,
        flow: &str,
        row: &Row,
        through: &str,
        field: &str,
        value: Value,
    ) -> Result<(), FieldProblem> {
        let describe = &self.overlay.object(row.object).describe;
        let reference = describe.position(through).and_then(|position| row.text(position));
        let Some(other) = reference.and_then(|id| self.overlay.row(id)).cloned() else {
            return Ok(());
        };
        if let Some(problem) = self.locked(other.id.as_str(), through) {
            return Err(problem);
        }
        let Some(position) = self.overlay.object(other.object).describe.position(field) else {
            return Ok(());
        };
        let mut changed = Row::clone(&other);
        let field = &self.overlay.object(other.object).describe.fields[position];
        changed.values[position] = match value {
            // Else sums and differences would drift away from the digits that are shown.
            Value::Number(number) => Value::Number(field.round(number)),
            value => value,
        };
        self.stamp(&mut changed);
        let mut problems = Problems::new();
        self.check_validations(Some(&other), &changed, &mut problems);
        match problems.into_iter().next() {
            Some(problem) => Err(failed(flow, &problem.message)),
            None => {
                self.overlay.put(changed);
                Ok(())
            }
        }
    }
}

fn failed(flow: &str, reason: &str) -> FieldProblem {
    let message = format!(
        "We can't save this record because the \"{flow}\" process failed. Give your Salesforce admin these details: \
         {reason}"
    );
    FieldProblem::whole(SyncErrorCode::CannotInsertUpdateActivateEntity, message)
}
