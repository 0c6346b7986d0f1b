//! What goes wrong in the sample, and how an admin could mend it. Each error comes about as in life: by an app that
//! is older than the org's rules, by a change of the org that the device did not know, by a slip of the user, or
//! on the way.

use model::{Operation, RecordId};
use serde_json::{Value, json};

use super::{
    activity::Scene,
    draft::{Draft, Payload},
    org_change::OrgChange,
    rep::{OUTDATED, Plan, Rep, device_made_id},
};

/// A way for a transaction to go wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Mishap {
    /// REQUIRED_FIELD_MISSING: the field became required; an outdated app does not send it.
    MissingField,
    /// INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: an outdated app sends a value that was retired.
    RetiredValue,
    /// STRING_TOO_LONG: an outdated app lets users write more than the field takes.
    TextTooLong,
    /// INVALID_FIELD: an outdated app sends a field that the org removed.
    UnknownField,
    /// INVALID_FIELD_FOR_INSERT_UPDATE: the org calculates the field now; an outdated app still sends it.
    ReadOnlyField,
    /// FIELD_CUSTOM_VALIDATION_EXCEPTION: samples need a signature now; an outdated app does not ask for it.
    MissingSignature,
    /// FIELD_CUSTOM_VALIDATION_EXCEPTION: the account was deactivated while the device was offline.
    InactiveAccount,
    /// DUPLICATE_VALUE: the provider's number is taken by another provider.
    TakenNumber,
    /// DUPLICATES_DETECTED: the account has that address already.
    SameAddress,
    /// INVALID_CROSS_REFERENCE_KEY: the account was deleted while the device was offline.
    DeletedAccount,
    /// ENTITY_IS_DELETED: the same, and the account itself is changed.
    ChangeOfDeletedAccount,
    /// INSUFFICIENT_ACCESS_OR_READONLY: the account moved to another territory.
    LostAccount,
    /// INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: the same, with a record that refers to it.
    VisitToLostAccount,
    /// CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: the flow finds fewer samples on hand than were handed over.
    EmptyStock,
    /// MALFORMED_ID: the Id of another object stands in a reference.
    WrongId,
    /// JSON_PARSER_ERROR: the payload was cut off on the way.
    CutOff,
    /// INVALID_TYPE_ON_FIELD_IN_RECORD: a number was typed with a unit.
    NumberAsText,
    /// NUMBER_OUTSIDE_VALID_RANGE: a slip of the finger.
    NumberTooLarge,
    /// UNABLE_TO_LOCK_ROW for some hours: a batch integration holds the account.
    LockedForHours,
    /// UNABLE_TO_LOCK_ROW until somebody releases the lock: the integration died.
    LockedStill,
    /// NOT_FOUND, which cancels: the record never existed in this org.
    ChangeOfNothing,
    /// ENTITY_IS_DELETED, which cancels: the address is deleted already.
    DeletedTwice,
    /// Waiting: it depends on a transaction of another device that never came.
    LostDependency,
    /// Waiting: an item did not arrive.
    LostItem,
    /// A plan that fails on a retired value; what depends on it waits, and is canceled when it is ignored.
    FailedPlan,
}

/// What an admin knows about a transaction that went wrong.
pub(super) struct Trouble {
    pub(super) mishap: Mishap,
    pub(super) remedy: Remedy,
}

/// What mends a transaction.
pub(super) enum Remedy {
    /// The payload of the item at this place becomes this.
    Payload { item: usize, text: String },
    /// The org is changed.
    Org(OrgChange),
    /// Nothing does: it is to be ignored.
    Ignore,
}

impl Mishap {
    /// Each at least once, the first of them most recently.
    pub(super) const ALL: [Self; 25] = [
        Self::MissingField,
        Self::LockedStill,
        Self::FailedPlan,
        Self::RetiredValue,
        Self::MissingSignature,
        Self::EmptyStock,
        Self::LostAccount,
        Self::TextTooLong,
        Self::UnknownField,
        Self::CutOff,
        Self::TakenNumber,
        Self::InactiveAccount,
        Self::WrongId,
        Self::DeletedAccount,
        Self::SameAddress,
        Self::LostDependency,
        Self::NumberAsText,
        Self::ReadOnlyField,
        Self::DeletedTwice,
        Self::VisitToLostAccount,
        Self::ChangeOfDeletedAccount,
        Self::NumberTooLarge,
        Self::ChangeOfNothing,
        Self::LockedForHours,
        Self::LostItem,
    ];

