//! Sharing: what the owner of a transaction may do, where the owner's permissions count.

use std::collections::BTreeSet;

use model::SyncErrorCode;

use super::Run;
use crate::{
    Sharing,
    catalogue::{FieldProblem, RECORD_IDENTIFIER},
    local::{objects::EDIT_ACCESS, row::Row, schema::IndexPlace},
};

/// How much access is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    Read,
    Edit,
}

impl Run<'_> {
    /// Refuses the record when the user may not change it.
    pub(super) fn check_edit(&self, row: &Row) -> Option<FieldProblem> {
        if self.may(row, Need::Edit) {
            return None;
        }
        let id = row.id.to_string();
        let message = format!("insufficient access rights on object id: {id}");
        Some(FieldProblem::of(
            RECORD_IDENTIFIER,
            SyncErrorCode::InsufficientAccessOrReadonly,
            message,
            Some(id),
        ))
    }

    /// Whether the user of the transaction may; always, when the owner's permissions do not count.
    pub(super) fn may(&self, row: &Row, need: Need) -> bool {
        let user = self.planned.user.as_str();
        !self.planned.transaction.enforce_owner_permission || self.user_may(user, row, need)
    }

    fn user_may(&self, user: &str, row: &Row, need: Need) -> bool {
        let object = self.overlay.object(row.object);
        if row.owner(object) == Some(user) || row.id.as_str() == user {
            return true;
        }
        match &object.describe.sharing {
            Sharing::PublicReadWrite => true,
            Sharing::PublicRead => need == Need::Read,
            Sharing::Private => false,
            Sharing::Territory => self.shares_territory(user, row, need),
            Sharing::Parent { .. } => {
                let parent = object.sharing_parent.and_then(|position| row.text(position));
                let parent = parent.and_then(|id| self.overlay.row(id));
                parent.is_some_and(|parent| self.user_may(user, parent, need))
            }
        }
    }

    /// Whether one of the user's territories has the record, and gives the access.
    fn shares_territory(&self, user: &str, row: &Row, need: Need) -> bool {
        let schema = &self.overlay.schema;
        let of_user = self.territories(schema.territories_of_user, user);
        let of_record = self.territories(schema.territories_of_object, row.id.as_str());
        of_user
            .intersection(&of_record)
            .any(|territory| need == Need::Read || self.gives_edit(territory))
    }

    /// The territories that a user or record is associated with; an association that is not active does not count.
    fn territories(&self, place: IndexPlace, id: &str) -> BTreeSet<&str> {
        let object = self.overlay.object(place.object);
        let territory = object.describe.position("Territory2Id");
        let is_active = object.describe.position("IsActive");
        let associations = self
            .overlay
            .find(place, id)
            .into_iter()
            .filter_map(|id| self.overlay.row(id));
        associations
            .filter(|row| is_active.is_none_or(|position| row.is_true(position)))
            .filter_map(|row| row.text(territory?))
            .collect()
    }

    fn gives_edit(&self, territory: &str) -> bool {
        self.overlay.row(territory).is_some_and(|row| {
            let level = self
                .overlay
                .object(row.object)
                .describe
                .position("AccountAccessLevel");
            level.and_then(|position| row.text(position)) == Some(EDIT_ACCESS)
        })
    }
}
