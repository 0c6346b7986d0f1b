//! Fields as the object definitions write them: `text("City", "City", 40).required()`.

use crate::catalogue::{FieldDescribe, FieldType, OnDelete};

/// A writable field that may be empty.
fn field(name: &str, label: &str, field_type: FieldType, length: u32) -> FieldDescribe {
    FieldDescribe {
        name: name.to_owned(),
        label: label.to_owned(),
        help: None,
        field_type,
        length,
        precision: 0,
        scale: 0,
        nillable: true,
        unique: false,
        createable: true,
        updateable: true,
        defaulted_on_create: false,
        auto_number: false,
        restricted_picklist: false,
        picklist_values: Vec::new(),
        reference_to: Vec::new(),
        on_delete: None,
        default_value: None,
    }
}

pub(crate) fn text(name: &str, label: &str, length: u32) -> FieldDescribe {
    field(name, label, FieldType::String, length)
}

pub(crate) fn long_text(name: &str, label: &str, length: u32) -> FieldDescribe {
    field(name, label, FieldType::TextArea, length)
}

pub(crate) fn email(name: &str, label: &str) -> FieldDescribe {
    field(name, label, FieldType::Email, 80)
}

pub(crate) fn phone(name: &str, label: &str) -> FieldDescribe {
    field(name, label, FieldType::Phone, 40)
}

pub(crate) fn url(name: &str, label: &str) -> FieldDescribe {
    field(name, label, FieldType::Url, 255)
}

/// Yes or no, with what a new record has.
pub(crate) fn flag(name: &str, label: &str, default: bool) -> FieldDescribe {
    let mut flag = field(name, label, FieldType::Boolean, 0).default(&default.to_string());
    flag.nillable = false;
    flag
}

/// A whole number of at most nine digits.
pub(crate) fn whole(name: &str, label: &str) -> FieldDescribe {
    let mut number = field(name, label, FieldType::Int, 0);
    number.precision = 9;
    number
}

/// A number with so many digits, of which `scale` stand after the point.
pub(crate) fn number(name: &str, label: &str, precision: u32, scale: u32) -> FieldDescribe {
    let mut number = field(name, label, FieldType::Double, 0);
    (number.precision, number.scale) = (precision, scale);
    number
}

pub(crate) fn money(name: &str, label: &str) -> FieldDescribe {
    let mut amount = field(name, label, FieldType::Currency, 0);
    (amount.precision, amount.scale) = (15, 2);
    amount
}

pub(crate) fn date(name: &str, label: &str) -> FieldDescribe {
    field(name, label, FieldType::Date, 0)
}

pub(crate) fn moment(name: &str, label: &str) -> FieldDescribe {
    field(name, label, FieldType::DateTime, 0)
}

/// One of these values and no other.
pub(crate) fn choice(name: &str, label: &str, values: &[&str]) -> FieldDescribe {
    let mut picklist = suggestion(name, label, values);
    picklist.restricted_picklist = true;
    picklist
}

/// One of these values, or another text.
pub(crate) fn suggestion(name: &str, label: &str, values: &[&str]) -> FieldDescribe {
    let mut picklist = field(name, label, FieldType::Picklist, 255);
    picklist.picklist_values = values.iter().map(|value| (*value).to_owned()).collect();
    picklist
}

pub(crate) fn reference(name: &str, label: &str, to: &str, on_delete: OnDelete) -> FieldDescribe {
    let mut reference = field(name, label, FieldType::Reference, 18);
    reference.reference_to = vec![to.to_owned()];
    reference.on_delete = Some(on_delete);
    reference
}

/// The key of the record in the system it came from.
pub(crate) fn source_key() -> FieldDescribe {
    text("SourceSystemIdentifier", "Source System ID", 255).unique()
}

/// A number such as `V-00000042` that the org gives; the default value is what it begins with.
pub(crate) fn auto_number(name: &str, label: &str, prefix: &str) -> FieldDescribe {
    let mut number = text(name, label, 80).required().read_only().default(prefix);
    number.auto_number = true;
    number
}

/// What every record has, kept by the org.
pub(crate) fn system_fields(has_owner: bool) -> Vec<FieldDescribe> {
    let user = |name: &str, label: &str| reference(name, label, "User", OnDelete::Restrict).read_only();
    let mut owner = reference("OwnerId", "Owner ID", "User", OnDelete::Restrict);
    owner.nillable = false;
    owner.defaulted_on_create = true;
    let mut id = field("Id", "Record ID", FieldType::Id, 18).system();
    id.unique = true;
    let mut fields = vec![id];
    fields.extend(has_owner.then_some(owner));
    fields.extend([
        flag("IsDeleted", "Deleted", false).system(),
        moment("CreatedDate", "Created Date").system(),
        user("CreatedById", "Created By ID"),
        moment("LastModifiedDate", "Last Modified Date").system(),
        user("LastModifiedById", "Last Modified By ID"),
        moment("SystemModstamp", "System Modstamp").system(),
    ]);
    fields
}

impl FieldDescribe {
    pub(crate) fn required(mut self) -> Self {
        self.nillable = false;
        self
    }

    pub(crate) fn unique(mut self) -> Self {
        self.unique = true;
        self
    }

    /// The value a new record gets, as JSON text.
    pub(crate) fn default(mut self, json: &str) -> Self {
        self.defaulted_on_create = true;
        self.default_value = Some(json.to_owned());
        self
    }

    pub(crate) fn help(mut self, text: &str) -> Self {
        self.help = Some(text.to_owned());
        self
    }

    pub(crate) fn read_only(mut self) -> Self {
        self.createable = false;
        self.updateable = false;
        self
    }

    /// Set once, when the record is made.
    pub(crate) fn fixed(mut self) -> Self {
        self.updateable = false;
        self
    }

    fn system(self) -> Self {
        let mut field = self.read_only();
        field.defaulted_on_create = true;
        field.nillable = false;
        field
    }
}
