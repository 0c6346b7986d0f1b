//! What field users do all day, as the transactions their devices make of it.

use chrono::{Duration, SecondsFormat};
use model::{Operation, Timestamp};
use rand::{RngExt as _, seq::IndexedRandom as _};
use rand_chacha::ChaCha12Rng;
use serde_json::{Value, json};

use super::{
    draft::Draft,
    rep::{Plan, Rep, Stock, device_made_id},
    words,
    world::{Account, World},
};

/// A rep at an account at a moment.
pub(super) struct Scene<'a> {
    pub(super) world: &'a World,
    pub(super) rep: &'a Rep,
    /// Place in the world's accounts.
    pub(super) account: usize,
    pub(super) at: Timestamp,
    pub(super) rng: &'a mut ChaCha12Rng,
}

impl Scene<'_> {
    pub(super) fn account(&self) -> &Account {
        &self.world.accounts[self.account]
    }

    pub(super) fn draft(&mut self) -> Draft {
        Draft::new(device_made_id(self.rng))
    }

    /// A visit that is planned for later; and what is needed to make it.
    pub(super) fn planned_visit(&mut self) -> (Draft, Plan) {
        let mut draft = self.draft();
        let visit = device_made_id(self.rng);
        let start = self.at + Duration::hours(self.rng.random_range(20..80));
        let fields = self.visit(start, json!({ "Status": "Planned" }));
        draft.item(
            Operation::Insert,
            "Visit",
            visit.as_str(),
            self.account().id.as_str(),
            fields,
        );
        let plan = Plan {
            account: self.account,
            visit,
            transaction: draft.identifier.clone(),
        };
        (draft, plan)
    }

    /// A visit that was made without a plan, with up to two samples.
    pub(super) fn visit_made(&mut self, samples: usize) -> Draft {
        let mut draft = self.draft();
        let visit = device_made_id(self.rng);
        let start = self.at - Duration::minutes(35);
        let mut fields = self.visit(start, json!({ "Status": "Completed" }));
        fields["ActualVisitStartTime"] = moment(start);
        fields["ActualVisitEndTime"] = moment(self.at);
        draft.item(
            Operation::Insert,
            "Visit",
            visit.as_str(),
            self.account().id.as_str(),
            fields,
        );
        self.what_happened(&mut draft, &visit, samples);
        draft
    }

    /// The visit of a plan is made.
    pub(super) fn planned_visit_made(&mut self, plan: &Plan, samples: usize) -> Draft {
        let mut draft = self.draft();
        draft.depends_on.push(plan.transaction.clone());
        let fields = json!({
            "Status": "Completed",
            "ActualVisitStartTime": moment(self.at - Duration::minutes(40)),
            "ActualVisitEndTime": moment(self.at),
        });
        draft.item(
            Operation::Update,
            "Visit",
            plan.visit.as_str(),
            self.account().id.as_str(),
            fields,
        );
        self.what_happened(&mut draft, &plan.visit, samples);
        draft
    }

    /// A medical question that a provider asked.
    pub(super) fn inquiry(&mut self) -> Draft {
        let mut draft = self.draft();
        let (subject, question) = words::QUESTIONS.choose(self.rng).copied().unwrap_or_default();
        let product = &self.world.products[self.rng.random_range(0..self.world.products.len())];
        let fields = json!({
            "AccountId": self.account().id, "Product2Id": product.id, "Subject": subject, "Question": question,
            "InquiryChannelType": "Field Request", "Status": "Submitted", "ResponseChannelType": "Phone",
            "SubmittedDate": moment(self.at), "IsUrgent": self.rng.random_bool(0.1),
        });
        let inquiry = device_made_id(self.rng);
        draft.item(
            Operation::Insert,
            "Inquiry",
            inquiry,
            self.account().id.as_str(),
            fields,
        );
        draft
    }

    /// A second address of an account.
    pub(super) fn new_address(&mut self) -> Draft {
        let mut draft = self.draft();
        let account = self.account();
        let street = format!(
            "{} {}",
            words::STREETS[self.at.timestamp().unsigned_abs() as usize % words::STREETS.len()],
            1_000 + self.rep.sequence
        );
        let fields = json!({
            "Name": format!("{} ({street})", account.name), "ParentId": account.id, "AddressType": "Shipping",
            "Street": street, "City": "Hamburg", "PostalCode": account.postal_code, "Country": "Germany",
        });
        let related = account.id.clone();
        let address = device_made_id(self.rng);
        draft.item(
            Operation::Insert,
            "ContactPointAddress",
            address,
            related.as_str(),
            fields,
        );
        draft
    }

    /// The account's address gets a phone number and coordinates.
    pub(super) fn address_change(&mut self) -> Draft {
        let mut draft = self.draft();
        let fields = json!({
            "PhoneNumber": self.phone(),
            "Latitude": f64::from(self.rng.random_range(47_500_000..54_800_000)) / 1e6,
            "Longitude": f64::from(self.rng.random_range(6_000_000..14_800_000)) / 1e6,
        });
        let account = self.account();
        draft.item(
            Operation::Update,
            "ContactPointAddress",
            account.address.as_str(),
            account.id.as_str(),
            fields,
        );
        draft
    }

    /// The account's phone number changes, and what its provider does.
    pub(super) fn account_change(&mut self) -> Draft {
        let mut draft = self.draft();
        let phone = self.phone();
        let specialty = words::SPECIALTIES.choose(self.rng).copied();
        let account = self.account();
        draft.item(
            Operation::Update,
            "Account",
            account.id.as_str(),
            account.id.as_str(),
            json!({ "Phone": phone }),
        );
        if let Some(provider) = &account.provider {
            let fields = json!({ "PrimarySpecialty": specialty });
            draft.item(
                Operation::Update,
                "HealthcareProvider",
                provider.as_str(),
                account.id.as_str(),
                fields,
            );
        }
        draft
    }

    /// A provider that joins the practice.
    pub(super) fn new_provider(&mut self) -> Draft {
        let mut draft = self.draft();
        let first = words::FIRST_NAMES.choose(self.rng).copied().unwrap_or_default();
        let last = words::LAST_NAMES.choose(self.rng).copied().unwrap_or_default();
        let number = format!("2{:09}", self.rng.random_range(0..1_000_000_000_u32));
        let fields = json!({
            "Name": format!("Dr. {first} {last}-{number}"), "AccountId": self.account().id, "ProviderType": "Practitioner",
            "PrimarySpecialty": words::SPECIALTIES.choose(self.rng), "NationalProviderIdentifier": number,
        });
        let provider = device_made_id(self.rng);
        draft.item(
            Operation::Insert,
            "HealthcareProvider",
            provider,
            self.account().id.as_str(),
            fields,
        );
        draft
    }

    /// The goal of the year is set anew.
    pub(super) fn goal_change(&mut self) -> Draft {
        let mut draft = self.draft();
        let overall = self.rng.random_range(8..30);
        let fields = json!({ "OverallGoal": overall, "NonProductGoal": overall / 3, "TotalActualActivityValue": overall / 2 });
        let account = self.account();
        draft.item(
            Operation::Update,
            "ProviderActivityGoal",
            account.goal.as_str(),
            account.id.as_str(),
            fields,
        );
        draft
    }

    /// A note about the account, and when it was last visited.
    pub(super) fn territory_note(&mut self) -> Draft {
        let mut draft = self.draft();
        let fields = json!({ "Notes": words::NOTES.choose(self.rng), "LastVisitDate": self.at.date_naive() });
        let account = self.account();
        draft.item(
            Operation::Update,
            "ProviderAcctTerritoryInfo",
            account.territory_info.as_str(),
            account.id.as_str(),
            fields,
        );
        draft
    }

    fn visit(&mut self, start: Timestamp, mut fields: Value) -> Value {
        let account = self.account();
        fields["AccountId"] = json!(account.id);
        fields["PlaceId"] = json!(account.address);
        fields["VisitorId"] = json!(self.rep.user.id);
        fields["PlannedVisitStartTime"] = moment(start);
        fields["PlannedVisitEndTime"] = moment(start + Duration::minutes(45));
        fields["Channel"] =
            json!(["In-Person", "In-Person", "In-Person", "Remote", "Phone"].choose(self.rng));
        fields["VisitPriority"] = json!(["High", "Medium", "Medium", "Low"].choose(self.rng));
        fields["InstructionDescription"] = json!(words::OBJECTIVES.choose(self.rng));
        fields
    }

    /// Adds the provider visit and the samples that were handed over against a signature.
    fn what_happened(&mut self, draft: &mut Draft, visit: &str, samples: usize) {
        draft.is_signed = samples > 0;
        let account = self.account().id.clone();
        let mut fields = json!({
            "VisitId": visit, "BookingStatus": "Accepted", "ProvVisitDlvrSampleCount": samples,
            "IsSignatureCaptured": samples > 0, "SubmittedDate": moment(self.at),
            "NextProviderVisitObjective": words::OBJECTIVES.choose(self.rng),
        });
        if samples > 0 {
            fields["SignatureDate"] = moment(self.at);
        }
        draft.item(
            Operation::Insert,
            "ProviderVisit",
            device_made_id(self.rng),
            account.as_str(),
            fields,
        );
        let stock = self.rep.stock.iter().take(samples).cloned().collect::<Vec<_>>();
        for stock in stock {
            self.sample_drop(draft, visit, &stock);
        }
    }

    /// Adds a sample that was handed over.
    pub(super) fn sample_drop(&mut self, draft: &mut Draft, visit: &str, stock: &Stock) {
        let account = self.account().id.clone();
        let quantity = self.rng.random_range(1..=4);
        let fields = json!({
            "VisitId": visit, "DisbursementToAccountId": account, "ProductItemId": stock.item,
            "QuantityRequested": quantity, "QuantityDisbursed": quantity, "LotNumber": stock.lot,
            "Status": "Disbursed", "DisbursementDate": moment(self.at),
        });
        draft.item(
            Operation::Insert,
            "ProductDisbursement",
            device_made_id(self.rng),
            account.as_str(),
            fields,
        );
    }

    pub(super) fn phone(&mut self) -> String {
        format!(
            "+49 {} {}",
            self.rng.random_range(201..990),
            self.rng.random_range(100_000..10_000_000)
        )
    }
}

/// A moment as devices write it.
pub(super) fn moment(at: Timestamp) -> Value {
    Value::String(at.to_rfc3339_opts(SecondsFormat::Millis, true))
}
