//! Checking a payload: the part that needs no record of the org, used while an admin types and by apply.

use compact_str::CompactString;
use model::{FieldValues, Operation, RecordId, SyncErrorCode};
use serde::Serialize;
use ts_rs::TS;

use super::{
    Catalogue, FieldDescribe, FieldType, ObjectDescribe,
    value::{plain, read_value, shorten},
};
use crate::Value;

/// The pseudo-field that problems of an item's record identifier point at.
pub(crate) const RECORD_IDENTIFIER: &str = "RecordIdentifier";

/// What is wrong with a field of a payload, or with the payload as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct FieldProblem {
    /// API name of the field; none when it is about the whole.
    pub field: Option<String>,
    /// Salesforce status code.
    pub code: SyncErrorCode,
    /// What is wrong, as an admin reads it.
    pub message: String,
    /// The value that was refused, as text.
    pub value: Option<String>,
}

impl FieldProblem {
    /// A problem of the payload or the record as a whole.
    pub(crate) fn whole(code: SyncErrorCode, message: impl Into<String>) -> Self {
        Self {
            field: None,
            code,
            message: message.into(),
            value: None,
        }
    }

    /// A problem of one field.
    pub(crate) fn of(
        field: &str,
        code: SyncErrorCode,
        message: impl Into<String>,
        value: Option<String>,
    ) -> Self {
        Self {
            field: Some(field.to_owned()),
            code,
            message: message.into(),
            value,
        }
    }

    /// A field that must not be empty is.
    pub(crate) fn required(field: &FieldDescribe) -> Self {
        let message = format!("Required fields are missing: [{}]", field.name);
        Self::of(&field.name, SyncErrorCode::RequiredFieldMissing, message, None)
    }
}

/// A payload read against its object.
#[derive(Debug, Default)]
pub(crate) struct ReadPayload {
    /// Position of a field in its object, and its value. A reference holds a whole Id.
    pub values: Vec<(usize, Value)>,
    /// References whose text is no Id: a device-made id, still to be resolved.
    pub unresolved: Vec<(usize, CompactString)>,
    /// What is wrong, in the order of the payload, then what is missing.
    pub problems: Vec<FieldProblem>,
}

impl Catalogue {
    /// Checks what can be checked without looking at any record: whether object and fields are known and
    /// writable, and types, lengths, ranges, picklists, required fields and the form of Ids. A reference whose
    /// text does not look like an Id is taken for a device-made id and passes. Empty when nothing is wrong.
    pub fn check(&self, object_name: &str, operation: Operation, payload: Option<&str>) -> Vec<FieldProblem> {
        match self.check_object(object_name, operation) {
            Ok(object) => {
                let reader = PayloadReader {
                    catalogue: self,
                    object,
                    operation,
                    device_ids: &|_| DeviceId::Unknown,
                };
                reader.read(payload).problems
            }
            Err(problem) => vec![problem],
        }
    }

    /// Checks the form of an item's record identifier: an update or delete needs one, and if it is an Id, one of
    /// this object; an insert must not carry an Id of the org.
    pub fn check_record_identifier(
        &self,
        object_name: &str,
        operation: Operation,
        identifier: Option<&str>,
    ) -> Option<FieldProblem> {
        let object = self.object(object_name)?;
        let given = identifier.filter(|text| !text.is_empty());
        match (operation, given) {
            (Operation::Insert, None) => None,
            (Operation::Insert, Some(text)) => is_id_of(object, text).then(|| {
                FieldProblem::of(
                    RECORD_IDENTIFIER,
                    SyncErrorCode::InvalidFieldForInsertUpdate,
                    "cannot specify Id in an insert call",
                    Some(text.to_owned()),
                )
            }),
            (_, None) => Some(FieldProblem::of(
                RECORD_IDENTIFIER,
                SyncErrorCode::MalformedId,
                format!("Id not specified in the {operation} of {}", object.name),
                None,
            )),
            (_, Some(text)) if looks_like_id(text) && !is_id_of(object, text) => {
                Some(not_an_id(&object.label, RECORD_IDENTIFIER, text))
            }
            (_, Some(_)) => None,
        }
    }

