//! Values in what the simulation of an item came to.

use ::processor::{FieldEffect, ItemSimulation};
use model::RecordId;

use super::place::RevealSide;

/// A record and its object.
pub(super) type OfRecord = (RecordId, String);

/// A value of a simulation.
pub(super) enum Effect {
    /// The payload proposes it.
    OfPayload(String),
    /// A record has it already, or another record would get it.
    OfRecord(OfRecord, String),
}

/// The value of a field in what an item would do: of its own record or another one, before or after; without a side the
/// one that the org would refuse.
pub(super) fn in_simulation(
    item: ItemSimulation,
    other: Option<RecordId>,
    field: &str,
    side: Option<RevealSide>,
) -> Option<Effect> {
    let Some(side) = side else {
        let mut errors = item.errors.into_iter();
        let error = errors.find(|error| error.field_name.as_deref() == Some(field))?;
        return error.value.map(Effect::OfPayload);
    };
    let text = |fields: Vec<FieldEffect>| {
        let effect = fields.into_iter().find(|effect| effect.field == field)?;
        side.of(effect.before, effect.after)
    };
    match (other, side) {
        (Some(other), _) => {
            let record = item.others.into_iter().find(|record| record.record_id == other)?;
            let text = text(record.fields)?;
            Some(Effect::OfRecord((other, record.object_name), text))
        }
        (None, RevealSide::Before) => {
            let record = (item.record_id?, item.object_name);
            text(item.fields).map(|text| Effect::OfRecord(record, text))
        }
        (None, RevealSide::After) => text(item.fields).map(Effect::OfPayload),
    }
}
