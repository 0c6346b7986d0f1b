//! ContactPointAddress: where an account is visited, or gets its mail.

use crate::{
    OnDelete,
    local::{
        definition::{Definition, DuplicateRule, Validation},
        fields::{choice, date, flag, long_text, number, phone, reference, source_key, text},
    },
};

pub(super) fn definition() -> Definition {
    Definition::new(
        "ContactPointAddress",
        "Contact Point Address",
        "Contact Point Addresses",
        "8lW",
    )
    .shared_with_parent("ParentId")
    .fields([
        text("Name", "Name", 255).required(),
        reference("ParentId", "Parent ID", "Account", OnDelete::Cascade)
            .required()
            .fixed(),
        choice(
            "AddressType",
            "Address Type",
            &["Billing", "Shipping", "Office", "Home"],
        ),
        long_text("Street", "Street", 255),
        text("City", "City", 40),
        text("State", "State/Province", 80),
        text("PostalCode", "Zip/Postal Code", 20),
        text("Country", "Country", 80),
        number("Latitude", "Latitude", 9, 6),
        number("Longitude", "Longitude", 9, 6),
        phone("PhoneNumber", "Phone"),
        flag("IsPrimary", "Primary", false),
        flag("IsDefault", "Default Address", false),
        date("ActiveFromDate", "Active from Date"),
        date("ActiveToDate", "Active to Date"),
        source_key(),
    ])
    .validation(Validation {
        name: "Address_Needs_Street_And_City",
        field: "Street",
        meaning: "Street or city is empty.",
        message: "An address needs a street and a city.",
        refuses: |rule| rule.text("Street").is_none() || rule.text("City").is_none(),
    })
    .validation(Validation {
        name: "Address_Active_Dates_In_Order",
        field: "ActiveToDate",
        meaning: "Active to Date lies before Active from Date.",
        message: "Active to Date can't be before Active from Date.",
        refuses: |rule| rule.is_before("ActiveToDate", "ActiveFromDate"),
    })
    .validation(Validation {
        name: "Address_Latitude_On_The_Globe",
        field: "Latitude",
        meaning: "The latitude is beyond 90 degrees.",
        message: "The latitude must be from -90 to 90.",
        refuses: |rule| {
            rule.number("Latitude")
                .is_some_and(|degrees| degrees.abs() > 90.0)
        },
    })
    .validation(Validation {
        name: "Address_Longitude_On_The_Globe",
        field: "Longitude",
        meaning: "The longitude is beyond 180 degrees.",
        message: "The longitude must be from -180 to 180.",
        refuses: |rule| {
            rule.number("Longitude")
                .is_some_and(|degrees| degrees.abs() > 180.0)
        },
    })
    .duplicate(DuplicateRule {
        name: "Address_Already_There",
        meaning: "The account already has this street in this postal code.",
        match_on: &["Street", "PostalCode", "ParentId"],
    })
}
