//! The definitions made ready for work: positions of system fields, indexes, who refers to whom, SQL.

use std::sync::Arc;

use compact_str::CompactString;

use super::{
    definition::{Definition, DuplicateRule, Flow, Validation},
    fields::system_fields,
    objects,
    row::Row,
    sql::ObjectSql,
};
use crate::{
    Value,
    catalogue::{Catalogue, FieldDescribe, FieldType, ObjectDescribe, OnDelete, Sharing, read_value},
};

/// The objects of the local org.
pub(crate) struct Schema {
    pub catalogue: Arc<Catalogue>,
    pub objects: Vec<ObjectSchema>,
    /// Index of user associations by user, and of object associations by object: what sharing asks.
    pub territories_of_user: IndexPlace,
    pub territories_of_object: IndexPlace,
}

/// One object, ready for work.
pub(crate) struct ObjectSchema {
    pub describe: ObjectDescribe,
    pub system: SystemFields,
    pub name_position: Option<usize>,
    pub auto_number: Option<AutoNumber>,
    /// The values of a new record before anything is known of it.
    pub defaults: Vec<Value>,
    pub references: Vec<Reference>,
    /// Position of the reference that sharing follows.
    pub sharing_parent: Option<usize>,
    pub indexes: Vec<Index>,
    /// References of all objects that name this one and act when it is deleted.
    pub children: Vec<Child>,
    pub validations: Vec<Validation>,
    pub duplicates: Vec<DuplicateRule>,
    pub flows: Vec<Flow>,
    pub sql: ObjectSql,
}

/// Where the fields stand that the org keeps itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SystemFields {
    pub id: usize,
    pub owner: Option<usize>,
    pub is_deleted: usize,
    pub created_date: usize,
    pub created_by: usize,
    pub modified_date: usize,
    pub modified_by: usize,
    pub stamp: usize,
}

/// The field that the org numbers.
pub(crate) struct AutoNumber {
    pub position: usize,
    pub prefix: String,
}

impl AutoNumber {
    /// The text of a number.
    pub(crate) fn text(&self, number: i64) -> String {
        format!("{}{number:08}", self.prefix)
    }
}

/// A reference field.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reference {
    pub position: usize,
    pub on_delete: OnDelete,
    /// Whether writing the record needs the lock on the referred one, as in Salesforce: unless that one is never
    /// deleted, or deleting it merely empties the field.
    pub locks: bool,
}

/// An index of an object, by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct IndexPlace {
    pub object: usize,
    pub index: usize,
}

/// A reference that acts when the referred record is deleted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Child {
    pub place: IndexPlace,
    pub position: usize,
    pub on_delete: OnDelete,
}

/// Finds the records of an object by a key made of some of its fields; deleted records and empty fields are not
/// in it.
pub(crate) struct Index {
    pub kind: IndexKind,
    /// Positions of the fields.
    pub fields: Vec<usize>,
    /// Whether case and outer blanks count for nothing.
    pub folds: bool,
}

/// What an index is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IndexKind {
    /// Who refers to a record; of a unique reference too.
    Reference { unique: bool },
    /// A unique text.
    Unique,
    /// The duplicate rule at that position.
    Duplicate(usize),
}

/// Stands between the parts of a key.
pub(crate) const KEY_SEPARATOR: char = '\u{1f}';

impl Index {
    /// Whether two records may not have the same key.
    pub(crate) const fn is_unique(&self) -> bool {
        matches!(
            self.kind,
            IndexKind::Unique | IndexKind::Reference { unique: true }
        )
    }

    /// The key of these values; none when one of them is empty.
    pub(crate) fn key(&self, values: &[Value]) -> Option<CompactString> {
        let mut key = CompactString::default();
        for (place, position) in self.fields.iter().enumerate() {
            if place > 0 {
                key.push(KEY_SEPARATOR);
            }
            let text = values.get(*position)?.as_text()?;
            if self.folds {
                key.extend(text.trim_matches(' ').chars().map(|c| c.to_ascii_lowercase()));
            } else {
                key.push_str(text);
            }
        }
        Some(key)
    }
}

impl ObjectSchema {
    /// The key under which a record stands in an index; none for a deleted one.
    pub(crate) fn key_of(&self, index: usize, row: &Row) -> Option<CompactString> {
        if row.is_deleted(self) {
            None
        } else {
            self.indexes.get(index)?.key(&row.values)
        }
    }

    /// What a person calls a record: its name, else its Id.
    pub(crate) fn name_of<'a>(&self, row: &'a Row) -> &'a str {
        self.name_position
            .and_then(|position| row.text(position))
            .unwrap_or(row.id.as_str())
    }
}

impl ObjectSchema {
    fn new(definition: Definition, catalogue: &Catalogue) -> Self {
        let Definition {
            describe,
            validations,
            duplicates,
            flows,
            ..
        } = definition;
        let system = SystemFields::of(&describe);
        let name_position = describe
            .name_field
            .as_deref()
            .and_then(|name| describe.position(name));
        let indexes = indexes_of(&describe, &duplicates, catalogue);
        Self {
            system,
            name_position,
            auto_number: auto_number_of(&describe),
            defaults: describe.fields.iter().map(default_of).collect(),
            references: references_of(&describe, catalogue),
            sharing_parent: match &describe.sharing {
                Sharing::Parent { field } => describe.position(field),
                _ => None,
            },
            sql: ObjectSql::new(&describe, name_position, &indexes),
            indexes,
            children: Vec::new(),
            describe,
            validations,
            duplicates,
            flows,
        }
    }
}

