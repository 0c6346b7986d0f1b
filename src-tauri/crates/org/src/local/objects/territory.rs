//! Territory2, and what ties accounts and users to territories.

use crate::{
    OnDelete, Sharing,
    local::{
        definition::Definition,
        fields::{choice, flag, long_text, reference, suggestion, text},
    },
};

/// The access to its accounts that a territory gives when users may change them.
pub(crate) const EDIT_ACCESS: &str = "Edit";

pub(super) fn territory() -> Definition {
    Definition::new("Territory2", "Territory", "Territories", "0MI")
        .sharing(Sharing::PublicRead)
        .without_owner()
        .never_deleted()
        .fields([
            text("Name", "Label", 80).required(),
            text("DeveloperName", "Territory Name", 80).required().unique(),
            reference(
                "ParentTerritory2Id",
                "Parent Territory ID",
                "Territory2",
                OnDelete::Restrict,
            ),
            choice("AccountAccessLevel", "Account Access", &["Read", EDIT_ACCESS])
                .required()
                .default("\"Edit\"")
                .help("What users of the territory may do with its accounts, and with what belongs to them."),
            text("Country", "Country", 80),
            long_text("Description", "Description", 1_000),
        ])
}

pub(super) fn object_association() -> Definition {
    Definition::new(
        "ObjectTerritory2Association",
        "Object Territory Association",
        "Object Territory Associations",
        "0Mo",
    )
    .sharing(Sharing::PublicRead)
    .without_owner()
    .name_field(None)
    .fields([
        reference("ObjectId", "Object ID", "Account", OnDelete::Cascade)
            .required()
            .fixed(),
        reference("Territory2Id", "Territory ID", "Territory2", OnDelete::Restrict)
            .required()
            .fixed(),
        choice(
            "AssociationCause",
            "Association Cause",
            &["Territory2Manual", "Territory2AssignmentRule", "Territory2Api"],
        )
        .default("\"Territory2Manual\""),
    ])
}

pub(super) fn user_association() -> Definition {
    Definition::new(
        "UserTerritory2Association",
        "User Territory Association",
        "User Territory Associations",
        "0Mu",
    )
    .sharing(Sharing::PublicRead)
    .without_owner()
    .name_field(None)
    .fields([
        reference("UserId", "User ID", "User", OnDelete::Cascade)
            .required()
            .fixed(),
        reference("Territory2Id", "Territory ID", "Territory2", OnDelete::Restrict)
            .required()
            .fixed(),
        suggestion(
            "RoleInTerritory2",
            "Role in Territory",
            &["Sales Rep", "Medical Science Liaison", "Manager"],
        ),
        flag("IsActive", "Active", true),
    ])
}
