//! HealthcareProvider: the professional side of a provider account.

use crate::{
    OnDelete,
    local::{
        definition::{Definition, DuplicateRule, Validation},
        fields::{choice, date, flag, long_text, reference, source_key, suggestion, text, whole},
    },
};

pub(super) fn definition() -> Definition {
    Definition::new(
        "HealthcareProvider",
        "Healthcare Provider",
        "Healthcare Providers",
        "0bY",
    )
    .shared_with_parent("AccountId")
    .fields([
        text("Name", "Name", 255).required(),
        reference("AccountId", "Account ID", "Account", OnDelete::Cascade)
            .required()
            .fixed(),
        suggestion(
            "ProviderType",
            "Provider Type",
            &["Practitioner", "Pharmacist", "Nurse", "Hospital", "Clinic"],
        ),
        choice("Status", "Status", &["Active", "Pending", "Inactive"]).default("\"Active\""),
        suggestion(
            "PrimarySpecialty",
            "Primary Specialty",
            &[
                "Cardiology",
                "Dermatology",
                "Endocrinology",
                "General Practice",
                "Neurology",
                "Oncology",
            ],
        ),
        text("NationalProviderIdentifier", "National Provider Identifier", 10).unique(),
        text("MedicalLicenseNumber", "Medical License Number", 40),
        date("EffectiveFrom", "Effective From"),
        date("EffectiveTo", "Effective To"),
        whole("YearsOfPractice", "Years of Practice"),
        flag("IsPrescriber", "Prescriber", false),
        source_key(),
        long_text("Description", "Description", 4_000),
    ])
    .validation(Validation {
        name: "Provider_Effective_Dates_In_Order",
        field: "EffectiveTo",
        meaning: "Effective To lies before Effective From.",
        message: "Effective To can't be before Effective From.",
        refuses: |rule| rule.is_before("EffectiveTo", "EffectiveFrom"),
    })
    .validation(Validation {
        name: "Prescriber_Needs_License",
        field: "MedicalLicenseNumber",
        meaning: "A prescriber has no medical license number.",
        message: "A prescriber needs a medical license number.",
        refuses: |rule| rule.flag("IsPrescriber") && rule.text("MedicalLicenseNumber").is_none(),
    })
    .duplicate(DuplicateRule {
        name: "Provider_Same_Name_And_Account",
        meaning: "The account already has a provider of that name.",
        match_on: &["Name", "AccountId"],
    })
}
