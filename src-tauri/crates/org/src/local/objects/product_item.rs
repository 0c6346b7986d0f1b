//! ProductItem: the stock of one product that a user carries.

use crate::{
    OnDelete, Sharing,
    local::{
        definition::{Definition, Validation},
        fields::{auto_number, date, number, reference, suggestion, text},
    },
};

pub(super) fn definition() -> Definition {
    Definition::new("ProductItem", "Product Item", "Product Items", "0TI")
        .sharing(Sharing::Private)
        .name_field(Some("ProductItemNumber"))
        .never_deleted()
        .fields([
            auto_number("ProductItemNumber", "Product Item Number", "PI-"),
            reference("Product2Id", "Product ID", "Product2", OnDelete::Restrict)
                .required()
                .fixed(),
            text("ProductName", "Product Name", 255),
            number("QuantityOnHand", "Quantity On Hand", 10, 2).required(),
            suggestion(
                "QuantityUnitOfMeasure",
                "Quantity Unit Of Measure",
                &["Each", "Box", "Blister"],
            ),
            text("LotNumber", "Lot Number", 40),
            text("SerialNumber", "Serial Number", 255).unique(),
            date("ExpirationDate", "Expiration Date"),
        ])
        .validation(Validation {
            name: "Stock_Not_Negative",
            field: "QuantityOnHand",
            meaning: "The quantity on hand is negative.",
            message: "The quantity on hand can't be negative.",
            refuses: |rule| {
                rule.number("QuantityOnHand")
                    .is_some_and(|quantity| quantity < 0.0)
            },
        })
}
