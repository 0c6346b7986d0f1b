//! Account: a healthcare provider (a person) or an organization.

use crate::{
    OnDelete, Sharing,
    local::{
        definition::{Definition, DuplicateRule, Validation},
        fields::{
            choice, email, flag, long_text, money, phone, reference, source_key, suggestion, text, url, whole,
        },
    },
};

/// The value of `Type` for a person.
const PROVIDER: &str = "Healthcare Provider";
/// The value of `Type` for an institution.
const ORGANIZATION: &str = "Healthcare Organization";

pub(super) fn definition() -> Definition {
    Definition::new("Account", "Account", "Accounts", "001")
        .sharing(Sharing::Territory)
        .fields([
            text("Name", "Account Name", 255).required(),
            choice("Type", "Account Type", &[PROVIDER, ORGANIZATION]).required(),
            suggestion("Salutation", "Salutation", &["Dr.", "Prof.", "Mr.", "Ms."]),
            reference("ParentId", "Parent Account ID", "Account", OnDelete::SetNull)
                .help("The organization that the account belongs to."),
            text("AccountNumber", "Account Number", 40),
            source_key(),
            flag("IsActive", "Active", true),
            phone("Phone", "Account Phone"),
            email("PersonEmail", "Email"),
            url("Website", "Website"),
            long_text("BillingStreet", "Billing Street", 255),
            text("BillingCity", "Billing City", 40),
            text("BillingState", "Billing State/Province", 80),
            text("BillingPostalCode", "Billing Zip/Postal Code", 20),
            text("BillingCountry", "Billing Country", 80),
            whole("NumberOfEmployees", "Employees"),
            money("AnnualRevenue", "Annual Revenue"),
            long_text("Description", "Account Description", 32_000),
        ])
        .validation(Validation {
            name: "Account_Email_Only_For_Providers",
            field: "PersonEmail",
            meaning: "An organization has an email address.",
            message: "Only healthcare providers have an email address. Keep an organization's on its contacts.",
            refuses: |rule| rule.text("Type") == Some(ORGANIZATION) && rule.text("PersonEmail").is_some(),
        })
        .validation(Validation {
            name: "Account_Address_Needs_City",
            field: "BillingCity",
            meaning: "A street is given without a city.",
            message: "An address with a street needs a city.",
            refuses: |rule| rule.text("BillingStreet").is_some() && rule.text("BillingCity").is_none(),
        })
        .duplicate(DuplicateRule {
            name: "Account_Same_Name_And_Address",
            meaning: "Another account has the same name, street and postal code.",
            match_on: &["Name", "BillingStreet", "BillingPostalCode"],
        })
}
