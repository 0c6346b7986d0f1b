//! Which fields hold personal data: by rules that are built in, and by those that an admin adds.

mod built_in;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use built_in::BUILT_IN;

/// What stands for personal data where it is masked.
pub const MASK: &str = "•••";

/// Own rules at the most.
const MOST_RULES: usize = 200;
/// The longest name in a rule, in characters.
const LONGEST_NAME: usize = 80;

/// Says of fields whether they hold personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(export)]
pub struct MaskRule {
    /// API name of the object; none for any object.
    pub object_name: Option<Cow<'static, str>>,
    /// API name of the field, or a part of it.
    pub field: Cow<'static, str>,
    /// Whether `field` is a part of names: letters and digits that stand anywhere in them.
    pub is_part: bool,
    /// Whether such a field is masked.
    pub mask: bool,
}

/// What an admin decides about masks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(export)]
pub struct MaskRules {
    /// Whether personal data is masked on screen and in the command line. Exports say for themselves.
    pub on_screen: bool,
    /// Rules beside the built-in ones, which they beat.
    pub own: Vec<MaskRule>,
}

impl Default for MaskRules {
    /// Masked, by the built-in rules.
    fn default() -> Self {
        Self {
            on_screen: true,
            own: Vec::new(),
        }
    }
}

/// Why mask rules cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MaskRulesError {
    /// A rule names no field.
    #[error("name the field, or a part of its name with a letter or digit in it")]
    Nameless,
    /// A name is too long.
    #[error("the name {0}… has more than {LONGEST_NAME} characters")]
    TooLong(String),
    /// Two rules are about the same fields.
    #[error("there are two rules for {0}; keep one")]
    Twice(String),
    /// There are too many.
    #[error("there are more than {MOST_RULES} rules; name a part of several fields instead of each field")]
    TooMany,
}

/// Whether a field (by API names of object and field) holds personal data. An own rule beats the built-in ones; of two,
/// the more exact one: a whole name beats a part, a named object beats any, a longer part beats a shorter one.
pub fn is_personal(object_name: &str, field_name: &str, rules: &MaskRules) -> bool {
    let letters = letters(field_name);
    decided(&rules.own, object_name, field_name, &letters)
        .or_else(|| decided(BUILT_IN, object_name, field_name, &letters))
        .unwrap_or(false)
}

/// What the most exact of the rules that cover a field says.
fn decided(rules: &[MaskRule], object_name: &str, field_name: &str, letters: &str) -> Option<bool> {
    rules
        .iter()
        .filter(|rule| rule.covers(object_name, field_name, letters))
        .max_by_key(|rule| rule.exactness())
        .map(|rule| rule.mask)
}

/// Letters and digits of a name, in lower case.
fn letters(name: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    if name.bytes().all(is_plain) {
        return Cow::Borrowed(name);
    }
    let characters = name.chars().filter(|character| character.is_alphanumeric());
    characters.flat_map(char::to_lowercase).collect()
}

impl MaskRule {
    /// The built-in rules.
    pub const fn built_in() -> &'static [Self] {
        BUILT_IN
    }

    fn covers(&self, object_name: &str, field_name: &str, letters_of_field: &str) -> bool {
        let object_fits = match &self.object_name {
            Some(name) => name.eq_ignore_ascii_case(object_name),
            None => true,
        };
        object_fits
            && match self.is_part {
                true => letters_of_field.contains(&*letters(&self.field)),
                false => self.field.eq_ignore_ascii_case(field_name),
            }
    }

    /// Greater is more exact. Of two that are as exact, the one that masks wins.
    fn exactness(&self) -> (bool, bool, usize, bool) {
        (
            !self.is_part,
            self.object_name.is_some(),
            self.field.len(),
            self.mask,
        )
    }

    /// Which fields it is about, in words.
    fn subject(&self) -> String {
        let object = self.object_name.as_deref().unwrap_or("any object");
        match self.is_part {
            true => format!("names with \"{}\" in them, of {object}", self.field),
            false => format!("{} of {object}", self.field),
        }
    }

    fn check(&self) -> Result<(), MaskRulesError> {
        let names = [Some(&self.field), self.object_name.as_ref()];
        for name in names.into_iter().flatten() {
            if name.chars().count() > LONGEST_NAME {
                return Err(MaskRulesError::TooLong(name.chars().take(20).collect()));
            }
            if letters(name).is_empty() {
                return Err(MaskRulesError::Nameless);
            }
        }
        Ok(())
    }
}