    /// How often it happens, beside the others.
    pub(super) const fn weight(self) -> u32 {
        match self {
            Self::MissingField | Self::MissingSignature => 12,
            Self::RetiredValue | Self::UnknownField | Self::LostAccount | Self::InactiveAccount => 8,
            Self::TextTooLong | Self::EmptyStock | Self::FailedPlan | Self::LockedForHours => 6,
            Self::DeletedAccount | Self::ReadOnlyField | Self::SameAddress | Self::VisitToLostAccount => 4,
            Self::TakenNumber | Self::NumberAsText | Self::DeletedTwice | Self::ChangeOfNothing => 3,
            Self::WrongId | Self::CutOff | Self::NumberTooLarge | Self::ChangeOfDeletedAccount => 2,
            Self::LostDependency | Self::LostItem => 1,
            // Planned by itself: it holds up all that its user does.
            Self::LockedStill => 0,
        }
    }

    /// Whether it can happen to `rep`.
    pub(super) fn can_happen_to(self, rep: &Rep) -> bool {
        let needs_outdated_app = matches!(
            self,
            Self::MissingField
                | Self::RetiredValue
                | Self::TextTooLong
                | Self::UnknownField
                | Self::ReadOnlyField
                | Self::MissingSignature
                | Self::FailedPlan
        );
        !needs_outdated_app || *rep.app == OUTDATED
    }

    /// What happens to the org before; none when the org stays as it is.
    pub(super) fn cause(self, account: usize) -> Option<OrgChange> {
        match self {
            Self::InactiveAccount => Some(OrgChange::Deactivate { account }),
            Self::DeletedAccount | Self::ChangeOfDeletedAccount => Some(OrgChange::Delete { account }),
            Self::LostAccount | Self::VisitToLostAccount => Some(OrgChange::TakeFromTerritory { account }),
            Self::LockedForHours => Some(OrgChange::Lock {
                account,
                hours: Some(5),
            }),
            Self::LockedStill => Some(OrgChange::Lock { account, hours: None }),
            Self::DeletedTwice => Some(OrgChange::DeleteAddress { account }),
            _ => None,
        }
    }

    /// Whether it happens at an account that nobody else has to do with.
    pub(super) fn needs_own_account(self) -> bool {
        self.cause(0).is_some()
    }
}

