//! The rules that hold while no admin says otherwise.

use std::borrow::Cow;

use super::MaskRule;

const fn rule(object_name: Option<&'static str>, field: &'static str, is_part: bool, mask: bool) -> MaskRule {
    MaskRule {
        object_name: match object_name {
            Some(name) => Some(Cow::Borrowed(name)),
            None => None,
        },
        field: Cow::Borrowed(field),
        is_part,
        mask,
    }
}

/// A part of names of fields that hold personal data.
const fn part(field: &'static str) -> MaskRule {
    rule(None, field, true, true)
}

/// A field whose name sounds personal and whose value is not.
const fn harmless(field: &'static str) -> MaskRule {
    rule(None, field, false, false)
}

/// An object whose records are named by number or by what they are, not after a person.
const fn named_otherwise(object_name: &'static str) -> MaskRule {
    rule(Some(object_name), "Name", false, false)
}

/// How to reach a person, who a person is, and what a person signed or wrote.
pub(super) const BUILT_IN: &[MaskRule] = &[
    part("address"),
    part("birth"),
    part("comment"),
    part("description"),
    part("email"),
    part("fax"),
    part("firstname"),
    part("lastname"),
    part("middlename"),
    part("note"),
    part("personname"),
    part("phone"),
    part("postalcode"),
    part("signature"),
    part("street"),
    // "Name" alone is that of the record; of an account, that is a person.
    rule(None, "Name", false, true),
    named_otherwise("Inquiry"),
    named_otherwise("Product2"),
    named_otherwise("ProductDisbursement"),
    named_otherwise("ProviderActivityGoal"),
    named_otherwise("ProviderVisit"),
    named_otherwise("Territory2"),
    named_otherwise("Visit"),
    harmless("AddressType"),
    harmless("IsSignatureCaptured"),
    harmless("PreferredAddressId"),
    harmless("SignatureDate"),
];
