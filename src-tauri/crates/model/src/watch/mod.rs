//! The watch: rules about what an admin wants to be told of, and the notices that come of them.

mod about;
mod condition;
mod error_groups;
mod notice;
mod settings;

pub use about::{FailedRun, FailureRate, MOST_COUNTED, MissedRun, NoticeAbout, StuckNew, UnsavedReport};
pub use condition::WatchFacts;
pub use error_groups::{FailedGroup, ManyErrorGroups};
pub use notice::{KnownNotice, Notice, NoticeStep, notice_steps};
pub use settings::{WATCH_SETTINGS, WatchSettings};
