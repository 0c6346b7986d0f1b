//! The entries that come with the program. Source: the domain's error table, and Salesforce's status codes.

use super::{Cause, CauseFix, CauseMatch, CauseOwner};
use crate::SyncErrorCode;

/// An entry.
pub(super) struct Entry {
    code: SyncErrorCode,
    message_contains: Option<&'static str>,
    title: &'static str,
    cause: &'static str,
    owner: CauseOwner,
    recipe: &'static [&'static str],
    fix: Option<CauseFix>,
}

impl Entry {
    pub(super) fn cause(&self) -> Cause {
        Cause {
            own_id: None,
            matches: CauseMatch {
                error_code: self.code.clone(),
                object_name: None,
                field_name: None,
                message_contains: self.message_contains.map(str::to_owned),
            },
            title: self.title.to_owned(),
            cause: self.cause.to_owned(),
            owner: self.owner,
            recipe: self.recipe.iter().map(|step| (*step).to_owned()).collect(),
            fix: self.fix,
            version: 0,
        }
    }
}

const fn entry(
    code: SyncErrorCode,
    title: &'static str,
    cause: &'static str,
    owner: CauseOwner,
    recipe: &'static [&'static str],
    fix: Option<CauseFix>,
) -> Entry {
    Entry {
        code,
        message_contains: None,
        title,
        cause,
        owner,
        recipe,
        fix,
    }
}

const WAIT: &[&str] = &[
    "Retry when the org is quieter, or let the next scheduled run try it.",
    "If many fail like this, run the processor at another time of the day.",
];
const USE_LESS: &[&str] = &[
    "Look under Attempts at what it used of the limits.",
    "Switch on \"Optimize performance by grouping items\" in the Sync Processor settings, then retry one.",
    "If it comes back, show it to an org developer: the automation on the object does too much for one batch.",
];
const CORRECT: &[&str] = &[
    "Open the item that the error names; the field is marked in Edit.",
    "Correct the value and check with \"Would this fix work?\".",
    "Save with a reason, then retry.",
];
const NEWER_METADATA: &[&str] = &[
    "Take the field out of the payload, or correct its name, then retry.",
    "Have the user sync the device's metadata: a new metadata cache keeps the error from coming back.",
];
const FIND_THE_OTHER: &[&str] = &[
    "Find the record that is there already; the message names it where the org does.",
    "If it is the same thing, ignore this transaction, and say so in a comment.",
    "If it is another, change the value that must be unique, then retry.",
];
const BRING_BACK: &[&str] = &[
    "Look in the org whether the record was deleted by mistake: restore it there and retry.",
    "If another record took its place, let the reference name that one, then retry.",
    "If it is rightly gone, ignore the transaction and tell the user.",
];
const GIVE_ACCESS: &[&str] = &[
    "Look in the org who may see the record: owner, territory, permission sets of the user.",
    "Give the access, then retry.",
    "If the user should not have it, mark the transaction as Manual and have the change made by hand.",
];

