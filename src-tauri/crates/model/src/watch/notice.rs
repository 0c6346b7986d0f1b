//! Notices, and what becomes of them when the watch looks again.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::error_groups::FEW;
use crate::{FailedGroup, ManyErrorGroups, NoticeAbout, Timestamp};

/// What the watch tells an admin, as it lies in the inbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Notice {
    /// Its number; later notices have higher ones.
    pub id: i64,
    /// What it is about, and so where it leads.
    pub about: NoticeAbout,
    /// What happened, in a few words.
    pub title: String,
    /// Why it is told, and what to do.
    pub text: String,
    /// When it was told first.
    pub first_at: Timestamp,
    /// When what it says changed last.
    pub last_at: Timestamp,
    /// When it was over; none while it goes on.
    pub ended_at: Option<Timestamp>,
    /// When an admin read it.
    pub read_at: Option<Timestamp>,
}

/// A notice that a condition may go on with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownNotice {
    /// Its number.
    pub id: i64,
    /// What it is about.
    pub about: NoticeAbout,
    /// Whether it is over, within the cooldown.
    pub is_over: bool,
}

/// What becomes of a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoticeStep {
    /// A condition holds that did not before.
    Raise(NoticeAbout),
    /// It holds as before, but what there is to say of it is another; or it is back within the cooldown.
    GoOn {
        /// The notice.
        id: i64,
        /// What there is to say now.
        about: NoticeAbout,
    },
    /// It holds no longer.
    End {
        /// The notice.
        id: i64,
    },
}

/// What becomes of the notices that are open or in their cooldown, when these conditions hold now. One condition is one
/// notice until it is over; more than a few error groups that were not told yet become one notice.
pub fn notice_steps(known: Vec<KnownNotice>, hold: Vec<NoticeAbout>) -> Vec<NoticeStep> {
    let hold = with_groups_together(&known, hold);
    let mut known_by_subject: HashMap<String, KnownNotice> = HashMap::new();
    for notice in known {
        let subject = notice.about.subject();
        // An open one goes before one that is over, and a later before an earlier.
        let stands = known_by_subject
            .get(&subject)
            .is_some_and(|other| (other.is_over, -other.id) < (notice.is_over, -notice.id));
        if !stands {
            known_by_subject.insert(subject, notice);
        }
    }
    let mut steps = Vec::new();
    for about in hold {
        match known_by_subject.remove(&about.subject()) {
            None => steps.push(NoticeStep::Raise(about)),
            Some(notice) if notice.is_over || notice.about != about => {
                steps.push(NoticeStep::GoOn { id: notice.id, about });
            }
            Some(_) => {}
        }
    }
    let mut over: Vec<i64> = known_by_subject
        .into_values()
        .filter(|notice| !notice.is_over)
        .map(|notice| notice.id)
        .collect();
    over.sort_unstable();
    steps.extend(over.into_iter().map(|id| NoticeStep::End { id }));
    steps
}

