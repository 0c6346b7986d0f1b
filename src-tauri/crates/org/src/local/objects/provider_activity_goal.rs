//! ProviderActivityGoal: how many activities a plan wants for an account.

use crate::{
    OnDelete,
    local::{
        definition::{Definition, Validation},
        fields::{auto_number, choice, date, long_text, number, reference, whole},
    },
};

pub(super) fn definition() -> Definition {
    Definition::new(
        "ProviderActivityGoal",
        "Provider Activity Goal",
        "Provider Activity Goals",
        "1Pg",
    )
    .shared_with_parent("AccountId")
    .fields([
        auto_number("Name", "Activity Goal Number", "PAG-"),
        reference("AccountId", "Account ID", "Account", OnDelete::Cascade).required(),
        reference("Territory2Id", "Territory ID", "Territory2", OnDelete::Restrict),
        choice(
            "ActivityPlanType",
            "Activity Plan Type",
            &["AccountGoal", "AccountGoalShared", "WeightedTerritoryGoals"],
        ),
        choice("Status", "Status", &["Draft", "In Review", "Approved"]).default("\"Draft\""),
        whole("OverallGoal", "Overall Goal").required(),
        whole("ProductLevelGoal", "Product Level Goal"),
        whole("NonProductGoal", "Non-Product Goal"),
        whole("TotalActualActivityValue", "Actual Activities"),
        number("ActivityAttainmentPercentage", "Attainment Percentage", 6, 2).read_only(),
        date("StartDate", "Start Date").required(),
        date("EndDate", "End Date").required(),
        long_text("AssigneeChangeReason", "Assignee Change Reason", 255),
        long_text("ReviewerChangeReason", "Reviewer Change Reason", 255),
    ])
    .validation(Validation {
        name: "Goal_Not_Negative",
        field: "OverallGoal",
        meaning: "The overall goal is negative.",
        message: "A goal can't be negative.",
        refuses: |rule| rule.number("OverallGoal").is_some_and(|goal| goal < 0.0),
    })
    .validation(Validation {
        name: "Goal_Dates_In_Order",
        field: "EndDate",
        meaning: "The goal ends before it starts.",
        message: "The end date can't be before the start date.",
        refuses: |rule| rule.is_before("EndDate", "StartDate"),
    })
    .validation(Validation {
        name: "Goal_Parts_Within_Overall",
        field: "ProductLevelGoal",
        meaning: "Product level goal and non-product goal add up to more than the overall goal.",
        message: "Product level goal and non-product goal can't exceed the overall goal.",
        refuses: |rule| {
            let part = |field| rule.number(field).unwrap_or_default();
            part("ProductLevelGoal") + part("NonProductGoal") > part("OverallGoal")
        },
    })
    .validation(Validation {
        name: "Approved_Goal_Change_Needs_Reason",
        field: "AssigneeChangeReason",
        meaning: "The overall goal of an approved goal changes and no new reason is given.",
        message: "Give a reason when you change an approved goal.",
        refuses: |rule| {
            rule.text_before("Status") == Some("Approved")
                && rule.has_changed("OverallGoal")
                && !rule.has_changed("AssigneeChangeReason")
        },
    })
}
