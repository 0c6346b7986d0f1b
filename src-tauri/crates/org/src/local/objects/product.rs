//! Product2: what is promoted and sampled.

use crate::{
    Sharing,
    local::{
        definition::Definition,
        fields::{date, flag, long_text, suggestion, text},
    },
};

pub(super) fn definition() -> Definition {
    Definition::new("Product2", "Product", "Products", "01t")
        .sharing(Sharing::PublicRead)
        .without_owner()
        .never_deleted()
        .fields([
            text("Name", "Product Name", 255).required(),
            text("ProductCode", "Product Code", 255),
            text("StockKeepingUnit", "Product SKU", 180).unique(),
            suggestion(
                "Family",
                "Product Family",
                &["Cardiology", "Dermatology", "Oncology", "Vaccines"],
            ),
            suggestion(
                "QuantityUnitOfMeasure",
                "Quantity Unit Of Measure",
                &["Each", "Box", "Blister"],
            ),
            date("AvailabilityDate", "Availability Date"),
            flag("IsActive", "Active", true),
            flag("IsSample", "Sample", false),
            long_text("Description", "Product Description", 4_000),
        ])
}
