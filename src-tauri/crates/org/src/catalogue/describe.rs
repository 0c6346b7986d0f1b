//! What an org tells about its objects: the words of Salesforce's describe, as far as checking a payload and
//! showing a form need them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The type of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export)]
pub enum FieldType {
    /// The record's own Id.
    Id,
    /// One line of text.
    String,
    /// Several lines of text.
    TextArea,
    /// Yes or no.
    Boolean,
    /// A whole number of at most nine digits.
    Int,
    /// A decimal number.
    Double,
    /// An amount of money.
    Currency,
    /// A day.
    Date,
    /// A moment.
    DateTime,
    /// One value of a list.
    Picklist,
    /// The Id of another record.
    Reference,
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// A web address.
    Url,
}

/// What becomes of a record when the one that a reference field names is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum OnDelete {
    /// The field is emptied.
    SetNull,
    /// The deletion is refused.
    Restrict,
    /// This record is deleted too.
    Cascade,
}

/// Who sees and changes the records of an object, where the owner's permissions count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", tag = "kind")]
#[ts(export)]
pub enum Sharing {
    /// Everybody reads and writes.
    PublicReadWrite,
    /// Everybody reads; the owner writes.
    PublicRead,
    /// The owner, and nobody else.
    Private,
    /// The owner, and users who share a territory with the record.
    Territory,
    /// The owner, and whoever has access to the record that a field names.
    Parent {
        /// API name of the reference field.
        field: String,
    },
}

/// One field of an object.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct FieldDescribe {
    /// API name.
    pub name: String,
    /// What the screen says.
    pub label: String,
    /// What it means, where the label does not say.
    pub help: Option<String>,
    /// The type.
    #[serde(rename = "type")]
    pub field_type: FieldType,
    /// The most characters a text may have; 0 for other types.
    pub length: u32,
    /// The most digits a number may have, before and after the point; 0 for other types.
    pub precision: u32,
    /// How many of them stand after the point.
    pub scale: u32,
    /// Whether it may be empty.
    pub nillable: bool,
    /// Whether no two records may have the same value (letters A to Z compared without case).
    pub unique: bool,
    /// Whether an insert may set it.
    pub createable: bool,
    /// Whether an update may change it.
    pub updateable: bool,
    /// Whether the org gives a new record a value when the insert does not.
    pub defaulted_on_create: bool,
    /// Whether the org numbers it by itself.
    pub auto_number: bool,
    /// Whether only the values listed are allowed.
    pub restricted_picklist: bool,
    /// The values of a picklist.
    pub picklist_values: Vec<String>,
    /// API names of the objects a reference may name.
    pub reference_to: Vec<String>,
    /// What becomes of this record when the referred one is deleted; none for other types.
    pub on_delete: Option<OnDelete>,
    /// The value given by default, as JSON text; for a field that the org numbers, what the number begins with;
    /// none when it depends (owner, dates).
    pub default_value: Option<String>,
}

impl FieldDescribe {
    /// Whether an insert must give it a value.
    pub const fn is_required_on_insert(&self) -> bool {
        !self.nillable && self.createable && !self.defaulted_on_create
    }
}

/// A rule of the org's admins, as a person reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RuleDescribe {
    /// Developer name, such as `Visit_End_After_Start`.
    pub name: String,
    /// What kind of rule.
    pub kind: RuleKind,
    /// When it refuses, in plain English.
    pub meaning: String,
    /// What it says when it refuses.
    pub message: String,
    /// The field it points at.
    pub field: Option<String>,
}

/// What kind of rule refuses a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum RuleKind {
    /// A validation rule: FIELD_CUSTOM_VALIDATION_EXCEPTION.
    Validation,
    /// A duplicate rule: DUPLICATES_DETECTED.
    Duplicate,
    /// A record-triggered flow: CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY.
    Flow,
}

/// One object.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ObjectDescribe {
    /// API name.
    pub name: String,
    /// What the screen calls one.
    pub label: String,
    /// What the screen calls many.
    pub label_plural: String,
    /// First three characters of its Ids.
    pub key_prefix: String,
    /// Whether records can be made.
    pub createable: bool,
    /// Whether records can be changed.
    pub updateable: bool,
    /// Whether records can be deleted.
    pub deletable: bool,
    /// Who sees and changes its records.
    pub sharing: Sharing,
    /// API name of the field that names a record; none for objects without one.
    pub name_field: Option<String>,
    /// The fields, system fields last.
    pub fields: Vec<FieldDescribe>,
    /// The rules in the order in which they are tried.
    pub rules: Vec<RuleDescribe>,
}

impl ObjectDescribe {
    /// The field of that API name, in any case.
    pub fn field(&self, name: &str) -> Option<&FieldDescribe> {
        self.position(name).map(|position| &self.fields[position])
    }

    /// Where in [`Self::fields`] the field of that API name stands.
    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        self.fields
            .iter()
            .position(|field| field.name.eq_ignore_ascii_case(name))
    }
}
