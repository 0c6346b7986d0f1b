//! What is told outside of the console: on the desktop.

use async_trait::async_trait;
use model::Notice;
use serde::Serialize;
use ts_rs::TS;

/// Of several notices so many are named; the inbox lists them all.
const MOST_NAMED: usize = 3;

/// What the desktop is asked to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    /// In a few words.
    pub title: String,
    /// More.
    pub text: String,
    /// The notice; none when there are several, which the inbox lists.
    pub notice: Option<Notice>,
}

/// Why the desktop did not show something.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotShown(pub String);

/// A desktop that shows notifications. What it is asked comes to an end soon, also where nothing answers.
#[async_trait]
pub trait Announcer: Send + Sync + 'static {
    /// Whether it shows any.
    ///
    /// # Errors
    /// Why it does not.
    async fn check(&self) -> Result<(), NotShown>;

    /// Shows a notification.
    ///
    /// # Errors
    /// Why it did not.
    async fn announce(&self, announcement: Announcement) -> Result<(), NotShown>;
}

/// Whether the desktop shows notifications.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "state", rename_all = "camelCase")]
#[ts(export)]
pub enum DesktopNotifications {
    /// It does.
    Available,
    /// It does not; notices are in the inbox only.
    Unavailable {
        /// Why.
        reason: String,
    },
    /// This program has no desktop: notices are in the inbox only.
    None,
}

impl DesktopNotifications {
    /// What came of asking the desktop.
    pub(crate) fn answered(answer: Result<(), NotShown>) -> Self {
        match answer {
            Ok(()) => Self::Available,
            Err(NotShown(reason)) => Self::Unavailable { reason },
        }
    }
}

impl Announcement {
    /// Of these notices, oldest first; none without any.
    pub(crate) fn of(mut notices: Vec<Notice>) -> Option<Self> {
        if notices.len() > 1 {
            return Some(Self::of_many(&notices));
        }
        notices.pop().map(|notice| Self {
            title: notice.title.clone(),
            text: notice.text.clone(),
            notice: Some(notice),
        })
    }

    fn of_many(notices: &[Notice]) -> Self {
        let mut lines: Vec<String> = notices
            .iter()
            .take(MOST_NAMED)
            .map(|notice| notice.title.clone())
            .collect();
        if let Some(more @ 1..) = notices.len().checked_sub(MOST_NAMED) {
            lines.push(format!("and {more} more"));
        }
        Self {
            title: format!("{} notices", notices.len()),
            text: lines.join("\n"),
            notice: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use model::{MissedRun, NoticeAbout, timestamp};

    use super::*;

    fn notices(count: i64) -> Vec<Notice> {
        let notice = |id: i64| {
            let about = NoticeAbout::RunMissed(MissedRun {
                schedule_id: id,
                name: format!("S{id}"),
                due_at: None,
                run_id: None,
            });
            Notice {
                id,
                title: about.title(),
                text: about.text(),
                about,
                first_at: timestamp(0),
                last_at: timestamp(0),
                ended_at: None,
                read_at: None,
            }
        };
        (1..=count).map(notice).collect()
    }

    #[test]
    fn one_notice_is_told_as_it_is_and_several_are_summed_up() {
        assert_eq!(Announcement::of(notices(0)), None);
        let one = Announcement::of(notices(1)).unwrap();
        assert_eq!(one.title, "Scheduled run missed: S1");
        assert_eq!(one.notice, notices(1).pop());
        let three = Announcement::of(notices(3)).unwrap();
        assert_eq!((three.title.as_str(), three.notice), ("3 notices", None));
        assert!(three.text.ends_with("S3"), "{}", three.text);
        let five = Announcement::of(notices(5)).unwrap();
        assert!(five.text.ends_with("S3\nand 2 more"), "{}", five.text);
    }
}