/// Every entry; the codes in the order of [`SyncErrorCode`].
pub(super) const ENTRIES: &[Entry] = &[
    entry(
        SyncErrorCode::UnableToLockRow,
        "A record was locked",
        "Another process held a record that the transaction needs, for longer than the org waits.",
        CauseOwner::Admin,
        &[
            "Look under Processor, Locks, who holds the record; release the lock if its process is long gone.",
            "Retry: with \"Retry sync for locked rows\" on, it is tried until the lock is gone.",
        ],
        Some(CauseFix::ReleaseLock),
    ),
    entry(
        SyncErrorCode::RequestRunningTooLong,
        "The org took too long",
        "The org did not finish the items in the time it gives them; it was busy, or its automation is slow.",
        CauseOwner::Admin,
        WAIT,
        Some(CauseFix::Retry),
    ),
    entry(
        SyncErrorCode::QueryTimeout,
        "A query took too long",
        "A query that the items cause did not finish in time; the org was busy, or the query is not selective.",
        CauseOwner::Admin,
        WAIT,
        Some(CauseFix::Retry),
    ),
    entry(
        SyncErrorCode::ApexCpuLimit,
        "Too much CPU time",
        "The triggers and flows that the items start used more CPU time than the org allows for one attempt.",
        CauseOwner::OrgDeveloper,
        USE_LESS,
        Some(CauseFix::Retry),
    ),
    entry(
        SyncErrorCode::ApexHeapLimit,
        "Too much memory",
        "The items and the automation they start used more heap than the org allows for one attempt.",
        CauseOwner::OrgDeveloper,
        USE_LESS,
        Some(CauseFix::Retry),
    ),
    entry(
        SyncErrorCode::LimitExceeded,
        "A governor limit",
        "The attempt used more queries, statements or rows than the org allows: high load, or automation that is not \
         made for many records at once.",
        CauseOwner::OrgDeveloper,
        USE_LESS,
        Some(CauseFix::Retry),
    ),
    entry(
        SyncErrorCode::FieldCustomValidationException,
        "A validation rule",
        "A validation rule of the org refused the record; the message is what the rule's author wrote.",
        CauseOwner::DeviceUser,
        &[
            "Read what the rule asks for; its name stands at the end of the message.",
            "Ask the user for the value that is missing or wrong, edit the item and retry.",
            "If the rule is wrong, have an org developer change it, then retry the whole group.",
        ],
        Some(CauseFix::SetField),
    ),
    Entry {
        code: SyncErrorCode::FieldCustomValidationException,
        message_contains: Some("signature"),
        title: "The signature is missing",
        cause: "A rule wants a signature, and the device sent none. Nobody can sign for the customer afterwards.",
        owner: CauseOwner::DeviceUser,
        recipe: &[
            "Ask the user whether the customer signed; a signature that is still on the device comes with a full sync.",
            "Without one, mark the transaction as Manual and follow your procedure for unsigned samples.",
        ],
        fix: None,
    },
    entry(
        SyncErrorCode::RequiredFieldMissing,
        "A required field is empty",
        "A field that the org requires is empty or not in the payload; it was often made required after the device's \
         metadata was made.",
        CauseOwner::Admin,
        &[
            "The message names the field. Find out its value: from the user, or one value that is right for all.",
            "Set the field, for one in Edit or for the whole group at once, then retry.",
            "Generate a new metadata cache, so that devices ask for the field.",
        ],
        Some(CauseFix::SetField),
    ),
    entry(
        SyncErrorCode::DuplicateValue,
        "A value is taken",
        "A value that must be unique belongs to another record.",
        CauseOwner::Admin,
        FIND_THE_OTHER,
        None,
    ),
    entry(
        SyncErrorCode::DuplicatesDetected,
        "It looks like another record",
        "A duplicate rule of the org found a record that looks the same.",
        CauseOwner::Admin,
        FIND_THE_OTHER,
        None,
    ),
    entry(
        SyncErrorCode::StringTooLong,
        "A text is too long",
        "A text is longer than its field; the message says how long it may be.",
        CauseOwner::DeviceUser,
        CORRECT,
        None,
    ),
    entry(
        SyncErrorCode::NumberOutsideValidRange,
        "A number or date does not fit",
        "A number or date is larger or smaller than its field takes.",
        CauseOwner::DeviceUser,
        CORRECT,
        Some(CauseFix::SetField),
    ),
    entry(
        SyncErrorCode::InvalidTypeOnFieldInRecord,
        "A value has the wrong type",
        "The field wants another kind of value, such as a number where a text came.",
        CauseOwner::Admin,
        CORRECT,
        Some(CauseFix::MapValue),
    ),
    entry(
        SyncErrorCode::InvalidOrNullForRestrictedPicklist,
        "Not a value of the picklist",
        "The value is none of those that the picklist allows; it was often renamed or taken out after the device's \
         metadata was made.",
        CauseOwner::Admin,
        &[
            "Look which values came, and which the picklist allows now.",
            "Map the old value to the new one for the whole group, then retry.",
            "Or have the value added to the picklist, then retry.",
        ],
        Some(CauseFix::MapValue),
    ),
    entry(
        SyncErrorCode::InvalidFieldForInsertUpdate,
        "The field cannot be written",
        "The org does not let this field be written: it is calculated, or the user may only read it.",
        CauseOwner::Admin,
        NEWER_METADATA,
        Some(CauseFix::RemoveField),
    ),
    entry(
        SyncErrorCode::InvalidField,
        "The org does not know the field",
        "The device's metadata is older than the org's: the field was renamed or deleted.",
        CauseOwner::Admin,
        NEWER_METADATA,
        Some(CauseFix::RemoveField),
    ),
    entry(
        SyncErrorCode::InvalidType,
        "The org does not know the object",
        "The object does not exist in the org, or may not be changed there.",
        CauseOwner::Admin,
        &[
            "Check the name of the object, and the metadata that the device has.",
            "Ignore the transaction if the object is gone.",
        ],
        None,
    ),
    entry(
        SyncErrorCode::InvalidCrossReferenceKey,
        "A reference to nothing",
        "A field refers to a record that is not there, or not there any more.",
        CauseOwner::Admin,
        BRING_BACK,
        Some(CauseFix::ReplaceReference),
    ),
    entry(
        SyncErrorCode::MalformedId,
        "Not an Id",
        "A text that is no Id, or the Id of another object, stands where a record is named. When it is an Id that the \
         device made, the transaction that creates its record has not been applied.",
        CauseOwner::Admin,
        &[
            "Look under Related whether a transaction that creates the record failed: mend and retry that one first.",
            "Else let the reference name the right record, then retry.",
        ],
        Some(CauseFix::ReplaceReference),
    ),
    entry(
        SyncErrorCode::NotFound,
        "The record does not exist",
        "The record to be changed is not in the org. With \"Cancel sync when record isn't found\" on, such \
         transactions are canceled instead.",
        CauseOwner::Admin,
        BRING_BACK,
        None,
    ),
    entry(
        SyncErrorCode::EntityIsDeleted,
        "The record is deleted",
        "The record to be changed was deleted in the org after the device had it.",
        CauseOwner::Admin,
        BRING_BACK,
        None,
    ),
    entry(
        SyncErrorCode::DeleteFailed,
        "The record cannot be deleted",
        "Other records refer to the one that is to be deleted.",
        CauseOwner::Admin,
        &[
            "Look in the org what refers to the record, and remove that first.",
            "Then retry; or ignore the transaction if the record is to stay.",
        ],
        Some(CauseFix::Retry),
    ),
    entry(
        SyncErrorCode::InsufficientAccessOrReadonly,
        "The user may not change the record",
        "The user lost access between the change on the device and the attempt, or never had it.",
        CauseOwner::Admin,
        GIVE_ACCESS,
        Some(CauseFix::Retry),
    ),
    entry(
        SyncErrorCode::InsufficientAccessOnCrossReferenceEntity,
        "No access to a record that is named",
        "The user has no access to a record that a reference of the item names.",
        CauseOwner::Admin,
        GIVE_ACCESS,
        Some(CauseFix::Retry),
    ),
    entry(
        SyncErrorCode::CannotInsertUpdateActivateEntity,
        "A trigger or flow failed",
        "Automation of the org failed while the record was saved; the message names it.",
        CauseOwner::OrgDeveloper,
        &[
            "Show the message and one transaction to an org developer.",
            "Once the automation is mended, retry one, then the whole group.",
        ],
        Some(CauseFix::Retry),
    ),
    entry(
        SyncErrorCode::JsonParserError,
        "The payload cannot be read",
        "FieldValues of an item is not a JSON object: it was cut off, or edited by hand.",
        CauseOwner::Admin,
        &[
            "Edit the item in its JSON view; the place that is wrong is marked there.",
            "If a part is missing, ask the user what was entered. Save, then retry.",
        ],
        None,
    ),
    entry(
        SyncErrorCode::ProcessorCrashed,
        "It crashed its processors",
        "The program that processed it ended or hung each time it worked on it, so it was set aside and others went on.",
        CauseOwner::OrgDeveloper,
        &[
            "Look for what is unusual in its items, such as very large values; edit them.",
            "Retry it alone. Tell a developer what it was.",
        ],
        None,
    ),
    entry(
        SyncErrorCode::SyncProcessorError,
        "Set aside by the Sync Processor",
        "The Sync Processor cannot process it, for example because transactions depend on each other in a circle.",
        CauseOwner::Admin,
        &["Look at Dependencies: edit or ignore what keeps the others waiting."],
        None,
    ),
];
