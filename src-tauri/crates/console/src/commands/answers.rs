//! What commands may answer.

use model::{Cause, Explanation, GovernorLimits, Profile, Schedule, User};
use org::{ObjectDescribe, RecordLock};
use store::{BulkDetail, Decision, FilterCount, Forecast, Overview, StatusCounts, TransactionGraph};

use super::{
    Done,
    app::AppInfo,
    bulk::BulkListAnswer,
    causes::ErrorExplanation,
    inbox::{InboxAnswer, InboxCount},
    masks::MaskRulesView,
    org_data::{LookupRow, ObjectName},
    processor::ProcessorState,
    query::{QueryCompletion, QueryReading, QueryText},
    report::ReportFiles,
    reveal::{RevealedValue, RevealsAnswer},
    runs::{RunDetail, RunsAnswer},
    schedules::SchedulePreview,
    settings::{MobileSettingsView, ProcessorSettingsView},
    transactions::{ActionAnswers, FilterOptions},
    watch::{WatchTest, WatchView},
};
use crate::{DailyReport, Job, WorkspaceInfo, shown::Answer};

macro_rules! without_values {
    ($($answer:ty),* $(,)?) => {
        $(impl Answer for $answer {})*
    };
}

// Of their values of payloads and records, jobs tell only what is shown. Names of records that are looked up to be
// picked are no payload.
without_values! {
    ActionAnswers, AppInfo, BulkDetail, BulkListAnswer, Cause, DailyReport, Decision, Done, ErrorExplanation, Explanation, FilterCount,
    FilterOptions, Forecast, GovernorLimits, Job, LookupRow, MaskRulesView, MobileSettingsView, ObjectDescribe,
    ObjectName, Overview, ProcessorSettingsView, ProcessorState, Profile, QueryCompletion, QueryReading, QueryText,
    RecordLock, RevealsAnswer, RunDetail, RunsAnswer, Schedule, SchedulePreview, StatusCounts, TransactionGraph, User,
    ReportFiles, WorkspaceInfo, InboxAnswer, InboxCount, WatchTest, WatchView,
}

/// The one value that somebody asked for, when its reveal is on record.
impl Answer for RevealedValue {}
