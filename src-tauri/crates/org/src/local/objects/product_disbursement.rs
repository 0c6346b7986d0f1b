//! ProductDisbursement: samples handed to a provider in a visit, taken from the user's stock.

use crate::{
    OnDelete, Value,
    local::{
        definition::{Definition, Flow, Validation},
        fields::{auto_number, choice, long_text, moment, number, reference, suggestion, text},
        rules::{FlowOutcome, RuleView},
    },
};

/// The status in which the samples have left the stock.
const DISBURSED: &str = "Disbursed";

pub(super) fn definition() -> Definition {
    Definition::new(
        "ProductDisbursement",
        "Product Disbursement",
        "Product Disbursements",
        "1Pd",
    )
    .shared_with_parent("VisitId")
    .fields([
        auto_number("Name", "Product Disbursement Number", "PD-"),
        reference("VisitId", "Visit ID", "Visit", OnDelete::Restrict)
            .required()
            .fixed(),
        reference(
            "DisbursementToAccountId",
            "Disbursement To Account ID",
            "Account",
            OnDelete::Restrict,
        ),
        reference(
            "ProductItemId",
            "Product Item ID",
            "ProductItem",
            OnDelete::Restrict,
        )
        .required()
        .fixed(),
        number("QuantityRequested", "Quantity Requested", 10, 2),
        number("QuantityDisbursed", "Quantity Disbursed", 10, 2).required(),
        text("LotNumber", "Lot Number", 40),
        choice("Status", "Status", &["Draft", DISBURSED, "Returned", "Canceled"]).default("\"Draft\""),
        moment("DisbursementDate", "Disbursement Date"),
        suggestion(
            "WarningType",
            "Warning Type",
            &["Sample Limit", "Expiration Date"],
        ),
        text("WarningMessage", "Warning Message", 255),
        long_text("Comments", "Comments", 4_000),
    ])
    .validation(Validation {
        name: "Disbursement_Quantity_Positive",
        field: "QuantityDisbursed",
        meaning: "The disbursed quantity is zero or less.",
        message: "The disbursed quantity must be more than zero.",
        refuses: |rule| {
            rule.number("QuantityDisbursed")
                .is_some_and(|quantity| quantity <= 0.0)
        },
    })
    .validation(Validation {
        name: "Disbursed_Samples_Need_Lot",
        field: "LotNumber",
        meaning: "Samples were disbursed and no lot number is given.",
        message: "Disbursed samples need a lot number.",
        refuses: |rule| rule.text("Status") == Some(DISBURSED) && rule.text("LotNumber").is_none(),
    })
    .validation(Validation {
        name: "No_Samples_In_Abandoned_Visit",
        field: "VisitId",
        meaning: "Samples are recorded for an abandoned visit.",
        message: "Samples can't be disbursed in an abandoned visit.",
        refuses: |rule| {
            rule.is_new()
                && rule
                    .related("VisitId")
                    .is_some_and(|visit| visit.text("Status") == Some("Abandoned"))
        },
    })
    .flow(Flow {
        name: "Reduce On Hand Quantity",
        meaning: "Takes disbursed samples from the product item, and refuses when it has not enough on hand.",
        run: reduce_stock,
    })
}

/// Runs when a disbursement becomes Disbursed.
fn reduce_stock(rule: &RuleView<'_>) -> FlowOutcome {
    if rule.text("Status") != Some(DISBURSED) || !rule.has_changed("Status") {
        return FlowOutcome::Done;
    }
    let (Some(stock), Some(quantity)) = (rule.related("ProductItemId"), rule.number("QuantityDisbursed"))
    else {
        return FlowOutcome::Done;
    };
    let on_hand = stock.number("QuantityOnHand").unwrap_or_default();
    let item = stock.text("ProductItemNumber").unwrap_or_default();
    if quantity > on_hand {
        return FlowOutcome::Refuse(format!(
            "the product item {item} has {on_hand} on hand, which is less than the {quantity} to disburse"
        ));
    }
    FlowOutcome::Change {
        through: "ProductItemId",
        field: "QuantityOnHand",
        value: Value::Number(on_hand - quantity),
    }
}
