//! The commands of the Synchronization Admin Console: use cases over store, org and processor. Every front door
//! (window, `syncadm`, later HTTP) comes in through [`Console::call`], so permission, checks and answers are the
//! same everywhere.
//!
//! It must not know tauri or HTTP, and holds no SQL.

mod at_work;
mod boundary;
mod bulk;
mod caller;
mod command;
mod commands;
mod console;
mod daily_report;
mod data_loader;
mod error;
mod event;
mod jobs;
mod query;
mod shown;
#[cfg(test)]
mod typescript;
mod watch;
mod workspace;

pub use bulk::Canary;
pub use caller::{Caller, Role};
pub use command::{Access, CommandInfo};
pub use commands::COMMANDS;
pub use console::{Console, Dependencies};
pub use daily_report::{DailyReport, ReportCell, ReportColumn, ReportSection, ReportZone};
pub use data_loader::{ExportFormat, ExportReport, ExportSafety, FileReport, ImportReport, RejectedRow};
pub use error::{ConsoleError, ErrorBody, ErrorCode};
pub use event::ConsoleEvent;
pub use jobs::{Job, JobId, JobKind, JobResult, JobState};
pub use processor::{SimulationBucket, SimulationReport};
pub use shown::Shown;
pub use store::BulkDetail;
pub use watch::{Announcement, Announcer, DesktopNotifications, NotShown};
pub use workspace::WorkspaceInfo;