impl SystemFields {
    fn of(describe: &ObjectDescribe) -> Self {
        // Every object has them: `system_fields` put them there.
        let position = |name| describe.position(name).unwrap_or_default();
        Self {
            id: position("Id"),
            owner: describe.position("OwnerId"),
            is_deleted: position("IsDeleted"),
            created_date: position("CreatedDate"),
            created_by: position("CreatedById"),
            modified_date: position("LastModifiedDate"),
            modified_by: position("LastModifiedById"),
            stamp: position("SystemModstamp"),
        }
    }
}

fn auto_number_of(describe: &ObjectDescribe) -> Option<AutoNumber> {
    let position = describe.fields.iter().position(|field| field.auto_number)?;
    let prefix = describe.fields[position]
        .default_value
        .clone()
        .unwrap_or_default();
    Some(AutoNumber { position, prefix })
}

fn default_of(field: &FieldDescribe) -> Value {
    let json = field.default_value.as_deref().filter(|_| !field.auto_number);
    json.and_then(|json| read_value(field, json).ok())
        .unwrap_or(Value::Null)
}

fn references_of(describe: &ObjectDescribe, catalogue: &Catalogue) -> Vec<Reference> {
    let mut references = Vec::new();
    for (position, field) in describe.fields.iter().enumerate() {
        if let Some(on_delete) = field.on_delete {
            let locks = on_delete != OnDelete::SetNull && acts_on_delete(field, catalogue);
            references.push(Reference {
                position,
                on_delete,
                locks,
            });
        }
    }
    references
}

/// Whether a reference has something to do when the referred record is deleted.
fn acts_on_delete(field: &FieldDescribe, catalogue: &Catalogue) -> bool {
    let mut targets = field
        .reference_to
        .iter()
        .filter_map(|name| catalogue.object(name));
    field.on_delete == Some(OnDelete::Cascade)
        || (field.on_delete.is_some() && targets.any(|object| object.deletable))
}

/// An index for every unique field, for every reference that has to act when the referred record is deleted, and
/// for every duplicate rule.
fn indexes_of(describe: &ObjectDescribe, duplicates: &[DuplicateRule], catalogue: &Catalogue) -> Vec<Index> {
    let mut indexes = Vec::new();
    for (position, field) in describe.fields.iter().enumerate() {
        let kind = match field.field_type {
            FieldType::Id => continue,
            _ if acts_on_delete(field, catalogue) => IndexKind::Reference { unique: field.unique },
            _ if field.unique => IndexKind::Unique,
            _ => continue,
        };
        indexes.push(Index {
            kind,
            fields: vec![position],
            folds: kind == IndexKind::Unique,
        });
    }
    for (place, rule) in duplicates.iter().enumerate() {
        let fields = rule
            .match_on
            .iter()
            .filter_map(|name| describe.position(name))
            .collect();
        indexes.push(Index {
            kind: IndexKind::Duplicate(place),
            fields,
            folds: true,
        });
    }
    indexes
}

/// Who refers to `object`, and acts when a record of it is deleted.
fn children_of(object: &ObjectDescribe, objects: &[ObjectSchema]) -> Vec<Child> {
    let mut children = Vec::new();
    for (place, other) in objects.iter().enumerate() {
        for (index, entry) in other.indexes.iter().enumerate() {
            let (IndexKind::Reference { .. }, [position]) = (entry.kind, entry.fields.as_slice()) else {
                continue;
            };
            let field = &other.describe.fields[*position];
            if let Some(on_delete) = field
                .on_delete
                .filter(|_| field.reference_to.contains(&object.name))
            {
                children.push(Child {
                    place: IndexPlace { object: place, index },
                    position: *position,
                    on_delete,
                });
            }
        }
    }
    children
}

impl Schema {
    /// The schema of the built-in objects.
    pub(crate) fn built_in() -> Self {
        Self::new(objects::definitions())
    }

    fn new(mut definitions: Vec<Definition>) -> Self {
        for definition in &mut definitions {
            definition
                .describe
                .fields
                .extend(system_fields(definition.has_owner));
        }
        let catalogue = Catalogue::new(
            definitions
                .iter()
                .map(|definition| definition.describe.clone())
                .collect(),
        );
        let mut objects: Vec<ObjectSchema> = definitions
            .into_iter()
            .map(|definition| ObjectSchema::new(definition, &catalogue))
            .collect();
        for place in 0..objects.len() {
            objects[place].children = children_of(&objects[place].describe, &objects);
        }
        Self {
            territories_of_user: reference_index(&catalogue, &objects, "UserTerritory2Association", "UserId"),
            territories_of_object: reference_index(
                &catalogue,
                &objects,
                "ObjectTerritory2Association",
                "ObjectId",
            ),
            catalogue: Arc::new(catalogue),
            objects,
        }
    }

    /// The object of an Id, by its key prefix.
    pub(crate) fn object_of(&self, id: &str) -> Option<usize> {
        self.catalogue.position_of_prefix(id.get(..3)?)
    }
}

/// The index of a reference field of a built-in object.
fn reference_index(catalogue: &Catalogue, objects: &[ObjectSchema], object: &str, field: &str) -> IndexPlace {
    let place = catalogue.position(object).unwrap_or_default();
    let position = objects[place].describe.position(field);
    let index = objects[place]
        .indexes
        .iter()
        .position(|index| index.fields.first().copied() == position);
    IndexPlace {
        object: place,
        index: index.unwrap_or_default(),
    }
}
