//! The objects of the local org, one definition per file. Names and types follow the Life Sciences Cloud
//! developer guide where it has the field; key prefixes are ours.

mod account;
mod contact_point_address;
mod healthcare_provider;
mod inquiry;
mod people;
mod product;
mod product_disbursement;
mod product_item;
mod provider_acct_territory_info;
mod provider_activity_goal;
mod provider_visit;
mod territory;
mod visit;

pub(crate) use territory::EDIT_ACCESS;

use super::definition::Definition;

/// Every object, in the order in which screens list them.
pub(crate) fn definitions() -> Vec<Definition> {
    vec![
        account::definition(),
        healthcare_provider::definition(),
        contact_point_address::definition(),
        visit::definition(),
        provider_visit::definition(),
        product_disbursement::definition(),
        inquiry::definition(),
        provider_activity_goal::definition(),
        product::definition(),
        product_item::definition(),
        territory::territory(),
        territory::object_association(),
        territory::user_association(),
        provider_acct_territory_info::definition(),
        people::user(),
        people::profile(),
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use crate::{
        FieldDescribe, FieldType, OnDelete,
        catalogue::read_value,
        local::{objects::definitions, schema::Schema},
    };

    /// Every field with the name of its object.
    fn fields() -> Vec<(String, FieldDescribe)> {
        let schema = Schema::built_in();
        let objects = schema.catalogue.objects();
        objects
            .flat_map(|o| {
                o.fields
                    .iter()
                    .map(|f| (format!("{}.{}", o.name, f.name), f.clone()))
            })
            .collect()
    }

    #[test]
    fn names_and_key_prefixes_are_unique() {
        let schema = Schema::built_in();
        let mut seen = HashSet::new();
        for object in schema.catalogue.objects() {
            assert_eq!(object.key_prefix.len(), 3, "{}", object.name);
            assert!(
                seen.insert(object.key_prefix.clone()),
                "{} is used twice",
                object.key_prefix
            );
            assert!(
                seen.insert(object.name.to_lowercase()),
                "{} is there twice",
                object.name
            );
        }
        for (name, _) in fields() {
            assert!(seen.insert(name.to_lowercase()), "{name} is there twice");
        }
    }

    #[test]
    fn references_name_objects_and_can_do_what_they_say() {
        let schema = Schema::built_in();
        for (name, field) in fields() {
            assert_eq!(
                field.on_delete.is_some(),
                field.field_type == FieldType::Reference,
                "{name}"
            );
            assert!(
                field
                    .reference_to
                    .iter()
                    .all(|object| schema.catalogue.object(object).is_some()),
                "{name}"
            );
            assert!(
                field.nillable || field.on_delete != Some(OnDelete::SetNull),
                "{name} can't be emptied"
            );
        }
    }

    #[test]
    fn unique_fields_are_texts() {
        for (name, field) in fields().into_iter().filter(|(_, field)| field.unique) {
            assert!(
                matches!(
                    field.field_type,
                    FieldType::String | FieldType::Reference | FieldType::Id
                ),
                "{name}"
            );
        }
    }

    #[test]
    fn numbers_have_no_more_digits_than_the_file_keeps() {
        for (name, field) in fields() {
            assert!(field.precision <= 15 && field.scale <= field.precision, "{name}");
        }
    }

    #[test]
    fn defaults_fit_their_fields() {
        for (name, field) in fields().into_iter().filter(|(_, field)| !field.auto_number) {
            if let Some(json) = &field.default_value {
                assert!(read_value(&field, json).is_ok(), "{name}");
            }
        }
    }

    #[test]
    fn rules_name_fields_of_their_object() {
        for definition in definitions() {
            let describe = &definition.describe;
            for rule in &describe.rules {
                let field = rule.field.as_deref();
                assert!(
                    field.is_none_or(|field| describe.field(field).is_some()),
                    "{}",
                    rule.name
                );
            }
            for field in definition.duplicates.iter().flat_map(|rule| rule.match_on) {
                assert!(describe.field(field).is_some(), "{}.{field}", describe.name);
            }
        }
    }
}
