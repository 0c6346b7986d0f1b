//! ProviderVisit: what a visit to a healthcare provider has beyond a visit. Each visit has at most one.

use crate::{
    OnDelete,
    local::{
        definition::{Definition, Validation},
        fields::{
            auto_number, choice, email, flag, long_text, moment, number, reference, suggestion, text, whole,
        },
    },
};

pub(super) fn definition() -> Definition {
    Definition::new("ProviderVisit", "Provider Visit", "Provider Visits", "1Pv")
        .shared_with_parent("VisitId")
        .fields([
            auto_number("Name", "Provider Visit Number", "PV-"),
            reference("VisitId", "Visit ID", "Visit", OnDelete::Cascade)
                .required()
                .fixed()
                .unique(),
            choice(
                "BookingStatus",
                "Booking Status",
                &["Accepted", "Proposed", "Rejected", "Retrieved"],
            ),
            suggestion(
                "BookingStatusReason",
                "Booking Status Reason",
                &["Not Available", "Prefers Remote", "Not Interested"],
            ),
            whole("ProvVisitDlvrSampleCount", "Delivered Samples").help("How many samples were handed over."),
            flag("IsSignatureCaptured", "Signature Captured", false),
            moment("SignatureDate", "Signature Date"),
            moment("SubmittedDate", "Submitted Date"),
            suggestion(
                "SubmitDelayReasonType",
                "Submit Delay Reason",
                &["Device Offline", "Waiting for Signature", "Other"],
            ),
            email("InvitationEmailAddress", "Invitation Email Address"),
            long_text("PreProviderVisitNotes", "Pre-Visit Notes", 4_000),
            long_text("NextProviderVisitObjective", "Next Visit Objective", 1_000),
            long_text("ComplianceStatements", "Compliance Statements", 4_000),
            text("PhysicalFormIdentifier", "Physical Form Identifier", 80),
            reference(
                "ShippingAddressId",
                "Shipping Address ID",
                "ContactPointAddress",
                OnDelete::SetNull,
            ),
            number("GeoLocOnSubmitLatitude", "Submit Latitude", 9, 6),
            number("GeoLocOnSubmitLongitude", "Submit Longitude", 9, 6),
            flag("IsAdhocProviderVisit", "Ad Hoc", false),
            flag("IsConfirmed", "Confirmed", false),
        ])
        .validation(Validation {
            name: "Signature_Required_For_Samples",
            field: "IsSignatureCaptured",
            meaning: "Samples were delivered and no signature was captured.",
            message: "A signature is required when samples are delivered.",
            refuses: |rule| {
                rule.number("ProvVisitDlvrSampleCount")
                    .is_some_and(|count| count > 0.0)
                    && !rule.flag("IsSignatureCaptured")
            },
        })
        .validation(Validation {
            name: "Rejected_Booking_Needs_Reason",
            field: "BookingStatusReason",
            meaning: "A booking was rejected and no reason is given.",
            message: "Give a reason when a booking is rejected.",
            refuses: |rule| {
                rule.text("BookingStatus") == Some("Rejected") && rule.text("BookingStatusReason").is_none()
            },
        })
}
