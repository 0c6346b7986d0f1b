//! ProviderAcctTerritoryInfo: what a territory knows of one of its provider accounts.

use crate::{
    OnDelete,
    local::{
        definition::{Definition, DuplicateRule, Validation},
        fields::{auto_number, choice, date, flag, long_text, reference, whole},
    },
};

pub(super) fn definition() -> Definition {
    Definition::new(
        "ProviderAcctTerritoryInfo",
        "Provider Account Territory Info",
        "Provider Account Territory Infos",
        "1Pt",
    )
    .shared_with_parent("AccountId")
    .fields([
        auto_number("Name", "Territory Info Number", "PATI-"),
        reference("AccountId", "Account ID", "Account", OnDelete::Cascade)
            .required()
            .fixed(),
        reference("Territory2Id", "Territory ID", "Territory2", OnDelete::Restrict)
            .required()
            .fixed(),
        reference(
            "PreferredAddressId",
            "Preferred Address ID",
            "ContactPointAddress",
            OnDelete::SetNull,
        ),
        flag("IsActive", "Active", true),
        flag("IsAvailableOffline", "Available Offline", true),
        flag("IsTargetedAccount", "Targeted", false),
        choice("ProviderTier", "Provider Tier", &["A", "B", "C"]),
        whole("VisitGoal", "Visit Goal"),
        date("LastVisitDate", "Last Visit Date"),
        long_text("Notes", "Notes", 1_000),
    ])
    .validation(Validation {
        name: "Targeted_Account_Needs_Tier",
        field: "ProviderTier",
        meaning: "A targeted account has no tier.",
        message: "A targeted account needs a provider tier.",
        refuses: |rule| rule.flag("IsTargetedAccount") && rule.text("ProviderTier").is_none(),
    })
    .duplicate(DuplicateRule {
        name: "One_Info_Per_Account_And_Territory",
        meaning: "The territory already has an info of this account.",
        match_on: &["AccountId", "Territory2Id"],
    })
}
