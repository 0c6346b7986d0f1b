//! Notices, and what becomes of them when the watch looks again.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{NoticeAbout, Timestamp};

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
/// notice until it is over.
pub fn notice_steps(known: Vec<KnownNotice>, hold: Vec<NoticeAbout>) -> Vec<NoticeStep> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MissedRun;

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
}
