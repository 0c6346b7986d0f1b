//! User and Profile: who owns records. Admins make them in the org; a device changes at most a user's details.

use crate::{
    OnDelete, Sharing,
    local::{
        definition::Definition,
        fields::{choice, email, flag, long_text, phone, reference, suggestion, text},
    },
};

pub(super) fn user() -> Definition {
    Definition::new("User", "User", "Users", model::key_prefix::USER)
        .sharing(Sharing::PublicRead)
        .without_owner()
        .never_created()
        .never_deleted()
        .fields([
            text("Name", "Full Name", 121).required().read_only(),
            text("Username", "Username", 80).required().unique().read_only(),
            email("Email", "Email").required(),
            text("Alias", "Alias", 8),
            reference("ProfileId", "Profile ID", "Profile", OnDelete::Restrict)
                .required()
                .read_only(),
            flag("IsActive", "Active", true).read_only(),
            text("Title", "Title", 80),
            text("Department", "Department", 80),
            phone("MobilePhone", "Mobile"),
            reference("ManagerId", "Manager ID", "User", OnDelete::Restrict),
            text("Country", "Country", 80),
            suggestion(
                "TimeZoneSidKey",
                "Time Zone",
                &["Europe/Berlin", "Europe/Paris", "America/New_York"],
            ),
        ])
}

pub(super) fn profile() -> Definition {
    Definition::new("Profile", "Profile", "Profiles", model::key_prefix::PROFILE)
        .sharing(Sharing::PublicRead)
        .without_owner()
        .never_created()
        .never_updated()
        .never_deleted()
        .fields([
            text("Name", "Name", 255).required().unique(),
            choice("UserType", "User Type", &["Standard"]).default("\"Standard\""),
            long_text("Description", "Description", 255),
        ])
}