    /// The object, when it is known and takes the operation.
    pub(crate) fn check_object(
        &self,
        object_name: &str,
        operation: Operation,
    ) -> Result<&ObjectDescribe, FieldProblem> {
        let object = self.object(object_name).ok_or_else(|| {
            let message = format!("sObject type '{}' is not supported", shorten(object_name));
            FieldProblem::whole(SyncErrorCode::InvalidType, message)
        })?;
        let allowed = match operation {
            Operation::Insert => object.createable,
            Operation::Update => object.updateable,
            Operation::Delete => object.deletable,
        };
        if allowed {
            return Ok(object);
        }
        let message = format!("entity type {} does not support {operation}", object.name);
        Err(FieldProblem::whole(
            SyncErrorCode::InsufficientAccessOrReadonly,
            message,
        ))
    }
}

/// What a text that stands for a record may be, seen from where it is read.
pub(crate) enum DeviceId {
    /// A device-made id whose record has this Id.
    Real(RecordId),
    /// A device-made id that an earlier transaction may make real.
    Pending,
    /// No device-made id that is known here.
    Unknown,
}

/// Tells what a text that stands for a record may be.
pub(crate) type DeviceIds<'a> = dyn Fn(&str) -> DeviceId + 'a;

/// Reads payloads for one operation on one object.
pub(crate) struct PayloadReader<'a> {
    pub catalogue: &'a Catalogue,
    pub object: &'a ObjectDescribe,
    pub operation: Operation,
    pub device_ids: &'a DeviceIds<'a>,
}

impl PayloadReader<'_> {
    /// Reads a payload; a delete has none.
    pub(crate) fn read(&self, payload: Option<&str>) -> ReadPayload {
        let mut read = ReadPayload::default();
        if self.operation == Operation::Delete {
            return read;
        }
        let fields = match FieldValues::parse(payload.unwrap_or_default()) {
            Ok(fields) => fields,
            Err(error) => {
                read.problems.push(FieldProblem::whole(
                    SyncErrorCode::JsonParserError,
                    error.to_string(),
                ));
                return read;
            }
        };
        for (name, json) in fields.iter() {
            if let Err(problem) = self.read_field(name, json, &mut read) {
                read.problems.push(problem);
            }
        }
        if self.operation == Operation::Insert {
            let is_missing = |f: &&FieldDescribe| f.is_required_on_insert() && fields.get(&f.name).is_none();
            let missing = self.object.fields.iter().filter(is_missing);
            read.problems.extend(missing.map(FieldProblem::required));
        }
        read
    }

    fn read_field(&self, name: &str, json: &str, read: &mut ReadPayload) -> Result<(), FieldProblem> {
        let position = self.object.position(name).ok_or_else(|| {
            let message = format!(
                "No such column '{}' on sobject of type {}",
                shorten(name),
                self.object.name
            );
            FieldProblem::of(name, SyncErrorCode::InvalidField, message, Some(plain(json)))
        })?;
        let field = &self.object.fields[position];
        let writable = match self.operation {
            Operation::Insert => field.createable,
            _ => field.updateable,
        };
        if !writable {
            return Err(not_writable(field, json));
        }
        match read_value(field, json)? {
            Value::Text(text) if field.field_type == FieldType::Reference => {
                match read_reference(self.catalogue, field, &text, self.device_ids)? {
                    Some(id) => read.values.push((position, Value::Text(id.into()))),
                    None => read.unresolved.push((position, text)),
                }
            }
            value => read.values.push((position, value)),
        }
        Ok(())
    }
}

fn not_writable(field: &FieldDescribe, json: &str) -> FieldProblem {
    let message = format!(
        "Unable to create/update fields: {}. Please check the security settings of this field and verify that it \
         is read/write for your profile or permission set.",
        field.name
    );
    let code = SyncErrorCode::InvalidFieldForInsertUpdate;
    FieldProblem::of(&field.name, code, message, Some(plain(json)))
}

/// The Id that a reference means; none when the text may be a device-made id that becomes known later.
pub(crate) fn read_reference(
    catalogue: &Catalogue,
    field: &FieldDescribe,
    text: &str,
    device_ids: &DeviceIds<'_>,
) -> Result<Option<RecordId>, FieldProblem> {
    let id = match (device_ids(text), text.parse::<RecordId>()) {
        (DeviceId::Real(id), _) | (DeviceId::Unknown, Ok(id)) => id,
        (DeviceId::Unknown, Err(_)) if looks_like_id(text) => {
            return Err(not_an_id(&field.label, &field.name, text));
        }
        (DeviceId::Pending | DeviceId::Unknown, _) => return Ok(None),
    };
    let allowed = catalogue
        .object_of_prefix(id.key_prefix())
        .is_some_and(|object| field.reference_to.contains(&object.name));
    if allowed {
        Ok(Some(id))
    } else {
        Err(not_an_id(&field.label, &field.name, text))
    }
}