impl Scene<'_> {
    /// A transaction to which `mishap` happens, what would mend it, and a visit that was planned by it.
    pub(super) fn gone_wrong(&mut self, mishap: Mishap) -> (Draft, Trouble, Option<Plan>) {
        let (draft, item, field, wrong) = match mishap {
            Mishap::MissingField => (self.inquiry(), 0, "InquiryChannelType", Value::Null),
            Mishap::RetiredValue => (self.visit_made(0), 0, "Channel", json!("Face to Face")),
            Mishap::FailedPlan => {
                let (draft, plan) = self.planned_visit();
                let (draft, trouble) = spoiled(draft, mishap, 0, "Channel", json!("Face to Face"));
                return (draft, trouble, Some(plan));
            }
            Mishap::TextTooLong => (
                self.visit_made(0),
                0,
                "InstructionDescription",
                json!(long_text()),
            ),
            Mishap::UnknownField => (
                self.visit_made(1),
                0,
                "Call_Objective__c",
                json!("Reach new prescribers"),
            ),
            Mishap::ReadOnlyField => (self.goal_change(), 0, "ActivityAttainmentPercentage", json!(50.0)),
            Mishap::MissingSignature => (self.visit_made(1), 1, "IsSignatureCaptured", json!(false)),
            Mishap::TakenNumber => {
                let taken = self.account().npi.clone();
                (self.new_provider(), 0, "NationalProviderIdentifier", json!(taken))
            }
            Mishap::WrongId => {
                let territory = json!(self.world.territories[self.rep.territory].id);
                (self.visit_made(0), 0, "PlaceId", territory)
            }
            Mishap::NumberAsText => (self.visit_made(1), 2, "QuantityDisbursed", json!("2 boxes")),
            Mishap::NumberTooLarge => (self.goal_change(), 0, "OverallGoal", json!(12_000_000_000_i64)),
            Mishap::CutOff => {
                let (draft, trouble) = self.cut_off();
                return (draft, trouble, None);
            }
            _ => {
                let (draft, remedy) = self.elsewhere(mishap);
                return (draft, Trouble { mishap, remedy }, None);
            }
        };
        let (draft, trouble) = spoiled(draft, mishap, item, field, wrong);
        (draft, trouble, None)
    }

    fn cut_off(&mut self) -> (Draft, Trouble) {
        let mut draft = self.inquiry();
        let right = draft.items[0].payload.text().unwrap_or_default();
        let part: String = right.chars().take(right.chars().count() * 3 / 5).collect();
        draft.items[0].payload = Payload::Broken(part);
        (
            draft,
            Trouble {
                mishap: Mishap::CutOff,
                remedy: Remedy::Payload { item: 0, text: right },
            },
        )
    }

    /// Mishaps whose payload is as it should be: the cause lies in the org or in another transaction.
    fn elsewhere(&mut self, mishap: Mishap) -> (Draft, Remedy) {
        let account = self.account;
        match mishap {
            Mishap::InactiveAccount => (self.visit_made(1), Remedy::Org(OrgChange::Activate { account })),
            Mishap::DeletedAccount => (self.inquiry(), Remedy::Ignore),
            Mishap::ChangeOfDeletedAccount => (self.account_change(), Remedy::Ignore),
            Mishap::LostAccount => (
                self.account_change(),
                Remedy::Org(OrgChange::GiveToTerritory { account }),
            ),
            Mishap::VisitToLostAccount => (
                self.visit_made(0),
                Remedy::Org(OrgChange::GiveToTerritory { account }),
            ),
            Mishap::LockedForHours | Mishap::LockedStill => (self.account_change(), Remedy::Ignore),
            Mishap::SameAddress => (self.address_again(), Remedy::Ignore),
            Mishap::EmptyStock => {
                let item = self.rep.scarce.item.clone();
                (self.too_many_samples(), Remedy::Org(OrgChange::Restock { item }))
            }
            Mishap::ChangeOfNothing => (self.change_of_nothing(), Remedy::Ignore),
            Mishap::DeletedTwice => (self.address_deleted(), Remedy::Ignore),
            Mishap::LostDependency => {
                let mut draft = self.territory_note();
                draft.depends_on.push(device_made_id(self.rng));
                (draft, Remedy::Ignore)
            }
            _ => {
                let mut draft = self.territory_note();
                draft.items_left_behind = 1;
                (draft, Remedy::Ignore)
            }
        }
    }

    fn address_again(&mut self) -> Draft {
        let mut draft = self.new_address();
        let (street, postal_code) = (self.account().street.clone(), self.account().postal_code.clone());
        draft.items[0].set("Street", json!(street));
        draft.items[0].set("PostalCode", json!(postal_code));
        draft
    }

    fn too_many_samples(&mut self) -> Draft {
        let mut draft = self.visit_made(0);
        let visit = draft.items[0].record.clone().unwrap_or_default();
        let scarce = self.rep.scarce.clone();
        self.sample_drop(&mut draft, &visit, &scarce);
        draft.items[1].set("ProvVisitDlvrSampleCount", json!(1));
        draft.items[1].set("IsSignatureCaptured", json!(true));
        draft.items[2].set("QuantityDisbursed", json!(6));
        draft.is_signed = true;
        draft
    }

    fn change_of_nothing(&mut self) -> Draft {
        let mut draft = self.address_change();
        // As well-formed as an Id can be, but of the org's sandbox.
        let sandbox = RecordId::as_str(&self.account().address)
            .get(..12)
            .unwrap_or_default()
            .to_owned();
        let id = format!("{sandbox}zzz").parse::<RecordId>();
        draft.items[0].record = id.ok().map(String::from);
        draft
    }

    fn address_deleted(&mut self) -> Draft {
        let mut draft = self.draft();
        let account = self.account();
        draft.item(
            Operation::Delete,
            "ContactPointAddress",
            account.address.as_str(),
            account.id.as_str(),
            Value::Null,
        );
        draft
    }
}

/// The draft with a wrong value in one field; the remedy is the payload as it was before.
fn spoiled(mut draft: Draft, mishap: Mishap, item: usize, field: &str, wrong: Value) -> (Draft, Trouble) {
    let text = draft.items[item].payload.text().unwrap_or_default();
    draft.items[item].set(field, wrong);
    (
        draft,
        Trouble {
            mishap,
            remedy: Remedy::Payload { item, text },
        },
    )
}

/// More than any field for objectives takes.
fn long_text() -> String {
    "Asked about the study design, the comparator arm and the follow-up period; wants the full text. "
        .repeat(12)
}
