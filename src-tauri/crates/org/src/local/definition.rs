//! How an object of the local org is defined: its describe, and what its rules do.

use super::rules::{FlowOutcome, RuleView};
use crate::catalogue::{FieldDescribe, ObjectDescribe, RuleDescribe, RuleKind, Sharing};

/// An object with the code of its rules.
pub(crate) struct Definition {
    pub describe: ObjectDescribe,
    /// Whether each record belongs to a user.
    pub has_owner: bool,
    pub validations: Vec<Validation>,
    pub duplicates: Vec<DuplicateRule>,
    pub flows: Vec<Flow>,
}

/// A validation rule.
pub(crate) struct Validation {
    pub name: &'static str,
    /// API name of the field it points at; empty for the top of the page.
    pub field: &'static str,
    pub meaning: &'static str,
    pub message: &'static str,
    /// Whether it refuses the record.
    pub refuses: fn(&RuleView<'_>) -> bool,
}

/// A duplicate rule: no two records agree in all of these fields (case and outer blanks aside).
pub(crate) struct DuplicateRule {
    pub name: &'static str,
    pub meaning: &'static str,
    /// API names of the fields.
    pub match_on: &'static [&'static str],
}

/// A record-triggered flow: runs after an insert or update, and may change one related record or refuse.
pub(crate) struct Flow {
    pub name: &'static str,
    pub meaning: &'static str,
    pub run: fn(&RuleView<'_>) -> FlowOutcome,
}

/// What duplicate rules say.
pub(crate) const DUPLICATE_MESSAGE: &str =
    "You're creating a duplicate record. We recommend you use an existing record instead.";

impl Definition {
    /// An object that everybody reads and writes, whose records are named by the field `Name`.
    pub(crate) fn new(name: &str, label: &str, label_plural: &str, key_prefix: &str) -> Self {
        Self {
            describe: ObjectDescribe {
                name: name.to_owned(),
                label: label.to_owned(),
                label_plural: label_plural.to_owned(),
                key_prefix: key_prefix.to_owned(),
                createable: true,
                updateable: true,
                deletable: true,
                sharing: Sharing::PublicReadWrite,
                name_field: Some("Name".to_owned()),
                fields: Vec::new(),
                rules: Vec::new(),
            },
            has_owner: true,
            validations: Vec::new(),
            duplicates: Vec::new(),
            flows: Vec::new(),
        }
    }

    pub(crate) fn sharing(mut self, sharing: Sharing) -> Self {
        self.describe.sharing = sharing;
        self
    }

    /// Sharing follows the record that `field` names.
    pub(crate) fn shared_with_parent(self, field: &str) -> Self {
        self.sharing(Sharing::Parent {
            field: field.to_owned(),
        })
    }

    pub(crate) fn without_owner(mut self) -> Self {
        self.has_owner = false;
        self
    }

    pub(crate) fn name_field(mut self, name: Option<&str>) -> Self {
        self.describe.name_field = name.map(str::to_owned);
        self
    }

    /// Records are never deleted by a device, so nothing has to look for what refers to them.
    pub(crate) fn never_deleted(mut self) -> Self {
        self.describe.deletable = false;
        self
    }

    pub(crate) fn never_created(mut self) -> Self {
        self.describe.createable = false;
        self
    }

    pub(crate) fn never_updated(mut self) -> Self {
        self.describe.updateable = false;
        self
    }

    pub(crate) fn fields(mut self, fields: impl IntoIterator<Item = FieldDescribe>) -> Self {
        self.describe.fields.extend(fields);
        self
    }

    pub(crate) fn validation(mut self, rule: Validation) -> Self {
        let field = Some(rule.field).filter(|field| !field.is_empty());
        self.describe.rules.push(rule_describe(
            rule.name,
            RuleKind::Validation,
            rule.meaning,
            rule.message,
            field,
        ));
        self.validations.push(rule);
        self
    }

    pub(crate) fn duplicate(mut self, rule: DuplicateRule) -> Self {
        let field = rule.match_on.first().copied();
        self.describe.rules.push(rule_describe(
            rule.name,
            RuleKind::Duplicate,
            rule.meaning,
            DUPLICATE_MESSAGE,
            field,
        ));
        self.duplicates.push(rule);
        self
    }

    pub(crate) fn flow(mut self, flow: Flow) -> Self {
        let message = format!(
            "We can't save this record because the \"{}\" process failed.",
            flow.name
        );
        self.describe.rules.push(rule_describe(
            flow.name,
            RuleKind::Flow,
            flow.meaning,
            &message,
            None,
        ));
        self.flows.push(flow);
        self
    }
}

fn rule_describe(
    name: &str,
    kind: RuleKind,
    meaning: &str,
    message: &str,
    field: Option<&str>,
) -> RuleDescribe {
    RuleDescribe {
        name: name.to_owned(),
        kind,
        meaning: meaning.to_owned(),
        message: message.to_owned(),
        field: field.map(str::to_owned),
    }
}
