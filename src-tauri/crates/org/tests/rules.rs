//! Every rule of the org with a record that breaks it and one that keeps it. The snapshot shows what an admin reads.

#![allow(clippy::unwrap_used, clippy::panic, reason = "test code")]

mod world;

use model::Operation;
use org::{Org as _, OrgItem, RuleKind};
use serde_json::{Value, json};
use world::{World, merge};

struct Case {
    name: &'static str,
    broken: OrgItem,
    kept: OrgItem,
}

/// Tries both items of every case; answers the errors of the broken ones.
async fn refusals(world: &World, cases: Vec<Case>) -> String {
    let mut text = String::new();
    for case in cases {
        let errors = match world.try_item(case.broken).await {
            Ok(id) => panic!("{}: the broken item was taken as {id}", case.name),
            Err(errors) => errors,
        };
        text.push_str(&format!("# {}\n{}\n", case.name, world.show(&errors)));
        if let Err(errors) = world.try_item(case.kept).await {
            panic!(
                "{}: the other item was refused:\n{}",
                case.name,
                world.show(&errors)
            );
        }
    }
    text
}

/// Cases that differ in one field of an otherwise good insert.
struct Inserts<'a> {
    world: &'a World,
    object: &'static str,
    good: Value,
}

impl Inserts<'_> {
    fn case(&self, name: &'static str, broken: Value, kept: Value) -> Case {
        let item = |changes| {
            let mut values = self.good.clone();
            merge(&mut values, changes);
            self.world
                .item(Operation::Insert, self.object, None, Some(values.to_string()))
        };
        Case {
            name,
            broken: item(broken),
            kept: item(kept),
        }
    }
}

