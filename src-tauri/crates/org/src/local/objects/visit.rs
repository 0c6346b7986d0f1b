//! Visit: a planned or made call on an account.

use crate::{
    OnDelete,
    local::{
        definition::{Definition, Validation},
        fields::{auto_number, choice, flag, long_text, moment, reference, source_key},
    },
};

pub(super) fn definition() -> Definition {
    Definition::new("Visit", "Visit", "Visits", "0Z5")
        .shared_with_parent("AccountId")
        .fields([
            auto_number("Name", "Visit Number", "V-"),
            reference("AccountId", "Account ID", "Account", OnDelete::Restrict).required(),
            reference("PlaceId", "Place ID", "ContactPointAddress", OnDelete::SetNull)
                .help("The address where the visit takes place."),
            reference("VisitorId", "Visitor ID", "User", OnDelete::Restrict),
            reference("ParentVisitId", "Parent Visit ID", "Visit", OnDelete::SetNull),
            choice(
                "Channel",
                "Channel",
                &[
                    "Email",
                    "In-Person",
                    "Phone",
                    "Remote",
                    "SMS",
                    "WeChat",
                    "WhatsApp",
                ],
            )
            .default("\"In-Person\""),
            choice(
                "Status",
                "Status",
                &["Planned", "InProgress", "Completed", "Abandoned"],
            )
            .required()
            .default("\"Planned\""),
            choice("VisitPriority", "Visit Priority", &["High", "Medium", "Low"]),
            moment("PlannedVisitStartTime", "Planned Visit Start Time").required(),
            moment("PlannedVisitEndTime", "Planned Visit End Time"),
            moment("ActualVisitStartTime", "Actual Visit Start Time"),
            moment("ActualVisitEndTime", "Actual Visit End Time"),
            flag("IsGroupVisit", "Group Visit", false),
            long_text("InstructionDescription", "Instruction Description", 1_000),
            source_key(),
        ])
        .validation(Validation {
            name: "Visit_End_After_Start",
            field: "PlannedVisitEndTime",
            meaning: "The planned end is not after the planned start.",
            message: "The planned end of a visit must be after its planned start.",
            refuses: |rule| rule.is_not_after("PlannedVisitEndTime", "PlannedVisitStartTime"),
        })
        .validation(Validation {
            name: "Visit_Actual_End_After_Start",
            field: "ActualVisitEndTime",
            meaning: "The actual end lies before the actual start.",
            message: "The actual end of a visit can't be before its actual start.",
            refuses: |rule| rule.is_before("ActualVisitEndTime", "ActualVisitStartTime"),
        })
        .validation(Validation {
            name: "Completed_Visit_Needs_Times",
            field: "ActualVisitEndTime",
            meaning: "A completed visit has no actual start or end.",
            message: "A completed visit needs its actual start and end time.",
            refuses: |rule| {
                rule.text("Status") == Some("Completed")
                    && (rule.moment("ActualVisitStartTime").is_none()
                        || rule.moment("ActualVisitEndTime").is_none())
            },
        })
        .validation(Validation {
            name: "Completed_Visit_Stays",
            field: "Status",
            meaning: "A completed visit gets another status, account or time.",
            message: "A completed visit can't be reopened or moved.",
            refuses: |rule| {
                rule.text_before("Status") == Some("Completed")
                    && ["Status", "AccountId", "PlannedVisitStartTime"]
                        .iter()
                        .any(|field| rule.has_changed(field))
            },
        })
        .validation(Validation {
            name: "Visit_Account_Is_Active",
            field: "AccountId",
            meaning: "A visit is planned, or moved to, an account that is not active.",
            message: "Visits can only be planned for active accounts.",
            refuses: |rule| {
                rule.has_changed("AccountId")
                    && rule
                        .related("AccountId")
                        .is_some_and(|account| !account.flag("IsActive"))
            },
        })
}