/// The conditions, with those error groups as one that a notice tells of together, or that are many and not told yet.
fn with_groups_together(known: &[KnownNotice], hold: Vec<NoticeAbout>) -> Vec<NoticeAbout> {
    let alone: HashSet<String> = known.iter().map(|notice| notice.about.subject()).collect();
    let many: Vec<&ManyErrorGroups> = known
        .iter()
        .filter_map(|notice| match &notice.about {
            NoticeAbout::ManyErrorGroups(groups) => Some(groups),
            _ => None,
        })
        .collect();
    let together: HashMap<&str, usize> = many
        .iter()
        .enumerate()
        .flat_map(|(at, groups)| groups.told.iter().map(move |subject| (subject.as_str(), at)))
        .collect();

    let mut conditions = Vec::new();
    let mut of_many: Vec<Vec<FailedGroup>> = vec![Vec::new(); many.len()];
    let mut untold = Vec::new();
    for about in hold {
        match about {
            NoticeAbout::ErrorGroup(group) if !alone.contains(&group.subject()) => {
                match together.get(group.subject().as_str()) {
                    Some(at) => of_many[*at].push(group),
                    None => untold.push(group),
                }
            }
            other => conditions.push(other),
        }
    }
    let still = many.iter().zip(of_many).filter(|(_, groups)| !groups.is_empty());
    conditions.extend(still.map(|(many, groups)| NoticeAbout::ManyErrorGroups(many.now(groups))));
    match untold.len() {
        ..=FEW => conditions.extend(untold.into_iter().map(NoticeAbout::ErrorGroup)),
        _ => conditions.push(NoticeAbout::ManyErrorGroups(ManyErrorGroups::of(untold))),
    }
    conditions
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{MissedRun, SyncErrorCode, timestamp};

    fn missed(schedule_id: i64, run_id: Option<i64>) -> NoticeAbout {
        NoticeAbout::RunMissed(MissedRun {
            schedule_id,
            name: "Nightly".into(),
            due_at: None,
            run_id,
        })
    }

    fn known(id: i64, about: NoticeAbout, is_over: bool) -> KnownNotice {
        KnownNotice { id, about, is_over }
    }

    #[test]
    fn one_condition_is_one_notice_until_it_is_over() {
        let raise = |about| vec![NoticeStep::Raise(about)];
        let go_on = |id, about| vec![NoticeStep::GoOn { id, about }];
        let end = |id| vec![NoticeStep::End { id }];
        let cases = [
            // Newly so.
            (vec![], vec![missed(1, None)], raise(missed(1, None))),
            // Still so.
            (
                vec![known(3, missed(1, None), false)],
                vec![missed(1, None)],
                vec![],
            ),
            // Still so, with more to say.
            (
                vec![known(3, missed(1, None), false)],
                vec![missed(1, Some(9))],
                go_on(3, missed(1, Some(9))),
            ),
            // No longer.
            (vec![known(3, missed(1, None), false)], vec![], end(3)),
            // Back within the cooldown.
            (
                vec![known(3, missed(1, None), true)],
                vec![missed(1, None)],
                go_on(3, missed(1, None)),
            ),
            // Over, and stays so.
            (vec![known(3, missed(1, None), true)], vec![], vec![]),
            // Another one.
            (
                vec![known(3, missed(1, None), true)],
                vec![missed(2, None)],
                raise(missed(2, None)),
            ),
            // Several of the past: the open one goes on.
            (
                vec![known(3, missed(1, None), true), known(4, missed(1, None), false)],
                vec![missed(1, None)],
                vec![],
            ),
            (
                vec![known(5, missed(1, None), true), known(4, missed(1, None), true)],
                vec![missed(1, None)],
                go_on(5, missed(1, None)),
            ),
        ];
        for (before, hold, expected) in cases {
            let told = format!("{before:?} and now {hold:?}");
            assert_eq!(notice_steps(before, hold), expected, "{told}");
        }
    }

    fn group(group_id: i64, failures: i64) -> FailedGroup {
        FailedGroup {
            group_id,
            error_code: SyncErrorCode::NotFound,
            object_name: None,
            field_name: None,
            pattern: "gone".into(),
            failures,
            regressed_at: None,
        }
    }

    fn each(groups: impl IntoIterator<Item = i64>) -> Vec<NoticeAbout> {
        groups
            .into_iter()
            .map(|id| NoticeAbout::ErrorGroup(group(id, 1)))
            .collect()
    }

    fn together(groups: impl IntoIterator<Item = i64>) -> ManyErrorGroups {
        ManyErrorGroups::of(groups.into_iter().map(|id| group(id, 1)).collect())
    }

    #[test]
    fn more_than_a_few_groups_of_one_look_are_one_notice() {
        let raise = |abouts: Vec<NoticeAbout>| abouts.into_iter().map(NoticeStep::Raise).collect::<Vec<_>>();
        assert_eq!(notice_steps(vec![], each(1..=3)), raise(each(1..=3)));
        let many = NoticeAbout::ManyErrorGroups(together(1..=20));
        assert_eq!(notice_steps(vec![], each(1..=20)), raise(vec![many.clone()]));

        // It goes on as one, and what comes then is told by itself.
        let told = || vec![known(1, many.clone(), false)];
        assert_eq!(notice_steps(told(), each(1..=20)), vec![]);
        assert_eq!(notice_steps(told(), each(1..=21)), raise(each([21])));
        let others = NoticeAbout::ManyErrorGroups(together(21..=24));
        assert_eq!(notice_steps(told(), each(1..=24)), raise(vec![others.clone()]));
        assert_ne!(many.subject(), others.subject());

        // What was told by itself before stays so.
        let alone = vec![known(1, NoticeAbout::ErrorGroup(group(2, 1)), false)];
        let rest = NoticeAbout::ManyErrorGroups(together([1, 3, 4, 5]));
        assert_eq!(notice_steps(alone, each(1..=5)), raise(vec![rest]));
    }

    #[test]
    fn many_groups_of_one_notice_are_over_when_nobody_need_look_at_any() {
        let many = together(1..=5);
        let told = |is_over| vec![known(1, NoticeAbout::ManyErrorGroups(many.clone()), is_over)];
        let go_on = |groups: Vec<FailedGroup>| {
            let about = NoticeAbout::ManyErrorGroups(many.now(groups));
            vec![NoticeStep::GoOn { id: 1, about }]
        };
        assert_eq!(notice_steps(told(false), each([4])), go_on(vec![group(4, 1)]));
        assert_eq!(notice_steps(told(false), vec![]), vec![NoticeStep::End { id: 1 }]);
        assert_eq!(
            notice_steps(told(true), each([4])),
            go_on(vec![group(4, 1)]),
            "within the cooldown"
        );

        // One that came back since is another condition.
        let back = FailedGroup {
            regressed_at: Some(timestamp(9)),
            ..group(4, 2)
        };
        let back = NoticeAbout::ErrorGroup(back);
        let steps = notice_steps(told(false), vec![back.clone()]);
        assert_eq!(steps, vec![NoticeStep::Raise(back), NoticeStep::End { id: 1 }]);
    }
}
