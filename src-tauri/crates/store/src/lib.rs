//! The sync store: the queue of transactions with their items, logs, attempts, comments and history, the
//! settings, and the people they belong to; on SQLite.
//!
//! It keeps and finds; it decides nothing about an org. It must not know how a transaction is applied, must not
//! read the org's tables, and must not change a status except through the one guarded statement in
//! [`queue::transition`]. Time comes from the [`model::Clock`] it was opened with, Ids from its callers.
//!
//! Where to look: `tables/` has one file per table (row, reads, writes), `queue/` the way of a transaction
//! (receive, import, claim, settle, dependents), `admin/` what people do to it, `bulk/` the same to many at once, `list/` pages, counts and search,
//! `watch/` what an admin is told of,
//! `engine/` everything that only SQLite understands.

mod admin;
mod bulk;
mod causes;
mod decisions;
mod detail;
mod engine;
mod error;
mod error_groups;
mod explain;
mod forecast;
mod graph;
mod list;
mod overview;
mod pause;
mod people;
mod queue;
mod record_changes;
mod reveals;
mod runs;
mod saved_reports;
mod schedules;
mod settings;
mod simulation;
mod store;
mod tables;
mod watch;

pub use admin::{ActionAnswer, ActionResult, Change, Edit, EditAnswer, FieldEdit, ItemEdit, StatusRequest};
pub use bulk::{
    BulkDetail, BulkOrder, BulkPreview, BulkScope, BulkStep, BulkTargets, PatchCheck, PatchedItem, WithError,
};
pub use causes::{CauseAnswer, CauseValues};
pub use decisions::{Decision, DecisionSubject};
pub use detail::{RelatedTransaction, TransactionDetail};
#[doc(hidden)]
pub use engine::connect::Limits;
pub use engine::migrations::{GoOn, Upgrading};
pub use error::{QueryError, StoreError};
pub use error_groups::{ErrorGroup, ErrorGroupAnswer, ErrorGroupState, ErrorGroupValues, TREND_DAYS};
pub use forecast::{Forecast, UserShare};
pub use graph::{GraphEdge, GraphEdgeReason, GraphNode, GraphTransaction, MOST_NODES, TransactionGraph};
pub use list::{
    Cursor, ErrorAbout, FilterCount, KnownValue, SortBy, StatusCounts, TransactionFilter, TransactionPage,
    TransactionRow, TransactionSort,
};
pub use overview::{
    DayErrorGroup, DayFigures, DaySpan, DaySpans, ErrorCount, HourCounts, ObjectCount, OfflineDevice,
    OfflineDevices, Overview, TimelineMark, TimelineMarkKind, UserBacklog, UserCount,
};
pub use queue::{
    Checkpoint, ClaimRequest, Claimed, ClaimedItem, ClaimedTransaction, Claims, ImportSession, Imported,
    ProcessedItem, Received, Settled, SettledAs, Settlement, Upload,
};
pub use record_changes::RecordChange;
pub use runs::{KEPT_RUNS, RunBegun, RunEnding, RunOrder, RunPage};
pub use saved_reports::SavedReport;
pub use schedules::{ScheduleAnswer, ScheduleValues};
pub use settings::{SettingChange, SettingsAnswer, SettingsScope, Versioned};
pub use simulation::{EditedToSimulate, QueuePlace, ToSimulate};
pub use store::Store;
pub use watch::{KEPT_NOTICES, Noted, NoticePage};