impl MaskRules {
    /// Checks the own rules.
    ///
    /// # Errors
    /// What is wrong with the first that cannot be kept.
    pub fn check(&self) -> Result<(), MaskRulesError> {
        if self.own.len() > MOST_RULES {
            return Err(MaskRulesError::TooMany);
        }
        for (place, rule) in self.own.iter().enumerate() {
            rule.check()?;
            let subject = rule.subject();
            let is_same = |other: &MaskRule| other.subject().eq_ignore_ascii_case(&subject);
            if self.own[..place].iter().any(is_same) {
                return Err(MaskRulesError::Twice(subject));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(object_name: Option<&'static str>, field: &'static str, is_part: bool, mask: bool) -> MaskRule {
        MaskRule {
            object_name: object_name.map(Cow::Borrowed),
            field: Cow::Borrowed(field),
            is_part,
            mask,
        }
    }

    #[test]
    fn persons_and_free_text_are_masked_and_what_explains_an_error_is_not() {
        let rules = MaskRules::default();
        for field in [
            "Email",
            "Work_Email__c",
            "MobilePhone",
            "LastName",
            "Name",
            "name",
            "SignatureImage",
            "Visit_Notes__c",
        ] {
            assert!(is_personal("Account", field, &rules), "{field}");
        }
        for field in [
            "Status",
            "AccountId",
            "PlannedVisitStartTime",
            "Quantity",
            "InquiryChannelType",
            "Channel__c",
            "AddressType",
        ] {
            assert!(!is_personal("Account", field, &rules), "{field}");
        }
        assert!(
            !is_personal("Visit", "Name", &rules),
            "a visit is named by number"
        );
        assert!(is_personal("Patient__c", "Name", &rules), "who knows");
    }

    #[test]
    fn an_own_rule_beats_the_built_in_and_the_more_exact_beats_the_less_exact() {
        let rules = MaskRules {
            own: vec![
                rule(None, "note", true, false),
                rule(None, "badge", true, true),
                rule(None, "badge_color", true, false),
                rule(Some("Visit"), "badge", true, false),
                rule(Some("Visit"), "Badge_Owner__c", false, true),
                rule(None, "Badge_Size__c", false, false),
            ],
            ..MaskRules::default()
        };
        for (object, field, masked) in [
            ("Account", "Visit_Notes__c", false),
            ("Account", "Email", true),
            ("Account", "Badge__c", true),
            ("Account", "Badge_Color__c", false),
            ("Account", "Badge_Size__c", false),
            ("Visit", "Badge__c", false),
            ("visit", "badge_owner__c", true),
        ] {
            assert_eq!(is_personal(object, field, &rules), masked, "{object}.{field}");
        }
    }

    #[test]
    fn of_two_that_are_as_exact_the_one_that_masks_wins() {
        let rules = MaskRules {
            own: vec![rule(None, "code", true, true), rule(None, "pass", true, false)],
            ..MaskRules::default()
        };
        assert!(is_personal("Visit", "PassCode__c", &rules));
    }

    #[test]
    fn rules_that_cannot_be_kept_are_said() {
        let checked = |own: Vec<MaskRule>| {
            MaskRules {
                own,
                ..MaskRules::default()
            }
            .check()
        };
        assert_eq!(
            checked(vec![rule(Some("Visit"), "Notes__c", false, true)]),
            Ok(())
        );
        assert_eq!(
            checked(vec![rule(None, " - ", true, true)]),
            Err(MaskRulesError::Nameless)
        );
        assert_eq!(
            checked(vec![rule(Some(" "), "Notes__c", false, true)]),
            Err(MaskRulesError::Nameless)
        );
        assert!(matches!(
            checked(vec![
                rule(None, "note", true, true),
                rule(None, "Note", true, false)
            ]),
            Err(MaskRulesError::Twice(_))
        ));
        assert_eq!(
            checked(vec![
                rule(None, "note", true, true),
                rule(Some("Visit"), "note", true, true),
                rule(None, "note", false, true),
            ]),
            Ok(()),
            "of another object, or the whole name"
        );
        let long = MaskRule {
            field: "n".repeat(81).into(),
            ..rule(None, "", true, true)
        };
        assert!(matches!(checked(vec![long]), Err(MaskRulesError::TooLong(_))));
        let many = (0..=MOST_RULES).map(|number| MaskRule {
            field: format!("field{number}").into(),
            ..rule(None, "", false, true)
        });
        assert_eq!(checked(many.collect()), Err(MaskRulesError::TooMany));
    }
}
