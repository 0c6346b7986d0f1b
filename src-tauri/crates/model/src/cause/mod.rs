//! The cause catalogue: what an error means in plain words, who can mend it, and how.

mod catalogue;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ErrorTraits, SyncErrorCode};

/// Who can mend an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum CauseOwner {
    /// The user of the device: only that person knows what was meant, or has to do something on the device.
    DeviceUser,
    /// An admin, in this console or in the setup of the org.
    Admin,
    /// Who writes the org's triggers, flows and rules.
    OrgDeveloper,
}

/// What the console itself can do about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum CauseFix {
    /// Try again: it goes away by itself.
    Retry,
    /// Look at the locks, release the one that was left behind, and try again.
    ReleaseLock,
    /// Set the field in every payload that lacks it, or that has a value that does not fit.
    SetField,
    /// Replace values that the picklist does not allow by values that it does.
    MapValue,
    /// Let the reference name another record.
    ReplaceReference,
    /// Take the field out of the payload.
    RemoveField,
}

/// Which errors a cause explains: those that meet every condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, optional_fields)]
pub struct CauseMatch {
    /// The error code.
    pub error_code: SyncErrorCode,
    /// API name of the object; none: any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object_name: Option<String>,
    /// API name of the field; none: any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field_name: Option<String>,
    /// A part of the message, in any case; none: any message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_contains: Option<String>,
}

impl CauseMatch {
    /// How many conditions beyond the code an error meets; none when it fails one.
    fn conditions_met(&self, error: &ErrorTraits<'_>) -> Option<usize> {
        if self.error_code.as_str() != error.code {
            return None;
        }
        let contains = |part: &str| error.message.to_lowercase().contains(&part.to_lowercase());
        let conditions = [
            self.object_name
                .as_deref()
                .map(|name| error.object_name == Some(name)),
            self.field_name
                .as_deref()
                .map(|name| error.field_name == Some(name)),
            self.message_contains.as_deref().map(contains),
        ];
        let set = conditions.into_iter().flatten();
        set.clone().all(|is_met| is_met).then(|| set.count())
    }
}

/// An entry of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Cause {
    /// The number of an entry that an admin made; none for those that come with the program.
    pub own_id: Option<i64>,
    /// Which errors it explains.
    pub matches: CauseMatch,
    /// In a few words.
    pub title: String,
    /// The cause, in plain words.
    pub cause: String,
    /// Who can mend it.
    pub owner: CauseOwner,
    /// What to do, step by step.
    pub recipe: Vec<String>,
    /// What the console can do about it.
    pub fix: Option<CauseFix>,
    /// Goes up with every change of an entry that an admin made.
    pub version: i64,
}

impl Cause {
    /// Every entry that comes with the program.
    pub fn known() -> Vec<Self> {
        catalogue::ENTRIES.iter().map(catalogue::Entry::cause).collect()
    }

    /// The entry that explains an error best: the one with the most conditions met; of two alike, an admin's own.
    pub fn best<'a>(causes: impl IntoIterator<Item = &'a Self>, error: &ErrorTraits<'_>) -> Option<&'a Self> {
        causes
            .into_iter()
            .filter_map(|cause| {
                Some((
                    cause.matches.conditions_met(error)?,
                    cause.own_id.is_some(),
                    cause,
                ))
            })
            .max_by_key(|(met, is_own, _)| (*met, *is_own))
            .map(|(_, _, cause)| cause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(code: SyncErrorCode, message: &'static str) -> ErrorTraits<'static> {
        let code = Box::leak(code.as_str().to_owned().into_boxed_str());
        ErrorTraits::said(code, message)
    }

    #[test]
    fn every_code_has_a_cause_and_a_recipe() {
        let known = Cause::known();
        for code in SyncErrorCode::KNOWN {
            let best = Cause::best(&known, &error(code.clone(), ""));
            let cause = best.unwrap_or_else(|| panic!("{} has no entry", code.as_str()));
            assert!(!cause.recipe.is_empty() && !cause.title.is_empty() && !cause.cause.is_empty());
        }
        let other = error(SyncErrorCode::Other("X".into()), "");
        assert_eq!(Cause::best(&known, &other), None);
    }

    #[test]
    fn the_most_particular_entry_explains_best() {
        let own = |id, field: Option<&str>, part: Option<&str>| Cause {
            own_id: Some(id),
            matches: CauseMatch {
                error_code: SyncErrorCode::StringTooLong,
                object_name: None,
                field_name: field.map(str::to_owned),
                message_contains: part.map(str::to_owned),
            },
            title: String::new(),
            cause: String::new(),
            owner: CauseOwner::Admin,
            recipe: Vec::new(),
            fix: None,
            version: 1,
        };
        let mut causes = Cause::known();
        causes.extend([
            own(1, None, None),
            own(2, Some("Note"), None),
            own(3, Some("Note"), Some("LARGE")),
        ]);
        let best = |field: Option<&'static str>, message| {
            let error = ErrorTraits {
                field_name: field,
                ..error(SyncErrorCode::StringTooLong, message)
            };
            Cause::best(&causes, &error).and_then(|cause| cause.own_id)
        };
        assert_eq!(
            best(None, "too large"),
            Some(1),
            "an admin's own goes before the program's"
        );
        assert_eq!(best(Some("Other"), "too large"), Some(1));
        assert_eq!(best(Some("Note"), "too long"), Some(2));
        assert_eq!(best(Some("Note"), "too large"), Some(3));
    }
}
