//! Inquiry: a medical question that a provider asked.

use crate::{
    OnDelete,
    local::{
        definition::{Definition, Validation},
        fields::{auto_number, choice, email, flag, long_text, moment, phone, reference, text},
    },
};

pub(super) fn definition() -> Definition {
    Definition::new("Inquiry", "Inquiry", "Inquiries", "1Iq")
        .shared_with_parent("AccountId")
        .fields([
            auto_number("Name", "Inquiry Number", "INQ-"),
            reference("AccountId", "Account ID", "Account", OnDelete::Restrict).required(),
            reference("VisitId", "Visit ID", "Visit", OnDelete::SetNull),
            reference("Product2Id", "Product ID", "Product2", OnDelete::Restrict),
            text("Subject", "Subject", 255).required(),
            long_text("Question", "Question", 4_000),
            choice(
                "InquiryChannelType",
                "Inquiry Channel",
                &["Email", "Fax", "Call Center", "Field Request", "Web"],
            )
            .required(),
            choice("Status", "Status", &["Draft", "Submitted", "Answered", "Closed"]).default("\"Draft\""),
            choice(
                "ResponseChannelType",
                "Response Channel",
                &["Email", "Phone", "Mail", "In-Person"],
            ),
            email("ResponseEmail", "Response Email"),
            phone("ResponsePhone", "Response Phone"),
            moment("SubmittedDate", "Submitted Date"),
            flag("IsUrgent", "Urgent", false),
            flag("IsSignatureCopyRequested", "Signature Copy Requested", false),
            long_text("DisclaimerText", "Disclaimer", 4_000),
            long_text("Comment", "Comment", 4_000),
        ])
        .validation(Validation {
            name: "Email_Response_Needs_Address",
            field: "ResponseEmail",
            meaning: "The answer is wanted by email and no address is given.",
            message: "Give an email address when the answer is wanted by email.",
            refuses: |rule| {
                rule.text("ResponseChannelType") == Some("Email") && rule.text("ResponseEmail").is_none()
            },
        })
        .validation(Validation {
            name: "Submitted_Inquiry_Needs_Question",
            field: "Question",
            meaning: "An inquiry is submitted without a question.",
            message: "An inquiry needs a question before it can be submitted.",
            refuses: |rule| rule.text("Status") == Some("Submitted") && rule.text("Question").is_none(),
        })
        .validation(Validation {
            name: "Closed_Inquiry_Stays",
            field: "Status",
            meaning: "A closed inquiry gets another status.",
            message: "A closed inquiry can't be reopened. Create a new one.",
            refuses: |rule| rule.text_before("Status") == Some("Closed") && rule.has_changed("Status"),
        })
}
