//! Error groups that the watch tells of: each by itself, or many that are found at once together.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::about::counted;
use crate::{SyncErrorCode, Timestamp};

/// So many groups that are found in one look are told one by one.
pub(super) const FEW: usize = 3;

/// Of many groups so many are named.
const NAMED: usize = 3;

/// An error group that nobody has looked at yet, or that came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct FailedGroup {
    /// Its number.
    pub group_id: i64,
    /// The error code.
    pub error_code: SyncErrorCode,
    /// API name of the object it is about.
    pub object_name: Option<String>,
    /// API name of the field it is about.
    pub field_name: Option<String>,
    /// The message, without values.
    pub pattern: String,
    /// Failures so far.
    pub failures: i64,
    /// When it came back; none for one that is new.
    pub regressed_at: Option<Timestamp>,
}

/// Error groups that were found in one look, too many to be told one by one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ManyErrorGroups {
    /// How many of them are new or back now.
    pub count: i64,
    /// How many of these came back.
    pub regressed: i64,
    /// Failures of these so far.
    pub failures: i64,
    /// The few of these with most failures, most first.
    pub worst: Vec<FailedGroup>,
    /// What each of them would be told as by itself, in the order of the groups: also of those that nobody need look at
    /// any more.
    pub told: Vec<String>,
}

impl FailedGroup {
    /// The condition that it is new, or that it came back, which is another.
    pub(super) fn subject(&self) -> String {
        match self.regressed_at {
            Some(at) => format!("errorGroup:{}:{}", self.group_id, at.timestamp_millis()),
            None => format!("errorGroup:{}", self.group_id),
        }
    }

    /// The error and what it is about.
    pub(super) fn what(&self) -> String {
        match (&self.object_name, &self.field_name) {
            (Some(object), Some(field)) => format!("{} on {object}.{field}", self.error_code),
            (Some(object), None) => format!("{} on {object}", self.error_code),
            _ => self.error_code.to_string(),
        }
    }
}

impl ManyErrorGroups {
    /// Of groups that are told together from now on.
    pub(super) fn of(groups: Vec<FailedGroup>) -> Self {
        let told = groups.iter().map(FailedGroup::subject).collect();
        Self {
            told,
            ..Self::counts(groups)
        }
    }

    /// The same notice, when these of its groups are new or back now.
    pub(super) fn now(&self, groups: Vec<FailedGroup>) -> Self {
        Self {
            told: self.told.clone(),
            ..Self::counts(groups)
        }
    }

    fn counts(mut groups: Vec<FailedGroup>) -> Self {
        let counted = |some: usize| i64::try_from(some).unwrap_or(i64::MAX);
        groups.sort_by_key(|group| (-group.failures, group.group_id));
        let back = groups.iter().filter(|group| group.regressed_at.is_some());
        Self {
            count: counted(groups.len()),
            regressed: counted(back.count()),
            failures: groups.iter().map(|group| group.failures).sum(),
            worst: groups.into_iter().take(NAMED).collect(),
            told: Vec::new(),
        }
    }

    /// No other open notice tells of the same groups, so the first tells them apart.
    pub(super) fn subject(&self) -> String {
        let first = self.told.first().map_or("", String::as_str);
        format!("many:{first}")
    }

    pub(super) fn title(&self) -> String {
        match (self.regressed, self.count) {
            (0, count) => counted(count, "new error"),
            (back, count) if back == count && count == 1 => "1 error is back".into(),
            (back, count) if back == count => format!("{count} errors are back"),
            (_, count) => format!("{count} errors are new or back"),
        }
    }

    pub(super) fn text(&self) -> String {
        let named = self.worst.iter();
        let named = named.map(|group| format!("{} ({})", group.what(), group.failures));
        format!(
            "{}, most of them {}. They came all at once: look at the error groups, and mark those that you know.",
            counted(self.failures, "failure"),
            named.collect::<Vec<_>>().join(", ")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timestamp;

    fn group(group_id: i64, failures: i64, regressed_at: Option<Timestamp>) -> FailedGroup {
        FailedGroup {
            group_id,
            error_code: SyncErrorCode::RequiredFieldMissing,
            object_name: Some("Visit".into()),
            field_name: Some(format!("F{group_id}")),
            pattern: "missing".into(),
            failures,
            regressed_at,
        }
    }

    #[test]
    fn many_groups_are_counted_and_the_worst_named() {
        let groups = vec![
            group(1, 5, None),
            group(2, 50, None),
            group(3, 7, None),
            group(4, 50, None),
        ];
        let many = ManyErrorGroups::of(groups);
        assert_eq!(many.title(), "4 new errors");
        assert!(
            many.text().starts_with(
                "112 failures, most of them REQUIRED_FIELD_MISSING on Visit.F2 (50), \
                 REQUIRED_FIELD_MISSING on Visit.F4 (50), REQUIRED_FIELD_MISSING on Visit.F3 (7). "
            ),
            "{}",
            many.text()
        );
        assert_eq!(many.subject(), "many:errorGroup:1");
        let fewer = many.now(vec![group(3, 8, None)]);
        assert_eq!(
            (fewer.title(), fewer.subject()),
            ("1 new error".into(), many.subject())
        );
    }

    #[test]
    fn errors_that_are_back_are_told_as_such() {
        let back = Some(timestamp(5));
        let title = |groups| ManyErrorGroups::of(groups).title();
        assert_eq!(title(vec![group(1, 1, back)]), "1 error is back");
        assert_eq!(
            title(vec![group(1, 1, back), group(2, 1, back)]),
            "2 errors are back"
        );
        assert_eq!(
            title(vec![group(1, 1, back), group(2, 1, None)]),
            "2 errors are new or back"
        );
    }
}
