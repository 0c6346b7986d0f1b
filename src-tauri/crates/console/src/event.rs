//! What the console tells its front doors unasked.

use model::{Notice, RecordId};
use serde::Serialize;
use ts_rs::TS;

use crate::{Job, WorkspaceInfo};

/// One event. Events are hints to look again: the truth is what a command answers.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "type", content = "data", rename_all = "camelCase")]
#[ts(export)]
pub enum ConsoleEvent {
    /// Transactions were changed or added, and with them the counts. At most 1,000 Ids; none means "many".
    TransactionsChanged(Vec<RecordId>),
    /// A job moved on or ended.
    JobChanged(Box<Job>),
    /// Another workspace is open, or none.
    WorkspaceChanged(Option<WorkspaceInfo>),
    /// Settings were saved.
    SettingsChanged,
    /// Other personal data is masked than before, here or by another program: what is shown is to be asked for anew.
    MasksChanged,
    /// Schedules were changed, or one was planned again.
    SchedulesChanged,
    /// A run began, moved on or ended.
    RunsChanged,
    /// The processor was paused or resumed, or its next run is another.
    ProcessorChanged,
    /// An admin decided about an error group.
    ErrorGroupsChanged,
    /// The cause catalogue changed.
    CausesChanged,
    /// Personal data was revealed to somebody.
    Revealed,
    /// Record locks of the org changed.
    LocksChanged,
    /// The inbox changed; with the notices that are new.
    NoticesChanged(Vec<Notice>),
    /// A daily report saved itself, or could not be saved.
    SavedReportsChanged,
    /// Bulk jobs can no longer be undone, because their journals were kept for long enough.
    JournalsPruned,
    /// A person chose a desktop notification: of one notice, or of several, which the inbox lists.
    NoticeChosen(Option<Box<Notice>>),
}
