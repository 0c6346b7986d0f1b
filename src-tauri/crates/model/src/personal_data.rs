//! Which fields hold personal data.

/// Parts of names of fields that hold personal data, in lower case: how to reach a person, who a person is, and what a
/// person signed or said.
const PERSONAL: &[&str] = &[
    "birth",
    "comment",
    "description",
    "email",
    "fax",
    "firstname",
    "lastname",
    "middlename",
    "note",
    "personname",
    "phone",
    "postalcode",
    "signature",
    "street",
    "address",
];

/// What stands for personal data where it is masked.
pub const MASK: &str = "•••";

/// Whether a field (by API name) holds personal data: contact details, names of persons, signatures and free text.
pub fn is_personal(field_name: &str) -> bool {
    let name: String = field_name
        .chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    // "Name" alone is that of the record; of an account, that is a person.
    name == "name" || PERSONAL.iter().any(|part| name.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_and_free_text_are_masked_and_what_explains_an_error_is_not() {
        for field in [
            "Email",
            "Work_Email__c",
            "MobilePhone",
            "LastName",
            "Name",
            "SignatureImage",
            "Visit_Notes__c",
        ] {
            assert!(is_personal(field), "{field}");
        }
        for field in [
            "Status",
            "AccountId",
            "PlannedVisitStartTime",
            "Quantity",
            "InquiryChannelType",
            "Channel__c",
        ] {
            assert!(!is_personal(field), "{field}");
        }
    }
}