/// Whether a text has the shape of an Id, so that it is not taken for a device-made one.
fn looks_like_id(text: &str) -> bool {
    matches!(text.len(), 15 | 18) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_id_of(object: &ObjectDescribe, text: &str) -> bool {
    text.parse::<RecordId>()
        .is_ok_and(|id| id.key_prefix() == object.key_prefix)
}

/// A text that stands where an Id (of another object) belongs.
pub(crate) fn not_an_id(label: &str, field: &str, text: &str) -> FieldProblem {
    let message = format!("{label}: id value of incorrect type: {}", shorten(text));
    FieldProblem::of(field, SyncErrorCode::MalformedId, message, Some(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::local::catalogue;

    fn codes(object: &str, operation: Operation, payload: Option<&str>) -> Vec<String> {
        let problems = catalogue().check(object, operation, payload);
        problems.iter().map(|problem| problem.code.to_string()).collect()
    }

    const GOOD: &str = r#"{"AccountId":"dev-1","PlannedVisitStartTime":"2026-11-24T09:00:00Z"}"#;

    #[test]
    fn a_good_payload_has_no_problems_and_a_device_made_id_passes() {
        assert!(codes("Visit", Operation::Insert, Some(GOOD)).is_empty());
        assert!(codes("visit", Operation::Update, Some("{}")).is_empty());
        assert!(codes("Visit", Operation::Delete, None).is_empty());
    }

    #[test]
    fn every_problem_is_told_in_the_order_of_the_payload_then_what_is_missing() {
        let payload = r#"{"Mood__c":1,"Name":"x","Status":"Done","PlannedVisitStartTime":null}"#;
        let expected = [
            "INVALID_FIELD",
            "INVALID_FIELD_FOR_INSERT_UPDATE",
            "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
            "REQUIRED_FIELD_MISSING",
            "REQUIRED_FIELD_MISSING",
        ];
        assert_eq!(codes("Visit", Operation::Insert, Some(payload)), expected);
        // An update need not mention what is required, but must not empty it.
        let emptied = [expected[0], expected[1], expected[2], expected[3]];
        assert_eq!(codes("Visit", Operation::Update, Some(payload)), emptied);
    }

    #[test]
    fn a_field_that_is_set_once_is_writable_in_an_insert_only() {
        let payload = r#"{"VisitId":"dev-1"}"#;
        assert!(codes("ProviderVisit", Operation::Insert, Some(payload)).is_empty());
        assert_eq!(
            codes("ProviderVisit", Operation::Update, Some(payload)),
            ["INVALID_FIELD_FOR_INSERT_UPDATE"]
        );
    }

    #[test]
    fn record_identifiers_are_checked_for_their_form() {
        let check = |operation, text| {
            let problem = catalogue().check_record_identifier("Visit", operation, text);
            problem.map(|problem| problem.code.to_string())
        };
        let (own, other) = ("0Z5000000000001", "001000000000001");
        assert_eq!(check(Operation::Insert, None), None);
        assert_eq!(check(Operation::Insert, Some(other)), None);
        assert_eq!(
            check(Operation::Insert, Some(own)).as_deref(),
            Some("INVALID_FIELD_FOR_INSERT_UPDATE")
        );
        for operation in [Operation::Update, Operation::Delete] {
            assert_eq!(check(operation, Some(own)), None);
            assert_eq!(check(operation, Some("dev-1")), None);
            assert_eq!(check(operation, None).as_deref(), Some("MALFORMED_ID"));
            assert_eq!(check(operation, Some("")).as_deref(), Some("MALFORMED_ID"));
            assert_eq!(check(operation, Some(other)).as_deref(), Some("MALFORMED_ID"));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

        #[test]
        fn any_text_and_any_value_is_answered(text in "\\PC{0,60}", number in any::<f64>()) {
            catalogue().check("Visit", Operation::Insert, Some(&text));
            for object in catalogue().objects() {
                for field in &object.fields {
                    let value = serde_json::json!({ field.name.as_str(): text });
                    catalogue().check(&object.name, Operation::Update, Some(&value.to_string()));
                    let value = serde_json::json!({ field.name.as_str(): number });
                    catalogue().check(&object.name, Operation::Update, Some(&value.to_string()));
                }
            }
        }
    }
}
