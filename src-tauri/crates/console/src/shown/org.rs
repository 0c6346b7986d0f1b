//! Records of the org as they are shown, and what would become of them.

use model::MASK;
use org::{OrgRecord, Value};
use processor::{FieldEffect, SimulatedError, SimulationReport, TransactionSimulation};

use super::{Hide, Masks, hidden_values::HiddenValues};

impl Hide for OrgRecord {
    fn hide(&mut self, masks: &Masks, _: &()) {
        for (field, value) in &mut self.values {
            if value.is_null() || !masks.covers(&self.object_name, field) {
                continue;
            }
            if value.as_text() == Some(self.name.as_str()) {
                MASK.clone_into(&mut self.name);
            }
            *value = Value::Text(MASK.into());
        }
    }
}

impl Hide for TransactionSimulation {
    fn hide(&mut self, masks: &Masks, _: &()) {
        let mut hidden = HiddenValues::default();
        for item in &mut self.items {
            let others = item.others.iter_mut();
            let effects = others
                .map(|other| (&other.object_name, &mut other.fields))
                .chain([(&item.object_name, &mut item.fields)]);
            for (object_name, fields) in effects {
                for effect in fields
                    .iter_mut()
                    .filter(|effect| masks.covers(object_name, &effect.field))
                {
                    hide_effect(effect, &mut hidden);
                }
            }
            for error in &mut item.errors {
                hide_error(masks, error, &mut hidden);
            }
        }
        let hidden = hidden.finder();
        hidden.hide_in(&mut self.reason);
        for error in self.items.iter_mut().flat_map(|item| &mut item.errors) {
            hidden.hide(&mut error.message);
        }
    }
}

impl Hide for SimulationReport {
    fn hide(&mut self, masks: &Masks, _: &()) {
        for bucket in &mut self.buckets {
            let object_name = bucket.object_name.as_deref();
            let field = bucket.field_name.as_deref();
            let Some(field) = field.filter(|field| masks.covers_error(object_name, Some(field))) else {
                continue;
            };
            bucket.message = Some(format!("{field}: {MASK}"));
        }
    }
}

fn hide_effect(effect: &mut FieldEffect, hidden: &mut HiddenValues) {
    for text in [&mut effect.before, &mut effect.after].into_iter().flatten() {
        hidden.add(text);
        MASK.clone_into(text);
    }
}

fn hide_error(masks: &Masks, error: &mut SimulatedError, hidden: &mut HiddenValues) {
    if !masks.covers_error(Some(&error.object_name), error.field_name.as_deref()) {
        return;
    }
    if let Some(value) = &mut error.value {
        hidden.add(value);
        MASK.clone_into(value);
    }
}