#[tokio::test]
async fn payloads_that_do_not_fit_their_fields() {
    let world = World::new().await;
    let visits = Inserts {
        world: &world,
        object: "Visit",
        good: json!({"AccountId": world.id("miller"), "PlannedVisitStartTime": "2026-11-24T09:00:00.000Z"}),
    };
    let goals = Inserts {
        world: &world,
        object: "ProviderActivityGoal",
        good: json!({"AccountId": world.id("miller"), "OverallGoal": 10, "StartDate": "2026-01-01",
                     "EndDate": "2026-12-31"}),
    };
    let addresses = Inserts {
        world: &world,
        object: "ContactPointAddress",
        good: json!({"Name": "Office", "ParentId": world.id("miller"), "Street": "2 Side St", "City": "Town"}),
    };
    let insert = |values: &str| world.item(Operation::Insert, "Visit", None, Some(values.to_owned()));
    let good_visit = visits.good.to_string();
    let cases = vec![
        Case {
            name: "no JSON",
            broken: insert("{\"Status\": \"Pl"),
            kept: insert(&good_visit),
        },
        Case {
            name: "a JSON array",
            broken: insert("[]"),
            kept: insert(&good_visit),
        },
        Case {
            name: "empty",
            broken: insert(""),
            kept: insert(&good_visit),
        },
        Case {
            name: "a field twice",
            broken: insert(r#"{"Status": "Planned", "status": "Planned"}"#),
            kept: insert(&good_visit),
        },
        Case {
            name: "unknown object",
            broken: world.item(Operation::Insert, "Call__c", None, Some("{}".into())),
            kept: insert(&good_visit),
        },
        Case {
            name: "an object that is not created by devices",
            broken: world.insert("User", "u", json!({"Email": "x@example.com"})),
            kept: world.update("User", world.id("ben"), json!({"Title": "Senior Rep"})),
        },
        Case {
            name: "an object that is not deleted by devices",
            broken: world.delete("Product2", world.id("cardix")),
            kept: world.update("Product2", world.id("cardix"), json!({"Family": "Cardiology"})),
        },
        visits.case(
            "unknown field",
            json!({"Mood__c": "good"}),
            json!({"Channel": "Phone"}),
        ),
        visits.case(
            "read-only field",
            json!({"Name": "V-7"}),
            json!({"channel": "Phone"}),
        ),
        visits.case("required field missing", json!({"AccountId": null}), json!({})),
        visits.case(
            "text for a flag",
            json!({"IsGroupVisit": "yes"}),
            json!({"IsGroupVisit": true}),
        ),
        visits.case(
            "number for a text",
            json!({"InstructionDescription": 5}),
            json!({"InstructionDescription": "5"}),
        ),
        visits.case(
            "text for a moment",
            json!({"PlannedVisitEndTime": "tomorrow"}),
            json!({"PlannedVisitEndTime": "2026-11-24T11:00:00.000+0100"}),
        ),
        visits.case(
            "value of no restricted picklist",
            json!({"Status": "Done"}),
            json!({"Status": "InProgress"}),
        ),
        visits.case(
            "text too long",
            json!({"InstructionDescription": "x".repeat(1_001)}),
            json!({"InstructionDescription": "ä".repeat(1_000)}),
        ),
        visits.case(
            "Id of another object",
            json!({"AccountId": world.id("cardix")}),
            json!({}),
        ),
        visits.case(
            "mistyped Id",
            json!({"AccountId": "001000000000001AAB"}),
            json!({}),
        ),
        visits.case(
            "unknown device-made id",
            json!({"ParentVisitId": "dev-77"}),
            json!({}),
        ),
        goals.case(
            "fraction for a whole number",
            json!({"OverallGoal": 1.5}),
            json!({"OverallGoal": 2.0}),
        ),
        goals.case(
            "number too large",
            json!({"OverallGoal": 12_000_000_000_i64}),
            json!({"OverallGoal": 999_999_999}),
        ),
        goals.case(
            "text for a date",
            json!({"StartDate": "01.01.2026"}),
            json!({"StartDate": "2026-01-02"}),
        ),
        goals.case("date out of range", json!({"StartDate": "0026-01-01"}), json!({})),
        addresses.case(
            "decimal number too large",
            json!({"Latitude": 5000.0}),
            json!({"Latitude": 51.2345678}),
        ),
        addresses.case(
            "empty required text",
            json!({"Name": ""}),
            json!({"Name": "O", "Street": "3 Side St"}),
        ),
        Case {
            name: "no email address",
            broken: world.update("User", world.id("ben"), json!({"Email": "ben at example"})),
            kept: world.update("User", world.id("ben"), json!({"Email": "ben@field.example.com"})),
        },
        Case {
            name: "null for a required picklist",
            broken: world.update("Account", world.id("miller"), json!({"Type": Value::Null})),
            kept: world.update("Account", world.id("miller"), json!({"Salutation": "Dr."})),
        },
    ];
    insta::assert_snapshot!(refusals(&world, cases).await);
}

#[tokio::test]
async fn validation_rules() {
    let world = World::new().await;
    let made = |changes: Value| world.make(world.visit("", changes));
    let (first, second) = (made(json!({})).await, made(json!({})).await);
    let done = json!({"Status": "Completed", "ActualVisitStartTime": "2026-11-24T09:00:00Z",
                      "ActualVisitEndTime": "2026-11-24T09:30:00Z"});
    let completed = made(done.clone()).await;
    let abandoned = made(json!({"Status": "Abandoned"})).await;
    let inactive = world
        .make(world.insert(
            "Account",
            "",
            json!({"Name": "Closed", "Type": "Healthcare Provider", "IsActive": false}),
        ))
        .await;
    let visits = Inserts {
        world: &world,
        object: "Visit",
        good: json!({"AccountId": world.id("miller"), "PlannedVisitStartTime": "2026-11-24T09:00:00Z"}),
    };
    let goal = json!({"AccountId": world.id("miller"), "OverallGoal": 10, "StartDate": "2026-01-01",
                      "EndDate": "2026-12-31", "Status": "Approved"});
    let approved = world
        .make(world.insert("ProviderActivityGoal", "", goal.clone()))
        .await;
    let goals = Inserts {
        world: &world,
        object: "ProviderActivityGoal",
        good: goal,
    };
    let disbursements = Inserts {
        world: &world,
        object: "ProductDisbursement",
        good: json!({"VisitId": first, "ProductItemId": world.id("anna-stock"), "QuantityDisbursed": 1}),
    };
    let details = |visit: &model::RecordId, values: Value| {
        let mut all = json!({"VisitId": visit});
        merge(&mut all, values);
        world.insert("ProviderVisit", "", all)
    };
    let inquiries = Inserts {
        world: &world,
        object: "Inquiry",
        good: json!({"AccountId": world.id("miller"), "Subject": "Dose", "InquiryChannelType": "Email"}),
    };
    let closed = world
        .make(world.insert(
            "Inquiry",
            "",
            json!({"AccountId": world.id("miller"), "Subject": "Old",
        "InquiryChannelType": "Web", "Status": "Closed"}),
        ))
        .await;
    let providers = Inserts {
        world: &world,
        object: "HealthcareProvider",
        good: json!({"Name": "Dr. M", "AccountId": world.id("miller")}),
    };
    let addresses = Inserts {
        world: &world,
        object: "ContactPointAddress",
        good: json!({"Name": "Office", "ParentId": world.id("miller"), "Street": "2 Side St", "City": "Town"}),
    };
    let infos = Inserts {
        world: &world,
        object: "ProviderAcctTerritoryInfo",
        good: json!({"AccountId": world.id("miller"), "Territory2Id": world.id("north")}),
    };
    let cases = vec![
        visits.case("Visit_End_After_Start", json!({"PlannedVisitEndTime": "2026-11-24T09:00:00Z"}),
            json!({"PlannedVisitEndTime": "2026-11-24T09:00:01Z"})),
        visits.case("Visit_Actual_End_After_Start",
            json!({"ActualVisitStartTime": "2026-11-24T10:00:00Z", "ActualVisitEndTime": "2026-11-24T09:00:00Z"}),
            json!({"ActualVisitStartTime": "2026-11-24T10:00:00Z", "ActualVisitEndTime": "2026-11-24T10:00:00Z"})),
        visits.case("Completed_Visit_Needs_Times", json!({"Status": "Completed"}), done),
        Case {
            name: "Completed_Visit_Stays",
            broken: world.update("Visit", &completed, json!({"Status": "Planned"})),
            kept: world.update("Visit", &completed, json!({"VisitPriority": "High"})),
        },
        visits.case("Visit_Account_Is_Active", json!({"AccountId": inactive}), json!({})),
        Case {
            name: "Signature_Required_For_Samples",
            broken: details(&first, json!({"ProvVisitDlvrSampleCount": 2})),
            kept: details(&first, json!({"ProvVisitDlvrSampleCount": 2, "IsSignatureCaptured": true})),
        },
        Case {
            name: "Rejected_Booking_Needs_Reason",
            broken: details(&second, json!({"BookingStatus": "Rejected"})),
            kept: details(&second, json!({"BookingStatus": "Rejected", "BookingStatusReason": "On leave"})),
        },
        disbursements.case("Disbursement_Quantity_Positive", json!({"QuantityDisbursed": 0}), json!({})),
        disbursements.case("Disbursed_Samples_Need_Lot", json!({"Status": "Disbursed"}),
            json!({"Status": "Disbursed", "LotNumber": "L1"})),
        disbursements.case("No_Samples_In_Abandoned_Visit", json!({"VisitId": abandoned}), json!({})),
        disbursements.case("flow Reduce On Hand Quantity",
            json!({"Status": "Disbursed", "LotNumber": "L1", "QuantityDisbursed": 9.01}),
            json!({"Status": "Disbursed", "LotNumber": "L1", "QuantityDisbursed": 9})),
        Case {
            name: "Stock_Not_Negative",
            broken: world.update("ProductItem", world.id("ben-stock"), json!({"QuantityOnHand": -1})),
            kept: world.update("ProductItem", world.id("ben-stock"), json!({"QuantityOnHand": 0})),
        },
        inquiries.case("Email_Response_Needs_Address", json!({"ResponseChannelType": "Email"}),
            json!({"ResponseChannelType": "Email", "ResponseEmail": "miller@example.com"})),
        inquiries.case("Submitted_Inquiry_Needs_Question", json!({"Status": "Submitted"}),
            json!({"Status": "Submitted", "Question": "How much?"})),
        Case {
            name: "Closed_Inquiry_Stays",
            broken: world.update("Inquiry", &closed, json!({"Status": "Draft"})),
            kept: world.update("Inquiry", &closed, json!({"Comment": "Done."})),
        },
        goals.case("Goal_Not_Negative", json!({"OverallGoal": -1}), json!({"OverallGoal": 0})),
        goals.case("Goal_Dates_In_Order", json!({"EndDate": "2025-12-31"}), json!({"EndDate": "2026-01-01"})),
        goals.case("Goal_Parts_Within_Overall", json!({"ProductLevelGoal": 6, "NonProductGoal": 5}),
            json!({"ProductLevelGoal": 5, "NonProductGoal": 5})),
        Case {
            name: "Approved_Goal_Change_Needs_Reason",
            broken: world.update("ProviderActivityGoal", &approved, json!({"OverallGoal": 5})),
            kept: world.update("ProviderActivityGoal", &approved,
                json!({"OverallGoal": 5, "AssigneeChangeReason": "On leave"})),
        },
        providers.case("Provider_Effective_Dates_In_Order",
            json!({"EffectiveFrom": "2026-01-02", "EffectiveTo": "2026-01-01"}),
            json!({"EffectiveFrom": "2026-01-01", "EffectiveTo": "2026-01-01"})),
        providers.case("Prescriber_Needs_License", json!({"Name": "Dr. N", "IsPrescriber": true}),
            json!({"Name": "Dr. N", "IsPrescriber": true, "MedicalLicenseNumber": "7"})),
        addresses.case("Address_Needs_Street_And_City", json!({"City": null}), json!({})),
        addresses.case("Address_Active_Dates_In_Order",
            json!({"ActiveFromDate": "2026-01-02", "ActiveToDate": "2026-01-01"}), json!({"Street": "3 Side St"})),
        addresses.case("Address_Latitude_On_The_Globe", json!({"Latitude": 90.5}), json!({"Latitude": 90})),
        addresses.case("Address_Longitude_On_The_Globe", json!({"Longitude": -180.5}), json!({"Longitude": -180, "Street": "4 Side St"})),
        infos.case("Targeted_Account_Needs_Tier", json!({"IsTargetedAccount": true}),
            json!({"IsTargetedAccount": true, "ProviderTier": "A"})),
        Case {
            name: "Account_Email_Only_For_Providers",
            broken: world.update("Account", world.id("clinic"), json!({"PersonEmail": "a@example.com"})),
            kept: world.update("Account", world.id("miller"), json!({"PersonEmail": "a@example.com"})),
        },
        Case {
            name: "Account_Address_Needs_City",
            broken: world.update("Account", world.id("miller"), json!({"BillingCity": Value::Null})),
            kept: world.update("Account", world.id("miller"), json!({"BillingCity": "Village"})),
        },
    ];
    insta::assert_snapshot!(refusals(&world, cases).await);
}

#[tokio::test]
async fn what_must_be_unique() {
    let world = World::new().await;
    let visit = world
        .make(world.visit("", json!({"SourceSystemIdentifier": "S-1"})))
        .await;
    world
        .make(world.insert("ProviderVisit", "", json!({"VisitId": visit})))
        .await;
    let other = world.make(world.visit("", json!({}))).await;
    let address = json!({"Name": "Office", "ParentId": world.id("miller"), "Street": "2 Side St", "City": "Town",
                         "PostalCode": "1"});
    world
        .make(world.insert("ContactPointAddress", "", address.clone()))
        .await;
    let mut elsewhere = address.clone();
    merge(&mut elsewhere, json!({"ParentId": world.id("stone")}));
    let mut same = address;
    merge(&mut same, json!({"Street": " 2 SIDE ST "}));
    let account = |name: &str| {
        json!({"Name": name, "Type": "Healthcare Provider", "BillingStreet": "1 main st", "BillingCity": "Town",
               "BillingPostalCode": "12345"})
    };
    let cases = vec![
        Case {
            name: "unique text, in another case",
            broken: world.visit("", json!({"SourceSystemIdentifier": "s-1"})),
            kept: world.visit("", json!({"SourceSystemIdentifier": "S-2"})),
        },
        Case {
            name: "unique text on update",
            broken: world.update("Visit", &other, json!({"SourceSystemIdentifier": "S-1"})),
            kept: world.update("Visit", &visit, json!({"SourceSystemIdentifier": "s-1"})),
        },
        Case {
            name: "one provider visit per visit",
            broken: world.insert("ProviderVisit", "", json!({"VisitId": visit})),
            kept: world.insert("ProviderVisit", "", json!({"VisitId": other})),
        },
        Case {
            name: "same address of the account",
            broken: world.insert("ContactPointAddress", "", same),
            kept: world.insert("ContactPointAddress", "", elsewhere),
        },
        Case {
            name: "same provider name and address",
            broken: world.insert("Account", "", account("dr. miller")),
            kept: world.insert("Account", "", account("Dr. Miller jr.")),
        },
        Case {
            name: "becomes a duplicate",
            broken: world.update("Account", world.id("stone"), json!({"Name": "DR. MILLER"})),
            kept: world.update("Account", world.id("stone"), json!({"Name": "Dr. Stoner"})),
        },
    ];
    insta::assert_snapshot!(refusals(&world, cases).await);
}

#[tokio::test]
async fn records_that_are_gone_or_were_never_there() {
    let world = World::new().await;
    let gone = world.make(world.visit("", json!({}))).await;
    world.make(world.delete("Visit", &gone)).await;
    let never = world.ids.next("0Z5");
    let visit = world.make(world.visit("", json!({}))).await;
    let nowhere = world.ids.next("001");
    let nobody = world.ids.next("005");
    let case = |name, broken| Case {
        name,
        broken,
        kept: world.visit("", json!({})),
    };
    let cases = vec![
        case(
            "update of a deleted record",
            world.update("Visit", &gone, json!({})),
        ),
        case("delete of a deleted record", world.delete("Visit", &gone)),
        case(
            "update of a record that never was",
            world.update("Visit", &never, json!({"Status": "Planned"})),
        ),
        case("delete of a record that never was", world.delete("Visit", &never)),
        case(
            "update without a record",
            world.item(Operation::Update, "Visit", None, Some("{}".into())),
        ),
        case(
            "update of an Id of another object",
            world.update("Visit", world.id("miller"), json!({})),
        ),
        case(
            "delete under an unknown device-made id",
            world.delete("Visit", "dev-5"),
        ),
        case(
            "update under a mistyped Id",
            world.update("Visit", "0Z5000000000001AAB", json!({})),
        ),
        case(
            "reference to a deleted record",
            world.visit("", json!({"ParentVisitId": gone})),
        ),
        case(
            "reference to a record that never was",
            world.visit("", json!({"AccountId": nowhere})),
        ),
        case(
            "owner that is not in the org",
            world.update("Visit", &visit, json!({"OwnerId": nobody})),
        ),
        case(
            "two errors at once",
            world.visit("", json!({"AccountId": nowhere, "ParentVisitId": gone})),
        ),
    ];
    let text = refusals(&world, cases).await;
    insta::assert_snapshot!(text);
}

#[tokio::test]
async fn every_validation_rule_and_flow_has_a_case_here() {
    let world = World::new().await;
    let catalogue = world.org.catalogue().await.unwrap();
    let rules = catalogue.objects().flat_map(|object| &object.rules);
    for rule in rules.filter(|rule| rule.kind != RuleKind::Duplicate) {
        assert!(
            include_str!("rules.rs").contains(&rule.name),
            "{} is not tried",
            rule.name
        );
    }
}
